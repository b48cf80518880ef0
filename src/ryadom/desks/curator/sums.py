"""Dated numbers of the law as a methodologist reads them: what holds today, what is missing, what ends soon."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from ryadom.rules import api as rules
from ryadom.rules.api import Keys, Parameter, ParameterValue, Rulebook

SOON = timedelta(days=60)
DAY = timedelta(days=1)
EVERYWHERE = "RU"


@dataclass(frozen=True)
class Sum:
    """One parameter, one set of keys. `state`: missing, ends, holds, or idle when no measure needs it now.

    `value` is what holds today, or the last that held. `next_value` has begun to be known and begins later.
    """

    id: str
    name: str
    row: Keys
    keys: str
    state: str
    value: str
    since: date | None
    until: date | None
    source: str
    url: str
    verified: str
    next_value: str
    next_since: date | None
    uses: int
    waits: bool

    @property
    def sample(self) -> bool:
        """Nobody has looked into the act or a page of the authority."""
        return self.verified in ("press", "recalled")


def sums(book: Rulebook, on: date, waiting: Collection[str] = ()) -> list[Sum]:
    """Every parameter of the book, a line for each set of keys: what is missing first, then what ends soon."""
    uses = rules.measures_using(book, on)
    found = [
        one for p in book.parameters.values() for one in sums_of(p, book.region, on, len(uses[p.id]), p.id in waiting)
    ]
    order = {"missing": 0, "ends": 1, "holds": 2, "idle": 3}
    return sorted(found, key=lambda one: (order[one.state], -one.uses if one.state == "missing" else 0, one.name))


def sums_of(parameter: Parameter, region: str, on: date, uses: int, waits: bool = False) -> Iterable[Sum]:
    """The lines of one parameter, in the order of its keys."""
    for row in rules.parameter_rows(parameter):
        mine = [v for v in parameter.values if v.region in (region, EVERYWHERE) and _keys(v) == dict(row)]
        holds = parameter.holding(on, region, row)
        later = min((v for v in mine if v.from_ > on), key=lambda v: v.from_, default=None)
        shown = holds or max((v for v in mine if v.from_ <= on), key=lambda v: v.from_, default=None)
        yield Sum(
            id=parameter.id, name=parameter.name, row=row, keys=said_keys(row),
            state=_state(parameter, region, row, holds, on, uses),
            value=_said(parameter, shown), since=shown.from_ if shown else None, until=shown.to if shown else None,
            source=shown.source.title if shown and shown.source else "",
            url=(shown.source.url or "") if shown and shown.source else "", verified=shown.verified if shown else "",
            next_value=_said(parameter, later), next_since=later.from_ if later else None, uses=uses, waits=waits,
        )  # fmt: skip


def _state(parameter: Parameter, region: str, row: Keys, holds: ParameterValue | None, on: date, uses: int) -> str:
    if holds is None:
        return "missing" if uses else "idle"
    ends = holds.to is not None and holds.to <= on + SOON
    continued = holds.to is not None and parameter.holding(holds.to + DAY, region, row) is not None
    return "ends" if ends and not continued and uses else "holds"


def said_keys(row: Keys) -> str:
    """«дети», or nothing where a parameter has no keys."""
    return ", ".join(choice for _key, choice in row)


def _keys(value: ParameterValue) -> Mapping[str, str]:
    return {key: str(choice) for key, choice in value.keys.items()}


def _said(parameter: Parameter, value: ParameterValue | None) -> str:
    return "" if value is None else rules.value_said(parameter, Decimal(value.value))


@dataclass(frozen=True)
class Dated:
    """One value with its days: a line of the whole history of a parameter."""

    keys: str
    value: str
    since: date
    until: date | None
    everywhere: bool
    source: str
    verified: str


def all_values(parameter: Parameter, region: str) -> list[Dated]:
    """Everything that the rules can read, for every day: the newest days first."""
    mine = [v for v in parameter.values if v.region in (region, EVERYWHERE)]
    told = [
        Dated(
            ", ".join(_keys(v).values()), _said(parameter, v), v.from_, v.to, v.region == EVERYWHERE,
            v.source.title if v.source else "", v.verified,
        )
        for v in mine
    ]  # fmt: skip
    return sorted(told, key=lambda one: one.since, reverse=True)
