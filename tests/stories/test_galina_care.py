"""Galina Petrovna cannot carry water any more: from the need to the first signed visit, its bill and its rating."""

from datetime import date, timedelta
from typing import Any

import pytest

from ryadom.people import api as people
from ryadom.people.models import Account, Organisation
from ryadom.providers import api as providers
from ryadom.services import api as services
from ryadom.services.models import Order, Programme, ProgrammeLine, Visit

from .telling import REGION, Page, Somebody, person_of

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 20)
EVERY_DAY = range(7)


@pytest.fixture(autouse=True)
def nobody_has_come_yet(demo: Any) -> None:
    """The demonstration shows Galina with visits; these stories begin before the first of them."""
    hers = Programme.objects.in_region(REGION).filter(person=person_of("galina").id)
    Visit.objects.in_region(REGION).filter(order__programme__in=hers).delete()
    Order.objects.in_region(REGION).filter(programme__in=hers).delete()
    ProgrammeLine.objects.in_region(REGION).filter(programme__in=hers).delete()
    hers.delete()


@pytest.fixture
def tamara(demo: Any) -> tuple[people.Actor, Any]:
    """Tamara comes from a small organisation of the next village, with two places."""
    boyko = people.actor(account_id=Account.objects.get(login="boyko").pk, region=REGION, on=ON)
    body = Organisation.objects.create(
        region=REGION, title="Забота рядом", phone="+73000005501",
        address="Синеозёрский район, село Ключи, улица Новая, 1",
    )  # fmt: skip
    care = providers.enlist(by=boyko, organisation=body.pk, owner="ngo", on=ON)
    providers.set_places(by=boyko, provider=care.id, form="home", places=2, on=ON)
    account = Account.objects.create_user("tamara-of-care")
    providers.admit(by=boyko, provider=care.id, account_id=account.pk, name="Тамара Ильина", on=ON)
    return people.actor(account_id=account.pk, region=REGION, on=ON), care


def asks(galina: Somebody) -> str:
    """Galina fills the three questions; the address of her help."""
    assert "Попросить о помощи" in galina.open("/care/")
    wrong = galina.send("/care/ask/", {"words": ""}, status=422)
    assert "Отметьте, что трудно" in wrong and "Выберите, с какого времени" in wrong
    page = galina.send("/care/ask/", {"hard": ["shop", "clean"], "since": "month", "words": "Упала, болит рука"})
    assert "Мы получили вашу просьбу" in page and "Решение будет до" in page
    return page.response.redirect_chain[-1][0]


def decided(garipov: Somebody, key: str) -> Page:
    """Garipov finds the need in the region's queue and recognises it."""
    queue = garipov.open("/staff/care/")
    assert "Нужды ждут решения" in queue and "Соколова Галина Петровна" in queue
    page = garipov.open(f"/staff/care/{key}/")
    assert "Упала, болит рука" in page and "ходить в магазин и в аптеку" in page
    empty = garipov.send(f"/staff/care/{key}/do/refuse/", {"decide-why": " "}, status=422)
    assert "почему потребность не признана" in empty
    return garipov.send(f"/staff/care/{key}/do/recognise/", {"decide-why": "Живёт одна, перелом руки"})


def drawn(garipov: Somebody, key: str) -> None:
    """He draws the programme: what a month may cost her is computed beside the table."""
    sheet = garipov.open(f"/staff/care/{key}/draw/")
    assert "Сколько человек заплатит в месяц" in sheet and "не внесён" in sheet
    wrong = garipov.send(f"/staff/care/{key}/draw/", {"starts": "20.11.2026", "ends": "19.11.2027"}, status=422)
    assert "Добавьте хотя бы одну услугу" in wrong
    page = garipov.send(
        f"/staff/care/{key}/draw/",
        {"times-shopping": "7", "per-shopping": "week", "times-cleaning": "1", "per-cleaning": "week",
         "starts": "20.11.2026", "ends": "19.11.2027", "free": ""},
    )  # fmt: skip
    assert "Программу утверждает второй человек" in page


