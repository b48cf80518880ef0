"""The Kims ask about the car, wait in the queue, and get it when the region has a place."""

from datetime import date

import pytest

from .telling import claims_of

pytestmark = pytest.mark.django_db


def test_seventy_percent_of_the_price_but_not_above_the_cap(visitor):
    asking = visitor.asks("kim", "foster")
    page = asking.measure("Выплата приёмной семье на автомобиль")
    assert "до 1 500 000 ₽" in page and "Чтобы назвать точную сумму, ответьте" in page
    for ref, said in (("purchase-price", "1 800 000"), ("purchase-date", "22.05.2026")):
        visitor.open(f"{asking.way}check/{ref}/")
        visitor.send(f"{asking.way}answer/", {"ref": ref, "answer-0": said, "changing": "1"})
    page = visitor.open(f"{asking.way}results/foster-family-car/")
    assert "1 260 000 ₽" in page and "положено по вашим ответам" in page
    assert "вы стоите в очереди" in page


def test_the_queue_is_a_right_and_not_a_refusal(at_home):
    (claim,) = claims_of("kim", "foster-family-car")
    page = at_home("kim").open(f"/claims/{claim.token}/")
    assert "Ваше место в очереди: 1. Право остаётся за вами." in page
    assert "Это не отказ" in page


def test_a_place_comes_free(at_home, at_work, demo):
    from ryadom.measures import api as measures
    from ryadom.people import api as people
    from ryadom.rules import api as rules

    (claim,) = claims_of("kim", "foster-family-car")
    head = at_work("boyko")
    told = head.act(claim.token, "place", status=422, payer="")
    assert "Свободных мест нет" in told
    on = date(2026, 11, 20)
    first, second = (
        people.actor(account_id=people.staff_with_role(region="RU-CHE", role=role, on=on)[0].account_id,
                     region="RU-CHE", on=on)
        for role in ("head", "methodologist")
    )  # fmt: skip
    act = rules.Act("Приказ", "1", date(2026, 1, 10), verified="act")
    offer = measures.PlacesOffer("foster-family-car", date(2026, 1, 1), date(2026, 12, 31), 10, act)
    entered = measures.enter_places(by=first, book=rules.rulebook("RU-CHE", on), offer=offer, on=on, at=demo)
    measures.approve_places(by=second, entry=entered.token, at=demo)
    head.act(claim.token, "place", payer="Центр выплат")
    home = at_home("kim")
    page = home.open(f"/claims/{claim.token}/")
    assert "Ваша очередь подошла" in page
    assert "1 260 000 ₽" in home.open("/claims/")


def test_a_paper_not_brought_is_appealed_to_another_person(at_home, at_work):
    (claim,) = claims_of("kim", "country-camp-free", "Алина")
    home = at_home("kim")
    page = home.open(f"/claims/{claim.token}/")
    assert "Отказано" in page and "Принесите его и подайте снова" in page
    home.send(f"/claims/{claim.token}/act/", {"do": "appeal", "text": "Справку приносили, её не приняли"})
    page = home.open(f"/claims/{claim.token}/")
    assert "Рассматривает другой специалист" in page
    first, second = at_work("garipov"), at_work("lunina")
    told = first.send(f"/staff/claims/{claim.token}/appeal/", {"take": "1"}, status=403)
    assert "Жалобу рассматривает другой человек" in told
    second.send(f"/staff/claims/{claim.token}/appeal/", {"take": "1"})
    reason = "Справка нашлась, рассмотрим заново"
    second.send(f"/staff/claims/{claim.token}/appeal/", {"change": "yes", "reason": reason})
    page = home.open(f"/claims/{claim.token}/")
    assert reason in page
    assert claims_of("kim", "country-camp-free", "Алина")[0].state == "sent"


def test_an_empty_complaint_is_not_sent_and_says_why(at_home):
    (claim,) = claims_of("kim", "country-camp-free", "Алина")
    page = at_home("kim").send(f"/claims/{claim.token}/act/", {"do": "appeal", "text": "  "}, status=409)
    assert "Напишите, с чем вы не согласны" in page
