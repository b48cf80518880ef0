"""A measure that fails today, as a number of its own was never entered, is named; nobody is called unknown for it."""

from datetime import date

import numpy as np
from tests.stories.cast import book

from ryadom.rules.everyone.deciding import Everyone
from ryadom.rules.imagined.region import imagined_part
from ryadom.rules.outcomes import Outcome
from ryadom.rules.trying.prepared import _piece

ON = date(2026, 11, 20)


def test_a_measure_without_its_number_is_named_and_hides_nobody() -> None:
    rules = book("RU-CHE")
    part = imagined_part(rules, families=300, on=ON)
    minimum = next(one.id for one in rules.parameters.values() if one.name == "прожиточный минимум")
    failing = {one.measure for one in Everyone(rules, on=ON).decide(part) if one.is_outcome(Outcome.FAILED).any()}
    piece, unknown = _piece(rules, part, 0, ON, minimum)
    assert piece.broken and piece.broken <= failing
    assert not np.all(unknown)
