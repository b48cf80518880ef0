"""When a payment falls in the twelve months after a day, and which budgets bear it. Pure.

Everybody entitled applies on the day itself, and nothing but the calendar moves: facts stay as they are. What is paid
once, for a school year or without a rhythm falls into the first month; what has a rhythm falls into the first month of
each of its periods, for as many months as the measure is granted (12 where it does not say).
"""

from collections.abc import Iterator, Mapping
from datetime import date

from ryadom.rules.incomes import shifted
from ryadom.rules.kinds import MeasureFile
from ryadom.rules.whatif.comparison import Cost, Money

MONTHS = 12
RHYTHM = {"monthly": 1, "quarterly": 3, "half_year": 6, "yearly": 12}
UNNAMED = ""


def months_from(on: date) -> tuple[date, ...]:
    """The first days of the twelve months: the first is the month of the day itself."""
    first = on.replace(day=1)
    return tuple(shifted(first, at) for at in range(MONTHS))


def payments(file: MeasureFile | None) -> frozenset[int]:
    """In which of the twelve months (from 0) one subject is paid."""
    if file is None:
        return frozenset()
    step = RHYTHM.get(file.period)
    if step is None:
        return frozenset({0})
    return frozenset(range(0, min(file.months or MONTHS, MONTHS), step))


def by_level(cost: Cost, before: Mapping[str, int], after: Mapping[str, int]) -> Iterator[tuple[str, Cost]]:
    """A cost over the levels of budget that bear it before and after; the parts add up to the kopeck."""
    if before == after:
        parts = {level: Cost(*pair) for level, pair in _parts((cost.before, cost.after, cost.more), before).items()}
        yield from _with_sums(parts, cost, before)
        return
    for level, (money,) in _parts((cost.before,), before).items():
        yield level, Cost(before=money, more=Money(-money.high, -money.low, money.open))
    for level, (money,) in _parts((cost.after,), after).items():
        yield level, Cost(after=money, more=money)


def _with_sums(parts: Mapping[str, Cost], cost: Cost, shares: Mapping[str, int]) -> Iterator[tuple[str, Cost]]:
    gained, lost = _split(cost.gained, shares), _split(cost.lost, shares)
    for level, part in parts.items():
        yield level, Cost(part.before, part.after, part.more, gained[level], lost[level])


def _parts(sums: tuple[Money, ...], shares: Mapping[str, int]) -> dict[str, tuple[Money, ...]]:
    found: dict[str, list[Money]] = {}
    for money in sums:
        low, high = _split(money.low, shares), _split(money.high, shares)
        for level in low:
            found.setdefault(level, []).append(Money(low[level], high[level], money.open))
    return {level: tuple(each) for level, each in found.items()}


def _split(kopecks: int, shares: Mapping[str, int]) -> dict[str, int]:
    """What the shares (percent) leave over has no level; a lost kopeck falls to the first level that is named."""
    rest = 100 - sum(shares.values())
    every = {**shares, **({UNNAMED: rest} if rest else {})}
    found = {level: kopecks * share // 100 for level, share in every.items()}
    first = next(iter(found))
    found[first] += kopecks - sum(found.values())
    return found
