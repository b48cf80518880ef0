"""The answers of a thread, led by the same engine as the guided pages. What is kept has the same shape as theirs."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ryadom.rules import api as rules
from ryadom.rules.api import Answers, FactRef, Record, Rulebook
from ryadom.talk import answers as kept_answers
from ryadom.talk import steps
from ryadom.talk.answers import Given
from ryadom.talk.dialogue.shapes import Known
from ryadom.talk.family import judged_family, names
from ryadom.talk.household import Household, packed, unpacked
from ryadom.talk.registers import Incomes


@dataclass
class Interview:
    """What one thread has told so far: read like a conversation of the pages."""

    region: str
    for_whom: str = ""
    subject_name: str = ""
    situation: str = ""
    measure: str = ""
    household: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    prefilled: dict[str, Any] = field(default_factory=dict)
    trail: list[list[str]] = field(default_factory=list)
    records: list[list[str]] = field(default_factory=list)
    earners: list[str] = field(default_factory=list)
    hints: dict[str, Any] = field(default_factory=dict)
    closed: bool = False
    enough: bool = False

    @classmethod
    def of(cls, region: str, told: dict[str, Any]) -> Interview:
        """The interview that a stack keeps; it owns its values."""
        copied: dict[str, Any] = {
            name: value.copy() if isinstance(value, (dict, list)) else value for name, value in told.items()
        }
        return cls(region, **copied)

    def told(self) -> dict[str, Any]:
        """As the stack keeps it: what is empty is left out."""
        return {
            name: value for name, value in asdict(self).items() if name != "region" and value not in ("", {}, [], False)
        }

    @property
    def family(self) -> Household:
        return unpacked(self.household)

    @family.setter
    def family(self, household: Household) -> None:
        self.household = packed(household)

    @property
    def incomes(self) -> Incomes:
        """What the file knows of the family's incomes, where it may be used."""
        if not self.earners:
            return Incomes()
        records = tuple(
            Record(person, date.fromisoformat(month), kind, Decimal(amount), source)
            for person, month, kind, amount, source in self.records
        )
        return Incomes(records, rules.cover_of(records, self.earners), self.closed)

    @property
    def income_source(self) -> str:
        """As the telling of answers wants it: file, closed or ""."""
        return "" if self.incomes.cover is None else "closed" if self.incomes.closed else "file"

    def know(self, known: Known) -> None:
        """Put beside the answers what the file knows."""
        self.prefilled = dict(known.facts)
        self.subject_name = self.subject_name or known.name
        self.records, self.earners, self.closed = known.records, known.earners, known.closed
        if known.members is not None:
            self.household = {"stage": "done", "members": known.members}

    # ---- questions ----

    def step(self, book: Rulebook, on: date) -> steps.QuestionStep | steps.ResultsStep:
        """The next question of the rules, or the results. The family has been told of, or was not to be."""
        return steps.ask(self, book, on, self.incomes)

    def results(self, book: Rulebook, on: date) -> Answers:
        """What is due by what is known now, with what lies ahead."""
        family, chosen = judged_family(self, book, self.incomes), steps.measures_of(self, book)
        return rules.answer(book, family, on=on, measures=chosen, ask=False, ahead=True)

    def give(self, book: Rulebook, ref: str, given: Given, *, on: date, at: datetime, language: str) -> None:
        """Keep one answer. Raises BadAnswer with a sentence for the person."""
        fact = FactRef.of(ref)
        entry = kept_answers.kept(kept_answers.kind_of(book.facts, fact), fact, given, on=on, at=at, language=language)
        self.answers = self.answers | {fact.id: entry}

    def asked(self, refs: list[str]) -> None:
        """A page of the way is done."""
        self.trail = [*(page for page in self.trail if page != refs), refs]

    def back(self) -> list[str]:
        """One question back: its answers are put aside, not deleted. The facts of that question, none at the start."""
        if not self.trail:
            return []
        page = self.trail[-1]
        self.answers = self.answers | {id: {**self.answers[id], "aside": True} for id in page if id in self.answers}
        self.trail = self.trail[:-1]
        return page

    def called(self) -> dict[str, str]:
        """How each of the family is called."""
        return names(self)

    def with_situation(self, situation: str, measure: str = "") -> None:
        self.situation, self.measure, self.enough = situation, "" if situation else measure, False


def counted_children(family: Household, count: int) -> Household:
    """The family with so many children: those told of stay, in order."""
    from ryadom.talk.household import Who, with_who

    parents, others = len(family.of("parent")), len(family.of("other"))
    made = with_who(replace(family), Who(family.spouse, count, parents, others))
    return replace(made, stage=family.stage if family.stage != "who" else made.stage)
