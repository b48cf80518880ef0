"""Gulnara asks for a person: her place, the promise, who answers, what happens when they are silent."""

from datetime import UTC, datetime, timedelta

import pytest

from ryadom.patronage import api as patronage
from ryadom.patronage import events, times
from ryadom.patronage.kinds import PatronageFile
from ryadom.patronage.models import Entry
from ryadom.regions.clock import local
from ryadom.talk.kinds import DutyFile

from .conftest import AT, CHE, ON, WHEN

pytestmark = pytest.mark.django_db
THREAD = "thread-of-gulnara"
EVENING = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)  # half past nine in Chelyabinsk


def asks(who=None, thread=THREAD, crisis=False, at=AT, summary="Осталась без работы, трое детей"):
    return patronage.asked_for_a_person(
        region=CHE, thread=thread, person=who.pk if who else None, summary=summary, crisis=crisis,
        on=local(at, CHE).date(), at=at,
    )  # fmt: skip


def place(thread=THREAD, at=AT):
    return patronage.place(region=CHE, thread=thread, on=local(at, CHE).date(), at=at)


def line(by, at=AT):
    return [one.thread for one in patronage.queue(by=by, on=ON, at=at)]


def of(by, thread=THREAD, at=AT):
    return patronage.entry(by=by, thread=thread, on=ON, at=at)


@pytest.fixture
def announced():
    heard = []
    for kind in (events.TakenBack, events.Escalated):
        kind.signal.connect(lambda sender, event, **rest: heard.append(event), weak=False, dispatch_uid="heard")
    yield heard
    for kind in (events.TakenBack, events.Escalated):
        kind.signal.disconnect(dispatch_uid="heard")


def test_everybody_is_told_their_own_place(orlova):
    for n in range(3):
        asks(thread=f"t{n}", at=AT + timedelta(minutes=n))
    assert [place(f"t{n}").place for n in range(3)] == [1, 2, 3]
    assert asks(thread="t1") == of(orlova, "t1").token, "asking twice is one place"
    assert Entry.objects.in_region(CHE).count() == 3


def test_danger_stands_before_everybody(orlova):
    asks(thread="usual")
    asks(thread="danger", crisis=True, at=AT + timedelta(minutes=30))
    assert line(orlova) == ["danger", "usual"]
    assert (place("danger").place, place("usual").place) == (1, 2)


def test_danger_heard_later_moves_who_waits_already(orlova, yurina, gulnara, beside):
    beside(orlova, gulnara)
    asks(thread="before")
    asks(gulnara, at=AT + timedelta(minutes=1))
    assert line(yurina) == ["before"], "Gulnara waits for her own curator"
    asks(gulnara, crisis=True, at=AT + timedelta(minutes=2))
    assert line(yurina)[0] == THREAD, "danger is everybody's"
    assert of(yurina).may_take


def test_a_family_waits_for_its_own_curator(orlova, yurina, boyko, gulnara, beside):
    beside(orlova, gulnara)
    entry = asks(gulnara)
    assert of(orlova).curator_name == "Ольга Орлова"
    with pytest.raises(patronage.Forbidden, match="своего куратора"):
        patronage.take(by=yurina, entry=entry, **WHEN)
    patronage.take(by=orlova, entry=entry, **WHEN)
    assert of(orlova).mine
    assert place().place == 0
    with pytest.raises(patronage.Late):
        patronage.take(by=boyko, entry=entry, **WHEN)


def test_who_stands_in_answers_for_the_absent(orlova, yurina, gulnara, beside):
    beside(orlova, gulnara)
    entry = asks(gulnara)
    patronage.go_away(
        by=orlova, account=orlova.account_id, starts=ON, ends=ON, why="sick", deputy=yurina.account_id, **WHEN
    )
    patronage.take(by=yurina, entry=entry, **WHEN)
    assert of(yurina).mine


def test_silence_gives_the_thread_back_in_its_old_place(orlova, yurina, gulnara, beside, announced):
    beside(orlova, gulnara)
    entry = asks(gulnara)
    asks(thread="later", at=AT + timedelta(minutes=5))
    patronage.take(by=orlova, entry=entry, **WHEN)
    silent = timedelta(minutes=times.ASSUMED.silent_minutes)
    assert patronage.take_back_silent(region=CHE, on=ON, at=AT + silent - timedelta(seconds=1)) == 0
    assert patronage.take_back_silent(region=CHE, on=ON, at=AT + silent) == 1
    assert line(yurina) == [THREAD, "later"]
    assert (of(yurina).taken_back, place().place) == (1, 1)
    assert [type(one) for one in announced] == [events.TakenBack, events.Escalated], "the head sees it too"
    assert announced[0].was_with == orlova.account_id


