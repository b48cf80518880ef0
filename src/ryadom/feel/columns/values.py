"""What stands in a column: numbers and days on a line, choices, truths, lists of members.

Every value of a row stands for the set of values its completions may take, exactly as `feel.unknown.Unknown` does for
one row: bounds on a line, a set of options, or a truth not known yet. `mask` has a bit for each missing fact (0: it is
known).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

Array = Any  # of whole numbers; numpy's own generics say nothing that a reader would miss

NO_LOW, NO_HIGH = -(2**62), 2**62  # an end that is not known
LIMIT = 2**61  # what a proven sum or product stays below
BEYOND = np.uint64(1 << 63)  # among the facts of a mask: columns cannot say it, the rules of one family must
ZERO = np.uint64(0)

# How far a value is there at all.
THERE, MAYBE_ABSENT, ABSENT, RAISED_NULL = 0, 1, 2, 3

# The five truths of a row. RAISED: a number that the rule needs was never entered, so nothing is decided by it.
FALSE, UNKNOWN, NULL, TRUE, RAISED = range(5)

EPOCH = dt.date(1970, 1, 1)


class NotInColumns(Exception):
    """A rule says something that columns do not hold; the rules of one family decide it. `what` names it."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)


class Raised:
    """A plain value that could not be had: a parameter without a value, a definition not in force."""

    def __repr__(self) -> str:
        return "RAISED"


RAISED_VALUE = Raised()


@dataclass(slots=True, eq=False)
class Line:
    """Numbers or days. A row's value lies in `low..high` (one array where everything is known), times 10**-scale.

    `most` bounds every finite end of every row whatever the data: sums and products that stay below LIMIT by it cannot
    wrap. `null` is None where every value is there.
    """

    low: Array
    high: Array
    mask: Array | None = None
    null: Array | None = None
    scale: int = 0
    most: int = 0
    days: bool = False

    def take(self, rows: Array) -> Line:
        low = _taken(self.low, rows)
        high = low if self.high is self.low else _taken(self.high, rows)
        return Line(low, high, _taken(self.mask, rows), _taken(self.null, rows), self.scale, self.most, self.days)


@dataclass(slots=True, eq=False)
class Choice:
    """One of named options: `bits` has every option that a row may still be."""

    bits: Array
    names: tuple[str, ...]
    mask: Array | None = None
    null: Array | None = None

    def take(self, rows: Array) -> Choice:
        return Choice(_taken(self.bits, rows), self.names, _taken(self.mask, rows), _taken(self.null, rows))


@dataclass(slots=True, eq=False)
class Truth:
    """One of the five truths in each row."""

    code: Array
    mask: Array | None = None

    def take(self, rows: Array) -> Truth:
        return Truth(_taken(self.code, rows), _taken(self.mask, rows))


@dataclass(slots=True, eq=False)
class Members:
    """A list of persons in each row: everyone who might be in it, row after row, and whether they are.

    Those of row r stand at `start[r]:start[r + 1]`; `scope` reads the names of each of them. `asked`: whose row each
    asker means, where several ask about one list (the children of a family about its members). `open`: the facts that
    would tell of more members than are listed, row by row.
    """

    truth: Truth
    start: Array
    scope: Any
    asked: Array | None = None
    open: Array | None = None

    def take(self, rows: Array) -> Members:
        asked = rows if self.asked is None else self.asked[rows]
        return Members(self.truth, self.start, self.scope, asked, self.open)


def _taken(array: Array | None, rows: Array) -> Array | None:
    return array if array is None or array.ndim == 0 else array[rows]


Column = Line | Choice | Truth | Members
Value = Any  # a column, or a plain value that is the same in every row


def is_column(value: Value) -> bool:
    return isinstance(value, Line | Choice | Truth | Members)


def take(value: Value, rows: Array) -> Value:
    """A value of chosen rows; what is the same everywhere stays."""
    return value.take(rows) if is_column(value) else value


def union(first: Array | None, second: Array | None) -> Array | None:
    """The facts of both."""
    if first is None:
        return second
    return first if second is None else first | second


def worst(first: Array | None, second: Array | None) -> Array | None:
    """How far both are there: what is least there counts."""
    if first is None:
        return second
    return first if second is None else np.maximum(first, second)


def line(value: Value) -> Line:
    """Numbers or days; a plain one is lifted. NotInColumns for anything else."""
    if type(value) is Line:
        return value
    if type(value) is Decimal:
        return _number(value)
    if type(value) is dt.date:
        day = np.int64((value - EPOCH).days)
        return Line(day, day, most=abs(int(day)), days=True)
    if value is None or value is RAISED_VALUE:
        zero = np.int64(0)
        return Line(zero, zero, null=np.int8(ABSENT if value is None else RAISED_NULL))
    raise NotInColumns(f"{type(value).__name__} where a number or a day stands")


