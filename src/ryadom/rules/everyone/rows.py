"""The slow printing: every family of a part answered one by one. It is what the columns are judged by, and where they
hand over what they cannot decide.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from ryadom.rules.answers import answer
from ryadom.rules.compiled import CompiledVersion, Measure, Rulebook
from ryadom.rules.everyone.decided import (
    BETWEEN,
    BITS,
    BROKEN,
    EXACT,
    NO_AMOUNT,
    NO_BOUND,
    OUTCOMES,
    STATES,
    Decided,
)
from ryadom.rules.outcomes import Amount, MeasureAnswer
from ryadom.rules.snapshots.families import family_at, person_id
from ryadom.rules.snapshots.part import Part

MOST_FACTS = 64


def decide_by_rows(
    book: Rulebook,
    part: Part,
    *,
    on: date,
    measures: Collection[str] | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> tuple[Decided, ...]:
    """Every measure (or only `measures`) for every family of a part, by the rules of one family.

    `parameters` are numbers on trial, by name: a number, or numbers by key. In the order of the book, each version
    of a measure that decided somebody.
    """
    found: dict[tuple[str, int | None], list[tuple[int, int, MeasureAnswer]]] = {}
    for row in range(part.families):
        family = family_at(part, row, parameters)
        persons = {person_id(part, at): at for at in range(int(part.start[row]), int(part.start[row + 1]))}
        # What the book kept of other families may leave an answer less sure: here it must not depend on neighbours.
        alone = replace(book, untold={}, findings={})
        for one in answer(alone, family, on=on, measures=measures, ask=False).measures:
            person = persons[one.subject] if one.subject != "family" else -1
            found.setdefault((one.measure, version_of(book.measures[one.measure], one)), []).append((row, person, one))
    order = {measure: at for at, measure in enumerate(book.measures)}
    keys = sorted(found, key=lambda key: (order[key[0]], -1 if key[1] is None else key[1]))
    return tuple(_decided(book.measures[measure], version, found[measure, version]) for measure, version in keys)


def version_of(measure: Measure, found: MeasureAnswer) -> int | None:
    """The place of the version that answered; None where none did."""
    return next((v.index for v in measure.versions if v.file.from_ == found.version_from), None)


def criterion_ids(measure: Measure, version: int | None) -> tuple[str, ...]:
    """The ids of the criteria that `Decided.criteria` has bits for: the version's own, then the standing ones."""
    if version is None:
        return ()
    own = _version(measure, version).criteria
    return tuple(c.file.id for c in own) + tuple(c.file.id for c, _ in measure.standing)


def _version(measure: Measure, index: int) -> CompiledVersion:
    return next(v for v in measure.versions if v.index == index)


def _decided(measure: Measure, version: int | None, rows: list[tuple[int, int, MeasureAnswer]]) -> Decided:
    answers = [one for _, _, one in rows]
    facts = tuple(sorted({ref.key for one in answers for ref in one.missing}))[:MOST_FACTS]
    amounts = np.array([amount_of(one.amount) for one in answers], np.int64).reshape(-1, 3)
    return Decided(
        measure.id,
        version,
        criterion_ids(measure, version),
        facts,
        np.array([family for family, _, _ in rows], np.int64),
        np.array([person for _, person, _ in rows], np.int64),
        np.array([OUTCOMES.index(one.outcome) for one in answers], np.int8),
        amounts[:, 0].copy(),
        amounts[:, 1].copy(),
        amounts[:, 2].astype(np.int8),
        np.array([_criteria(one) for one in answers], np.uint64),
        np.array([missing_bits(facts, one) for one in answers], np.uint64),
        np.ones(len(rows), np.bool_),
    )


def _criteria(found: MeasureAnswer) -> int:
    return sum(STATES.index(criterion.state) << (BITS * at) for at, criterion in enumerate(found.criteria))


def missing_bits(facts: tuple[str, ...], found: MeasureAnswer) -> int:
    """The bits of the facts that an answer waits for."""
    keys = {ref.key for ref in found.missing}
    return sum(1 << at for at, fact in enumerate(facts) if fact in keys)


def amount_of(amount: Amount | None) -> tuple[int, int, int]:
    """Low and high kopecks, and how the amount is known. What is finer than a kopeck is cut down, as it is shown."""
    if amount is None:
        return 0, 0, NO_AMOUNT
    if amount.value is not None:
        return _kopecks(amount.value), _kopecks(amount.value), EXACT
    if amount.broken is not None:
        return 0, 0, BROKEN
    low = -NO_BOUND if amount.low is None else _kopecks(amount.low)
    return low, NO_BOUND if amount.high is None else _kopecks(amount.high), BETWEEN


def _kopecks(value: Decimal) -> int:
    return int((value * 100).to_integral_value("ROUND_FLOOR"))
