"""Days ahead: who may ask to be told on one, and the same day as a file for the calendar of a phone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from ryadom.desks.resident.known import applicant_of, subject_for_claim
from ryadom.desks.resident.visit import Visit
from ryadom.kit import ics
from ryadom.measures import api as measures
from ryadom.talk import api as talk
from ryadom.talk.api import ToldMeasure

ASK, ASKED, NOTED, FILE = "ask", "asked", "noted", "file"
SOON = timedelta(days=2 * 366)  # what lies further away is told on the measure's own page only
MAKER = "Ryadom"


def reminded(visit: Visit, heard: talk.Reading, found: Iterable[ToldMeasure]) -> list[ToldMeasure]:
    """Each measure with what may be done about its day; at most two queries, none where no day lies ahead."""
    told = list(found)
    days = [one for one in told if one.ahead and measures.may_be_awaited(one.ahead.on, visit.on)]
    if not days:
        return told
    person = awaiting(visit, heard.view)
    asked = _asked(visit, person) if person else frozenset()

    def can(one: ToldMeasure) -> str:
        if person is None:
            return FILE
        if (_name(one, heard.view, person), one.ahead.on if one.ahead else None) not in asked:
            return ASK
        return NOTED if visit.by.is_staff else ASKED  # staff have no list of their own: it is on the family's page

    return [replace(one, remind=can(one)) if one in days else one for one in told]


def awaiting(visit: Visit, view: talk.View) -> UUID | None:
    """For whom a reminder may be kept here: somebody known for sure. Others take the day with them as a file."""
    person = applicant_of(visit, view)
    return person if person and (visit.by.is_staff or visit.by.at_least("identified")) else None


def _asked(visit: Visit, person: UUID) -> frozenset[tuple[str, object]]:
    kept = measures.reminders(region=visit.region, persons=[person], at=visit.at)
    return frozenset((one.answer, one.day) for one in kept if one.told_on is None)


def _name(one: ToldMeasure, view: talk.View, person: UUID) -> str:
    subject = subject_for_claim(one.subject, view.household, person)
    return one.measure if subject == "family" else f"{one.measure}@{subject}"


def remind(visit: Visit, heard: talk.Reading, one: ToldMeasure, person: UUID) -> None:
    """Keep it. Raises measures.Forbidden, measures.WrongState."""
    assert one.ahead is not None, "asked for by who saw a day"
    subject = subject_for_claim(one.subject, heard.view.household, person)
    own = subject in ("family", str(person))
    measures.remind(
        by=visit.by,
        person=person,
        measure=one.measure,
        subject=subject,
        subject_name="" if own else one.subject_name,
        day=one.ahead.on,
        begins=one.ahead.kind == "begins",
        channel="office" if visit.by.is_staff else "web",
        book=heard.book,
        on=visit.on,
        at=visit.at,
    )


def day_file(visit: Visit, one: ToldMeasure, contact: str) -> bytes:
    """The day for a calendar: the measure and whom to call. No name, no sum, no address of the conversation."""
    assert one.ahead is not None, "asked for by who saw a day"
    title = _("Рядом: проверить, что положено")
    text = _("«%(title)s». %(words)s Ответьте на вопросы ещё раз: правила и сведения могли измениться.") % {
        "title": one.title,
        "words": one.ahead.words,
    }
    day = ics.Day(one.ahead.on, title, " ".join(filter(None, (text, contact))), f"{visit.region}|{one.measure}")
    return ics.calendar([day], at=visit.at, maker=MAKER)
