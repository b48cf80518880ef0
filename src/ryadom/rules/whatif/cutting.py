"""A fair cut under a ceiling: whoever is left out is left out by lot, never by their place in a list.

No practice names a ranking that rules can compute (a quota tells its order in words), so the order is a lot: the hash
of the published seed, the measure and the family's id. The line is served from its front while the money lasts and
stops at the first whom it does not cover; nobody behind is served instead, for that would favour small sums. Whoever
is not known to be entitled stands in the same line by the same lot, but takes no money from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.snapshots.families import family_id, person_id
from ryadom.rules.snapshots.part import Part
from ryadom.rules.whatif.calendar import payments
from ryadom.rules.whatif.comparison import Cut
from ryadom.rules.whatif.scenario import Ceiling
from ryadom.rules.whatif.sides import Sides
from ryadom.rules.whatif.worth import MAYBE, NO, YES, Worth

Lots = NDArray[np.bytes_]
LOT = 16  # bytes of hash: two families never meet by chance


def lots(part: Part, found: Worth, measure: str, seed: int, first: int) -> Lots:
    """The lot of each subject. Families without an id (imagined ones) are known by their number in the population, of
    which `first` go before this part; their members by their place in the family.
    """

    def lot(family: int, person: int) -> bytes:
        name = str(first + family) if part.family_ids is None else family_id(part, family)
        member = "" if person < 0 else str(person - int(part.start[family]))
        if part.person_ids is not None and person >= 0:
            member = person_id(part, person)
        return _hash(f"{seed}\n{measure}\n{name}\n", member)

    pairs = zip(found.family.tolist(), found.person.tolist(), strict=True)
    return np.array([lot(*pair) for pair in pairs], f"S{2 * LOT}")


def _hash(family: str, person: str) -> bytes:
    # The family's lot first: brothers stand beside each other.
    front = blake2b(family.encode(), digest_size=LOT // 2).hexdigest()
    return (front + blake2b((family + person).encode(), digest_size=LOT // 2).hexdigest()).encode()


@dataclass
class _Line:
    """Everybody who stands for one measure. `last`: the lot of the first who is not served, None where all are."""

    ceiling: Ceiling
    times: int
    lots: list[Lots] = field(default_factory=list)
    sums: list[NDArray[np.int64]] = field(default_factory=list)
    unknown: int = 0
    last: bytes | None = None
    paid: int = 0
    served: int = 0

    @property
    def wanted(self) -> int:
        return sum(int(one.sum()) for one in self.sums)

    @property
    def length(self) -> int:
        return sum(map(len, self.sums))

    def draw(self) -> None:
        """Serve from the front while the money lasts."""
        lot = np.concatenate([np.zeros(0, f"S{2 * LOT}"), *self.lots])
        order = np.argsort(lot, kind="stable")
        running = np.cumsum(np.concatenate([np.zeros(0, np.int64), *self.sums])[order])
        self.served = int(np.searchsorted(running, self.ceiling.kopecks, side="right"))
        self.paid = int(running[self.served - 1]) if self.served else 0
        self.last = bytes(lot[order[self.served]]) if self.served < len(order) else None


class Cutter:
    """The ceilings of a scenario: first everybody stands in line, then the lots are drawn, then parts are cut."""

    def __init__(self, two: Sides) -> None:
        self.two = two
        self.lines = {one.measure: _Line(one, self._times(one)) for one in two.scenario.ceilings}

    def __bool__(self) -> bool:
        return bool(self.lines)

    def _times(self, ceiling: Ceiling) -> int:
        return len(payments(self.two.after.measures[ceiling.measure].file)) if ceiling.per == "year" else 1

    def _lots(self, id: str, found: Worth, part: Part, first: int) -> Lots:
        return lots(part, found, id, self.two.scenario.seed, first)

    def line_up(self, part: Part, after: Mapping[str, Worth], first: int) -> None:
        """Those of a part who get a sum that is known take their places; `first`: so many families go before."""
        for id, line in self.lines.items():
            known = after[id].take(np.flatnonzero(_sure(after[id])))
            line.lots.append(self._lots(id, known, part, first))
            line.sums.append(known.high * line.times)
            line.unknown += int(((after[id].gets != NO) & ~_sure(after[id])).sum())

    def draw(self) -> None:
        """Everybody has taken their place."""
        for line in self.lines.values():
            line.draw()

    def cut(self, id: str, found: Worth, part: Part, first: int) -> Worth:
        """What is left of a measure: who is behind the end of the money gets nothing, known or not."""
        line = self.lines.get(id)
        if line is None:
            return found
        gets = np.where((found.gets == YES) & ~_sure(found), MAYBE, found.gets).astype(np.int8)
        low = np.where(gets == YES, found.low, 0)
        if line.last is None:
            return replace(found, gets=gets, low=low)
        out = np.zeros(len(found), np.bool_)
        asks = np.flatnonzero(found.gets != NO)
        out[asks] = self._lots(id, found.take(asks), part, first) >= np.bytes_(line.last)
        nothing = np.int64(0)
        return replace(
            found, gets=np.where(out, NO, gets).astype(np.int8), low=np.where(out, nothing, low),
            high=np.where(out, nothing, found.high), open=found.open & ~out,
        )  # fmt: skip

    def told(self) -> tuple[Cut, ...]:
        """What each ceiling did."""
        return tuple(self._told(id, line) for id, line in self.lines.items())

    def _told(self, id: str, line: _Line) -> Cut:
        version = self.two.after.measures[id].at(self.two.scenario.on)
        quota = version.file.quota if version else None
        return Cut(
            id, line.ceiling.kopecks, line.ceiling.per, line.wanted, line.paid, line.served, line.length - line.served,
            line.unknown, quota.rank if quota else None, self.two.scenario.seed,
        )  # fmt: skip


def _sure(found: Worth) -> NDArray[np.bool_]:
    """Who gets a sum with a known upper end."""
    return (found.gets == YES) & ~found.open
