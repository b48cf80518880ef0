"""Short forms of the head: who is on duty, how soon danger is answered, what may be asked outside."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ryadom.desks.curator.careforms import Choices
from ryadom.regions.clock import zone_of
from ryadom.ui.forms import DateField, PhoneField

SOMEBODY = "other"


def _line(label: Any, longest: int, required: Any = "", hint: Any = "") -> forms.CharField:
    words = {"required": required} if required else None
    return forms.CharField(
        label=label, max_length=longest, required=bool(required), help_text=hint, error_messages=words,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


def _clock(label: Any) -> forms.TimeField:
    wrong = _("Напишите время, например 09:00.")
    attrs = {"autocomplete": "off", "class": "govuk-input--width-5", "inputmode": "numeric"}
    return forms.TimeField(
        label=label, help_text=_("Например, 09:00"), input_formats=["%H:%M", "%H.%M", "%H"],
        widget=forms.TextInput(attrs=attrs), error_messages={"required": wrong, "invalid": wrong},
    )  # fmt: skip


def _minutes(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=1, max_value=240,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4", "autocomplete": "off"}),
    )  # fmt: skip


class ShiftForm(forms.Form):
    """Who, from when till when. An end before the beginning is the next morning's."""

    who = forms.ChoiceField(label=_("Кто дежурит"))
    name = _line(_("Имя, если в списке нет"), 200)
    phone = PhoneField(
        label=_("Телефон дежурного"), required=False, help_text=_("Его увидит человек, который пишет об опасности")
    )
    day = DateField(label=_("День"))
    opens = _clock(_("С"))
    closes = _clock(_("До"))

    def __init__(self, *args: Any, staff: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [*staff, (SOMEBODY, _("другой человек"))]  # type: ignore[attr-defined]
        self._names = dict(staff)

    def shift(self, region: str) -> dict[str, Any]:
        """As the action takes it."""
        said = self.cleaned_data
        other = said["who"] == SOMEBODY
        starts = datetime.combine(said["day"], said["opens"], tzinfo=zone_of(region))
        ends = datetime.combine(said["day"], said["closes"], tzinfo=zone_of(region))
        return {
            "account": None if other else int(said["who"]),
            "name": said["name"] if other else str(self._names[said["who"]]),
            "phone": said["phone"].removeprefix("+"),
            "starts_at": starts,
            "ends_at": ends if ends > starts else ends + timedelta(days=1),
        }


class TermsForm(forms.Form):
    """How soon, and when higher."""

    within = _minutes(_("Отвечаем на опасность за, минут"))
    escalate_after = _minutes(_("Если никто не взял, зовём следующего через, минут"))
    starts = DateField(label=_("С какого дня"))
    act = _line(_("Каким актом решено"), 300, _("Напишите номер и день приказа."))

    @staticmethod
    def starting(on: date) -> dict[str, Any]:
        return {"starts": f"{on:%d.%m.%Y}"}


class OutsideForm(forms.Form):
    """Where to ask, for what, and by which act."""

    url = _line(_("Адрес"), 300, _("Напишите адрес, например https://example.org/v1."))
    model = _line(_("Название модели"), 100, _("Напишите название модели."))
    choose = forms.BooleanField(label=_("Выбирать тему из нашего списка, когда помощник не уверен"), required=False)
    reword = forms.BooleanField(label=_("Говорить вопросы другими словами"), required=False)
    timeout = forms.IntegerField(
        label=_("Ждать ответа, миллисекунд"), initial=1500,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5", "autocomplete": "off"}),
    )  # fmt: skip
    act = _line(_("Каким актом решено"), 300, _("Напишите номер и день приказа."))
