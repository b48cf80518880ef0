"""The people a scenario is tried on: parts that can be read again, and what must be said of where they come from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from ryadom.rules.compiled import Rulebook
from ryadom.rules.runs.family_types import family_types
from ryadom.rules.runs.grouping import Groups, groups_of
from ryadom.rules.snapshots.part import Label, Part
from ryadom.rules.snapshots.store import Snapshot

Grouping = Callable[[Part], Mapping[str, Label]]


@dataclass(frozen=True)
class Population:
    """`parts` gives the same parts in the same order as often as it is asked. `groups` labels the families of a part.

    `imagined`: everything made from it says so. `hash`: of what is in it, as its snapshot tells.
    """

    title: str
    hash: str
    parts: Callable[[], Iterator[Part]]
    imagined: bool = False
    as_of: date | None = None
    groups: Grouping = lambda part: part.labels
    families: int = 0

    @classmethod
    def held(cls, parts: Sequence[Part], *, title: str, hash: str, imagined: bool = False) -> "Population":
        """Parts that lie in memory."""
        return cls(title, hash, lambda: iter(parts), imagined, families=sum(part.families for part in parts))

    @classmethod
    def of_snapshot(cls, snapshot: Snapshot, book: Rulebook, on: date) -> "Population":
        """A snapshot on disk, read part by part; families are grouped as the tables of a run group them."""
        groups = groups_of(snapshot.parts(), book, on)
        about = snapshot.about
        return cls(
            about.title, snapshot.hash, snapshot.parts, about.imagined, about.as_of,
            lambda part: labels(groups, part), snapshot.families,
        )  # fmt: skip


def labels(groups: Groups, part: Part) -> dict[str, Label]:
    """District, tenth by income and type of every family of a part."""
    codes = {
        "district": groups.district_of(part),
        "decile": groups.decile_of(part),
        "family_type": family_types(part, groups.on, with_pensions=groups.with_pensions),
    }
    return {name: Label(groups.keys[name], code.astype(np.int16)) for name, code in codes.items()}
