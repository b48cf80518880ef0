"""The family as rules see it, from a file of people: as it stands for the desk, with more laid over it for a claim.

What is proved in the file wins over what was said in the claim; what staff proved for this claim wins over both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

from ryadom.kit.periods import month_start
from ryadom.people import api as people
from ryadom.people.api import File
from ryadom.rules.api import PROVED, FactRef, FactValue, Family, Person, Record, cover_of, may_earn, window_key

INCOME_MONTHS = 30
NOTHING: Mapping[str, FactValue] = MappingProxyType({})


def family_of(
    file: File, on: date, *, said: Mapping[str, FactValue] = NOTHING, proved: Mapping[str, FactValue] = NOTHING
) -> Family:
    """The family of a file that was read already: no query of its own."""
    members = _members(file)
    earners = [str(one.id) for one in members if may_earn(one.birth_date, on)]
    records = tuple(Record(str(one.person_id), one.month, one.kind, one.amount, one.source) for one in file.incomes)
    facts = {**_facts(file), **_totals(file.totals, earners)}
    for ref, value in said.items():
        known = facts.get(ref)
        if known is None or known.source not in PROVED:
            facts[ref] = value
    facts.update(proved)
    facts.update({f"family-role@{one.id}": role for one, role in members.items()})
    return Family(
        region=file.person.region,
        persons=tuple(Person(str(one.id), one.full_name, _own(facts, str(one.id))) for one in members),
        facts=MappingProxyType({ref: value for ref, value in facts.items() if "@" not in ref}),
        persons_open=file.family is None,
        records=records,
        cover=cover_of(records, earners),
    )


def file_of(region: str, person: UUID, on: date) -> File:
    """What a claim is judged by; four or five queries, whatever the size of the family. The page leaves the line."""
    home = people.family_of(region=region, person_id=person, on=on)
    persons = [one.person for one in home.members] if home else [people.person(region=region, id=person)]
    months = month_start(on, -INCOME_MONTHS), on
    ids = [one.id for one in persons]
    return File(
        person=persons[0],
        family=home,
        facts=people.facts_of(region=region, subjects=people.subjects_of(persons[0], home), on=on),
        incomes=people.incomes(region=region, person_ids=ids, first=months[0], last=months[1]),
        totals=people.income_totals(region=region, person_ids=ids, first=months[0], last=months[1]),
    )


def received_as_facts(granted: Iterable[tuple[str, str]]) -> dict[str, FactValue]:
    """Awards of ours, by measure and subject: each is proof that the measure was received."""
    return {
        FactRef(f"received:{measure}", None if subject == "family" else subject).id: FactValue(True, "register")
        for measure, subject in granted
    }


def known(family: Family, refs: Iterable[FactRef]) -> dict[str, FactValue]:
    """What the family knows of these facts, by reference: the facts that a decision cites."""
    return {ref.id: value for ref in refs if (value := family.known(ref)) is not None}


def _members(file: File) -> dict[people.Person, FactValue]:
    home = file.family
    if home is None:
        return {file.person: FactValue("applicant", "staff")}
    return {one.person: FactValue(one.relation, "said" if home.is_word_alone(one) else "staff") for one in home.members}


def _facts(file: File) -> dict[str, FactValue]:
    return {
        FactRef(key, str(whose.id) if whose.of == "person" else None).id: FactValue(
            fact.value, fact.source, fact.about, fact.as_of
        )
        for whose, facts in file.facts.items()
        for key, fact in facts.items()
    }


def _own(facts: Mapping[str, FactValue], person: str) -> Mapping[str, FactValue]:
    end = f"@{person}"
    return MappingProxyType({ref.removesuffix(end): value for ref, value in facts.items() if ref.endswith(end)})


def _totals(rows: Iterable[people.WindowTotal], earners: list[str]) -> dict[str, FactValue]:
    """Totals of persons, and of the family where every grown-up has one for the same window."""
    found: dict[str, FactValue] = {}
    windows: dict[str, dict[str, people.WindowTotal]] = {}
    for row in rows:
        if row.kind:
            continue
        key = window_key(row.first_month, row.last_month)
        found[f"{key}@{row.person_id}"] = FactValue(row.amount, row.source, row.about)
        windows.setdefault(key, {})[str(row.person_id)] = row
    for key, by_person in windows.items():
        if earners and set(earners) <= by_person.keys():
            found[key] = _together(list(by_person.values()))
    return found


def _together(rows: list[people.WindowTotal]) -> FactValue:
    weakest = next((row.source for row in rows if row.source not in PROVED), rows[0].source)
    return FactValue(sum((row.amount for row in rows), Decimal(0)), weakest, any(row.about for row in rows))
