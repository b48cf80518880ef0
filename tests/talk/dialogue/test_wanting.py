"""«Позовите человека, я осталась без работы»: the person is called and the trouble goes along; a trade calls nobody."""

from dataclasses import replace

import pytest

from ryadom.talk.dialogue.shapes import Desk, Sort, State
from ryadom.talk.dialogue.summing import summary
from ryadom.talk.dialogue.wanting import wants_person

from .conftest import CHE, Talk, practices, real_world

CALLS = (
    "Позовите человека, я осталась без работы",
    "я осталась без работы, позовите пожалуйста человека",
    "мне не платят пособие соедините с оператором",
    "можно мне живого человека а то я запуталась с субсидией",
    "Оператор! меня уволили и нечем платить за квартиру",
    "уволили с завода, дайте поговорить с кем-нибудь живым",
    "не хочу с ботом говорить, меня сократили",
    "переключите на специалиста у меня вопрос по инвалидности",
    "есть кто живой? я потеряла работу",
    "gjpjdbnt xtkjdtrf, z jcnfkfcm ,tp hf,jns",
    "pozovite cheloveka ya poteryala rabotu",
    "Please connect me to a human, I lost my job",
    "мне нужен человек, который разбирается в субсидиях",
    "свяжите меня с сотрудником соцзащиты по поводу пенсии",
    "умер муж. Человека пожалуйста",
)
NO_CALLS = (
    "муж работал оператором котельной и его сократили",
    "я человек пожилой, нужна субсидия",
    "нужен уход за лежачим человеком",
    "хочу стать специалистом по уходу",
    "в семье четыре человека, доход маленький",
    "сколько нужно человек в семье чтобы была многодетная",
    "к нам приходил сотрудник и отказал",
    "помогите найти работу человеку с инвалидностью",
    "хочу оформить опеку над пожилым человеком",
    "можно ли одинокому человеку получить субсидию",
)


@pytest.mark.parametrize("words", CALLS)
def test_a_call_is_heard_wherever_it_stands(words):
    assert wants_person(words)


@pytest.mark.parametrize("words", NO_CALLS)
def test_a_person_spoken_of_is_no_person_called(words):
    assert not wants_person(words)


def test_of_everything_that_practices_know_hardly_anything_else_is_a_call():
    """Every phrase of every other topic, learnt and held out: at most one of a thousand calls somebody by mistake."""
    files = {item.id: item.value for one in practices()[0] for item in one.of("topic")}
    others = [text for id, file in files.items() if id != "human_operator" for text in (*file.phrases, *file.test)]
    assert len(others) > 2000
    wrong = [text for text in others if wants_person(text)]
    assert len(wrong) <= len(others) // 1000, wrong


def told_of(talk):
    return summary(CHE, talk.stack, real_world().book).text


def test_both_are_heard(andrei):
    told = andrei.says("Позовите человека, я осталась без работы")
    assert "Зову человека" in told and andrei.stack.state is State.WAITING
    assert [event.name for event in andrei.last.events] == ["asked_for_a_person"]
    assert "Потеря работы" in told_of(andrei) and "«Позовите человека, я осталась без работы»" in told_of(andrei)
    andrei.presses("Не ждать, продолжить с помощником")
    assert "Потеря работы" in andrei.buttons, "what was said beside the call was not lost"


def test_what_only_seems_so_is_told_as_seeming(andrei):
    andrei.says("соедините с оператором, нас сократили")
    assert "ещё не подтвердил" in told_of(andrei)
    assert andrei.stack.situation == "", "nothing is chosen for the person"


def test_in_the_middle_of_a_question_it_waits(interviewed):
    ref = interviewed.stack.top.data["ref"]
    interviewed.says("я не понимаю вопрос, дайте живого человека")
    assert interviewed.stack.state is State.WAITING
    assert "Продолжим." in interviewed.presses("Не ждать, продолжить с помощником")
    assert interviewed.stack.top.data["ref"] == ref


def test_danger_goes_before_it_and_the_person_still_comes(andrei):
    andrei.says("муж бьет меня, позовите человека")
    assert andrei.stack.danger == "violence"
    andrei.presses("Нет, я в безопасности")
    assert andrei.stack.state is State.WAITING, "a call for a person is no false alarm"


def test_the_text_of_an_appeal_calls_nobody(known):
    known.says("жалоба")
    known.says("В окне 5 мне сказали: позовите человека с паспортом, и закрыли окно")
    assert known.stack.top.data["stage"] == "check" and known.stack.state is State.BOT


TURNS = {
    "started": lambda talk: talk.hears(Sort.STARTED),
    "text": lambda talk: talk.says("меня сократили с завода"),
    "nonsense": lambda talk: talk.says("абракадабра"),
    "nonsense twice": lambda talk: (talk.says("абракадабра"), talk.says("абракадабра")),
    "sticker": lambda talk: talk.hears(Sort.STICKER),
    "voice": lambda talk: talk.hears(Sort.VOICE),
    "file": lambda talk: talk.hears(Sort.FILE, files=1),
    "other": lambda talk: talk.hears(Sort.OTHER),
    "edited": lambda talk: talk.hears(Sort.EDITED, "меня уволили"),
    "forwarded": lambda talk: talk.says("переслали мне", forwarded=True),
    "button": lambda talk: (talk.hears(Sort.STARTED), talk.presses("Другие ситуации")),
    "old button": lambda talk: talk.hears(Sort.BUTTON, button="1:a:да"),
    "status": lambda talk: talk.says("где мое заявление"),
    "complaint": lambda talk: talk.says("жалоба"),
    "call back": lambda talk: talk.says("перезвоните мне"),
    "thanks": lambda talk: talk.says("спасибо"),
    "help": lambda talk: talk.says("помощь"),
    "given back": lambda talk: (talk.says("человек"), talk.hears(Sort.TOOK, who="О"), talk.hears(Sort.GAVE_BACK)),
    "closed": lambda talk: (talk.says("человек"), talk.hears(Sort.CLOSED, who="Ольга Орлова")),
    "safe": lambda talk: (talk.says("боюсь мужа, меня уволили"), talk.presses("Нет, я в безопасности")),
    "survey answered": lambda talk: (talk.hears(Sort.CLOSED, who="О"), talk.presses("Ответ 5")),
}


@pytest.mark.parametrize("kind", TURNS)
@pytest.mark.parametrize("level", ["anonymous", "identified"])
def test_every_kind_of_turn_has_a_person_one_tap_away(kind, level):
    somebody = Talk(replace(real_world(), desk=Desk()), level=level)
    TURNS[kind](somebody)
    assert "person" in [data for _words, data in somebody.stack.offered], somebody.turns[-1].messages
    somebody.presses("Позвать человека")
    assert somebody.stack.state is State.WAITING


def test_what_was_said_against_a_topic_is_told_beside_the_choice(andrei):
    told = andrei.says("сыну 12 лет, место в садике")
    assert "Вы сказали: «" in told and "Поэтому «Детский сад» ниже." in told
    assert "Вы сказали: «" not in andrei.says("место в садике")
