"""What a parameter reaches: the measures that read it, and whether it says who receives. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from ryadom.feel import Expression
from ryadom.rules.compiled import CompiledCriterion, CompiledVersion, Measure, Rulebook
from ryadom.rules.whatif.touched import Fingerprints


@dataclass(frozen=True)
class Reached:
    """The measures that read a parameter in any version: a reference date may lead to an old one. `threshold`: it
    decides who receives, not only how much.
    """

    parameter: str
    measures: tuple[str, ...]
    threshold: bool


def reached_by(book: Rulebook, parameter: str) -> Reached:
    """What moves with a parameter. Raises KeyError for an unknown one."""
    reader = _Reader(book, book.parameters[parameter].name)
    found = [measure for measure in book.measures.values() if reader.reads_any(measure)]
    threshold = any(reader.decides(version) for measure in found for version in measure.versions)
    return Reached(parameter, tuple(measure.id for measure in found), threshold)


class _Reader:
    """Whether rules read one parameter, themselves or through definitions, however far down."""

    def __init__(self, book: Rulebook, name: str) -> None:
        self.name, self.prints = name, Fingerprints(book, {})
        self.known: dict[str, bool] = {}

    def reads_any(self, measure: Measure) -> bool:
        return any(self._version_reads(version) for version in measure.versions)

    def decides(self, version: CompiledVersion) -> bool:
        """Whether it says who receives: by a condition, by who counts, or by which day is asked."""
        return self._ground(version) or any(self._criterion(one) for one in version.criteria)

    def _version_reads(self, version: CompiledVersion) -> bool:
        return self.decides(version) or (version.amount is not None and self._rule(version.amount))

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
