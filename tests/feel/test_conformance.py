"""The DMN kit judges the engine: every case of it, with its inputs, required decisions and tables.

Value results and null results are counted apart: silence alone would score almost half of the kit. The kit stands
beside the repository (or where RYADOM_TCK points) and is never copied into it; without it these tests are not
collected (see conftest.py).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from tests.feel.conformance import CSV, PAGE, as_csv, as_page, figures
from tests.feel.kit import KIT, Result, expected_failures, models_of, results

from ryadom.feel import FeelSyntaxError, Unknown, evaluate, parse
from ryadom.feel.dmn import read_model
from ryadom.feel.dmn.model import Decision, LiteralBox
from ryadom.feel.tokens import Token, tokenize
from ryadom.feel.unknown import facts_in

FOLDERS = sorted({result.case.folder for result in results()})


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_of_the_kit_misses_exactly_what_we_list(folder: str) -> None:
    """New failures fail, and so does a miss that passes now: take it off the list."""
    listed = expected_failures().keys()
    told = [result for result in results() if result.case.folder == folder]
    missed = {result.title: result.why for result in told if result.why}
    assert missed.keys() == {result.title for result in told} & listed, missed


def test_the_kit_is_whole_and_every_listed_miss_is_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    now = figures(results())
    with capsys.disabled():
        print(f"\n{now.line}")
    assert now.cases > 2000, "the kit was found but hardly any case was read"
    assert expected_failures().keys() <= {result.title for result in results()}
    assert all(expected_failures().values()), "a miss without a reason"
    assert min(now.value_share, now.null_share) >= Decimal("97.0")


def test_the_committed_results_are_those_of_this_engine() -> None:
    """`make conformance` writes them anew."""
    assert PAGE.read_text(encoding="utf-8") == as_page(results())
    assert CSV.read_text(encoding="utf-8") == as_csv(results())


def test_a_null_is_judged_by_its_warnings() -> None:
    """The counts can fall: the same results without warnings, or with one everywhere, score differently."""
    nulls = [result for result in results() if not result.is_value]
    assert sum(result.wanted.error for result in nulls) > 1000
    assert sum(not result.wanted.error for result in nulls) > 30
    spoilt = figures([Result(one.case, one.wanted, "spoilt") for one in nulls])
    assert (spoilt.nulls, spoilt.all_nulls, spoilt.values, spoilt.all_values) == (0, len(nulls), 0, 0)


def literal_texts() -> set[str]:
    """The expressions of the kit's decisions that require nothing."""
    found = set()
    for path in KIT.glob("compliance*/*/*.dmn"):
        for node in read_model(path).nodes:
            if isinstance(node, Decision) and isinstance(node.logic, LiteralBox) and not node.needs:
                found.add(node.logic.text)
    return found


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
    texts = sorted(text for text in literal_texts() if "now()" not in text and "today()" not in text)
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


def test_hiding_an_input_never_gives_another_answer() -> None:
    """With one input of a kit case unknown, the answer is unknown or the one the case has."""
    asked = known = 0
    for case in {result.case.id + result.case.folder: result.case for result in results()}.values():
        told = [name for name, value in case.inputs.items() if value is not None]
        if case.service is not None or not told:
            continue
        models = models_of(case.model)
        absent = {node.name: None for node in models.inputs}
        for wanted in case.results:
            truth = models.decide(wanted.name, {**absent, **case.inputs})
            for name in told:
                facts = {key: value for key, value in {**absent, **case.inputs}.items() if key != name}
                answer = models.decide(wanted.name, facts)
                asked += 1
                if not facts_in(answer.value):
                    known += 1
                    assert is_same(answer.value, truth.value), f"{case.folder} {wanted.name} without {name}"
                else:
                    assert all(str(fact).startswith(name) for fact in answer.facts)
    assert asked > 200
    assert known > asked / 20, "if nothing is ever known, nothing is checked"
