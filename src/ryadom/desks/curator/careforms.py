"""Short forms of a curator's day: a contact, a need, an absence, a move. Each says how to put a mistake right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ryadom.patronage import api as patronage
from ryadom.patronage.api import Load
from ryadom.ui.forms import DateField

Choices = list[tuple[str, Any]]


def _words(label: Any, longest: int, rows: int = 3, *, required: Any = "", hint: Any = "") -> forms.CharField:
    words = {"required": required} if required else None
    return forms.CharField(
        label=label, max_length=longest, required=bool(required), help_text=hint, error_messages=words,
        widget=forms.Textarea(attrs={"rows": rows, "maxlength": str(longest)}),
    )  # fmt: skip


def _choice(label: Any, choices: Any, initial: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, initial=initial)


class ContactForm(forms.Form):
    """What was said and when again."""

    way = _choice(_("Как связались"), patronage.Way.choices, "call")
    reached = _choice(_("Что вышло"), patronage.Reached.choices, "talked")
    about = _words(_("О чём поговорили"), 1000, hint=_("Одно-два предложения: их прочтёт следующий куратор"))
    about.widget.attrs["data-key"] = "c"
    next_on = DateField(label=_("Когда связаться снова"), required=False)


class NeedForm(forms.Form):
    """What is needed, in the person's words."""

    words = _words(_("Что нужно, словами человека"), 1000, 2, required=_("Напишите, что нужно."))
    source = _choice(_("От кого знаем"), patronage.Source.choices, "self")
    urgent = forms.BooleanField(label=_("Ждать нельзя: поставить в очередь"), required=False)


class GroundForm(forms.Form):
    """On what ground a curator is beside a family."""

    ground = _choice(
        _("Основание"),
        [
            ("consent:phone", _("Семья согласна, сказала по телефону")),
            ("consent:office", _("Семья согласна, сказала на приёме")),
            ("consent:paper", _("Семья согласна, есть бумага")),
            ("consent:", _("Согласие уже записано")),
            ("law:", _("По закону, без согласия")),
            ("override:", _("Без согласия, ждать нельзя")),
        ],
    )
    words = _words(_("Закон или причина, если согласия нет"), 500, 2)
    curator = forms.ChoiceField(label=_("Куратор"), required=False)

    def __init__(self, *args: Any, curators: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["curator"].choices = curators  # type: ignore[attr-defined]

    @property
    def why(self) -> patronage.Why:
        ground, _mark, how = self.cleaned_data["ground"].partition(":")
        return patronage.Why(ground, self.cleaned_data["words"], how)


class MoveForm(forms.Form):
    """To whom a family is sent, and why."""

    move = _choice(
        _("Что сделать"),
        [
            ("refer-agency", _("Направить в ведомство")),
            ("refer-curator", _("Позвать другого куратора на помощь")),
            ("transfer", _("Передать другому куратору")),
        ],
    )
    curator = forms.ChoiceField(label=_("Куратор"), required=False)
    agency = forms.CharField(
        label=_("Ведомство"), max_length=300, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    about = _words(_("Зачем"), 1000, 2, required=_("Напишите, зачем: это прочтёт тот, кого вы просите."))
    consent = forms.BooleanField(label=_("Семья согласна"), required=False)
    override = _words(_("Почему без согласия нельзя ждать"), 500, 2)

    def __init__(self, *args: Any, curators: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["curator"].choices = curators  # type: ignore[attr-defined]

    @property
    def agreed(self) -> patronage.Agreed:
        return patronage.Agreed(self.cleaned_data["consent"], self.cleaned_data["override"])


class EndForm(forms.Form):
    """How a curator leaves a family."""

    how = _choice(_("Почему"), [one for one in patronage.Ended.choices if one[0] in ("settled", "asked", "moved")])
    words = _words(_("Что написать в деле"), 500, 2, required=_("Напишите, почему сопровождение заканчивается."))


class AwayForm(forms.Form):
    """When one is away and who stands in."""

    account = forms.ChoiceField(label=_("Кого не будет"), required=False)
    starts = DateField(label=_("Первый день"))
    ends = DateField(label=_("Последний день"))
    why = _choice(_("Причина"), patronage.Away.choices)
    deputy = forms.ChoiceField(label=_("Кто замещает"), required=False)

    def __init__(self, *args: Any, curators: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = curators  # type: ignore[attr-defined]
        self.fields["deputy"].choices = [("", _("никто")), *curators]  # type: ignore[attr-defined]


class CapacityForm(forms.Form):
    """How many families, and where."""

    families = forms.IntegerField(label=_("Семей, не больше"), min_value=0, max_value=500)
    district = forms.CharField(
        label=_("Район: первые цифры ОКТМО"), max_length=11, required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


def curators_of(loads: Iterable[Load], *, without: int | None = None, free: bool = True) -> Choices:
    """Curators by name with how full they are; those who are away or full say so and may still be seen."""
    chosen = (one for one in loads if one.account_id != without)
    return [(str(one.account_id), _load_words(one) if free else one.name) for one in chosen]


def _load_words(one: Load) -> str:
    if one.away:
        return str(_("%(name)s, сейчас не работает")) % {"name": one.name}
    return str(_("%(name)s, %(now)s из %(most)s")) % {"name": one.name, "now": one.families, "most": one.capacity}
