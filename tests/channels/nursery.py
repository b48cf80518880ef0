"""A process that bears workers and sites and kills them, with DATABASE_URL and RYADOM_CHANNELS in its environment. A
line of input (JSON: rounds, seed, port of the site) is a life: "born" is printed, then how many died of what. The last
ones live until the next line, an empty one; "buried" is printed.

Children are forked from a Django that is ready, so a life begins in milliseconds and ends wherever the kill finds it.
"""

import json
import os
import random
import signal
import sys
import time
from functools import partial
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from ryadom.site.cli import set_up_django

set_up_django()

from datetime import timedelta  # noqa: E402

from django.db import connection, connections  # noqa: E402

from ryadom.channels import api, delivering, inbox, outbox, waking, working  # noqa: E402
from ryadom.channels.adapters import calling  # noqa: E402
from ryadom.channels.shapes import Message, Weight  # noqa: E402

# The same law, quicker: a lease of half a second is longer than any call in this town.
delivering.LEASE, delivering.FIRST_PAUSE = timedelta(seconds=0.5), 0.1
delivering.UNREACHABLE_PAUSE = 0.1
# Here workers die for no fault of the update, so no number of deaths makes it a dead letter.
inbox.ATTEMPTS, inbox.FIRST_PAUSE, inbox.LONGEST_PAUSE = 10_000, 0.1, timedelta(seconds=0.1)
working.IDLE_PAUSE, working.AWAY_PAUSE = 0.01, 0.05
waking.wake = lambda: None
outbox.register_waker(lambda: None)
waking.acknowledge = lambda bot, update: None


def answer(inbound, at):
    """One reply a turn, written slowly enough to be killed in the middle."""
    api.send(
        region=inbound.region, address=inbound.address, key=f"turn:{inbound.id}",
        message=Message(f"слышу: {inbound.update.text}"), weight=Weight.REPLY, at=at,
    )  # fmt: skip
    time.sleep(0.005)


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


class Site(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    allow_reuse_address = True


def work():
    import threading

    inbox.register_receiver(answer)
    working.attend_for_ever(threading.Event())


def serve(port):
    from ryadom.site.wsgi import application

    make_server("127.0.0.1", port, application, Site, Quiet).serve_forever()


def bear(live):
    connections.close_all()  # a connection is not shared with a child
    child = os.fork()
    if child:
        return child
    try:
        live()
    finally:
        os._exit(1)


def kill(child):
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def cut_connections():
    """What a restart of the database is to those who use it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'child'"
        )
    connections.close_all()


IN_HAND = """
SELECT EXISTS (SELECT FROM channels_inboundupdate WHERE begun > 0 AND handled_at IS NULL)
    OR EXISTS (SELECT FROM channels_outboundmessage WHERE status = 'sending')
"""


def await_something_in_hand(limit):
    """A death between two pieces of work would prove nothing, so it waits until one is in somebody's hands."""
    deadline = time.monotonic() + limit
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(IN_HAND)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.002)


def warm_up():
    """What the first request of a site loads, loaded once for all that are born."""
    from django.test import Client

    Client().post("/channels/hooks/max/nobody/", headers={"host": "127.0.0.1"})
    calling._client(None)  # no connection yet, but the certificates of the whole world
    connections.close_all()


def life(rounds, seed, port):
    dice = random.Random(seed)
    told = {"workers": 0, "sites": 0, "cuts": 0}
    here = partial(serve, port)
    workers, site = [bear(work), bear(work)], bear(here)
    print("born", flush=True)
    for _round in range(rounds):
        await_something_in_hand(1.0)
        time.sleep(dice.uniform(0, 0.03))
        fate = dice.choice(["worker", "worker", "both", "site", "cut"])
        if fate in ("worker", "both"):
            kill(workers.pop(0))
            told["workers"] += 1
        if fate == "both":
            kill(workers.pop(0))
            told["workers"] += 1
        if fate == "site":
            kill(site)
            site = bear(here)
            told["sites"] += 1
        if fate == "cut":
            cut_connections()
            told["cuts"] += 1
        while len(workers) < 2:
            workers.append(bear(work))
    print(json.dumps(told), flush=True)
    sys.stdin.readline()  # the last ones live until the test has seen that nothing moves any more
    for child in (*workers, site):
        kill(child)
    connections.close_all()
    print("buried", flush=True)


warm_up()
for line in sys.stdin:
    life(**json.loads(line))
