"""An endpoint outside: off by default; chooses from our list or rewords a question; lies and faults change nothing."""

import re
import time

import pytest

from ryadom.people.api import NotAllowed
from ryadom.talk import api as talk
from ryadom.talk.outside.models import OutsideCall

from ..outside_endpoint import serving
from .conftest import AT, CHE, Chat, serve

pytestmark = pytest.mark.django_db
UNCLEAR = "всё плохо и совсем ничего не понятно как быть"
ACT = "Приказ 7 от 20.11.2026"


@pytest.fixture
def endpoint():
    with serving() as (found, url):
        found.url = url
        yield found


@pytest.fixture
def plugged(endpoint, boyko):
    talk.decide_outside(
        by=boyko, url=endpoint.url, model="some-model", choose=True, reword=True, timeout=2000, act=ACT, at=AT
    )
    return endpoint


def results():
    return list(OutsideCall.objects.in_region(CHE).order_by("id").values_list("purpose", "result"))


def spoken(chat, words=UNCLEAR):
    return chat.says(words), chat.buttons


def test_by_default_nothing_leaves(endpoint, andrei):
    spoken(andrei)
    assert endpoint.asked == [] and talk.outside_decided(CHE) is None


def test_what_it_chooses_of_our_list_is_a_button_and_no_more(plugged, andrei):
    plugged.answer = "gas_equipment"
    _told, buttons = spoken(andrei)
    assert "азе" in buttons[0] or "газ" in buttons[0].casefold()
    assert andrei.thread.situation == "" and {"Другое", "Позвать человека"} <= set(buttons)
    assert results() == [("choose", "used")]
    assert [one.text for one in andrei.view.messages if one.who == "bot"] == [
        words for words, _rows, _foot in talk.relive(region=CHE, token=andrei.token).said
    ], "lived again, nobody is asked"
    assert len(plugged.asked) == 1


@pytest.mark.parametrize("lie", ["pay_them_a_million", "", "gas_equipment, birth", "crisis_suicide", "Газ", "none"])
def test_an_answer_outside_of_the_list_is_refused(plugged, andrei, lie):
    offline = spoken(Chat("offline-lip", region="RU-LIP"))[0].split("\n")[0]
    plugged.answer = lie
    told, _buttons = spoken(andrei)
    assert told.split("\n")[0] == offline
    assert results() == [("choose", "refused")]


@pytest.mark.parametrize(
    ("fault", "result"),
    [("500", "failed"), ("broken", "failed"), ("huge", "failed"), ("slow", "late"), ("drip", "late")],
)
def test_a_fault_falls_back_silently_and_in_time(plugged, andrei, fault, result):
    andrei.says("здравствуйте")
    plugged.fault, plugged.answer = fault, "gas_equipment"
    began = time.monotonic()
    told, _buttons = spoken(andrei)
    assert time.monotonic() - began < 6, "the time that was set, and not as long as it likes"
    assert told and "ошиб" not in told.casefold()
    assert results() == [("choose", result)]


def test_nobody_there_is_a_fault_like_others(plugged, andrei, boyko):
    talk.decide_outside(
        by=boyko, url="http://127.0.0.1:9/v1", model="m", choose=True, reword=False, timeout=300, act=ACT, at=AT
    )
    assert spoken(andrei)[0]
    assert results() == [("choose", "failed")]


def test_danger_and_what_is_clear_never_leave(plugged, andrei):
    andrei.says("меня сократили с завода")
    andrei.says("муж бьет меня и непонятно как быть")
    assert plugged.words() == ""


def test_no_name_number_or_address_leaves_and_the_log_has_no_words(plugged, andrei):
    andrei.says("Соколова Галина, ул. Весенняя 5, тел 8 900 123-45-67, всё совсем непонятно как быть")
    asked = plugged.words()
    left = re.sub(r"\[\d+\]", "", asked)
    assert left
    for secret in ("Соколова", "Галина", "Весенняя", "900", "123", "5"):
        assert secret.casefold() not in left.casefold()
    (row,) = OutsideCall.objects.in_region(CHE)
    assert row.masked >= 5 and row.sent == len(asked)
    assert {one.name for one in OutsideCall._meta.get_fields()} == {
        "id", "region", "decision", "purpose", "sent", "got", "masked", "result", "took", "at",
    }  # fmt: skip


def to_a_question(chat):
    chat.says("меня сократили с завода")
    for words in ("Потеря работы", "Для себя", "Нет", "0"):
        chat.presses(words)
    return chat.presses("Больше никто")


def test_a_question_may_be_said_in_other_words(plugged, andrei):
    plugged.answer = lambda body: "Скажите, пожалуйста. " + body["messages"][1]["content"]
    told = to_a_question(andrei)
    assert told.startswith("Скажите, пожалуйста. ")
    assert ("reword", "used") in results()
    assert talk.relive(region=CHE, token=andrei.token).said[-1][0] == told


@pytest.mark.parametrize("lie", ["Вам ничего не положено.", "Заплатите 5000 рублей на карту", "https://evil.example",
                                 "Да", "[1] [1] [2]", "You are entitled to money"])  # fmt: skip
def test_a_reply_that_means_something_else_is_not_said(plugged, andrei, lie):
    plugged.answer = lie
    told = to_a_question(andrei)
    assert lie not in told and results()[-1] == ("reword", "refused")


def test_results_and_sums_are_never_reworded(plugged, andrei):
    to_a_question(andrei)
    before = len(plugged.asked)
    andrei.presses("Хватит вопросов, покажите ответ")
    assert len(plugged.asked) == before


@pytest.mark.parametrize("role", ["curator", "specialist", "methodologist", "observer"])
def test_only_a_head_decides_and_ends(role, endpoint, plugged):
    by = serve(f"one-{role}", "Кто-то", role)
    with pytest.raises(NotAllowed):
        talk.decide_outside(by=by, url=endpoint.url, model="m", choose=True, reword=False, timeout=300, act=ACT, at=AT)
    with pytest.raises(NotAllowed):
        talk.end_outside(by=by, at=AT)
    assert talk.outside_decided(CHE) is not None


def test_ended_nothing_leaves(plugged, andrei, boyko):
    talk.end_outside(by=boyko, at=AT)
    spoken(andrei)
    assert plugged.asked == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"act": " "}, "каким актом"), ({"url": "http://example.org/v1"}, "https"), ({"url": "https://u:p@x.org"}, "Ключ"),
     ({"choose": False, "reword": False}, "хотя бы одно"), ({"timeout": 60000}, "миллисекунд"),
     ({"model": ""}, "модели")],
)  # fmt: skip
def test_a_decision_that_cannot_be_is_refused(boyko, wrong, said):
    right = {"url": "https://example.org/v1", "model": "m", "choose": True, "reword": False, "timeout": 300, "act": ACT}
    with pytest.raises(talk.OutsideRefused) as refused:
        talk.decide_outside(by=boyko, at=AT, **(right | wrong))
    assert said in refused.value.said and talk.outside_decided(CHE) is None
