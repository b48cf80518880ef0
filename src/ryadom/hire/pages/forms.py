"""Forms of this room. Every field says how to put a mistake right, and keeps what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ryadom.ui.forms import DateField


class AskForm(forms.Form):
    """What for: optional, in one's own words."""

    need = forms.CharField(
        label=_("Зачем нужна вещь"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Своими словами. Если есть ИПРА, напишите об этом."),
    )  # fmt: skip


class BehalfForm(AskForm):
    """The same for somebody who came or called."""

    thing = forms.ChoiceField(label=_("Что нужно"), error_messages={"required": _("Выберите вещь из списка.")})
    field_order = ("thing", "need")

    def __init__(self, *args: Any, things: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thing"].choices = list(things)  # type: ignore[attr-defined]


class DueForm(forms.Form):
    """Till which day."""

    due_on = DateField(label=_("До какого дня"))


class DecideForm(forms.Form):
    """By which rule the thing is given, or why not."""

    ground = forms.ChoiceField(label=_("По какому правилу"), widget=forms.RadioSelect, required=False)
    why = forms.CharField(
        label=_("Документ, правило или причина отказа"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Номер ИПРА или пункт порядка региона. Причину отказа прочитает человек."),
        error_messages={"required": _("Назовите документ, правило или причину отказа.")},
    )  # fmt: skip

    def __init__(self, *args: Any, grounds: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = {"ipra": _("по ИПРА"), "region": _("по порядку проката региона")}
        self.fields["ground"].choices = [(one, titles[one]) for one in grounds]  # type: ignore[attr-defined]
