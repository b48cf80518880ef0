"""Where help stands, in words for the person: what was done, what is now, what comes next and who does it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ryadom.services import api as services
from ryadom.services.api import Bill, Now, ProgrammeView, VisitView, Why
from ryadom.ui import figures


def form_titles() -> dict[str, str]:
    return {"home": _("Помощь на дому"), "half_day": _("Дневной центр"), "inpatient": _("Дом-интернат")}


def now_words(now: Now) -> str:
    """What is now and who does what next, in a sentence or two."""
    return {
        Now.DECIDE: _("Мы получили вашу просьбу. Специалист решит, какая помощь нужна. Он может позвонить или прийти."),
        Now.DRAW: _("Помощь вам положена. Специалист составляет программу: что делать и как часто."),
        Now.APPROVE: _("Программа составлена. Её проверяет и утверждает руководитель."),
        Now.CHOOSE: _("Программа готова. Теперь выберите, кто будет приходить."),
        Now.ANSWER: _("Мы передали вашу просьбу. Ждём, что ответит ваш помощник."),
        Now.SILENT: _("Вам не ответили в срок. Можно выбрать другого, программа действует."),
        Now.VISITS: _("К вам приходят по плану."),
        Now.EXPIRED: _("Срок программы закончился. Если помощь ещё нужна, попросите снова."),
        Now.REFUSED: _("Специалист решил, что такая помощь сейчас не нужна."),
        Now.OVER: _("Эта помощь закончена."),
    }[now]


def steps(now: Now) -> list[dict[str, str]]:
    """The way as steps of a timeline, each with who does it."""
    titles = (
        (_("Решают, нужна ли помощь"), _("специалист")),
        (_("Составляют программу"), _("специалист")),
        (_("Утверждают программу"), _("руководитель")),
        (_("Вы выбираете, кто придёт"), ""),
        (_("Помощник отвечает"), ""),
        (_("К вам приходят"), ""),
    )
    at = services.place(now)
    states = ("done" if i < at else "now" if i == at else "next" for i in range(len(titles)))
    return [{"title": title, "who": who, "state": state} for (title, who), state in zip(titles, states, strict=True)]


def goes_on(now: Now) -> bool:
    """Whether the way still lies ahead: then its steps are shown."""
    return now in services.WAY[:5] or now is Now.SILENT


def volume(times: int, per: str) -> str:
    """«2 раза в неделю»."""
    said = figures.counted(times, _("раз/раза/раз"))
    return {
        "day": _("%(times)s в день"), "week": _("%(times)s в неделю"), "month": _("%(times)s в месяц"),
    }[per] % {"times": said}  # fmt: skip


def ceiling(programme: ProgrammeView) -> str:
    """The most that a month costs, first the sum."""
    if programme.ceiling is None:
        return _("Сколько вы будете платить, пока не известно. Специалист скажет, когда узнает.")
    if not programme.ceiling:
        return _("Вы ничего не платите.")
    return _("Вы заплатите не больше %(sum)s в месяц.") % {"sum": figures.roubles(programme.ceiling)}


def bill_words(bill: Bill, titles: Mapping[str, str]) -> tuple[str, str]:
    """The sum of the month or its bounds, and why it is so."""
    return _sum(bill), _why(bill, titles)


def _sum(bill: Bill) -> str:
    if bill.pays is not None:
        return figures.roubles(bill.pays) if bill.pays else _("0 ₽, платить не нужно")
    low, high = figures.roubles(bill.low), figures.roubles(bill.high) if bill.high is not None else ""
    if high:
        words = _("От %(low)s до %(high)s") if bill.low else _("Не больше %(high)s")
        return words % {"low": low, "high": high}
    return _("Не меньше %(low)s") % {"low": low} if bill.low else _("Пока не известно")


def _why(bill: Bill, titles: Mapping[str, str]) -> str:
    if bill.why is Why.FREE:
        return _("Для вас эта помощь бесплатна.")
    if bill.why is Why.CEILING:
        return _("Больше этой суммы в месяц вы не платите, сколько бы помощь ни стоила.")
    if bill.why is Why.ALL:
        return _("Столько стоит то, что вы подписали.") if bill.cost else _("Вы ещё ничего не подписали.")
    if bill.untold:
        names = ", ".join(titles.get(id, id) for id in bill.untold)
        return _("Регион ещё не внёс цену: %(what)s. Поэтому точной суммы нет.") % {"what": names}
    return _("Не посчитано, сколько вы платите в месяц самое большее. Поэтому точной суммы нет.")


def is_due(visit: VisitView, on: date) -> bool:
    """Whether the code is needed now: the day has come and nobody has signed."""
    return visit.on <= on and not visit.signed and visit.state in ("planned", "done")


def visit_line(visit: VisitView, on: date) -> dict[str, Any]:
    """A visit as the list says it; the code stands in it when it is due."""
    words = {
        "planned": _("придут") if visit.on >= on else _("никто не отметил, были ли у вас"),
        "done": _("были, вы подписали") if visit.signed else _("были, вы ещё не подписали"),
        "missed": _("не пришли"), "away": _("вас не было дома"), "cancelled": _("отменено"),
    }  # fmt: skip
    things = visit.given if visit.state == "done" else visit.services
    return {
        "id": visit.id, "on": visit.on, "words": words[visit.state], "state": visit.state,
        "things": ", ".join(_thing(visit.titles.get(id, id), times) for id, times in things.items()),
        "note": visit.note, "code": visit.code if is_due(visit, on) else "",
    }  # fmt: skip


def _thing(title: str, times: int) -> str:
    return title if times == 1 else f"{title} ({figures.counted(times, _('раз/раза/раз'))})"


def near(one: str, other: str) -> str:
    """The place that two addresses share in their first words, «Синеозёрский район»; empty where it cannot be told."""
    first, second = (text.partition(",")[0].strip() for text in (one, other))
    return first if first and "," in one and first.casefold() == second.casefold() else ""
