"""The forms of the editor, one for each part of a measure file. A draft may be half written, so nothing is required
here: what is still missing is told by the rules, beside the field, when it is asked for.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ryadom.desks.curator.drafting import choices
from ryadom.desks.curator.normforms import ActForm, NumberField
from ryadom.rules.api import Act, Rulebook
from ryadom.ui.forms import DateField, MoneyField

LONG = 4000
LAW = 20_000
AS_CODE = {
    "spellcheck": "false", "autocapitalize": "off", "autocomplete": "off", "autocorrect": "off", "translate": "no",
    "class": "e-rule", "data-rule": "",
}  # fmt: skip


def line(label: Any, hint: Any = "", *, limit: int = 500, **attrs: str) -> forms.CharField:
    """One line of words."""
    shown = {"autocomplete": "off", "maxlength": str(limit), **attrs}
    return forms.CharField(
        label=label, help_text=hint, max_length=limit, required=False, widget=forms.TextInput(attrs=shown)
    )


def words(
    label: Any, hint: Any = "", *, rows: int = 2, limit: int = LONG, attrs: dict[str, str] | None = None
) -> forms.CharField:
    """A few lines of words."""
    shown = {"rows": rows, "maxlength": str(limit), **(attrs or {})}
    return forms.CharField(
        label=label, help_text=hint, max_length=limit, required=False, widget=forms.Textarea(attrs=shown)
    )


def expression(label: Any, hint: Any = "", *, rows: int = 2) -> forms.CharField:
    """An expression of the rules' language: letters of one width, completion and carets as one types."""
    field = words(label, hint, rows=rows, attrs=AS_CODE)
    field.is_rule = True  # type: ignore[attr-defined]
    return field


def chosen(label: Any, options: Any, hint: Any = "") -> forms.ChoiceField:
    """One of a list; what a list does not know is refused."""
    return forms.ChoiceField(label=label, choices=options, required=False, help_text=hint)


def quiet(form: forms.Form) -> None:
    """The fields of the editor have a face of their own; below a rule stands what the rules say of it."""
    for name, field in form.fields.items():
        field.required = False
        field.template_name = "curator/drafting/field.html"  # type: ignore[attr-defined]
        if getattr(field, "is_rule", False):
            id = f"id_{form.add_prefix(name)}"
            helped = f"{id}_helptext " if field.help_text else ""
            field.widget.attrs["aria-describedby"] = f"{helped}{id}_echo"


