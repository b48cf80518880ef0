"""A population in memory: its parts, how their families are grouped, how large it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.snapshots.part import Part


@dataclass(frozen=True)
class Grouping:
    """A way to lay families beside each other: names of the groups and each family's group, part by part (-1: none)."""

    names: tuple[str, ...]
    codes: tuple[NDArray[np.int16], ...]


@dataclass(frozen=True)
class Held:
    """Everyone at one moment. `hash` is the snapshot's; `groups` by `district`, `decile`, `kind`."""

    region: str
    title: str
    as_of: date
    imagined: bool
    hash: str
    parts: tuple[Part, ...]
    groups: Mapping[str, Grouping]

    @property
    def families(self) -> int:
        """How many families."""
        return sum(part.families for part in self.parts)

    @property
    def persons(self) -> int:
        """How many persons."""
        return sum(part.persons for part in self.parts)

    @property
    def bytes(self) -> int:
        """The memory its columns take."""
        return sum(_bytes(part) for part in self.parts)


def _bytes(part: Part) -> int:
    columns = (*part.family.values(), *part.person.values())
    own = part.start.nbytes + part.open.nbytes + part.income.nbytes + part.cover.nbytes
    return int(own) + sum(int(one.values.nbytes + one.state.nbytes) for one in columns)


def by_label(parts: Sequence[Part], label: str) -> Grouping:
    """Families by a label that their parts carry; parts may list its names in different orders."""
    names = sorted({name for part in parts if label in part.labels for name in part.labels[label].names})
    place = {name: at for at, name in enumerate(names)}
    return Grouping(tuple(names), tuple(_codes(part, label, place) for part in parts))


def _codes(part: Part, label: str, place: Mapping[str, int]) -> NDArray[np.int16]:
    found = part.labels.get(label)
    if found is None:
        return np.full(part.families, -1, np.int16)
    order = np.array([place[name] for name in found.names] or [-1], np.int16)
    return np.where(found.codes >= 0, order[found.codes], -1).astype(np.int16)
