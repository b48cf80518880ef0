"""Forms of the care desk. They hold what was typed; `services` says what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ryadom.desks.curator.care import stages
from ryadom.services.api import FORMS, TOLD_BY, Line, ProgrammeView, ServiceView
from ryadom.ui.forms import DateField

MOST = 100
TIMES = {"inputmode": "numeric", "class": "s-times", "maxlength": "3", "autocomplete": "off"}


def words(label: Any, longest: int, rows: int = 3, *, hint: Any = "", required: Any = "") -> forms.CharField:
    """A few sentences; `required`: what to say when they are not there."""
    return forms.CharField(
        label=label, max_length=longest, required=bool(required), help_text=hint,
        error_messages={"required": required} if required else None,
        widget=forms.Textarea(attrs={"rows": rows, "maxlength": str(longest)}),
    )  # fmt: skip


class TellForm(forms.Form):
    """Who needs help, who said so, in which words."""

    person = forms.ChoiceField(label=_("Кому нужна помощь"))
    form = forms.ChoiceField(label=_("Какая помощь"))
    told_by = forms.ChoiceField(label=_("Кто рассказал"))
    channel = forms.ChoiceField(
        label=_("Как узнали"), choices=[("phone", _("по телефону")), ("office", _("на приёме или дома"))]
    )
    need = words(
        _("С чем трудно, словами того, кто рассказал"), 2000, 4, required=_("Напишите, с чем трудно справиться."),
        hint=_("Например: «Упала, сама не ходит в магазин и не моет пол»"),
    )  # fmt: skip

    def __init__(self, *args: Any, persons: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles, told = stages.form_titles(), stages.told_by_titles()
        self.fields["person"].choices = list(persons)  # type: ignore[attr-defined]
        self.fields["form"].choices = [(id, titles[id]) for id in FORMS]  # type: ignore[attr-defined]
        self.fields["told_by"].choices = [(id, told[id]) for id in TOLD_BY]  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """Whether the need is there, and why."""

    why = words(_("Что вы увидели"), 500, 3, hint=_("Если откажете, это прочитает человек"))


class BackForm(forms.Form):
    """What must be put right in a programme."""

    why = words(_("Что исправить"), 500, 2, required=_("Напишите, что исправить."))


class DrawForm(forms.Form):
    """The programme: how many times each service, from when to when, a ground for free care beyond the rule."""

    starts = DateField(label=_("Первый день программы"))
    ends = DateField(label=_("Последний день программы"))
    free = words(
        _("Бесплатно по другому основанию"), 300, 2,
        hint=_("Если закон освобождает человека от платы, а правило этого не видит. Напишите, по какому основанию"),
    )  # fmt: skip

    def __init__(self, *args: Any, offered: Iterable[ServiceView], before: ProgrammeView | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.offered = tuple(offered)
        per = [(id, title) for id, title in stages.per_titles().items()]
        drawn = {one.volume.service: one.volume for one in before.lines} if before else {}
        for one in self.offered:
            volume = drawn.get(one.id)
            self.fields[f"times-{one.id}"] = forms.IntegerField(
                label=_("Сколько раз"), min_value=0, max_value=MOST, required=False,
                initial=volume.times if volume else None,
                widget=forms.TextInput(attrs=TIMES),
                error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Напишите число от 0 до 100.")),
            )  # fmt: skip
            self.fields[f"per-{one.id}"] = forms.ChoiceField(
                label=_("За какое время"), choices=per, initial=volume.per if volume else "week", required=False
            )

    @property
    def rows(self) -> list[tuple[ServiceView, Any, Any]]:
        """Each service with its two fields."""
        return [(one, self[f"times-{one.id}"], self[f"per-{one.id}"]) for one in self.offered]

    @property
    def lines(self) -> list[Line]:
        """What was chosen: services with a number of times."""
        said = self.cleaned_data
        return [
            Line(one.id, said[f"times-{one.id}"], said[f"per-{one.id}"] or "week")
            for one in self.offered
            if said.get(f"times-{one.id}")
        ]
