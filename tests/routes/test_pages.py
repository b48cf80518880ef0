"""«Мой путь» as a browser without scripts sees it: Tamara at home, a visitor without a login, Vera at the desk."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ryadom.people.models import Account
from ryadom.routes import api as routes

from .conftest import CHE, ON

pytestmark = pytest.mark.django_db


def at(actor):
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def read(page):
    """The words of a page; a date does not break across lines, so its spaces are hard."""
    return page.content.decode().replace("\u00a0", " ")


@pytest.fixture
def me(tamara, resident):
    return resident(tamara)


def test_a_visitor_sees_every_path_and_every_condition_as_if(law):
    page = Client().get("/ways/")
    assert "Умер близкий человек" in read(page) and "Потеряли работу" in read(page)
    page = read(Client().get("/ways/death/"))
    assert "если вы на пенсии" in page and "если похороны оплатили вы" in page
    assert "Войти, чтобы отмечать шаги" in page and "Идти этим путём" not in page
    assert Client().get("/ways/no-such/").status_code == 404


def test_tamara_walks_from_the_first_page_to_a_done_step(tamara, me):
    home = at(me)
    page = read(home.get("/ways/death/"))
    assert "Идти этим путём" in page and "если вы на пенсии" not in page  # the pension is in her file
    page = home.post("/ways/death/", {"happened": "19 октября 2026"}, follow=True)
    token = page.redirect_chain[-1][0].split("/")[2]
    said = read(page)
    assert "Сделано 0 из 9." in said
    assert said.index("Сделайте сейчас") < said.index("Получите медицинское свидетельство") < said.index("Потом")
    assert "Срок был до 22 октября 2026" in said  # the registry office: three days, long gone
    assert "Успейте до 19 апреля 2027" in said

    page = home.post(f"/ways/{token}/act/", {"do": "done", "step": "medical-certificate"}, follow=True)
    assert "Сделано 1 из 9." in read(page) and "Вы отметили 12 ноября 2026." in read(page)
    page = read(home.post(f"/ways/{token}/act/", {"do": "started", "step": "death-record"}, follow=True))
    assert "Ждём ответа" in page and "Срок ответа не внесён" in page and "Подано 12 ноября 2026: ЗАГС" in page
    assert read(home.get("/ways/")).count(f"/ways/{token}/") == 1
    gone = home.post(f"/ways/{token}/act/", {"do": "leave"}, follow=True)
    assert f"/ways/{token}/" not in read(gone)


def test_bad_days_and_steps_are_said_on_the_same_page(tamara, me, walks):
    home, token = at(me), walks.choose(me, tamara, "death")
    for typed, says in (("19.10.2027", "ещё не наступил"), ("в среду", ""), ("", "Впишите день")):
        page = home.post(f"/ways/{token}/act/", {"do": "day", "happened": typed})
        assert page.status_code == 422 and says in read(page)
    assert home.post(f"/ways/{token}/act/", {"do": "done", "step": "heirs"}).status_code == 409
    assert home.post(f"/ways/{token}/act/", {"do": "done", "step": "x" * 300}).status_code == 409
    assert home.post(f"/ways/{token}/act/", {"do": "dance"}).status_code == 302
    assert home.get(f"/ways/{token}/act/").status_code == 405
    assert home.post("/ways/death/", {"happened": "19.10.2027"}).status_code == 422


def test_somebody_elses_path_is_no_path(tamara, me, walks, person, resident, law):
    token = walks.choose(me, tamara, "death")
    other = at(resident(person("Чужова")))
    assert other.get(f"/ways/{token}/").status_code == 404
    assert other.post(f"/ways/{token}/act/", {"do": "leave"}).status_code == 404
    assert Client().get(f"/ways/{token}/").status_code == 404


def test_vera_sees_the_path_on_the_page_of_the_family(tamara, me, walks, staff):
    token = walks.choose(me, tamara, "death", happened_on=date(2026, 10, 19))
    walks.mark(me, token, "medical-certificate")
    desk = at(staff("Вера Кузина", "curator"))
    desk.post(f"/staff/people/{tamara.pk}/purpose/", {"purpose": "came"})
    page = read(desk.get(f"/staff/people/{tamara.pk}/"))
    assert "Пути семьи" in page and "сделано 1 из 9" in page
    assert "успеть до 22.10.2026" in page and "s-late" in page
    routes.leave(by=me, token=token, on=ON, at=_at())
    page = read(desk.get(f"/staff/people/{tamara.pk}/"))
    assert "сделано 1 из 9" not in page and "Начать путь для семьи" in page


def _at():
    from .conftest import AT

    return AT


@pytest.mark.parametrize("rows", [1, 14])
def test_the_pages_cost_the_same_for_one_path_and_for_all(rows, tamara, me, walks):
    home = at(me)
    tokens = [walks.choose(me, tamara, route) for route in sorted(routes.routes(CHE, ON))[:rows]]
    assert cost(home, "/ways/") <= 12
    assert cost(home, f"/ways/{tokens[0]}/") == 17  # for whom one may walk is one of them


def cost(client, path):
    client.get(path)  # the regions of the account are asked once a session
    with CaptureQueriesContext(connection) as spent:
        assert client.get(path).status_code == 200
    return sum("SAVEPOINT" not in one["sql"] for one in spent)
