"""Which measures a change can reach at all: those whose rules read, however far down, something that differs.

A measure has a fingerprint: the hash of its own text and of every definition, parameter and set behind the names it
says. Two books that give a measure one fingerprint give every family one answer for it, so it is not decided anew.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from ryadom.feel import Expression
from ryadom.rules.compiled import DATED, CompiledCriterion, Measure, Rulebook


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


def reading(book: Rulebook, parameter: str) -> tuple[str, ...]:
    """The measures whose rules read a parameter, in any version: a reference date may lead to an old one."""
    name = book.parameters[parameter].name
    prints = Fingerprints(book, {})
    return tuple(id for id, measure in book.measures.items() if name in prints.reached(measure))


class Fingerprints:
    """The fingerprints of one book with numbers on trial."""

    def __init__(self, book: Rulebook, parameters: Mapping[str, Any]) -> None:
        self.book, self.trial = book, parameters
        self.parameters = {one.name: one for one in book.parameters.values()}
        self.behind: dict[str, frozenset[str]] = {}

    @cached_property
    def ground(self) -> str:
        """What every measure stands on: the catalogue, calendars, situations' absence of meaning left out."""
        facts = {key: repr(kind.file) for key, kind in self.book.facts.items()}
        return _hash([sorted(facts.items()), sorted((year, repr(c)) for year, c in self.book.calendars.items())])

    def of(self, id: str) -> str | None:
        """The fingerprint of a measure, None where the book has none such."""
        measure = self.book.measures.get(id)
        if measure is None:
            return None
        names = sorted(self.reached(measure))
        return _hash([measure.mode, repr(measure.file), [[name, self.meaning(name)] for name in names]])

    def meaning(self, name: str) -> str:
        """What a name stands for, as text."""
        if name in self.parameters:
            one = self.parameters[name]
            given = self.trial.get(name, self.trial.get(one.id))
            return repr((one.type, one.keys, one.choices, one.values, given))
        if name in self.book.definitions:
            found = self.book.definitions[name]
            return repr([(v.first, v.last, v.rule.text) for v in found.versions])
        kind = self.book.names[name]
        return repr((kind, self.book.sets.get(kind.id) if kind.kind == "set" else None))

    def reached(self, measure: Measure) -> frozenset[str]:
        """Every name of the book that the measure's rules may read, themselves or through definitions."""
        found: set[str] = set()
        waiting = [name for rule in _rules(measure) for name in self.said(rule)]
        waiting += [v.file.composition for v in measure.versions if v.file.composition]
        while waiting:
            name = waiting.pop()
            if name not in found and name in self.book.names:
                found.add(name)
                waiting += self.of_definition(name)
        return frozenset(found)

    def of_definition(self, name: str) -> frozenset[str]:
        """The names that a definition says; none for what is no definition."""
        if name not in self.behind:
            versions = self.book.definitions[name].versions if name in self.book.definitions else ()
            self.behind[name] = frozenset(said for version in versions for said in self.said(version.rule))
        return self.behind[name]

    def said(self, rule: Expression) -> frozenset[str]:
        """Every word of a rule that is a name of the book, also behind a dot (`ребёнок.возраст`): rather one too many
        than one too few.
        """
        return frozenset(word.removesuffix(DATED) for word in _words(rule.tree)) & self.book.words


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
    elif isinstance(node, tuple | list | frozenset):
        for part in node:
            yield from _words(part)
    elif is_dataclass(node) and not isinstance(node, type):
        for one in fields(node):
            yield from _words(getattr(node, one.name))


def _hash(said: Any) -> str:
    return sha256(json.dumps(said, ensure_ascii=False, default=str).encode()).hexdigest()
