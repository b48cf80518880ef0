"""The patterns of a conversation, each in Andrei's words: go on, correct, enough, I do not know, why, another thing and
back, again, a person, days later, twice not understood, something broke.
"""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from ryadom.talk.dialogue import turning
from ryadom.talk.dialogue.shapes import Guess, Heard, Sort, Stack, State
from ryadom.talk.dialogue.turning import turn
from ryadom.talk.hearing.shapes import SaidFact

from .conftest import AT, Said, Talk, children, real_world

JOB = Guess("job_loss", "Потеря работы", 0.9, "меня уволили")


def test_a_sentence_is_offered_back_and_never_taken_silently(andrei):
    told = andrei.says("меня сократили с завода")
    assert "Понял как:" in told
    assert "Потеря работы" in andrei.buttons and {"Другое", "Позвать человека"} <= set(andrei.buttons)
    assert len([words for words, data in andrei.stack.offered if ":t" in data]) <= 3
    assert andrei.stack.situation == ""


def test_each_answer_leads_to_the_next_question(interviewed):
    first = interviewed.turns[-1].messages[0].text
    second = interviewed.presses(interviewed.buttons[0])
    assert second and second != first
    assert interviewed.stack.told["answers"]


def test_the_buttons_words_may_be_typed(interviewed):
    words = interviewed.buttons[0]
    interviewed.says(words.upper() + "!")
    assert interviewed.stack.told["answers"], "the words of a button are the button"


def test_a_number_is_the_button_of_that_line(interviewed):
    interviewed.says("1")
    assert interviewed.stack.told["answers"]


def test_a_button_of_an_older_message_is_not_an_answer_to_this_question(interviewed):
    old = interviewed.button(interviewed.buttons[0])
    interviewed.presses(interviewed.buttons[0])
    before = interviewed.stack.told
    told = interviewed.hears(Sort.BUTTON, button=old)
    assert "прошлого сообщения" in told
    assert interviewed.stack.told == before


def test_correct_no_two_children():
    """«Нет, детей двое»: shown back, one tap, and the family has two children."""
    ear = Said(**{"меня уволили": ([JOB], [children(3)]), "нет, детей двое": ([], [children(2)])})
    andrei = Talk(replace(real_world(), ear=ear))
    andrei.says("меня уволили")
    assert "Детей: 3" in andrei.presses("Потеря работы")
    andrei.presses("Да, верно")
    andrei.presses("Для себя")
    andrei.presses("Да")
    andrei.presses("Больше никто")
    for _child in range(3):
        andrei.presses("Не знаю")
    assert len(andrei.stack.told["household"]["members"]) == 4
    assert "Детей: 2" in andrei.says("нет, детей двое")
    andrei.presses("Да, верно")
    assert [one["id"] for one in andrei.stack.told["household"]["members"]] == ["spouse", "child-1", "child-2"]
    assert andrei.stack.top.kind == "entitled", "and the conversation goes on"


def test_a_fact_that_was_not_so_is_not_kept():
    ear = Said(**{"меня уволили": ([JOB], [children(3)])})
    andrei = Talk(replace(real_world(), ear=ear))
    andrei.says("меня уволили")
    andrei.presses("Потеря работы")
    told = andrei.presses("Нет, не так")
    assert "не записываю" in told
    assert "children" not in andrei.stack.told.get("hints", {})


def test_enough_keeps_the_answers(interviewed):
    interviewed.presses(interviewed.buttons[0])
    answers = interviewed.stack.told["answers"]
    assert "остановились" in interviewed.says("хватит")
    assert interviewed.stack.told["answers"] == answers
    assert all(frame.kind != "entitled" for frame in interviewed.stack.frames)


@pytest.mark.parametrize("words", ["не знаю", "Не помню.", "пропустить"])
def test_i_do_not_know_is_an_answer(interviewed, words):
    interviewed.says(words)
    (entry,) = interviewed.stack.told["answers"].values()
    assert entry["state"] == "unknown"


