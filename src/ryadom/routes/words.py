"""How this room names the bodies that act in a step."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

# In Russian, as commands without pages say them.
AGENCIES: dict[str, str] = {
    "you": _("Вы сами"),
    "region": _("Соцзащита"),
    "municipality": _("Администрация района"),
    "social_centre": _("Центр социального обслуживания"),
    "sfr": _("Социальный фонд"),
    "fns": _("Налоговая"),
    "job_centre": _("Центр занятости"),
    "school": _("Школа"),
    "kindergarten": _("Детский сад"),
    "zags": _("ЗАГС"),
    "hospital": _("Больница или поликлиника"),
    "mse": _("Бюро медико-социальной экспертизы"),
    "police": _("Полиция"),
    "court": _("Суд"),
    "notary": _("Нотариус"),
    "bank": _("Банк"),
    "employer": _("Работодатель"),
    "guardianship": _("Опека"),
    "gas_company": _("Газовая компания"),
    "utility": _("Управляющая компания"),
    "mfc": _("МФЦ"),
    "college": _("Колледж или вуз"),
    "defenders": _("Фонд «Защитники Отечества»"),
    "military": _("Военкомат или часть"),
}


def agency(who: str) -> str:
    """The body in the reader's language."""
    return gettext(AGENCIES[who])
