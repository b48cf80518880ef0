"""A day of «Забота рядом», and a walker hired and returned: through the real pages of the demonstration."""

import re

import pytest

from ryadom.services.models import Visit

pytestmark = pytest.mark.django_db
ID = "[0-9a-f-]{36}"


def first(page, pattern):
    return re.findall(pattern, page.html)[0]


def test_lidia_goes_to_galina_and_the_month_counts_the_visit(at_work, at_home):
    lidia = at_work("ilina")
    today = lidia.open("/provider/")
    assert "Соколова Галина Петровна" in today
    assert "Астахов" not in today, "he is visited by a colleague"
    visit = Visit.objects.in_region("RU-CHE").get(
        on="2026-11-20", order__programme__person__surname="Соколова", order__programme__person__name="Галина"
    )
    page = lidia.open(f"/provider/visits/{visit.token}/")
    assert "Берёзовый Лог" in page
    fields = dict.fromkeys(re.findall(r'name="(times-[\w-]+)"', page.html), "1")
    wrong = lidia.send(f"/provider/visits/{visit.token}/done/", {**fields, "code": "12"}, status=422)
    assert "Код не подошёл" in wrong
    from ryadom.kit.doorcodes import code_of

    signed = lidia.send(
        f"/provider/visits/{visit.token}/done/", {**fields, "code": code_of(visit.order.secret, visit.token)}
    )
    assert "Посещение подписано" in signed
    polina = at_work("gordeeva")
    month = polina.open("/provider/month/")
    assert "Выдуманный пример для показа" in month
    me = at_home("galina").open("/me/")
    assert "Лидия Ильина" in me, "Galina reads who of the provider saw her name"


def test_polina_answers_the_order_of_tamara_ilyinichna(at_work):
    polina = at_work("gordeeva")
    orders = polina.open("/provider/orders/")
    assert "Жукова Тамара Ильинична" in orders
    order = first(orders, rf"/provider/orders/{ID}/")
    page = polina.send(
        f"{order}accept/",
        {"yes-weekdays": ["1", "4"], "yes-starts": "24.11.2026", "yes-hour": "11:00", "yes-worker": ""},
    )
    assert "вт, пт, 11:00" in page
    assert "24.11.2026" in page


def test_galina_takes_the_walker_prolongs_it_and_brings_it_back(at_home, at_work):
    galina = at_home("galina")
    mine = galina.open("/hire/")
    assert "Ходунки" in mine
    page = galina.open(first(mine, rf"/hire/{ID}/"))
    code = re.search(r'r-amount">(\d{4})<', page.html)[1]
    own = page.path if hasattr(page, "path") else first(mine, rf"/hire/{ID}/")
    point = at_work("ilina")
    shelf = point.open("/provider/hire/")
    hire = own.replace("/hire/", "/provider/hire/")
    assert hire in shelf.html
    given = point.send(f"{hire}give/", {"give-due_on": "20.12.2026", "give-code": code})
    assert "Вернуть до 20 декабря 2026" in given
    assert "Вернуть до 20 декабря 2026" in galina.open(own)
    assert "Вернуть до 15 января 2027" in galina.send(f"{own}act/", {"do": "prolong", "due_on": "15.01.2027"})
    point.send(f"{hire}act/", {"do": "back", "note": "всё цело"})
    back = galina.open(own)
    assert "Вы вернули вещь 20 ноября 2026" in back
    assert "/voice/" in back.html, "how did it go: one question"


def test_tamara_ilyinichna_waits_until_a_specialist_names_the_rule(at_work):
    specialist = at_work("garipov")
    waiting = specialist.open("/hire/staff/")
    assert "Жукова Тамара Ильинична" in waiting
    ask = first(waiting, rf"/hire/staff/{ID}/")
    empty = specialist.send(ask, {"do": "confirm", "ground": "ipra", "why": ""}, status=422)
    assert "Назовите документ, правило или причину отказа." in empty
    done = specialist.send(ask, {"do": "confirm", "ground": "ipra", "why": "ИПРА 77 от 02.11.2026"})
    assert "Жукова" not in done
