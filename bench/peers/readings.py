"""What each process hands back: amounts in cents, the time that was used, the memory at its highest."""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import numpy as np

BENEFITS = ("basic_income", "housing_allowance", "pension", "parenting_allowance", "total_benefits")
TIMES = 5


def timed(work: Callable[[Any], Any], given: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    """The last result of `work(given())` and its median seconds of five times: of the processor and of the clock on
    the wall. What `given` takes is not counted.
    """
    cpu, wall, found = [], [], None
    for _ in range(TIMES):
        found, ground = None, given()  # not two results in memory at once
        begun, started = process_time(), perf_counter()
        found = work(ground)
        cpu.append(process_time() - begun)
        wall.append(perf_counter() - started)
    return found, {"cpu": median(cpu), "wall": median(wall)}


def peak_mib() -> float:
    """The most memory this process has held. Not `ru_maxrss`, which a child takes over from its parent."""
    said = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    return int(said.group(1)) / 1024 if said else 0.0


def hand_over(folder: Path, amounts: dict[str, Any], times: dict[str, dict[str, float]]) -> None:
    """Amounts as `amounts.npz` and the figures as `figures.json` into a folder."""
    peak = peak_mib()
    np.savez(folder / "amounts.npz", **amounts)
    (folder / "figures.json").write_text(json.dumps({"times": times, "peak_mib": peak}))


def arguments() -> tuple[Path, Path]:
    """The file of people and the folder to hand over into."""
    return Path(sys.argv[1]), Path(sys.argv[2])
