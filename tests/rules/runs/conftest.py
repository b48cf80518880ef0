"""Eight families of a made-up region on disk: each shows one thing that a run must count."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from ryadom.rules.snapshots.families import part_of
from ryadom.rules.snapshots.part import Label, Part
from ryadom.rules.snapshots.store import About, Snapshot, SnapshotWriter

ON = date(2026, 1, 20)
MONTHS = [f"{2024 + (11 + at) // 12}-{(11 + at) % 12 + 1:02d}" for at in range(12)]  # the window: December to November


def earned(monthly: int) -> str:
    """Records of the applicant that cover the window."""
    rows = ", ".join(f"{{person: me, month: {m}, kind: salary, amount: {monthly}}}" for m in MONTHS)
    return f"records-cover: {{from: {MONTHS[0]}, to: {MONTHS[-1]}}}\nrecords: [{rows}]\n"


ME = "  - {id: me, family-role: applicant, birth-date: 1990-05-01, citizen: true}\n"
SPOUSE = "  - {id: spouse, family-role: spouse, birth-date: 1988-02-29, citizen: true}\n"


def child(name: str, born: str, citizen: str = "true") -> str:
    return f"  - {{id: {name}, family-role: child, birth-date: {born}, citizen: {citizen}}}\n"


THREE = child("a", "2012-01-21") + child("b", "2015-03-03") + child("c", "2020-04-04")
GAS = "dwelling: {gas: false}\napplication: {contract-date: null, cost: 80000}\nattested: {gas-money/works: true}\n"
FAMILIES = {
    # Anna earns exactly the limit of 12 000 a head, and receives the money for Kolya
    "anna": f"persons:\n{ME}{child('kolya', '2020-06-01')}{earned(24000)}received: {{child-money@kolya: true}}\n",
    # Boris told the year's total, and does not receive
    "boris": f"persons:\n{ME}{child('olya', '2019-06-01')}income: {{from: 2024-12, to: 2025-11, total: 288000}}\n"
    "received: {child-money@olya: false}\n",
    # Vera waits for one answer: is Lena a citizen; nobody recorded whether she receives
    "vera": f"persons:\n{ME}{SPOUSE}{child('lena', '2018-06-01', '')}{earned(10000)}",
    # Gleb's children are entitled, and nothing is recorded
    "gleb": f"persons:\n{ME}{SPOUSE}{child('ira', '2018-06-01')}{child('yura', '2010-06-01')}{earned(9000)}",
    # Dina has three children, no gas, and has received nothing
    "dina": f"persons:\n{ME}{SPOUSE}{THREE}{earned(90000)}{GAS}received: {{gas-money: false}}\n",
    # Egor received the money for gas
    "egor": f"persons:\n{ME}{SPOUSE}{THREE}{earned(80000)}{GAS}received: {{gas-money: true}}\n",
    # Zoya lives alone, of her nothing is known
    "zoya": f"persons:\n{ME}",
    # Inna may have more in her family
    "inna": f"persons:\n{ME}persons-complete: false\n",
}


@pytest.fixture
def part(book, family) -> Part:
    """All of them in one part, in two districts; Inna's is not known."""
    made = part_of(book, [family(text) for text in FAMILIES.values()])
    codes = np.array([0, 1, 0, 1, 0, 1, 0, -1], np.int16)
    return Part(**{**vars(made), "labels": {"district": Label(("Верховье", "Низовье"), codes)}})


@pytest.fixture
def kept(tmp_path: Path, book, part):
    """The snapshot on disk in parts of at most so many families."""

    def keep(most: int = 3, imagined: bool = True, name: str = "population") -> Snapshot:
        folder = tmp_path / f"{name}-{most}"
        if folder.exists():
            return Snapshot(folder, book)
        with SnapshotWriter(folder, About("RU-CHE", ON, imagined, 7, "Север"), book) as writer:
            for one in part.split(most):
                writer.add(one)
        return Snapshot(folder, book)

    return keep
