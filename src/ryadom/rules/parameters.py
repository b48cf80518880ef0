"""Dated, keyed, cited numbers. A value past its end is never carried forward: it is missing, and says so by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from ryadom.packs.api import EVERYWHERE, Text
from ryadom.rules.kinds import ParameterValue

Keys = tuple[tuple[str, str], ...]
REMEMBERED = 5_000


class ParameterMissing(Exception):
    """No value of a parameter holds in this region on this date: the rule that needs it fails closed."""

    def __init__(self, name: str, region: str, on: date, keys: Keys = (), label: Text | None = None) -> None:
        self.name, self.region, self.on, self.keys, self.label = name, region, on, keys, label
        said = ", ".join(value for _, value in keys)
        super().__init__(f"{name}{f' ({said})' if said else ''}: {region}, {on.isoformat()}")

    def again(self) -> "ParameterMissing":
        """The same cause anew: what was raised once holds on to the whole walk that led to it."""
        return ParameterMissing(self.name, self.region, self.on, self.keys, self.label)


@dataclass(frozen=True, slots=True)
class ParameterUse:
    """A value that a rule used: for the explanation, the weakest link and the lock."""

    parameter: str
    name: str
    keys: Keys
    value: Decimal
    verified: str
    source: str | None
    overridden: bool = False


@dataclass(frozen=True)
class Parameter:
    """A parameter with all its values for one region and everywhere."""

    id: str
    name: str
    type: str
    keys: tuple[str, ...]
    choices: Mapping[str, tuple[str, ...]]
    values: tuple[ParameterValue, ...]
    rhythm: str | None = None
    unit: str | None = None
    label: Text | None = None
    asked: dict[tuple[date, str, Keys], ParameterUse | ParameterMissing] = field(
        default_factory=dict, repr=False, compare=False
    )

    def at(self, on: date, region: str, keys: Keys) -> ParameterUse:
        """The value on a date. The region's own value wins over the one for everywhere. Raises ParameterMissing."""
        asked = (on, region, keys)
        found = self.asked.get(asked)
        if found is None:
            if len(self.asked) > REMEMBERED:
                self.asked.clear()
            found = self.asked[asked] = self._at(on, region, keys)
        if isinstance(found, ParameterMissing):
            raise found.again()
        return found

    def _at(self, on: date, region: str, keys: Keys) -> ParameterUse | ParameterMissing:
        best = self.holding(on, region, keys)
        if best is None:
            return ParameterMissing(self.name, region, on, keys, self.label)
        return ParameterUse(
            self.id, self.name, keys, Decimal(best.value), best.verified, best.source.title if best.source else None
        )

    def holding(self, on: date, region: str, keys: Keys) -> ParameterValue | None:
        """The value that holds on a date, with its days and its source; None when nothing does."""
        wanted = dict(keys)
        found = [v for v in self.values if self._holds(v, on, region, wanted)]
        # Of two that begin on one day the one named later wins: a region's practice, then what the region entered.
        return max(reversed(found), key=lambda v: (v.region == region, v.from_), default=None)

    def _holds(self, value: ParameterValue, on: date, region: str, wanted: Mapping[str, str]) -> bool:
        in_force = value.from_ <= on and (value.to is None or on <= value.to)
        return (
            in_force and value.region in (region, EVERYWHERE) and {k: str(v) for k, v in value.keys.items()} == wanted
        )

    def range(self, region: str) -> tuple[Decimal, Decimal]:
        """The smallest and the largest value ever known in the region: bounds where the key is not known yet."""
        found = [Decimal(v.value) for v in self.values if v.region in (region, EVERYWHERE)]
        if not found:
            raise ParameterMissing(self.name, region, date.max)
        return min(found), max(found)

    def turns(self, region: str) -> Iterable[date]:
        """The days from which it may have another value, or none."""
        for value in self.values:
            if value.region in (region, EVERYWHERE):
                yield value.from_
                if value.to is not None and value.to < date.max:
                    yield value.to + timedelta(days=1)

    def changes(self, region: str) -> Iterable[date]:
        """The days on which a value begins or ends."""
        for value in self.values:
            if value.region in (region, EVERYWHERE):
                yield value.from_


def keys_of(parameter: Parameter, named: Mapping[str, Any]) -> Keys:
    """The arguments of a call as the keys of a value."""
    return tuple((k, plain_key(named[k])) for k in parameter.keys)


def plain_key(value: Any) -> str:
    """A key as values and numbers on trial name it."""
    return str(value.normalize()) if isinstance(value, Decimal) and value == value.to_integral_value() else str(value)
