"""What is wrong with a measure file that is being written, as sentences beside the place they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from ryadom.packs.api import Finding, Item, nearest
from ryadom.rules.compiled import Measure, Place, Rulebook
from ryadom.rules.drafts import DraftProblem
from ryadom.rules.kinds import Criterion, MeasureFile
from ryadom.ui.figures import day_short

DAY = timedelta(days=1)
SHORTEST_LINE = 40


def of_schema(content: Mapping[str, Any]) -> tuple[MeasureFile | None, tuple[DraftProblem, ...]]:
    """The checked file, or what keeps it from being one."""
    try:
        return MeasureFile.model_validate(content), ()
    except ValidationError as error:
        faults = error.errors(include_url=False)
        return None, tuple(dict.fromkeys(_of_fault(one) for one in faults if not _only_a_shadow(one, faults)))


def _only_a_shadow(fault: Any, faults: Iterable[Any]) -> bool:
    """A list whose parts are wrong is also called too short: what is wrong inside says enough."""
    place = fault["loc"]
    inside = (one["loc"] for one in faults if len(one["loc"]) > len(place))
    return fault["type"] == "too_short" and any(one[: len(place)] == place for one in inside)


def _of_fault(fault: Any) -> DraftProblem:
    path = tuple(part for part in fault["loc"] if part != "ru") or ()
    kind, last = fault["type"], str(path[-1]) if path else ""
    if kind in ("missing", "string_too_short", "too_short"):
        said = _wanted().get(last) or _("Впишите: %(what)s.") % {"what": label(last)}
    elif kind == "extra_forbidden":
        said = _("Такого поля у меры нет: «%(what)s».") % {"what": last}
    elif kind == "literal_error":
        said = _("Выберите из списка: %(what)s.") % {"what": label(last)}
    elif kind.startswith("date"):
        said = _("Здесь нужна дата, например 01.02.2027.")
    elif kind.startswith(("int", "decimal", "greater", "less", "finite")):
        said = _("Здесь нужно целое число в разумных пределах.")
    elif kind.startswith("bool"):
        said = _("Здесь нужно да или нет.")
    elif kind == "value_error" and "criteria" in path and "any" not in last:
        said = _("У условия должен быть ровно один способ проверки: правило, документ, слово человека или список.")
    elif kind == "value_error":
        said = _("Здесь не сходится: проверьте поля рядом.")
    else:
        said = _("Заполните иначе: %(what)s.") % {"what": label(last)}
    return DraftProblem(path, said)


def _wanted() -> dict[str, str]:
    return {
        "title": _("Впишите название."),
        "short": _("Впишите краткое название для карточки."),
        "summary": _("Скажите одной фразой, что это за помощь."),
        "decided_by": _("Выберите, кто решает."),
        "for": _("Выберите, кому дают: человеку, взрослым, ребёнку или семье."),
        "situations": _("Выберите хотя бы одну жизненную ситуацию."),
        "kind": _("Выберите вид помощи."),
        "period": _("Выберите, как часто дают."),
        "versions": _("Нужна хотя бы одна версия."),
        "who": _("Добавьте условия: кому положено."),
        "criteria": _("Добавьте хотя бы одно условие."),
        "from": _("Укажите, с какого дня действует версия."),
        "round": _("Выберите, как округлять."),
        "rule": _("Впишите правило."),
        "id": _("Дайте короткое имя латинскими буквами."),
    }


def label(key: str) -> str:
    """A key of the file as a methodologist calls it."""
    return {
        "title": _("название"), "short": _("краткое название"), "summary": _("о чём мера"), "kind": _("вид помощи"),
        "decided_by": _("кто решает"), "for": _("кому"), "period": _("как часто"), "round": _("округление"),
        "mode": _("как далеко мы ведём"), "proactivity": _("как предлагаем"), "verified": _("как проверено"),
        "source": _("источник"), "article": _("статья"), "acts": _("акты"), "unmet": _("слова отказа"),
    }.get(key, key)  # fmt: skip


# --- what the schema does not see -----------------------------------------------------------------------------------


def of_file(book: Rulebook, file: MeasureFile, starts: date | None = None) -> Iterator[DraftProblem]:
    """Names that lead nowhere, ids that stand twice, what a reader or a lawyer will miss.

    What older versions lack is not told: they stay as they are.
    """
    for i, situation in enumerate(file.situations):
        if situation not in book.situations:
            yield DraftProblem(("situations", i), _("Такой жизненной ситуации нет: «%(what)s».") % {"what": situation})
    if len(file.short.ru) > SHORTEST_LINE:
        yield DraftProblem(("short",), _("Краткое название длиннее 40 знаков: на карточке оно не поместится."))
    for other in file.excludes:
        if other not in book.measures:
            yield DraftProblem(("excludes",), _("Меры «%(what)s» в регионе нет.") % {"what": other})
    sources = {one.id for one in file.sources}
    for i, version in enumerate(file.versions):
        place: Place = ("versions", i)
        seen: set[str] = set()
        if version.composition and version.composition not in book.names:
            close = nearest(version.composition, book.names)
            hint = _("Может быть, «%(close)s»?") % {"close": close} if close else ""
            told = _("Такого определения состава нет: «%(what)s».") % {"what": version.composition}
            yield DraftProblem((*place, "composition"), f"{told} {hint}".strip())
        new = starts is None or version.from_ >= starts
        for path, criterion in criteria(version.who.criteria, (*place, "who", "criteria")):
            if criterion.id in seen:
                told = _("Короткое имя «%(id)s» уже занято другим условием.") % {"id": criterion.id}
                yield DraftProblem((*path, "id"), told)
            seen.add(criterion.id)
            yield from (one for one in _of_criterion(path, criterion, sources) if new or not one.warning)
        amount = version.amount
        if amount and amount.source and amount.source not in sources:
            yield _no_source((*place, "amount", "source"), amount.source)


def _of_criterion(path: Place, one: Criterion, sources: set[str]) -> Iterator[DraftProblem]:
    if one.source and one.source not in sources:
        yield _no_source((*path, "source"), one.source)
    if one.judge == "any":
        return
    if not one.unmet:
        yield DraftProblem((*path, "unmet"), _("Нет слов для отказа: что услышит человек?"), warning=True)
    if one.article in ("", "not checked"):
        yield DraftProblem((*path, "article"), _("Не названа статья."), warning=True)
    if not one.source and not one.verified:
        yield DraftProblem((*path, "source"), _("Не сказано, откуда это условие."), warning=True)


def _no_source(path: Place, id: str) -> DraftProblem:
    return DraftProblem(path, _("Источника «%(id)s» у меры нет.") % {"id": id})


def criteria(raw: Iterable[Criterion], place: Place) -> Iterator[tuple[Place, Criterion]]:
    """Every condition with its path, members of groups included."""
    for i, one in enumerate(raw):
        yield (*place, i), one
        yield from criteria(one.any or (), (*place, i, "any"))


def over_time(file: MeasureFile, starts: date, installed: Measure | None) -> Iterator[DraftProblem]:
    """The new version beside the older ones: one begins on the first day, the past stays as it was."""
    begins = [i for i, one in enumerate(file.versions) if one.from_ >= starts]
    if not any(file.versions[i].from_ == starts for i in begins):
        told = _("Ни одна версия не начинается %(day)s.") % {"day": day_short(starts)}
        yield DraftProblem(("starts",), told)
    days = [one.from_ for one in file.versions]
    for i, one in enumerate(file.versions):
        if days.index(one.from_) != i:
            told = _("С этого дня уже начинается другая версия: %(day)s.") % {"day": day_short(one.from_)}
            yield DraftProblem(("versions", i, "from"), told)
        if one.to is not None and one.to < one.from_:
            yield DraftProblem(("versions", i, "to"), _("Последний день раньше первого."))
    yield from _gaps(file, starts)
    yield from _past(file, starts, installed)


def _gaps(file: MeasureFile, starts: date) -> Iterator[DraftProblem]:
    """Days between two versions on which nothing holds, or both; the version before the new one gives way by itself."""
    rows = sorted(enumerate(file.versions), key=lambda pair: pair[1].from_)
    for (_i, earlier), (i, later) in pairwise(rows):
        if later.from_ < starts or earlier.to is None or later.from_ == earlier.to + DAY:
            continue
        if later.from_ > earlier.to + DAY:
            told = _("С %(first)s по %(last)s не действует ни одна версия.")
            days = {"first": day_short(earlier.to + DAY), "last": day_short(later.from_ - DAY)}
            yield DraftProblem(("versions", i, "from"), told % days, warning=True)
        elif later.from_ > starts:
            told = _("Версии накладываются: прежняя действует по %(last)s.") % {"last": day_short(earlier.to)}
            yield DraftProblem(("versions", i, "from"), told)


def _past(file: MeasureFile, starts: date, installed: Measure | None) -> Iterator[DraftProblem]:
    """What held before the first day is not rewritten: older versions are installed as they are."""
    if installed is None:
        for i, one in enumerate(file.versions):
            if one.from_ < starts:
                told = _("Эта версия начинается раньше первого дня меры.")
                yield DraftProblem(("versions", i, "from"), told)
        return
    known = {one.file.from_: one.file for one in installed.versions}
    for i, one in enumerate(file.versions):
        old = known.get(one.from_)
        if one.from_ >= starts:
            continue
        if old is None or one.model_copy(update={"to": None}) != old.model_copy(update={"to": None}):
            told = _("Прежняя версия останется такой, какой была: прошлое не переписывают.")
            yield DraftProblem(("versions", i), told, warning=True)


def at_address(item: Item, finding: Finding, *, warning: bool, language: str) -> DraftProblem:
    """A finding of a check, led back to the place it is about (see `laying.addressed`)."""
    where = {place: path for path, place in item.document.marks.items()}
    path = where.get((finding.line, finding.column), ())
    return DraftProblem(path, finding.ru if language == "ru" else finding.en, warning=warning)
