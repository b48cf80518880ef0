"""What will change for a family by itself, and when: a room above that knows the rules is asked for many at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

FAR = timedelta(days=60)  # further away nobody calls a family about it; the passport tells of the whole year
MOST = 5  # days kept for one family: the nearest


@dataclass(frozen=True)
class Ahead:
    """A day on which something changes for a family by itself.

    `kind`: `begins` or `ends` a right, `closes` what nobody has found out yet, an `award` ends, it is time to `renew`
    one, a `paper` is no longer good. `what`: the measure, or the fact of the paper; `person`: whose, None for the
    family's; `because`: the conditions that turn.
    """

    on: date
    kind: str
    what: str
    person: UUID | None = None
    because: tuple[str, ...] = ()

    def packed(self) -> dict[str, Any]:
        """As it is kept beside the family."""
        return {
            "on": self.on.isoformat(), "kind": self.kind, "what": self.what,
            "person": str(self.person) if self.person else "", "because": list(self.because),
        }  # fmt: skip

    @classmethod
    def unpacked(cls, kept: Mapping[str, Any]) -> Ahead:
        person = UUID(kept["person"]) if kept["person"] else None
        return cls(date.fromisoformat(kept["on"]), kept["kind"], kept["what"], person, tuple(kept["because"]))


# (region, {person: family or None}, on) -> {person: what lies ahead of their family}, asked for all at once.
Foresee = Callable[[str, Mapping[UUID, UUID | None], date], Mapping[UUID, Sequence[Ahead]]]
_foresee: list[Foresee] = []


def register_foresight(ask: Foresee) -> None:
    """A room above tells what the rules see ahead of families. The last one registered is asked."""
    _foresee[:] = [ask]


def foreseen(region: str, persons: Mapping[UUID, UUID | None], on: date) -> Mapping[UUID, Sequence[Ahead]]:
    """What lies ahead of these families; nothing where no room above knows the rules."""
    return _foresee[-1](region, persons, on) if _foresee and persons else {}


def nearest(found: Iterable[Ahead], on: date) -> list[Ahead]:
    """Those of the coming days that are worth a call, the nearest first."""
    near = {one for one in found if on < one.on <= on + FAR}
    return sorted(near, key=lambda one: (one.on, one.kind, one.what, str(one.person)))[:MOST]


def still(kept: Iterable[Mapping[str, Any]], on: date) -> tuple[Ahead, ...]:
    """What was kept and has not come yet on a day."""
    return tuple(one for one in map(Ahead.unpacked, kept) if one.on >= on)
