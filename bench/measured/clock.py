"""Process time of small things: medians, and a unit that makes machines comparable."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from statistics import median
from time import process_time

UNIT_PARSES = 10_000


@dataclass(frozen=True)
class Row:
    """One line: what, its median in ms, and what else there is to say."""

    what: str
    ms: float | None = None
    note: str = ""

    def __str__(self) -> str:
        ms = "" if self.ms is None else f"{self.ms:9.2f}"
        ratio = "" if self.ms is None else f"{self.ms / unit():9.5f}"
        return f"{self.what:44} {ms:>9} {ratio:>9}  {self.note}".rstrip()


def timed(work: Callable[[], object], *, times: int = 15, inner: int = 1) -> float:
    """Median process time in ms of one `work`; it is called `inner` times per reading, and once before to warm up."""
    work()
    gc.collect()
    readings = []
    for _ in range(times):
        begun = process_time()
        for _ in range(inner):
            work()
        readings.append((process_time() - begun) * 1000 / inner)
    return median(readings)


@cache
def unit() -> float:
    """Parsing `1 + 2` 10,000 times, in ms. The language keeps no parsed text, so each time is a whole one."""
    from ryadom.feel import parse

    return timed(lambda: parse("1 + 2"), times=5, inner=UNIT_PARSES // 10) * UNIT_PARSES
