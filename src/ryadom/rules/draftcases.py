"""The personas of a draft: run as a practice's tests are, told in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
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
from ryadom.ui.figures import roubles
from ryadom.ui.outcomes import told

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+\Z")


def run_cases(
    book: Rulebook, measure: str, cases: Iterable[Mapping[str, Any]], language: str, go_on: Callable[[], bool]
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
    runs, findings = practice_tests.run(book, item, go_on)
    ran = {one.index: one for one in runs}
    where = {place: path for path, place in item.document.marks.items()}
    wrong: dict[int, list[str]] = {i: [] for i in range(len(rows))}
    problems: list[DraftProblem] = []
    for one in findings:
        path = where.get((one.line, one.column), ())
        index = path[1] if len(path) > 1 and isinstance(path[1], int) else 0
        wrong[index].append(_said(one, file.cases[index].name, language))
        if index not in ran:
            problems.append(DraftProblem(path, wrong[index][-1]))
    out: list[CaseRun] = []
    for i, case in enumerate(file.cases):
        passed = i in ran and not wrong[i]
        differences = () if passed else (tuple(_differences(ran[i])) if i in ran else ()) or tuple(wrong[i])
        out.append(CaseRun(i, case.name, passed, differences, _answer(ran[i]) if i in ran else None))
    return tuple(out), (*problems, *_unseen(book, measure, runs))


def _answer(run: practice_tests.Run) -> MeasureAnswer | None:
    """What came out for whom the case is about."""
    return next((one for one in run.found if run.case.expect.subject in (None, one.subject)), None)


def _unseen(book: Rulebook, measure: str, runs: list[practice_tests.Run]) -> Iterator[DraftProblem]:
    """Conditions that no persona has shown in all three lights: a practice that goes to others must, a draft should."""
    file = book.measures[measure].file
    newest = max(file.versions, key=lambda one: one.from_)
    titles = {one.id: one.title.ru for top in newest.who.criteria for one in (top, *(top.any or ()))}
    for id, lack in practice_tests.unseen({measure: file}, runs):
        if id in titles:
            told_ = {"name": titles[id], "lack": ", ".join(_states(one) for one in sorted(lack))}
            words = _("Условие «%(name)s» не проверено случаями: %(lack)s.") % told_
            yield DraftProblem(("cases",), words, warning=True)


def _differences(run: practice_tests.Run) -> Iterator[str]:
    """What came out instead of what was expected, as a colleague would say it."""
    expect = run.case.expect
    found = [one for one in run.found if expect.subject in (None, one.subject)]
    if not found:
        yield _("Среди людей случая нет того, кому дают эту меру.")
        return
    got = found[0]
    if expect.outcome and got.outcome != expect.outcome:
        yield _("Ждали «%(expected)s», вышло «%(got)s».") % {
            "expected": told(expect.outcome, desk=True).word, "got": told(got.outcome, desk=True).word,
        }  # fmt: skip
        yield from _reasons(got)
    if expect.amount is not None and not practice_tests.same_amount(expect.amount, got):
        value = got.amount.value if got.amount else None
        shown = roubles(value) if value is not None else _("размер не известен")
        yield _("Ждали сумму %(expected)s, вышло: %(got)s.") % {"expected": expect.amount, "got": shown}
    states = {one.id: one for top in got.criteria for one in (top, *top.group)}
    for id, state in expect.criteria.items():
        one = states.get(id)
        if one is None or str(one.state) != state:
            name, now = (one.title.ru, _states(str(one.state))) if one else (id, _("такого условия нет"))
            told_ = {"name": name, "expected": _states(state), "got": now}
            yield _("Условие «%(name)s»: ждали «%(expected)s», вышло «%(got)s».") % told_


def _reasons(got: MeasureAnswer) -> Iterator[str]:
    """The conditions that decided otherwise."""
    for one in got.criteria:
        if str(one.state) not in ("met", "likely"):
            said = {"name": one.title.ru, "state": _states(str(one.state))}
            yield _("Условие «%(name)s»: %(state)s.") % said + (f" {one.broken.ru}." if one.broken else "")


def _states(state: str) -> str:
    return {
        "met": _("выполнено"), "not_met": _("не выполнено"), "unknown": _("не хватает сведений"),
        "likely": _("скорее всего выполнено"), "failed": _("правило не сработало"), "not_yet": _("пока не выполнено"),
    }.get(state, state)  # fmt: skip


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
