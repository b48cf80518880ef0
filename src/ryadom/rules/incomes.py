"""Income in a measure's window: from monthly records, from a total said for exactly this window, or estimated from
another.

A total for another window, or one said "about", is an estimate: it becomes an Unknown within a margin, so that it
settles what is
far from a threshold and asks for the exact sum near it, and never says more than "likely".
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from ryadom.feel import MaybeList, Unknown
from ryadom.rules.facts import FactRef, FactValue, Person, window_key, window_of
from ryadom.rules.kinds import IncomeWindow

if TYPE_CHECKING:
    from ryadom.rules.frame import Frame

MARGIN = Decimal("0.2")
KOPECK = Decimal("0.01")
NEAR_MONTHS = 6
DEFAULT = IncomeWindow(months=[-12, -1])


def window(rule: IncomeWindow, on: date) -> tuple[date, date]:
    """First days of the first and the last month of the window, for a reference date."""
    if rule.year is not None:
        return date(on.year + rule.year, 1, 1), date(on.year + rule.year, 12, 1)
    first, last = rule.months or [0, 0]
    return shifted(on, first), shifted(on, last)


def shifted(on: date, months: int) -> date:
    """The first day of the month that lies `months` after the month of `on`."""
    count = on.year * 12 + on.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def months_between(first: date, last: date) -> int:
    """How many months from the month of `first` to the month of `last`, both included."""
    return (last.year - first.year) * 12 + last.month - first.month + 1


def months_in_window(frame: "Frame") -> int:
    """The length of the measure's window in months."""
    return months_between(*_window(frame))


def of_composition(frame: "Frame") -> Any:
    """The income of the measure's composition in its window, roubles: a Decimal, or an Unknown that names the
    total to ask.
    """
    if frame.unsure is not None:
        return frame.ground.hidden_income(frame)
    ground, (first, last) = frame.ground, _window(frame)
    key = (window_key(first, last), frame.version.file.composition if frame.version else None, frame.date)
    return ground.remembered(("income", *key), lambda: _of_composition(frame, first, last))


def _of_composition(frame: "Frame", first: date, last: date) -> Any:
    ground, ref = frame.ground, FactRef(window_key(first, last))
    if ref in ground.assumed:
        ground.used[ref] = None
        return ground.assumed[ref]
    total = ground.family.facts.get(ref.key)
    if total is not None and total.value is not None:
        return _told(frame, ref, total)
    from_records = _from_records(frame, first, last)
    if from_records is not None:
        return from_records
    ground.used[ref] = None
    lived = ground.lived is None or last < ground.lived
    estimate = _scaled(frame, ref, first, last) if lived else None
    return estimate if estimate is not None else Unknown(facts=frozenset({ref}), low=Decimal(0), step=KOPECK)


def of_person(frame: "Frame", person: Person) -> Any:
    """One person's income in the measure's window, roubles."""
    if frame.unsure is not None:
        return frame.ground.hidden_income(frame)
    ground, (first, last) = frame.ground, _window(frame)
    ref = FactRef(window_key(first, last), person.id)
    if ref in ground.assumed:
        ground.used[ref] = None
        return ground.assumed[ref]
    told = person.facts.get(ref.key)
    if told is not None and told.value is not None:
        return _told(frame, ref, told)
    if _covered(frame, first, last):
        ground.used[ref] = None
        return _sum(frame, {person.id}, first, last)
    ground.used[ref] = None
    return Unknown(facts=frozenset({ref}), low=Decimal(0), step=KOPECK)


def roughly(value: Decimal, ref: FactRef) -> Unknown:
    """An estimate as bounds around it."""
    spread = abs(value) * MARGIN
    return Unknown(facts=frozenset({ref}), low=value - spread, high=value + spread)


def _told(frame: "Frame", ref: FactRef, told: FactValue) -> Any:
    from ryadom.rules.ground import Estimate

    frame.ground.used[ref] = None
    if not told.about:
        return told.value
    frame.ground.used[Estimate(ref)] = None
    return roughly(told.value, ref)


def _window(frame: "Frame") -> tuple[date, date]:
    rule = frame.version.file.income if frame.version and frame.version.file.income else DEFAULT
    return window(rule, frame.date)


def _covered(frame: "Frame", first: date, last: date) -> bool:
    cover = frame.ground.family.cover
    return cover is not None and cover.first <= first and last <= cover.last


def _from_records(frame: "Frame", first: date, last: date) -> Any:
    """The sum of records, when they cover the window and it is known who belongs to the composition."""
    if not _covered(frame, first, last):
        return None
    members = frame["состав"]
    if isinstance(members, Unknown):
        return Unknown(facts=members.facts, low=Decimal(0))
    if isinstance(members, MaybeList):
        return Unknown(facts=members.facts, low=Decimal(0))
    frame.ground.used[FactRef(window_key(first, last))] = None
    return _sum(frame, {m.person.id for m in members}, first, last)


def _sum(frame: "Frame", people: set[str], first: date, last: date) -> Decimal:
    amounts = (r.amount for r in frame.ground.family.records if r.person in people and first <= r.month <= last)
    return sum(amounts, Decimal(0))


def _scaled(frame: "Frame", ref: FactRef, first: date, last: date) -> Unknown | None:
    """An estimate from the total of the nearest other window, by its monthly mean."""
    from ryadom.rules.ground import Estimate

    best: tuple[int, Decimal] | None = None
    for key, held in frame.ground.family.facts.items():
        if key.startswith("income:") and held.value is not None:
            start, end = window_of(key)
            distance = abs(months_between(start, first) - 1) + abs(months_between(end, last) - 1)
            mean = held.value * months_between(first, last) / months_between(start, end)
            if distance <= NEAR_MONTHS * 2 and (best is None or distance < best[0]):
                best = (distance, mean.quantize(KOPECK, ROUND_HALF_UP))
    if best is None:
        return None
    frame.ground.used[Estimate(ref)] = None
    return roughly(best[1], ref)
