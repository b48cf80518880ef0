"""How a fact lies in a column: whole numbers of a fixed scale for the value, one byte for how it is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.compiled import Rulebook
from ryadom.rules.facts import FactRef, FactValue

ColumnType = Literal["date", "money", "number", "boolean", "choice"]
Ints = NDArray[Any]

# How a fact is known, one byte: who said it (low three bits), known to be absent, an estimate.
SOURCES = ("", "said", "staff", "document", "register")
SOURCE = 0b00111
ABSENT = 0b01000
ABOUT = 0b10000

EPOCH = date(1970, 1, 1)
KOPECKS = 100  # in a rouble
MILLIONTHS = 1_000_000  # in one: numbers that are no money
DOCUMENT = ("verified", "brought", "none")
DTYPES: Mapping[ColumnType, Any] = {
    "date": np.int32, "money": np.int64, "number": np.int64, "boolean": np.bool_, "choice": np.int8,
}  # fmt: skip


class Unfit(ValueError):
    """A value or a family that columns cannot hold exactly; `why` says it in English for a log."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class FactColumn:
    """One fact of many rows. `values` is read only where `state` says that the fact is known and not absent."""

    type: ColumnType
    choices: tuple[str, ...]
    values: Ints
    state: NDArray[np.uint8]

    def take(self, rows: Ints) -> "FactColumn":
        """The same fact of chosen rows, in their order."""
        return FactColumn(self.type, self.choices, self.values[rows], self.state[rows])

    def between(self, rows: slice) -> "FactColumn":
        """The same fact of rows that stand together: a view."""
        return FactColumn(self.type, self.choices, self.values[rows], self.state[rows])

    def at(self, row: int) -> FactValue | None:
        """The fact of one row as rules of one family know it; None where it is not known."""
        state = int(self.state[row])
        if not state & SOURCE:
            return None
        value = None if state & ABSENT else decoded(self.type, self.choices, self.values[row])
        return FactValue(value, SOURCES[state & SOURCE], bool(state & ABOUT))


Facts = Mapping[str, FactColumn]


def shape_of(book: Rulebook, key: str) -> tuple[ColumnType, tuple[str, ...]]:
    """The type of a fact's column, and its choices in the order of their codes. Raises Unfit for a text."""
    kind = book.facts.get(key)
    if kind is None:
        return _beside_the_catalogue(key)
    if kind.file.type == "text":
        raise Unfit(f"{key}: texts have no column")
    return kind.file.type, tuple(choice.value for choice in kind.file.choices)


def _beside_the_catalogue(key: str) -> tuple[ColumnType, tuple[str, ...]]:
    prefix = FactRef(key).prefix
    if prefix == "document":
        return "choice", DOCUMENT
    if prefix == "income":
        return "money", ()
    if prefix in ("attested", "received"):
        return "boolean", ()
    raise Unfit(f"{key}: no such fact")


def coded(type: ColumnType, choices: tuple[str, ...], value: Any) -> int:
    """A value as its column holds it. Raises Unfit where it would lose a digit or has no code."""
    if type == "boolean":
        return int(value)
    if type == "date":
        return int((value - EPOCH).days)
    if type == "choice":
        if value not in choices:
            raise Unfit(f"{value!r} is none of {', '.join(choices)}")
        return choices.index(value)
    scaled = Decimal(value) * (KOPECKS if type == "money" else MILLIONTHS)
    if scaled != scaled.to_integral_value() or abs(scaled) >= 2**62:
        raise Unfit(f"{value} is too long for its column")
    return int(scaled)


def decoded(type: ColumnType, choices: tuple[str, ...], value: Any) -> Any:
    """What rules read where a column holds `value`."""
    if type == "boolean":
        return bool(value)
    if type == "date":
        return EPOCH + timedelta(days=int(value))
    if type == "choice":
        return choices[int(value)]
    return Decimal(int(value)) / (KOPECKS if type == "money" else MILLIONTHS)


def state_of(held: FactValue) -> int:
    """The byte that says how a fact is known."""
    return SOURCES.index(held.source) | (ABSENT if held.value is None else 0) | (ABOUT if held.about else 0)
