"""The examples of the reference are true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ryadom.feel import Unknown, evaluate, parse, show
from ryadom.feel.builtins import BUILTINS
from ryadom.feel.grammar import CHAIN, DEPTH
from ryadom.feel.running import CALLS, STEPS
from ryadom.feel.tokens import LIMIT
from ryadom.feel.values import LARGEST

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "feel.md").read_text(encoding="utf-8")
EXAMPLES = [
    line.split(" → ")
    for block in re.findall(r"```feel\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
    if line.strip()
]


FUNCTIONS = re.findall(r"^\| `([^`]+)` \| (.*) \| `(.+) → (.+)` \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("text", "answer"), EXAMPLES)
def test_example(text: str, answer: str) -> None:
    assert show(evaluate(parse(text), {}), inside=True) == answer


@pytest.mark.parametrize(("name", "takes", "text", "answer"), FUNCTIONS, ids=[name for name, *_ in FUNCTIONS])
def test_every_function_is_as_its_line_says(name: str, takes: str, text: str, answer: str) -> None:
    assert name in text
    assert show(evaluate(parse(text), {}), inside=True) == answer
    for signature in BUILTINS[name].signatures:
        params = ", ".join(param.name + "?" * param.optional for param in signature.params)
        assert f"`({params}{' …' * signature.variadic})`" in takes


def test_every_function_has_a_line() -> None:
    assert [name for name, *_ in FUNCTIONS] == list(BUILTINS)


def test_the_page_has_examples_and_the_true_limits() -> None:
    assert len(EXAMPLES) > 25
    for limit in (LIMIT, STEPS, LARGEST):
        assert f"| {limit:,} |" in PAGE
    assert f"| {DEPTH}; {CHAIN} (" in PAGE
    assert f"| {CALLS} | `recursion`" in PAGE


def test_the_signature_of_unknown_is_the_one_on_the_page() -> None:
    for name in Unknown.__dataclass_fields__:
        assert name == "origin" or name in PAGE
