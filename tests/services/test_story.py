"""From a neighbour's call to a signed visit and the bill of a month."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.services.conftest import AT, CHE, ENDS, ON, STARTS, WHEN

from ryadom.cases import api as cases
from ryadom.people.api import NotAllowed
from ryadom.providers import api as providers
from ryadom.rules.kinds import ParameterValue
from ryadom.services import api as services
from ryadom.services.api import Ceiling, Line
from ryadom.services.models import Order, Programme, Visit
from ryadom.voice.models import Asking

MONDAY = date(2026, 11, 16)


def history(programme):
    return " ".join(line.for_person for line in cases.history(region=CHE, tokens=[programme.case])[programme.case])


def test_the_neighbour_tells_and_the_promise_has_a_day(told):
    case = cases.many(region=CHE, tokens=[told.case])[told.case]
    assert case.promised_on == date(2026, 11, 19), "five working days after the 12th"
    assert told.told_by == "neighbour"
    assert told.stage == "need"


def test_an_approved_programme_keeps_the_promise_for_good(approved):
    """The case lives on while somebody comes; a desk that called it «просрочено» every day would be read by nobody."""
    case = cases.many(region=CHE, tokens=[approved.case])[approved.case]
    assert case.state == "open" and case.promised_on is None
    assert case.first_promised_on == date(2026, 11, 19)
    assert not case.overdue(date(2027, 11, 19))


def test_the_same_need_twice_is_one_case(told, vera, galina, book):
    with pytest.raises(services.WrongStage, match="повторять не нужно"):
        services.tell_need(
            by=vera, person=galina.pk, need="то же", told_by="self", form="home", channel="phone", book=book, **WHEN
        )
    assert Programme.objects.in_region(CHE).count() == 1


def test_nothing_is_drawn_before_the_need_is_decided(told, nina, book):
    with pytest.raises(services.WrongStage, match="Сначала примите решение"):
        services.draw(
            by=nina, programme=told.id, lines=[Line("shopping", 2, "week")], starts=STARTS, ends=ENDS,
            ceiling=Ceiling(None), book=book, **WHEN,
        )  # fmt: skip


def test_all_mistakes_of_a_programme_are_told_at_once(told, nina, book):
    services.recognise(by=nina, programme=told.id, why="", **WHEN)
    with pytest.raises(services.BadLines) as bad:
        services.draw(
            by=nina, programme=told.id,
            lines=[Line("shopping", 0, "week"), Line("shopping", 1, "year"), Line("moon", 1, "day")],
            starts=STARTS, ends=date(2030, 1, 1), ceiling=Ceiling(None), book=book, **WHEN,
        )  # fmt: skip
    assert len(bad.value.problems) == 4
    assert "moon" in bad.value.problems[0]
    assert "15 ноября 2029" in bad.value.problems[3].replace("\N{NO-BREAK SPACE}", " ")


def test_a_refusal_is_read_by_the_person(told, nina):
    refused = services.refuse(by=nina, programme=told.id, why="Помогает дочь, она живёт рядом.", **WHEN)
    assert refused.stage == "refused"
    assert "Помогает дочь, она живёт рядом." in history(told)
    assert cases.many(region=CHE, tokens=[told.case])[told.case].outcome == "refused"


def test_who_draws_does_not_approve(drawn, nina, staff):
    both = staff("Нина Начальник", "specialist", "head")
    with pytest.raises(NotAllowed):
        services.approve(by=nina, programme=drawn.id, **WHEN)
    Programme.objects.in_region(CHE).update(drawn_by=both.account_id)
    with pytest.raises(NotAllowed):
        services.approve(by=both, programme=drawn.id, **WHEN)


def test_a_full_provider_takes_nobody(approved, vera, provider, book):
    full = provider("Полный дом", places=0)
    with pytest.raises(services.Missing):
        services.order(by=vera, programme=approved.id, provider=full.id, book=book, **WHEN)
    one = provider("Одно место", places=1)
    services.order(by=vera, programme=approved.id, provider=one.id, book=book, **WHEN)
    free = services.free_places(region=CHE, form="home", of=providers.listed(region=CHE, on=ON, form="home"))
    assert free[one.id] == 0


def test_the_provider_refuses_with_a_reason_and_the_person_chooses_again(approved, vera, care, tamara, provider, book):
    sent = services.order(by=vera, programme=approved.id, provider=care.id, book=book, **WHEN).live_order
    with pytest.raises(services.BadLines, match="почему"):
        services.turn_down(by=tamara, order=sent.id, why=" ", **WHEN)
    services.turn_down(by=tamara, order=sent.id, why="Нет свободных людей до января", **WHEN)
    other = provider("Соцслужба района", places=5, owner="state")
    again = services.order(by=vera, programme=approved.id, provider=other.id, book=book, **WHEN)
    assert [one.state for one in again.orders] == ["sent", "refused"]


def test_silence_lapses_once(approved, vera, care, book):
    sent = services.order(by=vera, programme=approved.id, provider=care.id, book=book, **WHEN).live_order
    Order.objects.in_region(CHE).update(answer_by=ON + timedelta(2))
    assert services.lapse(region=CHE, on=ON + timedelta(2), at=AT) == 0
    assert services.lapse(region=CHE, on=ON + timedelta(3), at=AT) == 1
    assert services.lapse(region=CHE, on=ON + timedelta(3), at=AT) == 0
    assert Order.objects.in_region(CHE).get(token=sent.id).state == "lapsed"


def planned(running, tamara, book, last=date(2026, 11, 29)):
    services.plan_visits(by=tamara, order=running.id, first=STARTS, last=last, book=book, on=ON)
    return services.visits(by=tamara, order=running.id, first=STARTS, last=last, on=ON)


def test_two_weeks_are_planned_and_twice_is_once(running, tamara, book):
    found = planned(running, tamara, book)
    assert [(one.on.day, dict(one.services)) for one in found] == [
        (16, {"shopping": 1, "cleaning": 1}), (19, {"shopping": 1}),
        (23, {"shopping": 1, "cleaning": 1}), (26, {"shopping": 1}),
    ]  # fmt: skip
    assert planned(running, tamara, book) == found
    assert [one.code for one in found] == ["", "", "", ""], "the worker learns a code at the door only"


def test_a_visit_is_signed_by_the_code_that_the_person_reads(running, tamara, herself, book):
    visit = planned(running, tamara, book)[0]
    then = {"on": MONDAY, "at": AT + timedelta(4)}
    with pytest.raises(services.NotYet):
        services.record_visit(by=tamara, visit=visit.id, state="done", given={"shopping": 1}, **WHEN)
    services.record_visit(by=tamara, visit=visit.id, state="done", given={"shopping": 1, "cleaning": 0}, **then)
    hers = services.visits(by=herself, order=running.id, first=MONDAY, last=MONDAY, on=MONDAY)[0]
    wrong = f"{(int(hers.code) + 1) % 10_000:04}"
    with pytest.raises(services.WrongCode) as left:
        services.sign_by_code(by=tamara, visit=visit.id, code=wrong, **then)
    assert left.value.left == 4
    services.sign_by_code(by=tamara, visit=visit.id, code=f" {hers.code[:2]} {hers.code[2:]}", **then)
    row = Visit.objects.in_region(CHE).get(token=visit.id)
    assert (row.signed, row.tries, row.given) == ("code", 1, {"shopping": 1})
    with pytest.raises(services.WrongStage, match="уже подписано"):
        services.record_visit(by=tamara, visit=visit.id, state="missed", given={}, **then)
    assert Asking.objects.in_region(CHE).filter(outcome="served").count() == 1


def test_five_wrong_codes_and_then_paper_only(running, tamara, herself, book):
    visit = planned(running, tamara, book)[0]
    then = {"on": MONDAY, "at": AT + timedelta(4)}
    services.record_visit(by=tamara, visit=visit.id, state="done", given={"shopping": 1}, **then)
    hers = services.visits(by=herself, order=running.id, first=MONDAY, last=MONDAY, on=MONDAY)[0]
    for _ in range(5):
        with pytest.raises(services.WrongCode):
            services.sign_by_code(by=tamara, visit=visit.id, code="", **then)
    with pytest.raises(services.WrongCode, match="подпишет лист"):
        services.sign_by_code(by=tamara, visit=visit.id, code=hers.code, **then)


def test_the_bill_of_a_month_counts_only_what_was_signed(running, tamara, herself, book, ivan):
    visits = planned(running, tamara, book)
    for visit in visits[:3]:
        then = {"on": visit.on, "at": AT + timedelta(14)}
        services.record_visit(by=tamara, visit=visit.id, state="done", given={"shopping": 1}, **then)
        (hers,) = services.visits(by=herself, order=running.id, first=visit.on, last=visit.on, on=visit.on)
        if visit is not visits[2]:
            services.sign_by_code(by=tamara, visit=visit.id, code=hers.code, **then)
    asked = {"by": ivan, "order": running.id, "of": MONDAY, "on": date(2026, 11, 30)}
    month = services.month(book=book, **asked)
    assert (dict(month.signed), month.unsigned) == ({"shopping": 2}, 1)
    assert (month.bill.pays, month.bill.untold) == (None, ("shopping",)), "no tariff is entered in this region"
    entered = with_tariff(book, "tariff-shopping", Decimal("150.25"))
    month = services.month(book=entered, **asked)
    assert (month.bill.cost, month.bill.pays, month.bill.high) == (Decimal("300.50"), None, Decimal("300.50"))
    Programme.objects.in_region(CHE).update(ceiling=Decimal("200"))
    month = services.month(book=entered, **asked)
    assert (month.bill.pays, month.bill.budget) == (Decimal("200"), Decimal("100.50"))


def with_tariff(book, id, amount):
    value = ParameterValue.model_validate({"from": date(2026, 1, 1), "value": amount, "region": CHE, "verified": "act"})
    told = replace(book.parameters[id], values=(value,))
    return replace(book, parameters={**book.parameters, id: told})


def test_the_provider_reads_no_words_of_the_decision(running, care):
    (seen,) = services.of_provider(region=CHE, provider=care.id, states=["accepted"])
    assert (seen.need, seen.why) == ("", "")
    assert [line.title for line in seen.lines] == ["Купить и принести продукты и нужные вещи", "Убрать в комнате"]


def test_the_end_of_an_order_frees_the_place_and_the_days_ahead(running, tamara, book, care, ivan):
    planned(running, tamara, book)
    services.end_order(by=tamara, order=running.id, why="Галина Петровна уехала к дочери", on=date(2026, 11, 20), at=AT)
    states = Visit.objects.in_region(CHE).order_by("on").values_list("state", flat=True)
    assert list(states) == ["planned", "planned", "cancelled", "cancelled"]
    free = services.free_places(region=CHE, form="home", of=[care])
    assert free[care.id] == 2


def test_who_wants_no_help_any_more_is_left_in_peace(running, herself, told):
    services.withdraw(by=herself, programme=told.id, on=date(2026, 11, 20), at=AT)
    assert cases.many(region=CHE, tokens=[told.case])[told.case].outcome == "withdrawn"
    assert Order.objects.in_region(CHE).get().state == "ended"
