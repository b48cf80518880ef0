"""What every executor is told once: the rules, the day, and where to read and write. It travels as one pickle."""

import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from ryadom.rules.compiled import Rulebook
from ryadom.rules.everyone.deciding import Everyone
from ryadom.rules.runs.cliffs import Sample
from ryadom.rules.runs.faults import RunError
from ryadom.rules.runs.grouping import Groups
from ryadom.rules.runs.running import ENGINE
from ryadom.rules.snapshots.manifest import Manifest


@dataclass(frozen=True)
class Order:
    """One run. The compiled book itself is sent, so an executor needs no folder of practices and parses no rule.

    `engine` is the driver's: executors with another one refuse. `starts`: number of the first family and the first
    person of each part. `families`: how many are decided at once.
    """

    engine: str
    book: Rulebook
    on: date
    measures: tuple[str, ...]
    parameters: Mapping[str, Any]
    sample: Sample | None
    groups: Groups
    snapshot: Path
    manifest: Manifest
    out: Path
    starts: tuple[tuple[int, int], ...]
    families: int

    def packed(self) -> bytes:
        """As it travels."""
        return pickle.dumps(self, pickle.HIGHEST_PROTOCOL)


@lru_cache(maxsize=1)
def unpacked(data: bytes) -> tuple[Order, Everyone]:
    """The order and its rules, made ready once in a process. Raises RunError for an executor of another version."""
    order: Order = pickle.loads(data)  # noqa: S301 - the driver's own, as is the function that calls this
    if order.engine != ENGINE:
        raise RunError(
            f"На исполнителе другая версия расчёта: {ENGINE}, а запуск ведёт {order.engine}.",
            f"An executor has another version of the engine: {ENGINE}, and the run is led by {order.engine}.",
        )
    chosen = Everyone(order.book, on=order.on, measures=order.measures, parameters=order.parameters)
    return order, chosen