class Part(forms.Form):
    """A part of the page. Labels do not say that an answer may be left out: everything may, until it is handed over."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        quiet(self)

    group: Any = ()
    run: Any = None

    def typed(self, name: str) -> str:
        """The words of a field, empty where nothing could be read."""
        return str(self.cleaned_data.get(name) or "").replace("\r\n", "\n").strip()


class AboutForm(Part):
    """What the measure is, for whom, and who decides."""

    title = line(_("Название"), _("Как в законе, но понятно: «Выплата на школьную форму»"), limit=200)
    short = line(_("Коротко"), _("Для списков и СМС"), limit=80)
    summary = words(_("Одним предложением"), _("Кому, сколько и при каком условии. Это читают люди."), limit=600)
    title_en = line(_("Название по-английски"), limit=200, lang="en")
    short_en = line(_("Коротко по-английски"), limit=80, lang="en")
    summary_en = words(_("Одним предложением по-английски"), limit=600, attrs={"lang": "en"})
    for_ = chosen(_("На кого считаем"), choices.for_whom())
    kind = chosen(_("Что человек получит"), choices.kinds())
    period = chosen(_("Как часто"), choices.periods())
    decided_by = chosen(_("Кто решает"), choices.bodies())
    situations = forms.MultipleChoiceField(
        label=_("Что случилось у человека"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("В этих случаях мы спросим человека об этой мере."),
    )  # fmt: skip

    def __init__(self, *args: Any, book: Rulebook, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = sorted(book.situations.items(), key=lambda pair: (pair[1].order, pair[0]))
        self.fields["situations"].choices = [(id, one.title.said(language)) for id, one in known]  # type: ignore[attr-defined]


class ByActForm(ActForm):
    """The act that sets the measure, and the day from which it holds."""

    starts = DateField(label=_("С какого дня действует"), help_text=_("Например, 01.01.2027"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        quiet(self)
        self.fields["verified"].widget.attrs["class"] = "r-choices--row"
        self.order_fields(["act", "act_number", "act_date", "act_url", "verified", "starts"])

    @property
    def by_act(self) -> Act | None:
        """The act so far; None while nothing of it is written."""
        act = self.the_act
        return None if act == Act() else act

    @staticmethod
    def filled(act: Act | None) -> dict[str, Any]:
        """An act as the start of a form."""
        if act is None:
            return {}
        return {
            "act": act.title, "act_number": act.number, "act_date": act.dated, "act_url": act.url,
            "verified": act.verified,
        }  # fmt: skip


class TermForm(Part):
    """How long the decision may take, the day on which conditions are looked at, whose income of which months."""

    days = NumberField(label=_("Сколько дней на решение"), whole=True, required=False)
    working = forms.BooleanField(label=_("Считать рабочие дни"), required=False)
    reference = expression(_("На какой день смотрим условия"), _("Обычно «дата заявления»"), rows=1)
    composition = chosen(_("Чей доход считаем"), ())
    income = chosen(_("За какие месяцы"), (), _("Нужно, если в условиях есть доход."))

    def __init__(self, *args: Any, book: Rulebook, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["composition"].choices = choices.compositions(book)  # type: ignore[attr-defined]
        self.fields["income"].choices = choices.windows(book)  # type: ignore[attr-defined]


class ConditionForm(Part):
    """One condition beside the passage of the law that it was written from."""

    was = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    law = words(_("Текст закона"), rows=6, limit=LAW)
    article = line(_("Статья, пункт"), _("Например, п. 3 ч. 1 ст. 2"), limit=200)
    title = line(_("Условие простыми словами"), limit=200)
    judge = chosen(_("Кто проверяет"), choices.judges())
    rule = expression(_("Правило"), _("Начните писать слово, и мы подскажем имена"), rows=3)
    asked = words(_("Что проверить"), _("Какая бумага нужна или что решит специалист"), limit=600)
    unmet = words(_("Что сказать, если условие не выполнено"), limit=600)
    unknown = words(_("Что сказать, если не хватает сведений"), limit=600)
    advise = forms.BooleanField(
        label=_("Можно советовать человеку, что изменить"), required=False,
        help_text=_("Доход и документы — да. Возраст, инвалидность, развод — нет."),
    )  # fmt: skip
    when = expression(_("Когда ответ «пока нет»"), _("Правило: условие ещё может выполниться само"), rows=1)
    say = words(_("Что сказать, пока нет"), limit=600)
    since = expression(_("С какого дня будет можно"), _("Правило, которое даёт день"), rows=1)


class AmountForm(Part):
    """The sum: how it is counted and how it is told."""

    rule = expression(_("Как посчитать сумму"), _("Число или правило. Пусто, если это не деньги."))
    round = chosen(_("Как округлить"), choices.roundings())
    unit = line(_("За что эта сумма"), _("Например, «на ребёнка в год»"), limit=200)
    note = line(_("Примечание к сумме"), limit=500)


class PaperForm(Part):
    """A paper that is needed."""

    was = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    title = line(_("Какая бумага"), limit=300)
    source = chosen(_("Откуда"), choices.paper_sources())
    mandatory = forms.BooleanField(label=_("Без неё нельзя"), required=False)


class StepForm(Part):
    """What is done, and by whom."""

    was = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)
    title = line(_("Что сделать"), limit=300)
    who = line(_("Кто делает"), limit=100)


class PersonForm(Part):
    """A family as a test: what must come out."""

    was = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)
    name = line(_("Кто и в каком положении"), limit=200)
    subject = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    outcome = chosen(_("Что должно выйти"), choices.outcomes())
    amount = MoneyField(label=_("Сумма"), required=False)
