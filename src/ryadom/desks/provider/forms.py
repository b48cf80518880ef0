"""Forms of the desk. Every field says how to put a mistake right, and keeps what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ryadom.providers.api import WorkerView
from ryadom.ui.forms import DateField

WEEKDAYS = (
    (0, _("понедельник")), (1, _("вторник")), (2, _("среда")), (3, _("четверг")), (4, _("пятница")), (5, _("суббота")),
    (6, _("воскресенье")),
)  # fmt: skip
SHORT_DAYS = (_("пн"), _("вт"), _("ср"), _("чт"), _("пт"), _("сб"), _("вс"))


def _words(label: Any, required: Any, *, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=500, help_text=hint, required=bool(required),
        error_messages={"required": required} if required else None, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class WhoAndWhen(forms.Form):
    """At what time one comes and who; both may be left open."""

    hour = forms.TimeField(
        label=_("В котором часу"), required=False, input_formats=["%H:%M", "%H.%M", "%H-%M", "%H"],
        help_text=_("Например, 10:30"), error_messages={"invalid": _("Напишите время так: 10:30")},
        widget=forms.TimeInput(
            format="%H:%M", attrs={"class": "r-short", "inputmode": "numeric", "autocomplete": "off", "maxlength": "5"}
        ),
    )  # fmt: skip
    worker = forms.TypedChoiceField(label=_("Кто ходит"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, workers: Iterable[WorkerView] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("ещё не решили")), *((one.account, one.name) for one in workers)]
        self.fields["worker"].choices = choices  # type: ignore[attr-defined]


class AcceptForm(WhoAndWhen):
    """Yes: on which days of the week, from which day."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("По каким дням приходите"), choices=WEEKDAYS, coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Выберите хотя бы один день недели.")},
    )  # fmt: skip
    starts = DateField(label=_("Первый день"))
    field_order = ("weekdays", "starts", "hour", "worker")


class RefuseForm(forms.Form):
    """No, and why: the person reads it."""

    why = _words(
        _("Почему не можете"), _("Напишите, почему не можете помочь."), hint=_("Эти слова прочитает сам человек.")
    )


class EndForm(forms.Form):
    """Nobody comes any more from tomorrow on."""

    why = _words(_("Почему больше не приходите"), _("Напишите, почему помощь заканчивается."))


class PlacesForm(forms.Form):
    """How many people at once in a form of care."""

    places = forms.IntegerField(
        label=_("Мест всего"), min_value=0, max_value=100_000,
        widget=forms.NumberInput(attrs={"class": "r-short", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            key: _("Напишите число мест от 0 до 100 000.") for key in ("required", "invalid", "min_value", "max_value")
        },
    )  # fmt: skip


class SignedForm(forms.Form):
    """The person's code, or the signed sheet."""

    code = forms.CharField(
        label=_("Код, который назвал человек"), required=False, max_length=8,
        help_text=_("Четыре цифры. Они на странице человека или на листе месяца."),
        widget=forms.TextInput(attrs={"class": "p-code", "inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip
    sheet = forms.FileField(
        label=_("Или фото подписанного листа"), required=False,
        widget=forms.FileInput(
            attrs={
                "accept": "image/*,application/pdf", "data-preview": True, "data-limit": "10485760",
                "data-too-large": _("больше 10 МБ"),
            }
        ),
    )  # fmt: skip


class DoneForm(SignedForm):
    """What was done, and the person's code or the signed sheet. Each service has a field of its own."""

    note = forms.CharField(label=_("Заметка"), required=False, max_length=400)

    def __init__(self, *args: Any, titles: Mapping[str, str], planned: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.services = tuple(titles)
        for id, title in titles.items():
            self.fields[f"times-{id}"] = forms.IntegerField(
                label=title, required=False, min_value=0, max_value=100, initial=planned.get(id, 0),
                widget=forms.NumberInput(attrs={"class": "p-times", "inputmode": "numeric"}),
                error_messages={
                    key: _("Напишите, сколько раз: от 0 до 100.") for key in ("invalid", "min_value", "max_value")
                },
            )  # fmt: skip

    def rows(self) -> list[Any]:
        """The fields of services, for the page."""
        return [self[f"times-{id}"] for id in self.services]

    def given(self) -> dict[str, int]:
        """How many times each service was given."""
        return {id: self.cleaned_data.get(f"times-{id}") or 0 for id in self.services}


class GiveForm(SignedForm):
    """Till which day, and how the person signs."""

    due_on = DateField(label=_("Вернуть до"))
    field_order = ("due_on", "code", "sheet")


class ItemForm(forms.Form):
    """A thing for the shelf, under its number."""

    thing = forms.ChoiceField(label=_("Что это"), error_messages={"required": _("Выберите вещь из списка.")})
    number = forms.CharField(
        label=_("Инвентарный номер"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Напишите инвентарный номер.")},
    )  # fmt: skip

    def __init__(self, *args: Any, things: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thing"].choices = list(things)  # type: ignore[attr-defined]
