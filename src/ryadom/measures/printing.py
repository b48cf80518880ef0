"""The same answer on paper and by text message: the application, the decision, the SMS. Built from what is kept.

Who writes (`Sheet`: authority, contact, code word) is the caller's: it stands in the region's practice.
What an authority reads and keeps is printed in Russian, whatever language the page is in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from ryadom.cases import api as cases
from ryadom.papers import api as papers
from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.rules.api import FactRef, Rulebook
from ryadom.ui.figures import day, number, roubles

from . import queries, terms
from .errors import WrongState
from .reasons import because, chosen
from .shapes import ClaimView, DecisionView

LANGUAGE = "ru"
_SOURCES = ("register", "document", "staff", "said")


def application_pdf(*, by: Actor, token: UUID, sheet: papers.Sheet, book: Rulebook, on: date) -> bytes:
    """The filled application with its signature line; a draft may be printed too. Raises Missing."""
    claim = queries.one(by=by, token=token, on=on)
    with override(LANGUAGE):
        return papers.letters.application(_application(by, claim, sheet, book, on))


def _application(
    by: Actor, claim: ClaimView, sheet: papers.Sheet, book: Rulebook, on: date
) -> papers.ApplicationLetter:
    person = people.person(region=by.region, id=claim.person)
    listed = queries.documents(by=by, token=claim.token, on=on)
    return papers.ApplicationLetter(
        sheet=_signed(sheet, claim),
        measure=claim.title,
        request=_("Прошу назначить: %(title)s. Для кого: %(who)s.")
        % {"title": claim.title, "who": claim.subject_name or person.full_name},
        facts=tuple(_facts(claim, book)),
        papers=tuple(item.needed.title for item in listed if item.for_person),
        signer=person.short_name,
        number=claim.number,
        ask=_ask(claim),
        consent=_("Сведения верны. Согласен(на) на их обработку для решения по этому заявлению."),
    )


def _ask(claim: ClaimView) -> str:
    """How to ask about it by phone; nothing before it has a number."""
    if not claim.number:
        return ""
    letters = cases.code_of(claim.region, claim.number)
    return _("Узнать по телефону: назовите номер %(number)s и буквы %(letters)s (%(spoken)s).") % {
        "number": claim.number, "letters": letters, "spoken": cases.spoken(letters),
    }  # fmt: skip


def decision_pdf(*, by: Actor, token: UUID, sheet: papers.Sheet, book: Rulebook, on: date) -> bytes:
    """The decision in force as a letter of one page. Raises Missing, WrongState when nothing is decided."""
    claim = queries.one(by=by, token=token, on=on)
    with override(LANGUAGE):
        made = queries.decisions(region=by.region, tokens=[token])[token]
        if made:
            return papers.letters.decision(_decision(claim, made[-1], sheet, book))
    raise WrongState(_("Решения ещё нет."))


def text_message(*, by: Actor, token: UUID, phone: str, on: date) -> str:
    """What may be sent by SMS of how the claim stands: no measure's name, no health, no link. Raises Missing."""
    claim = queries.one(by=by, token=token, on=on)
    made = queries.decisions(region=by.region, tokens=[token])[token]
    if claim.case is None:
        raise WrongState(_("Заявление ещё не отправлено."))
    if claim.state in ("sent", "proposed") or not made:
        letters = cases.code_of(claim.region, claim.number)
        return papers.sms.received(number=claim.number, promised=claim.case.promised_on, phone=phone, letters=letters)
    if made[-1].verdict == "granted":
        return papers.sms.granted(number=claim.number, amount=made[-1].amount, phone=phone)
    return papers.sms.refused(number=claim.number, phone=phone)


def how_to_appeal(book: Rulebook, decided_on: date) -> str:
    """Where to complain about a decision, and until when if the practices say so."""
    last = terms.complain_until(book, decided_on)
    if last is None:
        return _("Пожаловаться можно у нас, через МФЦ или в суде. Жалобу рассмотрит другой человек.")
    return _("Пожаловаться можно до %(day)s: у нас, через МФЦ или в суде. Жалобу рассмотрит другой человек.") % {
        "day": day(last)
    }


def _decision(claim: ClaimView, made: DecisionView, sheet: papers.Sheet, book: Rulebook) -> papers.DecisionLetter:
    return papers.DecisionLetter(
        sheet=replace(_signed(sheet, claim), on=made.on),
        number=claim.number,
        outcome=_outcome(claim, made),
        reasons=tuple(_reasons(made)),
        steps=_steps(claim, made),
        appeal=how_to_appeal(book, made.on),
        signer=made.approver_name or made.author_name,
    )


def _outcome(claim: ClaimView, made: DecisionView) -> str:
    if made.verdict != "granted":
        return _("%(title)s: отказано.") % {"title": claim.title}
    if claim.state == "queued":
        return _("%(title)s: право подтверждено, вы в очереди. Это не отказ.") % {"title": claim.title}
    if made.amount is None:
        return _("%(title)s: назначено.") % {"title": claim.title}
    return _("%(title)s: назначено, %(amount)s.") % {"title": claim.title, "amount": roubles(made.amount)}


def _steps(claim: ClaimView, made: DecisionView) -> tuple[str, ...]:
    if made.verdict == "granted":
        if claim.state == "queued":
            return (_("Ждать очереди: напоминать не нужно, мы напишем."),)
        return (_("Ничего делать не нужно."),)
    if made.ground == "paper_not_brought":
        return (_("Принесите недостающий документ."), _("Подайте заявление снова."))
    return (_("Если данные изменились, подайте заявление снова."),)


def _reasons(made: DecisionView) -> Iterable[papers.ReasonLine]:
    if made.verdict == "granted":
        return
    rows = chosen(made.answer, made.criteria)
    if not rows:
        yield papers.ReasonLine(made.why)
    for row in rows:
        text, compared, article = because(row)
        yield papers.ReasonLine(text, compared, article)


def _facts(claim: ClaimView, book: Rulebook) -> Iterable[papers.FactLine]:
    names = _others(claim)
    for ref, raw in claim.facts.items():
        fact = FactRef.of(ref)
        kind = book.facts.get(fact.key)
        if kind is None:
            continue
        whose = f"{names[fact.person]}: " if fact.person in names else ""
        yield papers.FactLine(whose + kind.file.name, _value(raw, kind.by_value), _source(raw))


def _others(claim: ClaimView) -> dict[str | None, str]:
    """Names of the family's other members, by the id that facts carry."""
    ids = {FactRef.of(ref).person for ref in claim.facts} - {None, str(claim.person)}
    known = people.persons(region=claim.region, ids=[one for one in ids if one and _is_token(one)])
    return {str(one.id): one.polite_name for one in known.values()}


def _is_token(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _value(raw: Mapping[str, Any], choices: Mapping[str, str]) -> str:
    value = raw["value"]
    if value is None:
        return _("нет")
    if isinstance(value, bool):
        return _("да") if value else _("нет")
    if raw["type"] == "date":
        return day(date.fromisoformat(value))
    if raw["type"] in ("number", "money"):
        return number(Decimal(value))
    return choices.get(value, value)


def _source(raw: Mapping[str, Any]) -> str:
    titles = dict(zip(_SOURCES, (_("реестр"), _("документ"), _("сотрудник"), _("с ваших слов")), strict=True))
    return titles.get(raw.get("source", ""), "")


def _signed(sheet: papers.Sheet, claim: ClaimView) -> papers.Sheet:
    """The letter's code word is that of the case, so that a caller can be told from a swindler."""
    case: cases.CaseView | None = claim.case
    return replace(sheet, codeword=case.codeword) if case and case.codeword else sheet
