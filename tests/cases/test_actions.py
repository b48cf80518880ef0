"""Galina's request goes through the office of Miass."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from ryadom.cases import api as cases
from ryadom.cases import events
from ryadom.cases.models import CaseEvent
from ryadom.people.api import actor
from ryadom.people.models import Identity

from .conftest import AT, CALENDAR, CHE, LIP, ON

pytestmark = pytest.mark.django_db
WHEN = {"on": ON, "at": AT}


@pytest.fixture
def opened(galina, resident):
    def make(**changes):
        values = {
            "by": changes.get("by") or resident(galina), "kind": "test-letter", "title": "Газ",
            "person": galina.pk, "channel": "web", "calendar": CALENDAR, "term": cases.Term(10), **WHEN,
        } | changes  # fmt: skip
        return cases.open_case(**values)

    return make


def told(case):
    return [line.for_person for line in cases.history(region=CHE, tokens=[case.token])[case.token]]


def test_galina_gets_a_number_and_a_date(opened):
    case = opened()
    assert case.number.endswith("-2026-000001") and case.promised_on == date(2026, 11, 26)
    assert case.codeword and case.state == "open" and case.holder is None
    assert told(case) == [f"Заявление {case.number} принято. Ответим до 26\u00a0ноября\u00a02026."]


def test_numbers_follow_each_other_and_a_rollback_leaves_no_hole(opened, vera):
    first = opened()
    with pytest.raises(RuntimeError), transaction.atomic():
        opened(by=vera)
        raise RuntimeError
    second = opened(by=vera)
    assert int(second.number[-6:]) == int(first.number[-6:]) + 1


def test_without_a_known_term_nothing_is_promised(opened):
    case = opened(term=None)
    assert case.promised_on is None and told(case) == [f"Заявление {case.number} принято."]


def test_nina_takes_it_and_galina_knows_who_holds_it(opened, nina, oleg):
    case = cases.take(by=nina, case=opened().token, **WHEN)
    assert case.holder.name == "Нина Иванова"
    assert told(case)[-1] == "Вашим заявлением занимается Нина Иванова."
    with pytest.raises(cases.WrongState, match="уже ведёт Нина Иванова"):
        cases.take(by=oleg, case=case.token, **WHEN)


def test_taking_twice_is_taking_once(opened, nina):
    case = cases.take(by=nina, case=opened().token, **WHEN)
    assert cases.take(by=nina, case=case.token, **WHEN).version == case.version


def test_who_helped_may_not_hold(opened, staff, ivan):
    both = staff("Вера и Нина", "curator", "specialist")
    case = cases.assist(by=both, case=opened().token, **WHEN)
    with pytest.raises(cases.Forbidden):
        cases.take(by=both, case=case.token, **WHEN)
    with pytest.raises(cases.Forbidden, match="помогал"):
        cases.assign(by=ivan, case=case.token, to=both.account_id, **WHEN)


def test_handing_over_needs_a_reason(opened, nina, oleg):
    case = cases.take(by=nina, case=opened().token, **WHEN)
    with pytest.raises(cases.WrongState, match="почему"):
        cases.hand_over(by=nina, case=case.token, to=oleg.account_id, reason=" ", **WHEN)
    case = cases.hand_over(by=nina, case=case.token, to=oleg.account_id, reason="Отпуск", **WHEN)
    assert case.holder.name == "Олег Маслов"
    with pytest.raises(cases.Forbidden):
        cases.hand_over(by=nina, case=case.token, to=nina.account_id, reason="Назад", **WHEN)


def test_a_curator_cannot_be_given_a_decision(opened, ivan, vera):
    with pytest.raises(cases.Forbidden, match="специалист"):
        cases.assign(by=ivan, case=opened().token, to=vera.account_id, **WHEN)


def test_the_clock_stops_only_where_the_measure_says_so(opened, nina):
    case = cases.take(by=nina, case=opened().token, **WHEN)
    with pytest.raises(cases.WrongState, match="приостановить нельзя"):
        cases.pause(by=nina, case=case.token, reason="Ждём справку", **WHEN)


def test_a_pause_moves_the_promise(opened, nina):
    case = cases.take(by=nina, case=opened(may_pause=True).token, **WHEN)
    case = cases.pause(by=nina, case=case.token, reason="ждём справку о доходах", **WHEN)
    assert case.state == "paused" and not case.overdue(ON + timedelta(days=100))
    later = ON + timedelta(days=7)
    case = cases.resume(by=nina, case=case.token, calendar=CALENDAR, on=later, at=AT)
    assert case.state == "open" and case.promised_on == date(2026, 12, 3)
    assert case.first_promised_on == date(2026, 11, 26)
    assert "ждём справку о доходах" in told(case)[-2]


def test_a_request_is_a_record_with_a_due_date_and_an_answer(opened, nina):
    case = opened()
    asked = cases.request(
        by=nina, case=case.token, authority="Росреестр", subject="Право на дом", due_on=ON + timedelta(5), key="home",
        **WHEN,
    )  # fmt: skip
    with pytest.raises(cases.WrongState, match="уже запрошен"):
        cases.request(
            by=nina, case=case.token, authority="Росреестр", subject="Право на дом", due_on=ON, key="home", **WHEN
        )
    (seen,) = cases.requests(region=CHE, tokens=[case.token])[case.token]
    assert seen.late(ON + timedelta(6)) and not seen.late(ON)
    heard = []
    events.subscribe(events.RequestAnswered, heard.append)
    cases.answer_request(by=nina, request=asked, answer="Собственник", positive=True, **WHEN)
    assert heard and heard[0].key == "home" and heard[0].positive
    with pytest.raises(cases.WrongState, match="уже внесён"):
        cases.answer_request(by=nina, request=asked, answer="Собственник", positive=True, **WHEN)
    assert "От вас ничего не нужно" in told(case)[1]


def test_a_stale_page_is_told_so(opened, nina, ivan, oleg):
    case = opened()
    cases.take(by=nina, case=case.token, **WHEN)
    with pytest.raises(cases.Stale):
        cases.assign(by=ivan, case=case.token, to=oleg.account_id, version=case.version, **WHEN)


def test_the_second_to_close_is_told_who_was_first(opened, nina, ivan):
    case = cases.take(by=nina, case=opened().token, **WHEN)
    cases.close(by=nina, case=case.token, outcome="done", **WHEN)
    with pytest.raises(
        cases.AlreadyDecided, match=r"Нина Иванова, 12\u00a0ноября\u00a02026 в .* — выполнено"
    ) as caught:
        cases.close(by=ivan, case=case.token, outcome="refused", **WHEN)
    assert caught.value.who == "Нина Иванова"


def test_closing_needs_a_known_outcome_and_announces_once(opened, nina):
    heard = []
    events.subscribe(events.CaseClosed, heard.append)
    case = cases.take(by=nina, case=opened().token, **WHEN)
    with pytest.raises(cases.WrongState):
        cases.close(by=nina, case=case.token, outcome="unheard", **WHEN)
    closed = cases.close(by=nina, case=case.token, outcome="done", **WHEN)
    assert closed.outcome_title == "выполнено" and [event.case for event in heard] == [case.token]


def test_an_appeal_goes_to_somebody_else(opened, nina, oleg, galina):
    case = cases.take(by=nina, case=opened().token, **WHEN)
    cases.close(by=nina, case=case.token, outcome="refused", **WHEN)
    me = actor(account_id=Identity.objects.in_region(CHE).get(person=galina).account_id, region=CHE, on=ON)
    new = cases.reopen_as_appeal(
        by=me, case=case.token, kind="test-letter", channel="web", calendar=CALENDAR, term=cases.Term(15), **WHEN
    )
    assert new.appeal_of == case.token and new.number != case.number
    with pytest.raises(cases.Forbidden, match="другой человек"):
        cases.take(by=nina, case=new.token, **WHEN)
    assert cases.take(by=oleg, case=new.token, **WHEN).holder.name == "Олег Маслов"
    with pytest.raises(cases.Forbidden, match="уже рассматривается"):
        cases.reopen_as_appeal(
            by=me, case=case.token, kind="test-letter", channel="web", calendar=CALENDAR, term=cases.Term(15), **WHEN
        )


def test_history_cannot_be_rewritten(opened):
    case = opened()
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        CaseEvent.objects.in_region(CHE).filter(case__token=case.token).update(what="other")


def test_history_is_read_in_the_readers_language_without_breaking(opened):
    case = opened()
    with translation.override("en"):
        assert case.number in told(case)[0]


def test_another_region_finds_nothing(opened, staff):
    stranger = staff("Липецк", "specialist", "head", region=LIP)
    case = opened()
    with pytest.raises(cases.Missing):
        cases.take(by=stranger, case=case.token, **WHEN)
    with pytest.raises(cases.Missing):
        cases.one(by=stranger, token=case.token, on=ON)


def test_notes_make_the_list_of_today(opened, vera, galina):
    case = opened()
    with pytest.raises(cases.WrongState, match="уже прошёл"):
        cases.note(by=vera, person=galina.pk, text="Позвонить", next_contact_on=ON - timedelta(1), **WHEN)
    token = cases.note(by=vera, person=galina.pk, text="Позвонить", next_contact_on=ON, case=case.token, **WHEN)
    (note,) = cases.today(by=vera, on=ON).notes
    assert note.text == "Позвонить" and note.number == case.number and note.by == "Вера Кузина"
    cases.finish_note(by=vera, note=token, on=ON)
    assert cases.today(by=vera, on=ON).notes == ()
    with pytest.raises(cases.Missing):
        cases.finish_note(by=vera, note=uuid4(), on=ON)
