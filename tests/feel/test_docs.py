"""The examples of the reference are true."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from ryadom.feel import Unknown, evaluate, parse, show
from ryadom.feel.builtins import BUILTINS
from ryadom.feel.cli import commands
from ryadom.feel.dmn import graph, markup, session, told
from ryadom.feel.dmn.reading import POLICIES
from ryadom.feel.grammar import CHAIN, DEPTH
from ryadom.feel.running import CALLS, STEPS
from ryadom.feel.tokens import LIMIT
from ryadom.feel.values import LARGEST

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
PAGE = (REFERENCE / "feel.md").read_text(encoding="utf-8")
MODELS = (REFERENCE / "dmn.md").read_text(encoding="utf-8")
EXAMPLES = [
    line.split(" → ")
    for block in re.findall(r"```feel\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
    if line.strip()
]


FUNCTIONS = re.findall(r"^\| `([^`]+)` \| (.*) \| `(.+) → (.+)` \|$", PAGE, re.MULTILINE)
COMMANDS = [
    (page, found[1], found[2])
    for page in (PAGE, MODELS)
    for block in re.findall(r"^```console\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    for found in re.finditer(r"^\$ ryadom ([^\n]+)\n(.*?)(?=^\$ |\Z)", block, re.DOTALL | re.MULTILINE)
]


@pytest.mark.parametrize(("page", "line", "shown"), COMMANDS, ids=[line for _, line, _ in COMMANDS])
def test_a_command_says_what_the_page_shows(
    page: str, line: str, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in re.findall(r"^```yaml (\S+)\n(.*?)^```$", page, re.DOTALL | re.MULTILINE):
        (tmp_path / name).write_text(text, encoding="utf-8")
    for model in REFERENCE.glob("*.dmn"):
        (tmp_path / model.name).write_bytes(model.read_bytes())
    monkeypatch.chdir(tmp_path)
    room = click.Group(commands={command.name or "": command for command in commands})
    done = CliRunner().invoke(room, shlex.split(line))
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert done.output == shown


def test_both_pages_have_commands() -> None:
    assert {page for page, _, _ in COMMANDS} == {PAGE, MODELS}
    assert len(COMMANDS) >= 8


def test_the_page_of_models_has_the_true_limits() -> None:
    for limit in (f"{markup.MEGABYTES} MB", f"{markup.ELEMENTS:,}; {markup.NESTED}", f"{graph.FILES}, {graph.BESIDE}"):
        assert f"| {limit} |" in MODELS
    assert f"| {session.STEPS:,} |" in MODELS
    assert f"| {session.DEPTH // 4}; {session.DEPTH // 20} |" in MODELS
    assert f"| {told.BYTES // 1_000_000} MB; {told.VALUES:,} |" in MODELS
    policies = "U, A, P, F, R, O, C"
    assert policies.count(",") + 1 == len(POLICIES)
    assert policies in MODELS


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
