"""By buttons alone, the Ear switched off: every situation, every topic and every flow comes to its end."""

from dataclasses import replace

import pytest

from ryadom.talk.dialogue.shapes import Desk, Sort, State

from .conftest import Talk, real_world

PASSED_BY = {"Позвать человека", "Назад", "Почему спрашиваете?", "Спросить о другом", "Другие ситуации", "Другие темы",
             "Другое", "Ещё темы", "Исправить ответ", "Моё заявление", "Перезвоните мне", "Жалоба или обращение",
             "Не хочу говорить", "Показать путь по шагам", "Не нужно", "Показать шаги ещё раз", "Показать, что я умею",
             "Что не положено и почему", "Назад к списку", "Войти", "Начать свой путь"}  # fmt: skip
MOST = 60


class Off:
    """Understands nothing: whoever asks it anything fails the test."""

    def hear(self, text):
        raise AssertionError("the Ear is switched off")


class Ways:
    """Two steps for every situation of the region, so that the path of each is walked too."""

    def __init__(self, world):
        from ryadom.talk.dialogue.shapes import Way

        self._all = {one.id: Way(one.id, one.title, one.id) for one in world.situations}
        self._all["moving"] = Way("moving", "Переезд")

    def all(self):
        return self._all

    def steps(self, id, family):
        from ryadom.talk.dialogue.shapes import WayStep

        return (WayStep("one", "Собрать бумаги", "Вы сами", "open"), WayStep("two", "Подать", "МФЦ", "ahead"))


def pressing(level="anonymous"):
    world = replace(real_world(), ear=Off(), desk=Desk())
    somebody = Talk(replace(world, ways=Ways(world)), level=level)
    somebody.hears(Sort.STARTED)
    return somebody


def to_the_end(talk):
    """Press the first button that goes on, until nothing more is asked."""
    for _press in range(MOST):
        if talk.stack.state is not State.BOT or ends(talk):
            return talk
        onward = [words for words in talk.buttons if words not in PASSED_BY]
        assert onward, f"a dead end: {talk.buttons}"
        chosen = next((words for words in ("Не знаю", "Всё понятно, спасибо") if words in onward), onward[0])
        talk.presses(chosen)
    raise AssertionError("the flow does not end")


def ends(talk):
    """Told all there is, with a way on and a way to a person."""
    data = [data.partition(":")[2] or data for _words, data in talk.stack.offered]
    return "person" in data and not any(
        one in ("yes", "skip", "enough", "done") or one[:2] in ("w:", "f:", "a:", "c:", "s:", "l:", "t0")
        for one in data
    )


def find(talk, title, more):
    for _page in range(20):
        if title in talk.buttons:
            return
        talk.presses(more)
    raise AssertionError(f"{title} is nowhere among the buttons")


SITUATIONS = [one.title for one in real_world().situations]
TOPICS = sorted({one.topic for one in real_world().leads.values()})
IN_THE_MENU = {"person": "Позвать человека", "status": "Моё заявление", "call_back": "Перезвоните мне",
               "complaint": "Жалоба или обращение", "appeal": "Жалоба или обращение"}  # fmt: skip


@pytest.mark.parametrize("title", SITUATIONS)
def test_every_situation(title):
    somebody = pressing()
    find(somebody, title, "Другие ситуации")
    somebody.presses(title)
    to_the_end(somebody)
    if somebody.stack.state is State.CLOSED:
        somebody.presses("Ответ 4")
        assert somebody.last.events[0].name == "survey_answered"


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic(topic):
    lead, somebody = real_world().leads[topic], pressing()
    situation = next(
        (one.title for one in real_world().situations if lead.kind == "situation" and one.id == lead.to), ""
    )
    if lead.to in ("crisis", "greeting", "outside"):
        return  # danger and a greeting are said, and what is none of ours has no button
    if lead.kind == "do" and lead.to in IN_THE_MENU:
        somebody.presses(IN_THE_MENU[lead.to])
    elif situation:
        find(somebody, situation, "Другие ситуации")
        somebody.presses(situation)
    else:
        somebody.presses("Другие темы")
        find(somebody, lead.title, "Ещё темы")
        somebody.presses(lead.title)
    if "На какой номер" in somebody.turns[-1].messages[0].text:
        somebody.presses("Позвать человека")  # a number has no button: a person comes instead
    to_the_end(somebody)
    assert not any(heard.text for heard in somebody.heard)


def test_a_path_of_ones_own_begins_by_buttons_alone():
    somebody = pressing("identified")
    somebody.presses(SITUATIONS[0])
    somebody.presses("Показать путь по шагам")
    somebody.presses("Начать свой путь")
    somebody.presses("Да, начать")
    assert [one.name for one in somebody.last.events] == ["way_begun"]


def test_an_appeal_is_sent_by_buttons_alone():
    somebody = pressing("identified")
    somebody.presses("Жалоба или обращение")
    somebody.presses("Мне долго не отвечают")
    somebody.presses("Отправить")
    assert somebody.last.events[0].data == {"text": "Мне долго не отвечают"}


def test_an_answer_is_corrected_and_a_question_explained_by_buttons_alone():
    somebody = pressing()
    somebody.presses(SITUATIONS[0])
    somebody.tells_family(spouse="Да", count="0")
    somebody.presses("Почему спрашиваете?")
    somebody.presses("Не знаю")
    somebody.presses("Назад")
    somebody.presses("Хватит вопросов, покажите ответ")
    assert somebody.stack.top.data["stage"] == "results"
    somebody.presses("Исправить ответ")
    somebody.presses(somebody.buttons[0])
    assert somebody.stack.top.data["stage"] in ("question", "whom", "spouse")


def test_danger_is_answered_by_buttons_alone():
    from .conftest import Talk

    somebody = Talk(real_world())
    somebody.says("муж бьет меня")  # danger itself is said: of it there is no button
    somebody.presses("Да, нужна")
    somebody.presses("Я в безопасности, продолжить")
    assert somebody.stack.state is State.BOT
