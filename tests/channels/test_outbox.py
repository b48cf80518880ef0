"""What the region says: once, in order, at a decent hour, to those who want it, as the channel can carry it."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from django.db import connection

from ryadom.channels import api, configuration, delivering, hours
from ryadom.channels.adapters import ports
from ryadom.channels.configuration import Configuration, RegionRules
from ryadom.channels.errors import Permanent, Temporary
from ryadom.channels.models import OutboundMessage, Status
from ryadom.channels.shapes import Button, Channel, Message, Weight

from .conftest import HERE, LIVE, NOON, said

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 12, 18, 0, tzinfo=UTC)  # 23:00 in Chelyabinsk


@pytest.fixture
def mouth(monkeypatch):
    """Stands where the channels are: keeps what was said and fails as told."""

    class Mouth:
        said, faults = [], []

        def send(self, bot, sending):
            if self.faults:
                fault = self.faults.pop(0)
                if fault is not None:
                    raise fault
            self.said.append((sending.chat, sending.text))
            return f"their-{len(self.said)}"

    mouth = Mouth()
    mouth.said, mouth.faults = [], []
    monkeypatch.setattr(ports, "sender", lambda channel: mouth.send)
    return mouth


def galina(channel=Channel.MAX, chat="galina-chat", bot="main"):
    return api.address(region=HERE, channel=channel, bot=bot, chat=chat, at=NOON)


def tell(text, key="k1", weight=Weight.REPLY, to=None, at=NOON, buttons=()):
    lane = to or galina()
    return api.send(region=HERE, address=lane.id, key=key, message=Message(text, buttons), weight=weight, at=at)


def row(key="k1"):
    return OutboundMessage.objects.in_region(HERE).get(key=key)


def test_a_key_is_said_once(mouth):
    assert [tell("Вам положено 12 250 ₽"), tell("Вам положено 12 250 ₽")] == [True, False]
    assert api.deliver(at=NOON) == 1 and mouth.said == [("galina-chat", "Вам положено 12 250 ₽")]
    assert (row().status, row().foreign_id, row().sent_at) == (Status.SENT, "their-1", NOON)
    assert api.deliver(at=NOON) == 0


def test_messages_go_in_their_order_and_a_failure_holds_the_next_ones_back(mouth):
    mouth.faults = [Temporary("500")]
    tell("первое", "a"), tell("второе", "b"), tell("другому", "c", to=galina(chat="anna"))
    assert api.deliver(at=NOON) == 1 and mouth.said == [("anna", "другому")]
    assert api.deliver(at=NOON + timedelta(seconds=9)) == 0
    assert api.deliver(at=NOON + timedelta(seconds=10)) == 2
    assert [text for _, text in mouth.said[1:]] == ["первое", "второе"]


def test_a_channel_that_is_down_for_eight_hours_loses_nothing(mouth):
    mouth.faults = [Temporary("unreachable")] * 10_000
    for number in range(5):
        tell(f"весть {number}", f"k{number}")
    at = NOON
    while at < NOON + timedelta(hours=8):
        api.deliver(at=at)
        at += timedelta(minutes=5)
    mouth.faults = []
    assert not mouth.said
    api.deliver(at=at + timedelta(minutes=30))
    assert [text for _, text in mouth.said] == [f"весть {number}" for number in range(5)]


def test_after_three_days_words_are_stale(mouth):
    tell("весть")
    mouth.faults = [Temporary("500")]
    api.deliver(at=NOON + timedelta(hours=72))
    assert (row().status, row().why) == (Status.TECHNICAL, "500")


def test_a_bot_that_was_asked_to_wait_waits_for_everybody(mouth):
    mouth.faults = [Temporary("429", after=7)]
    tell("раз", "a"), tell("два", "b", to=galina(chat="anna"))
    assert api.deliver(at=NOON) == 0, "the second one is not even tried"
    assert api.deliver(at=NOON + timedelta(seconds=6)) == 0
    assert api.deliver(at=NOON + timedelta(seconds=7)) == 2


def test_a_bot_speaks_no_faster_than_its_channel_allows(mouth):
    for number in range(40):
        tell("весть", f"k{number}", to=galina(chat=f"chat-{number}"))
    assert api.deliver(at=NOON) == 25
    assert api.deliver(at=NOON + timedelta(milliseconds=200)) == 5
    assert api.deliver(at=NOON + timedelta(seconds=1)) == 10


def test_a_worker_that_died_while_sending_is_followed_by_another(mouth):
    tell("весть", "max"), tell("весть", "vk", to=galina(Channel.VK))
    OutboundMessage.objects.in_region(HERE).update(status=Status.SENDING, sending_at=NOON)
    assert api.deliver(at=NOON + timedelta(seconds=59)) == 0, "the call may still be under way"
    assert api.deliver(at=NOON + timedelta(seconds=60)) == 2
    assert row("max").doubtful, "MAX cannot tell a repetition: the row says so"
    assert not row("vk").doubtful, "VK knows the message by its random_id"


def test_a_blocked_bot_stops_and_is_told_of(mouth):
    told = []
    from ryadom.channels import events
    from ryadom.people.events import unsubscribe as deaf

    def hear(event):
        told.append(event.address)

    events.subscribe(events.Blocked, hear)
    mouth.faults = [Permanent("403", blocked=True)]
    tell("весть")
    try:
        api.deliver(at=NOON)
    finally:
        deaf(events.Blocked, hear)
    assert row().status == Status.PERMANENT and told == [galina().id] and not galina().reachable
    tell("ещё", "k2")
    assert (row("k2").status, row("k2").why) == (Status.PERMANENT, "blocked")


def test_who_writes_again_can_be_reached_again(mouth, heard):
    test_a_blocked_bot_stops_and_is_told_of(mouth)
    api.store(said("я вернулась"), region=HERE, at=NOON)
    api.work(at=NOON)
    assert galina().reachable


def test_a_notice_waits_for_the_morning_and_a_reply_does_not(mouth):
    tell("Вам назначено", "notice", Weight.NOTICE, at=NIGHT)
    tell("Отвечаем", "reply", at=NIGHT)
    assert (row("notice").status, row("notice").why) == (Status.HELD, "quiet")
    assert api.deliver(at=NIGHT) == 1 and mouth.said == [("galina-chat", "Отвечаем")]
    morning = datetime(2026, 11, 13, 4, 0, tzinfo=UTC)
    assert row("notice").next_at == morning
    assert api.deliver(at=morning - timedelta(seconds=1)) == 0
    assert api.deliver(at=morning) == 1


def test_a_notice_that_failed_in_the_evening_does_not_come_at_night(mouth):
    evening = datetime(2026, 11, 12, 15, 59, 55, tzinfo=UTC)  # 20:59:55
    mouth.faults = [Temporary("500")]
    tell("Вам назначено", weight=Weight.NOTICE, at=evening)
    api.deliver(at=evening)
    assert api.deliver(at=evening + timedelta(seconds=10)) == 0
    assert (row().status, row().why) == (Status.HELD, "quiet")


@pytest.mark.parametrize(
    ("hour", "begins", "ends", "waits"),
    [
        (12, 21, 9, None),
        (21, 21, 9, "13T09"),
        (3, 21, 9, "12T09"),
        (9, 21, 9, None),
        (13, 12, 15, "12T15"),
        (5, 7, 7, None),
    ],
)
def test_quiet_hours_are_those_of_the_region(hour, begins, ends, waits):
    from datetime import time

    at = datetime(2026, 11, 12, hour, tzinfo=UTC) - timedelta(hours=5)
    until = hours.until(at, HERE, time(begins), time(ends))
    assert (until and f"{until:%dT%H}") == waits


def test_who_unsubscribed_gets_replies_and_no_notices(mouth, heard):
    api.store(said(" Отписаться. "), region=HERE, at=NOON)
    assert api.work(at=NOON) == 1 and not heard, "the word is this room's own"
    tell("новость", "n", Weight.NOTICE), tell("ответ", "r")
    assert (row("n").status, row("n").why) == (Status.CANCELLED, "unsubscribed")
    api.deliver(at=NOON)
    assert [text[:12] for _, text in mouth.said] == ["Больше не пр", "ответ"]
    api.store(said("подписаться"), region=HERE, at=NOON)
    api.work(at=NOON)
    tell("новость", "n2", Weight.NOTICE)
    assert row("n2").status == Status.CREATED


def test_who_unsubscribes_while_a_notice_waits_does_not_get_it(mouth):
    tell("новость", weight=Weight.NOTICE, at=NIGHT)
    api.unsubscribe(region=HERE, address=galina().id, at=NIGHT)
    api.deliver(at=NIGHT + timedelta(days=1))
    assert not mouth.said and row().why == "unsubscribed"


def test_a_region_on_trial_writes_to_its_guests_only(mouth):
    trial = Configuration(bots=LIVE.bots, regions={HERE: RegionRules(guests=frozenset({"max:our-tester"}))})
    with configuration.use(trial):
        tell("гражданке", "citizen"), tell("своему", "tester", to=galina(chat="our-tester"))
        assert api.deliver(at=NOON + timedelta(hours=1)) == 1
    assert mouth.said == [("our-tester", "своему")] and row("citizen").why == "trial"
    assert api.deliver(at=NOON + timedelta(days=1)) == 0, "going live does not let old words loose"


def test_a_region_that_nobody_named_is_on_trial(mouth):
    with configuration.use(Configuration(bots=LIVE.bots)):
        tell("гражданке")
        assert api.deliver(at=NOON) == 0 and row().status == Status.HELD


def test_a_message_written_when_live_is_not_sent_when_no_longer(mouth):
    tell("гражданке")
    with configuration.use(Configuration(bots=LIVE.bots)):
        assert api.deliver(at=NOON) == 0
    assert not mouth.said and row().why == "trial"


def test_the_site_needs_no_sending(mouth):
    tell("Вот что вам положено", to=api.address(region=HERE, channel=Channel.WEB, bot="", chat="v", at=NOON))
    assert (row().status, row().sent_at) == (Status.SENT, NOON) and api.deliver(at=NOON) == 0


def test_a_long_lament_goes_in_parts_without_breaking_words(mouth):
    text = " ".join(f"слово{number}" for number in range(900))
    tell(text)
    api.deliver(at=NOON)
    assert len(mouth.said) > 1 and all(len(part) <= 4_000 for _, part in mouth.said)
    assert " ".join(part for _, part in mouth.said) == text
    assert not tell(text), "the parts have the key of the whole"


def test_a_text_message_is_three_parts_with_no_link_and_no_diagnosis(mouth):
    phone = galina(Channel.SMS, "+79000000001")
    tell("Ваш диагноз подтверждён", "health", to=phone), tell("Смотрите www.example.ru", "link", to=phone)
    assert [row(key).why for key in ("health", "link")] == ["sms-health", "sms-link"]
    tell("слово " * 300, "long", to=phone)
    api.deliver(at=NOON)
    assert len(mouth.said) == 3 and all(len(text) <= 201 for _, text in mouth.said) and mouth.said[-1][1].endswith("…")


def test_buttons_are_numbered_lines_where_there_are_none(mouth, heard):
    phone = galina(Channel.SMS, "+79000000001")
    yes, no = Button("Да", "yes"), Button("Позвать человека", "person")
    tell("Газ уже есть?", to=phone, buttons=((yes,), (no,)))
    api.deliver(at=NOON)
    assert mouth.said[0][1] == "Газ уже есть?\n\n1. Да\n2. Позвать человека"
    api.store(said("2.", "+79000000001", Channel.SMS), region=HERE, at=NOON)
    api.store(said("3", "+79000000001", Channel.SMS), region=HERE, at=NOON)
    api.work(at=NOON)
    assert [(one.update.sort, one.update.button) for one in heard] == [("button", "person"), ("text", "")]


def test_what_waits_can_be_taken_back(mouth):
    tell("новость", weight=Weight.NOTICE, at=NIGHT)
    from ryadom.channels import outbox

    assert outbox.cancel(region=HERE, address=galina().id, key="k1")
    assert api.deliver(at=NIGHT + timedelta(days=1)) == 0 and row().status == Status.CANCELLED
    assert not outbox.cancel(region=HERE, address=galina().id, key="k1")


def test_an_adapter_that_breaks_loses_nothing(mouth):
    mouth.faults = [ZeroDivisionError()]
    tell("весть")
    assert api.deliver(at=NOON) == 0 and row().status == Status.TEMPORARY
    assert api.deliver(at=NOON + timedelta(seconds=10)) == 1


def test_a_bot_that_is_gone_from_the_file_is_waited_for(mouth):
    with configuration.use(Configuration(regions=LIVE.regions)):
        tell("весть")
        api.deliver(at=NOON)
    assert (row().status, row().why) == (Status.TEMPORARY, "no such bot")
    assert api.deliver(at=NOON + timedelta(minutes=1)) == 1


def test_finding_what_is_due_costs_the_same_for_one_and_for_thirty(mouth, django_assert_max_num_queries):
    def queries(number):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        for one in range(number):
            tell("весть", f"{number}-{one}", to=galina(chat=f"{number}-{one}"))
        with CaptureQueriesContext(
            connection,
        ) as seen:
            delivering._due(NOON)
        return len(seen)

    assert queries(1) == queries(30) == 2


@pytest.fixture
def two_workers(mouth):
    """A worker that is slower than its lease, and the second one that comes then: both have the message."""
    tell("Вам положено 12 250 ₽")
    first = delivering._take(HERE, row().address_id, row().pk, NOON)
    later = NOON + delivering.LEASE + timedelta(seconds=1)
    return first, lambda: delivering._take(HERE, row().address_id, row().pk, later), later


def test_what_the_slow_worker_brought_there_is_not_undone_by_the_second(mouth, two_workers):
    first, second, later = two_workers
    other = second()
    assert delivering._call(first, later) and row().status == Status.SENT
    mouth.faults.append(Temporary("no answer"))
    assert not delivering._call(other, later)
    assert row().status == Status.SENT, "it is there, and is not sent a third time"


@pytest.mark.django_db(transaction=True)
def test_the_slow_worker_ends_just_when_the_second_looks(mouth, two_workers, monkeypatch):
    first, second, later = two_workers
    slow = Thread(target=lambda: (delivering._call(first, later), connection.close()))
    due = delivering._still_due

    def meanwhile(found, at):
        slow.start()
        slow.join(0.5)  # it waits for the row that we hold
        return due(found, at)

    monkeypatch.setattr(delivering, "_still_due", meanwhile)
    assert second() is not None
    slow.join(10)
    assert row().status == Status.SENT
