"""Properties of the column functions: over any values, known or not, each row of a column is what one row would be."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.feel.columns.rows import RAISED, Fact, Scope, Table, by_columns, by_rows, hidden, sound, undecided, unlike

ROUNDINGS = ("round half up", "decimal", "round half down", "round up", "round down", "floor", "ceiling")
FIRST, LAST = dt.date(1899, 1, 1), dt.date(2101, 12, 31)
ROWS = 6
modest = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))

kopecks = st.one_of(st.integers(-(10**13), 10**13), st.integers(-300, 300)).map(lambda n: Decimal(n).scaleb(-2))
counts = st.integers(-12, 12).map(Decimal)
days = st.dates(FIRST, LAST)
ends_of_months = days.map(
    lambda day: (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
)
truths = st.booleans()


def values(name: str, known: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Known, between bounds, absent, not entered."""
    ends = st.tuples(known, known).filter(lambda pair: pair[0] != pair[1]).map(sorted)
    between = st.builds(
        lambda pair, low, high, maybe: hidden(name, pair[0] if low else None, pair[1] if high else None, maybe),
        ends, st.booleans(), st.booleans(), st.booleans(),
    )  # fmt: skip
    return st.one_of(known, known, between, st.none(), st.just(RAISED))


def column(
    kind: str, name: str, known: st.SearchStrategy[Any], scale: int = 0, most: int | None = None
) -> st.SearchStrategy[Fact]:
    one = (
        st.one_of(known, st.just(undecided(name)), st.none(), st.just(RAISED))
        if kind == "truth"
        else values(name, known)
    )
    return st.lists(one, min_size=ROWS, max_size=ROWS).map(lambda rows: Fact(kind, tuple(rows), scale, most))


def table(**facts: st.SearchStrategy[Fact]) -> st.SearchStrategy[Table]:
    return st.fixed_dictionaries(facts).map(lambda drawn: Table("drawn", drawn))


money = table(
    a=column("number", "a", kopecks, 2, 10**13),
    b=column("number", "b", kopecks, 2, 10**13),
    n=column("number", "n", counts),
)
dates = table(c=column("day", "c", st.one_of(days, ends_of_months)), d=column("day", "d", days))
three_truths = table(p=column("truth", "p", truths), q=column("truth", "q", truths), r=column("truth", "r", truths))


def same(text: str, drawn: Table, *, exact: bool = False) -> None:
    """In every row the same; unless `exact`, columns may leave more open where a product or quotient has no bounds."""
    rule = drawn.parsed(text)
    wanted, found = by_rows(rule, drawn), by_columns(rule, Scope(drawn))
    wrong = [(found[at], wanted[at]) for at in unlike(found, wanted) if exact or not sound(found[at], wanted[at])]
    assert not wrong, f"{text}: {wrong[0]}"


@modest
@given(money, st.sampled_from(("a + b", "a - b", "a - 3.5", "-a", "a + n", "a - n + b")))
def test_sums_keep_their_bounds(drawn: Table, text: str) -> None:
    same(text, drawn, exact=True)


@modest
@given(money, st.sampled_from(("a * n", "a * b", "a * -0.35", "abs(a)", "abs(a - b)", "a * n + b")))
def test_products_are_never_wrong(drawn: Table, text: str) -> None:
    same(text, drawn)


@modest
@given(money, st.sampled_from(("<", "<=", ">", ">=", "=", "!=")), st.sampled_from(("b", "n", "2.50", "a", "null")))
def test_comparisons_are_decided_by_bounds(drawn: Table, op: str, other: str) -> None:
    same(f"a {op} {other}", drawn, exact=True)
    same(f"a between n and {other}", drawn, exact=True)


@modest
@given(money, st.sampled_from(ROUNDINGS), st.integers(-2, 3), st.sampled_from(("a", "a * 0.5", "n * 0.125")))
def test_roundings_of_numbers(drawn: Table, mode: str, places: int, text: str) -> None:
    same(f"{mode}({text}, {places})", drawn)


@modest
@given(
    money,
    st.sampled_from(ROUNDINGS),
    st.integers(0, 2),
    st.sampled_from(("a / -7", "a / 20", "b + a / -8", "b - a / 3", "a / 7 / 2")),
)
def test_roundings_of_quotients_with_ties_and_signs(drawn: Table, mode: str, places: int, text: str) -> None:
    same(f"{mode}({text}, {places})", drawn)


@modest
@given(money, st.sampled_from(("min", "max")), st.sampled_from(("a, b", "a, 100", "a, n, b", "0, a - b")))
def test_the_least_and_the_greatest(drawn: Table, name: str, of: str) -> None:
    same(f"{name}({of})", drawn, exact=True)


@modest
@given(
    three_truths,
    st.sampled_from(
        ("p and q and r", "p or q or r", "p and (q or r)", "not(p) or q", "all([p, q, r])", "any([p, q, r])")
    ),
)
def test_truths_follow_their_tables(drawn: Table, text: str) -> None:
    same(text, drawn, exact=True)


@modest
@given(
    three_truths, st.sampled_from(("if p then q else r", "if p and q then r else false", "if not(p) then true else q"))
)
def test_a_choice_between_truths_is_never_wrong(drawn: Table, text: str) -> None:
    same(text, drawn)


@modest
@given(
    money, st.sampled_from(("if a < b then a else b", "if a < b then n else 0", "(if a < 1 then b else null) = null"))
)
def test_a_choice_between_numbers_is_never_wrong(drawn: Table, text: str) -> None:
    same(text, drawn)


@modest
@given(dates, st.sampled_from(("полных лет", "полных лет со следующего дня", "полных месяцев")), st.dates(FIRST, LAST))
def test_ages_over_two_centuries(drawn: Table, name: str, day: dt.date) -> None:
    same(f"{name}(c, d)", drawn, exact=True)
    same(f'{name}(c, @"{day}")', drawn, exact=True)
    same(f'{name}(@"{day}", c)', drawn, exact=True)


@modest
@given(dates, st.integers(-300, 300))
def test_months_over_two_centuries(drawn: Table, months: int) -> None:
    for name in ("прибавить месяцы", "начало месяца", "конец месяца"):
        same(f"{name}(c, {months})", drawn, exact=True)
    same("c.year", drawn, exact=True)
    same("date(c.year, 2, 29)", drawn)
