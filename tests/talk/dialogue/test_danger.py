"""Danger goes before everything: phones at once, a person called, the truth about when one answers, one question."""

from dataclasses import replace

import pytest

from ryadom.talk.dialogue.shapes import Desk, Sort, State

from .conftest import Talk, real_world


@pytest.mark.parametrize(
    ("words", "danger"),
    [("муж бьет меня и детей", "violence"), ("не хочу больше жить", "suicide"),
     ("ребенок не пришел домой из школы", "lost_child")],
)  # fmt: skip
def test_phones_come_at_once_and_a_person_is_called(andrei, words, danger):
    told = andrei.says(words)
    assert "112" in told.split("Вам нужна помощь")[0]
    assert [event.name for event in andrei.last.events] == ["crisis_heard", "asked_for_a_person"]
    assert andrei.last.events[0].data == {"danger": danger}
    assert andrei.last.events[1].data == {"crisis": True}
    assert andrei.stack.state is State.WAITING and andrei.stack.danger == danger


def test_where_no_duty_is_entered_nothing_is_promised(andrei):
    told = andrei.says("муж бьет меня")
    assert "Дежурства в этом чате сейчас нет" in told


def test_what_the_duty_promises_is_said(andrei):
    andrei.world = replace(andrei.world, desk=Desk(entered=True, open_now=True, crisis_now=True, crisis_within=10))
    assert "ответит здесь за 10\u00a0минут" in andrei.says("муж бьет меня")


def test_a_false_alarm_costs_one_polite_question(andrei):
    andrei.says("боюсь мужа, нет работы, меня уволили")
    told = andrei.presses("Нет, я в безопасности")
    assert "важно не пропустить" in told
    assert {event.name for event in andrei.last.events} == {"false_alarm", "person_left_queue"}
    assert andrei.stack.state is State.BOT and andrei.stack.danger == ""
    assert andrei.stack.top.kind in ("choosing", "menu"), "what was said beside it is understood now"


def test_help_is_needed_and_the_phones_stay_in_sight(andrei):
    andrei.says("муж бьет меня")
    assert "112" in andrei.says("да")
    assert andrei.stack.state is State.WAITING


def test_in_the_middle_of_a_question_danger_goes_first_and_the_question_waits(interviewed):
    ref = interviewed.stack.top.data["ref"]
    interviewed.says("сын меня избил")
    interviewed.presses("Нет, я в безопасности")
    assert any(frame.data.get("ref") == ref for frame in interviewed.stack.frames)


def test_danger_is_heard_also_while_a_colleague_answers(andrei):
    andrei.says("человек")
    andrei.hears(Sort.TOOK, who="Ольга Орлова")
    assert andrei.says("спасибо вам") == ""
    told = andrei.says("я не хочу больше жить")
    assert "112" in told
    assert [event.name for event in andrei.last.events] == ["crisis_heard"], "nobody is called who is there already"
    andrei.presses("Нет, я в безопасности")
    assert andrei.stack.state is State.STAFF


def test_at_the_end_of_a_long_lament_it_is_heard_too(andrei):
    lament = "Мне очень тяжело, никто не помогает, хожу по кабинетам. " * 70
    assert len(lament) > 3800
    assert "112" in andrei.says(lament + "Не хочу больше жить")


def test_danger_in_a_caption_of_a_photograph(andrei):
    assert "112" in andrei.hears(Sort.FILE, "муж избил меня", files=1)


def test_unanswered_it_rings_higher_and_the_person_is_told(andrei):
    andrei.says("муж бьет меня")
    told = andrei.hears(Sort.RANG)
    assert "руководител" in told and "112" in told


def test_repeated_it_calls_nobody_twice():
    marina = Talk(real_world())
    marina.says("муж бьет меня")
    marina.says("он бьет меня опять")
    assert marina.last.events == ()
    assert "112" in marina.turns[-1].messages[0].text
