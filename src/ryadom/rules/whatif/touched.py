"""Which measures a change can reach at all: those whose rules read, however far down, something that differs.

A measure has a fingerprint: the hash of its own text and of every definition, number and set behind the names it says.
Two books that give a measure one fingerprint give every family one answer for it, so it is not decided anew. Criteria
have fingerprints too: where all that changed is settled the same on both sides, the rest cannot tell the sides apart.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from ryadom.rules.behind import ALL, Behind, Names, Numbers, rules_of
from ryadom.rules.compiled import CompiledCriterion, CompiledVersion, Rulebook

NOTHING: Mapping[str, Any] = MappingProxyType({})


def touched(
    before: Rulebook, after: Rulebook, parameters: Mapping[str, Any], more: Iterable[str] = ()
) -> tuple[str, ...]:
    """The measures that may answer otherwise, in the order of the second book, then what only the first has. `more`
    are touched by something that is no rule: a ceiling.
    """
    old, new = Fingerprints(before, {}), Fingerprints(after, parameters)
    ids = [*after.measures, *(id for id in before.measures if id not in after.measures)]
    named = frozenset(more)
    every = old.ground != new.ground
    return tuple(id for id in ids if every or id in named or old.of(id) != new.of(id))


def reading(book: Rulebook, parameter: str, key: str = "") -> tuple[str, ...]:
    """The measures whose rules read a number, in any version: a reference date may lead to an old one."""
    name = book.parameters[parameter].name
    behind = Behind(book)

    def reads(found: Names) -> bool:
        numbers = found.get(name, frozenset())
        return numbers is ALL or key in numbers or (not key and name in found)

    return tuple(id for id, measure in book.measures.items() if reads(behind.measure(measure)))


@dataclass(frozen=True)
class Loose:
    """Of one measure: for each version that both sides have alike, which criteria (by place) read what is changed.
    A version that is not named differs in more than that: its text, its amount, its reference day.
    """

    versions: Mapping[int, tuple[int, ...]]


def loose(
    before: Rulebook, after: Rulebook, parameters: Mapping[str, Any], id: str, already: Mapping[str, Any] = NOTHING
) -> Loose:
    """What of a measure can still tell the sides apart. `already`: numbers on trial before, too."""
    old, new = Fingerprints(before, already), Fingerprints(after, parameters)
    mine, other = before.measures.get(id), after.measures.get(id)
    if mine is None or other is None or old.ground != new.ground or mine.file != other.file:
        return Loose({})
    pairs = zip(mine.versions, other.versions, strict=True)
    return Loose({a.index: old.differing(a, new, b) for a, b in pairs if old.around(a) == new.around(b)})


class Fingerprints:
    """The fingerprints of one book with numbers on trial."""

    def __init__(self, book: Rulebook, parameters: Mapping[str, Any]) -> None:
        self.book, self.trial, self.behind = book, parameters, Behind(book)

    @cached_property
    def ground(self) -> str:
        """What every measure stands on: the catalogue of facts and the calendars."""
        facts = {key: repr(kind.file) for key, kind in self.book.facts.items()}
        return _hash([sorted(facts.items()), sorted((year, repr(c)) for year, c in self.book.calendars.items())])

    def of(self, id: str) -> str | None:
        """The fingerprint of a measure, None where the book has none such."""
        measure = self.book.measures.get(id)
        if measure is None:
            return None
        return _hash([measure.mode, repr(measure.file), self.meanings(self.behind.measure(measure))])

    def around(self, version: CompiledVersion) -> str:
        """Of a version, everything beside its criteria."""
        rules = [rule for rule in (version.reference, version.amount) if rule]
        return self.meanings(self.behind.closure(rules, version.file.composition))

    def differing(self, version: CompiledVersion, other: "Fingerprints", same: CompiledVersion) -> tuple[int, ...]:
        """The places of the criteria that another book with the same version reads otherwise."""
        pairs = enumerate(zip(version.criteria, same.criteria, strict=True))
        return tuple(at for at, (mine, theirs) in pairs if self.criterion(mine) != other.criterion(theirs))

    def criterion(self, one: CompiledCriterion) -> str:
        """Of one criterion, with the members of its group."""
        return self.meanings(self.behind.closure(rules_of((one,))))

    def meanings(self, names: Names) -> str:
        """What names stand for, as one hash."""
        return _hash([[name, self.meaning(name, names[name])] for name in sorted(names)])

    def meaning(self, name: str, numbers: Numbers) -> str:
        """What a name stands for, as text; of a parameter only the numbers that are read."""
        if name in self.behind.parameters:
            one = self.behind.parameters[name]
            given = self.trial.get(name, self.trial.get(one.id))
            if isinstance(given, Mapping):
                given = sorted((key, str(value)) for key, value in given.items() if numbers is ALL or key in numbers)
            return repr((one.type, one.keys, one.choices, one.values, given or None))
        if name in self.book.definitions:
            return repr([(v.first, v.last, v.rule.text) for v in self.book.definitions[name].versions])
        kind = self.book.names[name]
        return repr((kind, self.book.sets.get(kind.id) if kind.kind == "set" else None))


def _hash(said: Any) -> str:
    return sha256(json.dumps(said, ensure_ascii=False, default=str).encode()).hexdigest()
