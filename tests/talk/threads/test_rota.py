"""The rota of danger: Orlova is on duty, Lunina after her, Boyko is the head; the clock moves and nobody answers."""

from datetime import timedelta

import pytest

from ryadom.people.api import NotAllowed
from ryadom.talk import api as talk
from ryadom.talk.threads.models import DutyRing

from .conftest import AT, CHE, ON, Chat, serve

pytestmark = pytest.mark.django_db
HOURS, MINUTES = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def enter(boyko):
    def entering(who, *, starts=AT - HOURS, lasts=9 * HOURS, phone="79000001122"):
        account = who.account_id if hasattr(who, "account_id") else None
        return talk.enter_shift(
            by=boyko, account=account, name=getattr(who, "name", who), phone=phone, starts_at=starts,
            ends_at=starts + lasts, at=min(starts, AT),
        )  # fmt: skip

    return entering


@pytest.fixture
def terms(boyko):
    talk.set_terms(by=boyko, within=10, escalate_after=15, act="Приказ 12 от 01.11.2026", starts=ON, at=AT)


def unanswered(told):
    return [one for one in told if type(one).__name__ == "CrisisUnanswered"]


def test_who_is_on_duty_is_said_by_name_with_a_phone_and_a_term(andrei, enter, terms, orlova):
    enter(orlova)
    said = andrei.says("муж бьет меня")
    assert "передано дежурному (Ольга Орлова), он ответит здесь за 10\u00a0минут" in said
    assert "8 (900) 000-11-22" in said.replace("\u00a0", " ").replace("\u2011", "-")
    assert said.index("112") < said.index("Орлова"), "phones come first"


def test_without_a_term_nothing_is_promised(andrei, enter, orlova):
    enter(orlova)
    assert "обещать не можем" in andrei.says("муж бьет меня")
    assert talk.escalate(at=andrei.at + 24 * HOURS) == 0


def test_nobody_on_duty_is_said_and_when_somebody_will_be(andrei, enter, terms, orlova):
    enter(orlova, starts=AT + 12 * HOURS)
    said = andrei.says("муж бьет меня")
    assert "Сейчас никто не дежурит" in said and "23:30" in said
    assert not DutyRing.objects.in_region(CHE).exists()


def test_a_rota_that_ended_is_an_hour_without_duty(andrei, enter, terms, orlova):
    enter(orlova, starts=AT - 24 * HOURS, lasts=8 * HOURS)
    assert "Сейчас никто не дежурит. Здесь" in andrei.says("муж бьет меня")


def test_the_clock_calls_the_next_and_the_head_then_the_next_and_nobody_twice(
    andrei, enter, terms, orlova, lunina, boyko, told
):  # fmt: skip
    enter(orlova), enter(lunina), enter("Дежурная часть")
    andrei.says("муж бьет меня")
    began = andrei.thread.asked_at
    assert talk.escalate(at=began + 14 * MINUTES) == 0
    assert talk.escalate(at=began + 15 * MINUTES) == 1
    assert "Алла Лунина" in andrei.bot_words()[-1] and "руководител" in andrei.bot_words()[-1]
    assert talk.escalate(at=began + 29 * MINUTES) == 0
    assert talk.escalate(at=began + 31 * MINUTES) == 1
    assert "Дежурная часть" in andrei.bot_words()[-1] and "руководител" not in andrei.bot_words()[-1]
    assert talk.escalate(at=began + 120 * MINUTES) == 0, "everybody was called"
    assert [one.step for one in unanswered(told)] == [1, 2]
    assert unanswered(told)[0].called == (lunina.account_id, boyko.account_id)
    assert unanswered(told)[1].called == ()
    (alarm,) = talk.alarms(by=boyko)
    assert alarm.called == ("Ольга Орлова", "Алла Лунина", "Дежурная часть") and alarm.head


def test_a_worker_that_slept_calls_one_at_a_run(andrei, enter, terms, orlova, lunina):
    enter(orlova), enter(lunina), enter("Дежурная часть")
    andrei.says("муж бьет меня")
    late = andrei.at + 10 * HOURS
    enter("Ночная смена", starts=AT + 9 * HOURS)
    assert [talk.escalate(at=late) for _run in range(3)] == [1, 0, 0], "only who is on duty now, and once"


def test_taken_over_nobody_else_is_called(andrei, enter, terms, orlova, lunina):
    enter(orlova), enter(lunina)
    andrei.says("муж бьет меня")
    talk.take_over(by=orlova, token=andrei.token, at=andrei.at)
    assert talk.escalate(at=andrei.at + HOURS) == 0
    assert talk.alarms(by=orlova) == ()


