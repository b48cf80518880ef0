"""`python bench/hearing.py`: how long it takes to learn the phrases and to hear a sentence, in ms of processor time."""

import resource
import sys
import time
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from ryadom.packs.api import load_library  # noqa: E402
from ryadom.talk.library import ear_over, held_out  # noqa: E402


def main() -> None:
    practices = load_library(ROOT / "practices").installed("RU")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    ear = ear_over(practices)
    print(f"learnt in {time.process_time() - begun:.1f} s")
    times = []
    for one in held_out(practices):
        begun = time.process_time()
        ear.hear(one.text)
        times.append((time.process_time() - begun) * 1000)
    print(f"heard {len(times)}: median {median(times):.1f} ms, p95 {quantiles(times, n=20)[-1]:.1f} ms")
    print(f"memory added: {(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024:.0f} MB at the peak")


main()
