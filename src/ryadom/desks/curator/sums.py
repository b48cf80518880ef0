"""Dated numbers of the law as a methodologist reads them: what is missing, what ends soon."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from ryadom.rules.api import Rulebook

SOON = timedelta(days=75)


@dataclass(frozen=True)
class Sum:
    """One parameter, one set of keys: its newest value and whether it holds. `state`: missing, ends, holds."""

    name: str
    keys: str
    state: str
    value: Decimal | None
    money: bool
    since: date | None
    until: date | None
    rhythm: str
    source: str
    verified: str


def sums(book: Rulebook, on: date) -> list[Sum]:
    """Every parameter of the book, what is missing first, then what ends soon."""
    found = [one for parameter in book.parameters.values() for one in _of(parameter, book.region, on)]
    order = {"missing": 0, "ends": 1, "holds": 2}
    return sorted(found, key=lambda one: (order[one.state], one.until or date.max, one.name, one.keys))


def _of(parameter, book_region: str, on: date) -> Iterable[Sum]:  # type: ignore[no-untyped-def]
    by_keys: dict[tuple[tuple[str, str], ...], list] = {}  # type: ignore[type-arg]
    for value in parameter.values:
        if value.region in (book_region, "RU"):
            by_keys.setdefault(tuple(sorted((k, str(v)) for k, v in value.keys.items())), []).append(value)
    money, rhythm = parameter.type == "money", parameter.rhythm or ""
    if not by_keys:
        yield Sum(parameter.name, "", "missing", None, money, None, None, rhythm, "", "")
    for keys, values in by_keys.items():
        newest = max(values, key=lambda value: value.from_)
        holding = [v for v in values if v.from_ <= on and (v.to is None or on <= v.to)]
        state = "missing" if not holding else "ends" if newest.to and newest.to <= on + SOON else "holds"
        yield Sum(
            parameter.name, ", ".join(value for _key, value in keys), state, Decimal(newest.value), money, newest.from_,
            newest.to, rhythm, newest.source.title if newest.source else "", newest.verified,
        )  # fmt: skip
