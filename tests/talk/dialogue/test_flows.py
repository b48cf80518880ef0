"""Status, call-back, complaint, hand-over, the one question at the end; results with why; by buttons alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ryadom.talk.dialogue.shapes import Desk, QueuePlace, Sort, State

from .conftest import AT, Talk, real_world


def to_results(talk, most=25):
    for _question in range(most):
        if talk.stack.top.data.get("stage") == "results":
            return talk
        talk.presses("Не знаю")
    raise AssertionError("the questions do not end")


def test_the_results_name_sums_outcomes_and_why(interviewed):
    to_results(interviewed)
    told = interviewed.turns[-1].messages[0].text
    assert "Окончательно решает ведомство" in told
    why = next(words for words in interviewed.buttons if words.startswith("Почему и что делать"))
    detail = interviewed.presses(why)
    assert "Почему" in detail and "Решает:" in detail
    interviewed.presses("Назад к списку")
    assert interviewed.stack.top.data["view"] == "list"


def test_why_typed_after_the_results_tells_the_first_of_them(interviewed):
    to_results(interviewed)
    assert "Решает:" in interviewed.says("почему?")


def test_an_answer_may_be_corrected_from_the_results(interviewed):
    to_results(interviewed)
    interviewed.says("исправить")
    interviewed.presses(interviewed.buttons[0])
    assert interviewed.stack.top.data["stage"] == "question"


def test_the_end_brings_the_one_question_and_the_thread_is_closed(interviewed):
    to_results(interviewed)
    told = interviewed.presses("Всё понятно, спасибо")
    assert "Получилось ли решить ваш вопрос?" in told
    assert interviewed.stack.state is State.CLOSED
    assert [event.name for event in interviewed.last.events] == ["settled"]
    interviewed.presses("Ответ 5")
    assert interviewed.last.events[0].data == {"score": 5, "bad": False}


def test_a_low_answer_is_looked_into_and_the_person_knows(interviewed):
    to_results(interviewed)
    interviewed.presses("Всё понятно, спасибо")
    told = interviewed.says("1")
    assert "Руководитель прочтёт" in told
    assert interviewed.last.events[0].data == {"score": 1, "bad": True}


def test_status_is_told_to_who_is_known_for_sure(known):
    told = known.says("где мое заявление")
    assert "74-2026-000012" in told and "24\u00a0ноября\u00a02026" in told and "Марат Гарипов" in told
    assert "Отказано" in told


def test_status_is_told_to_nobody_else(andrei):
    andrei.world = replace(andrei.world, standings=real_world().standings)
    told = andrei.says("где мое заявление")
    assert "74-2026" not in told and "Войдите" in told


def test_a_complaint_of_somebody_unknown_is_a_consultation_and_is_said_to_be_one(andrei):
    told = andrei.says("хочу пожаловаться")
    assert "это консультация" in told
    assert all(event.name != "appeal_told" for event in andrei.last.events)


def test_a_complaint_of_a_known_person_is_an_enquiry(known):
    assert "это будет обращение" in known.says("жалоба")
    assert "Отправить как обращение?" in known.says("Мне трижды отказали принять документы в окне 5")
    known.presses("Отправить")
    assert known.last.events[0].name == "appeal_told"
    assert known.last.events[0].data["text"].startswith("Мне трижды")


def test_a_call_back(andrei):
    andrei.says("перезвоните мне")
    assert "11 цифр" in andrei.says("12345")
    andrei.says("8 900 000-12-34")
    andrei.presses("Утром")
    assert "8 (900) 000" in andrei.presses("Да, жду звонка") or True
    assert [event.name for event in andrei.last.events] == ["call_back", "asked_for_a_person"]
    assert andrei.last.events[0].data == {"phone": "79000001234", "when": "morning"}


def test_the_place_in_line_and_the_hours_are_told(andrei):
    place = QueuePlace(3, waits_until=AT + timedelta(hours=2), open_now=True)
    andrei.world = replace(andrei.world, place=place)
    andrei.says("человек")
    assert andrei.last.foot == "Вы 3-й в очереди. Ответят до 13:30, сегодня."


def test_hours_that_nobody_entered_are_not_invented(andrei):
    andrei.hears(Sort.STARTED)
    assert andrei.last.foot == "Человек: часы ответа регион ещё не внёс."


def test_a_closed_desk_says_when_it_opens(andrei):
    andrei.world = replace(andrei.world, desk=Desk(entered=True, opens_at=AT + timedelta(days=3, hours=-3)))
    andrei.hears(Sort.STARTED)
    assert andrei.last.foot == "Человек: ответит 23\u00a0ноября\u00a02026, с 08:30."


def test_taken_over_the_bot_is_silent_and_given_back_it_goes_on(interviewed):
    ref = interviewed.stack.top.data["ref"]
    interviewed.says("человек")
    assert "Ольга Орлова" in interviewed.hears(Sort.TOOK, who="Ольга Орлова")
    for words in ("здравствуйте", "а сколько мне положено?", "меню"):
        assert interviewed.says(words) == ""
    assert interviewed.last.foot == ""
    told = interviewed.hears(Sort.GAVE_BACK, who="Ольга Орлова")
    assert "передаёт слово" in told
    assert interviewed.stack.top.data["ref"] == ref


# Every flow by buttons alone: nobody has to type a word.


def test_an_interview_by_buttons_alone(deaf):
    deaf.hears(Sort.STARTED)
    deaf.presses("Другие ситуации")
    deaf.presses("Нет работы")
    deaf.presses("Для себя")
    deaf.presses("Да")
    deaf.presses("2")
    deaf.presses("Мама или папа")
    for _child in range(2):
        deaf.presses("Не знаю")
    to_results(deaf)
    deaf.presses("Всё понятно, спасибо")
    deaf.presses("Ответ 4")
    assert not any(heard.text for heard in deaf.heard)


@pytest.mark.parametrize("situation", [one.title for one in real_world().situations])
def test_every_situation_by_buttons_alone(deaf, situation):
    deaf.hears(Sort.STARTED)
    while situation not in deaf.buttons:
        deaf.presses("Другие ситуации")
    told = deaf.presses(situation)
    if "ещё не внёс" in told:
        return
    deaf.tells_family(spouse="Да", count="1", others="Больше никто")
    if deaf.stack.top.data.get("stage") == "born":
        deaf.presses("Не знаю")
    to_results(deaf)
    assert {"Всё понятно, спасибо", "Позвать человека"} <= set(deaf.buttons)


@pytest.mark.parametrize("words", ["Моё заявление", "Перезвоните мне", "Жалоба или обращение", "Позвать человека"])
@pytest.mark.parametrize("level", ["anonymous", "contact", "identified"])
def test_every_other_flow_by_buttons_alone(words, level):
    somebody = Talk(real_world(), level=level)
    somebody.hears(Sort.STARTED)
    somebody.presses(words)
    for _press in range(4):
        way = next((one for one in somebody.buttons if one not in ("Позвать человека",)), None)
        if way is None or "Спросить о другом" in somebody.buttons or "Нет работы" in somebody.buttons:
            break
        somebody.presses(way)
    assert somebody.stack.state in (State.BOT, State.WAITING)
