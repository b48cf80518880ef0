"""Forms of the desk. Every field says how to put a mistake right, and keeps what was typed."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ryadom.kit import identifiers
from ryadom.ui.forms import DateField, MoneyField, PhoneField


def _text(label: Any, longest: int, required: Any = "", *, hint: Any = "") -> forms.CharField:
    """One line of text; `required` is the sentence for an empty one."""
    attrs = {"autocomplete": "off", "maxlength": str(longest)}
    words = {"required": required} if required else None
    return forms.CharField(
        label=label, max_length=longest, required=bool(required), help_text=hint, error_messages=words,
        widget=forms.TextInput(attrs=attrs),
    )  # fmt: skip


class MonthField(forms.CharField):
    """A month as `03.2026` or `2026-03`; gives its first day."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "r-date", "maxlength": "10"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        kwargs.setdefault("help_text", _("Например, 03.2026"))
        kwargs.setdefault("error_messages", {"required": _("Укажите месяц, например 03.2026")})
        super().__init__(**kwargs)

    def clean(self, value: Any) -> date | None:
        text = super().clean(value).strip()
        if not text:
            return None
        found = re.fullmatch(r"(?P<m>\d{1,2})[./ ](?P<y>\d{4})|(?P<Y>\d{4})-(?P<M>\d{1,2})", text, re.ASCII)
        year, month = (int(found["y"] or found["Y"]), int(found["m"] or found["M"])) if found else (0, 0)
        if not (1990 <= year <= 2200 and 1 <= month <= 12):
            raise forms.ValidationError(_("Напишите месяц так: 03.2026"))
        return date(year, month, 1)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%m.%Y}" if isinstance(value, date) else value


def income_kinds() -> list[tuple[str, Any]]:
    """Kinds of money; rules read sums of all of them, staff tell them apart."""
    return [
        ("salary", _("зарплата")), ("pension", _("пенсия")), ("benefit", _("пособия")), ("alimony", _("алименты")),
        ("scholarship", _("стипендия")), ("business", _("своё дело, самозанятость")), ("other", _("другое")),
    ]  # fmt: skip


class EnterForm(forms.Form):
    """Login and password."""

    login = forms.CharField(
        label=_("Логин"),
        max_length=150,
        error_messages={"required": _("Напишите логин.")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Пароль"),
        max_length=200,
        strip=False,
        error_messages={"required": _("Напишите пароль.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class PersonForm(forms.Form):
    """A person to register, or contacts to change."""

    surname = _text(_("Фамилия"), 100, _("Напишите фамилию."))
    name = _text(_("Имя"), 100, _("Напишите имя."))
    patronymic = _text(_("Отчество"), 100)
    birth_date = DateField(label=_("Дата рождения"), required=False)
    sex = forms.ChoiceField(
        label=_("Пол"), required=False, choices=[("", "—"), ("female", _("женский")), ("male", _("мужской"))]
    )
    snils = _text(_("СНИЛС"), 20, hint=_("11 цифр, например 112-233-445 95"))
    phone = PhoneField(label=_("Телефон"), required=False)
    address = _text(_("Адрес"), 500)
    source = forms.ChoiceField(
        label=_("Откуда дата рождения и пол"),
        choices=[("document", _("из документа")), ("said", _("со слов"))],
        initial="document",
    )

    def clean_snils(self) -> str:
        """The number by its check digits; an empty one is not known yet."""
        value: str = self.cleaned_data["snils"]
        read = identifiers.snils(value) if value else None
        if read is not None and not read.ok:
            raise forms.ValidationError(read.en if (get_language() or "ru").startswith("en") else read.ru)
        return value


class ContactsForm(forms.Form):
    """Where to write and call, and names after a wedding."""

    surname = _text(_("Фамилия"), 100, _("Напишите фамилию."))
    name = _text(_("Имя"), 100, _("Напишите имя."))
    patronymic = _text(_("Отчество"), 100)
    snils = _text(_("СНИЛС"), 20, hint=_("11 цифр, например 112-233-445 95"))
    phone = PhoneField(label=_("Телефон"), required=False)
    address = _text(_("Адрес"), 500)

    clean_snils = PersonForm.clean_snils


def role_choices() -> list[tuple[str, Any]]:
    """Roles towards the head of a family."""
    return [
        ("spouse", _("супруг(а)")), ("child", _("ребёнок")), ("ward", _("подопечный")), ("parent", _("родитель")),
        ("other", _("родственник")),
    ]  # fmt: skip


class MemberForm(PersonForm):
    """Somebody joins a family: somebody found, or somebody new."""

    role = forms.ChoiceField(label=_("Кто это главе семьи"), choices=role_choices)
    starts = DateField(label=_("В семье с какого дня"))
    contract_date = DateField(label=_("Дата договора"), required=False, help_text=_("Только для подопечного"))
    existing = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("existing"):
            for name in ("surname", "name"):
                self.fields[name].required = False


class RepresentForm(forms.Form):
    """Who acts for the person, on what ground, until when."""

    representative = forms.ChoiceField(label=_("Кто действует"))
    ground = forms.ChoiceField(
        label=_("На каком основании"),
        choices=[
            ("parent", _("родитель")), ("guardian", _("опекун или попечитель")),
            ("power_of_attorney", _("доверенность")),
        ],
    )  # fmt: skip
    evidence = _text(_("Документ"), 500, _("Назовите документ."), hint=_("Например, свидетельство о рождении"))
    starts = DateField(label=_("С какого дня"))
    ends = DateField(label=_("До какого дня"), required=False, help_text=_("У доверенности срок есть всегда"))

    def __init__(self, *args: Any, people: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["representative"].choices = list(people)  # type: ignore[attr-defined]


class ConsentForm(forms.Form):
    """A consent signed on paper before staff."""

    purpose = forms.ChoiceField(
        label=_("На что согласие"),
        choices=[
            ("services", _("Обработка сведений для назначения мер")),
            ("messages", _("Сообщения о сроках и решениях")),
        ],
    )
    text_version = _text(
        _("Версия текста на бланке"), 40, _("Впишите версию с бланка."), hint=_("Например, 1 от 12.11.2026")
    )


class NoteForm(forms.Form):
    """A note, with the day of the next contact."""

    text = forms.CharField(
        label=_("Заметка"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Напишите, о чём заметка.")},
    )  # fmt: skip
    next_contact_on = DateField(label=_("Когда связаться"), required=False)


class IncomeForm(forms.Form):
    """One total for a window of months, or months of one kind."""

    first = MonthField(label=_("С месяца"))
    last = MonthField(label=_("По месяц"), required=False)
    kind = forms.ChoiceField(label=_("Что это за деньги"), choices=income_kinds)
    amount = MoneyField(label=_("Сколько"))
    each = forms.ChoiceField(
        label=_("Сумма"), choices=[("month", _("за каждый месяц")), ("total", _("всего за эти месяцы"))]
    )
    source = forms.ChoiceField(
        label=_("Чем подтверждено"),
        choices=[("document", _("справка")), ("register", _("реестр")), ("said", _("со слов"))],
    )
    note = _text(_("Какая справка"), 300)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        first, last = found.get("first"), found.get("last") or found.get("first")
        if first and last and last < first:
            self.add_error("last", _("Последний месяц раньше первого."))
        elif first and last and (last.year - first.year) * 12 + last.month - first.month >= 36:
            self.add_error("last", _("Не больше 36 месяцев за один раз."))
        return found