def test_from_the_need_to_the_rating(at_home: Any, at_work: Any, tamara: tuple[people.Actor, Any]) -> None:
    galina, garipov, boyko, orlova = at_home("galina"), at_work("garipov"), at_work("boyko"), at_work("orlova")
    worker, care = tamara
    path = asks(galina)
    key = path.split("/")[2]

    assert "Специалист составляет программу" in decided(garipov, key)
    drawn(garipov, key)
    assert "Её проверяет и утверждает руководитель" in galina.open(path)
    assert "Купить и принести продукты" not in galina.open(path), "a draft is not promised"

    queue = boyko.open("/staff/care/")
    assert "Программы ждут утверждения" in queue
    back = boyko.send(f"/staff/care/{key}/do/give-back/", {"back-why": "Добавьте воду"})
    assert "Специалист составляет программу" in back
    drawn(garipov, key)
    boyko.send(f"/staff/care/{key}/do/approve/")

    page = galina.open(path)
    assert "выберите, кто будет приходить" in page and "7 раз в неделю" in page
    choice = galina.open(f"{path}choose/")
    assert "Забота рядом" in choice and "некоммерческая" in choice and "Оценок пока мало" in choice
    assert "Рядом с вами: Синеозёрский район" in choice
    page = galina.send(f"{path}do/order/", {"provider": str(care.id)})
    assert "Ждём, что ответит ваш помощник" in page

    assert "Ждём ответа поставщика" in orlova.open("/staff/care/")
    (sent,) = services.of_persons(region=REGION, persons=[person_of("galina").id])
    at = services_at()
    services.accept(by=worker, order=sent.live_order.id, weekdays=EVERY_DAY, starts=ON, on=ON, at=at)
    services.plan_visits(by=worker, order=sent.live_order.id, first=ON, last=ON + timedelta(9), book=the_book(), on=ON)

    page = galina.open(path)
    (visit, *later) = services.visits(
        by=actor_of("galina"), order=sent.live_order.id, first=ON, last=date(2026, 11, 30), on=ON
    )
    assert "Код на сегодня" in page and visit.code in page
    assert later and not any(f">{one.code}<" in page.html for one in later if one.code != visit.code)
    sheet = galina.open(f"{path}sheet/?month=2026-11")
    assert all(one.code in sheet for one in (visit, *later))
    assert visit.code not in orlova.open(f"/staff/care/{key}/"), "staff never read a code"

    services.record_visit(by=worker, visit=visit.id, state="done", given={"shopping": 1}, on=ON, at=at)
    services.sign_by_code(by=worker, visit=visit.id, code=visit.code, on=ON, at=at)
    page = galina.open(path)
    assert "были, вы подписали" in page and "Код на сегодня" not in page
    assert "Счёт за месяц" in page
    if sent.ceiling == 0:
        assert "Для вас эта помощь бесплатна" in page
    assert "Как прошло посещение?" in page and "узнает, у кого это было" in page

    page = galina.send(f"{path}do/rate/", {"visit": str(visit.id), "score": "1", "comment": "Пришла без продуктов"})
    assert "Руководитель прочтёт и разберётся" in page
    assert "Плохие оценки" in boyko.open("/staff/care/")
    desk = boyko.open(f"/staff/care/{key}/")
    assert "Пришла без продуктов" in desk and "Забота рядом" in desk
    (case,) = bad_cases()
    boyko.send(f"/staff/care/{key}/do/look-into/", {"case": str(case.token), "done": "Поговорили, придёт завтра"})
    assert bad_cases()[0].state == "closed"

    bills = boyko.open("/staff/care/bills/?month=2026-11")
    assert "Соколова Галина Петровна" in bills and "148,20" in bills
    assert "Социальные услуги, дело" in galina.open("/me/"), "who worked with her care stands on her page"


def services_at() -> Any:
    from ryadom.regions.clock import now

    return now()


def the_book() -> Any:
    from ryadom.rules import api as rules

    return rules.rulebook(REGION, ON)


def actor_of(login: str) -> people.Actor:
    return people.actor(account_id=Account.objects.get(login=login).pk, region=REGION, on=ON)


def bad_cases() -> list[Any]:
    from ryadom.cases import api as cases

    found = cases.of_persons(region=REGION, persons=[person_of("galina").id])
    return [one for one in found if one.kind == services.BAD_VISIT]


