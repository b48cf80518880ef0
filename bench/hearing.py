"""`python bench/hearing.py`: how long it takes to learn the phrases, to find them learnt on disk, and to hear a
sentence, in processor time; the memory that is this process's own, and what it shares with the others. Linux tells it.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from ryadom.packs.api import load_library  # noqa: E402
from ryadom.talk.library import ear_over, held_out  # noqa: E402

OWN, MAPPED = ("Private_Dirty",), ("Private_Clean", "Shared_Clean")


def memory(kinds: tuple[str, ...]) -> float:
    """MB of these kinds."""
    rows = (line.split() for line in Path("/proc/self/smaps_rollup").read_text().splitlines()[1:])
    return sum(int(row[1]) for row in rows if row[0].rstrip(":") in kinds) / 1024


def hear(folder: Path) -> None:
    practices = load_library(ROOT / "practices").installed("RU")
    own, mapped, begun = memory(OWN), memory(MAPPED), time.process_time()
    ear = ear_over(practices, folder=folder)
    ready = (time.process_time() - begun) * 1000
    times = []
    for one in held_out(practices):
        begun = time.process_time()
        ear.hear(one.text)
        times.append((time.process_time() - begun) * 1000)
    print(f"ready in {ready:.0f} ms; heard {len(times)}", end=": ")
    print(f"median {median(times):.1f} ms, p95 {quantiles(times, n=20)[-1]:.1f} ms")
    print(f"memory added: {memory(OWN) - own:.0f} MB of its own, {memory(MAPPED) - mapped:.0f} MB of shared files")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for what in ("the first process, which learns", "the next process"):
            print(what, flush=True)
            subprocess.run([sys.executable, __file__, folder], check=True)


hear(Path(sys.argv[1])) if len(sys.argv) > 1 else main()
