"""Values side by side: every kind of one beside every kind of the other, so that no guard of a column goes unasked.

Where `saying` draws rows, here each row is meant: below zero, at it and above; between bounds on one side of zero, on
both, open at an end; absent, perhaps absent, not entered. What is the same in every row stands here, too.
"""

# ruff: noqa: E501 - a list of expressions is read in long lines

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import Any

from tests.feel.columns.rows import RAISED, Fact, People, Table, hidden, undecided

from ryadom.feel import Unknown

ROUNDINGS = ("round half up", "decimal", "round half down", "round up", "round down", "floor", "ceiling")
KINDS = ("один", "два", "три")
MOST = 10**6
EVERY = 2**61 - 1  # a bound that proves nothing: each row is looked at

Ends = tuple[Any, Any]
KNOWN = ("-3", "-0.01", "0", "0.01", "2.50", "4")
BETWEEN: tuple[Ends, ...] = (
    ("-3", "-1"), ("-1", "0"), ("0", "1"), ("-1", "2"), ("1", "3"), (None, "-1"), (None, "0"), (None, "2"),
    ("-2", None), ("0", None), ("1", None), (None, None),
)  # fmt: skip
GONE = (None, RAISED, ("1", "3", True), ("-1", None, True), ("-3", "-2", True))

LARGE = tuple(str(sign * whole) for whole in (2**59, 2**60, 2**61 - 1, 2**31) for sign in (1, -1))
LARGE_BETWEEN: tuple[Ends, ...] = (
    (str(2**59), str(2**60)), (str(-(2**60)), str(-(2**59))), (str(-(2**60)), str(2**60)), ("1", str(2**60)),
    (str(2**60), None), (None, str(-(2**60))),
)  # fmt: skip

DAYS = ("1800-01-15", "1999-02-28", "2000-02-29", "2026-11-22", "2249-12-15", "2026-01-31")
DAYS_BETWEEN: tuple[Ends, ...] = (
    ("1800-01-15", "1900-01-01"), ("2026-11-01", "2026-11-22"), ("2000-02-29", "2026-11-22"), (None, "2008-05-31"),
    ("2010-03-31", None), (None, None), ("2200-01-01", "2249-12-15"),
)  # fmt: skip

Told = tuple[Table, list[str]]


def tables() -> list[Told]:
    """Tables with what is said of each."""
    return [*numbers(), *large(), *days(), *truths(), *choices(), branches(), *people(), same()]


def _one(name: str, given: Any, kind: Any = Decimal) -> Any:
    if given is None or given is RAISED:
        return given
    if isinstance(given, tuple):
        low, high, *maybe = given
        return hidden(name, *(None if end is None else kind(end) for end in (low, high)), bool(maybe))
    return kind(given)


def beside(name: str, left: Sequence[Any], right: Sequence[Any], scale: int = 2, most: int = MOST) -> Table:
    """A table of two numbers: each of the left beside each of the right."""
    rows = list(product(left, right))
    sides = {side: tuple(_one(side, row[at]) for row in rows) for at, side in enumerate("ab")}
    return Table(name, {side: Fact("number", values, scale, most) for side, values in sides.items()})


def numbers() -> Iterator[Told]:
    every = (*KNOWN, *BETWEEN, *GONE)
    yield beside("numbers that are known", KNOWN, KNOWN), _of_numbers()
    yield beside("numbers", every, every), _of_numbers()
    yield beside("numbers beside known ones", every, KNOWN), _of_numbers()
    above = ("0", "0.01", "2.50", "1", ("0", "1"), ("1", "3"), ("0", None), ("1", None), ("2.50", "4"))
    yield beside("numbers not below zero", above, above), _of_numbers()


def _of_numbers() -> list[str]:
    found = [f"a {op} b" for op in ("+", "-", "*", "<", "<=", ">", ">=", "=", "!=")]
    found += [f"{mode}({text}, {places})" for mode in ROUNDINGS for text, places in (("a / b", 0), ("a * 0.5", 1))]
    found += [
        "-a", "abs(a)", "abs(a - b)", "a * b * a", "min(a, b)", "max(a, b)", "min(a, b, 0)", "a - 1", "1 - a", "a * -2",
        "a between b and 2", "b between -1 and a", "a in [b..3)", "a in (b..2.50]", "a = null", "b = 0", "-a < b",
        "ceiling(b + a / 3, 2)", "floor(b - a / 3, 2)", "decimal((a / 3 + b) * 2, 2)", "round up(a / b / 2, 1)",
        "round half up(a * 100 / b, 0)", "round down(a / -3, 1)", "ceiling(1 / b, 0)", "floor(-1 / b, 0)",
        "round half up(a / 3 + 0.005, 3)", "round half up(a / b, 2) + 0.000001", "(a + b) + 0.000001",
        "a * b + 0.000001", "round half up(a, -1)", "round up(a, 0) * b", "a + null", "null - a", "null < a", "a >= null",
        "round half up(a / 0.3, 1)", "round half up(a, 1) = b", "abs(a) * abs(b)", "(a - b) * (b - a)",
    ]  # fmt: skip
    return found


