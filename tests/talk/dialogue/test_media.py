"""What is no sentence has one clear answer each, and the question stays."""

from datetime import timedelta

import pytest

from ryadom.talk.dialogue.shapes import Sort


@pytest.mark.parametrize(
    ("sort", "words"),
    [(Sort.VOICE, "Голосовые пока не понимаю"), (Sort.STICKER, "Картинку вижу"), (Sort.OTHER, "прочесть не могу"),
     (Sort.FILE, "паспорт тем более")],
)  # fmt: skip
def test_one_clear_answer_and_the_question_again(interviewed, sort, words):
    ref = interviewed.stack.top.data["ref"]
    told = interviewed.hears(sort, files=1 if sort is Sort.FILE else 0)
    assert words in told
    assert interviewed.stack.top.data["ref"] == ref


def test_a_chain_of_ten_forwarded_messages_is_one_turn(andrei):
    told = [andrei.hears(Sort.TEXT, f"пересланное {n}", forwarded=True) for n in range(10)]
    assert "пересланные" in told[0]
    assert told[1:] == [""] * 9


def test_the_next_chain_is_another_turn(andrei):
    andrei.hears(Sort.TEXT, "пересланное", forwarded=True)
    andrei.at += timedelta(hours=1)
    assert andrei.hears(Sort.TEXT, "ещё пересланное", forwarded=True)


def test_an_edited_message_counts_when_the_person_says_so(andrei):
    andrei.hears(Sort.STARTED)
    told = andrei.hears(Sort.EDITED, "меня сократили с завода")
    assert "исправили сообщение" in told
    andrei.presses("Понять заново")
    assert "Потеря работы" in andrei.buttons


def test_an_edited_message_may_be_left_as_it_was(interviewed):
    ref = interviewed.stack.top.data["ref"]
    interviewed.hears(Sort.EDITED, "что-то другое")
    interviewed.presses("Оставить как было")
    assert interviewed.stack.top.data["ref"] == ref


@pytest.mark.parametrize("sort", [Sort.DELETED, Sort.BLOCKED])
def test_a_deleted_message_and_a_blocked_bot_are_answered_by_silence(interviewed, sort):
    before = interviewed.stack.frames
    assert interviewed.hears(sort) == ""
    assert interviewed.stack.frames == before


def test_a_long_story_is_read_whole_and_thanked_for(andrei):
    story = (
        "Живём на окраине, до города далеко. " * 40 + "Меня сократили с завода, нет работы. " + "Зима холодная. " * 60
    )
    told = andrei.says(story[:4000])
    assert "Спасибо, что рассказали" in told
    assert "Потеря работы" in andrei.buttons


def test_only_signs_and_no_words(andrei):
    assert "Картинку" in andrei.says("👍👍") or "прочесть" in andrei.turns[-1].messages[0].text
