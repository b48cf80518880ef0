"""Lists to choose from in the editor: the words of the format as a methodologist says them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from ryadom.rules.api import Rulebook
from ryadom.ui import outcomes as told

Choices = list[tuple[str, str]]
BODIES = (
    "region", "municipality", "sfr", "fns", "job_centre", "school", "zags", "hospital", "mos", "employer", "bank",
)  # fmt: skip


def _later(make: Callable[[], Choices]) -> Callable[[], Callable[[], Choices]]:
    """A list made for each reader in their own language."""
    return lambda: lambda: [("", _("выберите")), *make()]


@_later
def for_whom() -> Choices:
    return [
        ("child", _("на каждого ребёнка")),
        ("adult", _("на каждого взрослого")),
        ("person", _("на каждого человека")),
        ("family", _("на семью целиком")),
    ]


@_later
def kinds() -> Choices:
    return [
        ("money", _("деньги")),
        ("in_kind", _("вещи, продукты, работы")),
        ("discount", _("скидку или оплату части")),
        ("service", _("услугу")),
        ("e_certificate", _("электронный сертификат")),
        ("status", _("статус")),
    ]


@_later
def periods() -> Choices:
    return [
        ("once", _("один раз")),
        ("monthly", _("каждый месяц")),
        ("quarterly", _("раз в квартал")),
        ("half_year", _("раз в полгода")),
        ("yearly", _("раз в год")),
        ("school_year", _("раз в учебный год")),
        ("indefinite", _("без срока")),
    ]


@_later
def bodies() -> Choices:
    return [(one, told.body(one)) for one in BODIES]


@_later
def judges() -> Choices:
    return [
        ("rule", _("правило")),
        ("document", _("бумага")),
        ("attested", _("специалист")),
        ("any", _("достаточно одного из нескольких")),
    ]


@_later
def roundings() -> Choices:
    return [
        ("kopeck half up", _("до копейки")),
        ("kopeck down", _("до копейки вниз")),
        ("rouble half up", _("до рубля")),
        ("rouble up", _("до рубля вверх")),
        ("none", _("не округлять")),
    ]


@_later
def paper_sources() -> Choices:
    return [("person", _("принесёт человек")), ("interagency", _("запросим сами"))]


@_later
def outcomes() -> Choices:
    return [(one, str(words.word)) for one, words in told.AT_THE_DESK.items()]


def compositions(book: Rulebook) -> Choices:
    """Whom the law counts as the family: the definitions that name people."""
    named = sorted(name for name, one in book.definitions.items() if one.type == "people")
    return [("", _("все, кто в семье")), *((name, name) for name in named)]


def windows(book: Rulebook) -> Choices:
    """The windows of income that the region's measures use."""
    held = {
        _window(version.file.income)
        for measure in book.measures.values()
        for version in measure.versions
        if version.file.income
    }
    return [("", _("доход не нужен")), *((one, window_words(one)) for one in sorted(held))]


def _window(income: Any) -> str:
    return window_code({"year": income.year} if income.months is None else {"months": list(income.months)})


def window_code(income: Any) -> str:
    """A window of income as one word: «-13..-2» or «year-1»; empty where there is none."""
    if not income:
        return ""
    months = income.get("months")
    return f"{months[0]}..{months[1]}" if months else f"year{income.get('year')}"


def window_of(code: str) -> dict[str, Any] | None:
    """The window that a word says."""
    if not code:
        return None
    if code.startswith("year"):
        return {"year": int(code[4:])}
    first, _dots, last = code.partition("..")
    return {"months": [int(first), int(last)]}


def window_words(code: str) -> str:
    """A window of income in words."""
    income = window_of(code) or {}
    if "year" in income:
        return {-1: _("прошлый календарный год"), 0: _("этот календарный год")}.get(income["year"], code)
    first, last = income["months"]
    return _("месяцев: %(n)s, последний за %(last)s до обращения") % {"n": last - first + 1, "last": -last}
