"""The Ivanovs learn what they are due, look at what was granted, and mark what the Social Fund paid."""

import pytest

from .cast import truth
from .telling import Asking, person_of

pytestmark = pytest.mark.django_db


def of(page, words):
    """The first link of a list whose words hold these."""
    for address in page.links("/claims/"):
        if address != "/claims/" and "external" not in address:
            yield address


def claim(who, *words):
    """One of my applications, found by what its page says."""
    for address in dict.fromkeys(of(who.open("/claims/"), words)):
        page = who.open(address)
        if all(word in page for word in words):
            return page
    raise AssertionError(f"no application says {words}")


def test_three_quarters_of_the_minimum_for_each_child(visitor):
    asking = visitor.asks("ivanovy", "low-income")
    assert "Единое пособие на ребёнка до 17 лет Оля, Миша, Саша 12 675,75 ₽ в месяц на ребёнка" in asking.page
    why = asking.measure("Единое пособие")
    assert "Среднедушевой доход: 11 000 ₽" in why and "17 424 ₽" in why
    assert "Решает: Социальный фонд (СФР)." in why
    assert len(asking.asked) <= 12


def test_her_own_file_is_not_asked_for_but_her_husbands_stays_closed(at_home):
    asking = at_home("ivanovy").asks("ivanovy", "low-income")
    asked = {ref for page in asking.asked for ref in page if ref.endswith("@applicant")}
    assert not {ref.partition("@")[0] for ref in asked} & {"birth-date", "lives-here", "sex", "earned-in-period"}
    assert "12 675,75 ₽" in asking.page


def test_incomes_that_the_registers_know_are_not_asked(at_home):
    asking = at_home("ivanovy").asks("ivanovy", "low-income")
    assert not any(ref.startswith("income:") for page in asking.asked for ref in page)


def test_what_her_husband_earns_is_counted_and_not_shown(at_home):
    asking = at_home("ivanovy").asks("ivanovy", "low-income")
    why = asking.measure("Единое пособие")
    assert "12 675,75 ₽" in why and "Доход взят из дела семьи. Сумму не показываем" in why
    pages = [why, asking.page, at_home("ivanovy").open("/claims/")]
    for sum_of_petr in ("11 000", "36 000", "432 000", "660 000"):
        assert not any(sum_of_petr in page for page in pages)


def test_staff_who_help_her_see_the_sum_and_where_it_comes_from(at_work):
    desk, person = at_work("orlova"), person_of("ivanovy").id
    desk.opens_file(person)
    page = desk.send(f"/staff/people/{person}/assist/", {"evidence": "пришла сама"})
    token = page.response.redirect_chain[-1][0].split("/")[2]
    page = desk.send(f"/help/{token}/situation/", {"choice": "situation:low-income"})
    why = Asking(desk, token, truth("ivanovy"), page).to_the_end().measure("Единое пособие")
    assert "Среднедушевой доход: 11 000 ₽" in why and "Доход взят из дела семьи." in why


def test_another_family_told_is_asked_for_its_income(at_home):
    anna = at_home("ivanovy")
    page = anna.send("/help/?situation=low-income", {"for_whom": "self", "name": ""})
    token = page.response.redirect_chain[-1][0].split("/")[2]
    page = anna.send(f"/help/{token}/move/", {"to": "family"})
    asking = Asking(anna, token, truth("ivanovy"), page).to_the_end()
    assert any(ref.startswith("income:") for page in asking.asked for ref in page)


def test_the_summer_camp_refund_has_ended(visitor):
    page = visitor.asks("ivanovy", "camp").page
    assert "закончилось 31 августа 2022" in page


def test_what_was_granted_says_so_with_the_sum_and_the_days(at_home):
    anna = at_home("ivanovy")
    page = claim(anna, "коммунальные услуги", "Решение")
    assert "Назначено : 2 704 ₽" in page or "Назначено: 2 704 ₽" in page
    assert "Отказано" not in page and "Я не согласен" not in page
    listed = anna.open("/claims/")
    assert "30 сентября 2026: 2 704 ₽" in listed or "2026: 2 704 ₽" in listed
    assert "Иванова Оля" in listed and "Получили" in listed and "12 675,75 ₽" in listed


def test_the_letter_of_the_decision_says_what_the_page_says(at_home, monkeypatch):
    from ryadom.desks.resident.pages import claims
    from ryadom.papers import api as papers

    letters = []
    monkeypatch.setattr(claims.papers.letters, "decision", lambda letter: letters.append(letter) or b"%PDF-1.7")
    anna = at_home("ivanovy")
    (address,) = claim(anna, "коммунальные услуги", "Решение").links("decision.pdf")
    assert anna.client.get(address)["Content-Type"] == "application/pdf"
    (letter,) = letters
    assert isinstance(letter, papers.DecisionLetter)
    assert "назначено" in letter.outcome and "2\u00a0704\u00a0₽" in letter.outcome


def test_the_promised_day_has_passed_and_the_page_says_so(at_home):
    page = claim(at_home("ivanovy"), "школьную форму", "Срок прошёл")
    assert "Марат Гарипов" in page


def test_the_application_of_each_child_is_told_apart(at_home):
    listed = at_home("ivanovy").open("/claims/")
    assert "школьную форму Иванова Оля" in listed and "школьную форму Иванов Миша" in listed
