"""Every kind of expression over columns, known, unknown, absent and raised: row by row as one row would answer."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from tests.feel.columns import saying
from tests.feel.columns.rows import HANDED, REFUSED, Fact, Scope, Table, by_columns, by_rows, hidden, sound, unlike

TABLES = saying.tables()
EXPRESSIONS = list(dict.fromkeys(saying.expressions()))
# One row leaves these open without bounds; columns know more of them, and not otherwise.
NARROWER = {"min(доход)", "date(день)"}
# So of a negative number by an unknown one above zero: one row gives such a quotient no bounds, columns do.
NARROWER |= {
    text
    for text in EXPRESSIONS
    if "/ доля" in text or "/ деньги" in text or "/ огромно" in text or "/ штук" in text or "/ count" in text
}


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_no_row_is_answered_wrongly(table: Table) -> None:
    """What columns say is what the row says, or leaves more open; never less, and never another fact's value."""
    scope, wrong, answered = Scope(table), {}, 0
    for text in EXPRESSIONS:
        rule = table.parsed(text)
        wanted, found = by_rows(rule, table), by_columns(rule, scope)
        if found == REFUSED or text in NARROWER:
            continue
        answered += sum(one != (HANDED,) for one in found)
        wrong |= {
            (text, at): (found[at], wanted[at]) for at in unlike(found, wanted) if not sound(found[at], wanted[at])
        }
    assert not wrong
    assert answered > 6_000


def test_what_is_known_everywhere_is_answered_exactly() -> None:
    """Without anything unknown there is nothing to leave open: each row is the value itself."""
    table = TABLES[0]
    scope = Scope(table)
    for text in EXPRESSIONS:
        rule = table.parsed(text)
        assert unlike(by_columns(rule, scope), by_rows(rule, table)) == [], text


def said(text: str, **facts: Fact) -> object:
    table = Table("one", facts)
    return by_columns(table.parsed(text), Scope(table))


def test_a_product_that_would_wrap_keeps_a_lower_bound_and_stays_unknown() -> None:
    """A lower end that wrapped was once taken for the value itself."""
    large = Fact("number", (hidden("много", Decimal(2**40), Decimal(2**41)),), 0, 2**61 - 1)
    (found,) = said("много * много", много=large)  # type: ignore[misc]
    assert found[0] == "between"
    assert found[1] <= Decimal(2**80)
    assert found[2] is None


def test_a_sum_beyond_all_numbers_is_handed_over() -> None:
    large = Fact("number", (Decimal(2**60), Decimal(-(2**60)), Decimal(1)), 0, 2**61 - 1)
    assert said("много + много", много=large) == [(HANDED,), (HANDED,), ("is", Decimal(2))]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("прибавить месяцы(день, 1)", "2249-12-31"),
        ("прибавить месяцы(день, -1)", "1800-01-15"),
        ("начало месяца(день, 1)", "2249-12-01"),
        ("date(день.year + 18, 1, 1)", "2249-06-01"),
    ],
)
def test_a_day_beyond_the_tables_is_handed_over_and_not_clipped(text: str, day: str) -> None:
    assert said(text, день=Fact("day", (dt.date.fromisoformat(day),))) == [(HANDED,)]


def test_the_last_month_of_the_tables_has_its_last_day() -> None:
    last = dt.date(2249, 12, 31)
    assert said("конец месяца(день, 0)", день=Fact("day", (last,))) == [("is", last)]


def test_29_february_of_a_year_that_is_not_known_may_exist() -> None:
    day = Fact("day", (hidden("день", dt.date(2025, 1, 1), dt.date(2028, 1, 1)),))
    assert said("date(день.year, 2, 29)", день=day) == [("between", None, None, True, frozenset({"день"}))]


@pytest.mark.parametrize(
    "text", ["round half up(a, 6177)", "round down(a, -6112)", "abs(a, 1)", "[a, 1] = [1, 1]", "floor(a, 1, 2)"]
)
def test_what_columns_do_not_hold_they_leave_to_one_family(text: str) -> None:
    assert said(text, a=Fact("number", (Decimal("5.5"),), 1)) == REFUSED
