"""Galina says how a visit was; a bad answer reaches the head; whoever chooses reads a number without names."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.services.conftest import AT, CHE, STARTS

from ryadom.cases import api as cases
from ryadom.people.api import NotAllowed
from ryadom.services import api as services
from ryadom.services.models import Rating, Visit
from ryadom.voice.models import Asking, Comment

MONDAY = date(2026, 11, 16)
THEN = {"on": MONDAY, "at": AT + timedelta(4)}


@pytest.fixture
def visit(running, tamara, book):
    services.plan_visits(by=tamara, order=running.id, first=STARTS, last=STARTS, book=book, on=STARTS)
    (one,) = services.visits(by=tamara, order=running.id, first=STARTS, last=STARTS, on=MONDAY)
    services.record_visit(by=tamara, visit=one.id, state="done", given={"shopping": 1}, **THEN)
    return one


def bad_cases(galina):
    return [one for one in cases.of_persons(region=CHE, persons=[galina.pk]) if one.kind == services.BAD_VISIT]


def test_a_bad_answer_opens_one_case_for_the_head(visit, herself, galina, book, care):
    for score in (1, 2):
        services.rate(by=herself, visit=visit.id, score=score, comment="Пришли на час позже", book=book, **THEN)
    (case,) = bad_cases(galina)
    (line,) = [one for one in cases.history(region=CHE, tokens=[case.token])[case.token] if one.what == "rated"]
    assert "Оценка 1 из 5" in line.for_staff and "Пришли на час позже" in line.for_staff
    assert "Забота рядом" in line.for_staff
    assert "Руководитель прочтёт" in line.for_person
    assert Rating.objects.in_region(CHE).get(score=1).answers == 0, "the answer was changed, not given twice"
    assert Rating.objects.in_region(CHE).get(score=2).answers == 1


def test_a_good_answer_opens_nothing_and_keeps_no_name(visit, herself, galina, book):
    services.rate(by=herself, visit=visit.id, score=5, comment="Спасибо", book=book, **THEN)
    assert bad_cases(galina) == []
    asked = Asking.objects.in_region(CHE).get()
    assert (asked.survey, asked.score, Comment.objects.in_region(CHE).get().text) == ("visit", 5, "Спасибо")


def test_the_head_says_what_was_done_and_galina_reads_it(visit, herself, galina, ivan, nina, book):
    services.rate(by=herself, visit=visit.id, score=1, book=book, **THEN)
    (case,) = bad_cases(galina)
    with pytest.raises(NotAllowed):
        services.look_into(by=nina, case=case.token, done="Позвонили", **THEN)
    with pytest.raises(services.BadLines, match="прочитает человек"):
        services.look_into(by=ivan, case=case.token, done="  ", **THEN)
    services.look_into(by=ivan, case=case.token, done="Поговорили с работницей", **THEN)
    (case,) = bad_cases(galina)
    assert (case.state, case.outcome) == ("closed", "settled")
    told = " ".join(one.for_person for one in cases.history(region=CHE, tokens=[case.token])[case.token])
    assert "Поговорили с работницей" in told
    with pytest.raises(services.WrongStage):
        services.look_into(by=ivan, case=case.token, done="ещё раз", **THEN)


def test_nobody_answers_for_her_but_who_represents_her(visit, vera, tamara, person, resident, represents, galina, book):
    for other in (vera, tamara, resident(person("Чужая"))):
        with pytest.raises(NotAllowed):
            services.rate(by=other, visit=visit.id, score=5, book=book, **THEN)
    daughter = person("Соколова", "Ольга", "")
    represents(daughter, galina)
    assert services.rate(by=resident(daughter), visit=visit.id, score=4, book=book, **THEN) == 4


def test_a_visit_that_nobody_asked_about_takes_no_answer(running, tamara, herself, book):
    services.plan_visits(by=tamara, order=running.id, first=STARTS, last=STARTS, book=book, on=STARTS)
    (one,) = services.visits(by=tamara, order=running.id, first=STARTS, last=STARTS, on=MONDAY)
    with pytest.raises(services.WrongStage, match="не спрашивали"):
        services.rate(by=herself, visit=one.id, score=5, book=book, **THEN)
    assert not Rating.objects.in_region(CHE).exists()


@pytest.mark.parametrize("wrong", ["0", "6", "", True, "пять"])
def test_an_answer_that_is_none_is_refused(visit, herself, book, wrong):
    with pytest.raises(services.BadLines):
        services.rate(by=herself, visit=visit.id, score=wrong, book=book, **THEN)
    assert not Rating.objects.in_region(CHE).exists()


def test_a_mean_is_told_from_ten_answers_on(care):
    row = Rating.objects.in_region(CHE).create(provider=care.id, month=MONDAY, score=5, answers=6)
    Rating.objects.in_region(CHE).create(provider=care.id, month=MONDAY, score=2, answers=3)
    assert services.ratings(region=CHE, ids=[care.id])[care.id] == services.RatingView(9, None)
    Rating.objects.in_region(CHE).filter(pk=row.pk).update(answers=7)
    assert services.ratings(region=CHE, ids=[care.id])[care.id] == services.RatingView(10, Decimal("4.1"))


def test_a_case_is_opened_once_even_when_the_answer_wanders(visit, herself, galina, book):
    for score in (2, 5, 1):
        services.rate(by=herself, visit=visit.id, score=score, book=book, **THEN)
    assert len(bad_cases(galina)) == 1
    assert Visit.objects.in_region(CHE).get(token=visit.id).looked_into
