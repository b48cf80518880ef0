"""The Morozovs see the sum behind «нет», and their utilities payment waits for the head."""

import pytest

from .telling import claims_of

pytestmark = pytest.mark.django_db


def test_refused_by_312_roubles_and_the_sum_is_shown(visitor):
    asking = visitor.asks("morozovy", "low-income")
    assert "Что не положено и почему" in asking.page
    why = asking.measure("Единое пособие")
    assert "Среднедушевой доход: 17 736 ₽, нужно не больше 17 424 ₽" in why
    assert 17_736 - 17_424 == 312
    assert "Если доход снизится, подайте заявление снова" in why


def test_what_the_social_fund_refused_stands_among_the_applications(at_home):
    page = at_home("morozovy").open("/claims/")
    assert "Единое пособие на ребёнка до 17 лет Морозова Кира" in page and "Отказали" in page


def test_the_head_approves_and_the_family_reads_it(at_home, at_work):
    (claim,) = claims_of("morozovy", "large-family-utilities")
    assert claim.state == "proposed"
    assert "Решение готово, его проверяет второй человек" in at_home("morozovy").open(f"/claims/{claim.token}/")
    specialist, head = at_work("garipov"), at_work("boyko")
    assert claim.number in head.open("/staff/approvals/")
    specialist.act(claim.token, "approve", status=403)
    head.act(claim.token, "approve")
    page = at_home("morozovy").open(f"/claims/{claim.token}/")
    assert "Назначено" in page and "2 704 ₽" in page and "Отказано" not in page
    assert page.links("/voice/"), "the one question is asked at the ending"


def test_given_back_with_a_reason_it_is_the_specialists_again(at_work):
    (claim,) = claims_of("morozovy", "large-family-utilities")
    head = at_work("boyko")
    assert "Напишите причину" in head.act(claim.token, "give-back", status=422, reason="")
    head.act(claim.token, "give-back", reason="Приложите справку об учёбе")
    page = at_work("garipov").open(f"/staff/claims/{claim.token}/")
    assert "Приложите справку об учёбе" in page


def test_one_answer_is_given_and_counted_once(at_home, at_work):
    (claim,) = claims_of("morozovy", "large-family-utilities")
    at_work("boyko").act(claim.token, "approve")
    home = at_home("morozovy")
    (address,) = set(home.open(f"/claims/{claim.token}/").links("/voice/"))
    assert "Получилось ли решить ваш вопрос?" in home.open(address)
    page = home.send(address, {"score": "5", "comment": "Спасибо"})
    assert "Спасибо" in page
    assert claim.number not in page, "the answer knows nobody"
