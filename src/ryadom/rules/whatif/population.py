"""The people a scenario is tried on: parts that can be read again, and what must be said of where they come from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ryadom.rules.snapshots.part import Label, Part

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

    @classmethod
    def held(cls, parts: Sequence[Part], *, title: str, hash: str, imagined: bool = False) -> "Population":
        """Parts that lie in memory."""
        return cls(title, hash, lambda: iter(parts), imagined)
