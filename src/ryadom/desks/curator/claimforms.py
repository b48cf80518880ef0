"""Forms of a claim's page. What the law does not allow is not offered: a refusal lists unmet conditions only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from ryadom.desks.curator.forms import NoteForm
from ryadom.measures import api as measures
from ryadom.ui.forms import DateField, MoneyField

Choices = Iterable[tuple[str, str]]


def _reason(label: Any, *, required: bool = True, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=2000, help_text=hint, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Напишите причину.")},
    )  # fmt: skip


def _line(label: Any, longest: int = 300, *, required: bool = True, hint: Any = "") -> forms.CharField:
    attrs = {"autocomplete": "off", "maxlength": str(longest)}
    return forms.CharField(
        label=label, required=required, max_length=longest, help_text=hint, widget=forms.TextInput(attrs=attrs),
        error_messages={"required": _("Заполните это поле.")},
    )  # fmt: skip


class _Choosing(forms.Form):
    """A form whose choices come with the claim."""

    def __init__(self, *args: Any, choices: dict[str, Choices] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in (choices or {}).items():
            if name in self.fields:
                self.fields[name].choices = list(found)  # type: ignore[attr-defined]


class GrantForm(_Choosing):
    """Grant: the sum of the rule stands in it, another one needs a reason and a head."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    amount = MoneyField(label=_("Сумма"), required=False)
    starts = DateField(label=_("С какого дня"), required=False, help_text=_("Пусто: с сегодняшнего дня"))
    payer = _line(_("Кто платит"), required=False)
    reason = _reason(_("Почему не так, как предлагает правило"), required=False)


class RefuseForm(_Choosing):
    """Refuse: by conditions that are surely unmet, or on a ground of the closed list. Not for what is unknown."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    ground = forms.ChoiceField(
        label=_("Основание"), widget=forms.RadioSelect, error_messages={"required": _("Выберите основание.")}
    )
    criteria = forms.MultipleChoiceField(
        label=_("Какое условие не выполнено"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = _reason(_("Пояснение человеку"), required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("ground") == measures.CRITERIA and not found.get("criteria"):
            self.add_error("criteria", _("Отметьте условие, которое не выполнено."))
        return found


class GiveBackForm(_Choosing):
    reason = _reason(_("Что поправить"))


class HandOverForm(_Choosing):
    to = forms.ChoiceField(label=_("Кому"), error_messages={"required": _("Выберите, кому.")})
    reason = _line(_("Почему"), 500)


class PauseForm(_Choosing):
    reason = _line(_("Чего ждём"), 300, hint=_("Человек это прочитает"))


class RequestForm(_Choosing):
    """Ask another authority."""

    authority = _line(_("Ведомство"))
    subject = _line(_("Что спрашиваем"))
    due_on = DateField(label=_("Ждём ответ до"))


class AnswerForm(_Choosing):
    """What the authority answered."""

    request = forms.UUIDField(widget=forms.HiddenInput)
    answer = _line(_("Ответ"), 2000)
    positive = forms.ChoiceField(
        label=_("Подтвердили?"),
        required=False,
        choices=[("yes", _("да")), ("no", _("нет")), ("", _("ответ не про это"))],
    )


class CheckForm(_Choosing):
    """Whether a paper will do."""

    paper = forms.UUIDField(widget=forms.HiddenInput)
    accepted = forms.ChoiceField(label=_("Документ"), choices=[("yes", _("подходит")), ("no", _("не подходит"))])
    note = _line(_("Почему не подходит"), 500, required=False, hint=_("Человек это прочитает"))


class BringForm(_Choosing):
    """A paper that somebody brought to the office."""

    document = forms.ChoiceField(label=_("Какой документ"))
    token = forms.UUIDField(widget=forms.HiddenInput)


class AskForm(_Choosing):
    """Ask the person for what only they have."""

    document = forms.ChoiceField(label=_("Какой документ нужен"))
    until = DateField(label=_("До какого дня"))


class ProveForm(_Choosing):
    """Confirm a condition, or a fact of the request."""

    ref = forms.ChoiceField(label=_("Что подтверждаете"))
    value = _line(_("Значение"), 200, hint=_("«да», «нет», дата или число; прочерк, если такого нет"))
    source = forms.ChoiceField(
        label=_("Чем"),
        choices=[("document", _("документ")), ("staff", _("видел сам")), ("register", _("ответ реестра"))],
    )
    note = _line(_("Какой документ, что увидели"), 500, required=False)


class ConfirmForm(_Choosing):
    """Many facts that were only said, confirmed by one paper or one answer."""

    what = forms.MultipleChoiceField(
        label=_("Что подтверждаете"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Отметьте хотя бы одно сведение.")},
    )
    by = forms.ChoiceField(
        label=_("Чем подтверждено"), error_messages={"required": _("Выберите, чем это подтверждено.")}
    )
    paper = _line(_("Какой документ или что увидели"), 500, required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("by") == "document" and not found.get("paper"):
            self.add_error("paper", _("Назовите документ: его увидит тот, кто решает."))
        return found


class OutcomeForm(_Choosing):
    """What the deciding body answered."""

    got = forms.ChoiceField(
        label=_("Что решило ведомство"),
        choices=[("yes", _("назначило")), ("no", _("отказало"))],
        widget=forms.RadioSelect,
    )
    amount = MoneyField(label=_("Сумма"), required=False)
    reason = _reason(_("Причина отказа, как её назвало ведомство"), required=False)


class EndAwardForm(_Choosing):
    award = forms.UUIDField(widget=forms.HiddenInput)
    reason = _line(_("Почему прекращаем"), 500)


class PlaceForm(_Choosing):
    payer = _line(_("Кто платит"), required=False)


class ClaimNoteForm(NoteForm):
    """A note about the person, kept with the claim."""

    def __init__(self, *args: Any, choices: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class AppealForm(forms.Form):
    """A complaint told or brought to the office."""

    text = forms.CharField(
        label=_("С чем человек не согласен"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Напишите, с чем человек не согласен.")},
    )  # fmt: skip
    channel = forms.ChoiceField(
        label=_("Как подана"), choices=[("office", _("на приёме")), ("phone", _("по телефону")), ("paper", _("почтой"))]
    )


class ResolveForm(forms.Form):
    """The answer to a complaint."""

    change = forms.ChoiceField(
        label=_("Что решили"),
        widget=forms.RadioSelect,
        choices=[("no", _("Прежнее решение остаётся")), ("yes", _("Прежнее решение отменить и рассмотреть заново"))],
    )
    reason = _reason(_("Почему: человек это прочитает"))


FORMS: dict[str, Any] = {
    "grant": GrantForm, "refuse": RefuseForm, "give-back": GiveBackForm, "hand-over": HandOverForm,
    "pause": PauseForm, "request": RequestForm, "answer": AnswerForm, "check": CheckForm, "bring": BringForm,
    "ask": AskForm, "prove": ProveForm, "confirm": ConfirmForm, "outcome": OutcomeForm,
    "end-award": EndAwardForm, "place": PlaceForm, "note": ClaimNoteForm,
}  # fmt: skip


def ground_choices(*, criteria: bool, papers_missing: bool) -> list[tuple[str, str]]:
    """Grounds that may be chosen now; «paper not brought» only while one is missing."""
    found = [(measures.CRITERIA, _g("условие не выполнено"))] if criteria else []
    for id, ground in measures.PROCEDURAL.items():
        if id != "paper_not_brought" or papers_missing:
            found.append((id, _g(ground.title)))
    return found
