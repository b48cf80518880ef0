"""Rows of any worth on both sides: every one is exactly one of gain, lose, unchanged, unknown; back is a mirror."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ryadom.rules.whatif.calendar import by_level, months_from, payments
from ryadom.rules.whatif.comparing import GAIN, LOSE, SAME, UNKNOWN, aligned, change
from ryadom.rules.whatif.comparison import Cost, Money
from ryadom.rules.whatif.gathering import FamiliesOfPart, tally
from ryadom.rules.whatif.worth import MAYBE, NO, YES, Worth

TURNED = {GAIN: LOSE, LOSE: GAIN, SAME: SAME, UNKNOWN: UNKNOWN}
FAMILIES, PERSONS = 4, 8


@st.composite
def worth_rows(draw):
    """What a measure is worth to some of eight persons of four families."""
    people = sorted(draw(st.sets(st.integers(0, PERSONS - 1))))
    gets, low, high, open_ = [], [], [], []
    for _ in people:
        gets.append(draw(st.sampled_from((NO, YES, MAYBE))))
        ends = sorted((draw(st.integers(0, 3)), draw(st.integers(0, 3))))
        sure = gets[-1] == YES and draw(st.booleans())
        least = 0 if gets[-1] != YES else ends[1] if sure else ends[0]
        most = 0 if gets[-1] == NO else ends[1]
        unbounded = gets[-1] != NO and not sure and draw(st.booleans())
        low.append(least)
        high.append(least if unbounded else most)
        open_.append(unbounded)
    rows = np.array(people, np.int64)
    return Worth(
        rows // 2, rows, np.array(gets, np.int8), np.array(low, np.int64), np.array(high, np.int64),
        np.array(open_, np.bool_), np.zeros(len(rows), np.int16), np.zeros(len(rows), np.uint64),
    )  # fmt: skip


def both(old, new, times, paid):
    old, new = aligned(old, new, PERSONS)
    return change(old, new, times, (paid, paid), np.zeros(len(old), np.bool_))


@given(worth_rows(), worth_rows(), st.sampled_from([(1, 1), (12, 12), (12, 1), (0, 12)]), st.booleans())
def test_there_and_back(old, new, times, paid) -> None:
    there, back = both(old, new, times, paid), both(new, old, times[::-1], paid)
    assert there.tally.total == back.tally.total == len(set(old.person) | set(new.person))
    assert [TURNED[int(code)] for code in there.code] == back.code.tolist()
    assert (there.cost.gained, there.cost.lost) == (back.cost.lost, back.cost.gained)
    assert there.cost.more == Money(-back.cost.more.high, -back.cost.more.low, back.cost.more.open)
    assert (there.cost.before, there.cost.after) == (back.cost.after, back.cost.before)


@given(worth_rows(), worth_rows(), st.data())
def test_whatever_the_unknown_turns_out_to_be_a_gain_stays_a_gain(old, new, data) -> None:
    """Fill in what is unknown in any way that its bounds allow: what was called sure is so."""
    old, new = aligned(old, new, PERSONS)
    said = both(old, new, (1, 1), True)
    rows = np.flatnonzero((old.gets != NO) | (new.gets != NO))
    for code, row in zip(said.code, rows, strict=True):
        before, after = filled(old, row, data), filled(new, row, data)
        if code == GAIN:
            assert after > before
        elif code == LOSE:
            assert after < before
        elif code == SAME:
            assert after == before


def filled(side, row, data):
    """One value that a row may have: the sum, then whether the right is there."""
    gets = int(side.gets[row]) if side.gets[row] != MAYBE else data.draw(st.sampled_from((NO, YES)))
    top = int(side.high[row]) + (data.draw(st.integers(0, 5)) if side.open[row] else 0)
    return (data.draw(st.integers(int(side.low[row]), top)), gets) if gets else (0, NO)


@given(st.lists(st.tuples(worth_rows(), worth_rows(), st.booleans()), max_size=4))
def test_families_are_counted_once_each(measures) -> None:
    families = FamiliesOfPart(FAMILIES)
    for old, new, paid in measures:
        families.add(both(old, new, (1, 1), paid))
    codes, mixed, aside = families.codes()
    assert tally(codes).total == FAMILIES
    assert (codes[mixed] == UNKNOWN).all()
    assert (codes[aside] != UNKNOWN).all()


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 100))
def test_budgets_share_a_sum_to_the_kopeck(low, more, percent) -> None:
    cost = Cost(Money(low, low + more), Money(low + 1, low + more), Money(-more, more), low, more)
    for before, after in (({"region": percent, "federal": 100 - percent},) * 2, ({"region": 100}, {})):
        parts = [part for _, part in by_level(cost, before, after)]
        assert sum(part.before.low for part in parts) == cost.before.low
        assert sum(part.after.high for part in parts) == cost.after.high


def test_the_year_of_a_scenario_is_the_year_of_a_run(quo) -> None:
    from ryadom.rules.runs import costs

    for measure in quo.book.measures.values():
        assert len(payments(measure.file)) == costs.payments(measure.file)


def test_twelve_months_from_a_day_in_december() -> None:
    from datetime import date

    months = months_from(date(2026, 12, 31))
    assert (months[0], months[1], months[-1]) == (date(2026, 12, 1), date(2027, 1, 1), date(2027, 11, 1))
