"""Facts of a part as the columns of the language: values with their scale, bounds of the catalogue where not known."""

from decimal import Decimal
from typing import Any

import numpy as np

from ryadom.feel.columns import (
    ABSENT,
    FALSE,
    MAYBE_ABSENT,
    NO_HIGH,
    NO_LOW,
    NULL,
    THERE,
    TRUE,
    UNKNOWN,
    Choice,
    Line,
    NotInColumns,
    Truth,
)
from ryadom.rules.compiled import FactKind
from ryadom.rules.snapshots import columns as c
from ryadom.rules.snapshots.columns import FactColumn

Column = Line | Choice | Truth
SCALES = {"money": 2, "number": 6, "date": 0}
FAR = 200_000  # days on either side of 1970: no date of a column lies further


def leaf(kind: FactKind, held: FactColumn | None, size: int, bit: np.uint64) -> Column:
    """The column of one fact for `size` rows. What is not known carries `bit`. Estimates are no matter here: whoever
    told one is left to the rules of one family (`Block.doubtful`).
    """
    if kind.file.type == "text":
        raise NotInColumns(kind.file.name)
    if held is None:
        held = _nothing(kind, size)
    known = (held.state & c.SOURCE) != 0
    absent = (held.state & c.ABSENT) != 0
    mask = np.where(known, np.uint64(0), bit)
    mask_or_none = mask if mask.any() else None
    null = _null(kind, known, absent)
    if kind.file.type == "boolean":
        if mask_or_none is not None and kind.file.may_be_absent:
            raise NotInColumns(f"{kind.file.name}, not known and perhaps absent")
        return _truth(held, known, absent, mask_or_none)
    if kind.file.type == "choice":
        return _choice(kind, held, known, mask_or_none, null)
    return _line(kind, held, known, mask_or_none, null)


def _nothing(kind: FactKind, size: int) -> FactColumn:
    choices = tuple(choice.value for choice in kind.file.choices)
    return FactColumn(kind.file.type, choices, np.zeros(size, c.DTYPES[kind.file.type]), np.zeros(size, np.uint8))


def _null(kind: FactKind, known: Any, absent: Any) -> Any:
    maybe = ~known if kind.file.may_be_absent else None
    if not absent.any() and (maybe is None or not maybe.any()):
        return None
    null = np.where(absent, np.int8(ABSENT), np.int8(THERE))
    return null if maybe is None else np.where(maybe, np.int8(MAYBE_ABSENT), null)


def _truth(held: FactColumn, known: Any, absent: Any, mask: Any) -> Truth:
    code = np.where(held.values != 0, np.int8(TRUE), np.int8(FALSE))
    code = np.where(known, code, np.int8(UNKNOWN))
    return Truth(np.where(absent, np.int8(NULL), code), mask)


def _choice(kind: FactKind, held: FactColumn, known: Any, mask: Any, null: Any) -> Choice:
    names = tuple(kind.by_value.get(value, value) for value in held.choices)
    every = np.uint64((1 << len(names)) - 1)
    bits = np.where(known, np.uint64(1) << held.values.astype(np.uint64), every)
    return Choice(bits, names, mask, null)


def _line(kind: FactKind, held: FactColumn, known: Any, mask: Any, null: Any) -> Line:
    days = kind.file.type == "date"
    values = held.values.astype(np.int64)
    scale = SCALES[kind.file.type]
    low, high, most = (NO_LOW, NO_HIGH, FAR) if days else _bounds(kind, scale)
    if mask is None:
        return Line(values, values, None, null, scale, most, days)
    return Line(np.where(known, values, low), np.where(known, values, high), mask, null, scale, most, days)


def _bounds(kind: FactKind, scale: int) -> tuple[int, int, int]:
    """The catalogue's min and max, scaled. Every number fact declares them."""
    low, high = (int(Decimal(end).scaleb(scale)) for end in (kind.file.min, kind.file.max))
    return low, high, max(abs(low), abs(high))
