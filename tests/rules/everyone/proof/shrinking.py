"""From a family on which both printings differ to the smallest one on which they still do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tests.rules.everyone.proof.batches import Batch
from tests.rules.everyone.proof.comparing import Difference, differences
from tests.rules.everyone.proof.printing import facts_yaml

from ryadom.rules.compiled import Rulebook
from ryadom.rules.everyone.decided import Decided
from ryadom.rules.everyone.deciding import Everyone
from ryadom.rules.everyone.rows import decide_by_rows
from ryadom.rules.facts import Family
from ryadom.rules.snapshots.families import family_at, part_of
from ryadom.rules.snapshots.part import Part

Kernel = Callable[[Rulebook, date, list[str] | None, Mapping[str, Any]], Callable[[Part], tuple[Decided, ...]]]


def columns(
    book: Rulebook, on: date, measures: list[str] | None, parameters: Mapping[str, Any]
) -> Callable[[Part], tuple[Decided, ...]]:
    """The kernel under proof."""
    return Everyone(book, on=on, measures=measures, parameters=parameters).decide


@dataclass
class Trial:
    """One measure asked both ways of any family."""

    book: Rulebook
    on: date
    measure: str
    parameters: Mapping[str, Any]
    decide: Callable[[Part], tuple[Decided, ...]]
    what: str  # the column that differed: another fault found on the way is another finding

    def differs(self, family: Family) -> list[Difference]:
        return [one for one in self.all(family) if one.what == self.what]

    def all(self, family: Family) -> list[Difference]:
        """What is different; a kernel that breaks differs, too."""
        part = part_of(self.book, [family])
        rows = decide_by_rows(self.book, part, on=self.on, measures=[self.measure], parameters=self.parameters)
        try:
            return differences(self.decide(part), rows)
        except Exception as broken:  # whatever breaks is a finding, not the end of the proof
            return [Difference(self.measure, None, 0, -1, "raised", f"{type(broken).__name__}: {broken}", None)]


def reported(batch: Batch, found: Difference, kernel: Kernel = columns) -> str:
    """A disagreement in words: the measure, both answers, and the smallest family on which they differ."""
    trial = Trial(
        batch.book, batch.on, found.measure, batch.parameters,
        kernel(batch.book, batch.on, [found.measure], batch.parameters), found.what,
    )  # fmt: skip
    family = family_at(batch.part, found.family)
    seen = trial.differs(family)
    if seen:
        family, seen = smallest(trial, family, seen)
    one = seen[0] if seen else found
    alone = "" if seen else "\n# Alone the family is decided alike: what differs comes from its neighbours in the part."
    person = family.persons[one.person].id if 0 <= one.person < len(family.persons) else "family"
    return (
        f"batch {batch.name}: {one.measure}, version {one.version}, {person}: {one.what}: "
        f"columns {one.columns}, rows {one.rows}{alone}\n"
        f"# ryadom answer FILE --on {batch.on} --measure {one.measure}\n"
        f"{facts_yaml(batch.book, family, batch.parameters)}"
    )


def smallest(trial: Trial, family: Family, seen: list[Difference]) -> tuple[Family, list[Difference]]:
    """Take away persons, facts and records one by one, as long as both still differ."""
    going = True
    while going:
        going = False
        for smaller in without_one(family):
            found = trial.differs(smaller)
            if found:
                family, seen, going = smaller, found, True
                break
    return family, seen


def without_one(family: Family) -> Iterator[Family]:
    """The same family with one thing less, the largest things first."""
    for person in family.persons:
        others = tuple(p for p in family.persons if p is not person)
        yield replace(family, persons=others, records=tuple(r for r in family.records if r.person != person.id))
    if family.records or family.cover:
        yield replace(family, records=(), cover=None)
    if family.persons_open:
        yield replace(family, persons_open=False)
    yield from (replace(family, facts=_less(family.facts, keys)) for keys in _bunches(family.facts))
    for at, person in enumerate(family.persons):
        for keys in _bunches(person.facts):
            persons = list(family.persons)
            persons[at] = replace(person, facts=_less(person.facts, keys))
            yield replace(family, persons=tuple(persons))
    for record in family.records:
        yield replace(family, records=tuple(r for r in family.records if r is not record))
    for ref in sorted(family.held, key=lambda ref: ref.id):
        held = family.known(ref)
        if held is not None and held.about:
            yield family.with_fact(ref, replace(held, about=False))


def _bunches(facts: Mapping[str, Any]) -> Iterator[set[str]]:
    """Halves first, then one by one."""
    keys = sorted(facts)
    size = len(keys) // 2
    while size > 1:
        yield from (set(keys[at : at + size]) for at in range(0, len(keys), size))
        size //= 2
    yield from ({key} for key in keys)


def _less(facts: Mapping[str, Any], keys: set[str]) -> dict[str, Any]:
    return {key: held for key, held in facts.items() if key not in keys}
