"""`make bench-peers`: five toy benefits by OpenFisca's country template and by us, on the same imagined people.

It fails where one amount of one person differs by a cent, and prints how fast each was and how much memory it took.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PEERS = ROOT / ".venvs/peers"
WANTED = HERE / "requirements.txt"
sys.path[:0] = [str(HERE)]

from people import imagine, save  # noqa: E402
from readings import BENEFITS  # noqa: E402

ENGINES = {"openfisca": (str(PEERS / "bin/python"), "theirs.py"), "ryadom": (sys.executable, "ours.py")}


def installed() -> None:
    """The other engine from the package registry, unless the environment already has just that."""
    mark = PEERS / "installed.txt"
    if mark.exists() and mark.read_text() == WANTED.read_text():
        return
    venv.create(PEERS, with_pip=True, clear=True)
    pip = [PEERS / "bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "-r", WANTED], check=True)
    mark.write_text(WANTED.read_text())


def measured(engine: str, people: Path, folder: Path) -> tuple[dict, dict]:
    """One engine in its own process, on one thread: amounts by benefit, and its figures."""
    python, script = ENGINES[engine]
    folder.mkdir()
    one = dict.fromkeys(("OMP_NUM_THREADS", "NUMEXPR_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PYTHONPATH": str(HERE), **one}
    subprocess.run([python, HERE / script, people, folder], check=True, env=env)
    with np.load(folder / "amounts.npz") as kept:
        return {name: kept[name] for name in kept.files}, json.loads((folder / "figures.json").read_text())


def differing(theirs: dict, ours: dict) -> list[str]:
    """A line for each benefit whose sum, or the amount of anybody, is not the same."""
    lines = []
    for name in BENEFITS:
        apart = int((theirs[name] != ours[name]).sum())
        sums = int(theirs[name].sum()), int(ours[name].sum())
        print(f"  {name:20} {sums[0] / 100:>18,.2f} {sums[1] / 100:>18,.2f}  amounts apart: {apart}")
        if apart or sums[0] != sums[1]:
            lines.append(f"{name}: {apart} amounts differ, sums {sums[0]} and {sums[1]} cents")
    return lines


def compared(persons: int, seed: int, scratch: Path) -> list[str]:
    """One size: both engines, the table, and what differs."""
    people = scratch / f"{persons}.npz"
    save(people, imagine(persons, seed))
    results = {engine: measured(engine, people, scratch / f"{engine}-{persons}") for engine in ENGINES}
    print(f"\n{persons:,} persons, seed {seed}\n  {'sums':20} {'openfisca':>18} {'ryadom':>18}")
    found = differing(results["openfisca"][0], results["ryadom"][0])
    rates = {}
    for engine, (_, figures) in results.items():
        times = figures["times"]
        rates[engine] = persons / times["deciding"]["cpu"]
        print(
            f"  {engine:10} {rates[engine]:>14,.0f} persons/s (cpu {times['deciding']['cpu']:.3f} s, "
            f"wall {times['deciding']['wall']:.3f} s), building from arrays {times['building']['cpu']:.3f} s, "
            f"peak {figures['peak_mib']:,.0f} MiB"
        )
    print(f"  ryadom / openfisca, one thread each: {rates['ryadom'] / rates['openfisca']:.2f}")
    return found


def main() -> int:
    asked = argparse.ArgumentParser(prog="bench-peers", description=__doc__)
    asked.add_argument("--persons", type=int, nargs="+", default=[100_000, 1_000_000])
    asked.add_argument("--seed", type=int, default=7)
    wanted = asked.parse_args()
    installed()
    with tempfile.TemporaryDirectory(prefix="peers-") as scratch:
        found = [line for persons in wanted.persons for line in compared(persons, wanted.seed, Path(scratch))]
    for line in found:
        print(f"NOT EQUAL: {line}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
