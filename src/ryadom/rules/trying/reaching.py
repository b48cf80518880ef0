"""What a parameter reaches: the measures that read it, and which of their conditions do not. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ryadom.feel import Expression
from ryadom.rules.compiled import CompiledCriterion, CompiledVersion, Measure, Rulebook
from ryadom.rules.everyone.decided import STATES, Decided
from ryadom.rules.outcomes import Outcome, State
from ryadom.rules.whatif.touched import Fingerprints

SURELY_NOT = tuple(STATES.index(one) for one in (State.NOT_MET, State.NOT_YET))


@dataclass(frozen=True)
class VersionReached:
    """Of one version: the criteria that read the parameter, and the others."""

    reading: frozenset[str]
    standing: frozenset[str]


@dataclass(frozen=True)
class Reached:
    """The measures that read a parameter in any version: a reference date may lead to an old one. `threshold`: it
    decides who receives, not only how much.
    """

    parameter: str
    measures: tuple[str, ...]
    versions: Mapping[tuple[str, int], VersionReached]

    @property
    def threshold(self) -> bool:
        return any(one.reading for one in self.versions.values())

    def dead(self, one: Decided) -> NDArray[np.bool_]:
        """The rows that no value of the parameter can bring to life: a condition that does not read it is not met."""
        found = one.is_outcome(Outcome.CLOSED)
        standing = self.versions[one.measure, one.version].standing if one.version is not None else frozenset()
        for at, criterion in enumerate(one.criterion_ids):
            if criterion in standing:
                found |= np.isin(one.state(at), SURELY_NOT)
        return found


def reached_by(book: Rulebook, parameter: str) -> Reached:
    """What moves with a parameter. Raises KeyError for an unknown one."""
    reader = _Reader(book, book.parameters[parameter].name)
    found = [measure for measure in book.measures.values() if reader.reads_any(measure)]
    pairs = ((measure, version) for measure in found for version in measure.versions)
    versions = {(measure.id, version.index): reader.version(measure, version) for measure, version in pairs}
    return Reached(parameter, tuple(measure.id for measure in found), versions)


def live(found: Reached, decided: Iterable[Decided], families: int) -> NDArray[np.int64]:
    """The families of a part for whom some value of the parameter may change something."""
    alive = np.zeros(families, np.bool_)
    for one in decided:
        alive[one.family[~found.dead(one)]] = True
    return np.flatnonzero(alive)


class _Reader:
    """Whether rules read one parameter, themselves or through definitions, however far down."""

    def __init__(self, book: Rulebook, name: str) -> None:
        self.name, self.prints = name, Fingerprints(book, {})
        self.known: dict[str, bool] = {}

    def reads_any(self, measure: Measure) -> bool:
        return any(self._version_reads(version) for version in measure.versions)

    def version(self, measure: Measure, version: CompiledVersion) -> VersionReached:
        own = {criterion.file.id: self._criterion(criterion) for criterion in version.criteria}
        if self._ground(version):  # who counts, or which day is asked: every condition may turn on it
            own = dict.fromkeys(own, True)
        always = {criterion.file.id for criterion, _ in measure.standing}
        reading = frozenset(id for id, reads in own.items() if reads)
        return VersionReached(reading, frozenset(always | own.keys()) - reading)

    def _version_reads(self, version: CompiledVersion) -> bool:
        amount = version.amount is not None and self._rule(version.amount)
        return amount or self._ground(version) or any(self._criterion(one) for one in version.criteria)

    def _ground(self, version: CompiledVersion) -> bool:
        composed = version.file.composition
        return self._rule(version.reference) or (bool(composed) and self._name(str(composed)))

    def _criterion(self, one: CompiledCriterion) -> bool:
        rules = filter(None, (one.rule, one.not_yet_when, one.not_yet_from))
        return any(self._rule(rule) for rule in rules) or any(self._criterion(member) for member in one.group)

    def _rule(self, rule: Expression) -> bool:
        return any(self._name(name) for name in self.prints.said(rule))

    def _name(self, name: str) -> bool:
        if name == self.name:
            return True
        if name not in self.known:
            self.known[name] = False  # definitions are acyclic: nothing asks this before it is answered
            self.known[name] = any(self._name(one) for one in _behind(self.prints, name))
        return self.known[name]


def _behind(prints: Fingerprints, name: str) -> Iterator[str]:
    yield from prints.of_definition(name)