def test_a_false_alarm_calls_nobody_else(andrei, enter, terms, orlova, lunina):
    enter(orlova), enter(lunina)
    andrei.says("боюсь мужа, нет работы, меня уволили")
    andrei.presses("Нет, я в безопасности")
    assert talk.escalate(at=andrei.at + HOURS) == 0


def test_a_second_danger_begins_from_the_first_on_duty(andrei, enter, terms, orlova, lunina):
    enter(orlova), enter(lunina)
    andrei.says("боюсь мужа, меня уволили")
    andrei.presses("Нет, я в безопасности")
    andrei.says("не хочу больше жить")
    assert talk.escalate(at=andrei.at + 16 * MINUTES) == 1
    assert "Алла Лунина" in andrei.bot_words()[-1]


@pytest.mark.parametrize("role", ["curator", "specialist", "head", "methodologist", "observer", "nobody"])
def test_only_a_head_writes_the_rota_and_who_answers_people_reads_it(role, enter, orlova):
    shift = enter(orlova)
    by = serve(f"one-{role}", "Кто-то", *(() if role == "nobody" else (role,)))
    writes = [
        lambda: talk.enter_shift(by=by, account=None, name="И", phone="79", starts_at=AT, ends_at=AT + HOURS, at=AT),
        lambda: talk.set_terms(by=by, within=5, escalate_after=5, act="Приказ", starts=ON, at=AT),
        lambda: talk.cancel_shift(by=by, token=shift.token, at=AT),
    ]
    for verb in [*writes, lambda: talk.alarms(by=by)]:
        if role == "head" or (verb not in writes and role in ("curator", "specialist")):
            verb()
        else:
            with pytest.raises(NotAllowed):
                verb()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"name": " "}, "кто дежурит"), ({"phone": ""}, "по телефону"), ({"ends_at": AT}, "позже начала"),
     ({"ends_at": AT + 9 * 24 * HOURS}, "недели"),
     ({"starts_at": AT - 9 * HOURS, "ends_at": AT - HOURS}, "уже прошло")],
)  # fmt: skip
def test_a_shift_that_cannot_be_is_refused_with_how_to_put_it_right(boyko, wrong, said):
    right = {"account": None, "name": "Кто-то", "phone": "79000000000", "starts_at": AT, "ends_at": AT + HOURS}
    with pytest.raises(talk.RotaRefused) as refused:
        talk.enter_shift(by=boyko, at=AT, **(right | wrong))
    assert said in refused.value.said
    assert talk.shifts(CHE, since=AT) == ()


def test_a_shift_taken_back_is_no_duty(boyko, enter, orlova):
    shift = enter(orlova)
    talk.cancel_shift(by=boyko, token=shift.token, at=AT)
    talk.cancel_shift(by=boyko, token=shift.token, at=AT)
    assert talk.on_duty(CHE, AT) == ()


def test_another_regions_rota_is_not_ours(enter, orlova, terms):
    enter(orlova)
    assert talk.on_duty("RU-LIP", AT) == () and talk.terms("RU-LIP", ON) is None


def test_the_newest_term_in_force_counts(boyko, terms):
    talk.set_terms(by=boyko, within=20, escalate_after=30, act="Приказ 13", starts=ON + timedelta(days=1), at=AT)
    assert talk.terms(CHE, ON).within == 10
    assert talk.terms(CHE, ON + timedelta(days=1)).within == 20


# Silence of a colleague who took the thread.


def test_a_silent_colleague_loses_the_thread_to_another_and_the_person_is_told(andrei, orlova, lunina, told):
    andrei.says("человек")
    talk.take_over(by=orlova, token=andrei.token, at=andrei.at)
    assert talk.take_from_silent(region=CHE, token=andrei.token, account=orlova.account_id, at=andrei.at)
    words = andrei.bot_words()[-1]
    assert "Ольга Орлова не отвечает" in words and "другому сотруднику" in words and "руководитель" in words
    assert (andrei.view.state, andrei.view.line.staff) == ("waiting", None), "not back to the bot"
    assert type(told[-1]).__name__ == "AnswererSilent" and told[-1].staff == orlova.account_id
    talk.take_over(by=lunina, token=andrei.token, at=andrei.at)
    assert not talk.take_from_silent(region=CHE, token=andrei.token, account=orlova.account_id, at=andrei.at)
    assert andrei.view.line.staff == lunina.account_id, "who answers now keeps it"


def test_rooms_above_hear_that_the_person_wrote(orlova, written):
    chat = Chat("writer")
    chat.says("меня сократили")
    talk.take_over(by=orlova, token=chat.token, at=chat.at)
    chat.says("вы тут?")
    assert [(one.state, one.channel) for one in written] == [("bot", "max"), ("staff", "max")]
    assert not any("вы тут" in repr(one) for one in written), "no words of theirs travel"
