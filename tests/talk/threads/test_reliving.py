"""A thread lived again says the same words, byte by byte; twenty people at once are answered once each."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ryadom.channels import api as channels
from ryadom.channels.api import Sort
from ryadom.talk import api as talk
from ryadom.talk.dialogue.shapes import packed

from .conftest import CHE, Chat

WORDS = st.sampled_from(
    ["меня сократили с завода, трое детей", "да", "нет", "не знаю", "назад", "почему?", "человек", "помощь", "меню",
     "где мое заявление", "муж бьет меня", "перезвоните мне", "8 900 000-00-00", "I lost my job and need help",
     "путь", "позовите человека, нечем платить за газ", "абракадабра", "спасибо", "хватит", "30.01.1987", "английский"]
)  # fmt: skip
STEP = st.one_of(
    st.tuples(st.just("says"), WORDS),
    st.tuples(st.just("presses"), st.integers(0, 9)),
    st.tuples(st.just("presses"), st.integers(0, 9)),
    st.tuples(st.just("staff"), st.sampled_from(["take", "back", "silent", "ring"])),
)


def live(chat, steps, staff):
    """Whatever may happen in a thread, in any order; what cannot be is refused and changes nothing."""
    chat.hears(Sort.STARTED)
    for kind, what in steps:
        if kind == "says":
            chat.says(what)
        elif kind == "presses":
            offered = chat.thread.stack["offered"]
            chat.hears(Sort.BUTTON, button=offered[what % len(offered)][1] if offered else "menu")
        else:
            _staff(chat, what, staff)
        chat.at += timedelta(minutes=7)


def _staff(chat, what, staff):
    token = chat.token
    try:
        if what == "take":
            talk.take_over(by=staff, token=token, at=chat.at)
        elif what == "back":
            talk.give_back(by=staff, token=token, at=chat.at)
        elif what == "silent":
            talk.take_from_silent(region=CHE, token=token, account=staff.account_id, at=chat.at)
        else:
            talk.escalate(at=chat.at)
    except talk.ThreadError:
        pass


@given(st.lists(STEP, min_size=1, max_size=9))
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.django_db
def test_a_kept_thread_says_the_same_again(steps):
    from django.db import transaction

    from .conftest import AT, ON, serve

    with transaction.atomic():
        staff = serve("orlova-again", "Ольга Орлова", "curator", "head")
        talk.set_terms(by=staff, within=10, escalate_after=15, act="Приказ", starts=ON, at=AT)
        chat = Chat("relived")
        live(chat, steps, staff)
        kept = [(one.text, one.buttons, one.foot) for one in chat.view.messages if one.who == "bot"]
        again = talk.relive(region=CHE, token=chat.token)
        assert list(again.said) == kept
        assert packed(again.stack) == chat.thread.stack
        transaction.set_rollback(True)


def test_what_changed_meanwhile_changes_nothing_that_was_said(db, andrei, boyko):
    """The rota of that day was another: the words of that day stay."""
    from .conftest import AT, ON

    shift = talk.enter_shift(
        by=boyko, account=None, name="Дежурная часть", phone="79000001122", starts_at=AT, at=AT,
        ends_at=AT + timedelta(hours=8),
    )  # fmt: skip
    andrei.says("муж бьет меня")
    kept = [one.text for one in andrei.view.messages if one.who == "bot"]
    assert "Дежурная часть" in kept[-1]
    talk.cancel_shift(by=boyko, token=shift.token, at=AT)
    talk.set_terms(by=boyko, within=1, escalate_after=1, act="Приказ", starts=ON, at=AT)
    assert [words for words, _rows, _foot in talk.relive(region=CHE, token=andrei.token).said] == kept


@pytest.mark.django_db(transaction=True)
def test_twenty_people_write_at_once_and_each_is_answered_once():
    chats = [Chat(f"crowd-{n}") for n in range(20)]

    def speak(chat):
        try:
            for words in ("меня сократили с завода", "человек", "продолжим"):
                assert chat.says(words), words
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(speak, chats))
    for chat in chats:
        said = [one.who for one in chat.view.messages]
        assert said == ["person", "bot"] * 3


@pytest.mark.django_db(transaction=True)
def test_ten_words_of_one_person_at_once_are_ten_turns_in_one_thread():
    chat = Chat("hasty")
    chat.says("здравствуйте")
    address = chat.address
    for n in range(10):
        channels.store(chat._update(Sort.TEXT, f"слово {n}"), region=CHE, at=chat.at)

    def handle(_n):
        try:
            channels.handle_now(region=CHE, address=address, at=chat.at)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(handle, range(5)))
    channels.handle_now(region=CHE, address=address, at=chat.at)
    said = [one for one in chat.view.messages if one.who == "person"]
    assert [one.text for one in said[1:]] == [f"слово {n}" for n in range(10)]
    assert [one.who for one in chat.view.messages] == ["person", "bot"] * 11
