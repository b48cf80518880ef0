"""The month of a programme: one ceiling whoever came; and where a programme stands on a day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.services.conftest import AT, CHE, ENDS, ON, STARTS, WHEN
from tests.services.test_story import with_tariff

from ryadom.people.api import NotAllowed
from ryadom.services import api as services
from ryadom.services.api import Now
from ryadom.services.models import Order, Programme

MONDAY, THURSDAY = date(2026, 11, 16), date(2026, 11, 19)
LATER = {"at": AT + timedelta(10)}


def served(order, worker, herself, book, on):
    """One visit of this day, done and signed by the code she reads."""
    services.plan_visits(by=worker, order=order.id, first=on, last=on, book=book, on=on)
    (hers,) = services.visits(by=herself, order=order.id, first=on, last=on, on=on)
    services.record_visit(by=worker, visit=hers.id, state="done", given={"shopping": 1}, on=on, **LATER)
    services.sign_by_code(by=worker, visit=hers.id, code=hers.code, on=on, **LATER)


def test_who_changes_the_provider_pays_one_ceiling(running, tamara, worker, provider, herself, approved, book):
    served(running, tamara, herself, book, MONDAY)
    services.end_order(by=herself, order=running.id, why="далеко", on=MONDAY, **LATER)
    other = provider("Соцслужба района", places=5, owner="state")
    zoya = worker(other.id, "Зоя")
    sent = services.order(by=herself, programme=approved.id, provider=other.id, book=book, on=MONDAY, **LATER)
    services.accept(by=zoya, order=sent.live_order.id, weekdays=[3], starts=THURSDAY, on=MONDAY, **LATER)
    served(sent.live_order, zoya, herself, book, THURSDAY)
    Programme.objects.in_region(CHE).update(ceiling=Decimal("200"))
    entered = with_tariff(book, "tariff-shopping", Decimal("150.25"))
    asked = {"programme": approved.id, "book": entered, "of": MONDAY, "on": THURSDAY}
    month = services.month_of_programme(by=herself, **asked)
    assert (month.signed["shopping"], month.bill.cost, month.bill.pays) == (2, Decimal("300.50"), Decimal("200"))
    assert all(len(one.code) == 4 for one in month.visits)
    (row,) = services.bills(region=CHE, book=entered, of=MONDAY)
    assert (row.planned, row.done, row.unsigned, row.bill) == (2, 2, 0, month.bill)


def test_staff_read_the_month_without_codes_and_strangers_do_not(running, tamara, nina, resident, person, book):
    services.plan_visits(by=tamara, order=running.id, first=MONDAY, last=THURSDAY, book=book, on=MONDAY)
    asked = {"programme": running.programme, "book": book, "of": MONDAY, "on": MONDAY}
    assert {one.code for one in services.month_of_programme(by=nina, **asked).visits} == {""}
    for other in (resident(person("Чужая")), tamara):
        with pytest.raises(NotAllowed):
            services.month_of_programme(by=other, **asked)


def test_where_care_stands_from_the_need_to_the_visits(told, nina, ivan, vera, care, tamara, book, galina):
    def now(on=ON):
        return services.standing(services.of_persons(region=CHE, persons=[galina.pk])[0], on)

    assert now() is Now.DECIDE
    services.recognise(by=nina, programme=told.id, why="", **WHEN)
    assert now() is Now.DRAW
    services.draw(
        by=nina, programme=told.id, lines=[services.Line("shopping", 1, "week")], starts=STARTS, ends=ENDS,
        ceiling=services.Ceiling(None), book=book, **WHEN,
    )  # fmt: skip
    assert now() is Now.APPROVE
    services.approve(by=ivan, programme=told.id, **WHEN)
    assert now() is Now.CHOOSE
    assert [one.id for one in services.unserved(region=CHE)] == [told.id]
    sent = services.order(by=vera, programme=told.id, provider=care.id, book=book, **WHEN).live_order
    assert now() is Now.ANSWER
    Order.objects.in_region(CHE).update(answer_by=ON)
    assert (now(ON), now(ON + timedelta(1))) == (Now.ANSWER, Now.SILENT)
    services.accept(by=tamara, order=sent.id, weekdays=[0], starts=STARTS, **WHEN)
    assert (now(), now(ENDS), now(ENDS + timedelta(1))) == (Now.VISITS, Now.VISITS, Now.EXPIRED)
    assert services.unserved(region=CHE) == ()


@pytest.mark.parametrize(("stage", "now"), [("refused", Now.REFUSED), ("replaced", Now.OVER), ("ended", Now.OVER)])
def test_what_is_over_says_so(told, stage, now):
    assert services.standing(replace(told, stage=stage), ON) is now


def test_the_way_is_walked_in_order():
    assert [services.place(now) for now in services.WAY] == list(range(6))
    assert services.place(Now.SILENT) == services.place(Now.ANSWER)


def test_orders_that_nobody_answered_lapse_by_themselves(approved, vera, care, book, monkeypatch):
    from ryadom.regions import clock
    from ryadom.services.tasks import lapse_orders

    services.order(by=vera, programme=approved.id, provider=care.id, book=book, **WHEN)
    Order.objects.in_region(CHE).update(answer_by=ON)
    with clock.frozen(AT):
        assert lapse_orders(0) == 0
    with clock.frozen(AT + timedelta(2)):
        assert (lapse_orders(0), lapse_orders(0)) == (1, 0)


def test_days_in_the_history_are_read_as_days(running, told):
    from ryadom.cases import api as cases

    said = " ".join(one.for_person for one in cases.history(region=CHE, tokens=[told.case])[told.case])
    said = said.replace("\N{NO-BREAK SPACE}", " ")
    assert "придёт к вам с 16 ноября 2026" in said and "действует до 15 ноября 2027" in said
