"""A refusal in plain words: each condition that is not met, with the person's own numbers and the article."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ryadom.ui.figures import day, number

from .grounds import CRITERIA, PROCEDURAL


def why(answer: Mapping[str, Any], ground: str, criteria: Collection[str]) -> str:
    """The refusal in one text: each unmet condition with the person's own numbers and its article."""
    if ground != CRITERIA:
        known = PROCEDURAL.get(ground)
        return _(known.for_person) if known else ""
    return " ".join(_sentence(one) for one in chosen(answer, criteria)) or _("Мера больше не действует.")


def chosen(answer: Mapping[str, Any], criteria: Collection[str]) -> list[Mapping[str, Any]]:
    """The criteria of a kept answer that a refusal names."""
    return [one for one in _flat(answer.get("criteria", [])) if one["id"] in criteria]


def because(criterion: Mapping[str, Any]) -> tuple[str, str, str]:
    """One condition: plain words, the compared numbers, the article (empty where nobody checked it)."""
    text = str(criterion.get("text") or criterion["title"])
    text = text if text.endswith((".", "!", "?")) else f"{text}."
    kept = criterion.get("numbers")
    compared = "; ".join(kept if kept is not None else _compared_in(criterion))
    compared = f"{compared[:1].upper()}{compared[1:]}"
    article = str(criterion.get("article") or "")
    return text, compared, "" if article == "not checked" else article


def numbers(criterion: Mapping[str, Any]) -> str:
    """The comparison that decided, as text: «36 000 больше 35 564»."""
    for compared in criterion.get("compared", []):
        left, right = compared.get("left_value"), compared.get("right_value")
        if isinstance(left, str) and isinstance(right, str):
            return f"{_figure(left)} {_SIGNS.get(compared['op'], compared['op'])} {_figure(right)}"
    return ""


_SIGNS = {"<=": "≤", ">=": "≥", "<": "<", ">": ">", "=": "=", "!=": "≠"}


def _sentence(criterion: Mapping[str, Any]) -> str:
    text, compared, article = because(criterion)
    return text + (f" {compared}." if compared else "") + (f" ({article})" if article else "")


def _compared_in(criterion: Mapping[str, Any]) -> Iterable[str]:
    """For an answer kept without its numbers in words: the comparisons whose left side is a plain name."""
    told = (_compared(one) for one in criterion.get("compared", []) if "(" not in str(one.get("left", "(")))
    return [one for one in told if one]


def _compared(one: Mapping[str, Any]) -> str:
    left, right = one.get("left_value"), one.get("right_value")
    if left is None or right is None or isinstance(left, dict | list) or isinstance(right, dict | list):
        return ""
    return _("%(left)s: %(left_value)s, граница: %(right_value)s") % {
        "left": one["left"],
        "left_value": _figure(left),
        "right_value": _figure(right),
    }


def _figure(value: Any) -> str:
    if isinstance(value, bool):
        return _("да") if value else _("нет")
    text = str(value)
    try:
        return day(date.fromisoformat(text)) if text.count("-") == 2 else number(Decimal(text))
    except (ValueError, ArithmeticError):
        return text


def _flat(criteria: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    for criterion in criteria:
        yield criterion
        yield from _flat(criterion.get("any", []))
