"""Lists to choose from in the editor: the words of the format as a methodologist says them."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

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
