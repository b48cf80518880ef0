"""What a browser would send of the editor's page as it stands."""

from django.http import QueryDict


def sent(sheet):
    post = QueryDict(mutable=True)
    for letter, rows in (("c", sheet.conditions), ("d", sheet.papers), ("s", sheet.steps), ("p", sheet.persons)):
        post.setlist(f"rows-{letter}", list(rows.forms))
    for key, group in sheet.groups.items():
        post.setlist(f"rows-{key}g", list(group.forms))
    for form in sheet.forms():
        for bound in form:
            value = bound.value()
            if isinstance(value, list | tuple):
                post.setlist(bound.html_name, [str(one) for one in value])
            elif value not in (None, "", False):
                post[bound.html_name] = "on" if value is True else str(value)
    return post
