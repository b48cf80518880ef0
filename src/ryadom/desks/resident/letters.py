"""The same answer on paper and as an SMS text."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from ryadom.papers import api as papers
from ryadom.talk import api as talk
from ryadom.talk.api import ToldMeasure
from ryadom.ui import figures


def answer_letter(authority: str, name: str, on: date, told: Iterable[ToldMeasure]) -> bytes:
    """PDF, one page: what is due and what to do first."""
    shown = list(told)
    rights = tuple(papers.RightLine(one.title, f"{one.amount} {one.amount_note}".strip(), _short(one)) for one in shown)
    steps = tuple(step["title"] for one in shown[:1] for step in one.steps[:3])
    note = _("Это ответ по вашим словам и правилам на сегодня. Окончательно решает ведомство.")
    sheet = papers.Sheet(authority=authority, addressee=name or _("Заявителю"), on=on)
    return papers.letters.answer(papers.AnswerLetter(sheet, rights, steps, note))


def _short(told: ToldMeasure) -> str:
    said = " ".join(filter(None, (told.next_word, told.ahead.words if told.ahead else "")))
    if said:
        return said
    return _("По нашим сведениям; проверит специалист.") if told.sample else ""


def application_letter(
    authority: str, name: str, on: date, told: ToldMeasure, answers: Iterable[talk.Told], number: str = ""
) -> bytes:
    """PDF of the filled application with its signature line. An authority reads it: in Russian, and `told` and
    `answers` must be told in Russian too.
    """
    with override("ru"):
        return papers.letters.application(_application(authority, name, on, told, answers, number))


def _application(
    authority: str, name: str, on: date, told: ToldMeasure, answers: Iterable[talk.Told], number: str
) -> papers.ApplicationLetter:
    facts = tuple(
        papers.FactLine(f"{a.person}: {a.label}" if a.person else a.label, a.value or _("не знаю"), _source(a))
        for a in answers
        if not a.unknown
    )
    request = _("Прошу назначить: %(title)s.") % {"title": told.title}
    sheet = papers.Sheet(authority=authority, addressee=authority, on=on)
    consent = _("Подтверждаю, что сведения верны. Согласен(на) на обработку этих сведений для назначения меры.")
    return papers.ApplicationLetter(
        sheet, told.title, request, facts, told.bring, name or "_______________", number, consent
    )


def _source(answer: talk.Told) -> str:
    known = {
        "register": _("из реестра"),
        "document": _("по документу"),
        "staff": _("проверил специалист"),
        "said": _("со слов"),
    }
    return known.get(answer.source, "")


def sms(told: Iterable[ToldMeasure], phone: str) -> str:
    """At most three parts of an SMS: how many measures, the first sum, whom to call; no diagnosis, no link."""
    due = [one for one in told if one.outcome == "entitled"]
    first = next((f"{one.short}: {one.amount}" for one in due if one.amount), "")
    parts = [
        _("Рядом: вам положено мер: %(n)s.") % {"n": len(due)},
        first,
        _("Вопросы: %(phone)s") % {"phone": figures.phone(phone)} if phone else "",
    ]
    return " ".join(part for part in parts if part)[:201]


def token_of(text: str) -> UUID | None:
    """A form's own token, or None when it is not one."""
    try:
        return UUID(text)
    except ValueError:
        return None
