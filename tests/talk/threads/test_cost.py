"""What a turn costs: so many questions to the database, however long the conversation has grown."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.talk.threads.conftest import AT, CHE, LIBRARY, ON, Chat

from ryadom.channels import api as channels
from ryadom.channels.api import Sort
from ryadom.packs.api import active_locks, install_library
from ryadom.packs.models import Activation
from ryadom.regions.once import asking_once

TURN, READING = 34, 7
STORY = (
    "Меня сократили с завода, трое детей, нечем платить за квартиру", "потеря работы", "да, верно", "для себя", "да",
    "больше никто", "03.02.2015",
)  # fmt: skip


def cost_of_a_turn(chat, text):
    address, update = chat.address, chat._update(Sort.TEXT, text)
    with CaptureQueriesContext(connection) as asked:
        assert channels.store(update, region=CHE, at=chat.at)
        assert channels.handle_now(region=CHE, address=address, at=chat.at) == 1
    return len(asked)


def test_a_turn_costs_the_same_at_the_beginning_and_after_thirty_turns(practices):
    andrey = Chat("andrey", at=AT)
    andrey.hears(Sort.STARTED)
    costs = [cost_of_a_turn(andrey, text) for text in (*STORY, *["не знаю", "почему спрашиваете?"] * 12)]
    assert max(costs) <= TURN, costs
    with CaptureQueriesContext(connection) as asked:
        assert len(andrey.view.messages) > 30
    assert len(asked) <= READING


def test_within_a_turn_the_practices_in_force_are_asked_for_once(practices, django_assert_num_queries):
    with django_assert_num_queries(1), asking_once(), asking_once():
        assert active_locks(CHE, ON) == active_locks(CHE, ON) != {}
    with django_assert_num_queries(2):
        assert active_locks(CHE, ON) == active_locks(CHE, ON)


def test_whoever_changes_the_practices_in_force_is_believed_at_once(practices):
    with asking_once():
        before = active_locks(CHE, date(2023, 1, 1))
        install_library(LIBRARY, since=date(2022, 1, 1), at=AT)  # the same content holds already: nothing changes
        assert active_locks(CHE, date(2023, 1, 1)) == before == {}
        Activation.objects.in_region(CHE).delete()
        assert active_locks(CHE, ON) == {}
        install_library(LIBRARY, since=date(2022, 1, 1), at=AT)
        assert active_locks(CHE, ON) != {}