def large() -> Iterator[Told]:
    """Numbers of which sums and products may wrap, and one so small that its bound rounds to nothing."""
    every = (*LARGE, *LARGE_BETWEEN, "0", "1", "-1", "3", RAISED, None)
    texts = ["a + b", "a - b", "a * b", "-a", "a + a + b", "a * 2", "a * 4 - b", "a + b < a", "a * b = b", "min(a, b) * 2",
             "abs(a) + abs(b)", "round half up(a / 3, 0) + b", "round half up(a / b, 0)", "round half up(a / 7 + b, 0)", "round half up(a / 7 + b, 0) * 8",
             "round half up(a / 7, 2)", "a * b * b", "a + 1", "a - 1", "a * 0.5", "round down(a * 0.5, 0) + b",
             "max(a, -b) - 1", "(if a < b then a else 1) * b", "(if a < b then 1 else a) * b"]  # fmt: skip
    yield beside("large numbers", every, every, 0, EVERY), texts
    above = ("0", "1", "3", str(2**31), str(2**60), ("1", str(2**60)), (str(2**31), str(2**40)), (str(2**31), None))
    yield beside("large numbers not below zero", above, above, 0, EVERY), texts
    few = Table("little", {"чуть": Fact("number", (Decimal("0.4"), Decimal("0.1"), Decimal(0)), 1, 4),
                           "a": Fact("number", (Decimal(2**60), Decimal(3), Decimal(1)), 0, EVERY)})  # fmt: skip
    yield few, ["round up(чуть, 0) * a * a", "ceiling(чуть, 0) * a * a * a", "round up(чуть / 3, 0) * a * a"]


def days() -> Iterator[Told]:
    known, between = DAYS, (*DAYS, *DAYS_BETWEEN, None, RAISED, ("2010-01-01", "2012-05-31", True))
    for name, every in (("days that are known", known), ("days", between)):
        rows = list(product(every, every))
        sides = {
            side: tuple(_one(side, row[at], dt.date.fromisoformat) for row in rows) for at, side in enumerate("cd")
        }
        yield Table(name, {side: Fact("day", values) for side, values in sides.items()}), _of_days()


def _of_days() -> list[str]:
    ages = ("полных лет", "полных лет со следующего дня", "полных месяцев")
    found = [f"{name}({pair})" for name in ages for pair in ("c, d", 'c, @"2026-11-22"', '@"2000-02-29", d')]
    found += [f"{name}(c, {months})" for name in ("прибавить месяцы", "начало месяца", "конец месяца")
              for months in (-1, 0, 1, 12)]  # fmt: skip
    found += [f"c {op} d" for op in ("<", "<=", ">", ">=", "=", "!=")]
    found += ["c.year", "c.year * 2", "date(c.year, 2, 29)", "date(c.year, 1, 31)", "date(c.year + 1, 12, 1)", "date(d)",
              "min(c, d)", "max(c, d)", "min(c, d).year", "c = null", 'c in (@"2000-02-29"..d]', "полных лет(c, d) >= 18",
              "полных лет(null, d)", "полных лет(c, null)", "полных месяцев(c, d) * 2", "date(c.year, 12, 32)",
              "date(c.year, 0, 1)", "date(c.year, 12, 31) < d", "date(c.year, 1, 1) = c", "c between d and d",
              "-c", "abs(c)", "floor(c)", "round half up(c / 2, 0)", "round half up(1 / c, 0)", "c + 1", "1 - c", "count(c)",
              "floor(c / 3 + 1)", "floor(1 / 3 + c)"]  # fmt: skip
    return found


def truths() -> Iterator[Told]:
    for name, states in (("truths that are known", (True, False)), ("truths", (True, False, None, RAISED, "?")),
                         ("truths that are there", (True, False, "?"))):  # fmt: skip
        yield Table(name, _truths("pqr", list(product(states, repeat=3)))), _of_truths()