def number(value: Value) -> Line:
    """Numbers. NotInColumns for anything else, days included."""
    found = line(value)
    if found.days:
        raise NotInColumns("a day where a number stands")
    return found


def _number(value: Decimal) -> Line:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise NotInColumns("a number that is not finite")
    scale = max(0, -exponent)
    scaled = int(value.scaleb(scale))
    if abs(scaled) >= LIMIT:
        raise NotInColumns(f"the number {value}")
    return Line(np.int64(scaled), np.int64(scaled), scale=scale, most=abs(scaled))


def truth(value: Value) -> Truth:
    """Truths; a plain one is lifted. Anything that is neither true nor false is null here."""
    if type(value) is Truth:
        return value
    if value is RAISED_VALUE:
        return Truth(np.int8(RAISED))
    if is_column(value):
        return Truth(*_no_truth(value))
    return Truth(np.int8(TRUE if value is True else FALSE if value is False else NULL))


def _no_truth(value: Column) -> tuple[Array, Array | None]:
    raise NotInColumns(f"a {type(value).__name__.lower()} where a truth stands")


def raised_in(value: Value) -> Array | None:
    """The rows in which a value could not be had at all; None where there are none."""
    if value is RAISED_VALUE:
        return np.True_
    null = getattr(value, "null", None)
    rows = value.code == RAISED if type(value) is Truth else None if null is None else null >= RAISED_NULL
    return rows if rows is not None and rows.any() else None


def nothing_beside(value: Value) -> Value:
    """What a step with null gives: null, but for the rows in which the other side could not be had at all."""
    raised = raised_in(value)
    if raised is None:
        return None
    zero = np.int64(0)
    return Line(zero, zero, null=np.where(raised, np.int8(RAISED_NULL), np.int8(ABSENT)))


def only(mask: Array, rows: Array) -> Array:
    """The facts of some rows. A product: choosing by rows that follow no order takes four times as long."""
    return mask * rows


def truths(yes: Array) -> Array:
    """Codes of rows that are true or false."""
    return np.multiply(yes, TRUE, dtype=np.int8)


def known_mask(mask: Array) -> Array | None:
    """None where no row misses anything: what follows is quicker then."""
    return mask if mask.any() else None


def waiting(code: Array, mask: Array | None) -> Truth:
    """Truths; only those that are not known wait for the facts of a mask."""
    return Truth(code, None if mask is None else known_mask(only(mask, code == UNKNOWN)))


def bounded(low: Array, high: Array, mask: Array | None, null: Array | None) -> tuple[Array, Array, Array | None]:
    """Bounds that met are a value: it waits for nothing any more (unless it may be absent)."""
    if mask is None:
        return low, low, None
    open_ = low != high  # a low end is never NO_HIGH, a high one never NO_LOW: what met is known
    if null is not None:
        open_ = (open_ | (null != THERE)) & (null < ABSENT)
    return low, high, known_mask(only(mask, open_))


def made(low: Array, high: Array, mask: Array | None, null: Array | None, scale: int, most: int, days: bool) -> Line:
    """A line after a step: bounds that met are values."""
    low, high, mask = bounded(low, high, mask, null)
    return Line(low, high, mask, null, scale, most, days)


def rescaled(value: Line, scale: int) -> Line:
    """The same numbers, written with more digits."""
    if value.scale == scale:
        return value
    factor = 10 ** (scale - value.scale)
    most = value.most * factor
    if most >= LIMIT:
        raise NotInColumns("numbers too long to be brought to one scale")
    low = ends(value.low, factor, value.mask)
    high = low if value.high is value.low else ends(value.high, factor, value.mask)
    return Line(low, high, value.mask, value.null, scale, most, value.days)


def ends(end: Array, factor: int, mask: Array | None) -> Array:
    """Ends times a positive factor; one that is not known stays so."""
    if mask is None:
        return end * np.int64(factor)
    return np.where((end > NO_LOW) & (end < NO_HIGH), end * np.int64(factor), end)


def one_scale(first: Line, second: Line) -> tuple[Line, Line]:
    """Both on the finer scale of the two."""
    scale = max(first.scale, second.scale)
    return rescaled(first, scale), rescaled(second, scale)


def beyond(value: Line, rows: Array) -> Line:
    """The same line, where some rows are for the rules of one family."""
    low = np.where(rows, NO_LOW, value.low)
    high = np.where(rows, NO_HIGH, value.high)
    mask = np.where(rows, BEYOND, ZERO if value.mask is None else value.mask)
    return Line(low, high, mask, value.null, value.scale, value.most, value.days)


Body = Callable[..., Value]
