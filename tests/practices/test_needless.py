"""An answer is unknown only if it must be: two completions of what is hidden end differently.

From each practice case every fact is hidden in turn, and a random pair. Where the measure then comes out
unknown, values of the hidden facts are tried, each within its domain of the catalogue, until one ends otherwise than
the case itself: that is the witness, and it is exact. Where none is found the unknown counts as needless, so the tried
values only have to be many: every choice, both truths, and for dates and numbers a grid about everything a rule names.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

import pytest
from tests.stories.cast import PRACTICES, book

from ryadom.feel import Unknown
from ryadom.feel.unknown import BOOLEANS
from ryadom.packs import api as packs
from ryadom.rules import api as rules
from ryadom.rules import practice_tests
from ryadom.rules.api import FactRef, FactValue, Outcome
from ryadom.rules.ground import unknown

HERE = "RU-CHE"
FAMILY = frozenset({"family-role"})  # who somebody is to the applicant is the family itself, not a fact that is asked


@cache
def cases() -> dict[str, list[practice_tests.Run]]:
    """The personas of every measure that is installed here."""
    library, found = packs.load_library(PRACTICES), {}
    for practice in library.installed(HERE):
        for item in practice.of("tests"):
            found.setdefault(item.value.measure, []).extend(practice_tests.run(book(HERE), item)[0])
    return found


def facts_of(family: rules.Family) -> list[tuple[FactRef, FactValue]]:
    own = [(FactRef(key), value) for key, value in family.facts.items()]
    return own + [
        (FactRef(key, person.id), value)
        for person in family.persons
        for key, value in person.facts.items()
        if key not in FAMILY
    ]


def domain(region: str, ref: FactRef) -> Unknown:
    """What the catalogue lets a fact be; a paper, a confirmation and a payment had before are either there or not."""
    kind = book(region).facts.get(ref.key)
    return Unknown(frozenset({ref}), options=BOOLEANS) if kind is None else unknown(kind, ref)


def values(region: str, ref: FactRef, held: FactValue, on: dt.date) -> list[Any]:
    """Many values that the fact may take, besides the one it has."""
    of, kind = domain(region, ref), book(region).facts.get(ref.key)
    made: list[Any] = [None] if of.may_be_absent else []
    if of.options is not None:
        made += sorted(of.options, key=str)
    elif kind.file.type == "date":
        made += days(on, held.value if isinstance(held.value, dt.date) else on)
    elif kind.file.type in ("number", "money"):
        made += [n for n in numbers(held.value if isinstance(held.value, Decimal | int) else 0, of) if _within(n, of)]
    return [value for value in made if value != held.value or (value is None) != (held.value is None)]


def _within(number: Decimal, of: Unknown) -> bool:
    return (of.low is None or number >= of.low) and (of.high is None or number <= of.high)


def days(on: dt.date, known: dt.date) -> Iterator[dt.date]:
    for years in (*range(30), 35, 45, 55, 60, 63, 65, 70, 80, -1, -2):
        for shift in (0, 1, -1, 20, 200):
            yield on.replace(year=on.year - years, day=min(on.day, 28)) + dt.timedelta(days=shift)
    for shift in (*range(-40, 41), 60, 90, 100, 120, 180, 190, 300):
        yield on - dt.timedelta(days=shift)
        yield known + dt.timedelta(days=shift)
    yield from (dt.date(year, month, day) for year in range(2005, 2028) for month, day in ((1, 1), (12, 31), (7, 1)))


def numbers(known: Any, of: Unknown) -> Iterator[Decimal]:
    ends = [end for end in (of.low, of.high) if isinstance(end, Decimal)]
    yield from ends
    step = of.step or Decimal(1)
    yield from (Decimal(known) + step, Decimal(known) - step)
    yield from (Decimal(n) for n in range(40))
    yield from (Decimal(m) * 10**e for e in range(1, 9) for m in (1, 2, 3, 5, 7))


class _Never:
    """A value that no fact has."""


_NEVER = _Never()


@dataclass
class Count:
    unknown: int = 0
    witnessed: int = 0
    needless: list[str] = field(default_factory=list)


def outcomes(run: practice_tests.Run, family: rules.Family) -> dict[str, Outcome]:
    found = rules.answer(book(family.region), family, on=run.on, measures={run.item.value.measure}, ask=False)
    return {one.subject: one.outcome for one in found.measures}


def completed(family: rules.Family, told: dict[FactRef, FactValue], chosen: dict[FactRef, Any]) -> rules.Family:
    for ref, held in told.items():
        family = family.with_fact(ref, FactValue(chosen.get(ref, held.value), held.source, False, held.as_of))
    return family


def completions(choice: dict[FactRef, list[Any]], chance: Random) -> Iterator[dict[FactRef, Any]]:
    """One fact other than it was, then all of them at random."""
    for ref, others in choice.items():
        yield from ({ref: value} for value in others)
    if len(choice) > 1:
        for _ in range(150):
            yield {ref: chance.choice(others) for ref, others in choice.items() if others and chance.random() < 0.8}


def ended(
    run: practice_tests.Run, family: rules.Family, before: dict[str, Outcome], waiting: set[str], tries: int
) -> tuple[set[str], int]:
    """The subjects whose answer is sure and another one, perhaps after facts were told that the case never told."""
    found, tried, settled = [family], 0, set()
    while found and tried < tries:
        family, tried = found.pop(), tried + 1
        answers = rules.answer(book(family.region), family, on=run.on, measures={run.item.value.measure}, ask=False)
        by_subject = {one.subject: one for one in answers.measures}
        for subject in waiting - settled:
            one = by_subject.get(subject)
            if one is None or one.outcome not in (Outcome.UNKNOWN, before[subject]):
                settled.add(subject)  # another outcome, or no subject of this measure at all
            elif one.outcome is Outcome.UNKNOWN and not one.missing:
                settled.add(subject)  # unknown for good: a list that we only half know, a specialist decides
            elif one.outcome is Outcome.UNKNOWN:
                found += [family.with_fact(one.missing[0], value) for value in _told(run, family, one.missing[0])]
        if settled == waiting:
            break
    return settled, tried


def _told(run: practice_tests.Run, family: rules.Family, ref: FactRef) -> list[FactValue]:
    """A few values of a fact that the case did not tell."""
    if ref.prefix == "income":
        return [FactValue(Decimal(total), "staff") for total in (100_000_000, 0)]
    if ref.key == "persons":
        return []
    made = values(family.region, ref, FactValue(_NEVER), run.on)
    return [FactValue(value, "staff") for value in (made if len(made) < 12 else made[:: len(made) // 8])]


def judge(run: practice_tests.Run, before: dict[str, Outcome], hidden: dict[FactRef, FactValue], count: Count) -> None:
    """Hide the facts; each subject whose answer became unknown needs a completion that ends otherwise."""
    family = run.family
    for ref in hidden:
        family = family.without(ref)
    waiting = {
        subject
        for subject, outcome in outcomes(run, family).items()
        if outcome is Outcome.UNKNOWN and before.get(subject) not in (None, Outcome.UNKNOWN)
    }
    count.unknown += len(waiting)
    if not waiting:
        return
    choice = {ref: values(family.region, ref, held, run.on) for ref, held in hidden.items()}
    tries = 600
    for chosen in completions(choice, Random(repr(sorted(hidden)))):
        settled, tried = ended(run, completed(family, hidden, chosen), before, waiting, min(60, max(tries, 1)))
        tries -= tried - 1
        count.witnessed += len(settled)
        waiting -= settled
        if not waiting:
            return
    count.needless += [
        f"{run.item.value.measure} «{run.case.name}» for {subject}: {before[subject]}, unknown without "
        + ", ".join(ref.id for ref in hidden)
        for subject in sorted(waiting)
    ]


def together(facts: list[tuple[FactRef, FactValue]], size: int, times: int, chance: Random) -> Iterator[dict]:
    for _ in range(times if len(facts) > size else 0):
        yield dict(chance.sample(facts, size))


def count_needless(groups: Any) -> Count:
    count = Count()
    for run in itertools.chain.from_iterable(cases().values()):
        before = outcomes(run, run.family)
        for hidden in groups(run):
            judge(run, before, hidden, count)
    return count


def _report(count: Count, capsys: pytest.CaptureFixture[str], hidden: str) -> None:
    with capsys.disabled():
        print(f"\nneedlessly unknown {len(count.needless)} of {count.unknown} ({hidden} of every practice case)")
    assert count.unknown > 150 and count.witnessed + len(count.needless) == count.unknown
    assert not count.needless, "\n".join(count.needless[:20])


@pytest.mark.slow
def test_no_answer_is_unknown_needlessly_when_a_fact_is_hidden(capsys: pytest.CaptureFixture[str]) -> None:
    count = count_needless(lambda run: [{ref: held} for ref, held in facts_of(run.family)])
    _report(count, capsys, "one fact")


@pytest.mark.slow
@pytest.mark.parametrize("size", [2])
def test_no_answer_is_unknown_needlessly_when_some_facts_are_hidden(
    size: int, capsys: pytest.CaptureFixture[str]
) -> None:
    count = count_needless(lambda run: together(facts_of(run.family), size, 1, Random(run.case.name)))
    _report(count, capsys, f"{size} facts")


def test_a_needless_unknown_would_be_found() -> None:
    """A measure whose answer no value of the hidden fact can change is one that the count must name."""
    (run,) = [one for one in cases()["foster-family-car"] if one.index == 0]
    count, (ref, held) = Count(), facts_of(run.family)[0]
    settled, _tried = ended(run, run.family, outcomes(run, run.family), {"family"}, 1)
    assert not settled, "the case itself is no witness against itself"
    judge(run, outcomes(run, run.family), {ref: held}, count)
    assert count.witnessed + len(count.needless) == count.unknown
