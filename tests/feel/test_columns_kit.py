"""The kit's expressions through columns: what columns accept they answer as the kit wants, in every row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.feel.kit import KIT, agrees, results
from tests.feel.test_conformance import literals

from ryadom.feel import FeelSyntaxError, check_profile, evaluate, parse
from ryadom.feel.columns import FALSE, TRUE, Choice, Line, NotInColumns, Truth, print_columns
from ryadom.feel.columns.values import ABSENT, line
from ryadom.feel.dmn import read_model
from ryadom.feel.dmn.model import Decision, LiteralBox

ROWS = 3
EXPECTED = Path(__file__).parent / "cases" / "columns_expected_failures.txt"


class Scope:
    """Three rows that all hold the same."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values, self.memo = values, {}

    def read(self, name: str) -> Any:
        if name not in self.values:
            raise NotInColumns(f"the name {name}")
        return self.values[name]


@cache
def expressions() -> list[tuple[str, Any]]:
    """The literal expressions inside the profile that require nothing, with the value that the kit wants of each."""
    wanted = {(one.case.model, one.wanted.name): one.wanted.value for one in results() if not one.why}
    found = {}
    for path in sorted(KIT.glob("compliance*/*/*.dmn")):
        nodes = (node for node in read_model(path).nodes if isinstance(node, Decision) and not node.needs)
        for node in (node for node in nodes if isinstance(node.logic, LiteralBox) and (path, node.name) in wanted):
            found[node.logic.text] = wanted[path, node.name]
    chosen = ((text, value) for text, value in found.items() if in_profile(text) and agrees(answer(text), value))
    return sorted(chosen, key=lambda one: one[0])


def in_profile(text: str) -> bool:
    try:
        return not check_profile(parse(text))
    except FeelSyntaxError:
        return False


def answer(text: str) -> Any:
    """What one row makes of it: where a decision's type turns it into null, the expression itself has a value."""
    return evaluate(parse(text), {})


def column(value: Any) -> Any:
    """A literal as a column of equal rows."""
    if isinstance(value, bool):
        return Truth(np.full(ROWS, TRUE if value else FALSE, np.int8))
    if isinstance(value, Decimal) or type(value) is dt.date:
        one = line(value)
        rows = np.full(ROWS, one.low, np.int64)
        return Line(rows, rows, None, None, one.scale, one.most, one.days)
    if isinstance(value, str):
        return Choice(np.full(ROWS, 1, np.uint64), (value, f"не {value}"))
    raise NotInColumns(type(value).__name__)


def plain(value: Any) -> list[Any]:
    """The value of each row."""
    if isinstance(value, Truth):
        return [{TRUE: True, FALSE: False}.get(int(code)) for code in np.broadcast_to(value.code, ROWS)]
    if isinstance(value, Choice):
        return [value.names[int(bits).bit_length() - 1] for bits in np.broadcast_to(value.bits, ROWS)]
    if isinstance(value, Line):
        low, null = np.broadcast_to(value.low, ROWS), np.broadcast_to(0 if value.null is None else value.null, ROWS)
        return [None if gone >= ABSENT else _number(int(one), value) for one, gone in zip(low, null, strict=True)]
    return [value] * ROWS


def _number(whole: int, of: Line) -> Any:
    return dt.date(1970, 1, 1) + dt.timedelta(days=whole) if of.days else Decimal(whole).scaleb(-of.scale)


def in_columns(text: str, values: dict[str, Any]) -> list[Any]:
    """What columns make of an expression. Raises NotInColumns where they leave it to the rules of one family."""
    value = print_columns(parse(text, names=list(values))).run(Scope(values))
    if not isinstance(value, Truth | Choice | Line | Decimal | str | bool | dt.date | None):
        raise NotInColumns(type(value).__name__)
    if np.any(getattr(value, "mask", None) if getattr(value, "mask", None) is not None else 0):
        raise NotInColumns("rows handed over")
    return plain(value)


def listed() -> set[str]:
    """What columns still answer otherwise; a line that is answered rightly now must go."""
    lines = EXPECTED.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def masked() -> Iterator[tuple[str, Any, str, dict[str, Any]]]:
    """Each expression as it is, and with each of its literals in turn behind a name for a column."""
    for text, wanted in expressions():
        yield text, wanted, text, {}
        for start, end in literals(text):
            try:
                value = column(evaluate(parse(text[start:end]), {}))
            except NotInColumns:
                continue
            yield text, wanted, f"{text[:start]} скрыто {text[end:]}", {"скрыто": value}


def test_what_columns_accept_of_the_kit_they_answer_as_the_kit_wants(capsys: pytest.CaptureFixture[str]) -> None:
    inside: set[str] = set()
    in_rows: set[str] = set()
    wrong: dict[str, str] = {}
    asked = 0
    for text, wanted, written, values in masked():
        try:
            found = in_columns(written, values)
        except NotInColumns:
            continue
        except Exception as broken:
            wrong[written] = f"{type(broken).__name__}: {broken}"
            continue
        asked += 1
        (in_rows if values else inside).add(text)
        if not all(agrees(one, wanted) for one in found):
            wrong[written] = f"{found[0]!r}, the kit wants {wanted!r}"
    with capsys.disabled():
        print(f"\nof {len(expressions())} expressions of the kit {len(inside)} run through columns, {len(in_rows)} of")
        print(f"them also with a literal in every row: {asked} questions, {len(wrong)} wrong")
    assert wrong.keys() == listed(), wrong
    assert len(inside | in_rows) > 100
