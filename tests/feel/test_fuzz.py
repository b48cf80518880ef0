"""A fuzzer over the parser and the evaluator. What it found stands as cases in test_found.py.

`make fuzz SECONDS=900` looks longer.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.feel.grammar_texts import expression, unary_tests

from ryadom.feel import FeelSyntaxError, FeelWarning, Unknown, evaluate, parse, show
from ryadom.feel.errors import HINTS, MESSAGES
from ryadom.feel.tokens import LIMIT, tokenize
from ryadom.feel.tree import Node
from ryadom.feel.values import equal, kind_of

SCOPE: dict[str, Any] = {
    "доход": Decimal("41200.50"),
    "дети": [{"имя": "Глеб", "доход": Decimal(0)}, {"имя": "Захар", "доход": None}],
    "дата рождения": dt.date(2008, 2, 29),
    "учится": True,
    "пусто": None,
    "семья": {"a": Decimal(3), "имя": "Никитины"},
    "?": Decimal(2),
}
UNKNOWN = SCOPE | {
    "доход": Unknown(frozenset({"доход"}), low=Decimal(0), step=Decimal("0.01")),
    "учится": Unknown(frozenset({"учится"}), options=frozenset({True, False})),
    "дата рождения": Unknown(frozenset({"дата рождения"}), high=dt.date(2026, 11, 21)),
}
SECONDS = float(os.environ.get("FEEL_FUZZ", "40"))
chances = st.randoms(use_true_random=False)
expressions, tests = st.builds(expression, chances), st.builds(unary_tests, chances)


def looking(examples: int) -> Any:
    return settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), database=None)


def read(text: str, kind: Any = "expression") -> Any:
    """The expression, or None when the text does not read; then the error must be fit to be shown."""
    try:
        return parse(text, names=SCOPE, kind=kind)
    except FeelSyntaxError as error:
        assert 0 <= error.span[0] <= len(text), error.span
        assert error.span[0] < error.span[1], error.span
        for lang in ("ru", "en"):
            assert error.message(lang) and error.hint(lang), error.code
            assert "…" not in error.message(lang).replace("(…", "") or error.code == "expected", error.message(lang)
            line, pointer, _said = error.caret(lang).split("\n")[:3]
            assert pointer.strip() and pointer.index("^") <= len(line)
        return None


def run(expr: Any, scope: dict[str, Any]) -> tuple[Any, list[FeelWarning]]:
    warnings: list[FeelWarning] = []
    value = evaluate(expr, scope, warnings=warnings)
    for warning in warnings:
        assert warning.code in MESSAGES, warning.code
        for lang in ("ru", "en"):
            assert warning.message(lang), warning
            assert warning.code not in HINTS or warning.hint(lang)
        assert 0 <= warning.span[0] <= warning.span[1] <= len(expr.text)
    return value, warnings


def writable(value: Any) -> bool:
    """Can FEEL write this value down? Functions have no text, and a range's shape may be one that has no ends."""
    kind = kind_of(value)
    if kind == "list":
        return isinstance(value, list | tuple) and all(writable(part) for part in value)
    if kind == "context":
        return all(writable(part) for part in value.values())
    if kind == "range":
        return writable(value.low) and writable(value.high)
    return kind not in ("function", "unknown", "other")


def text_of(value: Any) -> str:
    """The value as it is written in FEEL: `show`, with the signs that make a text temporal."""
    kind = kind_of(value)
    if kind == "list":
        return "[" + ", ".join(map(text_of, value)) + "]"
    if kind == "context":
        return "{" + ", ".join(f"{show(key, True)}: {text_of(part)}" for key, part in value.items()) + "}"
    if kind == "range":
        if value.shape != "..":
            return f"({value.shape} {text_of(value.low if value.low is not None else value.high)})"
        opening, closing = "(" if value.low_open else "[", ")" if value.high_open else "]"
        return f"{opening}{text_of(value.low)}..{text_of(value.high)}{closing}"
    text = show(value, inside=True)
    return text if kind in ("number", "string", "boolean", "null") else f'@"{text}"'


def same(left: Any, right: Any) -> bool:
    return repr(left) == repr(right) or equal(left, right) is True


def bare(node: Any) -> Any:
    """A tree without its spans."""
    if isinstance(node, Node):
        return type(node).__name__, *(bare(getattr(node, n)) for n in node.__dataclass_fields__ if n != "span")
    return tuple(map(bare, node)) if isinstance(node, tuple) else repr(node)


def check(text: str, kind: Any = "expression") -> None:
    expr = read(text, kind)
    if expr is None:
        return
    value, warnings = run(expr, SCOPE)
    again, more = run(expr, SCOPE)
    assert show(value) == show(again) and warnings == more, "not the same twice"
    run(expr, UNKNOWN)
    if writable(value) and len(text_of(value)) < LIMIT:
        back, told = run(parse(text_of(value)), {})
        assert same(value, back) and not told, (show(value, inside=True), text_of(value), back, told)


def spaced(text: str) -> str:
    tokens = tokenize(text)[:-1]
    return " /* и */\n".join(token.text for token in tokens) + " // конец"


def check_spaces(text: str) -> None:
    """Spaces and comments between the tokens change nothing; only a name and its key are written with single ones."""
    expr = read(text)
    if expr is not None:
        assert bare(read(spaced(text)).tree) == bare(expr.tree)


@looking(250)
@given(expressions)
def test_any_expression_has_a_value_or_a_named_error(text: str) -> None:
    check(text)


@looking(100)
@given(tests)
def test_any_unary_test_has_a_value_or_a_named_error(text: str) -> None:
    check(text, "unary tests")


@looking(150)
@given(expressions)
def test_spaces_and_comments_do_not_change_the_tree(text: str) -> None:
    check_spaces(text)


@looking(250)
@given(expressions, st.integers(0, 200), st.integers(0, 3), st.text(max_size=2))
def test_a_text_that_was_cut_or_smudged_is_refused_by_name(text: str, at: int, away: int, put: str) -> None:
    at = min(at, len(text))
    check(text[:at] + put + text[at + away :])


@pytest.mark.slow
def test_many_expressions_have_a_value_or_a_named_error() -> None:
    """As many as there is time for; a seed that fails is named and fails again alone."""
    first, started, number = int(os.environ.get("FEEL_FUZZ_FROM", "0")), time.process_time(), 0
    while time.process_time() - started < SECONDS:
        text, tested = expression(Random(first + number)), unary_tests(Random(first + number))
        try:
            check(text)
            check_spaces(text)
            check(tested, "unary tests")
        except Exception as error:
            raise AssertionError(f"seed {first + number}: {text!r} or {tested!r}") from error
        number += 1
    print(f"\nfuzzed {number} expressions and as many unary tests")
