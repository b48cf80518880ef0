"""What was decided in columns, said in words that outlive the columns: ids of people, states by criterion, roubles.

Each different word is made once and handed out to all rows that share it.
"""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.compiled import Rulebook
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
from ryadom.rules.snapshots.part import Part

Words = NDArray[Any]  # of texts, or None
HOW_KNOWN = {NO_AMOUNT: "none", EXACT: "exact", BETWEEN: "between", BROKEN: "broken"}


def recited(book: Rulebook, part: Part, decided: Decided) -> dict[str, Words]:
    """The rows of a version of a measure as columns of texts, None where there is nothing to say.

    `measure`, `version_from`, `family`, `person` (None: the family itself), `applicant` (its first person), `outcome`,
    `amount_low` and `amount_high` in roubles, `amount_known` (none, exact, between, broken), `criteria` (JSON: id ->
    state, in the order of the measure), `missing` (JSON: facts). The part names its people.
    """
    assert part.family_ids is not None and part.person_ids is not None, "only people with ids are recited"
    size = len(decided)
    return {
        "measure": np.full(size, decided.measure, object),
        "version_from": np.full(size, _version(book, decided), object),
        "family": part.family_ids[decided.family],
        "person": np.append(part.person_ids.astype(object), [None])[decided.person],
        "applicant": part.person_ids[part.start[decided.family]],
        "outcome": _each(decided.outcome, lambda code: str(OUTCOMES[code])),
        "amount_low": _roubles(decided, decided.amount_low),
        "amount_high": _roubles(decided, decided.amount_high),
        "amount_known": _each(decided.amount_state, lambda code: HOW_KNOWN[int(code)]),
        "criteria": _each(decided.criteria, lambda bits: _criteria(decided, int(bits))),
        "missing": _each(decided.missing, lambda bits: _missing(decided, int(bits))),
    }


def _version(book: Rulebook, decided: Decided) -> str | None:
    versions = book.measures[decided.measure].versions
    return next((one.file.from_.isoformat() for one in versions if one.index == decided.version), None)


def _roubles(decided: Decided, kopecks: NDArray[np.int64]) -> Words:
    known = np.isin(decided.amount_state, (EXACT, BETWEEN)) & (np.abs(kopecks) != NO_BOUND)
    said = _each(kopecks, lambda sum: format(Decimal(int(sum)).scaleb(-2), "f"))
    said[~known] = None
    return said


def _criteria(decided: Decided, bits: int) -> str:
    states = {id: str(STATES[bits >> (BITS * at) & 7]) for at, id in enumerate(decided.criterion_ids)}
    return json.dumps(states, ensure_ascii=False)


def _missing(decided: Decided, bits: int) -> str:
    return json.dumps([fact for at, fact in enumerate(decided.facts) if bits >> at & 1], ensure_ascii=False)


def _each(values: NDArray[Any], word: Callable[[Any], str]) -> Words:
    unlike, places = np.unique(values, return_inverse=True)
    found: Words = np.array([word(one) for one in unlike], object)[places]
    return found
