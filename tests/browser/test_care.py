"""Help at home in a real browser: Galina asks, chooses, reads the code at the door, and says how the visit was."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.browser.clicking import press
from tests.services.conftest import (  # noqa: F401  (the office of Miass and its two providers)
    AT,
    CHE,
    ON,
    STARTS,
    WHEN,
    book,
    care,
    galina,
    ivan,
    nina,
    person,
    provider,
    resident,
    staff,
    tamara,
    vera,
    worker,
)

from ryadom.people.models import Account
from ryadom.regions import clock
from ryadom.services import api as services
from ryadom.services.api import Ceiling, Line
from ryadom.ui import assets

pytestmark = [
    pytest.mark.skipif(not assets.STAMP.exists(), reason="no assets yet: python -m ryadom.ui.assets"),
    pytest.mark.django_db(transaction=True),
]
MONDAY = STARTS
READINGS = [("phone", "normal"), ("phone", "x2"), ("desktop", "black")]


@pytest.fixture
def on_monday(settings: Any) -> Any:
    settings.RYADOM_REGION = CHE
    with clock.frozen(AT + timedelta(4)):
        yield {"on": MONDAY, "at": AT + timedelta(4)}


def signed_in(visit: Callable[..., Any], live_server: Any, actor: Any, path: str, **how: Any) -> Any:
    """A browser in which this person has signed in, at a page."""
    seen = visit("/about/", policy=True, **how)
    seen.page.context.add_cookies([{"name": "sessionid", "value": _session(actor), "url": live_server.url}])
    seen.page.goto(live_server.url + path)
    return seen


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_question_to_the_rating(
    scripts: bool, visit: Any, live_server: Any, on_monday: Any, galina: Any, resident: Any, nina: Any, ivan: Any,  # noqa: F811
    care: Any, tamara: Any, book: Any,  # noqa: F811
) -> None:  # fmt: skip
    herself = resident(galina)
    seen = signed_in(visit, live_server, herself, "/care/", width="phone", scripts=scripts)
    page = seen.page
    press(page, "Попросить о помощи", "link")
    page.get_by_label("Ходить в магазин и в аптеку").check()
    page.get_by_label("Около месяца").check()
    press(page, "Попросить о помощи")
    assert "Мы получили вашу просьбу" in page.locator("main").inner_text()

    (told,) = services.of_persons(region=CHE, persons=[galina.pk])
    services.recognise(by=nina, programme=told.id, why="одна", **on_monday)
    services.draw(
        by=nina, programme=told.id, lines=[Line("shopping", 1, "week")], starts=MONDAY, ends=MONDAY + timedelta(60),
        ceiling=Ceiling(None), book=book, **on_monday,
    )  # fmt: skip
    services.approve(by=ivan, programme=told.id, **on_monday)
    page.reload()
    press(page, "Выбрать, кто придёт", "link")
    press(page, "Выбрать: Забота рядом")
    assert "Ждём, что ответит ваш помощник" in page.locator("main").inner_text()

    (sent,) = services.of_persons(region=CHE, persons=[galina.pk])
    services.accept(by=tamara, order=sent.live_order.id, weekdays=[0], starts=MONDAY, **on_monday)
    services.plan_visits(by=tamara, order=sent.live_order.id, first=MONDAY, last=MONDAY, book=book, on=MONDAY)
    page.reload()
    code = page.locator(".r-visit-code__digits").inner_text()
    assert page.locator(".r-visit-code__digits").evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 40
    (due,) = services.visits(by=tamara, order=sent.live_order.id, first=MONDAY, last=MONDAY, on=MONDAY)
    services.record_visit(by=tamara, visit=due.id, state="done", given={"shopping": 1}, **on_monday)
    services.sign_by_code(by=tamara, visit=due.id, code=code, **on_monday)
    page.reload()
    assert page.locator(".r-visit-code__digits").count() == 0
    page.get_by_label("Очень хорошо").check()
    press(page, "Ответить")
    assert "Спасибо, вы ответили" in page.locator("main").inner_text()
    assert not seen.complaints and not seen.outside


@pytest.mark.parametrize(("width", "reading"), READINGS)
def test_the_code_and_the_sheet_can_be_read(
    width: str, reading: str, visit: Any, live_server: Any, on_monday: Any, galina: Any, resident: Any, nina: Any,  # noqa: F811
    ivan: Any, vera: Any, care: Any, tamara: Any, book: Any,  # noqa: F811
) -> None:  # fmt: skip
    told = services.tell_need(
        by=vera, person=galina.pk, need="Упала", told_by="neighbour", form="home", channel="phone", book=book, **WHEN
    )
    services.recognise(by=nina, programme=told.id, why="одна", **WHEN)
    services.draw(
        by=nina, programme=told.id, lines=[Line("shopping", 2, "week")], starts=MONDAY, ends=MONDAY + timedelta(60),
        ceiling=Ceiling(None), book=book, **WHEN,
    )  # fmt: skip
    services.approve(by=ivan, programme=told.id, **WHEN)
    sent = services.order(by=vera, programme=told.id, provider=care.id, book=book, **WHEN).live_order
    services.accept(by=tamara, order=sent.id, weekdays=[0, 3], starts=MONDAY, **WHEN)
    services.plan_visits(by=tamara, order=sent.id, first=MONDAY, last=MONDAY + timedelta(13), book=book, on=ON)
    herself = resident(galina)
    for path in (f"/care/{told.id}/", f"/care/{told.id}/sheet/?month=2026-11"):
        seen = signed_in(visit, live_server, herself, path, width=width, reading=reading)
        assert seen.overflow() == [], path
        assert not seen.complaints
    seen = visit("/about/", width=width, reading=reading)
    seen.page.context.add_cookies([{"name": "sessionid", "value": _session(herself), "url": live_server.url}])
    for path in (f"/care/{told.id}/", f"/care/{told.id}/sheet/?month=2026-11"):
        seen.page.goto(live_server.url + path)
        assert seen.axe() == [], path


def _session(actor: Any) -> str:
    from django.test import Client

    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return str(client.cookies["sessionid"].value)
