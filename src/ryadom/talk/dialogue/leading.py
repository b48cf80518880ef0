"""Where a topic leads: to a situation or a measure, to something done here, or to a truthful short answer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ryadom.talk.dialogue import appealing, calling, entitled, flows, handing, opening, status, surveying, ways
from ryadom.talk.dialogue.course import Course
from ryadom.talk.dialogue.shapes import Lead

_DOES = {
    "status": status.enter, "call": calling.enter, "call_back": calling.enter, "complaint": appealing.enter,
    "appeal": appealing.enter, "person": handing.ask, "survey": surveying.offer, "greeting": opening.greet,
}  # fmt: skip


def does(course: Course, code: str) -> bool:
    """Do one of the things that are done here; False where there is no such thing."""
    act = _DOES.get(code)
    if act is None:
        return False
    course.drop(opening.MENU)
    act(course)
    return True


def situation(course: Course, id: str) -> None:
    """Ask what is due in a life situation, where the region has measures for it; else say so and where to go."""
    if not _covered(course, id):
        found = ways.of_situation(course, id)
        _nothing(course, "", found.id if found else "")
        return
    entitled.enter(course, situation=id)


def follow(course: Course, lead: Lead) -> None:
    """Go where a chosen topic leads."""
    book = course.world.book
    if lead.kind == "situation":
        if lead.answer and not _covered(course, lead.to):
            _nothing(course, lead.answer, lead.route)
        else:
            situation(course, lead.to)
    elif lead.kind == "measure" and book is not None and lead.to in book.measures:
        entitled.enter(course, measure=lead.to)
    elif lead.kind == "route" and ways.enter(course, lead.to):
        return
    elif lead.kind == "do" and lead.to == "crisis":
        _crisis(course, lead)
    elif not (lead.kind == "do" and does(course, lead.to)):
        _nothing(course, lead.answer, lead.route)


def _covered(course: Course, id: str) -> bool:
    book = course.world.book
    return book is not None and any(id in measure.file.situations for measure in book.measures.values())


def _crisis(course: Course, lead: Lead) -> None:
    from ryadom.talk.dialogue import danger

    danger.enter(course, danger.of_topic(lead))


def _nothing(course: Course, answer: str, route: str = "") -> None:
    course.say(answer or _("Мер для этой ситуации регион ещё не внёс. Человек подскажет, куда идти."))
    if route and ways.known(course, route) is not None:
        course.say(_("Могу показать путь по шагам: куда идти и в каком порядке."))
        ways.enter(course, route)
        return
    flows.resume(course, _what_else)


def _what_else(course: Course) -> None:
    course.say("", (course.button(_("Спросить о другом"), "menu"), course.person()))
