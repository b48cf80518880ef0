"""What the rules say of a draft, in words for its writers: mistakes under their place, families by answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ryadom.desks.curator import told
from ryadom.desks.curator.drafting.sheet import Sheet
from ryadom.rules.api import CaseRun, DraftProblem, Reading, Rulebook, Tried
from ryadom.ui import outcomes

WITH_SUM = frozenset({"entitled", "likely", "not_yet"})


@dataclass(frozen=True)
class Echo:
    """A rule with the wrong place marked, and what to write instead."""

    words: str
    before: str = ""
    marked: str = ""
    after: str = ""
    warning: bool = False


@dataclass(frozen=True)
class Left:
    """One thing that is still to be put right: in words, and the field it is about."""

    words: str
    anchor: str
    where: str
    warning: bool


@dataclass(frozen=True)
class Family:
    """What one family and subject would be answered, beside today's rules."""

    key: str
    name: str
    subject: str
    outcome: str
    amount: str
    changed: bool
    before: str
    before_amount: str
    press: str
    missing: str = ""


@dataclass(frozen=True)
class Panel:
    """What stands beside the editor: what is left, who would get it, what changes."""

    left: tuple[Left, ...]
    warnings: tuple[Left, ...]
    families: tuple[tuple[str, list[Family]], ...]
    gets: int
    changed: int
    tried: int
    reading: Reading
    new: bool = False

    @property
    def open(self) -> int:
        """How many things stand between the draft and the second person."""
        return len(self.left) + len(self.failed)

    @property
    def failed(self) -> tuple[CaseRun, ...]:
        """The tests that came out in another way."""
        return tuple(run for run in self.reading.runs if not run.passed)


def echo(text: str, problem: DraftProblem) -> Echo:
    """The words of a problem with the text around its place; no text where the problem has no place."""
    if problem.span is None:
        return Echo(problem.words, warning=problem.warning)
    first = max(0, min(problem.span[0], len(text)))
    last = max(first, min(problem.span[1], len(text)))
    marked = text[first:last] or "\u00a0"
    return Echo(problem.words, text[:first], marked, text[last:], problem.warning)


def panel(sheet: Sheet, reading: Reading, book: Rulebook, language: str) -> Panel:
    """The reading as the page shows it; problems also come to stand under their fields."""
    rows = [(one, left_of(sheet, one)) for one in reading.problems]
    for problem, left in rows:
        _beside(sheet, problem, left)
    for run in reading.runs:
        if (row := sheet.persons.at(run.index)) is not None:
            row.run = run
    families = by_answer(reading.tried, book, language)
    return Panel(
        left=tuple(left for _problem, left in rows if not left.warning),
        warnings=tuple(left for _problem, left in rows if left.warning),
        families=families,
        gets=sum(one.now.outcome in ("entitled", "likely") for one in reading.tried),
        changed=sum(_changed(one) for one in reading.tried),
        tried=len(reading.tried),
        reading=reading,
        new=all(one.before_outcome is None for one in reading.tried),
    )


def left_of(sheet: Sheet, problem: DraftProblem) -> Left:
    """A problem as a line of a list that leads into its field."""
    bound = sheet.field_at(problem.path)
    anchor = bound.auto_id if bound is not None else ""
    return Left(problem.words, anchor, _where(sheet, problem), problem.warning)


def _where(sheet: Sheet, problem: DraftProblem) -> str:
    """In which condition, family or part, so that a line of the list can be understood alone."""
    match problem.path:
        case ("versions", int(v), "who", "criteria", int(n), *_rest) if v == sheet.at:
            row = sheet.conditions.at(n)
            title = row["title"].value() if row else ""
            return _("Условие %(n)s") % {"n": n + 1} + (f" «{title}»" if title else "")
        case ("versions", int(v), *_rest) if v != sheet.at:
            return _("Прежняя версия")
        case ("versions", _v, "amount", *_rest):
            return _("Сумма")
        case ("versions", _v, "documents", int(n), *_rest):
            return _("Бумага %(n)s") % {"n": n + 1}
        case ("versions", _v, "steps", int(n), *_rest):
            return _("Шаг %(n)s") % {"n": n + 1}
        case ("cases", int(n), *_rest):
            return _("Проверка %(n)s") % {"n": n + 1}
    bound = sheet.field_at(problem.path)
    return str(bound.label) if bound is not None else ""


def _beside(sheet: Sheet, problem: DraftProblem, left: Left) -> None:
    """A mistake in a rule stands under it with its place marked; that nothing is written yet is no mistake."""
    bound = sheet.field_at(problem.path)
    if bound is None or not getattr(bound.field, "is_rule", False) or not bound.value():
        return
    shown = [*getattr(bound.field, "echoes", ()), echo(str(bound.value()), problem)]
    bound.field.echoes = shown  # type: ignore[attr-defined]


def by_answer(tried: Iterable[Tried], book: Rulebook, language: str) -> tuple[tuple[str, list[Family]], ...]:
    """The families by what they are answered, the most useful first."""
    found: dict[str, list[Family]] = {}
    for one in tried:
        found.setdefault(str(one.now.outcome), []).append(_family(one, book, language))
    return tuple((str(one), found[str(one)]) for one in told.ORDER if str(one) in found)


def _changed(one: Tried) -> bool:
    """Whether the family would notice: a sum that nobody gets yet is no difference."""
    now = one.now
    return one.before_outcome != now.outcome or (now.outcome in WITH_SUM and one.before_amount != now.amount)


def _family(one: Tried, book: Rulebook, language: str) -> Family:
    now, old = one.now, one.before_outcome
    amount = told.amount_words(book, now.amount, language)[0] if now.outcome in WITH_SUM else ""
    before = "" if old is None else str(outcomes.told(old, desk=True).word)
    shown, note = told.amount_words(book, one.before_amount, language) if old in WITH_SUM else ("", "")
    before_amount = shown or note
    alone = now.subject in ("family", one.family) or one.subject_name == one.family_name
    missing = ", ".join(told.label(book, ref, language) for ref in now.missing[:2]) if now.outcome == "unknown" else ""
    return Family(
        one.family, one.family_name, "" if alone else one.subject_name, str(now.outcome), amount,
        _changed(one) and old is not None, before, before_amount, f"{one.family}:{now.subject}", missing,
    )  # fmt: skip


def echoes_of(sheet: Sheet) -> dict[str, list[Echo]]:
    """The mistakes by the id of their field, for the page that is open."""
    return {
        bound.auto_id: list(getattr(bound.field, "echoes"))  # noqa: B009
        for form in sheet.forms()
        for bound in form
        if getattr(bound.field, "echoes", ())
    }
