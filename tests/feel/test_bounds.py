"""Bad input: bounded in time and memory, with a named error. Each text here once could have hung or crashed an
engine.
"""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ryadom.feel import FeelSyntaxError, FeelWarning, evaluate, parse, show

A = "a" * 40 + "!"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1+" * 500_000 + "1", "too-long"),
        ("1+" * 40_000 + "1", "too-deep"),
        ("(" * 10_000 + "1" + ")" * 10_000, "too-deep"),
        ("[" * 5_000, "too-deep"),
        ("-" * 5_000 + "1", "too-deep"),
        ("if " * 5_000, "too-deep"),
        ("not(" * 5_000, "too-deep"),
        ("function() " * 3_000 + "1", "too-deep"),
        ("a" + ".b" * 5_000, "too-deep"),
        ("a" + "[1]" * 5_000, "too-deep"),
    ],
)
def test_a_monstrous_text_is_refused_by_name(text: str, code: str) -> None:
    started = time.process_time()
    with pytest.raises(FeelSyntaxError) as raised:
        parse(text)
    assert raised.value.code == code
    assert raised.value.caret("ru")
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1e6145", "number-overflow"),
        ("1e99999999999", "number-overflow"),
        ("2 ** 1e30", "number-overflow"),
        ('number("1e9999999")', "bad-value"),
        ("for i in 1..1000000000 return i", "too-large"),
        ("for i in [1..1000000000] return i", "too-large"),
        ("some i in 1..10000, j in 1..10000 satisfies i = -j", "too-many-steps"),
        ("{f: function(n) f(n + 1), r: f(1)}.r", "recursion"),
        ("{f: function(n) if n < 2 then 1 else f(n - 1) + f(n - 2), r: f(40)}.r", "too-many-steps"),
        ('for i in 1..100 return if i = 1 then "aaaaaaaa" else partial[-1] + partial[-1]', "too-large"),
        ("string(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])", "too-large"),
        ("flatten(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])", "too-large"),
        (f'matches("{A}", "(a+)+$")', "heavy-pattern"),
        (f'matches("{A}", "(a|a)*$")', "heavy-pattern"),
        (f'matches("{A}", "(a|aa)+$")', "heavy-pattern"),
        (f'matches("{A}", "(a?){{40}}a{{40}}")', "heavy-pattern"),
        (f'matches("{A}", "{"a?" * 40}{"a" * 40}")', "heavy-pattern"),
        (f'matches("{A}", "(.*a){{20}}$")', "heavy-pattern"),
        (f'matches("{"a" * 3000}", "a*a*a*a*b")', "heavy-pattern"),
        ('duration("P' + "9" * 5_000 + 'D")', "bad-value"),
        ('@"2020-01-01" + duration("P999999999999M")', "bad-temporal"),
        ('duration("P1D") * 1e6000', "number-overflow"),
        ('substring("abc", 1e20)', "number-overflow"),
    ],
)
def test_a_monstrous_evaluation_is_null_by_name(text: str, code: str) -> None:
    started = time.process_time()
    warnings: list[Any] = []
    evaluate(parse(text), {}, warnings=warnings)
    assert code in [warning.code for warning in warnings]
    assert time.process_time() - started < 10


def test_ordinary_patterns_are_not_refused() -> None:
    for pattern in (
        r"^[А-ЯЁ][а-яё]+( [А-ЯЁ][а-яё]+)?$",
        r"^\d{3}-\d{3}-\d{3} \d{2}$",
        "(мать|отец)",
        r"(ab)+",
        r"\p{IsCyrillic}+",
    ):
        warnings: list[Any] = []
        evaluate(parse(f'matches("Иванова Вера", "{pattern}")'), {}, warnings=warnings)
        assert warnings == [], pattern


def test_a_long_list_of_codes_is_no_deep_tree() -> None:
    expr = parse(" or ".join(f"код = {number}" for number in range(150)))
    assert evaluate(expr, {"код": 149}) is True


PIECES = [
    "1", "0.5", "\"а\"", "доход", "дети", "[", "]", "(", ")", "{", "}", ",", ":", ".", "..", "+", "-", "*",
    "/", "**",
    "=", "!=", "<", ">=", "and", "or", "in", "between", "if", "then", "else", "for", "return", "some",
    "satisfies", "not",
    "null", "true", "@", '"2026-01-01"', "?", "count", "sum", "date", "function", "instance", "of", "list",
    "number", "item",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
def test_any_text_gives_a_value_or_a_named_error(text: str) -> None:
    try:
        expr = parse(text, names=["доход", "дети"])
    except FeelSyntaxError as error:
        assert error.caret("ru")
        assert 0 <= error.span[0] <= len(text) + 1
        return
    warnings: list[Any] = []
    show(evaluate(expr, {"доход": 5, "дети": [{"item": 1}]}, warnings=warnings))
    assert all(isinstance(warning, FeelWarning) and warning.message("ru") for warning in warnings)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_any_characters_give_a_value_or_a_named_error(text: str) -> None:
    try:
        evaluate(parse(text), {})
    except FeelSyntaxError as error:
        assert error.message("en")
