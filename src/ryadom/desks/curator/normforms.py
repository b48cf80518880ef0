"""Forms of the law's numbers and of places: every problem is told at once beside its field, what was typed stays.

A field reads its own spelling (a sum, a day); whether the whole fits is judged by the room that keeps it, over
whatever could be read, so that nobody learns of the second mistake only after the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ryadom.desks.curator.sums import said_keys
from ryadom.measures import api as measures
from ryadom.rules import api as rules
from ryadom.rules.api import Act, EntryView, Keys, Offer, Parameter, Problem, Rulebook
from ryadom.ui import outcomes
from ryadom.ui.forms import DateField, MoneyField

MARKS = ("act", "official_page", "press", "recalled")
LARGE = Decimal(1_000_000_000)
# As the page shows them: the list of mistakes follows it.
ORDER = ("sure_jump", "starts", "sure_overlap", "ends", "act", "act_number", "act_date", "act_url", "verified")


class NumberField(forms.Field):
    """A number as people write it: `1,056`, `22`. Gives an exact Decimal, never negative."""

    def __init__(self, *, whole: bool = False, part: bool = False, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric" if whole else "decimal", "autocomplete": "off", "maxlength": "30"}
        kwargs.setdefault("widget", forms.TextInput(attrs={**attrs, "class": "r-money"}))
        self.whole, self.part = whole, part
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        shown = value * 100 if self.part else value
        return f"{shown.normalize():f}".replace(".", ",")

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        text = re.sub(r"\s|%", "", str(value)).replace("\u2212", "-")
        if re.fullmatch(r"-[0-9]+(?:[.,][0-9]+)?", text):
            raise ValidationError(_("Значение не может быть меньше нуля."))
        found = re.fullmatch(r"([0-9]{1,12})(?:[.,]([0-9]{1,6}))?", text)
        if not found:
            raise ValidationError(_("Напишите число цифрами, например 1,056."))
        if self.whole and found[2]:
            raise ValidationError(_("Впишите целое число."))
        exact = Decimal(f"{found[1]}.{found[2] or '0'}")
        if exact > LARGE:
            raise ValidationError(_("Проверьте число: оно слишком большое."))
        return exact / 100 if self.part else exact


def value_field(parameter: Parameter, **kwargs: Any) -> forms.Field:
    """The field for a value of this parameter: roubles, days, per cent or a plain number."""
    if parameter.type == "money":
        return MoneyField(**kwargs)
    field = NumberField(whole=parameter.type == "days", part=parameter.type == "share", **kwargs)
    suffix = {"share": "%", "days": _("дн.")}.get(parameter.type, parameter.unit or "")
    field.suffix = suffix  # type: ignore[attr-defined]
    return field


class ActForm(forms.Form):
    """Which act, and how far somebody looked; with the two questions that a yes settles."""

    act = forms.CharField(
        label=_("Акт"), max_length=500, help_text=_("Например, Постановление Правительства области"),
        error_messages={"required": _("Назовите акт.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": "500"}),
    )  # fmt: skip
    act_number = forms.CharField(
        label=_("Номер акта"), max_length=60, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": "60", "class": "r-short"}),
    )  # fmt: skip
    act_date = DateField(label=_("Дата акта"), help_text="", error_messages={"required": _("Укажите дату акта.")})
    act_url = forms.CharField(
        label=_("Ссылка на акт"), max_length=500, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": "500", "inputmode": "url"}),
    )  # fmt: skip
    verified = forms.ChoiceField(
        label=_("Как вы это проверили"), widget=forms.RadioSelect,
        error_messages={"required": _("Выберите, как вы это проверили.")},
    )  # fmt: skip
    sure_overlap = forms.BooleanField(label=_("Да, с этого дня действует новое значение"), required=False)
    sure_jump = forms.BooleanField(label=_("Да, цифры верные"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verified"].choices = [(mark, outcomes.verified(mark)) for mark in MARKS]  # type: ignore[attr-defined]
        self.asks: set[str] = {code for code in ("overlap", "jump") if self.data.get(f"sure_{code}")}

    @property
    def sure(self) -> frozenset[str]:
        return frozenset(code for code in ("overlap", "jump") if self.cleaned_data.get(f"sure_{code}"))

    @property
    def the_act(self) -> Act:
        found = self.cleaned_data
        return Act(
            found.get("act", ""), found.get("act_number", ""), found.get("act_date"), found.get("act_url", ""),
            found.get("verified", ""),
        )  # fmt: skip

    def beside(self, problems: Iterable[Problem]) -> None:
        """Put each problem by its field; one that the field itself has told already is not told twice."""
        wrong = set(self.errors)
        for one in problems:
            field = self.field_of(one)
            if one.code:
                self.asks.add(one.code)
            if field not in wrong:
                self.add_error(field, one.text)

    def field_of(self, problem: Problem) -> str | None:
        return problem.field if problem.field in self.fields else None


class ValueForm(ActForm):
    """Values of one parameter by keys, for some days, by one act."""

    starts = DateField(
        label=_("Действует с какого дня"), help_text=_("Например, 01.01.2027"),
        error_messages={"required": _("Укажите, с какого дня действует значение.")},
    )  # fmt: skip
    ends = DateField(label=_("По какой день"), required=False, help_text=_("Например, 31.12.2027"))

    def __init__(
        self, *args: Any, book: Rulebook, parameter: Parameter, known: tuple[EntryView, ...], on: date,
        instead: UUID | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.book, self.parameter, self.known, self.on, self.instead = book, parameter, known, on, instead
        self.rows: dict[str, Keys] = {f"value_{n}": row for n, row in enumerate(rules.parameter_rows(parameter))}
        many = len(self.rows) > 1
        for name, row in self.rows.items():
            label = said_keys(row) or _("Значение")
            words = {"required": _("Впишите значение.")}
            self.fields[name] = value_field(parameter, label=label, required=not many, error_messages=words)
        self.order_fields([*self.rows, *ORDER])
        self.fields["ends"].required = bool(parameter.rhythm)
        if parameter.rhythm:
            self.fields["ends"].error_messages["required"] = _(
                "Это число меняют каждый год. Укажите последний день, например 31.12.2027."
            )

    @property
    def offer(self) -> Offer:
        """What could be read so far."""
        found = self.cleaned_data
        values = {row: found[name] for name, row in self.rows.items() if found.get(name) is not None}
        return Offer(
            self.parameter.id, values, found.get("starts"), found.get("ends"), self.the_act, self.instead, self.sure
        )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        self.beside(rules.value_problems(self.book, self.offer, self.known, on=self.on))
        return found

    def field_of(self, problem: Problem) -> str | None:
        if problem.field != "values":
            return super().field_of(problem)
        return next((name for name, row in self.rows.items() if row == problem.keys), None)

    @classmethod
    def filled(cls, entry: EntryView, parameter: Parameter) -> dict[str, Any]:
        """A record as the start of the one that puts it right."""
        rows = enumerate(rules.parameter_rows(parameter))
        act = entry.act
        return {
            **{f"value_{n}": entry.values[row] for n, row in rows if row in entry.values},
            "starts": entry.starts, "ends": entry.ends, "act": act.title, "act_number": act.number,
            "act_date": act.dated, "act_url": act.url, "verified": act.verified,
        }  # fmt: skip


class PlacesForm(ActForm):
    """How many places a measure has in a period, by one act."""

    places = NumberField(
        label=_("Мест"), whole=True, error_messages={"required": _("Впишите число мест.")}
    )  # fmt: skip
    starts = DateField(
        label=_("С какого дня"), help_text=_("Например, 01.01.2027"),
        error_messages={"required": _("Укажите, с какого дня есть места.")},
    )  # fmt: skip
    ends = DateField(
        label=_("По какой день"), help_text=_("Например, 31.12.2027"),
        error_messages={"required": _("Укажите последний день: места дают на срок.")},
    )  # fmt: skip

    def __init__(
        self, *args: Any, book: Rulebook, measure: str, known: measures.Quota, on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.book, self.measure, self.known, self.on = book, measure, known, on
        self.fields["sure_overlap"].label = _("Да, с этого дня действует новое число мест")
        self.order_fields(["places", *ORDER])

    @property
    def offer(self) -> measures.PlacesOffer:
        """What could be read so far."""
        found = self.cleaned_data
        places = found.get("places")
        return measures.PlacesOffer(
            self.measure, found.get("starts"), found.get("ends"), None if places is None else int(places),
            self.the_act, self.sure,
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        self.beside(measures.places_problems(self.book, self.offer, self.known, on=self.on))
        return found


class ReturnForm(forms.Form):
    """Why a record is given back."""

    reason = forms.CharField(
        label=_("Что поправить"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Напишите, что поправить.")},
    )  # fmt: skip
