"""Tamara Ilyinichna came without a phone: Olga finds her, says why, acts for her, and everything says so."""

import pytest

from .cast import truth
from .telling import Asking, claims_of, person_of

pytestmark = pytest.mark.django_db


def test_the_curators_day_is_in_order(at_work):
    page = at_work("orlova").open("/staff/")
    assert page.text.index("Спросить, пришёл ли ответ") < page.text.index("объяснить, что договор подписывать")


def test_found_by_name_asked_why_and_helped(at_work):
    desk = at_work("orlova")
    found = desk.send("/staff/people/", {"q": "жукова тамара"})
    person = person_of("zhukova").id
    assert any(str(person) in address for address in found.links("/staff/people/"))
    assert "Укажите, зачем открываете дело" in desk.send(f"/staff/people/{person}/purpose/", {}, status=422)
    page = desk.opens_file(person)
    assert "Жукова" in page and "СНИЛС" in page
    page = desk.send(f"/staff/people/{person}/assist/", {"evidence": "пришла сама"})
    token = page.response.redirect_chain[-1][0].split("/")[2]
    page = desk.send(f"/help/{token}/situation/", {"choice": "situation:death"})
    asking = Asking(desk, token, truth("zhukova"), page).to_the_end()
    assert "9 678,63 ₽" in asking.page
    desk.send(f"/staff/people/{person}/assist/leave/")
    assert "действуете за" not in desk.open("/staff/").html


def test_every_page_of_the_way_says_for_whom_she_acts(at_work):
    desk, person = at_work("orlova"), person_of("zhukova").id
    desk.opens_file(person)
    page = desk.send(f"/staff/people/{person}/assist/", {"evidence": "пришла сама"})
    assert "действуете за" in page.html


def test_who_helped_does_not_decide(at_work):
    (claim,) = claims_of("akhmetovy", "regional-large-family-status")
    page = at_work("orlova").act(claim.token, "take", status=403)
    assert page.status == 403


def test_another_region_finds_nobody(at_work):
    desk = at_work("kan")
    (claim,) = claims_of("akhmetovy", "regional-large-family-status")
    desk.open(f"/staff/claims/{claim.token}/", status=404)
    desk.open(f"/staff/people/{person_of('galina').id}/", status=404)
    assert "Соколова" not in desk.send("/staff/people/", {"q": "Соколова"})


def test_galina_reads_who_read_her_file(at_work, at_home):
    person = person_of("galina").id
    at_work("orlova").opens_file(person, "visit")
    assert "Выход в семью" in at_home("galina").open("/me/")


def test_the_minister_sees_numbers_and_nobody(at_work):
    observer = at_work("savin")
    page = observer.open("/region/")
    assert "%" in page.text
    observer.open(f"/staff/people/{person_of('galina').id}/", status=403)


def test_where_few_have_answered_no_share_is_told(at_work):
    page = at_work("sedova").open("/region/")
    assert "мало ответов" in page.text.lower()
