"""The paths of a family beside their file: what is open now, what is awaited and till when."""

from __future__ import annotations

from django.http import HttpRequest

from ryadom.people.api import File
from ryadom.regions.clock import today
from ryadom.routes.queries import of_persons
from ryadom.rules.api import rulebook
from ryadom.ui.panels import Panel


def family_paths(request: HttpRequest, file: File) -> Panel | None:
    """For the page of a family, which has asked permission and left its line; nothing where nobody walks a path."""
    region = file.person.region
    members = [one.person for one in file.family.members] if file.family else [file.person]
    on = today(region)
    found = of_persons(region=region, persons=[one.id for one in members], book=rulebook(region, on), on=on)
    if not found:
        return None
    names = {one.id: one.short_name for one in members}
    language = "en" if getattr(request, "LANGUAGE_CODE", "ru").startswith("en") else "ru"
    return Panel(
        "routes/_family.html",
        {
            "paths": [
                {
                    "title": way.file.title.said(language),
                    "name": names.get(way.person, ""),
                    "counted": way.counted,
                    "steps": [
                        {
                            "title": one.step.title.said(language),
                            "state": str(one.state),
                            "perhaps": one.step.perhaps.said(language) if one.perhaps and one.step.perhaps else "",
                            "until": one.until,
                            "deadline": one.deadline,
                            "late": one.late(on) or (one.until is not None and one.until < on),
                        }
                        for one in way.steps
                        if str(one.state) in ("open", "waits")
                    ],
                }
                for way in found
            ]
        },
    )
