"""The family as rules see it, from a file that was read already: no query of its own.

The same order of belief as when a claim is judged: what is proved in the file wins over what was said anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from ryadom.people import api as people
from ryadom.people.api import File
from ryadom.rules.api import PROVED, FactRef, FactValue, Family, Person, Record, cover_of, may_earn, window_key


def family_of(
    file: File,
    on: date,
    *,
    received: Mapping[tuple[str, str], date],
) -> Family:
    """The family of a file. `received`: what was granted already, by measure and subject."""
    members = _members(file)
    facts = {**_facts(file), **_received(received)}
    records = tuple(Record(str(one.person_id), one.month, one.kind, one.amount, one.source) for one in file.incomes)
    earners = [str(one.id) for one in members if may_earn(one.birth_date, on)]
    for ref, value in _totals(file.totals, earners).items():
        known = facts.get(ref)
        if known is None or known.source not in PROVED:
            facts[ref] = value
    facts.update({f"family-role@{one.id}": role for one, role in members.items()})
    return Family(
        region=file.person.region,
        persons=tuple(Person(str(one.id), one.full_name, _own(facts, str(one.id))) for one in members),
        facts=MappingProxyType({ref: value for ref, value in facts.items() if "@" not in ref}),
        persons_open=file.family is None,
        records=records,
        cover=cover_of(records, earners),
    )


def _members(file: File) -> dict[people.Person, FactValue]:
    home = file.family
    if home is None:
        return {file.person: FactValue("applicant", "staff")}
    return {one.person: FactValue(one.relation, "said" if home.is_word_alone(one) else "staff") for one in home.members}


def _facts(file: File) -> dict[str, FactValue]:
    return {
        FactRef(key, str(whose.id) if whose.of == "person" else None).id: _value(fact)
        for whose, facts in file.facts.items()
        for key, fact in facts.items()
    }


def _value(fact: people.KnownFact) -> FactValue:
    return FactValue(fact.value, fact.source, fact.about, fact.as_of)


def _received(received: Mapping[tuple[str, str], date]) -> dict[str, FactValue]:
    """An award of ours is proof that the measure was received."""
    return {
        FactRef(f"received:{measure}", None if subject == "family" else subject).id: FactValue(True, "register")
        for measure, subject in received
    }


def _own(facts: Mapping[str, FactValue], person: str) -> Mapping[str, FactValue]:
    end = f"@{person}"
    return MappingProxyType({ref.removesuffix(end): value for ref, value in facts.items() if ref.endswith(end)})


def _totals(rows: Iterable[people.WindowTotal], earners: list[str]) -> dict[str, FactValue]:
    """Totals of persons; and of the family where every grown-up has one for the same window."""
    found: dict[str, FactValue] = {}
    windows: dict[str, dict[str, people.WindowTotal]] = {}
    for row in (row for row in rows if not row.kind):
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