@pytest.mark.parametrize("words", ["почему спрашиваете?", "зачем вам это", "Почему?"])
def test_why_is_told_and_the_question_stays(interviewed, words):
    ref = interviewed.stack.top.data["ref"]
    told = interviewed.says(words)
    assert "Ответ может решить" in told
    assert interviewed.stack.top.data["ref"] == ref


def test_another_thing_and_back_to_the_question(interviewed):
    ref = interviewed.stack.top.data["ref"]
    told = interviewed.says("где мое заявление")
    assert "тому, чьё оно" in told and "Продолжим." in told
    assert interviewed.stack.top.data["ref"] == ref


def test_another_topic_may_be_left_for_the_question():
    ear = Said(**{"меня уволили": ([JOB], []), "а что с газом": ([Guess("gas_equipment", "Газ", 0.8, "газ")], [])})
    andrei = Talk(replace(real_world(), ear=ear))
    andrei.says("меня уволили")
    andrei.presses("Потеря работы")
    andrei.tells_family()
    ref = andrei.stack.top.data["ref"]
    andrei.says("а что с газом")
    assert {"Газ", "Вернуться к вопросу"} <= set(andrei.buttons)
    andrei.presses("Вернуться к вопросу")
    assert andrei.stack.top.data["ref"] == ref


@pytest.mark.parametrize("words", ["20000000", "двое"])
def test_an_answer_that_missed_is_no_new_topic(words):
    """«Двое» where a date was asked for sounds a little like taxes; the question stays, and it is said so."""
    taxes = ([Guess("family_tax_refund", "Налоги", 0.45, "налог обратно за двоих детей")], [])
    ear = Said(**{"меня уволили": ([JOB], []), "двое": taxes, "20000000": taxes})
    andrei = Talk(replace(real_world(), ear=ear))
    andrei.says("меня уволили")
    andrei.presses("Потеря работы")
    andrei.tells_family()
    ref = andrei.stack.top.data["ref"]
    assert "Не понял" in andrei.says(words)
    assert andrei.stack.top.data["ref"] == ref and "Налоги" not in andrei.buttons


@pytest.mark.parametrize("words", ["повторите", "что?", "не понял"])
def test_again(interviewed, words):
    asked = interviewed.turns[-1].messages[0].text
    assert interviewed.says(words) == asked


@pytest.mark.parametrize("words", ["человек", "Позовите человека!", "хочу поговорить с человеком", "оператор"])
def test_a_person_by_word(andrei, words):
    told = andrei.says(words)
    assert "Зову человека" in told and "консультация" in told
    assert andrei.stack.state is State.WAITING
    assert [event.name for event in andrei.last.events] == ["asked_for_a_person"]


def test_numbers_of_people_call_nobody(andrei):
    andrei.says("нас пять человек")
    assert andrei.stack.state is State.BOT


def test_while_one_waits_words_are_kept_and_one_may_go_on_with_the_bot(interviewed):
    ref = interviewed.stack.top.data["ref"]
    interviewed.says("человек")
    assert "Записал" in interviewed.says("ещё у меня долг за свет")
    interviewed.presses("Не ждать, продолжить с помощником")
    assert [event.name for event in interviewed.last.events] == ["person_left_queue"]
    assert interviewed.stack.state is State.BOT and interviewed.stack.top.data["ref"] == ref


def test_after_days_one_is_told_where_one_stopped(interviewed):
    asked = interviewed.turns[-1].messages[0].text
    interviewed.away(days=4)
    told = interviewed.says("здравствуйте")
    assert "С возвращением" in told and asked in told


def test_after_days_an_answer_is_an_answer(interviewed):
    interviewed.away(days=4)
    told = interviewed.says(interviewed.buttons[0])
    assert "С возвращением" in told
    assert interviewed.stack.told["answers"]


