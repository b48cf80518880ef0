"""How fast the inbox stores, and a turn of a hundred conversations at once goes in and out: numbers, not verdicts.

Needs DATABASE_URL of a PostgreSQL on which databases may be made; makes one and drops it. Each update is stored in a
transaction of its own that is on disk before the next begins, as a webhook must.
"""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from statistics import median, quantiles

from ryadom.site.cli import set_up_django

MESSAGES = int(os.environ.get("MESSAGES", "3000"))
CHATS = 100
WRITERS = 4
THREADS = 8  # of a site with two processes
REGION = "RU-CHE"


def update(number):
    from ryadom.channels.shapes import Channel, Sort, Update

    text = f"меня уволили, трое детей, чем поможете? {number}"
    return Update(Channel.WEB, "", f"bench-{number}", f"chat-{number % CHATS}", "", Sort.TEXT, datetime.now(UTC), text)


def store(numbers):
    from django.db import connection

    from ryadom.channels import api

    spent = []
    for number in numbers:
        begun = time.perf_counter()
        api.store(update(number), region=REGION, at=datetime.now(UTC))
        spent.append(time.perf_counter() - begun)
    connection.close()
    return spent


def answer(inbound, at):
    from ryadom.channels import api
    from ryadom.channels.shapes import Message, Weight

    message = Message("Расскажите, сколько лет детям.")
    api.send(
        region=REGION, address=inbound.address, key=f"turn:{inbound.id}", message=message, weight=Weight.REPLY, at=at
    )


def turns(numbers):
    """One visitor writes again and again, and gets each answer in the same request."""
    from django.db import connection

    from ryadom.channels import api

    spent = []
    for number in numbers:
        begun = time.perf_counter()
        at, said = datetime.now(UTC), update(number)
        api.store(said, region=REGION, at=at)
        lane = api.address(region=REGION, channel=said.channel, bot=said.bot, chat=said.chat, at=at)
        api.handle_now(region=REGION, address=lane.id, at=at)
        spent.append(time.perf_counter() - begun)
    connection.close()
    return spent


def tell(name, count, seconds, spent):
    cuts = quantiles(spent, n=20)
    each = f"median {median(spent) * 1e3:6.1f} ms   p95 {cuts[-1] * 1e3:6.1f} ms"
    print(f"{name:<34} {count / seconds:8.0f} a second   {each}")


def main():
    if not os.environ.get("DATABASE_URL"):
        print("DATABASE_URL names no PostgreSQL on which a database may be made: nothing was measured")
        return
    set_up_django()
    import structlog
    from django.conf import settings
    from django.test.utils import setup_databases, teardown_databases

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = "bench_channels"
    made = setup_databases(verbosity=0, interactive=False)
    try:
        from ryadom.channels import api

        begun, used = time.perf_counter(), time.process_time()
        spent = store(range(MESSAGES))
        tell("stored by one writer", MESSAGES, time.perf_counter() - begun, spent)
        print(f"{'':<34} {(time.process_time() - used) / MESSAGES * 1e3:.2f} ms of our own processor time each")
        begun = time.perf_counter()
        with ThreadPoolExecutor(WRITERS) as pool:
            parts = [range(MESSAGES * (1 + part), MESSAGES * (2 + part)) for part in range(WRITERS)]
            spent = [one for part in pool.map(store, parts) for one in part]
        tell(f"stored by {WRITERS} writers", len(spent), time.perf_counter() - begun, spent)
        api.register_receiver(answer)
        begun, handled = time.perf_counter(), 0
        while done := api.work(at=datetime.now(UTC), most=500):
            handled += done
        seconds = time.perf_counter() - begun
        tell("handled and answered", handled, seconds, [seconds / max(handled, 1)] * 2)
        first = MESSAGES * (WRITERS + 1)
        begun = time.perf_counter()
        with ThreadPoolExecutor(THREADS) as pool:
            chats = [range(first + chat, first + 10 * CHATS, CHATS) for chat in range(CHATS)]
            spent = [one for part in pool.map(turns, chats) for one in part]
        tell(f"a turn, {CHATS} chats on {THREADS} threads", len(spent), time.perf_counter() - begun, spent)
    finally:
        from django.db import connections

        connections.close_all()
        teardown_databases(made, verbosity=0)


if __name__ == "__main__":
    main()