def test_who_has_answered_is_not_silent_until_the_person_writes_again(orlova, gulnara, beside):
    beside(orlova, gulnara)
    patronage.take(by=orlova, entry=asks(gulnara), **WHEN)
    patronage.staff_answered(by=orlova, thread=THREAD, at=AT + timedelta(minutes=1))
    assert patronage.take_back_silent(region=CHE, on=ON, at=AT + timedelta(hours=5)) == 0
    patronage.person_said(region=CHE, thread=THREAD, at=AT + timedelta(hours=5))
    assert patronage.take_back_silent(region=CHE, on=ON, at=AT + timedelta(hours=5, minutes=15)) == 1


def test_too_long_a_wait_is_told_to_the_head_once(orlova, yurina, gulnara, beside, announced):
    beside(orlova, gulnara)
    entry = asks(gulnara)
    late = AT + timedelta(minutes=times.ASSUMED.escalate_minutes)
    assert [patronage.escalate_waiting(region=CHE, on=ON, at=late) for _twice in range(2)] == [1, 0]
    assert [one.crisis for one in announced] == [False]
    patronage.take(by=yurina, entry=entry, on=ON, at=late)


def test_a_night_is_no_waiting_but_danger_knows_no_hours(announced):
    asks(thread="evening", at=EVENING)
    asks(thread="danger", crisis=True, at=EVENING)
    assert patronage.escalate_waiting(region=CHE, on=ON, at=EVENING + timedelta(hours=3)) == 1
    assert announced[0].crisis


def test_in_the_evening_one_is_told_when_somebody_answers():
    asks(at=EVENING)
    told = place(at=EVENING)
    assert not told.open_now
    assert f"{local(told.opens_at, CHE):%d %H:%M}" == "24 09:00"
    assert f"{local(told.waits_until, CHE):%d %H:%M}" == "24 10:00"
    assert told.assumed, "no region has promised these hours yet"


def test_friday_evening_waits_for_monday():
    friday = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)  # 17:30, half an hour before the end
    here = times.office(CHE, friday.date())
    assert f"{local(here.promise(friday), CHE):%a %H:%M}" == "Mon 09:30"


def test_a_closed_thread_waits_no_longer(orlova):
    asks()
    patronage.thread_settled(region=CHE, thread=THREAD, at=AT)
    assert line(orlova) == []
    with pytest.raises(patronage.Missing):
        place()
    asks(at=AT + timedelta(hours=1))  # and may be asked for anew


def test_only_who_took_it_answers(orlova, yurina):
    entry = asks()
    with pytest.raises(patronage.Forbidden, match="Сначала возьмите"):
        patronage.staff_answered(by=orlova, thread=THREAD, at=AT)
    patronage.take(by=orlova, entry=entry, **WHEN)
    with pytest.raises(patronage.Forbidden):
        patronage.put_back(by=yurina, entry=entry, at=AT)
    patronage.put_back(by=orlova, entry=entry, at=AT)
    assert of(yurina).may_take


def test_an_urgent_need_stands_in_the_same_line(orlova, garipov, gulnara, beside):
    beside(orlova, gulnara)
    asks(thread="question", at=AT - timedelta(hours=1))
    need = patronage.record_need(
        by=garipov, person=gulnara.pk, words="Нечем кормить детей до пятницы", source="neighbour", urgent=True, **WHEN
    )
    first = patronage.queue(by=orlova, **WHEN)[0]
    assert (first.summary, first.priority) == ("Нечем кормить детей до пятницы", patronage.Priority.NEED)
    patronage.answer_need(by=orlova, need=need, answer="Привезли продуктовый набор", **WHEN)
    assert line(orlova) == ["question"]


def test_a_region_says_its_own_times():
    day = DutyFile(title="Дежурный", opens="08:00", closes="20:00", answers_within=30, verified="act")
    night = DutyFile(
        title="Ночью", opens="00:00", days="every", crisis=True, crisis_only=True, crisis_within=3, verified="act"
    )
    said = times.said_by([PatronageFile(silent_minutes=5, source="приказ", verified="act")], [day, night])
    assert (f"{said.opens:%H:%M}", said.silent_minutes, said.answer_minutes) == ("08:00", 5, 30)
    assert (said.crisis_minutes, said.crisis_day_and_night) == (3, True)
    assert said.assumed == {"escalate_minutes", "families", "calls_a_day", "contact_days"}
