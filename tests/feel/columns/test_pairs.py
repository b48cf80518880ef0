"""Every kind of value beside every other: row by row as one row answers, and nothing left out of what may come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.feel.columns import pairs
from tests.feel.columns.rows import (
    HANDED,
    RAISED,
    REFUSED,
    Row,
    Scope,
    Table,
    by_columns,
    by_rows,
    sound,
    unlike,
)  # fmt: skip

from ryadom.feel import Expression, Unknown, evaluate

TOLD = pairs.tables()


@pytest.mark.parametrize(("table", "texts"), TOLD, ids=[table.name for table, _ in TOLD])
def test_what_stands_side_by_side_is_answered_as_one_row_answers(table: Table, texts: list[str]) -> None:
    scope = Scope(table)
    for text in texts:
        rule = table.parsed(text)
        wanted, found = by_rows(rule, table), by_columns(rule, scope)
        for at in [] if found == REFUSED else unlike(found, wanted):
            if is_left_open(wanted[at]):  # one row gives a quotient and a year no bounds, columns may
                assert holds(found[at], values_of(rule, table, at)), (text, at, found[at])
            else:
                assert sound(found[at], wanted[at]), (text, at, found[at], wanted[at])


def is_left_open(value: Any) -> bool:
    return type(value) is Unknown and value.low is None and value.high is None and value.options is None


def values_of(rule: Expression, table: Table, at: int) -> Iterator[Any]:
    """What a row becomes when each fact that is not known is at an end, one after the other."""
    row = {name: fact.values[0 if fact.kind == "plain" else at] for name, fact in table.facts.items()}
    for name, value in row.items():
        for end in (value.low, value.high) if type(value) is Unknown else ():
            if end is not None:
                facts = {one: replace(fact, values=(row[one],)) for one, fact in table.facts.items()}
                facts[name] = replace(facts[name], values=(end,))
                yield evaluate(rule, Row(Table("one", facts), 0))


def holds(said: tuple[Any, ...], values: Iterator[Any]) -> bool:
    """Whether a row of columns allows each of the values."""
    if said == (HANDED,):
        return True
    low, high = (said[1], said[2]) if said[0] == "between" else (said[1], said[1])
    maybe = said[0] == "between" and said[3]
    return all(_within(value, low, high, maybe) for value in values)


def _within(value: Any, low: Any, high: Any, maybe: bool) -> bool:
    if type(value) is Unknown or value is RAISED:
        return True  # another fact is still not known: its own ends are tried in their turn
    if value is None:
        return bool(maybe)
    return (low is None or low <= value) and (high is None or value <= high)


def test_the_same_option_by_either_branch_is_known() -> None:
    """Anna's kind of dwelling is the same whichever way her answer goes: nothing is waited for."""
    (found,) = [one for one in TOLD if one[0].name == "choices"]
    table = found[0]
    rule = table.parsed("if p then вид else иной")
    said = by_columns(rule, Scope(table))
    facts = table.facts
    same = [at for at, p in enumerate(facts["p"].values) if type(p) is Unknown
            and facts["вид"].values[at] == facts["иной"].values[at] == "два"]  # fmt: skip
    assert same and all(said[at] == ("is", "два") for at in same)


@pytest.mark.parametrize("text", ["-c", "abs(c)", "floor(c)", "round half up(c / 2, 0)", "round half up(1 / c, 0)"])
def test_a_day_is_no_number(text: str) -> None:
    (table,) = [one for one, _ in TOLD if one.name == "days"]
    assert by_columns(table.parsed(text), Scope(table)) == REFUSED
