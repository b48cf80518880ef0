"""Facts heard in a sentence are shown back and confirmed with one tap; a correction goes the same way."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from ryadom.talk.dialogue import flows
from ryadom.talk.dialogue.course import Course

CONFIRMING = "confirming"


def enter(course: Course, facts: list[dict[str, Any]], *, then: str) -> None:
    """Show facts back. `then`: the topic that was chosen, "" where something is under way already."""
    course.drop(CONFIRMING)
    course.push(CONFIRMING, facts=facts, then=then)
    _again(course)


def _again(course: Course) -> None:
    top = course.stack.top
    facts = top.data["facts"] if top else []
    lines = "\n".join(f"• {one['words']}" for one in facts)
    rows = (course.button(_("Да, верно"), "yes"), course.button(_("Нет, не так"), "no"))
    course.say(_("Я услышал:\n%(lines)s\nВерно?") % {"lines": lines}, rows)


def _press(course: Course, code: str) -> bool:
    if code not in ("yes", "no"):
        return False
    top = course.stack.top
    assert top is not None, "pressed on the frame"
    facts, then = top.data["facts"], top.data["then"]
    course.pop()
    if code == "yes":
        from ryadom.talk.dialogue import entitled

        entitled.hear_facts(course, facts)
    else:
        course.say(_("Хорошо, не записываю. Спрошу по порядку."))
    _go_on(course, then)
    return True


def _go_on(course: Course, then: str) -> None:
    from ryadom.talk.dialogue import leading, opening
    from ryadom.talk.dialogue.understanding import lead_of

    lead = lead_of(course, then) if then else None
    if lead is not None:
        leading.follow(course, lead)
    else:
        flows.resume(course, opening.menu)


flows.register(CONFIRMING, flows.Flow(_press, flows.not_typed, _again, returns=True))
