"""A need in a few plain questions: for whom, what is hard, since when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

LONGEST = 1000


def hard_titles() -> dict[str, str]:
    """What is often hard, in everyday words."""
    return {
        "shop": _t("Ходить в магазин и в аптеку"),
        "cook": _t("Готовить еду"),
        "clean": _t("Убирать, стирать, носить воду"),
        "wash": _t("Мыться и одеваться"),
        "doctor": _t("Ходить к врачу, пить лекарства вовремя"),
        "papers": _t("Платить за квартиру, писать бумаги"),
        "alone": _t("Трудно одной или одному, не с кем поговорить"),
    }


def since_titles() -> dict[str, str]:
    return {
        "days": _t("Несколько дней"), "month": _t("Около месяца"), "half": _t("Несколько месяцев"),
        "year": _t("Больше года"),
    }  # fmt: skip


class AskForm(forms.Form):
    """Three questions and one's own words, which need not be written."""

    person = forms.ChoiceField(label=_("Кому нужна помощь?"), widget=forms.RadioSelect)
    hard = forms.MultipleChoiceField(
        label=_("Что трудно делать?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Отметьте всё, что подходит"),
    )  # fmt: skip
    since = forms.ChoiceField(label=_("С какого времени трудно?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Расскажите своими словами"), max_length=LONGEST, required=False,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": str(LONGEST)}),
    )  # fmt: skip

    def __init__(self, *args: Any, persons: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.persons = list(persons)
        self.fields["person"].choices = self.persons  # type: ignore[attr-defined]
        self.fields["person"].error_messages["required"] = _t("Выберите, кому нужна помощь.")
        self.fields["hard"].choices = list(hard_titles().items())  # type: ignore[attr-defined]
        self.fields["since"].choices = list(since_titles().items())  # type: ignore[attr-defined]
        self.fields["since"].error_messages["required"] = _t("Выберите, с какого времени. Примерно, как помните.")
        if len(self.persons) == 1:
            self.fields["person"].required = False
            self.fields["person"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("hard") and not (said.get("words") or "").strip() and "words" not in self.errors:
            self.add_error("hard", _t("Отметьте, что трудно, или напишите ниже своими словами."))
        return said

    @property
    def whom(self) -> str:
        """The key of the person for whom one asks."""
        return self.cleaned_data["person"] or self.persons[0][0]

    @property
    def need(self) -> str:
        """What was answered, as one text in Russian: staff read it and it is kept."""
        said = self.cleaned_data
        with override("ru"):
            hard, since = hard_titles(), since_titles()
            told = "; ".join(hard[one].lower() for one in said["hard"])
            parts = [
                _t("Трудно: %(what)s.") % {"what": told} if told else "",
                _t("С какого времени: %(when)s.") % {"when": since[said["since"]].lower()},
                said["words"].strip(),
            ]
        return " ".join(part for part in parts if part)
