"""What a family is entitled to, by the rules over its file: all measures of the region."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from ryadom.desks.curator import coming, told
from ryadom.desks.curator.visit import Visit
from ryadom.measures import api as measures
from ryadom.people.api import File
from ryadom.rules import api as rules
from ryadom.rules.api import Answers, FactRef, Family, Rulebook
from ryadom.ui import ahead as ahead_words

GOOD = ("entitled", "likely", "unknown", "not_yet", "failed")


@dataclass(frozen=True)
class Entitled:
    """Groups in order; what a number is missing to, and what else is not due, the nearest first; the facts that
    would settle something, what changes by itself, how much is left to ask.
    """

    groups: list[tuple[str, list[told.Together]]]
    nearly: list[told.Together]
    no: list[told.Together]
    wanted: frozenset[FactRef]
    family: Family
    coming: coming.Coming
    left: str


def entitled(visit: Visit, file: File, book: Rulebook) -> Entitled:
    """All measures for everybody of the file; one query for what was granted before, one for who asked to be told."""
    answers, family = answers_of(visit, file, book, ahead=True)
    groups = told.grouped(book, answers.measures, visit.language)
    no = told.together(one for outcome, items in groups if outcome not in GOOD for one in items)
    return Entitled(
        groups=[(outcome, told.together(items)) for outcome, items in groups if outcome in GOOD],
        nearly=[both for both in no if both.one.nearly],
        no=sorted((both for both in no if not both.one.nearly), key=_far),
        wanted=wanted_of(answers),
        family=family,
        coming=coming.coming(visit, (one for _outcome, items in groups for one in items), ids_of(file), book),
        left=ahead_words.left_at_desk(answers.left),
    )


def _far(both: told.Together) -> int:
    """How many conditions stand in the way; what nobody has counted comes last."""
    return len(both.one.stands[1]) if both.one.stands else 99


def ids_of(file: File) -> list[UUID]:
    """Everybody whom the file is about."""
    return [member.person.id for member in file.family.members] if file.family else [file.person.id]


def answers_of(visit: Visit, file: File, book: Rulebook, *, ahead: bool = False) -> tuple[Answers, Family]:
    """The answers of the rules on the file as it stands today; `ahead`: with what lies ahead of them."""
    received = measures.received(region=visit.region, persons=ids_of(file))
    family = measures.family_of(file, visit.on, proved=measures.received_as_facts(received))
    return rules.answer(book, family, on=visit.on, ask=False, ahead=ahead), family


def wanted_of(answers: Answers) -> frozenset[FactRef]:
    """Facts without which some measure stays unknown: they stand first in the table."""
    return frozenset(ref for found in answers.measures for ref in found.missing if not ref.prefix)


def find(answers: Answers, id: str) -> rules.MeasureAnswer | None:
    """The answer with this id (`measure` or `measure@subject`)."""
    return next((one for one in answers.measures if one.id == id), None)
