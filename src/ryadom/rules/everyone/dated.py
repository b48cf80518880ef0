"""Days of rows and numbers by day: one day for everybody, or the reference date of each row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.feel.columns import ABSENT, Line, NotInColumns
from ryadom.feel.columns.values import EPOCH, RAISED_NULL, Value, is_column, line
from ryadom.rules.parameters import Keys, Parameter, ParameterMissing, keys_of


@dataclass(frozen=True)
class Days:
    """The reference date: one `plain` day for every row, or a `line` of days.

    Where a row's day is not known, `held` (the day asked about) still chooses the versions of definitions.
    """

    key: Any
    plain: date | None = None
    line: Line | None = None
    held: date | None = None

    @property
    def value(self) -> Value:
        return self.plain if self.plain is not None else self.line

    def take(self, rows: Any, key: Any) -> "Days":
        """The days of other rows."""
        if self.line is None:
            return self
        return Days((self.key, key), None, self.line.take(rows), self.held)

    def since(self, turn: date) -> NDArray[np.bool_]:
        """Rows whose versions are those of `turn` or later."""
        assert self.line is not None and self.held is not None
        known = self.line.mask is None or self.line.mask == 0
        held = self.held >= turn
        found: NDArray[np.bool_] = np.where(known, self.line.low >= (turn - EPOCH).days, held)
        return found


def on_day(day: date) -> Days:
    """One day for everybody."""
    return Days(day, day)


def plain_keys(parameter: Parameter, given: Mapping[str, Value]) -> Keys:
    """The keys of a call. NotInColumns where one differs from row to row."""
    if any(is_column(value) for value in given.values()):
        raise NotInColumns(f"{parameter.name} by a key that differs from row to row")
    return keys_of(parameter, given)


def numbers_at(
    parameter: Parameter, region: str, keys: Keys, day: Value, given: Decimal | None, *, called: bool
) -> Value:
    """The number on each row's day; where the day is not known, anything between the least and the most ever."""
    days = line(day)
    if not days.days:
        raise NotInColumns(f"{parameter.name} on something that is no day")
    turns, values = _steps(parameter, region, keys, given)
    scale = max((_scale(value) for value in values if value is not None), default=0)
    table = np.array([0 if value is None else int(value.scaleb(scale)) for value in values], np.int64)
    at = np.searchsorted(turns, days.low, side="right")
    low = table[at]
    gone = np.array([value is None for value in values], np.bool_)[at]
    if days.null is not None:
        gone = gone | (days.null >= ABSENT)
    missing = np.int8(ABSENT if called else RAISED_NULL)
    most = int(np.abs(table).max(initial=0))
    unsure = None if days.mask is None else days.mask != 0
    if unsure is None or not unsure.any():
        null = np.where(gone, missing, np.int8(0)) if gone.any() else None
        return Line(low, low, None, null, scale, most)
    return _hidden(parameter, region, days, Line(low, low, None, None, scale, most), unsure, gone, missing)


def _steps(parameter: Parameter, region: str, keys: Keys, given: Decimal | None) -> tuple[Any, list[Decimal | None]]:
    """The days on which the number may change, and its value before, between and after them."""
    turns = [] if given is not None else sorted(set(parameter.turns(region)))
    firsts = [date.min, *turns]
    values = [given if given is not None else _at(parameter, region, keys, first) for first in firsts]
    return np.array([(turn - EPOCH).days for turn in turns], np.int64), values


def _at(parameter: Parameter, region: str, keys: Keys, on: date) -> Decimal | None:
    try:
        return parameter.at(on, region, keys).value
    except ParameterMissing:
        return None


def _scale(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _hidden(
    parameter: Parameter, region: str, days: Line, known: Line, unsure: Any, gone: Any, missing: np.int8
) -> Value:
    try:
        least, most = parameter.range(region)
    except ParameterMissing:
        raise NotInColumns(f"{parameter.name} without any value") from None
    scale = max(known.scale, _scale(least), _scale(most))
    factor = 10 ** (scale - known.scale)
    bottom, top = int(least.scaleb(scale)), int(most.scaleb(scale))
    low = np.where(unsure, bottom, known.low * factor)
    high = np.where(unsure, top, known.low * factor)
    assert days.mask is not None
    mask = np.where(bottom != top, days.mask, np.uint64(0))
    gone = gone & ~unsure
    null = np.where(gone, missing, np.int8(0)) if gone.any() else None
    reach = max(known.most * factor, abs(bottom), abs(top))
    return Line(low, high, mask if mask.any() else None, null, scale, reach)


__all__ = ["Days", "numbers_at", "on_day", "plain_keys"]
