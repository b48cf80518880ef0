"""Whole turns of a conversation: an interview of a laid-off father over the real practices, no database.

Prints the median and the slowest turns with the ear and the rules inside; the goal is 60 ms a turn (issue «Patronage»).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

PRACTICES = Path(__file__).resolve().parents[1] / "practices"
AT = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
STORY = (
    "здравствуйте", "Меня сократили с завода, трое детей, нечем платить за квартиру", "потеря работы", "да, верно",
    "для себя", "да", "больше никто", "03.02.2015", "05.05.2018", "01.09.2022",
)  # fmt: skip
REST = ("почему спрашиваете?", "не знаю", "где мое заявление", "около 20 тысяч", "да", "1", "22.10.2026")


def turns(times: int) -> Iterator[tuple[float, float]]:
    """The milliseconds of each turn by the wall and by the processor, of so many conversations one after another."""
    from ryadom.talk.dialogue.session import Session, world_of

    world = world_of(PRACTICES, "RU-CHE", AT)
    for _conversation in range(times):
        session = Session(world)
        for line in (*STORY, *(REST * 4)):
            started, worked = time.perf_counter(), time.process_time()
            session.says(line)
            yield (time.perf_counter() - started) * 1000, (time.process_time() - worked) * 1000


def main() -> None:
    """Measure and print one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ryadom.site.settings")
    import django

    django.setup()
    found = list(turns(given.times))
    for name, place in (("elapsed", 0), ("cpu", 1)):
        took = sorted(one[place] for one in found)
        told = {"median_ms": statistics.median(took), "p95_ms": took[int(len(took) * 0.95)], "max_ms": took[-1]}
        line = {"turns": len(took), "clock": name, **{key: round(value, 1) for key, value in told.items()}}
        print(json.dumps(line))  # a benchmark prints


if __name__ == "__main__":
    main()
