"""`python -m bench.snapshots [families]`: how fast a snapshot is written and read, and the memory that it takes.

The families are the cast of Chelyabinsk region taken at random with a fixed seed, spread over as many facts as the
catalogue has for one part of 50,000; rates are of persons. Each step runs in a process of its own, so that peak memory
is its own.
"""

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
A_PART, FACTS = 50_000, 70


def part(book, families: int, seed: int):
    """Families of the cast with facts of the catalogue that nobody of the cast has, said by chance."""
    import numpy as np
    from tests.stories.cast import NAMES, family, told

    from ryadom.rules.snapshots.columns import DTYPES, FactColumn, shape_of
    from ryadom.rules.snapshots.families import part_of

    draw = np.random.default_rng(seed)
    cast = part_of(book, [family(name) for name in NAMES if told(name)["facts"]["region"] == book.region])
    many = cast.take(draw.integers(0, cast.families, families))
    person = dict(many.person)
    for key in sorted(book.facts):
        if len(person) + len(many.family) >= FACTS:
            break
        if key not in person and book.facts[key].file.of == "person" and book.facts[key].file.type != "text":
            type, choices = shape_of(book, key)
            top = len(choices) or (2 if type == "boolean" else 20_000)
            known = draw.integers(0, 5, many.persons).astype(np.uint8)
            person[key] = FactColumn(type, choices, draw.integers(0, top, many.persons).astype(DTYPES[type]), known)
    ids = (np.arange(families).astype(str).astype(object), np.arange(many.persons).astype(str).astype(object))
    return replace(many, person=person), ids


def write(folder: str, families: int, named: bool) -> dict:
    """Parts are made beforehand: only writing is timed."""
    from tests.stories.cast import book

    from ryadom.rules.snapshots.store import About, SnapshotWriter

    rules = book("RU-CHE")
    one, ids = part(rules, min(families, A_PART), 7)
    one = replace(one, family_ids=ids[0] if named else None, person_ids=ids[1] if named else None)
    about = About("RU-CHE", date(2026, 11, 20), True, 7, "условное население")
    took = 0.0
    with SnapshotWriter(Path(folder), about, rules) as writer:
        for _ in range(max(families // A_PART, 1)):
            began = time.perf_counter()
            writer.add(one)
            took += time.perf_counter() - began
    size = sum(path.stat().st_size for path in Path(folder).iterdir())
    return {"seconds": took, "persons": writer.manifest.persons, "megabytes": size / 1e6, "facts": FACTS}


def read(folder: str, families: int, named: bool) -> dict:
    """Every part once: the first reading checks every byte; then once more."""
    from tests.stories.cast import book

    from ryadom.rules.snapshots.store import Snapshot

    rules = book("RU-CHE")
    snapshot = Snapshot(Path(folder), rules)
    snapshot.part(0)  # Arrow is imported by the first reading
    snapshot = Snapshot(Path(folder), rules)
    times = []
    for _ in range(2):
        began = time.perf_counter()
        for one in snapshot.parts():
            assert one.persons
        times.append((time.perf_counter() - began) / snapshot.count)
    return {"seconds": times[0] * snapshot.count, "first": times[0], "again": times[1], "persons": snapshot.persons}


def alone(step: str, *arguments: object) -> dict:
    """One step in a process of its own."""
    told = [sys.executable, str(Path(__file__)), step, *map(str, arguments)]
    return json.loads(subprocess.run(told, check=True, capture_output=True, text=True).stdout.splitlines()[-1])


def main(families: int) -> None:
    print(f"{'':28} {'persons':>10} {'s':>7} {'persons/s':>11} {'s a part':>9} {'peak MB':>8}")
    for named in (False, True):
        with tempfile.TemporaryDirectory() as place:
            folder = f"{place}/out"
            for step in ("write", "read"):
                found = alone(step, folder, families, int(named))
                rate = found["persons"] / found["seconds"]
                a_part = f"{found['first']:.3f}" if "first" in found else ""
                print(
                    f"{step + (', with ids' if named else ''):28} {found['persons']:>10} {found['seconds']:>7.2f} "
                    f"{rate:>11,.0f} {a_part:>9} {found['peak']:>8.0f}"
                    + (f"   {found['megabytes']:.0f} MB on disk" if "megabytes" in found else "")
                    + (f"   again {found['again']:.3f} s" if "again" in found else "")
                )


if __name__ == "__main__":
    if sys.argv[1:2] in (["write"], ["read"]):
        step, folder, families, named = sys.argv[1:]
        found = {"write": write, "read": read}[step](folder, int(families), named == "1")
        print(json.dumps({**found, "peak": getrusage(RUSAGE_SELF).ru_maxrss / 1024}))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 400_000)
