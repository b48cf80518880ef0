"""The same answer as letter, application and text message."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from tests.papers.test_letters import NASTY, text

from ryadom.cases import api as cases
from ryadom.measures import api as measures
from ryadom.papers import api as papers

from .conftest import CHE, ON, WHEN

pytestmark = pytest.mark.django_db
SHEET = papers.Sheet(authority="Соцзащита Миасса", addressee="Волкову А. И.", on=ON, contact="8 (3513) 55-00-00")


@pytest.fixture
def andrei(person, household, fact, income, resident):
    who = person("Волков", "Андрей", "Игоревич")
    fact(who, "birth-date", date(1985, 2, 2))
    household(who)
    income(who, "432000")
    return who, resident(who)


def test_a_draft_prints_with_what_was_said(andrei, draft, book):
    who, me = andrei
    claim = draft(me, who, "gas", said={"house-costs": Decimal("80000.50"), f"lives-here@{who.pk}": True})
    found = text(measures.application_pdf(by=me, token=claim.token, sheet=SHEET, book=book, on=ON))
    for part in (
        "Заявление: Выплата на газ",
        "стоимость работ в доме: 80 000,50",
        "с ваших слов",
        "Договор на работы",
        "Подпись",
    ):
        assert part in found
    assert "Право на дом" not in found  # what the state holds is never asked of the person


def test_a_refusal_prints_the_numbers_the_article_and_the_codeword(andrei, nina, sent, book):
    who, me = andrei
    claim = sent(me, who, "outfit", subject="family")
    with pytest.raises(measures.WrongState, match="ещё нет"):
        measures.decision_pdf(by=me, token=claim.token, sheet=SHEET, book=book, on=ON)
    measures.decide_refuse(
        by=nina, claim=claim.token, book=book, ground=measures.CRITERIA, criteria=("income",), **WHEN
    )
    pdf = measures.decision_pdf(by=me, token=claim.token, sheet=SHEET, book=book, on=ON)
    found = text(pdf)
    for part in (
        "отказано",
        "36 000",
        "17 424",
        "548-ЗО, статья 3",
        "12 февраля 2027",
        "Нина Иванова",
        claim.case.codeword,
    ):
        assert part in found
    assert papers.letters.pages(pdf) == 1
    assert measures.text_message(by=me, token=claim.token, phone="8 (3513) 55-00-00", on=ON).startswith("По заявлению")


def test_what_an_authority_reads_stays_russian_whatever_the_reader_reads(andrei, nina, sent, draft, book):
    who, me = andrei
    asked = draft(me, who, "gas", said={"house-costs": Decimal("80000.50"), f"lives-here@{who.pk}": True})
    claim = sent(me, who, "outfit", subject="family")
    refusal = {"by": nina, "claim": claim.token, "book": book, "ground": measures.CRITERIA, "criteria": ("income",)}
    with translation.override("en"):
        application = measures.application_pdf(by=me, token=asked.token, sheet=SHEET, book=book, on=ON)
        measures.decide_refuse(**refusal, **WHEN)
        decision = measures.decision_pdf(by=me, token=claim.token, sheet=SHEET, book=book, on=ON)
    for part in ("Заявление: Выплата на газ", "с ваших слов", "80 000,50", "Подпись"):
        assert part in text(application)
    for part in ("отказано", "12 февраля 2027", "Пожаловаться можно"):
        assert part in text(decision)


def test_a_refusal_on_procedure_is_kept_in_russian(andrei, nina, sent, book):
    from ryadom.cases.models import CaseEvent

    who, me = andrei
    claim = sent(me, who, "outfit", subject="family")
    ground = {"ground": "moved", "reason": "Переехал в другую область."}
    with translation.override("en"):
        measures.decide_refuse(by=nina, claim=claim.token, book=book, **ground, **WHEN)
    kept = [line.values["why"] for line in CaseEvent.objects.in_region(who.region) if "why" in line.values]
    assert kept and not any(re.search("[A-Za-z]", line) for line in kept)


def test_messages_of_each_state(andrei, nina, ivan, sent, book, person, fact, resident):
    who, me = andrei
    fact(who, "lives-here", True)
    claim = sent(me, who, "certificate")
    assert "принято" in measures.text_message(by=me, token=claim.token, phone="1", on=ON)
    measures.decide_grant(by=nina, claim=claim.token, book=book, **WHEN)
    said = measures.text_message(by=me, token=claim.token, phone="1", on=ON)
    assert "положительное" in said and "Удостоверение" not in said


def test_a_name_of_markup_prints_as_itself(person, household, fact, resident, draft, book):
    who = person("Волков", NASTY[:90])
    fact(who, "lives-here", True)
    claim = draft(resident(who), who, "certificate")
    assert '#panic("нет")' in text(
        measures.application_pdf(by=_me(who), token=claim.token, sheet=SHEET, book=book, on=ON)
    )


def _me(who):
    from ryadom.people.api import Actor

    return Actor(region=who.region, person_id=who.pk, level="identified")


def test_a_stranger_prints_nothing(andrei, draft, book, person, resident):
    who, me = andrei
    claim = draft(me, who, "gas")
    with pytest.raises(measures.Missing):
        measures.application_pdf(by=resident(person("Чужова")), token=claim.token, sheet=SHEET, book=book, on=ON)


def test_without_a_term_in_the_practices_no_last_day_is_promised(andrei, nina, sent, book):
    who, me = andrei
    claim = sent(me, who, "outfit", subject="family")
    measures.decide_refuse(
        by=nina, claim=claim.token, book=book, ground=measures.CRITERIA, criteria=("income",), **WHEN
    )
    silent = replace(book, parameters={k: v for k, v in book.parameters.items() if not k.startswith("complaint")})
    found = text(measures.decision_pdf(by=me, token=claim.token, sheet=SHEET, book=silent, on=ON))
    assert "Пожаловаться можно у нас" in found and "12 февраля 2027" not in found
    tried = measures.appeal(by=me, claim=claim.token, text="Не согласен", channel="web", book=silent, **WHEN)
    assert cases.many(region=CHE, tokens=[tried.case])[tried.case].promised_on is None
