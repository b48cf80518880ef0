"""Where help at home stands, in the words of the desk: one line of steps, and who has to do what next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ryadom.services import api as services
from ryadom.services.api import Now, ProgrammeView


def form_titles() -> dict[str, str]:
    """Forms of social service as staff call them."""
    return {"home": _("На дому"), "half_day": _("Дневной центр"), "inpatient": _("Дом-интернат")}


def told_by_titles() -> dict[str, str]:
    """Who told of a need."""
    return {
        "self": _("сам человек"), "relative": _("родные"), "neighbour": _("соседи"), "curator": _("куратор увидел"),
        "doctor": _("врач"),
    }  # fmt: skip


def per_titles() -> dict[str, str]:
    return {"day": _("в день"), "week": _("в неделю"), "month": _("в месяц")}


def step_titles() -> tuple[str, ...]:
    """The six steps, short: they stand in one line."""
    return _("Решение"), _("Программа"), _("Утверждение"), _("Выбор"), _("Ответ"), _("Посещения")


def line(now: Now) -> list[dict[str, Any]]:
    """The steps with their state: done, now, ahead."""
    at, over = services.place(now), now in (Now.REFUSED, Now.OVER, Now.EXPIRED)
    states = ("done" if i < at else "now" if i == at and not over else "ahead" for i in range(len(step_titles())))
    return [{"title": title, "state": state} for title, state in zip(step_titles(), states, strict=True)]


def next_words(now: Now) -> str:
    """Who has to do what: one sentence."""
    return {
        Now.DECIDE: _("Специалист решает, нужна ли помощь."),
        Now.DRAW: _("Специалист составляет программу."),
        Now.APPROVE: _("Программу утверждает второй человек."),
        Now.CHOOSE: _("Человек выбирает, кто будет приходить. Помогите ему выбрать."),
        Now.ANSWER: _("Ждём ответа поставщика."),
        Now.SILENT: _("Поставщик не ответил в срок. Позвоните ему или помогите выбрать другого."),
        Now.VISITS: _("К человеку приходят по плану."),
        Now.EXPIRED: _("Срок программы закончился. Если помощь ещё нужна, расскажите о ней снова."),
        Now.REFUSED: _("Потребность не признана."),
        Now.OVER: _("Дело закончено."),
    }[now]


def tag(now: Now) -> tuple[str, str]:
    """A short word and its colour."""
    return {
        Now.DECIDE: (_("Ждёт решения"), "ask"),
        Now.DRAW: (_("Составить программу"), "ask"),
        Now.APPROVE: (_("Ждёт утверждения"), "later"),
        Now.CHOOSE: (_("Выбрать поставщика"), "ask"),
        Now.ANSWER: (_("Ждём ответа"), "maybe"),
        Now.SILENT: (_("Молчит"), "bad"),
        Now.VISITS: (_("Приходят"), "yes"),
        Now.EXPIRED: (_("Срок закончился"), "no"),
        Now.REFUSED: (_("Не признана"), "no"),
        Now.OVER: (_("Закончено"), "plain"),
    }[now]


@dataclass(frozen=True)
class Row:
    """A programme in a list. `tries`: orders that came to nothing, with whose silence or refusal it was."""

    programme: ProgrammeView
    name: str
    number: str
    promised_on: date | None
    late: bool
    now: Now
    answer_by: date | None
    tries: tuple[str, ...]

    @property
    def form(self) -> str:
        return form_titles()[self.programme.form]

    @property
    def tag(self) -> tuple[str, str]:
        return tag(self.now)


def failed(programme: ProgrammeView, names: Mapping[Any, str]) -> Iterable[str]:
    """Orders that came to nothing, in words; whose silence it was is named."""
    for one in programme.orders:
        if one.state == "refused":
            yield _("%(who)s: отказ. %(why)s") % {"who": names.get(one.provider, ""), "why": one.reason}
        elif one.state == "lapsed":
            yield _("%(who)s: нет ответа в срок") % {"who": names.get(one.provider, "")}
