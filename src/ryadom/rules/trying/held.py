"""A population in memory: its parts, how their families are grouped, how large it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.compiled import Rulebook
from ryadom.rules.runs.family_types import family_types
from ryadom.rules.runs.grouping import groups_of
from ryadom.rules.snapshots.part import Part


@dataclass(frozen=True)
class Grouping:
    """A way to lay families beside each other: the keys of the groups, and each family's place among them."""

    keys: tuple[str, ...]
    codes: NDArray[np.int64]


@dataclass(frozen=True)
class Held:
    """Everyone at one moment. `hash` is the snapshot's; `groups` by `district`, `decile`, `family_type`."""

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
        """The memory that its columns take."""
        return sum(_bytes(part) for part in self.parts)


def grouped(parts: Sequence[Part], book: Rulebook, on: date) -> dict[str, Grouping]:
    """The groups of a whole population, as tables of runs have them."""
    groups = groups_of(parts, book, on)
    kinds = {
        "district": [groups.district_of(part) for part in parts],
        "decile": [groups.decile_of(part) for part in parts],
        "family_type": [family_types(part, on, with_pensions=groups.with_pensions) for part in parts],
    }
    return {name: Grouping(groups.keys[name], _one(codes)) for name, codes in kinds.items()}


def _one(codes: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(0, np.int64), *codes])


def _bytes(part: Part) -> int:
    columns = (*part.family.values(), *part.person.values())
    own = part.start.nbytes + part.open.nbytes + part.income.nbytes + part.cover.nbytes
    return int(own) + sum(int(one.values.nbytes + one.state.nbytes) for one in columns)
