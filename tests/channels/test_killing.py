"""Workers and sites are killed with SIGKILL at any moment, and the database drops its connections: no message of a
person is lost, each is handled once and answered once, in order. Real processes, real sockets, a real database."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from tests.database import database_address
from tests.site.conftest import free_port
from tests.turns import by_turns

from ryadom.channels import configuration, watch
from ryadom.channels.configuration import Configuration
from ryadom.channels.models import InboundUpdate, OutboundMessage, Status
from ryadom.channels.rehearsal import stage
from ryadom.channels.rehearsal.server import running
from ryadom.channels.rehearsal.town import Town
from ryadom.channels.shapes import Channel

from .conftest import HERE

CHECKOUT = Path(__file__).resolve().parents[2]
MESSENGERS = (Channel.MAX, Channel.VK, Channel.TELEGRAM)
CHATS = ("52", "53")


class Nursery:
    """The process that bears and kills, ready for one life after another; a stuck one is replaced by a new one."""

    def __init__(self, folder):
        self.channels, self.process = folder / "channels.toml", None

    def live(self, rounds, seed, port):
        """Begin a life; the next lines that are read are its own."""
        if self.process is None:
            self.process = self._start()
        self._tell(json.dumps({"rounds": rounds, "seed": seed, "port": port}))
        assert self.read() == "born", f"the nursery ended with {self.process.poll()}"

    def _start(self):
        place = f"{database_address()}&application_name=child"
        paths = os.pathsep.join([str(CHECKOUT / "src"), str(CHECKOUT)])
        about = {"DATABASE_URL": place, "PYTHONPATH": paths, "RYADOM_CHANNELS": str(self.channels),
                 "RYADOM_LOG_LEVEL": "CRITICAL", "RYADOM_REGION": HERE}  # fmt: skip
        return subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("nursery.py"))], env=os.environ | about,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1, start_new_session=True,
        )  # fmt: skip

    def _tell(self, line):
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def read(self):
        return self.process.stdout.readline().strip()

    def bury(self):
        """End the last ones of a life."""
        if self.process is None:
            return
        late = threading.Timer(20, self.end)
        late.start()
        try:
            self._tell("")
            while self.read() not in ("buried", ""):
                pass
        except BrokenPipeError:
            self.end()
        finally:
            late.cancel()

    def end(self):
        """End the process, and with it everything that it bore."""
        process, self.process = self.process, None
        if process is not None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            process.stdin.close()
            process.stdout.close()


@pytest.fixture(scope="module")
def one_nursery(django_db_setup, tmp_path_factory):
    nursery = Nursery(tmp_path_factory.mktemp("nursery"))
    yield nursery
    nursery.end()


@pytest.fixture
def nursery(transactional_db, one_nursery):
    yield one_nursery
    one_nursery.bury()
    _let_the_dead_finish()


def _let_the_dead_finish():
    """What a killed process had sent, the database still finishes; it must not land in the next test's clean tables."""
    deadline = time.monotonic() + 30
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE application_name = 'child' AND datname = current_database()"
            )
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.1)
    raise AssertionError("a process that was ended still speaks with the database")


def a_life_with_deaths(nursery, rounds, seed, messages):
    """People write while everything around them dies; gives the town and the counts of deaths."""
    port = free_port()
    town = Town((), clock=lambda: datetime.now(UTC))
    with running(town) as address:
        path = nursery.channels
        stage.write(path, HERE, address, f"http://127.0.0.1:{port}")
        with configuration.use(None):
            bots = configuration._read(path, path.stat().st_mtime_ns).bots
        town.houses.update(Town(bots, clock=town.clock).houses)
        with configuration.use(Configuration(bots=bots)):
            for house in town.houses.values():
                house.faults.slow = 0.03  # so that a death finds a call under way
                house.hook, house.hook_secret = watch.hook(house.bot), house.bot.secret.get_secret_value()
        nursery.live(rounds, seed, port)
        writing = threading.Thread(target=_write, args=(town, messages))
        writing.start()
        line = nursery.read()
        writing.join()
        _settle(town, messages)
        return town, json.loads(line)


def _write(town, messages):
    for number in range(messages):
        for channel in MESSENGERS:
            for chat in CHATS:
                town.say(channel, chat, f"{number}")
        time.sleep(0.1)


def _settle(town, messages):
    """Messengers go on bringing what was not taken, until every turn is answered or nothing moves any more."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for house in town.houses.values():
            town.push(house)
        rows = OutboundMessage.objects.in_region(HERE)
        told = rows.filter(status=Status.SENT).count()
        if told == rows.count() == messages * len(MESSENGERS) * len(CHATS):
            return
        time.sleep(0.2)


def nothing_was_lost(town, messages):
    every = messages * len(MESSENGERS) * len(CHATS)
    heard = InboundUpdate.objects.in_region(HERE)
    assert (heard.count(), heard.exclude(handled_at=None).count()) == (every, every), "each is stored and handled"
    rows = OutboundMessage.objects.in_region(HERE)
    assert rows.count() == every and set(rows.values_list("status", flat=True)) == {Status.SENT}
    doubtful = set(rows.filter(doubtful=True).values_list("address__channel", "address__chat", "text"))
    for channel in MESSENGERS:
        for chat in CHATS:
            spoken = town.houses[channel].spoken(chat)
            wanted = [f"слышу: {number}" for number in range(messages)]
            assert list(dict.fromkeys(spoken)) == wanted, f"{channel}: every turn is answered, in order"
            twice = {text for text in spoken if spoken.count(text) > 1}
            assert channel is not Channel.VK or not twice, "VK tells a repetition by its random_id"
            assert {(channel.value, chat, text) for text in twice} <= doubtful, "what may have come twice says so"


def deaths_that_hurt():
    """How many updates and messages were in somebody's hands when they died."""
    heard, told = InboundUpdate.objects.in_region(HERE), OutboundMessage.objects.in_region(HERE)
    return heard.filter(begun__gt=1).count() + told.filter(tries__gt=1).count()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_lost_and_nothing_said_twice(nursery, seed):
    town, deaths = a_life_with_deaths(nursery, rounds=12, seed=seed, messages=8)
    assert sum(deaths.values()) >= 12 and deaths_that_hurt() >= 1, deaths
    nothing_was_lost(town, 8)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", by_turns(range(1000, 1100), 20))
def test_the_same_a_hundred_times(nursery, seed):
    town, deaths = a_life_with_deaths(nursery, rounds=20, seed=seed, messages=8)
    assert sum(deaths.values()) >= 20 and deaths_that_hurt() >= 3, deaths
    nothing_was_lost(town, 8)
