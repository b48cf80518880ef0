"""The DMN kit as cases: what it gives, what it wants, and whether our answer is that.

A result that the kit marks as an error passes only as null with a named warning; a plain null only without one. The
kit stands beside the repository (or where RYADOM_TCK points) and is never copied into it.
"""

from __future__ import annotations

import os
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from ryadom.feel.dmn import Answer, ModelError, Models
from ryadom.feel.dmn.model import Service
from ryadom.feel.reading import read_date, read_datetime, read_duration, read_time
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
class Wanted:
    """One result of a case: a value, an error (null with a warning) or a plain null."""

    name: str
    value: Any
    error: bool


@dataclass(frozen=True)
class Case:
    folder: str  # compliance-level-3/0050-feel-abs-function
    file: str  # without its ending
    id: str
    model: Path
    service: str | None
    inputs: dict[str, Any]
    results: tuple[Wanted, ...]


@dataclass(frozen=True)
class Result:
    """What came of one result of a case; `why` is empty when it passes."""

    case: Case
    wanted: Wanted
    why: str

    @property
    def title(self) -> str:
        return f"{self.case.folder.rpartition('/')[2]}/{self.case.id}/{self.wanted.name}"

    @property
    def is_value(self) -> bool:
        return self.wanted.value is not None


# -- reading the kit


def local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def below(element: ET.Element, name: str) -> list[ET.Element]:
    return [child for child in element if local(child) == name]


def value_of(element: ET.Element) -> Any:
    """The typed value of an `expected` or `inputNode` element."""
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


def cases() -> Iterator[Case]:
    for path in sorted(KIT.glob("compliance*/*/*.xml")):
        root = ET.parse(path).getroot()
        model = path.parent / (below(root, "modelName")[0].text or "")
        folder = str(path.parent.relative_to(KIT))
        for test in below(root, "testCase"):
            yield Case(
                folder,
                path.stem,
                test.get("id") or "",
                model,
                test.get("invocableName") if test.get("type") == "decisionService" else None,
                {node.get("name") or "": value_of(node) for node in below(test, "inputNode")},
                tuple(_wanted(result) for result in below(test, "resultNode")),
            )


def _wanted(result: ET.Element) -> Wanted:
    expected = [value_of(one) for one in below(result, "expected")]
    return Wanted(result.get("name") or "", next(iter(expected), None), result.get("errorResult") == "true")


# -- judging


@cache
def results() -> tuple[Result, ...]:
    """The whole kit, judged once."""
    return tuple(result for case in cases() for result in judged(case))


@cache
def models_of(path: Path) -> Models:
    return Models.load(path)


def answer_of(case: Case, wanted: Wanted) -> Answer:
    models = models_of(case.model)
    absent = {node.name: None for node in models.inputs}
    if case.service is None:
        return models.decide(wanted.name, {**absent, **case.inputs}, budget=0)
    absent |= {node.name: None for node in models.decisions}
    answer = models.serve(case.service, {**absent, **case.inputs}, budget=0)
    if isinstance(answer.value, dict) and len(models.find(case.service, Service).outputs) > 1:
        return Answer(wanted.name, answer.value.get(wanted.name), answer.warnings)
    return answer


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


def judged(case: Case) -> Iterator[Result]:
    """Each result of a case with what is wrong about our answer."""
    for wanted in case.results:
        yield Result(case, wanted, _verdict(case, wanted))


def _verdict(case: Case, wanted: Wanted) -> str:
    try:
        answer = answer_of(case, wanted)
    except ModelError as error:
        return f"the model is not run: {error}"
    if facts_in(answer.value):
        return "the answer is unknown"
    if not agrees(answer.value, wanted.value):
        return f"{kind_of(wanted.value)} is wanted, the answer is {kind_of(answer.value)}{said(answer)}"
    if wanted.error and not answer.warnings:
        return "an error of the kit is null without a warning"
    if wanted.value is None and not wanted.error and answer.warnings:
        return f"a plain null of the kit comes with a warning{said(answer)}"
    return ""


def said(answer: Answer) -> str:
    return "".join(f" ({warning.code})" for warning in answer.warnings[:1])


def expected_failures() -> dict[str, str]:
    """The listed misses: id -> reason."""
    lines = EXPECTED_FAILURES.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("  ", 1) for line in lines if line.strip() and not line.startswith("#"))
    return {title: reason.strip() for title, reason in pairs}
