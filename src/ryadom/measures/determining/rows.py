"""Decisions of columns as the lines of a COPY: each different word is made once, then handed out by its number."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.rules import api as rules
from ryadom.rules.api import Decided, Outcome, Part, Rulebook, State

from .receiving import Receiving

COLUMNS = (
    *("measure", "version_from", "family", "person", "applicant", "outcome", "amount_low", "amount_high"),
    *("amount_known", "criteria", "missing", "received"),
)
NOTHING = r"\N"
KNOWN = {rules.NO_AMOUNT: "none", rules.EXACT: "exact", rules.BETWEEN: "between", rules.BROKEN: "broken"}
OUTCOMES = np.array([str(one) for one in Outcome], object)
STATES = [str(one) for one in State]


def lines(book: Rulebook, part: Part, decided: Decided, receiving: Receiving) -> str:
    """All rows of one version of a measure, in the order of COLUMNS, as COPY reads text. The part has its ids."""
    assert part.family_ids is not None and part.person_ids is not None, "one's own people have ids"
    family, person = part.family_ids[decided.family], _persons(part.person_ids, decided.person)
    applicant = part.person_ids[part.start[decided.family]]
    low, high = _bounds(decided)
    head = f"{decided.measure}\t{_version(book, decided)}\t"
    columns = (
        family, person, applicant, OUTCOMES[decided.outcome], low, high,
        _each(decided.amount_state, lambda code: KNOWN[int(code)]),
        _each(decided.criteria, lambda bits: _criteria(decided, int(bits))),
        _each(decided.missing, lambda bits: _missing(decided, int(bits))),
        np.where(receiving.marks(decided.measure, family, person), "t", "f"),
    )  # fmt: skip
    return "".join(f"{head}{row}\n" for row in map("\t".join, zip(*(one.tolist() for one in columns), strict=True)))


def _persons(ids: NDArray[Any], rows: NDArray[np.int64]) -> NDArray[Any]:
    """The ids of persons, nothing where the family itself is the subject."""
    found: NDArray[Any] = np.append(ids, NOTHING).astype(object)[rows]
    return found


def _version(book: Rulebook, decided: Decided) -> str:
    if decided.version is None:
        return NOTHING
    versions = book.measures[decided.measure].versions
    return next(one for one in versions if one.index == decided.version).file.from_.isoformat()


def _bounds(decided: Decided) -> Iterable[NDArray[Any]]:
    """Roubles of both ends; nothing where no number is known there."""
    numbers = np.isin(decided.amount_state, (rules.EXACT, rules.BETWEEN))
    for kopecks in (decided.amount_low, decided.amount_high):
        open_end = np.abs(kopecks) == rules.NO_BOUND
        yield np.where(numbers & ~open_end, _each(kopecks, _roubles), NOTHING)


def _roubles(kopecks: Any) -> str:
    return format(Decimal(int(kopecks)).scaleb(-2), "f")


def _criteria(decided: Decided, bits: int) -> str:
    """`{"lives-here": "met", ...}` in the order of the measure."""
    return _json({id: STATES[bits >> (rules.BITS * at) & 7] for at, id in enumerate(decided.criterion_ids)})


def _missing(decided: Decided, bits: int) -> str:
    return _json([fact for at, fact in enumerate(decided.facts) if bits >> at & 1])


def _json(value: Any) -> str:
    """JSON inside a COPY: a backslash is written twice, everything else that COPY reads is escaped by JSON."""
    return json.dumps(value, ensure_ascii=False).replace("\\", "\\\\")


def _each(values: NDArray[Any], word: Callable[[Any], str]) -> NDArray[Any]:
    """The word of each value; a word is made once for all rows that share the value."""
    unlike, places = np.unique(values, return_inverse=True)
    found: NDArray[Any] = np.array([word(one) for one in unlike], object)[places]
    return found
