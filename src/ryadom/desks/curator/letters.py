"""The same words on paper and in a text message: the answer, the application to sign, the decision.

What the office gives out is in Russian, whatever language the desk is in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

from ryadom.cases import api as cases
from ryadom.desks.curator import told
from ryadom.desks.curator.visit import Visit
from ryadom.measures import api as measures
from ryadom.papers import api as papers
from ryadom.people.api import Person
from ryadom.rules.api import FactRef, FactValue, MeasureAnswer, Rulebook
from ryadom.ui import figures

LANGUAGE = "ru"


def pdf(data: bytes, name: str) -> HttpResponse:
    """A PDF that opens in the browser and is kept by nobody on the way."""
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@override(LANGUAGE)
def authority(book: Rulebook) -> str:
    """Who writes: the region's social protection, by the region's own name."""
    about = book.about
    return _("Социальная защита: %(region)s") % {"region": about.title.ru} if about else _("Социальная защита")


def phone(book: Rulebook) -> str:
    """Whom to call; empty where the region has not entered it."""
    return (book.about.contact.phone or "") if book.about else ""


def _sheet(visit: Visit, book: Rulebook, addressee: str) -> papers.Sheet:
    hours = book.about.contact.hours.said(LANGUAGE) if book.about and book.about.contact.hours else ""
    contact = ", ".join(filter(None, (visit.by.name, figures.phone(phone(book)) if phone(book) else "", hours)))
    return papers.Sheet(authority(book), addressee, visit.on, contact)


@override(LANGUAGE)
def answer(visit: Visit, book: Rulebook, person: Person, found: Iterable[MeasureAnswer]) -> bytes:
    """What is due and what to do, one page."""
    lines = [told.tell(book, one, LANGUAGE) for one in found]
    rights = tuple(
        papers.RightLine(_named(one), f"{one.amount} {one.note}".strip(), _short(one)) for one in _in_order(lines)
    )
    steps = tuple(step for one in _in_order(lines)[:1] for step in one.steps[:3])
    note = _("Это ответ по сведениям в вашем деле и правилам на сегодня. Окончательно решает ведомство.")
    return papers.letters.answer(papers.AnswerLetter(_sheet(visit, book, person.full_name), rights, steps, note))


def _in_order(lines: list[told.Told]) -> list[told.Told]:
    order = [str(one) for one in told.ORDER]
    return sorted(lines, key=lambda one: order.index(one.outcome))


def _named(one: told.Told) -> str:
    return f"{one.title} ({one.subject_name})" if one.subject_name and one.subject != "family" else one.title


def _short(one: told.Told) -> str:
    if one.outcome == "unknown" and one.missing:
        return _("Чтобы ответить, нужно знать: %(what)s.") % {"what": ", ".join(one.missing[:4])}
    said = " ".join(filter(None, (one.next_word, one.ahead.words if one.ahead else "")))
    return said or _("Решает: %(who)s.") % {"who": one.decided_by}


@override(LANGUAGE)
def application(
    visit: Visit, book: Rulebook, claim: measures.ClaimView, person: Person, facts: Mapping[FactRef, FactValue],
    items: Iterable[measures.Item],
) -> bytes:  # fmt: skip
    """The filled application with its signature line."""
    lines = tuple(
        papers.FactLine(
            told.title(book, ref, LANGUAGE),
            told.value_words(book, ref, value.value, LANGUAGE),
            told.source(value.source),
        )
        for ref, value in facts.items()
    )
    brought = tuple(item.needed.title for item in items if item.for_person)
    request = _("Прошу назначить: %(title)s.") % {"title": claim.title}
    if claim.subject_name and claim.subject != "family":
        request = _("Прошу назначить: %(title)s. Для кого: %(name)s.") % {
            "title": claim.title,
            "name": claim.subject_name,
        }
    consent = _("Подтверждаю, что сведения верны. Согласен(на) на обработку этих сведений для назначения меры.")
    letter = papers.ApplicationLetter(
        _sheet(visit, book, authority(book)),
        claim.title,
        request,
        lines,
        brought,
        person.full_name,
        claim.number,
        consent,
    )
    return papers.letters.application(letter)


@override(LANGUAGE)
def decision(visit: Visit, book: Rulebook, claim: UUID, person: Person) -> bytes:
    """The decision: the very letter that the person can open, with the desk's contact on it."""
    sheet = _sheet(visit, book, person.full_name)
    return measures.decision_pdf(by=visit.by, token=claim, sheet=sheet, book=book, on=visit.on)


@override(LANGUAGE)
def sms(book: Rulebook, claim: measures.ClaimView, made: measures.DecisionView | None) -> str:
    """The text to send; empty where there is nothing to say or no phone to name."""
    call = figures.phone(phone(book)) if phone(book) else ""
    if not call or not claim.number:
        return ""
    try:
        if made is not None and made.verdict == "granted":
            return papers.sms.granted(number=claim.number, amount=made.amount, phone=call)
        if made is not None:
            return papers.sms.refused(number=claim.number, phone=call)
        if claim.case:
            letters = cases.code_of(claim.region, claim.number)
            return papers.sms.received(
                number=claim.number, promised=claim.case.promised_on, phone=call, letters=letters
            )
    except papers.NotForSms:
        return ""
    return ""


def reminder_sms(book: Rulebook, reminder: measures.ReminderView) -> str:
    """The text to send on the day that a person asked for; empty where there is no phone to name."""
    return measures.reminder_text(reminder, figures.phone(phone(book)) if phone(book) else "")


@override(LANGUAGE)
def plain(visit: Visit, book: Rulebook, addressee: str, text: str) -> bytes:
    """What was written to somebody who gets it by post."""
    return papers.letters.plain(papers.PlainLetter(_sheet(visit, book, addressee), text))


def together(pdfs: Iterable[bytes], name: str) -> HttpResponse:
    """Several letters in one file."""
    return pdf(papers.letters.together(pdfs), name)
