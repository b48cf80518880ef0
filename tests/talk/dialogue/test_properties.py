"""Whatever is said in whatever order: a turn never raises, always offers a way to a person, is not endless, and the
same turns give the same stack.
"""

import json
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ryadom.talk.dialogue.shapes import Heard, Known, Sort, Stack, State, packed, unpacked
from ryadom.talk.dialogue.turning import lead

from .conftest import AT, real_world

TALKS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LONGEST = 3700
WORDS = st.sampled_from(
    ["да", "нет", "не знаю", "назад", "почему?", "хватит", "меню", "человек", "повторите", "исправить", "спасибо",
     "здравствуйте", "меня сократили с завода, трое детей", "нет, детей двое", "муж бьет меня", "где мое заявление",
     "жалоба", "Мне отказали в окне и накричали", "перезвоните мне", "8 900 000-00-00", "2", "7", "30.01.1987",
     "31.02.2020", "около 20 тысяч", "продолжим", "", " ", "👍", "\u202e\u0000", "абракадабра", "1" * 200,
     "позовите человека, меня уволили", "помощь", "путь", "cancel", "I need help with my benefits", "отмнеа"]
)  # fmt: skip
PRESSED = st.integers(0, 15)
SORTS = st.sampled_from([Sort.STICKER, Sort.VOICE, Sort.FILE, Sort.OTHER, Sort.STARTED, Sort.DELETED, Sort.BLOCKED,
                         Sort.TOOK, Sort.GAVE_BACK, Sort.CLOSED, Sort.RANG, Sort.KNOWN,
                         Sort.SILENT, Sort.MOVED])  # fmt: skip
STEP = st.one_of(
    st.tuples(st.just("says"), WORDS),
    st.tuples(st.just("says"), st.text(max_size=60)),
    st.tuples(st.just("presses"), PRESSED),
    st.tuples(st.just("presses"), PRESSED),
    st.tuples(st.just("presses"), PRESSED),
    st.tuples(st.just("is"), SORTS),
    st.tuples(st.just("edits"), WORDS),
    st.tuples(st.just("forwards"), WORDS),
    st.tuples(st.just("button"), st.text(max_size=20)),
)


def heard_of(step, stack, at, level):
    kind, what = step
    if kind == "says":
        return Heard(Sort.TEXT, at, text=what, level=level)
    if kind == "presses":
        data = stack.offered[what % len(stack.offered)][1] if stack.offered else "menu"
        return Heard(Sort.BUTTON, at, button=data, level=level)
    if kind == "edits":
        return Heard(Sort.EDITED, at, text=what, level=level)
    if kind == "forwards":
        return Heard(Sort.TEXT, at, text=what, forwarded=True, level=level)
    if kind == "button":
        return Heard(Sort.BUTTON, at, button=what, level=level)
    known = Known(facts={}, members=[]) if what is Sort.KNOWN else None
    moved = {"title": "Родился ребёнок", "steps": ["ЗАГС"], "whose": ""} if what is Sort.MOVED else None
    return Heard(what, at, who="Ольга Орлова", files=1, level=level, known=known, moved=moved)


@given(st.lists(STEP, max_size=14), st.sampled_from(["anonymous", "contact", "identified"]))
@TALKS
def test_any_sequence_of_turns(steps, level):
    world, stack, at, turns = real_world(), Stack(), AT, []
    for step in steps:
        at += timedelta(minutes=3)
        heard = heard_of(step, stack, at, level)
        turned = lead(world, stack, heard)
        turns.append(heard)
        assert sum(len(message.text) for message in turned.messages) <= LONGEST
        assert len(turned.messages) <= 1, "one reply per turn"
        for message in turned.messages:
            data = [button.data for row in message.buttons for button in row]
            assert message.text, "a message has words"
            assert all(len(one.encode()) <= 64 for one in data)
            assert len(data) == len(set(data)), data
            assert "person" in data or turned.stack.state is not State.BOT, message
            assert turned.foot, "when a person answers is said"
        stack = unpacked(json.loads(json.dumps(packed(turned.stack))))
        assert packed(stack) == packed(turned.stack), "a stack is JSON that loses nothing"
        assert len(stack.frames) <= 8, "a stack does not grow for ever"
    replayed = Stack()
    for heard in turns:
        replayed = lead(world, replayed, Heard.unpacked(json.loads(json.dumps(heard.packed())))).stack
    assert packed(replayed) == packed(stack), "the record of the turns gives the same stack again"


@pytest.mark.parametrize("taps", [1])
def test_a_person_is_one_tap_away_from_everywhere(interviewed, taps):
    for _question in range(6):
        assert "Позвать человека" in interviewed.buttons
        interviewed.presses("Не знаю")
    interviewed.presses("Позвать человека")
    assert interviewed.stack.state is State.WAITING
