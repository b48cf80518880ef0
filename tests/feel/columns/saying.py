"""Expressions over columns, kind by kind, and tables on which their guards are reached: ties, signs, ends, no facts."""

# ruff: noqa: E501 - a list of expressions is read in long lines

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from random import Random
from typing import Any

from tests.feel.columns.rows import RAISED, Fact, People, Table, hidden, undecided

ROWS = 14
KINDS = ("один", "два", "три")
ROUNDINGS = ("round half up", "decimal", "round half down", "round up", "round down", "floor", "ceiling")
LARGE = 2**59  # two of them stay below what a sum may reach, four do not

NUMBERS: dict[str, tuple[int, int, tuple[str, ...]]] = {  # scale, most, values
    "деньги": (2, 10**13, ("0", "0.01", "12345.67", "-0.05", "99999999999.99", "100.50", "0.15", "-2.50", "2.50")),
    "доход": (2, 10**13, ("0", "1", "33.33", "50000", "12345.67", "0.25", "-7.35", "99999999999.98", "2.50")),
    "доля": (6, 10**10, ("0", "0.5", "1.15", "-1.5", "0.333333", "2.5", "-0.000001", "0.125", "1000")),
    "штук": (0, 10**6, ("0", "1", "-1", "7", "-7", "3", "12", "2024", "1000000", "2")),
    "много": (2, 2**61 - 1, ("0", str(LARGE // 100), str(-LARGE // 100), "23000000000000000", "-23000000000000000", "1", "-1")),
    "огромно": (2, 2**61 - 1, ("0", "22000000000000000", "-22000000000000000", "11529215046068469.75", "-11529215046068469.76", "1")),
}  # fmt: skip
DAYS = (
    "1800-01-01", "1800-02-28", "1799-12-31", "2249-12-31", "2250-01-01", "2249-11-30", "2008-02-29", "2008-11-22", "2009-02-28",
    "1899-12-31", "2000-02-29", "2100-02-28", "2101-03-01", "2026-11-22", "2026-11-21", "2026-11-23", "1970-01-01",
)  # fmt: skip


def tables(seed: int = 1) -> list[Table]:
    """Everything known; known or missing; not known here and there; everything at once."""
    known, missing, unsure, mixed = (0.0, 0.0, 0.0), (0.0, 0.2, 0.15), (0.45, 0.0, 0.0), (0.4, 0.12, 0.1)
    shares = {"known": known, "missing": missing, "unsure": unsure, "mixed": mixed, "mixed again": mixed}
    return [table(name, Random(f"{seed}/{name}"), share) for name, share in shares.items()]


def table(name: str, rng: Random, share: tuple[float, float, float]) -> Table:
    """Facts of which such a share is not known, absent, not entered."""
    facts = facts_of(rng, share, ROWS)
    counts = tuple(rng.choice((0, 1, 2, 3)) for _ in range(ROWS))
    size = sum(counts)
    inner = (share[0], share[1], 0.0)  # a member's own fact is no parameter
    people = {
        "возраст": Fact("number", tuple(_number("возраст", rng, inner) for _ in range(size)), 0, 150),
        "свой": Fact("truth", tuple(_truth("свой", rng, inner) for _ in range(size))),
    }
    maybe = frozenset(at for at in range(size) if rng.random() < share[0] / 2)
    open_ = frozenset(row for row in range(ROWS) if rng.random() < share[0] / 2)
    return Table(name, facts, People(counts, people, maybe, open_))


def facts_of(rng: Random, share: tuple[float, float, float], rows: int) -> dict[str, Fact]:
    facts = {
        name: Fact("number", tuple(_number(name, rng, share) for _ in range(rows)), scale, most)
        for name, (scale, most, _) in NUMBERS.items()
    }
    for name in ("рождён", "день"):
        facts[name] = Fact("day", tuple(_day(name, rng, share) for _ in range(rows)), 0, 200_000)
    for name in ("учится", "работает", "льгота"):
        facts[name] = Fact("truth", tuple(_truth(name, rng, share) for _ in range(rows)))
    for name in ("вид", "другой вид"):
        facts[name] = Fact("choice", tuple(_choice(name, rng, share) for _ in range(rows)), names=KINDS)
    return facts


def _state(rng: Random, share: tuple[float, float, float]) -> str:
    at = rng.random()
    for state, part in zip(("hidden", "absent", "raised"), share, strict=True):
        if at < part:
            return state
        at -= part
    return "known"


def _gone(state: str) -> Any:
    return None if state == "absent" else RAISED


def _number(name: str, rng: Random, share: tuple[float, float, float]) -> Any:
    state, values = _state(rng, share), NUMBERS.get(name, (0, 0, ("0", "3", "17", "18", "19", "65")))[2]
    if state == "known":
        return Decimal(rng.choice(values))
    if state != "hidden":
        return _gone(state)
    low, high = sorted((Decimal(rng.choice(values)), Decimal(rng.choice(values))))
    high += low == high
    kind = rng.random()
    return hidden(name, None if kind < 0.15 else low, None if 0.1 < kind < 0.3 else high, rng.random() < 0.2)


def _day(name: str, rng: Random, share: tuple[float, float, float]) -> Any:
    state = _state(rng, share)
    if state == "known":
        return dt.date.fromisoformat(rng.choice(DAYS))
    if state != "hidden":
        return _gone(state)
    low, high = sorted(dt.date.fromisoformat(one) for one in rng.sample(DAYS, 2))
    kind = rng.random()
    return hidden(name, None if kind < 0.3 else low, None if 0.2 < kind < 0.5 else high, rng.random() < 0.2)


def _truth(name: str, rng: Random, share: tuple[float, float, float]) -> Any:
    state = _state(rng, share)
    return rng.random() < 0.5 if state == "known" else undecided(name) if state == "hidden" else _gone(state)


def _choice(name: str, rng: Random, share: tuple[float, float, float]) -> Any:
    state = _state(rng, share)
    if state == "known":
        return rng.choice(KINDS)
    return undecided(name, rng.choice((KINDS, KINDS[:2], KINDS[1:]))) if state == "hidden" else _gone(state)


# -- what is said of them ---------------------------------------------------------------------------------------------


def expressions() -> Iterator[str]:
    """Every kind of expression, by module."""
    for kind in (arithmetic, quotients, roundings, comparisons, logic, choices, extremes, calendar, counts, odd):
        yield from kind()


PAIRS = (
    ("деньги", "доход"), ("деньги", "доля"), ("доход", "штук"), ("много", "огромно"), ("огромно", "много"),
    ("много", "много"), ("штук", "доля"), ("огромно", "огромно"),
)  # fmt: skip


def arithmetic() -> Iterator[str]:
    for op, (a, b) in product("+-*", PAIRS):
        yield f"{a} {op} {b}"
    for op, a, b in product("+-*", ("доход", "доля", "много"), ("3", "-2", "0", "0.5", "1000000", "null")):
        yield f"{a} {op} {b}"
    yield from (f"-{a}" for a in ("деньги", "много", "штук"))
    yield from (f"abs({a})" for a in ("деньги", "доля", "штук", "много", "деньги - доход"))
    yield from (
        "деньги * доля + доход",
        "(деньги - доход) * штук",
        "доход * доля * доля",
        "много + много + много",
        "5 - доход",
    )
    yield from (
        "доход / 4",
        "доход / 0.5",
        "деньги / -8",
        "доля / 1000",
        "12 * доход / 100",
        "много / 0.001",
        "доход + null",
    )


def quotients() -> Iterator[str]:
    for mode, (a, b) in product(ROUNDINGS, (("деньги", "штук"), ("доход", "доля"), ("штук", "деньги"))):
        yield f"{mode}({a} / {b}, 2)"
    whole = ("деньги + доход / 3", "деньги - доход / 7", "доход / 3 - деньги", "доход / штук / 3", "2 * (доход / 7)", "доход / 7 * штук",
             "-(доход / 3)", "доход / 0", "(деньги + 1) / (штук + 1)", "доход / 3 + деньги", "деньги / 3 * доля", "много / штук",
             "огромно / доля", "доход / деньги", "1000 / штук", "(доход / 3 + деньги) * штук", "деньги - доход / штук",
             "1 / 3 + доход", "много / 7 + огромно", "доход / огромно", "доход / 3 / доля")  # fmt: skip
    for text, places in product(whole, (0, 2, 4)):
        yield f"round half up({text}, {places})"
    yield from (
        f"{mode}({text}, 1)" for mode, text in product(ROUNDINGS, ("доход / -3", "-(деньги / 2)", "деньги / 20"))
    )


def roundings() -> Iterator[str]:
    for mode, places, a in product(ROUNDINGS, (0, 1, 3), ("доля", "деньги", "доля * доля", "деньги * 0.5")):
        yield f"{mode}({a}, {places})"
    yield from (
        "floor(деньги)",
        "ceiling(деньги)",
        "round half up(штук, 2)",
        "round half up(деньги, -2)",
        "decimal(много, 1)",
    )
    yield from (
        "round half up(деньги, 6177)",
        "round down(деньги, -6112)",
        "round up(деньги, штук)",
        "floor(доля * много)",
    )


def comparisons() -> Iterator[str]:
    operators = ("<", "<=", ">", ">=", "=", "!=")
    pairs = (("деньги", "доход"), ("доля", "штук"), ("рождён", "день"), ("много", "огромно"), ("деньги", "деньги"))
    for op, (a, b) in product(operators, pairs):
        yield f"{a} {op} {b}"
    for op, a in product(operators, ("доход", "штук", "доля")):
        yield from (f"{a} {op} 2.50", f"1 {op} {a}", f"{a} {op} null")
    for op in operators:
        yield from (f'рождён {op} @"2008-11-22"', f"null {op} день", f"учится {op} null", f"вид {op} null")
    yield from (
        "доход between 1 and 50000",
        "доход between деньги and 50000",
        "штук in [1..7)",
        "штук in (-1..3]",
        "штук in (1, 7, > 100)",
    )
    yield from (
        "доля in (0.5, 2.5)",
        'вид in ("один", "два")',
        "деньги < рождён",
        "доход = штук * 1",
        "много < доля",
        "учится = вид",
    )
    yield from (
        "(доход + деньги) < доход",
        "доход + 1 = деньги + 1",
        "null = null",
        "1 = 1",
        "1 < null",
        "null in (1, null)",
    )


def logic() -> Iterator[str]:
    truths = ("учится", "работает", "льгота", "доход < деньги", "true", "false", "null")
    for word, a, b in product(("and", "or"), truths, truths):
        if a != b and not (a in ("true", "false", "null") and b in ("true", "false", "null")):
            yield f"({a}) {word} ({b})"
    yield from ("учится and работает and льгота", "учится or работает or льгота", "учится and (работает or льгота)")
    yield from (
        "not(учится)",
        "not(доход < деньги)",
        "not(null)",
        "all([учится, работает])",
        "any([учится, льгота])",
        "any(учится, льгота)",
    )
    for then, otherwise in (("деньги", "доход"), ("доля", "1"), ("null", "доход"), ("штук", "null"), ("рождён", "день"), ("много", "0.5"),
                            ("работает", "льгота"), ("true", "работает"), ("работает", "false"), ("null", "льгота"),
                            ("вид", "другой вид"), ("деньги < доход", "null"), ("доход", "доход")):  # fmt: skip
        yield f"if учится then {then} else {otherwise}"
        yield f"if доход < деньги then {then} else {otherwise}"
    yield from (
        "if true then доход else деньги",
        "if null then доход else деньги",
        "(if учится then доход else null) < 100",
        "false and деньги > 1",
    )
    yield from (
        "(if учится then доход else деньги) = null",
        "(if учится then null else работает) = null",
        "true or деньги > 1",
        "true and учится",
    )


def choices() -> Iterator[str]:
    yield from (
        'вид = "один"',
        'вид != "два"',
        "вид = другой вид",
        "вид != другой вид",
        'вид = "нет такого"',
        '"три" = вид',
    )
    yield from (
        '(if учится then вид else другой вид) = "два"',
        "учится = true",
        "учится = false",
        "true = учится",
        "учится != true",
    )
    yield from (
        "учится = работает",
        "вид = 1",
        "деньги = true",
        "день = 1",
        "учится = null",
        "вид = null",
        "деньги = null",
        "null != вид",
    )


def extremes() -> Iterator[str]:
    for name, (a, b) in product(("min", "max"), (*PAIRS, ("доход", "100"), ("доход", "null"), ("рождён", "день"))):
        yield f"{name}({a}, {b})"
    yield from (
        "min([деньги, доход, штук])",
        "max(деньги, доход, доля)",
        "max(0, деньги - доход)",
        "min(деньги, день)",
        "min(доход)",
    )


def calendar() -> Iterator[str]:
    for name, (a, b) in product(("полных лет", "полных лет со следующего дня", "полных месяцев"),
                                (("рождён", "день"), ("рождён", '@"2026-11-22"'), ('@"2008-02-29"', "день"), ("рождён", '@"1999-02-28"'), ("рождён", "null"))):  # fmt: skip
        yield f"{name}({a}, {b})"
    for months in (-13, -1, 0, 1, 11, 12, 23):
        yield f"прибавить месяцы(рождён, {months})"
    for name, shift in product(("начало месяца", "конец месяца"), (-1, 0, 1, 12)):
        yield f"{name}(день, {shift})"
    yield from (
        "начало месяца(рождён)",
        "конец месяца(рождён)",
        "рождён.year",
        "date(день.year, 2, 29)",
        "date(рождён.year, 12, 31)",
    )
    yield from (
        "date(штук + 1999, 6, 31)",
        "date(рождён.year + 18, 1, 1)",
        "date(2000, 2, 29) < день",
        "date(-штук, 12, 31)",
        "date(день)",
    )
    yield from (
        "date(доля, 1, 1)",
        "прибавить месяцы(рождён, штук)",
        "полных лет(деньги, день)",
        "date(рождён.year, 0, 1)",
        "date(рождён.year, 5, 0)",
    )
    yield from (
        "date(рождён.year, 13, 1)",
        "прибавить месяцы(рождён, 216) <= день",
        "полных лет(рождён, день) >= 18",
        "date(рождён.year, 2, 28) <= день",
    )


def counts() -> Iterator[str]:
    yield from (
        "count(люди)",
        "count(люди[свой])",
        "count(люди[возраст >= 18])",
        "count(люди[возраст < 18 and свой])",
        "count(люди[not(свой)])",
    )
    yield from (
        "count(люди[возраст > штук])",
        "count(люди[учится = true])",
        "count(люди[учится or свой])",
        "count(люди[свой]) >= 2",
        "count(люди[null])",
    )
    yield from (
        "count(люди[свой]) * доход",
        "round half up(доход / count(люди), 2)",
        "count(люди[свой][возраст >= 18])",
        "count(люди[возраст = null])",
    )
    yield from (
        "if count(люди[свой]) > 1 then доход else деньги",
        "max(count(люди[свой]), 1)",
        "count(люди[false])",
        "count(доход)",
        "count(люди[true])",
    )


def odd() -> Iterator[str]:
    """What columns leave to the rules of one family, or fold while nothing of it is a column."""
    yield from (
        "доход ** 2",
        "доход / 3 + деньги / 7",
        "деньги + день",
        "день + 1",
        "[доход, 1] = [1, 1]",
        "[1, доход] != [1, 2]",
        "abs(доход, 1)",
    )
    yield from (
        "1 + 2",
        "10 / 4",
        "1 / 0",
        "min(1, 2)",
        "floor(доля, 1, 2)",
        "if учится then вид else доход",
        "доход and учится",
        "not(доход)",
    )
    yield from (
        "some x in [1] satisfies x = доход",
        "sum([доход, деньги])",
        'substring("а", 1)',
        "доход / учится",
        "- (1 / 3)",
        "-null",
        'доход + "а"',
    )
    yield from (
        "1 < 2",
        "2 <= 2",
        "3 > 3",
        "1 >= 2",
        "1 != 1",
        "null < 1",
        '1 = "а"',
        "2 between 1 and 3",
        "round half up(10 / 3, 1)",
        "date(2026, 2, 29)",
    )
    yield from (
        "2 < 2",
        "3 <= 2",
        "2 > 2",
        "(if учится then рождён else null) < день",
        "(if учится then null else рождён) >= день",
        "date(день, 1, 1)",
    )
