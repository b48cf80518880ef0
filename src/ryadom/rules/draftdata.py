"""What was typed as plain data that a database keeps: bounded, without signs that fool a reader, days as text."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ryadom.rules.drafts import DraftProblem

LARGEST = 200_000
DEEPEST = 16
MOST_PARTS = 5_000
LONGEST_TEXT = 20_000
MOST_CASES = 60
MOST_CONDITIONS = 80
KEPT_SIGNS = frozenset("\n\t")


class TooMuch(Exception):
    """The content is beyond what one measure may hold; the text is a sentence for the reader."""


def plain(raw: Any) -> Any:
    """The same data as JSON holds it: a day is text, an exact number is whole or text. Raises TooMuch."""
    found = _Plain().of(raw, 0)
    if len(json.dumps(found, ensure_ascii=False)) > LARGEST:
        raise TooMuch(_("Для одной меры это слишком много текста. Сократите или разделите её на две меры."))
    return found


class _Plain:
    def __init__(self) -> None:
        self.parts = 0

    def of(self, raw: Any, depth: int) -> Any:
        self.parts += 1
        if depth > DEEPEST or self.parts > MOST_PARTS:
            raise TooMuch(_("В мере слишком много частей. Разделите её на две."))
        if isinstance(raw, Mapping):
            return {_text(str(key))[:200]: self.of(value, depth + 1) for key, value in raw.items()}
        if isinstance(raw, list | tuple):
            return [self.of(one, depth + 1) for one in raw]
        if isinstance(raw, str):
            return _text(raw)
        if isinstance(raw, bool) or raw is None:
            return raw
        if isinstance(raw, date):
            return raw.isoformat()
        return _number(raw)


def _text(raw: str) -> str:
    if len(raw) > LONGEST_TEXT:
        raise TooMuch(_("Один из текстов слишком длинный. Оставьте главное."))
    shown = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
    if shown.isprintable():
        return shown
    return "".join(c for c in shown if c in KEPT_SIGNS or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"})


def _number(raw: Any) -> Any:
    if isinstance(raw, int):
        if abs(raw) >= 10**30:
            raise TooMuch(_("Одно из чисел слишком длинное."))
        return raw
    if isinstance(raw, Decimal) and raw.is_finite() and abs(raw.adjusted()) < 30 and len(raw.as_tuple().digits) <= 40:
        return int(raw) if raw == raw.to_integral_value() else format(raw, "f")
    raise TooMuch(_("Одно из чисел записано не так: впишите его цифрами."))


def bounds(content: Mapping[str, Any], cases: tuple[Mapping[str, Any], ...]) -> tuple[DraftProblem, ...]:
    """What is too much for a page that answers as one types."""
    found: list[DraftProblem] = []
    if len(cases) > MOST_CASES:
        told = _("Случаев больше %(most)s. Оставьте те, что проверяют разное.") % {"most": MOST_CASES}
        found.append(DraftProblem(("cases",), told))
    for i, version in enumerate(versions_of(content)):
        who = version.get("who") if isinstance(version, Mapping) else None
        count = _conditions(who.get("criteria")) if isinstance(who, Mapping) else 0
        if count > MOST_CONDITIONS:
            told = _("Условий больше %(most)s. Соберите часть из них в определение.") % {"most": MOST_CONDITIONS}
            found.append(DraftProblem(("versions", i, "who", "criteria"), told))
    return tuple(found)


def versions_of(content: Mapping[str, Any]) -> list[Any]:
    """The versions as far as they are a list."""
    raw = content.get("versions")
    return list(raw) if isinstance(raw, list | tuple) else []


def _conditions(raw: Any) -> int:
    if not isinstance(raw, list | tuple):
        return 0
    return sum(1 + (_conditions(one.get("any")) if isinstance(one, Mapping) else 0) for one in raw)
