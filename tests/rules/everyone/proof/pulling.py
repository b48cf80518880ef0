"""Facts pulled to where the rules turn: the very birthday and the days beside it, one kopeck around a limit, ties."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from tests.rules.everyone.proof.drafts import APPLIED, BORN, LEAP_DAYS, Draft
from tests.rules.everyone.proof.households import keep_records
from tests.rules.everyone.proof.thresholds import INCOME, Balance, Thresholds, near

from ryadom.feel import Unknown, evaluate
from ryadom.rules.compiled import CompiledVersion, Measure
from ryadom.rules.facts import FactRef, FactValue, Family, window_key
from ryadom.rules.frame import Frame
from ryadom.rules.ground import DefinitionMissing, Ground
from ryadom.rules.incomes import DEFAULT, window
from ryadom.rules.judging import Judging
from ryadom.rules.names import readers_of
from ryadom.rules.parameters import ParameterMissing

KOPECK = Decimal("0.01")
AWAY = (Decimal(0), KOPECK, -KOPECK)


def pull(draft: Draft, thresholds: Thresholds) -> None:
    """A few facts of a family to thresholds of the book."""
    rng = draft.rng
    if rng.random() < 0.03:
        day = rng.choice(near(rng.choice(thresholds.turning_days)))
        draft.facts[APPLIED] = draft.held(day)
    pull_births(draft, thresholds)
    for key in sorted(thresholds.of_book.months):
        if key != BORN and rng.random() < 0.6:
            pull_day(draft, thresholds, key)
    for key, numbers in sorted(thresholds.of_book.numbers.items()):
        if numbers and rng.random() < 0.55:
            pull_number(draft, key, rng.choice(sorted(numbers)))
    for _ in range(rng.choice((2, 3, 4, 5, 6))):
        balance(draft, thresholds)


def pull_births(draft: Draft, thresholds: Thresholds) -> None:
    """Birthdays: everyone the very age that some rule asks about, give or take a day."""
    rng, months = draft.rng, sorted(thresholds.of_book.months.get(BORN, ()))
    for _, facts in draft.persons:
        held = facts.get(BORN)
        if held is None or rng.random() < 0.1:
            continue
        age = (draft.asked - held.value).days // 31
        fitting = [n for n in months if abs(n - age) < 60] or months
        if rng.random() < 0.05:
            facts[BORN] = draft.held(rng.choice(LEAP_DAYS), 0)
        elif fitting:
            facts[BORN] = draft.held(_before(draft.asked, rng.choice(fitting), rng), 0)


def pull_day(draft: Draft, thresholds: Thresholds, key: str) -> None:
    """A day so many months before the day asked about, a day that a rule names, or a tie with another date."""
    rng, kind = draft.rng, draft.book.facts[key]
    for facts in draft.owner(kind):
        held = facts.get(key)
        if held is None or held.value is None:
            continue
        months = sorted(thresholds.of_book.months[key])
        days = sorted(thresholds.of_book.days.get(key, ())) + _others(draft, facts, key)
        if months and (not days or rng.random() < 0.6):
            facts[key] = draft.held(_before(draft.asked, rng.choice(months), rng), 0)
        else:
            facts[key] = draft.held(rng.choice(near(rng.choice([draft.asked, *days]))), 0)


def _others(draft: Draft, facts: dict[str, FactValue], key: str) -> list[date]:
    held = [*facts.items(), *draft.facts.items()]
    return [h.value for k, h in held if k != key and type(h.value) is date and 1900 < h.value.year < 2090]


def _before(day: date, months: int, rng: Any) -> date:
    """The day that lies so many months back, clamped to its month, give or take a day."""
    count = day.year * 12 + day.month - 1 - months
    for of_month in (day.day, 30, 29, 28):
        try:
            return rng.choice(near(date(count // 12, count % 12 + 1, of_month)))
        except ValueError:
            continue
    raise AssertionError(f"no day {months} months before {day}")


def pull_number(draft: Draft, key: str, bound: Decimal) -> None:
    kind = draft.book.facts[key]
    step = KOPECK if kind.file.type == "money" else draft.rng.choice((Decimal(1), Decimal(1), Decimal("0.000001")))
    for facts in draft.owner(kind):
        held = facts.get(key)
        if held is not None and held.value is not None:
            _put(draft, facts, key, bound + draft.rng.choice((-1, 0, 1)) * step)


def _put(draft: Draft, facts: dict[str, FactValue], key: str, value: Decimal) -> bool:
    """A number that the catalogue allows."""
    kind = draft.book.facts.get(key)
    low, high = (kind.file.min, kind.file.max) if kind else (0, 10**12)
    fits = (low is None or value >= low) and (high is None or value <= high)
    if fits:
        facts[key] = draft.held(value, 0)
    return fits


# --- both sides of a comparison made equal ---------------------------------------------------------------------------


def balance(draft: Draft, thresholds: Thresholds) -> None:
    """Some comparison of some measure made exactly equal, give or take a kopeck, by one of its facts."""
    rng = draft.rng
    if not draft.persons:
        return
    by_fact = thresholds.by_fact
    key = INCOME if INCOME in by_fact and rng.random() < 0.3 else rng.choice(list(by_fact))
    id, index, one = rng.choice(by_fact[key])
    measure, at = draft.book.measures[id], rng.randrange(len(draft.persons))
    version = measure.at(draft.asked)
    if version is None or version.index != index:
        return
    ref = _ref(draft, version, key, at)
    found = root(draft, measure, version, one, ref, at)
    if found is not None:
        settle(draft, measure, version, ref, found + rng.choice(AWAY), at)


def _ref(draft: Draft, version: CompiledVersion, key: str, at: int) -> FactRef:
    if key == INCOME:
        return FactRef(window_key(*window(version.file.income or DEFAULT, draft.asked)))
    return FactRef(key, draft.persons[at][0] if draft.book.facts[key].file.of == "person" else None)


def root(
    draft: Draft, measure: Measure, version: CompiledVersion, one: Balance, ref: FactRef, at: int
) -> Decimal | None:
    """The value of a fact at which both sides are equal, where they move evenly with it."""
    family, points = draft.family(), (Decimal(10_000), Decimal(20_000))
    gaps = [_gap(frame_of(draft, family.with_fact(ref, FactValue(x)), measure, version, at), one) for x in points]
    if any(gap is None for gap in gaps) or gaps[0] == gaps[1]:
        return None
    slope = (gaps[1] - gaps[0]) / (points[1] - points[0])  # type: ignore[operator]
    return (points[0] - gaps[0] / slope).quantize(KOPECK, ROUND_HALF_EVEN)  # type: ignore[operator]


def _gap(frame: Frame | None, one: Balance) -> Decimal | None:
    if frame is None:
        return None
    try:
        left, right = (evaluate(frame.ground.book.parse(side), frame) for side in (one.left, one.right))
    except (ParameterMissing, DefinitionMissing):
        return None
    return left - right if isinstance(left, Decimal) and isinstance(right, Decimal) else None


def frame_of(draft: Draft, family: Family, measure: Measure, version: CompiledVersion, at: int) -> Frame | None:
    """The measure as seen from one person, on its own reference date."""
    ground = Ground(draft.book, family, draft.on, readers_of(draft.book))
    judging = Judging(ground, measure, family.persons[at])
    reference = judging.reference(version)
    return None if isinstance(reference, Unknown) else judging.framed(version, reference)


def settle(draft: Draft, measure: Measure, version: CompiledVersion, ref: FactRef, value: Decimal, at: int) -> None:
    """The fact told so; an income as a total or in the records of those who count."""
    if value < 0:
        return
    owner = draft.facts if ref.person is None else draft.persons[at][1]
    if ref.prefix != "income" or draft.rng.random() < 0.5:
        _put(draft, owner, ref.key, value)
        return
    people = _composition(frame_of(draft, draft.family(), measure, version, at))
    if people:
        draft.facts = {key: held for key, held in draft.facts.items() if not key.startswith(INCOME)}
        draft.records = []
        keep_records(draft, window(version.file.income or DEFAULT, draft.asked), value, people)


def _composition(frame: Frame | None) -> list[str]:
    if frame is None:
        return []
    try:
        members = frame["состав"]
    except (ParameterMissing, DefinitionMissing):
        return []
    return [m.person.id for m in members] if isinstance(members, list) else []
