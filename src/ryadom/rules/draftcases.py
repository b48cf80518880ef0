"""The personas of a draft: run as a practice's tests are, told in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from ryadom.packs.api import Finding, Item
from ryadom.rules import practice_tests
from ryadom.rules.compiled import Rulebook
from ryadom.rules.drafts import CaseRun, DraftProblem
from ryadom.rules.kinds import TestsFile
from ryadom.rules.laying import addressed
from ryadom.rules.outcomes import MeasureAnswer

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+\Z")


def run_cases(
    book: Rulebook, measure: str, cases: Iterable[Mapping[str, Any]], language: str
) -> tuple[tuple[CaseRun, ...], tuple[DraftProblem, ...]]:
    """How each persona came out, and what keeps one from being read at all."""
    rows = [revived(one) for one in cases]
    if not rows:
        return (), ()
    content = {"measure": measure, "cases": rows}
    try:
        file = TestsFile.model_validate(content)
    except ValidationError as error:
        return (), tuple(dict.fromkeys(_fault(one) for one in error.errors(include_url=False)))
    item = Item("tests", measure, "", file, addressed(content, "tests"))
    runs, findings = practice_tests.run(book, item)
    ran = {one.index for one in runs}
    where = {place: path for path, place in item.document.marks.items()}
    told: dict[int, list[str]] = {i: [] for i in range(len(rows))}
    problems: list[DraftProblem] = []
    for one in findings:
        path = where.get((one.line, one.column), ())
        index = path[1] if len(path) > 1 and isinstance(path[1], int) else 0
        told[index].append(_said(one, file.cases[index].name, language))
        if index not in ran:
            problems.append(DraftProblem(path, told[index][-1]))
    came = {one.index: _answer(one) for one in runs}
    out = (
        CaseRun(i, case.name, i in ran and not told[i], tuple(told[i]), came.get(i))
        for i, case in enumerate(file.cases)
    )
    return tuple(out), tuple(problems)


def _answer(run: practice_tests.Run) -> MeasureAnswer | None:
    """What came out for whom the case is about."""
    return next((one for one in run.found if run.case.expect.subject in (None, one.subject)), None)


def _said(finding: Finding, name: str, language: str) -> str:
    words = finding.ru if language == "ru" else finding.en
    for quoted in (f"«{name}»: ", f'"{name}": '):
        words = words.removeprefix(quoted)
    return words


def _fault(fault: Any) -> DraftProblem:
    path = tuple(fault["loc"])
    if fault["type"] == "missing" and path[-1] == "name":
        return DraftProblem(path, _("Дайте случаю имя: о ком он."))
    if fault["type"] == "missing" and path[-1] == "expect":
        return DraftProblem(path, _("Скажите, какого ответа ждёте."))
    return DraftProblem(path, _("Случай заполнен не так: проверьте это поле."))


def revived(case: Mapping[str, Any]) -> dict[str, Any]:
    """A persona with its facts as a practice's file would hold them: days are days, kopecks are exact."""
    found = dict(case)
    for key in ("facts", "with"):
        if isinstance(case.get(key), Mapping):
            found[key] = {name: _revived(value) for name, value in case[key].items()}
    return found


def _revived(raw: Any) -> Any:
    if isinstance(raw, Mapping):
        return {key: _revived(value) for key, value in raw.items()}
    if isinstance(raw, list | tuple):
        return [_revived(one) for one in raw]
    if isinstance(raw, str) and _DATE.match(raw):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            return raw
    return Decimal(raw) if isinstance(raw, str) and _DECIMAL.match(raw) else raw
