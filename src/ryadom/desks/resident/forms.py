"""The forms of the resident's way. They hold what was typed; `talk` reads it and says what is wrong."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, cast

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _

from ryadom.kit.names import inside_sentence
from ryadom.people.api import Person
from ryadom.rules.api import FactRef, Question
from ryadom.talk.api import Asked, Given, Household, Unknown

UNKNOWN, ABSENT = "?unknown", "?absent"


class WhomForm(forms.Form):
    """«Для кого?» with that person's name, if the reader wants to give it."""

    for_whom = forms.ChoiceField(widget=forms.RadioSelect)
    name = forms.CharField(required=False, max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["for_whom"].label = _("Для кого вы спрашиваете?")
        whom = cast(forms.ChoiceField, self.fields["for_whom"])
        whom.choices = [
            ("self", _("Для себя и своей семьи")),
            ("parent", _("Для мамы или папы")),
            ("spouse", _("Для мужа или жены")),
            ("child", _("Для взрослого сына или дочери")),
            ("other", _("Для другого человека")),
        ]
        self.fields["for_whom"].error_messages["required"] = _("Выберите, для кого вы спрашиваете.")
        self.fields["name"].label = _("Как зовут этого человека")
        self.fields["name"].help_text = _("Только чтобы не запутаться. Можно не писать.")


class WhoForm(forms.Form):
    """«Кто живёт с вами одной семьёй?», first page."""

    spouse = forms.ChoiceField(widget=forms.RadioSelect)
    children = forms.CharField(
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "r-number", "maxlength": "3"})
    )
    parents = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "r-number", "maxlength": "3"})
    )
    others = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "r-number", "maxlength": "3"})
    )

    def __init__(self, *args: Any, told: Household | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["spouse"].label = _("Есть муж или жена?")
        cast(forms.ChoiceField, self.fields["spouse"]).choices = [("yes", _("Да")), ("no", _("Нет"))]
        self.fields["children"].label = _("Сколько детей")
        self.fields["children"].help_text = _("Своих и подопечных. Считайте и тех, кто учится и младше 24 лет.")
        self.fields["parents"].label = _("Сколько родителей живёт с вами")
        self.fields["others"].label = _("Сколько ещё родственников живёт с вами")
        for name in ("children", "parents", "others"):
            self.fields[name].initial = "0"
        if told is not None and told.members:
            self.initial = {
                "spouse": "yes" if told.spouse else "no",
                "children": str(len(told.children)),
                "parents": str(len(told.of("parent"))),
                "others": str(len(told.of("other"))),
            }

    @property
    def relatives(self) -> bool:
        """Whether relatives were told or stand wrong: then the part about them is open."""
        told = (self["parents"].value(), self["others"].value())
        return (
            any(value not in ("", "0", None) for value in told) or "parents" in self.errors or "others" in self.errors
        )


class ChildrenForm(forms.Form):
    """Second page of the family: a name to tell the children apart, and when each was born."""

    def __init__(self, *args: Any, told: Household, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: list[dict[str, Any]] = []
        alone = len(told.children) == 1
        for number, child in enumerate(told.children, 1):
            row = f"child-{number}"
            self.fields[f"{row}-name"] = forms.CharField(
                required=False, max_length=80, label=_("Имя"), initial=child.name
            )
            born = forms.CharField(label=_("Дата рождения"), help_text=_("Например, 27.03.2018"))
            born.widget.attrs.update(
                {"inputmode": "numeric", "autocomplete": "off", "class": "r-date", "maxlength": "40"}
            )
            born.initial = f"{child.born:%d.%m.%Y}" if child.born else ""
            self.fields[f"{row}-born"] = born
            self.fields[f"{row}-unknown"] = forms.BooleanField(required=False, label=_("Не знаю дату рождения"))
            self.fields[f"{row}-ward"] = forms.BooleanField(
                required=False, label=_("Под опекой или в приёмной семье"), initial=child.role == "ward"
            )
            title = _("Ребёнок") if alone else _("Ребёнок %(number)s") % {"number": number}
            self.rows.append(
                {"title": title, "fields": [self[f"{row}-{part}"] for part in ("name", "born", "unknown", "ward")]}
            )


class MembersForm(forms.Form):
    """Everybody told of as in the papers. `alike`: members of the family who look like them: «это он?»"""

    def __init__(
        self, *args: Any, told: Iterable[Unknown], alike: Mapping[str, Person] = MappingProxyType({}), **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.rows: list[dict[str, Any]] = [
            {"id": one.member.id, "title": one.title, "fields": self._row(one, alike.get(one.member.id))}
            for one in told
        ]

    def _row(self, one: Unknown, alike: Person | None) -> list[forms.BoundField]:
        id, child = one.member.id, one.member.role in ("child", "ward")
        if alike is not None:
            self.fields[f"{id}-same"] = forms.ChoiceField(
                label=_("В вашей семье уже есть %(name)s. Это тот же человек?") % {"name": alike.full_name},
                choices=[("yes", _("Да, тот же")), ("no", _("Нет, другой"))],
                widget=forms.RadioSelect,
            )
        self._text(f"{id}-surname", _("Фамилия"), required=True)
        self._text(f"{id}-name", _("Имя"), one.member.name, _("Полное, как в документе"), required=True)
        self._text(f"{id}-patronymic", _("Отчество"))
        born = f"{one.born:%d.%m.%Y}" if one.born else ""
        self._text(f"{id}-born", _("Дата рождения"), born, _("Например, 27.03.2018"), required=child, width="r-date")
        if child:
            self.fields[f"{id}-ward"] = forms.BooleanField(
                required=False, label=_("Под опекой или в приёмной семье"), initial=one.member.role == "ward"
            )
        self._text(f"{id}-snils", _("СНИЛС"), width="r-short")
        return [self[name] for name in self.fields if name.rpartition("-")[0] == id]

    def _text(
        self, name: str, label: str, value: str = "", hint: str = "", *, required: bool = False, width: str = ""
    ) -> None:
        field = forms.CharField(label=label, initial=value, required=required, help_text=hint)
        digits = {"class": width, "inputmode": "numeric"} if width else {}
        field.widget.attrs.update({"autocomplete": "off", "maxlength": "120", **digits})
        self.fields[name] = field

    def place_errors(self, errors: Mapping[str, str]) -> None:
        """Each sentence beside its field; where several people are on the page, with whose it is."""
        titles = {row["id"]: row["title"] for row in self.rows} if len(self.rows) > 1 else {}
        place(self, {name: _of(titles.get(name.rpartition("-")[0]), said) for name, said in errors.items()})


def _of(whose: str | None, said: str) -> str:
    return f"{whose}: {inside_sentence(said)}" if whose else said


class QuestionForm(forms.Form):
    """One question, for one person or for several at once. Field names are `answer-0`, `answer-1` ..."""

    def __init__(self, *args: Any, question: Question, lines: Iterable[Asked], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question, self.lines = question, tuple(lines)
        self.several = len(self.lines) > 1
        self.rows: list[list[forms.BoundField]] = []
        for i, line in enumerate(self.lines):
            names = self.line(i, line, language)
            self.rows.append([self[name] for name in names])

    def line(self, i: int, line: Asked, language: str) -> list[str]:
        """The fields of one line: the answer, «примерно» for incomes, «не знаю» where several are asked at once."""
        names = [f"answer-{i}"]
        field = self.main_field(line, language)
        field.label = line.person if self.several else self.question.text.said(language)
        self.fields[names[0]] = field
        if self.question.window is not None:
            self.fields[f"about-{i}"] = forms.BooleanField(required=False, label=_("Это примерная сумма"))
            names.append(f"about-{i}")
        if self.several and not isinstance(field, forms.ChoiceField):
            self.fields[f"unknown-{i}"] = forms.BooleanField(required=False, label=_("Не знаю"))
            names.append(f"unknown-{i}")
        return names

    def main_field(self, line: Asked, language: str) -> forms.Field:
        if self.question.type == "boolean":
            return self.choice([("да", _("Да")), ("нет", _("Нет"))], _shown(line.earlier))
        if self.question.type == "choice":
            return self.choice([(value, title.said(language)) for value, title in self.question.choices], line.earlier)
        field = forms.CharField(max_length=100, initial=_shown(line.earlier))
        field.widget.attrs.update({"autocomplete": "off", **_ATTRS.get(self.question.type, {})})
        if self.question.type == "money":
            field.suffix = "₽"  # type: ignore[attr-defined]
        elif self.question.unit:
            field.suffix = self.question.unit  # type: ignore[attr-defined]
        return field

    def choice(self, choices: list[tuple[str, str]], earlier: Any) -> forms.ChoiceField:
        extra = [(ABSENT, _("Нет такого"))] if self.question.may_be_absent else []
        return forms.ChoiceField(
            choices=[*choices, *extra, (UNKNOWN, _("Не знаю"))], widget=forms.RadioSelect, initial=earlier
        )

    def given(self) -> dict[str, Given]:
        """What was given, by the fact's name, for `talk.answer`."""
        return {line.ref: self._given(i) for i, line in enumerate(self.lines)}

    def _given(self, i: int) -> Given:
        text = str(self.data.get(f"answer-{i}", ""))
        unknown = text == UNKNOWN or "unknown" in self.data or bool(self.data.get(f"unknown-{i}"))
        absent = text == ABSENT or "absent" in self.data
        return Given(
            text="" if unknown or absent else text,
            unknown=unknown,
            absent=absent,
            about=bool(self.data.get(f"about-{i}")),
        )

    def place_errors(self, errors: Mapping[str, str]) -> None:
        """Put what `talk` said beside the field it is about."""
        by_ref = {FactRef.of(line.ref).id: f"answer-{i}" for i, line in enumerate(self.lines)}
        place(self, {by_ref.get(ref, ""): sentence for ref, sentence in errors.items()})


_ATTRS: dict[str, dict[str, str]] = {
    "date": {"inputmode": "numeric", "class": "r-date"},
    "money": {"inputmode": "decimal", "class": "r-money"},
    "number": {"inputmode": "decimal", "class": "r-number"},
}


def _shown(value: Any) -> Any:
    """A value answered before a step back, as the person would type it."""
    if isinstance(value, bool):
        return "да" if value else "нет"
    return f"{value:%d.%m.%Y}" if hasattr(value, "strftime") else "" if value is None else str(value).replace(".", ",")


def place(form: forms.Form, errors: Mapping[str, str]) -> None:
    """Put sentences from the domain beside the fields they are about; others above the form. Django's own checks
    stay silent.
    """
    form._errors = ErrorDict()  # type: ignore[attr-defined]  # so that Django's own checks stay silent
    form.cleaned_data = {}
    for name, sentence in errors.items():
        form.add_error(name if name in form.fields else None, sentence)
