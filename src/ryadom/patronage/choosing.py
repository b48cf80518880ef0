"""Who gets a family: round over the least loaded of its district. Pure: everything it looks at is given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Candidate:
    """A curator who could take a family. `families` of at most `capacity`; `last_given`: when the last one came."""

    account_id: int
    families: int
    capacity: int
    district: str = ""
    away: bool = False
    last_given: datetime | None = None

    @property
    def free(self) -> bool:
        return not self.away and self.families < self.capacity

    def serves(self, oktmo: str) -> bool:
        """A district is the beginning of an ОКТМО; where a home has none, only those who serve everywhere do."""
        return oktmo.startswith(self.district)


def choose(candidates: Iterable[Candidate], oktmo: str) -> Candidate | None:
    """The least loaded who is here, has room and serves this place; nobody when there is none.

    Load is the share of one's own capacity; of equals comes first who got a family longest ago.
    """
    free = [one for one in candidates if one.free and one.serves(oktmo)]
    return min(free, key=_turn, default=None)


def _turn(one: Candidate) -> tuple[float, float, int]:
    given = one.last_given.timestamp() if one.last_given else 0.0
    return one.families / one.capacity, given, one.account_id
