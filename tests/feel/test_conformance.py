"""The DMN kit judges the language: every decision of it that is one literal expression without inputs.

Value results and null results are counted apart: silence alone would score almost half of the kit. The kit stands
beside the repository (or where RYADOM_TCK points) and is never copied into it; without it these tests are not
collected (see conftest.py).
"""

from __future__ import annotations

import itertools
import os
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ryadom.feel import FeelSyntaxError, Unknown, evaluate, parse
from ryadom.feel.reading import read_date, read_datetime, read_duration, read_time
from ryadom.feel.tokens import Token, tokenize
from ryadom.feel.unknown import facts_in
from ryadom.feel.values import kind_of

ROOT = Path(__file__).parents[2]
KIT = Path(os.environ.get("RYADOM_TCK", ROOT.parent / "shared" / "tck"))
EXPECTED_FAILURES = Path(__file__).parent / "cases" / "kit_expected_failures.txt"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
READ = {
    "boolean": lambda text: text == "true", "date": read_date, "time": read_time, "dateTime": read_datetime,
    "duration": read_duration, "string": str,
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    id: str
    text: str
    type: str | None
    expected: Any
    error: bool


def local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def below(element: ET.Element, name: str) -> list[ET.Element]:
    return [child for child in element if local(child) == name]


def value_of(element: ET.Element) -> Any:
    """The typed value of an `expected` element."""
    for child in element:
        if local(child) == "value":
            return None if child.get(f"{XSI}nil") == "true" else typed(child)
        if local(child) == "list":
            return None if child.get(f"{XSI}nil") == "true" else [value_of(item) for item in below(child, "item")]
    components = below(element, "component")
    return {part.get("name"): value_of(part) for part in components} if components else None


def typed(element: ET.Element) -> Any:
    kind = element.get(f"{XSI}type", "xsd:string").rpartition(":")[2]
    return READ.get(kind, Decimal)(element.text or "")


def literal_decisions(model: Path) -> dict[str | None, tuple[str, str | None]]:
    """Name of a decision -> its expression and declared type, for those without requirements."""
    found: dict[str | None, tuple[str, str | None]] = {}
    for decision in below(ET.parse(model).getroot(), "decision"):
        needs = below(decision, "informationRequirement") + below(decision, "knowledgeRequirement")
        texts = [text for literal in below(decision, "literalExpression") for text in below(literal, "text")]
        if texts and not needs:
            variable = below(decision, "variable")
            found[decision.get("name")] = texts[0].text or "", variable[0].get("typeRef") if variable else None
    return found


def cases() -> Iterator[Case]:
    for path in sorted(KIT.glob("compliance*/*/*.xml")):
        root = ET.parse(path).getroot()
        decisions = literal_decisions(path.parent / (below(root, "modelName")[0].text or ""))
        for test in below(root, "testCase"):
            for result in below(test, "resultNode"):
                if result.get("name") in decisions:
                    text, kind = decisions[result.get("name")]
                    expected = [value_of(one) for one in below(result, "expected")]
                    title = f"{path.parent.name}/{test.get('id')}/{result.get('name')}"
                    yield Case(title, text, kind, next(iter(expected), None), result.get("errorResult") == "true")


def agrees(given: Any, wanted: Any) -> bool:
    if isinstance(given, Decimal) and isinstance(wanted, Decimal):
        return abs(given - wanted) < Decimal("1e-8")
    if isinstance(wanted, list):
        return isinstance(given, list) and len(given) == len(wanted) and all(map(agrees, given, wanted))
    if isinstance(wanted, dict):
        return isinstance(given, dict) and given.keys() == wanted.keys() and all(
            agrees(given[key], wanted[key]) for key in wanted
        )  # fmt: skip
    return kind_of(given) == kind_of(wanted) and given == wanted


def answer(case: Case) -> tuple[Any, list[Any]]:
    """The value and the warnings; a text that is no expression counts as null with a warning, as the kit has it."""
    warnings: list[Any] = []
    try:
        value = evaluate(parse(case.text), {}, warnings=warnings)
    except FeelSyntaxError as error:
        return None, [error]
    if case.type in ("number", "string", "boolean") and isinstance(value, list) and len(value) == 1:
        value = value[0]  # the decision's declared type takes a singleton list for its member
    return value, warnings


def expected_failures() -> set[str]:
    lines = EXPECTED_FAILURES.read_text(encoding="utf-8").splitlines()
    return {line.split()[0] for line in lines if line.strip() and not line.startswith("#")}


def test_the_kit_finds_exactly_the_failures_we_list(capsys: pytest.CaptureFixture[str]) -> None:
    passed = {True: 0, False: 0}
    total = {True: 0, False: 0}
    silent, failures = 0, set()
    for case in cases():
        value, warnings = answer(case)
        is_value = case.expected is not None
        total[is_value] += 1
        if agrees(value, case.expected):
            passed[is_value] += 1
            silent += case.error and not warnings
        else:
            failures.add(case.id)
    with capsys.disabled():
        print(f"\nvalues {passed[True]}/{total[True]} nulls {passed[False]}/{total[False]} cases {sum(total.values())}")
    listed = expected_failures()
    assert sum(total.values()) > 2000, "the kit was found but hardly any case was read"
    assert failures - listed == set(), "new failures"
    assert listed - failures == set(), "these pass now: take them off the list"
    assert silent == 0, "an error of the kit came out as null without a warning"


# -- the kit against Unknown ------------------------------------------------------------------------------------------


def literals(text: str) -> Iterator[tuple[int, int]]:
    """Where an expression has a literal that can be hidden."""
    before = Token("end", "", 0, 0)
    for token, after in itertools.pairwise(tokenize(text)):
        named = after.text == ":"  # a key of a context
        if not named and (token.kind in ("number", "string") or token.text in ("true", "false", "null")):
            yield (before.start if before.text == "@" else token.start), token.end
        before = token


def disguises(value: Any) -> Iterator[Unknown]:
    """Unknowns one of whose completions is the value."""
    hidden = frozenset({"скрыто"})
    yield Unknown(hidden, may_be_absent=value is None)
    if isinstance(value, str | Decimal):
        yield Unknown(hidden, options=frozenset({value, "другое" if isinstance(value, str) else value + 1}))
    if isinstance(value, Decimal):
        yield Unknown(hidden, low=value)
        yield Unknown(hidden, low=value - 3, high=value)


def is_same(given: Any, wanted: Any) -> bool:
    if callable(given) and callable(wanted):
        return True
    if isinstance(given, list) and isinstance(wanted, list):
        return len(given) == len(wanted) and all(map(is_same, given, wanted))
    return type(given) is type(wanted) and bool(given == wanted)


def test_hiding_a_literal_never_gives_another_answer() -> None:
    """With one literal of a kit expression unknown, the answer is Unknown or the one that expression has."""
    texts = sorted({case.text for case in cases() if "now()" not in case.text and "today()" not in case.text})
    asked = known = 0
    for text in texts[::2]:
        try:
            truth = evaluate(parse(text), {})
        except FeelSyntaxError:
            continue
        for start, end in literals(text):
            value = evaluate(parse(text[start:end]), {})
            masked = f"{text[:start]} скрыто {text[end:]}"
            for unknown in disguises(value):
                answer = evaluate(parse(masked, names=["скрыто"]), {"скрыто": unknown})
                asked += 1
                if not facts_in(answer):
                    known += 1
                    assert is_same(answer, truth), f"{masked} with {unknown} for {value}"
    assert asked > 3000
    assert known > asked / 20, "if nothing is ever known, nothing is checked"
