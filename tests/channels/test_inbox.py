"""What people write is kept before anything else, and is handled once, in their order."""

from datetime import timedelta

import pytest
from django.db import OperationalError

from ryadom.channels import api, inbox
from ryadom.channels.models import InboundUpdate
from ryadom.channels.shapes import Attached, Channel, Sort

from .conftest import HERE, NOON, from_site, said

pytestmark = pytest.mark.django_db


def rows():
    return InboundUpdate.objects.in_region(HERE).order_by("id")


def test_galina_writes_twice_in_one_second_and_is_heard_in_order(heard):
    for text in ("здравствуйте", "у меня газ не подключён"):
        assert api.store(said(text), region=HERE, at=NOON)
    assert api.work(at=NOON) == 2
    assert [one.update.text for one in heard] == ["здравствуйте", "у меня газ не подключён"]
    assert {one.address for one in heard} == {heard[0].address} and heard[0].person is None
    assert api.work(at=NOON) == 0, "what was handled is not handled again"


def test_the_same_update_delivered_twice_is_one(heard):
    update = said("привет", update_id="77")
    assert [api.store(update, region=HERE, at=NOON) for _ in range(3)] == [True, False, False]
    assert api.work(at=NOON) == 1 and len(heard) == 1


def test_an_update_comes_out_as_it_went_in(heard):
    update = said(
        "вот", sort=Sort.FILE, files=(Attached("handle-1", "паспорт.jpg", "image/jpeg", 12_000),), forwarded=True,
        message_id="m1", refers="m0", button="b",
    )  # fmt: skip
    api.store(update, region=HERE, at=NOON)
    api.work(at=NOON)
    assert heard[0].update == update


def test_the_site_answers_in_the_same_request(heard):
    api.store(from_site("что мне положено?"), region=HERE, at=NOON)
    anna = api.address(region=HERE, channel=Channel.WEB, bot="", chat="anna-visitor", at=NOON)
    assert api.handle_now(region=HERE, address=anna.id, at=NOON) == 1
    assert heard[0].address == anna.id


def test_nothing_is_handled_while_nobody_listens(receiver):
    inbox._receivers.clear()
    api.store(said("есть кто?"), region=HERE, at=NOON)
    assert api.work(at=NOON) == 0
    assert rows().get().handled_at is None


def test_a_poisoned_update_is_put_aside_and_the_next_ones_go_on(receiver, heard):
    def trips(inbound, at):
        if inbound.update.text == "яд":
            raise ZeroDivisionError
        heard.append(inbound)

    receiver(trips)
    for text in ("яд", "что с моим заявлением?"):
        api.store(said(text), region=HERE, at=NOON)
    api.store(said("другой человек", chat="anna-chat"), region=HERE, at=NOON)
    assert api.work(at=NOON) == 1 and heard[0].update.text == "другой человек", "another lane is not held up"
    assert api.work(at=NOON) == 0, "the pause is kept"
    at, pauses = NOON, []
    while rows()[0].dead_at is None:
        pauses.append(rows()[0].next_at - at)
        at = rows()[0].next_at
        api.work(at=at)
    assert pauses == sorted(pauses) and pauses[0] == timedelta(seconds=5) and pauses[-1] == timedelta(minutes=30)
    assert rows()[0].begun == inbox.ATTEMPTS and rows()[0].fault == "ZeroDivisionError"
    api.work(at=at)
    assert heard[-1].update.text == "что с моим заявлением?"


def test_an_update_that_kills_every_worker_is_counted_and_put_aside(receiver, heard):
    class Killed(BaseException):
        """As the death of a process: nothing after it runs."""

    def dies(inbound, at):
        raise Killed

    receiver(dies)
    api.store(said("яд"), region=HERE, at=NOON)
    for _ in range(inbox.ATTEMPTS):
        with pytest.raises(Killed):
            api.work(at=NOON)
    receiver(lambda inbound, at: heard.append(inbound))
    assert api.work(at=NOON) == 0 and not heard
    assert rows().get().fault == "worker died" and rows().get().dead_at == NOON


def test_a_silent_database_is_nobodys_fault(receiver):
    def gone(inbound, at):
        raise OperationalError

    receiver(gone)
    api.store(said("привет"), region=HERE, at=NOON)
    with pytest.raises(OperationalError):
        api.work(at=NOON)
    assert rows().get().fault == "" and rows().get().next_at == NOON


def test_what_the_receiver_wrote_goes_with_its_failure(receiver, heard):
    def writes_and_fails(inbound, at):
        api.address(region=HERE, channel=Channel.PHONE, bot="", chat="never", at=at)
        raise ValueError

    receiver(writes_and_fails)
    api.store(said("привет"), region=HERE, at=NOON)
    api.work(at=NOON)
    receiver(lambda inbound, at: heard.append(inbound))
    api.work(at=NOON + timedelta(seconds=5))
    assert len(heard) == 1
    from ryadom.channels.models import Address

    assert not Address.objects.in_region(HERE).filter(chat="never").exists()


def test_most_is_kept(heard):
    for number in range(30):
        api.store(said(f"{number}", chat=f"chat-{number % 3}"), region=HERE, at=NOON)
    assert api.work(at=NOON, most=7) == 7 and len(heard) == 7
    assert api.work(at=NOON) == 23


def test_storing_costs_the_same_whoever_wrote_before(heard, django_assert_num_queries):
    api.store(said("первое"), region=HERE, at=NOON)
    with django_assert_num_queries(1):
        api.store(said("второе"), region=HERE, at=NOON)
    for _ in range(30):
        api.store(said("ещё"), region=HERE, at=NOON)
    with django_assert_num_queries(1):
        api.store(said("последнее"), region=HERE, at=NOON)


def test_what_one_asking_brought_is_kept_in_its_order_in_one_transaction(heard, django_assert_max_num_queries):
    told = [said(f"{number}", chat=f"chat-{number % 3}") for number in range(60)]
    with django_assert_max_num_queries(16):  # three conversations begin
        assert inbox.store_many(told, region=HERE, at=NOON) == 60
    with django_assert_max_num_queries(3):
        assert inbox.store_many([*told, said("новое", chat="chat-1")], region=HERE, at=NOON) == 1
    api.work(at=NOON, most=100)
    for chat in range(3):
        texts = [one.update.text for one in heard if one.update.chat == f"chat-{chat}"]
        assert texts == [f"{n}" for n in range(60) if n % 3 == chat] + ["новое"] * (chat == 1)


def test_a_batch_knows_an_update_that_came_before_or_twice_in_it(heard):
    first, second = said("раз"), said("два")
    assert api.store(first, region=HERE, at=NOON)
    assert inbox.store_many([first, second, second], region=HERE, at=NOON) == 1
    assert inbox.store_many([], region=HERE, at=NOON) == 0
    api.work(at=NOON)
    assert [one.update for one in heard] == [first, second]


def test_a_batch_is_kept_whole_or_not_at_all():
    with pytest.raises(ValueError):
        inbox.store_many([said("раз"), said("два", chat="x" * 201)], region=HERE, at=NOON)
    assert rows().count() == 0
