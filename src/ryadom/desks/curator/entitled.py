"""What a family is entitled to, by the rules over its file: all measures of the region."""

from __future__ import annotations

from dataclasses import dataclass

from ryadom.desks.curator import told
from ryadom.desks.curator.visit import Visit
from ryadom.measures import api as measures
from ryadom.people.api import File
from ryadom.rules import api as rules
from ryadom.rules.api import Answers, FactRef, Family, Rulebook

GOOD = ("entitled", "likely", "unknown", "not_yet", "failed")


@dataclass(frozen=True)
class Entitled:
    """Groups in order, what is not due apart, and the facts that would settle something."""

    groups: list[tuple[str, list[told.Together]]]
    no: list[told.Together]
    wanted: frozenset[FactRef]
    family: Family


def entitled(visit: Visit, file: File, book: Rulebook) -> Entitled:
    """All measures for everybody of the file; one query for what was granted before."""
    answers, family = answers_of(visit, file, book)
    groups = told.grouped(book, answers.measures, visit.language)
    return Entitled(
        groups=[(outcome, told.together(items)) for outcome, items in groups if outcome in GOOD],
        no=told.together(one for outcome, items in groups if outcome not in GOOD for one in items),
        wanted=wanted_of(answers),
        family=family,
    )


def answers_of(visit: Visit, file: File, book: Rulebook) -> tuple[Answers, Family]:
    """The answers of the rules on the file as it stands today."""
    ids = [member.person.id for member in file.family.members] if file.family else [file.person.id]
    received = measures.received(region=visit.region, persons=ids)
    family = measures.family_of(file, visit.on, proved=measures.received_as_facts(received))
    return rules.answer(book, family, on=visit.on, ask=False), family


def wanted_of(answers: Answers) -> frozenset[FactRef]:
    """Facts without which some measure stays unknown: they stand first in the table."""
    return frozenset(ref for found in answers.measures for ref in found.missing if not ref.prefix)


def find(answers: Answers, id: str) -> rules.MeasureAnswer | None:
    """The answer with this id (`measure` or `measure@subject`)."""
    return next((one for one in answers.measures if one.id == id), None)
