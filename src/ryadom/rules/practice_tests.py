"""The personas of a practice: families and what they must be answered. A practice without them is not publishable."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from ryadom.packs.api import Document, Finding, Item, PracticeErrors
from ryadom.rules.answers import answer
from ryadom.rules.compiled import Rulebook
from ryadom.rules.facts import Family
from ryadom.rules.facts_file import family_of
from ryadom.rules.kinds import Expected, MeasureFile, TestCase
from ryadom.rules.outcomes import MeasureAnswer


@dataclass(frozen=True)
class Run:
    """One persona: the family, and what came out for the expected subject."""

    item: Item
    index: int
    case: TestCase
    family: Family
    on: date
    found: tuple[MeasureAnswer, ...]


def run(
    book: Rulebook, item: Item, go_on: Callable[[], bool] = lambda: True
) -> tuple[list[Run], list[Finding]]:  # fmt: skip
    """Every case of one tests file (as long as there is time to go on), with a finding for each expectation that did
    not hold.
    """
    runs: list[Run] = []
    findings: list[Finding] = []
    by_name: dict[str, tuple[date | None, dict[str, Any]]] = {}
    for i, case in enumerate(item.value.cases):
        if not go_on():
            break
        try:
            on, facts = _inherited(item, i, case, by_name)
            by_name[case.name] = (on, facts)
            family = _family(book, item, i, facts, on)
            found = answer(book, family, on=on, measures={item.value.measure}, ask=False).measures
        except PracticeErrors as errors:
            findings.extend(errors.findings)
            continue
        one = Run(item, i, case, family, on, found)
        runs.append(one)
        findings.extend(_differences(one))
    return runs, findings


def _inherited(
    item: Item, i: int, case: TestCase, known: Mapping[str, tuple[date | None, dict[str, Any]]]
) -> tuple[date, dict[str, Any]]:
    """The facts of a case: its own, or those of the case it is like, changed."""
    on, facts = case.on, deepcopy(case.facts)
    if case.like is not None:
        if case.like not in known:
            raise PracticeErrors(
                [item.finding(("cases", i, "like"), f"выше нет случая «{case.like}»", f'no case "{case.like}" above')]
            )
        base_on, base = known[case.like]
        on, facts = on or base_on, {**deepcopy(base), **(facts or {})}
    if on is None or facts is None:
        raise PracticeErrors(
            [item.finding(("cases", i), "нужны on и facts (или like)", "on and facts (or like) are needed")]
        )
    for path, value in case.with_.items():
        _put(facts, _split(facts, path), value)
    for path in case.without:
        if not _drop(facts, _split(facts, path)):
            raise PracticeErrors(
                [item.finding(("cases", i, "without"), f"нечего убрать: {path}", f"nothing to take away: {path}")]
            )
    return on, facts


def _split(facts: Mapping[str, Any], path: str) -> list[str]:
    """`persons.anna.citizen`; the keys under received, attested, documents may hold any sign."""
    head, _, rest = path.partition(".")
    if head in ("received", "attested", "documents", "parameters"):
        return [head, rest] if rest else [head]
    return path.split(".")


def _step(place: Any, key: str) -> Any:
    if isinstance(place, list):
        return next((one for one in place if isinstance(one, dict) and one.get("id") == key), None)
    return place.get(key) if isinstance(place, dict) else None


def _put(facts: dict[str, Any], path: list[str], value: Any) -> None:
    place: Any = facts
    for key in path[:-1]:
        found = _step(place, key)
        if found is None:
            found = {"id": key} if isinstance(place, list) else {}
            if isinstance(place, list):
                place.append(found)
            else:
                place[key] = found
        place = found
    if isinstance(place, list):
        place[:] = [one for one in place if one.get("id") != path[-1]] + [{"id": path[-1], **value}]
    else:
        place[path[-1]] = value


def _drop(facts: dict[str, Any], path: list[str]) -> bool:
    place: Any = facts
    for key in path[:-1]:
        place = _step(place, key)
    if isinstance(place, list):
        kept = [one for one in place if one.get("id") != path[-1]]
        changed = len(kept) < len(place)
        place[:] = kept
        return changed
    return isinstance(place, dict) and place.pop(path[-1], _drop) is not _drop


def _family(book: Rulebook, item: Item, i: int, facts: dict[str, Any], on: date) -> Family:
    marks = {path[3:]: place for path, place in item.document.marks.items() if path[:3] == ("cases", i, "facts")}
    marks[()] = item.document.place(("cases", i))
    facts = {"region": book.region, **facts}
    return family_of(
        Document(facts, item.document.file, marks), lambda region: book if region == book.region else None, on
    )


def _differences(run: Run) -> Iterable[Finding]:
    expect = run.case.expect
    found = [a for a in run.found if expect.subject in (None, a.subject)]
    if not found:
        yield _finding(
            run, "нет ответа для такого человека", f"no answer for {expect.subject or run.item.value.measure}"
        )
        return
    yield from (f for f in _of_answer(run, expect, found[0]))


def _of_answer(run: Run, expect: Expected, got: MeasureAnswer) -> Iterable[Finding]:
    if expect.outcome and got.outcome != expect.outcome:
        yield _finding(
            run,
            f"ожидали {expect.outcome}, получили {got.outcome}{_why(got)}",
            f"expected {expect.outcome}, got {got.outcome}{_why(got)}",
        )
    if expect.amount is not None and not same_amount(expect.amount, got):
        shown = got.amount and (
            got.amount.value
            if got.amount.value is not None
            else (got.amount.broken.ru if got.amount.broken else "") or f"{got.amount.low}..{got.amount.high}"
        )
        yield _finding(
            run, f"ожидали сумму {expect.amount}, получили {shown}", f"expected the amount {expect.amount}, got {shown}"
        )
    states = {c.id: str(c.state) for top in got.criteria for c in (top, *top.group)}
    for id, state in expect.criteria.items():
        if states.get(id) != state:
            yield _finding(
                run,
                f"критерий {id}: ожидали {state}, получили {states.get(id)}",
                f"criterion {id}: expected {state}, got {states.get(id)}",
            )
    missing = {r.id for r in got.missing} | {r.key for r in got.missing} | {r.prefix for r in got.missing}
    for ref in expect.missing or ():
        if ref not in missing:
            said = ", ".join(r.id for r in got.missing)
            yield _finding(
                run, f"не назван недостающий факт {ref}: {said}", f"the missing fact {ref} is not named: {said}"
            )
    if expect.not_yet_from and (got.not_yet is None or got.not_yet.on != expect.not_yet_from):
        yield _finding(
            run,
            f"ожидали дату {expect.not_yet_from}",
            f"expected the date {expect.not_yet_from}, got {got.not_yet and got.not_yet.on}",
        )


def same_amount(expected: str, got: MeasureAnswer) -> bool:
    """Whether the amount is the expected one; "unknown" and "none" may be expected too."""
    if got.amount is None or expected == "unknown":
        return (got.amount is None) == (expected == "none") and (got.amount is None or got.amount.value is None)
    try:
        return got.amount.value is not None and got.amount.value == Decimal(expected)
    except InvalidOperation:
        return False


def _why(got: MeasureAnswer) -> str:
    said = [
        f"{c.id}={c.state}{f' ({c.broken.ru})' if c.broken else ''}" for c in got.criteria if c.state not in ("met",)
    ]
    return f" [{', '.join(said)}; missing {', '.join(r.id for r in got.missing)}]" if said else ""


def _finding(run: Run, ru: str, en: str) -> Finding:
    name = run.case.name
    return run.item.finding(("cases", run.index), f"«{name}»: {ru}", f'"{name}": {en}')


def coverage(files: Mapping[str, MeasureFile], runs: Iterable[Run]) -> list[Finding]:
    """A finding for every criterion that no case, in any region, has seen met, not met and unknown."""
    runs = list(runs)
    items = {one.item.value.measure: one.item for one in runs}
    found: list[Finding] = []
    for measure, file in files.items():
        for id, lack in unseen({measure: file}, (one for one in runs if one.item.value.measure == measure)):
            said = ", ".join(sorted(lack))
            found.append(
                items[measure].finding(
                    (), f"критерий {id} не проверен: {said}", f"criterion {id} was never seen {said}"
                )
            )
    return found


def unseen(files: Mapping[str, MeasureFile], runs: Iterable[Run]) -> Iterator[tuple[str, set[str]]]:
    """Each criterion of some measures, by id, with what no case has seen of it."""
    seen: dict[tuple[str, str], set[str]] = {}
    for one in runs:
        for got in one.found:
            for criterion in (c for top in got.criteria for c in (top, *top.group)):
                seen.setdefault((got.measure, criterion.id), set()).add(_seen_as(str(criterion.state)))
    for (measure, id), states in sorted(seen.items()):
        if lack := _wanted(files[measure], id) - states:
            yield id, lack


def _seen_as(state: str) -> str:
    return {"likely": "met", "not_yet": "not_met"}.get(state, state)


def _wanted(file: MeasureFile, id: str) -> set[str]:
    """What must be seen of a criterion. The engine's own (not received before) are proven by its own tests."""
    criteria = [c for version in file.versions for top in version.who.criteria for c in (top, *(top.any or ()))]
    own = [c for c in criteria if c.id == id]
    if not own:
        return set()
    return {"met", "not_met", "unknown"} if all(c.complete for c in own) else {"met", "unknown"}
