"""Small words of the desk: how often, on which days, which form of care."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ryadom.desks.provider.forms import SHORT_DAYS
from ryadom.services.api import Volume
from ryadom.ui.figures import counted


def volume(asked: Volume) -> str:
    """«3 раза в неделю»."""
    times = counted(asked.times, _("раз/раза/раз"))
    per = {"day": _("в день"), "week": _("в неделю"), "month": _("в месяц")}[asked.per]
    return f"{times} {per}"


def weekdays(days: Iterable[int]) -> str:
    """«пн, ср, пт»."""
    return ", ".join(str(SHORT_DAYS[day]) for day in days)


def form_title(form: str) -> str:
    """A form of care as people call it."""
    titles = {"home": _("Помощь дома"), "half_day": _("Дневное отделение"), "inpatient": _("Проживание")}
    return titles.get(form, form)
