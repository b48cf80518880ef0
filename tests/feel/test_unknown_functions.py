"""Every function and every operator against what is not known, in each argument: never wrong, and monotone.

The table names every function of the language with arguments that it takes. Each argument in turn, and all of them
together, is hidden behind an Unknown of its few possible values (as options, as bounds, as one that may be absent), and
lists behind uncertain members; a known answer must then be the answer of every completion. A function that is declared
and not in the table fails here.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from ryadom.feel import Maybe, MaybeList, Unknown, evaluate, is_unknown, parse, show
from ryadom.feel.builtins import BUILTINS
from ryadom.feel.builtins.dates import CLOCK
from ryadom.feel.errors import Bad
from ryadom.feel.unknown import BOOLEANS
from ryadom.feel.values import compare, equal, kind_of

# For each parameter the texts of a few values that it may take; the first ones also bound an Unknown.
N, SCALE, S = ("2", "3.5", "7"), ("0", "1", "2"), ('"аб"', '"б"', '"аба"')
D = ('@"2008-02-29"', '@"2008-03-01"', '@"2010-12-31"')
T = ('@"2026-01-01T10:00:00"', '@"2026-01-02T00:00:00"')
L, LS, LB, LL = (
    ("[1, 2, 3]", "[3]", "[2, 2]"),
    ('["а", "б"]', '["б"]'),
    ("[true, false]", "[true]"),
    ("[[1], 2]", "[3]"),
)
R, RD = ("[1..5]", "(2..7)", "(< 5)"), ('[@"2026-01-01"..@"2026-02-01"]',)
C, CE = ("{a: 1}", "{a: 2, b: 3}"), ('[{key: "a", value: 1}]', '[{key: "b", value: 2}]')
ANY = ("1", '"а"', "null", "[1]")
ORDER = ("function(a, b) a < b", "function(a, b) a > b")
ONE_NUMBER = ("floor", "ceiling", "abs", "sqrt", "log", "exp", "even", "odd")
TWO_NUMBERS = ("decimal", "round up", "round down", "round half up", "round half down", "floor", "ceiling")
OF_DATE = ("day of week", "day of year", "month of year", "week of year", "last day of month")
NUMBERS = ("sum", "сумма", "product", "mean", "median", "stddev", "mode", "min", "max", "count", "reverse", "sort")
POINTS = ("before", "after", "coincides")
RANGES = (
    "before", "after", "meets", "met by", "overlaps", "overlaps before", "overlaps after", "finishes", "finished by",
    "includes", "during", "starts", "started by", "coincides",
)  # fmt: skip
TABLE: list[tuple[str, tuple[tuple[str, ...], ...]]] = [
    *((name, (("2", "3.5", "-7"),)) for name in ONE_NUMBER),
    *((name, (("2.345", "3.5", "-7.25"), SCALE)) for name in TWO_NUMBERS),
    *((name, (D,)) for name in OF_DATE),
    *((name, (L,)) for name in NUMBERS),
    *((name, (N, ("1", "5", "9"))) for name in ("min", "max", "sum", "сумма", *POINTS)),
    *((name, (R, ("(4..6)", "[5..9]"))) for name in RANGES),
    *((name, (("1", "5"), R)) for name in ("before", "after", "finishes", "during", "starts")),
    *((name, (R, ("1", "5"))) for name in ("before", "after", "finished by", "includes", "started by")),
    *((name, (D, ('@"2026-02-28"', '@"2026-03-01"'))) for name in (
        "полных лет", "полных лет со следующего дня", "полных месяцев", "years and months duration",
    )),
    *((name, (D, ("-1", "0", "12"))) for name in ("начало месяца", "конец месяца", "прибавить месяцы")),
    *((name, (S, ('"б"', '"а"'))) for name in (
        "contains", "starts with", "ends with", "substring before", "substring after", "matches", "split",
    )),
    *((name, (S, ('"б"', '"а"'), ('"i"', '""'))) for name in ("matches",)),
    *((name, (S,)) for name in ("string length", "upper case", "lower case")),
    ("modulo", (N, ("2", "-3"))), ("number", (('"1 000,5"', '"2"'), ('" "',), ('","',))),
    ("date", (('"2026-01-31"', '"2026-02-01"'),)), ("date", (("2024", "2025"), ("1", "2"), ("28", "29"))),
    ("time", (('"10:00:00"', '"11:00:00"'),)), ("time", (("1", "2"), ("3", "4"), ("5", "6"), ('@"PT1H"',))),
    ("date and time", (('"2026-01-31T10:00:00"',),)), ("date and time", (D, ('@"10:00:00"', '@"11:00:00"'))),
    ("date and time", (T, ('"Europe/Moscow"', '"Asia/Omsk"'))), ("duration", (('"P1D"', '"P1M"'),)),
    ("all", (LB,)), ("any", (LB,)), ("list contains", (L, ("2", "null"))), ("index of", (L, ("2", "9"))),
    ("distinct values", (L,)), ("union", (L, LS)), ("concatenate", (L, LS)), ("append", (L, ANY)), ("flatten", (LL,)),
    ("sublist", (L, ("1", "-1"), ("1",))), ("insert before", (L, ("1", "-1"), ANY)), ("remove", (L, ("1", "-1"))),
    ("list replace", (L, ("1", "-1"), ANY)), ("list replace", (L, ORDER, ("9", "0"))), ("sort", (L, ORDER)),
    ("is", (ANY, ANY)), ("not", (("true", "false"),)), ("range", (('"[1..5]"', '"(1..2)"'),)),
    ("substring", (S, ("1", "2", "-1"), ("1", "2"))), ("replace", (S, ('"а"', '"б"'), ('"в"', '""'), ('"i"',))),
    ("string join", (LS, ('","', '""'))), ("string", (ANY,)), ("context", (CE,)),
    ("context put", (C, ('"a"', '"c"'), ANY)),
    ("context put", (C, ('["a"]', '["c"]'), ANY)), ("context merge", (("[{a: 1}, {b: 2}]", "[{a: 2}]"),)),
    ("get value", (C, ('"a"', '"b"'))), ("get value", (C, ('["a"]', '["b"]'))), ("get entries", (C,)),
]  # fmt: skip
OPERATORS = [
    *((f"({{0}}) {op} ({{1}})", (("2", "3.5", "-7"), ("0", "2", "5"))) for op in ("+", "-", "*", "/", "**")),
    *((f"({{0}}) {op} ({{1}})", (N, ("2", "5"))) for op in ("=", "!=", "<", "<=", ">", ">=")),
    *((f"({{0}}) {op} ({{1}})", (S, S)) for op in ("=", "!=", "<", ">=", "+")),
    *((f"({{0}}) {op} ({{1}})", (D, D)) for op in ("=", "<", ">=", "-")),
    *((f"({{0}}) {op} ({{1}})", (D, ('@"P1M"', '@"-P13M"', '@"P1D"'))) for op in ("+", "-")),
    *((f"({{0}}) {op} ({{1}})", (("true", "false"), ("true", "false"))) for op in ("and", "or", "=", "!=")),
    ("-({0})", (("2", "-3"),)), ("({0}) between ({1}) and ({2})", (N, ("1", "3"), ("3", "9"))),
    ("if {0} then {1} else {2}", (("true", "false"), N, ("1", "7"))),
    ("({0}) in ({1})", (N, ("2", "[1..3]", "[2, 7]"))),
    ("({0}) in (< {1}, [{2}..9])", (N, ("1", "3"), ("5", "7"))), ("({0}) instance of number", (ANY,)),
    ("({0})[{1}]", (L, ("1", "-1", "9"))), ("({0})[item > {1}]", (L, ("1", "2"))), ("({0}).a", (C,)),
    ("({0}).year", (D,)),
    ("({0}).day", (D,)), ("for x in {0} return x + {1}", (L, N)),
    ("for x in {0}..{1} return x", (("1", "3"), ("2", "4"))),
    ("some x in {0} satisfies x > {1}", (L, ("1", "2", "9"))), ("every x in {0} satisfies x > {1}", (L, ("0", "2"))),
    ("[{0}, {1}]", (N, N)), ("{{a: {0}}}.a", (N,)), ("[{0}..{1}]", (("1", "2"), ("3", "4"))),
    ("(function(a, b) a + b)({0}, {1})", (N, N)), ("count({0}) > {1}", (L, ("1", "2"))), ("{0} = {1}", (L, L)),
]  # fmt: skip
CASES = [
    *((f"{name}({', '.join(f'{{{at}}}' for at in range(len(params)))})", params) for name, params in TABLE),
    *OPERATORS,
]


def known(text: str) -> Any:
    return evaluate(parse(text), {})


def hidings(name: str, texts: tuple[str, ...]) -> Iterator[tuple[Any, list[Any]]]:
    """Ways not to know a value, each with its completions."""
    values, facts = [known(text) for text in texts], frozenset({name})
    yield Unknown(facts), values
    yield Unknown(facts, may_be_absent=True), [*values, None]
    if all(isinstance(value, list) for value in values):
        yield from hidden_lists(name, values)
    elif all(kind_of(value) in ("boolean", "string", "number", "date") for value in values):
        if all(isinstance(value, bool) for value in values):
            yield Unknown(facts, options=BOOLEANS), [True, False]
        else:
            yield Unknown(facts, options=frozenset(values)), values
            yield Unknown(facts, options=frozenset(values), may_be_absent=True), [*values, None]
    if kind_of(values[0]) in ("number", "date") and len({kind_of(value) for value in values}) == 1:
        low, high = min(values), max(values)
        yield Unknown(facts, low, high), values
        yield Unknown(facts, low=low), values
        yield Unknown(facts, high=high, may_be_absent=True), [*values, None]
        inner = [value for value in values if compare(value, low) > 0]
        yield Unknown(facts, low, low_open=True), inner or [high]


def hidden_lists(name: str, values: list[list[Any]]) -> Iterator[tuple[Any, list[Any]]]:
    """The first list with one member that may not be there, with more to come, and with a member nobody knows."""
    first, facts = values[0], frozenset({name})
    maybe = Unknown(facts, options=BOOLEANS)
    yield MaybeList([*first[:-1], Maybe(first[-1], maybe)]), [first, first[:-1]]
    yield MaybeList(first, facts), [first, [*first, first[0]], [*first, *first]]
    yield MaybeList([Maybe(one, maybe) for one in first], facts), [first, [], [*first, first[0]]]
    yield [*first[:-1], Unknown(facts)], [first, [*first[:-1], first[0]]]


def same(left: Any, right: Any) -> bool:
    """0 is 0.0, and what has no equality is told by its text."""
    try:
        return equal(left, right) is True
    except Bad:
        return show(left, inside=True) == show(right, inside=True)


@pytest.mark.parametrize(("pattern", "params"), CASES, ids=[pattern for pattern, _ in CASES])
def test_an_answer_over_unknown_arguments_is_the_answer_of_every_completion(
    pattern: str, params: tuple[tuple[str, ...], ...]
) -> None:
    names = [f"x{at}" for at in range(len(params))]
    expr = parse(pattern.format(*names), names=names)
    full = {name: known(texts[0]) for name, texts in zip(names, params, strict=True)}
    ways = [list(hidings(name, texts)) for name, texts in zip(names, params, strict=True)]
    some_unknown = False
    for name, own in zip(names, ways, strict=True):
        for hidden, values in own:
            answer = evaluate(expr, full | {name: hidden})
            some_unknown |= is_unknown(answer) or opaque(answer)
            agrees(expr, answer, [full | {name: value} for value in values])
    for chosen in itertools.islice(zip(*map(itertools.cycle, ways), strict=False), max(map(len, ways))):
        answer = evaluate(expr, dict(zip(names, (hidden for hidden, _ in chosen), strict=True)))
        some_unknown |= is_unknown(answer) or opaque(answer)
        combined = itertools.product(*(values for _, values in chosen))
        agrees(expr, answer, [dict(zip(names, values, strict=True)) for values in combined])
        one_more(expr, answer, names, chosen)
    assert some_unknown or not names or "instance" in pattern or "[{0}" in pattern, "nothing was ever unknown"


def agrees(expr: Any, answer: Any, completions: list[dict[str, Any]]) -> None:
    values = [evaluate(expr, scope) for scope in completions]
    if is_unknown(answer):
        for value in values:
            within(expr, answer, value)
    elif not opaque(answer):
        assert all(same(value, answer) for value in values), (expr.text, answer, values)


def opaque(answer: Any) -> bool:
    """A list or context that itself says what is not known inside."""
    if isinstance(answer, list):
        return any(map(opaque, answer))
    return is_unknown(answer) or isinstance(answer, MaybeList) or "nknown" in repr(answer)


def within(expr: Any, answer: Unknown, value: Any) -> None:
    """Bounds and options hold every completion."""
    if value is None:
        # A loop over nobody knows what does not say that its condition may also be null.
        assert answer.may_be_absent or "satisfies" in expr.text, (expr.text, answer)
        return
    if answer.options is not None:
        assert value in answer.options, (expr.text, answer, value)
    for end, sign, is_open in ((answer.low, 1, answer.low_open), (answer.high, -1, answer.high_open)):
        if end is not None:
            order = compare(value, end) * sign
            assert order > 0 or (order == 0 and not is_open), (expr.text, answer, value)


def one_more(expr: Any, answer: Any, names: list[str], chosen: tuple[Any, ...]) -> None:
    """Telling one of them never flips an answer that was known."""
    if is_unknown(answer) or opaque(answer):
        return
    scope = dict(zip(names, (hidden for hidden, _ in chosen), strict=True))
    for name, (_, values) in zip(names, chosen, strict=True):
        for value in values:
            assert same(evaluate(expr, scope | {name: value}), answer), expr.text


def test_every_function_of_the_language_stands_in_the_table() -> None:
    assert {name for name, _ in TABLE} == set(BUILTINS) - CLOCK
    for name, function in BUILTINS.items():
        counts = {len(params) for called, params in TABLE if called == name}
        assert name in CLOCK or counts >= {len(s.params) for s in function.signatures if not s.variadic}, name
