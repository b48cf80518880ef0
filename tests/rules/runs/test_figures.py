"""What the tables say of eight families, each number worked out by hand beside it."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.runs.conftest import ON

from ryadom.rules.everyone.decided import BETWEEN, BROKEN, EXACT, NO_AMOUNT, NO_BOUND, OUTCOMES, Decided
from ryadom.rules.outcomes import Outcome, State
from ryadom.rules.runs.figures import Amounts, Receiving
from ryadom.rules.runs.fingerprint import Print, digest, fingerprint, print_of
from ryadom.rules.runs.grouping import Groups
from ryadom.rules.runs.running import run
from ryadom.rules.runs.tally import MeasureTally, Rows, _count, states_of
from ryadom.rules.snapshots.families import part_of

CHILD, GAS = "child-money", "gas-money"


@pytest.fixture
def summary(kept, book):
    return run(kept(3), book, on=ON, cliffs=None).summary


def test_outcomes_and_money_of_a_measure(summary) -> None:
    found = summary.of(CHILD).total
    # entitled: Kolya, Olya, Ira and Yura; waiting: Lena, and Inna's family, which may have a child
    assert {one: n for one, n in found.outcomes.items() if n} == {
        Outcome.ENTITLED: 4, Outcome.UNKNOWN: 2, Outcome.NOT_ENTITLED: 6,
    }  # fmt: skip
    assert (found.entitled.exact, found.entitled.exact_subjects) == (4 * 5_000_00, 4)
    assert (found.unknown.least, found.unknown.most) == (2 * 5_000_00, 2 * 5_000_00)
    gas = summary.of(GAS).total
    assert (gas.likely.exact, gas.unknown.least, gas.unknown.most) == (80_000_00, 0, 6 * 100_000_00)


def test_a_month_and_a_year(summary) -> None:
    cost = summary.of(CHILD).cost
    assert (cost.month, cost.year, cost.levels) == (20_000_00, 240_000_00, (("unstated", 240_000_00),))
    assert not summary.of("old-money").cost.counted
    assert (summary.month, summary.year) == (20_000_00, 240_000_00)


def test_groups_add_up_to_everyone(summary) -> None:
    for measure in summary.measures:
        for dimension, groups in measure.by.items():
            for outcome in Outcome:
                total = measure.total.outcomes[outcome]
                assert sum(one.figures.outcomes[outcome] for one in groups) == total, (measure.measure, dimension)
            sums = [one.figures.entitled.exact for one in groups]
            assert sum(sums) == measure.total.entitled.exact


def test_districts_and_ages(summary) -> None:
    by = summary.of(CHILD).by
    entitled = {one.key: one.figures.outcomes[Outcome.ENTITLED] for one in by["district"]}
    assert entitled == {"Верховье": 1, "Низовье": 3, "unknown": 0}  # Kolya; Olya, Ira and Yura; Inna's is not known
    ages = {one.key: one.figures.outcomes[Outcome.ENTITLED] for one in by["age"]}
    assert ages == {"3-6": 2, "7-13": 1, "14-17": 1, "family": 0}


def test_who_does_not_receive(summary) -> None:
    found = summary.of(CHILD)
    assert found.entitled_receiving == Receiving(yes=1, no=1, unrecorded=2)  # Kolya; Olya; Ira and Yura
    assert found.gap == 1
    assert summary.of(GAS).likely_receiving == Receiving(no=1)  # Dina; Egor has received it and is not entitled


def test_one_question_settles(summary) -> None:
    citizen = next(one for one in summary.questions if one.fact == "citizen")
    assert (citizen.alone, citizen.alone_by_measure) == (1, ((CHILD, 1),))  # Lena's
    gas = next(one for one in summary.questions if one.fact == "gas")
    assert (gas.families, gas.persons, gas.answers, gas.alone) == (6, 0, 6, 0)
    persons = next(one for one in summary.questions if one.fact == "persons")
    assert (persons.families, persons.answers) == (1, 2)  # Inna's family waits in both measures
    assert summary.questions[0] is citizen


def test_cliffs_are_found_in_records_and_in_totals(summary) -> None:
    found = summary.cliffs
    assert (found.step, found.families, found.of, found.seed) == (1_00, 8, 8, None)
    (row,) = found.rows
    # Anna by her records, Boris by the total he told: a rouble more a month is one rouble over the limit
    assert (row.measure, row.lost, row.less, row.loss, row.deepest) == (CHILD, 2, 0, 10_000_00, 5_000_00)
    assert row.loss_month == 10_000_00


def test_a_sample_is_the_same_whatever_the_parts(kept, book) -> None:
    samples = [run(kept(most), book, on=ON, cliffs=4, seed=5).summary.cliffs for most in (1, 3, 100)]
    assert samples[0] == samples[1] == samples[2]
    assert 0 < samples[0].families < 8
    assert samples[0].seed == 5
    assert run(kept(3), book, on=ON, cliffs=0).summary.cliffs is None


def test_nobody_is_entitled_to_what_has_ended(summary) -> None:
    (never,) = summary.never
    assert (never.measure, never.subjects, never.criterion) == ("old-money", 8, None)


def test_what_stops_most_is_named(kept, book) -> None:
    found = run(kept(3), book, on=date(2027, 1, 20), cliffs=0).summary
    never = {one.measure: one for one in found.never}
    # incomes of 2026 are not known, so nobody is surely entitled; Egor's old payment stops him
    assert never[CHILD].stopped == 0
    assert (never[GAS].criterion if GAS in never else "not-received") == "not-received"


def test_criteria_are_counted_in_every_state(summary) -> None:
    income = next(one for one in summary.of(CHILD).criteria if one.criterion == "income")
    assert income.states[State.MET] == 5
    assert income.states[State.NOT_MET] == 6
    assert sum(income.states.values()) == 12


def test_how_much_is_known(summary) -> None:
    know = summary.coverage
    assert (know.families, know.persons, know.open_families, know.families_with_income) == (8, 23, 1, 5)
    assert (know.answers, know.unknown) == (28, 8)
    facts = {(one.of, one.fact): one for one in know.facts}
    assert (facts["person", "citizen"].known, facts["person", "citizen"].rows) == (22, 23)
    assert facts["person", "citizen"].proved == 0


def test_two_measures_in_one_family(kept, book, book_with) -> None:
    found = run(kept(3), book, on=ON, cliffs=0).summary
    assert found.overlaps == ()
    poor = run(kept(3), book, on=ON, cliffs=0, parameters={"минимум": 30_000}).summary
    (pair,) = poor.overlaps  # now Dina's family is due both
    assert (pair.first, pair.second, pair.entitled, pair.receiving, pair.apart) == (CHILD, GAS, 1, 0, None)


# --- exactness, on made-up decisions ----------------------------------------------------------------------------------

money = st.integers(-(2**62), 2**62)
known = st.sampled_from([NO_AMOUNT, EXACT, BETWEEN, BROKEN])
row = st.tuples(st.integers(0, len(OUTCOMES) - 1), money, st.integers(0, 2**40), known)


def made(rows: list[tuple[int, int, int, int]], *, criteria: list[int] | None = None) -> Decided:
    count = len(rows)
    outcome, low, span, state = (np.array([one[at] for one in rows], np.int64) for at in range(4))
    open_ = (state == BETWEEN) & (span % 5 == 0)
    high = np.where(state == BETWEEN, np.where(open_, NO_BOUND, low + span), low)
    return Decided(
        "m",
        0,
        ("c",) * 9,
        ("f", "g"),
        np.arange(count),
        np.full(count, -1),
        outcome.astype(np.int8),
        low,
        high,
        state.astype(np.int8),
        np.array(criteria or [0] * count, np.uint64),
        np.zeros(count, np.uint64),
        np.zeros(count, np.bool_),
    )


@pytest.fixture(scope="module")
def lonely():
    """Many families of one person of whom nothing is known."""
    from tests.stories.cast import book

    from ryadom.rules.facts import Family, Person

    rules = book("RU-CHE")
    return part_of(rules, [Family("RU-CHE", (Person(str(at), ""),)) for at in range(40)])


@given(rows=st.lists(row, max_size=40))
def test_sums_are_exact_however_large(lonely, rows) -> None:
    groups = Groups(ON, ("unknown",), (), True)
    tally = MeasureTally.empty(groups)
    decided = made(rows)
    _count(tally, Rows(lonely, groups), decided)
    for outcome in (Outcome.ENTITLED, Outcome.LIKELY, Outcome.UNKNOWN):
        mine = [one for one in zip(rows, decided.amount_high.tolist(), strict=True) if OUTCOMES[one[0][0]] == outcome]
        between = [(max(one[1], 0), high) for one, high in mine if one[3] == BETWEEN]
        ends = [max(high, 0) for _, high in between if high != NO_BOUND]
        exact = [one[1] for one, _ in mine if one[3] == EXACT]
        broken = sum(one[3] == BROKEN for one, _ in mine)
        wanted = Amounts(
            sum(exact), len(exact), len(between), sum(low for low, _ in between), sum(ends), len(between) - len(ends),
            broken,
        )  # fmt: skip
        assert tally.amounts(0, outcome) == wanted


@given(words=st.lists(st.lists(st.integers(0, 5), min_size=9, max_size=9), min_size=1, max_size=20))
def test_every_criterion_is_counted_from_its_own_bits(words) -> None:
    packed = [sum(state << (3 * at) for at, state in enumerate(word)) for word in words]
    found = states_of(made([(0, 0, 0, 0)] * len(words), criteria=packed))
    for at in range(9):
        assert found[at].tolist() == [sum(word[at] == state for word in words) for state in range(6)]


@given(rows=st.lists(row, min_size=2, max_size=30), cut=st.integers(1, 29))
def test_prints_of_pieces_add_up(rows, cut) -> None:
    whole = fingerprint(made(rows), 100, 1000)
    first, second = made(rows[:cut]), made(rows[cut:])
    assert whole == fingerprint(second, 100 + len(first), 1000) + fingerprint(first, 100, 1000)


@given(rows=st.lists(row, min_size=2, max_size=12), at=st.integers(0, 11), by=st.integers(1, 2**30))
def test_a_kopeck_or_a_place_changes_the_print(rows, at, by) -> None:
    decided = made(rows)
    before = fingerprint(decided, 0, 0)
    decided.amount_low[at % len(rows)] ^= by
    assert fingerprint(decided, 0, 0) != before
    decided.amount_low[at % len(rows)] ^= by
    assert fingerprint(decided, 1, 0) != before
    swapped = decided.family.copy()
    swapped[[0, 1]] = swapped[[1, 0]]
    nobody = np.full(len(rows), -1)
    told = (decided.outcome, decided.amount_low, decided.amount_high, decided.amount_state)
    same = all(column[0] == column[1] for column in told)
    assert (print_of(decided, swapped, nobody) == before) == same


def test_missing_facts_count_by_name_and_not_by_bit() -> None:
    one, other = made([(2, 0, 0, 0)]), made([(2, 0, 0, 0)])
    one.missing[0] = 1
    other.missing[0] = 2
    assert fingerprint(one, 0, 0) != fingerprint(other, 0, 0)
    renamed = Decided(**{**vars(other), "facts": ("g", "f")})
    assert fingerprint(one, 0, 0) == fingerprint(renamed, 0, 0)


def test_the_hash_names_the_criteria() -> None:
    prints = {("m", 0): Print(1, 2, 3)}
    assert digest(prints, {("m", 0): ("a",)}) != digest(prints, {("m", 0): ("b",)})
    assert digest(prints, {("m", 0): ("a",)}) != digest({("m", None): Print(1, 2, 3)}, {("m", None): ("a",)})
