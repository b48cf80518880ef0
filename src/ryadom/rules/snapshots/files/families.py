"""Whole families from the staging: what cannot be in one family, and the part that they make."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ryadom.rules.compiled import Rulebook
from ryadom.rules.coverage import cover_of, may_earn
from ryadom.rules.facts import Record
from ryadom.rules.incomes import months_between, shifted
from ryadom.rules.snapshots.columns import ABSENT, decoded, shape_of
from ryadom.rules.snapshots.files.faults import Fault
from ryadom.rules.snapshots.files.staging import FamilyRow, PersonRow, Staging
from ryadom.rules.snapshots.laying import Laying
from ryadom.rules.snapshots.part import Part

MOST_PERSONS = 60
SINGLES = (
    ("applicant", "В семье два заявителя.", "Two applicants in one family."),
    ("spouse", "В семье два супруга.", "Two spouses in one family."),
)


@dataclass(frozen=True)
class Families:
    """The staged families of a region as on one day."""

    book: Rulebook
    staging: Staging
    on: date

    def faults(self) -> Iterator[tuple[str, Fault]]:
        """What is wrong with families as wholes, each with the family's id."""
        for family in self.staging.families():
            persons = self.staging.persons(family.id)
            if not 0 < len(persons) <= MOST_PERSONS:
                yield (
                    family.id,
                    Fault(
                        *(family.file, family.line, "id"),
                        f"В семье «{family.id}» людей: {len(persons)}. Нужно от 1 до {MOST_PERSONS}.",
                        f'The family "{family.id}" has {len(persons)} persons. From 1 to {MOST_PERSONS} are needed.',
                    ),
                )
            for fault in self._kinship(persons):
                yield family.id, fault

    def _kinship(self, persons: list[PersonRow]) -> Iterator[Fault]:
        """As in a facts file: one applicant, one spouse, no child older than the applicant."""
        roles = [self._value(person, "family-role") for person in persons]
        for single, ru, en in SINGLES:
            if roles.count(single) > 1:
                second = [person for person, mine in zip(persons, roles, strict=True) if mine == single][1]
                yield Fault(second.file, second.line, "family-role", ru, en)
        elder = next((self._born(p) for p, role in zip(persons, roles, strict=True) if role == "applicant"), None)
        for person, role in zip(persons, roles, strict=True):
            born = self._born(person)
            if role == "child" and elder and born and born <= elder:
                ru = f"Ребёнок «{person.id}» старше родителя."
                yield Fault(
                    person.file, person.line, "birth-date", ru, f'The child "{person.id}" is older than the parent.'
                )

    def parts(self, most: int) -> Iterator[Part]:
        """The families that have no fault, laid in parts of at most `most`."""
        laying = Laying(self.book, self._months())
        for family in self.staging.families():
            self._lay(laying, family)
            if len(laying) == most:
                yield laying.part()
        if len(laying):
            yield laying.part()

    def _lay(self, laying: Laying, family: FamilyRow) -> None:
        persons = self.staging.persons(family.id)
        incomes = {person.id: self.staging.incomes(person.id) for person in persons}
        cells = {**family.cells, **self.staging.received(family.id, False)}
        cover = family.cover or self._cover(persons, incomes)
        laying.family(family.id, cells, open=family.open, cover=cover, labels=family.labels)
        for person in persons:
            mine = {**person.cells, **self.staging.received(person.id, True)}
            laying.person(person.id, mine, incomes[person.id])

    def _cover(self, persons: list[PersonRow], incomes: dict[str, list[tuple[date, int]]]) -> tuple[date, date] | None:
        """Where the row says nothing: the latest months in which every grown-up has an income, as on a desk."""
        earners = [person.id for person in persons if may_earn(self._born(person), self.on)]
        nothing = Decimal(0)
        records = (Record(id, month, "", nothing) for id, rows in incomes.items() for month, _ in rows)
        cover = cover_of(records, earners)
        return (cover.first, cover.last) if cover else None

    def _months(self) -> tuple[date, ...]:
        ends = self.staging.months()
        return tuple(shifted(ends[0], at) for at in range(months_between(*ends))) if ends else ()

    def _born(self, person: PersonRow) -> date | None:
        born = self._value(person, "birth-date")
        return born if isinstance(born, date) else None

    def _value(self, person: PersonRow, key: str) -> object:
        value, state = person.cells.get(key, (0, ABSENT))
        return None if state & ABSENT else decoded(*shape_of(self.book, key), value)