def test_twice_not_understood_a_person_is_offered_first(deaf):
    deaf.says("абракадабра")
    told = deaf.says("фывапролдж")
    assert "позову человека" in told
    assert deaf.buttons[0] == "Позвать человека"


def test_understood_in_between_nothing_is_counted(deaf):
    deaf.says("абракадабра")
    deaf.says("меню")
    assert "снова не понял" not in deaf.says("фывапролдж")


def test_one_step_back(interviewed):
    ref = interviewed.stack.top.data["ref"]
    interviewed.presses(interviewed.buttons[0])
    assert interviewed.stack.top.data["ref"] != ref
    interviewed.says("назад")
    assert interviewed.stack.top.data["ref"] == ref


def test_what_breaks_is_a_human_sentence_and_loses_nothing(interviewed, monkeypatch):
    def broken(course):
        raise RuntimeError("Волков Андрей, 30.01.1987")

    monkeypatch.setattr(turning, "_person", broken)
    heard = Heard(Sort.TEXT, AT, text="да")
    turned = turn(interviewed.world, interviewed.stack, heard)
    assert "сломалось" in turned.messages[0].text and "Волков" not in turned.messages[0].text
    assert turned.stack == interviewed.stack
    assert any(button.data == "person" for row in turned.messages[0].buttons for button in row)
    assert turned.events[0].name == "broke"


def test_what_breaks_says_nothing_personal_to_the_log(interviewed, monkeypatch, caplog):
    monkeypatch.setattr(turning, "_person", lambda course: {}["Волков Андрей"])
    turn(interviewed.world, interviewed.stack, Heard(Sort.TEXT, AT, text="да"))
    assert "KeyError" in caplog.text and "Волков" not in caplog.text


@pytest.mark.parametrize("words", ["не знаю", "почему?", "назад"])
def test_where_nothing_is_asked_these_words_are_not_guessed_about(andrei, words):
    andrei.hears(Sort.STARTED)
    told = andrei.says(words)
    assert "Понял как" not in told and "Другие ситуации" in andrei.buttons


def test_politeness_keeps_the_question(interviewed):
    ref = interviewed.stack.top.data["ref"]
    assert "Пожалуйста" in interviewed.says("спасибо")
    assert interviewed.stack.top.data["ref"] == ref


def test_a_longer_answer_is_read_from_its_fact():
    words = "ну на карту приходит четырнадцать триста с копейками"
    sum_ = SaidFact("pension-and-payments", Decimal("14300.50"), "self", (0, 5), "Пенсия 14 300,50 ₽")
    galina = Talk(replace(real_world(), ear=Said(**{words: ([], [sum_])})))
    galina.hears(Sort.STARTED)
    while "Пенсия" not in galina.buttons:
        galina.presses("Другие ситуации")
    galina.presses("Пенсия")
    galina.tells_family()
    while not galina.stack.top.data["ref"].startswith("pension-and-payments"):
        galina.presses("Не знаю")
    galina.says(words)
    assert galina.stack.told["answers"]["pension-and-payments@applicant"]["value"] == "14300.50"


@pytest.mark.parametrize(
    ("typed", "kept", "about"),
    [("24 500", "24500", False), ("около 20 тысяч", "20000", True), ("примерно 15,5 тыс", "15500", True),
     ("30000 руб.", "30000", False)],
)  # fmt: skip
def test_money_as_people_write_it(typed, kept, about):
    from ryadom.talk.dialogue.asking import _money

    given = _money(typed)
    assert (given.text, given.about) == (kept, about)


def test_the_stack_begins_empty_and_greets_as_a_program():
    fresh = Talk(real_world(), Stack())
    told = fresh.hears(Sort.STARTED)
    assert "программа" in told and "консультация" in told and "номера карт не спрашиваем" in told
    fresh.away(seconds=timedelta(hours=1).seconds)
    assert "программа" not in fresh.says("здравствуйте")
