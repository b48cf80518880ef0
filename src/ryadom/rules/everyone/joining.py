"""Decisions of several blocks put together: one `Decided` for each version of a measure, in the order of the part."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.everyone.decided import Decided
from ryadom.rules.snapshots.part import Part

MOST_FACTS = 64


def joined(
    part: Part, blocks: Sequence[Iterable[Decided]], shift: NDArray[np.int64], order: Mapping[str, int]
) -> tuple[Decided, ...]:
    """`shift[i]` is the family of the part with which block i begins."""
    found: dict[tuple[str, int | None], list[Decided]] = {}
    for at, block in enumerate(blocks):
        first = int(shift[at])
        for one in block:
            found.setdefault((one.measure, one.version), []).append(_shifted(one, first, int(part.start[first])))
    keys = sorted(found, key=lambda key: (order[key[0]], -1 if key[1] is None else key[1]))
    return tuple(_together(found[key]) for key in keys)


def _shifted(one: Decided, family: int, person: int) -> Decided:
    return replace(one, family=one.family + family, person=np.where(one.person < 0, one.person, one.person + person))


def _together(parts: list[Decided]) -> Decided:
    facts = tuple(sorted({fact for one in parts for fact in one.facts}))[:MOST_FACTS]
    columns: dict[str, Any] = {name: [] for name in parts[0].columns()}
    for one in parts:
        for name, column in one.columns().items():
            columns[name].append(renamed(one, facts) if name == "missing" else column)
    whole = {name: _end_to_end(pieces) for name, pieces in columns.items()}
    by_row = _end_to_end([one.by_row for one in parts])
    if not _in_order(whole["family"], whole["person"]):
        order = np.lexsort((whole["person"], whole["family"]))
        whole, by_row = {name: column[order] for name, column in whole.items()}, by_row[order]
    first = parts[0]
    return Decided(first.measure, first.version, first.criterion_ids, facts, **whole, by_row=by_row)


def _end_to_end(pieces: list[Any]) -> Any:
    return pieces[0] if len(pieces) == 1 else np.concatenate(pieces)


def _in_order(family: NDArray[np.int64], person: NDArray[np.int64]) -> bool:
    step = np.diff(family)
    return bool(((step > 0) | ((step == 0) & (np.diff(person) > 0))).all())


def renamed(one: Decided, facts: tuple[str, ...]) -> NDArray[np.uint64]:
    """The bits of what is missing, by another list of facts."""
    if one.facts == facts:
        return one.missing
    found = np.zeros(len(one), np.uint64)
    for at, fact in enumerate(one.facts):
        if fact in facts:
            found |= ((one.missing >> np.uint64(at)) & np.uint64(1)) << np.uint64(facts.index(fact))
    return found
