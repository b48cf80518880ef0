"""What changes between the installed version of a measure and the new one, in words for a reader of laws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ryadom.packs.api import Text
from ryadom.rules.compiled import Measure
from ryadom.rules.drafts import Difference
from ryadom.rules.laying import day_of, plain_content

HEAD = {
    "title": ("Название", "The title"), "short": ("Краткое название", "The short title"),
    "summary": ("О чём мера", "The summary"), "decided_by": ("Кто решает", "Who decides"),
    "for": ("Кому", "For whom"), "kind": ("Вид помощи", "The kind of help"), "period": ("Как часто", "How often"),
    "once": ("Один раз", "Once only"), "situations": ("Жизненные ситуации", "Life situations"),
    "excludes": ("Несовместимые меры", "Excluded measures"), "closed": ("Прекращение", "The closing"),
}  # fmt: skip
VERSION = {
    "reference": ("На какой день смотрим", "The reference date"), "composition": ("Состав семьи", "The composition"),
    "income": ("За какие месяцы доход", "The income window"), "term": ("Срок решения", "The time to decide"),
    "quota": ("Число мест", "The quota"), "documents": ("Документы", "The papers"), "steps": ("Шаги", "The steps"),
}  # fmt: skip
PART = {
    "title": ("название", "title"), "rule": ("правило", "rule"), "document": ("документ", "paper"),
    "attested": ("вопрос человеку", "question"), "unmet": ("слова отказа", "words of refusal"),
    "met": ("слова согласия", "words when met"), "unknown": ("слова, когда не известно", "words when unknown"),
    "article": ("статья", "article"), "not_yet": ("когда «пока нет»", "not yet"),
    "complete": ("полнота списка", "completeness"),
}  # fmt: skip


def differences_of(
    content: Mapping[str, Any],
    starts: date | None,
    installed: Measure | None,
    language: str,
    situations: Mapping[str, str],
) -> tuple[Difference, ...]:
    """Everything that differs; nothing for a measure that is new. `situations`: their titles by id."""
    if installed is None:
        return ()
    old = plain_content(installed)
    found = [*_keys(_titled(old, situations), _titled(content, situations), HEAD)]
    before, now = _last(old, starts, before=True), _last(content, starts, before=False)
    if before is not None and now is not None:
        found += _keys(before, now, VERSION)
        found += _amount(before.get("amount"), now.get("amount"))
        found += _criteria(_by_id(before), _by_id(now), language)
    return tuple(found)


def _titled(content: Mapping[str, Any], situations: Mapping[str, str]) -> Mapping[str, Any]:
    """Situations by their titles, in one order: it says nothing."""
    named = sorted(situations.get(str(one), str(one)) for one in content.get("situations") or ())
    return {**content, "situations": named}


def _last(content: Mapping[str, Any], starts: date | None, *, before: bool) -> Mapping[str, Any] | None:
    """The version to compare: the last that began earlier, or the one that begins on the day."""
    rows = [one for one in content.get("versions") or () if isinstance(one, Mapping)]
    if starts is not None:
        rows = [one for one in rows if (day_of(one.get("from")) < starts) is before]
    elif not before:
        rows = [one for one in rows if not one.get("from")] or rows
    days = sorted(rows, key=lambda one: day_of(one.get("from")))
    if not days:
        return None
    return days[-1] if before or starts is None else days[0]


def _keys(old: Mapping[str, Any], new: Mapping[str, Any], words: Mapping[str, tuple[str, str]]) -> Iterator[Difference]:
    for key, (ru, en) in words.items():
        before, after = _normal(old.get(key)), _normal(new.get(key))
        if before != after:
            kind = "added" if not before else "removed" if not after else "changed"
            yield _changed(kind, Text(ru=ru, en=en), before, after)


def _changed(kind: Any, what: Text, before: Any, after: Any) -> Difference:
    tail = {"added": ("добавлено", "added"), "removed": ("убрано", "removed"), "changed": ("изменено", "changed")}[kind]
    said = Text(ru=f"{what.ru}: {tail[0]}", en=f"{what.said('en')}: {tail[1]}")
    return Difference(kind, said, _shown(before), _shown(after))


def _normal(raw: Any) -> Any:
    """The same meaning in one form: a text in one language is that text, a list has no kind, empty is nothing."""
    if isinstance(raw, Mapping):
        if raw.keys() <= {"ru", "en"}:
            return raw.get("ru")
        return {key: _normal(value) for key, value in raw.items() if value is not None}
    if isinstance(raw, list | tuple):
        return [_normal(one) for one in raw]
    if isinstance(raw, date):
        return raw.isoformat()
    return raw or None


def _shown(raw: Any) -> str:
    if raw is None or raw == []:
        return ""
    if isinstance(raw, Mapping):
        return "; ".join(_shown(value) for value in raw.values() if value is not None)
    if isinstance(raw, list | tuple):
        return "; ".join(_shown(one) for one in raw)
    if isinstance(raw, bool):
        return "да" if raw else "нет"
    return str(raw)


def _amount(old: Any, new: Any) -> Iterator[Difference]:
    before = old if isinstance(old, Mapping) else {}
    after = new if isinstance(new, Mapping) else {}
    words = {"rule": ("Размер", "The amount"), "round": ("Округление размера", "The rounding of the amount")}
    yield from _keys(before, after, words)


def _by_id(version: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    who = version.get("who")
    return dict(_flat(who.get("criteria"))) if isinstance(who, Mapping) else {}


def _flat(raw: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for one in raw if isinstance(raw, list | tuple) else ():
        if isinstance(one, Mapping):
            yield str(one.get("id", "")), one
            yield from _flat(one.get("any"))


def _criteria(
    old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]], language: str
) -> Iterator[Difference]:
    """Conditions by their short names: a renamed one reads as one removed and one added."""
    for id, one in old.items():
        if id not in new:
            yield _condition("removed", one, ("убрано", "removed"), _says(one), "")
    for id, one in new.items():
        if id not in old:
            yield _condition("added", one, ("добавлено", "added"), "", _says(one))
            continue
        for key, (ru, en) in PART.items():
            before, after = _normal(old[id].get(key)), _normal(one.get(key))
            if before != after:
                yield _condition("changed", one, (f"изменено, {ru}", f"{en} changed"), _shown(before), _shown(after))


def _condition(kind: Any, one: Mapping[str, Any], tail: tuple[str, str], before: str, after: str) -> Difference:
    title = one.get("title")
    ru = title.get("ru") if isinstance(title, Mapping) else title
    en = title.get("en") if isinstance(title, Mapping) else None
    name = str(ru or one.get("id") or "")
    said = Text(ru=f"Условие «{name}»: {tail[0]}", en=f'The condition "{en or name}": {tail[1]}')
    return Difference(kind, said, before, after)


def _says(one: Mapping[str, Any]) -> str:
    return _shown(_normal(next((one[key] for key in ("rule", "document", "attested") if one.get(key)), None)))
