"""A hundred conversations at once: whole turns, from storing the words to the reply in the outbox, understanding and
rules included, in real processes on a real database. Numbers, not verdicts; the goals are 60 ms of the processor a turn
and 500 ms from the words to the answer at p95 on two cores that do nothing else.

Needs DATABASE_URL of a PostgreSQL on which databases may be made; makes one and drops it. CHATS, PROCESSES, THINK.
Everybody reads for THINK seconds before writing again; waiting for a free thread counts as waiting for the answer.
"""

import heapq
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from ryadom.site.cli import set_up_django  # noqa: E402

CHATS, PROCESSES, THREADS = int(os.environ.get("CHATS", "100")), int(os.environ.get("PROCESSES", "2")), 4
THINK = float(os.environ.get("THINK", "5"))  # seconds
REGION, SEED = "RU-CHE", "bench"
STORY = (
    "здравствуйте", "Меня сократили с завода, трое детей, нечем платить за квартиру", "потеря работы", "да, верно",
    "для себя", "да", "больше никто", "03.02.2015", "05.05.2018", "почему спрашиваете?", "не знаю",
)  # fmt: skip


def turn(chat: str, step: int) -> None:
    from ryadom.channels import api
    from ryadom.channels.shapes import Channel, Sort, Update

    at = datetime.now(UTC)
    update = Update(Channel.WEB, "site", f"{chat}-{step}", chat, chat, Sort.TEXT, at, STORY[step])
    api.store(update, region=REGION, at=at)
    lane = api.address(region=REGION, channel=update.channel, bot=update.bot, chat=chat, at=at)
    assert api.handle_now(region=REGION, address=lane.id, at=at) == 1


def talk(chats: list[str], begun: float) -> list[float]:
    """One thread leads its conversations; the seconds that each person waited for each answer."""
    from django.db import connection

    due = [(begun + THINK * place / max(len(chats), 1), chat, 0) for place, chat in enumerate(chats)]
    heapq.heapify(due)
    waited = []
    while due:
        when, chat, step = heapq.heappop(due)
        time.sleep(max(0.0, when - time.perf_counter()))
        turn(chat, step)
        waited.append(time.perf_counter() - when)
        if step + 1 < len(STORY):
            heapq.heappush(due, (time.perf_counter() + THINK, chat, step + 1))
    connection.close()
    return waited


def work(number: int) -> None:
    """A process of the site: hears once to be warm, then talks; tells its figures as one line of JSON."""
    set_up_django()
    from django.db import connection

    asked = [0]

    def count(execute, sql, params, many, context):
        asked[0] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        for step in range(len(STORY)):
            turn(f"{SEED}-warm-{number}", step)
    print("warm", flush=True)
    sys.stdin.readline()
    used, begun = time.process_time(), time.perf_counter()
    chats = [f"{SEED}-{number}-{chat}" for chat in range(CHATS // PROCESSES)]
    with ThreadPoolExecutor(THREADS) as pool:
        parts = pool.map(talk, [chats[place::THREADS] for place in range(THREADS)], [begun] * THREADS)
        waited = [one for part in parts for one in part]
    told = {"waited": waited, "used": time.process_time() - used, "asked": asked[0] / len(STORY)}
    print(json.dumps(told), flush=True)


def main() -> None:
    """Make the database, start the processes, add up what they tell."""
    if not os.environ.get("DATABASE_URL"):
        print("DATABASE_URL names no PostgreSQL on which a database may be made: nothing was measured")
        return
    os.environ["RYADOM_LOG_LEVEL"] = "ERROR"
    set_up_django()
    from django.conf import settings
    from django.test.utils import setup_databases, teardown_databases

    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = f"bench_conversations_{os.getpid()}"
    made = setup_databases(verbosity=0, interactive=False)
    try:
        from tests.database import database_address

        from ryadom.packs.api import install_library

        install_library(ROOT / "practices", since=date(2024, 1, 1), at=datetime.now(UTC))
        env = os.environ | {"DATABASE_URL": database_address()}
        begin = [sys.executable, __file__]
        parts = [
            subprocess.Popen([*begin, str(n)], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for n in range(PROCESSES)
        ]
        assert all(part.stdout.readline() == "warm\n" for part in parts)
        told = [json.loads(part.communicate("go\n")[0]) for part in parts]
        waited = [one for part in told for one in part["waited"]]
        used = sum(part["used"] for part in told) / len(waited) * 1000
        print(f"{CHATS} conversations, {PROCESSES} processes of {THREADS} threads, {len(waited)} turns:")
        print(f"waited: median {median(waited) * 1e3:.0f} ms, p95 {quantiles(waited, n=20)[-1] * 1e3:.0f} ms")
        print(f"{used:.1f} ms of the processor and {told[0]['asked']:.0f} questions to the database a turn")
        print(f"load of the machine meanwhile: {os.getloadavg()[0]:.1f}")
    finally:
        from django.db import connections

        connections.close_all()
        teardown_databases(made, verbosity=0)


if __name__ == "__main__":
    work(int(sys.argv[1])) if len(sys.argv) > 1 else main()
