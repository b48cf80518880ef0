"""Lida's day: at the door she writes down what she did, the person says the code, and the month counts it."""

import io

import pytest
from PIL import Image
from tests.desks.provider.conftest import CHE, MONDAY_NOON, STARTS, text

from ryadom.people.models import AccessLine
from ryadom.services import api as services
from ryadom.services.models import Order, Visit

pytestmark = pytest.mark.django_db
BOTH = {"times-shopping": "1", "times-cleaning": "1"}


def code_of(herself, running, day=STARTS):
    (one,) = services.visits(by=herself, order=running.id, first=day, last=day, on=day)
    return one.code


def row(visit):
    return Visit.objects.in_region(CHE).get(token=visit.id)


def test_one_press_writes_down_and_signs(lida, herself, running, planned, at_desk):
    client = at_desk(lida)
    page = text(client.get("/provider/"))
    assert "Соколова Галина Петровна" in page
    assert "ждут" in page
    code = code_of(herself, running)
    assert code not in page
    client.post(f"/provider/visits/{planned[0].id}/done/", {**BOTH, "code": code})
    assert (row(planned[0]).signed, row(planned[0]).given) == ("code", {"cleaning": 1, "shopping": 1})
    assert "Посещение подписано" in text(client.get(f"/provider/visits/{planned[0].id}/"))


def test_a_wrong_code_keeps_what_was_done_and_says_how_many_tries_are_left(lida, herself, running, planned, at_desk):
    wrong = f"{(int(code_of(herself, running)) + 1) % 10_000:04}"
    answer = at_desk(lida).post(f"/provider/visits/{planned[0].id}/done/", {**BOTH, "code": wrong})
    assert answer.status_code == 422
    assert "Осталось попыток: 4" in text(answer)
    assert (row(planned[0]).state, row(planned[0]).signed, row(planned[0]).tries) == ("done", "", 1)


def test_a_photograph_of_the_signed_sheet_counts_and_is_the_persons(lida, galina, planned, at_desk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(picture, "JPEG")
    picture.seek(0)
    picture.name = "sheet.jpg"
    client = at_desk(lida)
    client.post(f"/provider/visits/{planned[0].id}/done/", {**BOTH, "sheet": picture})
    kept = row(planned[0])
    assert kept.signed == "paper"
    assert client.get(f"/papers/{kept.paper}/0/").status_code == 200


def test_somebody_elses_paper_signs_nothing(lida, planned, person):
    from uuid import UUID

    from ryadom.papers.models import Paper

    foreign = Paper.objects.create(
        region=CHE, owner_id=person("Чужая").pk, kind="x", title="x", brought_at="2026-11-16T00:00:00Z"
    )
    at = MONDAY_NOON
    services.record_visit(by=lida, visit=planned[0].id, state="done", given={"shopping": 1}, on=STARTS, at=at)
    with pytest.raises(services.Missing):
        services.sign_on_paper(by=lida, visit=planned[0].id, paper=UUID(str(foreign.token)), on=STARTS, at=at)


@pytest.mark.parametrize(
    ("what", "state", "note"),
    [
        ("closed", "away", "Не открыли. звонили дважды"),
        ("refused", "away", "Отказались. звонили дважды"),
        ("missed", "missed", "звонили дважды"),
    ],
)
def test_what_was_not_done_is_said_in_words(what, state, note, lida, planned, at_desk):
    client = at_desk(lida)
    client.post(f"/provider/visits/{planned[0].id}/not/", {"what": what, "note": "звонили дважды"})
    assert (row(planned[0]).state, row(planned[0]).note) == (state, note)
    assert client.post(f"/provider/visits/{planned[0].id}/not/", {"what": "moon"}).status_code == 422


def test_tomorrow_is_not_written_down_today(lida, planned, at_desk):
    answer = at_desk(lida).post(f"/provider/visits/{planned[1].id}/done/", BOTH)
    assert answer.status_code == 422
    assert row(planned[1]).state == "planned"


def test_the_person_reads_who_of_the_provider_saw_their_name_once_a_day(lida, galina, planned, at_desk):
    client = at_desk(lida)
    for _ in range(3):
        client.get("/provider/")
        client.get("/provider/people/")
    (line,) = AccessLine.objects.in_region(CHE).filter(person=galina.pk, reader_roles=["provider"])
    assert line.reader_name == "Лида Ильина"
    assert "Забота рядом" in line.purpose


def test_polina_says_who_comes_and_lida_sees_her_own(polina, lida, planned, running, at_desk):
    boss = at_desk(polina)
    boss.post(f"/provider/people/{running.id}/arrange/", {"who-hour": "9.30", "who-worker": str(polina.account_id)})
    assert Order.objects.in_region(CHE).get(token=running.id).worker_id == polina.account_id
    hers = text(at_desk(lida).get("/provider/"))
    assert "Соколова" not in hers
    assert "Все посещения" in hers
    everybody = text(at_desk(lida).get("/provider/?whose=all"))
    assert "09:30" in everybody
    wrong = boss.post(f"/provider/people/{running.id}/arrange/", {"who-hour": "сорок", "who-worker": ""})
    assert wrong.status_code == 422
    assert "Напишите время так: 10:30" in text(wrong)


def test_the_month_says_what_is_not_known(polina, lida, herself, running, planned, at_desk):
    at_desk(lida).post(f"/provider/visits/{planned[0].id}/done/", {**BOTH, "code": code_of(herself, running)})
    page = text(at_desk(polina).get("/provider/month/"))
    assert "Тариф не внесён" in page
    assert "не знаем" in page
    assert "0 ₽" not in page


def test_an_order_is_accepted_with_days_and_planned_at_once(approved, vera, care, polina, book, at_desk):
    from tests.services.conftest import WHEN

    sent = services.order(by=vera, programme=approved.id, provider=care.id, book=book, **WHEN).live_order
    client = at_desk(polina)
    assert "Галина" in text(client.get("/provider/orders/"))
    empty = client.post(f"/provider/orders/{sent.id}/accept/", {"yes-starts": "17.11.2026"})
    assert "Выберите хотя бы один день недели." in text(empty)
    client.post(
        f"/provider/orders/{sent.id}/accept/",
        {"yes-weekdays": ["1", "4"], "yes-starts": "17.11.2026", "yes-hour": "10:00", "yes-worker": ""},
    )
    assert "План есть до" in text(client.get("/provider/people/"))
    assert Visit.objects.in_region(CHE).filter(order__token=sent.id).count() > 8
    page = text(client.get(f"/provider/people/{sent.id}/"))
    near, _fold, far = page.partition("Что дальше по плану")
    assert (near.count("/provider/visits/"), far.count("/provider/visits/") > 3) == (5, True), "the far plan is folded"


def test_a_refusal_needs_its_reason(approved, vera, care, polina, book, at_desk):
    from tests.services.conftest import WHEN

    sent = services.order(by=vera, programme=approved.id, provider=care.id, book=book, **WHEN).live_order
    client = at_desk(polina)
    assert client.post(f"/provider/orders/{sent.id}/refuse/", {"no-why": " "}).status_code == 422
    client.post(f"/provider/orders/{sent.id}/refuse/", {"no-why": "Нет людей до января"})
    assert "Нет людей до января" in text(client.get("/provider/orders/"))
