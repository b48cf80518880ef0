"""What a turn may look at, gathered from the database once per turn: rules, ear, hours, the person's own cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from ryadom.cases import api as cases
from ryadom.packs.api import Practice
from ryadom.regions.clock import local
from ryadom.rules import api as rules
from ryadom.rules.api import Rulebook
from ryadom.talk import library
from ryadom.talk.crisis import Danger
from ryadom.talk.dialogue.shapes import IDENTIFIED, Ear, Lead, QueuePlace, Standing, Survey, World
from ryadom.talk.threads import duty
from ryadom.talk.threads.models import Thread

QueueOf = Callable[[str, str], QueuePlace | None]
SurveyOf = Callable[[str, date, str, str], Survey | None]
MOST_CASES = 5

_queue: list[QueueOf] = []
_survey: list[SurveyOf] = []


def register_queue(place_of: QueueOf) -> None:
    """Who knows the place in line: `place_of(region, thread token)`. The last one registered is asked."""
    _queue[:] = [place_of]


def register_survey(survey_of: SurveyOf) -> None:
    """Who knows the one question: `survey_of(region, on, situation, language)`."""
    _survey[:] = [survey_of]


def rulebook(region: str, on: date) -> Rulebook | None:
    """The rules in force; None where the region has none."""
    try:
        return rules.rulebook(region, on)
    except LookupError:
        return None


def world_of(
    thread: Thread,
    at: datetime,
    *,
    level: str,
    ear: Ear | None = None,
    language: str = "",
    situation: str | None = None,
) -> World:
    """All that one turn of this thread may look at. `level`: how surely the person is known now; `language`,
    `situation`: of an earlier turn that is lived again, else the thread's own.
    """
    from ryadom.talk.threads import ways

    region, language = thread.region, language or thread.language
    about = thread.situation if situation is None else situation
    on = local(at, region).date()
    book = rulebook(region, on)
    practices = library.practices_of(region, on)
    phone, hours = _contact(practices, language)
    return World(
        region=region,
        at=at,
        on=on,
        ear=ear or library.ear(region, on, language),
        book=book,
        language=language,
        leads=_leads(practices, language),
        situations=library.situations(region, on, language),
        hotlines={danger: library.hotlines(region, on, danger, language) for danger in Danger},
        desk=duty.desk(region, at, book, phone, hours),
        place=_queue[0](region, thread.token) if _queue else None,
        standings=standings(region, thread.person_id) if level == IDENTIFIED and thread.person_id else (),
        survey=_survey[0](region, on, about, language) if _survey else None,
        ways=ways.ways_of(region, on, language, book),
        acts_for=ways.acts_for(region, thread.person_id, level, on),
    )


def _contact(practices: Iterable[Practice], language: str) -> tuple[str, str]:
    found = next((practice.region.contact for practice in practices if practice.region is not None), None)
    if found is None:
        return "", ""
    return found.phone or "", found.hours.said(language) if found.hours else ""


def _leads(practices: tuple[Practice, ...], language: str) -> Mapping[str, Lead]:
    cell = _leads_of(tuple(practice.lock for practice in practices), language)
    if not cell:
        cell.append(leads_over(practices, language))
    return cell[0]


@lru_cache(maxsize=64)
def _leads_of(locks: tuple[str, ...], language: str) -> list[dict[str, Lead]]:
    # A cell to fill: practices themselves are not hashable, their locks are.
    return []


def leads_over(practices: Iterable[Practice], language: str = "ru") -> dict[str, Lead]:
    """Where each topic of some practices leads."""
    files: dict[str, Any] = {item.id: item.value for practice in practices for item in practice.of("topic")}
    return {id: _lead(id, file, language) for id, file in files.items()}


def _lead(id: str, file: Any, language: str) -> Lead:
    kind, to = file.leads.way[0]
    answer = file.answer.said(language) if file.answer else ""
    return Lead(id, kind, to, file.title.said(language), answer, file.leads.route or "")


def standings(region: str, person: UUID) -> tuple[Standing, ...]:
    """How the person's cases stand, the newest first. One query."""
    found = cases.of_persons(region=region, persons=[person])
    rows = sorted(found, key=lambda one: (one.closed_on is not None, -one.opened_on.toordinal(), one.number))
    return tuple(_standing(one) for one in rows[:MOST_CASES])


def _standing(one: cases.CaseView) -> Standing:
    holder = one.holder.name if one.holder else ""
    return Standing(one.number, one.title, one.stage_title, one.promised_on, holder, one.closed_on, one.outcome_title)
