"""Which measures a change can reach at all: those whose rules read, however far down, something that differs.

A measure has a fingerprint: the hash of its own text and of every definition, number and set behind the names it says.
Two books that give a measure one fingerprint give every family one answer for it, so it is not decided anew. Criteria
have fingerprints too: where all that changed is settled the same on both sides, the rest cannot tell the sides apart.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from ryadom.feel import Expression
from ryadom.feel import tree as t
from ryadom.rules.compiled import DATED, CompiledCriterion, CompiledVersion, Measure, Rulebook
from ryadom.rules.parameters import plain_key

NOTHING: Mapping[str, Any] = MappingProxyType({})
ALL: None = None  # of a parameter: whichever of its numbers
Numbers = frozenset[str] | None  # keys joined with `/`
Names = Mapping[str, Numbers]


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
    prints = Fingerprints(book, {})

    def reads(found: Names) -> bool:
        numbers = found.get(name, frozenset())
        return numbers is ALL or key in numbers or (not key and name in found)

    return tuple(id for id, measure in book.measures.items() if reads(prints.reached(measure)))


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
        self.book, self.trial = book, parameters
        self.parameters = {one.name: one for one in book.parameters.values()}
        self.behind: dict[str, Names] = {}

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
        return _hash([measure.mode, repr(measure.file), self.meanings(self.reached(measure))])

    def around(self, version: CompiledVersion) -> str:
        """Of a version, everything beside its criteria."""
        rules = [rule for rule in (version.reference, version.amount) if rule]
        return self.meanings(self.closure(rules, version.file.composition))

    def differing(self, version: CompiledVersion, other: "Fingerprints", same: CompiledVersion) -> tuple[int, ...]:
        """The places of the criteria that another book with the same version reads otherwise."""
        pairs = enumerate(zip(version.criteria, same.criteria, strict=True))
        return tuple(at for at, (mine, theirs) in pairs if self.criterion(mine) != other.criterion(theirs))

    def criterion(self, one: CompiledCriterion) -> str:
        """Of one criterion, with the members of its group."""
        return self.meanings(self.closure(_of_criteria((one,))))

    def meanings(self, names: Names) -> str:
        """What names stand for, as one hash."""
        return _hash([[name, self.meaning(name, names[name])] for name in sorted(names)])

    def meaning(self, name: str, numbers: Numbers) -> str:
        """What a name stands for, as text; of a parameter only the numbers that are read."""
        if name in self.parameters:
            one = self.parameters[name]
            given = self.trial.get(name, self.trial.get(one.id))
            if isinstance(given, Mapping):
                given = sorted((key, str(value)) for key, value in given.items() if numbers is ALL or key in numbers)
            return repr((one.type, one.keys, one.choices, one.values, given or None))
        if name in self.book.definitions:
            return repr([(v.first, v.last, v.rule.text) for v in self.book.definitions[name].versions])
        kind = self.book.names[name]
        return repr((kind, self.book.sets.get(kind.id) if kind.kind == "set" else None))

    def reached(self, measure: Measure) -> Names:
        """Every name of the book that the measure's rules may read, themselves or through definitions."""
        return self.closure(_rules(measure), *(v.file.composition for v in measure.versions))

    def closure(self, rules: Iterable[Expression], *names: str | None) -> Names:
        """Every name behind some rules and names."""
        found: dict[str, Numbers] = {}
        waiting: list[tuple[str, Numbers]] = [(name, ALL) for name in names if name]
        waiting += [pair for rule in rules for pair in self.said(rule).items()]
        while waiting:
            name, numbers = waiting.pop()
            if name not in found:
                waiting += self.of_definition(name).items()
            before = found.get(name, frozenset())
            found[name] = ALL if numbers is ALL or before is ALL else before | numbers
        return found

    def of_definition(self, name: str) -> Names:
        """The names that a definition says; none for what is no definition."""
        if name not in self.behind:
            self.behind[name] = {}
            versions = self.book.definitions[name].versions if name in self.book.definitions else ()
            self.behind[name] = self.closure(version.rule for version in versions)
        return self.behind[name]

    def said(self, rule: Expression) -> Names:
        """Every word of a rule that is a name of the book, also behind a dot (`ребёнок.возраст`): rather one too many
        than one too few. A table asked with keys that stand in the rule is read at these keys alone.
        """
        words = Counter(word.removesuffix(DATED) for word in _words(rule.tree))
        asked: dict[str, list[str | None]] = {}
        for call in _calls(rule.tree):
            name = call.callee.name.removesuffix(DATED)
            if name in self.parameters:
                asked.setdefault(name, []).append(_key(call, self.parameters[name].keys))
        return {
            name: frozenset(key for key in keys if key is not None)
            if (keys := asked.get(name, [])) and len(keys) == words[name] and None not in keys
            else ALL
            for name in words.keys() & self.book.words
        }


def _key(call: t.Call, keys: tuple[str, ...]) -> str | None:
    """The keys of a call as they are joined; None where one is worked out, so that any may be meant."""
    named = dict(call.named or ())
    if not keys or any(not isinstance(named.get(key), t.Literal) for key in keys):
        return None
    return "/".join(plain_key(named[key].value) for key in keys)  # type: ignore[attr-defined]


def _calls(node: Any) -> Iterator[Any]:
    if isinstance(node, t.Call) and isinstance(node.callee, t.Name):
        yield node
    for part in _inside(node):
        yield from _calls(part)


def _rules(measure: Measure) -> Iterator[Expression]:
    for version in measure.versions:
        yield version.reference
        if version.amount:
            yield version.amount
        yield from _of_criteria(version.criteria)
    yield from _of_criteria(criterion for criterion, _ in measure.standing)


def _of_criteria(criteria: Iterable[CompiledCriterion]) -> Iterator[Expression]:
    for one in criteria:
        yield from filter(None, (one.rule, one.not_yet_when, one.not_yet_from))
        yield from _of_criteria(one.group)


def _words(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    for part in _inside(node):
        yield from _words(part)


def _inside(node: Any) -> Iterable[Any]:
    if isinstance(node, tuple | list | frozenset):
        return node
    if is_dataclass(node) and not isinstance(node, type):
        return [getattr(node, one.name) for one in fields(node)]
    return ()


def _hash(said: Any) -> str:
    return sha256(json.dumps(said, ensure_ascii=False, default=str).encode()).hexdigest()