def _truths(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> dict[str, Fact]:
    return {
        name: Fact("truth", tuple(undecided(name) if row[at] == "?" else row[at] for row in rows))
        for at, name in enumerate(names)
    }


def _of_truths() -> list[str]:
    return [
        "p and q", "p or q", "p and q and r", "p or q or r", "p and (q or r)", "not(p)", "all([p, q, r])", "any([p, q, r])",
        "all(p, q)", "any(p, q, r)", "all([p, true])", "any([null, p])", "if p then q else r", "if p then true else q",
        "if p then q else null", "if p then 1 else 2", "if p then 1 else null", "if p and q then 0.5 else 1", "p = true",
        "p = false", "p != true", "p = null", "null != p", 'if p then "один" else q', "if p then null else r", "p and null",
        "null or p", "false or p", "true and p", "p and true", "p or false", "(p and q) or (p and r)", "if null then p else q",
        "not(p and q)", "if (if p then q else r) then 1 else 2", "p between q and r", "null and false", "null or true", "null and true", "null or false", "p and 1", "p = 1", "p = q",
    ]  # fmt: skip


def choices() -> Iterator[Told]:
    known, unsure = KINDS, (*KINDS, None, RAISED, KINDS[:2], KINDS[1:], KINDS, "maybe", "один maybe")
    for name, states in (
        ("choices that are known", known),
        ("choices", unsure),
        ("choices that are there", unsure[3:4]),
    ):
        rows = list(product(states, states, (True, False, "?", None)))
        facts = {side: Fact("choice", tuple(_kind(side, row[at]) for row in rows), names=KINDS)
                 for at, side in enumerate(("вид", "иной"))}  # fmt: skip
        facts["другой"] = Fact("choice", tuple("раз" for _ in rows), names=("раз", "два"))
        facts |= _truths("p", [row[2:] for row in rows])
        yield Table(name, facts), _of_choices()


def _kind(name: str, state: Any) -> Any:
    if isinstance(state, str) and state.endswith("maybe"):
        options = frozenset(KINDS) if state == "maybe" else frozenset(KINDS[:1])
        return Unknown(frozenset({name}), options=options, may_be_absent=True)
    return undecided(name, state) if isinstance(state, tuple) else state


def _of_choices() -> list[str]:
    return [
        'вид = "один"', 'вид != "два"', "вид = иной", "вид != иной", 'вид in ("один", "два")', "вид = null", "null = вид",
        'вид = "нет такого"', "вид = 1", "вид = другой", "if p then вид else иной", '(if p then вид else иной) = "два"',
        "if p then вид else null", "if p then вид else другой", "вид < иной", "вид = p", "(if p then вид else иной) = null",
    ]  # fmt: skip


def branches() -> Told:
    """A condition of each kind before two values of each kind."""
    states = ("2", "5", ("1", "3"), ("2", None), None, RAISED, ("4", "5", True))
    rows = list(product((True, False, None, RAISED, "?"), states, states))
    facts = _truths("p", [row[:1] for row in rows])
    facts |= {
        side: Fact("number", tuple(_one(side, row[at]) for row in rows), 2, MOST) for at, side in ((1, "a"), (2, "b"))
    }
    return Table("branches", facts), [
        "if p then a else b", "if p then a else 1", "if p then 0.001 else b", "if p then a else null", "if p then null else b",
        "(if p then a else b) = null", "(if p then a else b) < 3", "if a < b then a else b", "if a = null then b else a",
        "if p then a > 2 else b > 2", "if a > 2 then p else true", "if a > 2 then false else p", "if p then a + b else a * b",
        "if p then a else p", "if p then a else @\"2026-11-22\"", "(if p then a else b) * 2",
    ]  # fmt: skip


def people() -> Iterator[Told]:
    """Families of nobody, of one and of two, whose members and their facts are known, absent, not known."""
    states = (True, False, None, "?")
    pairs = [(), *((one,) for one in states), *product(states, states)]
    for name, unsure, more in (
        ("members", False, False),
        ("members perhaps", True, False),
        ("members and more", False, True),
    ):
        own = [state for pair in pairs for state in pair]
        size = len(own)
        facts = _truths(("свой",), [(state,) for state in own])
        facts["возраст"] = Fact("number", tuple(Decimal((3, 17, 18, 40)[at % 4]) for at in range(size)), 0, 150)
        maybe = frozenset(at for at in range(size) if unsure and at % 2)
        open_ = frozenset(row for row in range(len(pairs)) if more and row % 3 == 0)
        outer = {
            "порог": Fact(
                "number", tuple((Decimal(17), Decimal(18), RAISED)[at % 3] for at in range(len(pairs))), 0, 150
            )
        }
        outer["не введено"] = Fact("truth", (RAISED,) * len(pairs))
        yield Table(name, outer, People(tuple(map(len, pairs)), facts, maybe, open_)), _of_people()


def _of_people() -> list[str]:
    return [
        "count(люди)", "count(люди[свой])", "count(люди[возраст >= порог])", "count(люди[свой and возраст > порог])",
        "count(люди[свой]) = 1", "count(люди[свой]) > 0", "count(люди[не введено = true])", "count(люди[свой or порог > 17])", "count(люди[null])", "count(люди[true])",
        "count(люди[свой][возраст < 18])", "count(люди[свой = null])", "count(люди[not(свой)]) + 0.5",
        "round half up(порог / count(люди[свой]), 1)", "min(count(люди[свой]), 1)", "if count(люди) > 1 then 1 else 2",
        "count(люди[false])", "count(люди[свой or возраст = 3])",
    ]  # fmt: skip


def same() -> Told:
    """Values that are the same in every row, as parameters are; one of them was never entered, one is a set of codes."""
    facts = {
        "a": Fact("number", (Decimal("2.50"), None, RAISED, hidden("a", Decimal(1), Decimal(3)), Decimal(4)), 2, MOST),
        "p": Fact("truth", (True, None, RAISED, undecided("p"), undecided("p"))),
        "год": Fact("number", (Decimal(2000), None, Decimal(1700), hidden("год", Decimal(1), Decimal(2)), None), 0, MOST),
        "вид": Fact("choice", ("один", None, RAISED, undecided("вид", KINDS[:2]), "два"), names=KINDS),
        "день": Fact("day", (dt.date(2008, 2, 29), None, RAISED, hidden("день", dt.date(2000, 1, 1), dt.date(2001, 1, 1)), dt.date(2010, 1, 1))),
        "нет числа": Fact("plain", (RAISED,)), "число": Fact("plain", (Decimal(2),)), "дата": Fact("plain", (dt.date(2026, 11, 22),)),
        "набор": Fact("plain", (["один", "два"],)), "пусто": Fact("plain", (None,)), "да": Fact("plain", (True,)),
    }  # fmt: skip
    return Table("the same everywhere", facts), _of_same()


def _of_same() -> list[str]:
    none = ("a + нет числа", "нет числа * a", "a / нет числа", "нет числа < a", "a = нет числа", "min(a, нет числа)",
            "round half up(нет числа, 2)", "round half up(a / нет числа, 2)", "p and нет числа", "нет числа or p",
            "not(нет числа)", "if нет числа then a else 1", "if p then нет числа else a", "if p then a else нет числа",
            "a between нет числа and 3", "a between 1 and нет числа", "полных лет(день, нет числа)", "-нет числа",
            "all([p, нет числа])", "any([нет числа, p])", "вид = нет числа", "нет числа = null", "a in (1, нет числа)",
            "a in [1..нет числа]", "нет числа + null", "null + нет числа", "нет числа < null", "нет числа + нет числа",
            "count(нет числа)", "(a + нет числа) = null", "a - нет числа", "false and нет числа",
            "true or нет числа", "if false then нет числа else a", "if p then вид else нет числа")  # fmt: skip
    there = ("a + число", "число - a", "round half up(число / a, 1)", "число = a", "число < 3", "число.year",
             "дата.year", '@"2026-11-22".year', "дата.year - день.year", "полных лет(день, дата)", "вид in набор",
             'вид in (набор)', "a in (число, 3)", "число in (2, a)", "вид = набор", "[a, 1] = null", "null = [a, 1]",
             "[a] != [1]", "пусто + a", "a < пусто", "a = пусто", "пусто = null", "да and p", "p and да", "not(да)",
             "if да then a else 1", "if пусто then a else 1", "if p then да else false", "if p then число else a",
             "min(a, число, 1)", "max([a, число])", "полных лет(пусто, дата)", "полных лет(день, пусто)", "-число", "дата < день",
             "дата + a", "abs(-число)", "round half up(число / 3, число)", "прибавить месяцы(день, число)", "a = дата",
             "min(число, дата)", "min(a, день)", 'a = "а"', "a = да", "p = да", "date(число, 1, 1)", "date(день.year, число, 1)",
             "if p then a else дата", "round half up(дата / 2, 0)", "round half up(a / дата, 0)", "p / 2", "день * 2", "min(p, a)", "count(число)", "if да then a else p", "if пусто and да then a else p", "if пусто then p else a", "if p then date(год, 1, 1) else день", "if p then date(год, 1, 1).year else 1", "decimal(n: число / 3, scale: 1)", "date(год, 12, 31) < день")  # fmt: skip
    return [*none, *there]
