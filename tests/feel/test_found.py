"""What the fuzzer and the audit against DMN 1.5 found, each as one case: expression, answer, warnings."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from ryadom.feel import Unknown, evaluate, is_unknown, parse, show
from ryadom.feel.unknown import BOOLEANS

ANSWERS = [
    # the audit
    ('date and time(@"2026-01-01", "Europe/Moscow")', "2026-01-01T00:00:00@Europe/Moscow", []),
    ('@"2026-01-01".value - @"2025-12-31".value', "86400", []),
    ('@"12:00:00+03:00".value', "32400", []),
    ('@"2026-01-01T00:00:00Z".value = @"2026-01-01".value', "true", []),
    ('@"-P1DT1H".value', "-90000", []),
    ('@"P1Y2M".value', "14", []),
    ("(function() 1) instance of function<> -> number", "true", []),
    ("{} instance of context<>", "true", []),
    ("includes((< 5), 3)", "true", []),
    ("includes((< 5), 5)", "false", []),
    ("before(3, (> 3))", "true", []),
    ("before((<= 5), 5)", "false", []),
    ("after(6, (<= 5))", "true", []),
    ("overlaps((< 5), (> 3))", "true", []),
    ("overlaps((< 3), (> 3))", "false", []),
    ("during([1..2], (< 5))", "true", []),
    ("finishes([1..5], (<= 5))", "true", []),
    ("starts([1..5], (<= 5))", "false", []),
    ("coincides((< 5), (< 5))", "true", []),
    ("includes((= 5), 5)", "true", []),
    ("includes((!= 5), 5)", "null", ["bad-range"]),
    ("before([null..5], 6)", "null", ["bad-range"]),
    ("0 ** 0", "null", ["bad-value"]),
    ("0 ** -1", "null", ["bad-value"]),
    ("(-2) ** 0.5", "null", ["bad-value"]),
    ('replace("abc", "x*", "-")', "null", ["bad-pattern"]),
    ("sort([2, 1], function(a, b) null)", "[2, 1]", []),
    ('sort(["б", "а"])', '["а", "б"]', []),
    ("distinct values([1, 1.0, null, [1], [1.0]])", "[1, null, [1]]", []),
    # the fuzzer
    ("for x in [1, 2] return partial", "[[], [[]]]", []),
    ("for x in [1, 2] return {a: partial}", "[{a: []}, {a: [{a: []}]}]", []),
    ("{partial: 5, r: for x in [1] return count(partial)}.r", "[0]", []),
    ("substring(string: \"abc\", start /* с */ position: 2)", "bc", []),
    ('context([{key: "a", value: @"P1M"}]).a < ""', "null", ["not-comparable"]),
]  # fmt: skip
HIDDEN = {
    "доход": Unknown(frozenset({"доход"}), low=Decimal(1)),
    "учится": Unknown(frozenset({"учится"}), options=BOOLEANS),
    "день": Unknown(frozenset({"день"}), high=dt.date(2026, 11, 21)),
}
NEVER = [  # a value of the wrong kind is an error whatever the unknown one turns out to be
    "начало месяца(учится, (< 5))",
    "начало месяца(доход)",
    'полных лет(учится, @"2026-01-01")',
    'полных лет(@"2026-01-01", доход)',
    "abs(день)",
    "abs(учится)",
    'substring(доход, "а")',
    "abs([день, 1])",
    "string length({a: доход})",
]
OPEN = ["abs([день][item = день])", "floor(день[день > день])", "доход.копейки", "учится.year"]


@pytest.mark.parametrize(("text", "answer", "codes"), ANSWERS)
def test_found(text: str, answer: str, codes: list[str]) -> None:
    warnings: list[Any] = []
    value = evaluate(parse(text), {}, warnings=warnings)
    assert (show(value), [warning.code for warning in warnings]) == (answer, codes)


@pytest.mark.parametrize("text", NEVER)
def test_an_unknown_value_of_the_wrong_kind_is_an_error(text: str) -> None:
    warnings: list[Any] = []
    assert evaluate(parse(text, names=HIDDEN), HIDDEN, warnings=warnings) is None
    assert [warning.code for warning in warnings] == ["argument-type"]


@pytest.mark.parametrize("text", OPEN)
def test_a_list_of_which_nobody_knows_what_it_holds_is_not_looked_into(text: str) -> None:
    assert is_unknown(evaluate(parse(text, names=HIDDEN), HIDDEN))
