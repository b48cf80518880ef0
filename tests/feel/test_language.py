"""The language as a methodologist writes it: names with spaces, lists of people, ranges, errors as named nulls."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from ryadom.feel import Trace, evaluate, nearest, parse, show

VERA = {"имя": "Вера", "возраст": Decimal(34), "доход": Decimal("41200.50")}
GLEB = {"имя": "Глеб", "возраст": Decimal(16), "учёба": "очная", "доход": Decimal(0)}
ZAKHAR = {"имя": "Захар", "возраст": Decimal(0), "учёба": None}
FACTS: dict[str, Any] = {
    "дети": [GLEB, ZAKHAR],
    "взрослые": [VERA],
    "доход на человека": Decimal("13733.50"),
    "доход": Decimal("41200.50"),
    "дата рождения": dt.date(2010, 3, 5),
    "прожиточный минимум": lambda группа, **_: {"дети": Decimal(18371), "на душу": Decimal(18939)}[группа],
    "возраст": Decimal(50),
}
MEMBERS = ["имя", "возраст", "учёба", "дата рождения"]


def value(text: str) -> tuple[Any, list[str]]:
    warnings: list[Any] = []
    answer = evaluate(
        parse(text, names=[*FACTS, *MEMBERS], functions=["прожиточный минимум"]), FACTS, warnings=warnings
    )
    return answer, [warning.code for warning in warnings]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("доход на человека < доход", "true"),
        ("overlaps before([1..5], (1..5])", "true"),
        ("overlaps before([1..5), [1..5])", "false"),
        ("overlaps after((1..5], [1..5])", "true"),
        ("(=10).end", "10"),
        ("(=10).end included", "true"),
        ("доход на человека + 0.50", "13734.00"),
        ('прожиточный минимум(группа: "дети") * 2', "36742"),
        ('доход на человека <= прожиточный минимум(группа: "на душу")', "true"),
        ("count(дети[возраст < 18])", "2"),
        ('дети[учёба = "очная"].имя', '["Глеб"]'),
        ("дети[item.возраст > 1].имя", '["Глеб"]'),
        ("some ребёнок in дети satisfies ребёнок.возраст < 3", "true"),
        ("every ребёнок in дети satisfies ребёнок.возраст < 3", "false"),
        ("for ребёнок in дети return ребёнок.возраст + 1", "[17, 1]"),
        ("дети[-1].имя", "Захар"),
        ("сумма(дети[возраст > 40].доход)", "0"),
        ("дата рождения.year", "2010"),
        ("доход in [40000..50000)", "true"),
        ("доход in (< 10, > 40000)", "true"),
        ('"очная" in ("очная", "заочная")', "true"),
        ("0.1 + 0.2 = 0.3", "true"),
        ("1 / 3 * 3 = 1", "false"),
        ("round half up(доход / 12, 2)", "3433.38"),
        ("-3 ** 2", "9"),
        ("if дети = [] then 0 else 5", "5"),
        ("{сумма дохода: доход, половина: сумма дохода / 2}.половина", "20600.25"),
        ("/* семья */ 1 + // один\n 1", "2"),
        ("function(a, b) a + b", "function(a, b)"),
        ("(function(a, b) a + b)(b: 1, a: 2)", "3"),
        ('string length("дети")', "4"),
        ("[1..5] instance of range<number>", "true"),
        ("5 between 1 and 5 and true", "true"),
        ("not(дети = [])", "true"),
        ("null = null", "true"),
        ("null and false", "false"),
    ],
)
def test_value(text: str, answer: str) -> None:
    given, warnings = value(text)
    assert (show(given), warnings) == (answer, [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("доход / 0", "division-by-zero"),
        ('доход + "1"', "operand-types"),
        ("доход < null", "not-comparable"),
        ("дата рожденья", "unknown-name"),
        ("дети[5]", "index-range"),
        ("доход.копейки", "no-such-key"),
        ('прожиточный минимум(группа: "собаки")', "host-error"),
        ("abs(1, 2)", "argument-count"),
        ("abs(x: 1)", "argument-name"),
        ('abs("1")', "argument-type"),
        ('date("2026-02-30")', "bad-temporal"),
        ("{a: 1, a: 2}", "duplicate-key"),
        ("1e6144 * 10", "number-overflow"),
        ('matches("a", "[")', "bad-pattern"),
    ],
)
def test_an_error_is_null_with_a_name(text: str, code: str) -> None:
    given, warnings = value(text)
    assert given is None
    assert code in warnings


def test_a_float_is_refused() -> None:
    warnings: list[Any] = []
    assert evaluate(parse("доход"), {"доход": 0.1}, warnings=warnings) is None
    assert [warning.code for warning in warnings] == ["float-value"]


def test_whole_numbers_and_times_of_python_are_taken() -> None:
    scope = {"a": 5, "m": dt.datetime(2026, 1, 2, 3, 4), "t": dt.timedelta(days=2)}
    assert evaluate(parse('m + t = @"2026-01-04T03:04:00" and a = 5'), scope) is True


def test_names_are_found_by_longest_match() -> None:
    expr = parse("доход на человека + доход", names=["доход", "доход на человека"])
    assert expr.names == {"доход", "доход на человека"}


def test_unknown_words_stay_together_and_have_a_nearest_name() -> None:
    expr = parse("доход на члена семьи > 5 and прожиточный минемум(группа: 1) > 2", names=["доход"])
    assert expr.names == {"доход на члена семьи"}
    assert expr.functions == {"прожиточный минемум"}
    assert nearest("прожиточный минемум", ["прожиточный минимум", "МРОТ"]) == "прожиточный минимум"
    assert nearest("совсем другое", ["МРОТ"]) is None


def test_uses_tell_where_a_name_stands_and_whether_in_a_filter() -> None:
    expr = parse("count(дети[возраст < предел]) > порог", names=[])
    assert {(use.name, use.in_filter) for use in expr.uses} == {
        ("count", False), ("дети", False), ("возраст", True), ("предел", True), ("порог", False),
    }  # fmt: skip
    assert expr.text[slice(*expr.uses[-1].span)] == "порог"


def test_bound_names_are_not_free() -> None:
    assert parse("for x in a return {b: x, c: b + d}").names == {"a", "d"}


def test_unary_tests() -> None:
    tests = parse("[18..25), > 60", kind="unary tests")
    assert [evaluate(tests, {"?": Decimal(age)}) for age in (17, 18, 25, 61)] == [False, True, False, True]
    assert evaluate(parse('"любой", > 5', kind="unary tests"), {"?": Decimal(6)}) is True
    assert evaluate(parse("-", kind="unary tests"), {"?": None}) is True
    assert evaluate(parse("not(1, 2)", kind="unary tests"), {"?": Decimal(3)}) is True
    assert evaluate(parse("? > 2 and ? < 5", kind="unary tests"), {"?": Decimal(3)}) is True


def test_a_lazy_scope_and_a_lazy_member_are_asked_only_what_is_needed() -> None:
    class Person(dict[str, Any]):
        def __getitem__(self, name: str) -> Any:
            asked.append(name)
            if name == "возраст":
                return 7
            raise KeyError(name)

    asked: list[str] = []
    expr = parse("count(дети[возраст < предел])", names=["дети", "возраст", "предел"])
    assert evaluate(expr, {"дети": [Person()], "предел": Decimal(18)}) == 1
    assert asked == ["возраст", "предел"]


def test_the_trace_holds_what_was_compared() -> None:
    trace = Trace()
    expr = parse("доход на человека <= 15000 and доход between 1 and 5 or доход in [1..2]", names=FACTS)
    evaluate(expr, FACTS, trace=trace)
    first, second, third = trace.compared
    assert (first.left, first.left_value, first.op, first.right, first.result) == (
        "доход на человека", Decimal("13733.50"), "<=", "15000", True,
    )  # fmt: skip
    assert (second.op, second.right_value, second.result) == ("between", (Decimal(1), Decimal(5)), False)
    assert (third.op, third.right, third.result) == ("in", "[1..2]", False)


def test_the_trace_keeps_definitions_apart() -> None:
    trace = Trace()

    class Scope:
        def __getitem__(self, name: str) -> Any:
            if name != "многодетная семья":
                raise KeyError(name)
            trace.enter(name)
            answer = evaluate(parse("3 >= 3"), {}, trace=trace)
            trace.leave(answer)
            return answer

    evaluate(parse("многодетная семья = true", names=["многодетная семья"]), Scope(), trace=trace)
    entered, compared = trace.steps
    assert (entered.name, entered.value, len(entered.steps)) == ("многодетная семья", True, 1)
    assert compared.op == "="


def test_tracing_changes_no_answer() -> None:
    for text in ("доход > 5 or доход / 0 > 1", "if доход = 5 then 1 else 2", "count(дети[возраст < 18]) = 2"):
        expr = parse(text, names=[*FACTS, *MEMBERS])
        assert evaluate(expr, FACTS) == evaluate(expr, FACTS, trace=Trace())


def test_equal_texts_make_equal_expressions() -> None:
    assert parse("a + 1") == parse("a + 1")
    assert len({parse("a + 1"), parse("a + 1"), parse("a + 2")}) == 2
