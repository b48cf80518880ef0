"""Commands as people type them: in Russian and English, with slips, on the wrong layout; the language follows."""

from dataclasses import replace

import pytest

from ryadom.talk.dialogue import commands
from ryadom.talk.dialogue.commands import command
from ryadom.talk.dialogue.language import language_after
from ryadom.talk.dialogue.shapes import Heard, Sort, Stack
from ryadom.talk.dialogue.turning import turn

from .conftest import AT, real_world

TYPED = {
    commands.STOP: ("отмена", "Отмена!", "отмнеа", "отменп", "jnvtyf", "cancel", "cancle"),
    commands.BACK: ("назад", "нзад", "назда", "yfpfl", "back", "bcak", "go back"),
    commands.AGAIN: ("повтори", "повтри", "павтори", "повторите", "repeat", "rpeat", "say it again"),
    commands.MENU: ("заново", "заонво", "сначала", "start over", "restart"),
    commands.SKIP: ("пропустить", "прпустить", "не знаю", "skip", "i don't know"),
    commands.CHANGE: ("исправить", "испраить", "исправте", "change", "change answer"),
    commands.PERSON: ("человек", "чиловек", "челвоек", "оператр", "human", "humen", "person", "operator"),
    commands.HELP: ("помощь", "памощь", "помощ", "help", "hlep"),
}


@pytest.mark.parametrize(("meant", "typed"), [(name, one) for name, typed in TYPED.items() for one in typed])
def test_a_command_is_known_by_any_of_its_forms(meant, typed):
    assert command(typed) == meant


@pytest.mark.parametrize("typed", ["наряд", "завод", "больше", "ответ", "человечный подход к людям", "Наталья", "12"])
def test_another_word_is_no_slip_of_a_command(typed):
    assert command(typed) == ""


def test_help_tells_what_may_be_typed_and_the_question_stays(interviewed):
    ref = interviewed.stack.top.data["ref"]
    told = interviewed.says("помощь")
    assert "пропустить" in told and "человек" in told
    assert interviewed.stack.top.data["ref"] == ref


def test_skip_with_a_slip_is_an_answer(interviewed):
    interviewed.says("прпустить")
    (entry,) = interviewed.stack.told["answers"].values()
    assert entry["state"] == "unknown"


@pytest.mark.parametrize(
    ("now", "said", "then"),
    [("ru", "I lost my job and have three children", "en"), ("en", "меня уволили", "ru"), ("ru", "по-английски", "en"),
     ("en", "Russian please", "ru"), ("ru", "posobie na rebenka", "ru"), ("ru", "ghbdtn", "ru"), ("ru", "MAX", "ru"),
     ("en", "2", "en"), ("ru", "repeat", "en"), ("ru", "ok", "ru"), ("en", "SNILS 112-233", "en")],
)  # fmt: skip
def test_the_language_follows_the_person(now, said, then):
    assert language_after(now, Heard(Sort.TEXT, AT, text=said)) == then


def test_a_page_in_english_begins_in_english():
    assert language_after("ru", Heard(Sort.STARTED, AT, button="lang:en")) == "en"
    assert language_after("ru", Heard(Sort.STARTED, AT, button="lang:xx")) == "ru"


def test_in_english_the_bot_speaks_english_and_says_what_it_cannot():
    turned = turn(replace(real_world(), language="en"), Stack(), Heard(Sort.TEXT, AT, text="qwe rty uio"))
    told = turned.messages[0].text
    assert "Russian" in told and not any("а" <= sign <= "я" for sign in told.lower())
