"""The slider decides anew only those whom a number reaches; it shows what deciding everybody would show."""

from datetime import date
from decimal import Decimal
from functools import cache

import numpy as np
import pytest
from tests.stories.cast import book

from ryadom.rules.api import Moved, Workbench
from ryadom.rules.imagined.region import imagined_part
from ryadom.rules.trying.bands import ENDS, numbers_of
from ryadom.rules.trying.held import Held, grouped
from ryadom.rules.trying.moving import difference

ON = date(2026, 11, 20)
MINIMUM = "subsistence-minimum"
PER_HEAD, CHILDREN = (("группа", "на душу"),), (("группа", "дети"),)


@cache
def bench() -> Workbench:
    rules, part = book("RU-CHE"), imagined_part(book("RU-CHE"), "chelyabinsk", families=1_500, seed=5)
    halves = (part.between(0, 700), part.between(700, part.families))
    return Workbench(rules, Held("RU-CHE", "", ON, True, "b" * 64, halves, grouped(halves, rules, ON)), ON)


def now(parameter: str, keys=()) -> Decimal:
    return Decimal(bench().book.parameters[parameter].holding(ON, "RU-CHE", keys).value)


def every(prepared, moved: Moved) -> list:
    """What a number changes with everybody decided again."""
    numbers = numbers_of(bench().book, moved.parameter, moved.keys, moved.value)
    return [change for piece in prepared.pieces for change in piece.move(numbers)]


def by_family(changes) -> dict:
    """By measure: kopecks and rights of each family, and the families that are not known any more."""
    found: dict = {}
    for one in changes:
        more, open_ = found.setdefault(one.measure, ({}, []))
        rows = zip(one.families.tolist(), one.more.tolist(), one.rights.tolist(), one.other.tolist(), strict=True)
        for family, *what in rows:
            more.setdefault(family, []).append(tuple(what))
        open_.extend(one.open.tolist())
    return {
        measure: ({family: sorted(what) for family, what in more.items()}, sorted(open_))
        for measure, (more, open_) in found.items()
        if more or open_
    }


@pytest.mark.parametrize(
    ("parameter", "keys"),
    [(MINIMUM, PER_HEAD), (MINIMUM, CHILDREN), ("minimum-wage", ()), ("utilities-payment", ()),
     ("child-deduction", (("очередь", "третий и следующий"),)), ("maternity-capital-first", ())],
)  # fmt: skip
def test_every_stop_of_the_slider_shows_what_deciding_everybody_shows(parameter, keys) -> None:
    prepared, holds = bench().prepared(parameter), now(parameter, keys)
    shares = (*ENDS, "0.001", "0.37", "0.77", "0.8001", "0.9", "0.999", "1", "1.01", "1.11", "1.4", "1.77", "2.5", "9")
    for share in shares:
        moved = Moved(parameter, keys, round(holds * Decimal(share), 2))
        tried = [change for piece in prepared.pieces for change in piece.tried(moved)]
        assert by_family(tried) == by_family(every(prepared, moved)), moved.value


def test_near_the_number_in_force_few_are_decided_anew() -> None:
    prepared = bench().prepared(MINIMUM)
    bench().move(Moved(MINIMUM, PER_HEAD, now(MINIMUM, PER_HEAD)))
    everybody = prepared.subjects
    for piece in prepared.pieces:
        few = {str(one.band.low): sum(len(sums.rights) for sums in one.before) for one in piece.cut[PER_HEAD]}
        assert min(few.values()) * 5 < everybody / len(prepared.pieces)


def test_a_number_moves_there_and_back_through_all_bands() -> None:
    prepared, holds = bench().prepared(MINIMUM), now(MINIMUM, PER_HEAD)
    way = [Moved(MINIMUM, PER_HEAD, holds * Decimal(share)) for share in ("0.3", "1.9", "0.99", "3", "0.3")]
    seen = [by_family(change for piece in prepared.pieces for change in piece.tried(one)) for one in way]
    assert seen[0] == seen[-1] and seen[0] != seen[1] != seen[2]


def test_bands_are_kept_for_the_keys_that_moved_last() -> None:
    prepared = bench().prepared(MINIMUM)
    for group in ("на душу", "дети", "пенсионеры", "трудоспособные", "на душу"):
        keys = (("группа", group),)
        moved = Moved(MINIMUM, keys, now(MINIMUM, keys) + 1)
        tried = [change for piece in prepared.pieces for change in piece.tried(moved)]
        assert by_family(tried) == by_family(every(prepared, moved))
    assert [list(piece.cut) for piece in prepared.pieces] == [[(("группа", "трудоспособные"),), PER_HEAD]] * 2


def test_the_tables_hold_every_family_once() -> None:
    holds = now(MINIMUM, PER_HEAD)
    for share in ("0.2", "0.97", "1.3", "4"):
        moved = Moved(MINIMUM, PER_HEAD, holds * Decimal(share))
        prepared, held = bench().prepared(MINIMUM), bench().held
        shown, whole = bench().move(moved), difference(bench().book, held, prepared, every(prepared, moved), moved)
        assert (shown.families, shown.money, shown.groups, shown.measures) == (
            whole.families, whole.money, whole.groups, whole.measures,
        )  # fmt: skip
        assert shown.families.total == held.families
        for name, rows in shown.groups.items():
            assert sum(row.families.total for row in rows) == held.families, name
            assert sum(row.families.gain for row in rows) == shown.families.gain, name
            assert sum(row.families.unknown for row in rows) == shown.families.unknown, name


def test_a_family_counts_as_unknown_before_it_is_touched() -> None:
    """Baseline counts of every group come from the families of whom facts are missing."""
    prepared, held = bench().prepared(MINIMUM), bench().held
    for name, grouping in held.groups.items():
        for at in range(len(grouping.keys)):
            mine = grouping.codes == at
            assert prepared.still[name][at].tolist() == [
                int((mine & ~prepared.open).sum()), int((mine & prepared.open).sum())
            ]  # fmt: skip
    assert np.concatenate([piece.again.aside for piece in prepared.pieces]).shape == prepared.open.shape
