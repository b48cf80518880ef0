"""The family as rules see it when a claim is judged: the file of people, over it what the claim says and staff proved.

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
from ryadom.rules.api import (
    PROVED,
    Cover,
    FactRef,
    FactValue,
    Family,
    Person,
    Record,
    cover_of,
    may_earn,
    window_key,
)

_ROLES = {"self": "applicant"}
INCOME_MONTHS = 30


def family_of(
    *, region: str, person: UUID, on: date, said: Mapping[str, FactValue], proved: Mapping[str, FactValue]
) -> Family:
    """Everything known about the family of a person for one claim; four or five queries, whatever its size."""
    household = people.family_of(region=region, person_id=person, on=on)
    members = _members(region, person, household)
    facts = _file(region, household, members, on)
    records, totals, cover = _incomes(region, members, on)
    facts.update(totals)
    for ref, value in said.items():
        known = facts.get(ref)
        if known is None or known.source not in PROVED:
            facts[ref] = value
    facts.update(proved)
    for one, role in members.items():
        facts[f"family-role@{one.id}"] = role
    return Family(
        region=region,
        persons=tuple(Person(str(one.id), one.full_name, _own(facts, str(one.id))) for one in members),
        facts=MappingProxyType({ref: value for ref, value in facts.items() if "@" not in ref}),
        persons_open=household is None,
        records=records,
        cover=cover,
    )


def known(family: Family, refs: Iterable[FactRef]) -> dict[str, FactValue]:
    """What the family knows of these facts, by reference: the facts that a decision cites."""
    return {ref.id: value for ref in refs if (value := family.known(ref)) is not None}


def _members(region: str, person: UUID, household: people.Family | None) -> dict[people.Person, FactValue]:
    if household is None:
        return {people.person(region=region, id=person): FactValue("applicant", "staff")}
    return {
        member.person: FactValue(
            _ROLES.get(member.relation, member.relation), "said" if household.is_word_alone(member) else "staff"
        )
        for member in household.members
    }


def _file(
    region: str, household: people.Family | None, members: Iterable[people.Person], on: date
) -> dict[str, FactValue]:
    subjects: dict[people.Whose, str | None] = {people.Whose("person", one.id): str(one.id) for one in members}
    if household is not None:
        subjects[people.Whose("family", household.id)] = None
        if household.dwelling is not None:
            subjects[people.Whose("dwelling", household.dwelling.id)] = None
    found = people.facts_of(region=region, subjects=subjects, on=on)
    return {
        FactRef(key, subjects[whose]).id: FactValue(fact.value, fact.source, fact.about, fact.as_of)
        for whose, facts in found.items()
        for key, fact in facts.items()
    }


def _own(facts: Mapping[str, FactValue], person: str) -> Mapping[str, FactValue]:
    end = f"@{person}"
    return MappingProxyType({ref.removesuffix(end): value for ref, value in facts.items() if ref.endswith(end)})


def _incomes(
    region: str, members: Iterable[people.Person], on: date
) -> tuple[tuple[Record, ...], dict[str, FactValue], Cover | None]:
    ids = [one.id for one in members]
    first = month_start(on, -INCOME_MONTHS)
    rows = people.incomes(region=region, person_ids=ids, first=first, last=on)
    records = tuple(Record(str(row.person_id), row.month, row.kind, row.amount, row.source) for row in rows)
    earners = [str(one.id) for one in members if may_earn(one.birth_date, on)]
    totals = people.income_totals(region=region, person_ids=ids, first=first, last=on)
    return records, _totals(totals, earners), cover_of(records, earners)


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