def test_she_changes_her_mind_and_then_her_helper(at_home: Any, at_work: Any, tamara: Any) -> None:
    galina, garipov, boyko = at_home("galina"), at_work("garipov"), at_work("boyko")
    worker, care = tamara
    path = asks(galina)
    key = path.split("/")[2]
    decided(garipov, key)
    drawn(garipov, key)
    boyko.send(f"/staff/care/{key}/do/approve/")
    galina.send(f"{path}do/order/", {"provider": str(care.id)})
    (sent,) = services.of_persons(region=REGION, persons=[person_of("galina").id])
    page = galina.send(f"{path}do/cancel/", {"order": str(sent.live_order.id)})
    assert "выберите, кто будет приходить" in page
    galina.send(f"{path}do/order/", {"provider": str(care.id)})
    (sent,) = services.of_persons(region=REGION, persons=[person_of("galina").id])
    services.turn_down(by=worker, order=sent.live_order.id, why="Некому ехать", on=ON, at=services_at())
    assert "Забота рядом не сможет помочь: Некому ехать" in galina.open(path)
    assert "Забота рядом: отказ. Некому ехать" in boyko.open("/staff/care/")
    galina.send(f"{path}do/order/", {"provider": str(care.id)})
    (sent,) = services.of_persons(region=REGION, persons=[person_of("galina").id])
    services.accept(by=worker, order=sent.live_order.id, weekdays=EVERY_DAY, starts=ON, on=ON, at=services_at())
    assert "выберите, кто будет приходить" in galina.send(f"{path}do/end/", {"order": str(sent.live_order.id)})
    assert "Эта помощь закончена" in galina.send(f"{path}do/withdraw/")


def test_a_neighbours_word_is_taken_by_the_curator_who_then_does_not_decide(at_work: Any) -> None:
    orlova, galina = at_work("orlova"), person_of("galina")
    orlova.opens_file(galina.id)
    assert "Рассказать, что нужна помощь" in orlova.open(f"/staff/families/{galina.id}/")
    told = {"person": str(galina.id), "form": "home", "told_by": "neighbour", "channel": "phone"}
    wrong = orlova.send(f"/staff/people/{galina.id}/care/", {**told, "need": ""}, status=422)
    assert "Напишите, с чем трудно справиться" in wrong
    page = orlova.send(f"/staff/people/{galina.id}/care/", {**told, "need": "Не выходит из дома"})
    assert "Не выходит из дома" in page and "соседи" in page and "Помощь нужна" not in page
    again = orlova.send(f"/staff/people/{galina.id}/care/", {**told, "need": "то же"}, status=409)
    assert "повторять не нужно" in again
    assert "Ждёт решения" in orlova.open(f"/staff/families/{galina.id}/")


def test_a_stranger_reads_what_this_help_is_and_opens_nothing(visitor: Somebody, at_home: Any) -> None:
    assert "Войти по коду" in visitor.open("/care/")
    path = asks(at_home("galina"))
    for who in (visitor, at_home("kim")):
        who.open(path, 404)
        who.open(f"{path}choose/", 404)
        who.open(f"{path}sheet/", 404)
        who.send(f"{path}do/withdraw/", status=404)


def test_a_daughter_asks_for_her_mother(at_home: Any) -> None:
    from ryadom.people.models import Representation
    from ryadom.regions.clock import now

    mother, daughter = person_of("galina"), person_of("ivanovy")
    Representation.objects.create(
        region=REGION, person_id=mother.id, representative_id=daughter.id, ground="power_of_attorney",
        purposes=["apply"], starts=date(2026, 1, 1), recorded_at=now(),
    )  # fmt: skip
    anna = at_home("ivanovy")
    assert "Галина Петровна" in anna.open("/care/ask/")
    page = anna.send("/care/ask/", {"person": str(mother.id), "hard": ["cook"], "since": "year"})
    assert "Галина Петровна" in page and "Мы получили вашу просьбу" in page
    (told,) = services.of_persons(region=REGION, persons=[mother.id])
    assert told.told_by == "relative"
    assert "Мы получили вашу просьбу" in at_home("galina").open("/care/")
