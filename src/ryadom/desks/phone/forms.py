"""Forms of the phone desk. Every field says how to put a mistake right, and keeps what was typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ryadom.ui.forms import DateField, PhoneField


def _text(label: Any, longest: int, hint: Any = "", rows: int = 0) -> forms.CharField:
    attrs = {"autocomplete": "off", "maxlength": str(longest)}
    widget = forms.Textarea(attrs={**attrs, "rows": rows}) if rows else forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, max_length=longest, required=False, help_text=hint, widget=widget)


class BeginForm(forms.Form):
    """Somebody is on the line, or was and nobody picked up."""

    phone = PhoneField(label=_("С какого номера"), required=False)
    name = _text(_("Как назвался"), 200)


class RecordForm(forms.Form):
    """What is written of a call."""

    said_name = _text(_("Как назвался"), 200)
    behalf = forms.ChoiceField(
        label=_("За кого звонит"), choices=[("self", _("за себя")), ("other", _("за другого"))], required=False
    )
    for_whom = _text(_("За кого именно"), 200, _("Если звонит за другого: кто это и кем приходится"))
    about = _text(_("О чём спросил"), 2000, rows=3)
    answered = _text(_("Что ответили"), 2000, rows=3)


class CallBackForm(forms.Form):
    """When to call, on which number, and that the caller agreed."""

    phone = PhoneField(label=_("На какой номер"), required=False)
    day = DateField(label=_("В какой день"), required=False, help_text=_("Пусто: сегодня"))
    part = forms.ChoiceField(
        label=_("Когда"),
        choices=[
            ("hour", _("в течение часа")), ("morning", _("до 12 часов")), ("day", _("до 17 часов")),
            ("evening", _("до 20 часов")),
        ],
    )  # fmt: skip
    about = _text(_("О чём поговорить"), 500)
    agreed = forms.BooleanField(label=_("Спросил: «Можно перезвонить вам на этот номер?» Согласен"), required=False)
