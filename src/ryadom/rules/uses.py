"""Who uses a parameter: the measures whose rules read it, themselves or through definitions. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from ryadom.rules.compiled import DATED, CompiledCriterion, Measure, Rulebook


def measures_using(book: Rulebook, on: date) -> Mapping[str, tuple[str, ...]]:
    """parameter id -> ids of the measures that read it in a version that holds on the day or will hold later."""
    reached = _Reached(book)
    found: dict[str, list[str]] = {id: [] for id in book.parameters}
    for measure in book.measures.values():
        for parameter in reached.by(_names(measure, on)):
            found[parameter].append(measure.id)
    return {parameter: tuple(measures) for parameter, measures in found.items()}


class _Reached:
    """Parameters behind names; a definition is walked once. Definitions are acyclic: the compiler sees to it."""

    def __init__(self, book: Rulebook) -> None:
        self.definitions = book.definitions
        self.parameters = {parameter.name: parameter.id for parameter in book.parameters.values()}
        self.behind: dict[str, frozenset[str]] = {}

    def by(self, names: Iterable[str]) -> frozenset[str]:
        found: set[str] = set()
        for name in names:
            plain = name.removesuffix(DATED)  # `МРОТ(дата: ...)` is kept under another name
            if plain in self.parameters:
                found.add(self.parameters[plain])
            elif name in self.definitions:
                found |= self.of_definition(name)
        return frozenset(found)

    def of_definition(self, name: str) -> frozenset[str]:
        if name not in self.behind:
            rules = (version.rule for version in self.definitions[name].versions)
            self.behind[name] = self.by(one for rule in rules for one in rule.names | rule.functions)
        return self.behind[name]


def _names(measure: Measure, on: date) -> Iterator[str]:
    """Every name that the measure's rules say from the day on: a version that is over needs no new number."""
    closed = measure.file.closed
    if closed is not None and closed.on <= on:
        return
    for version in measure.versions:
        if version.file.to is not None and version.file.to < on:
            continue
        if version.file.composition:
            yield version.file.composition
        for rule in filter(None, (version.amount, version.reference)):
            yield from rule.names | rule.functions
        yield from _of_criteria(version.criteria)


def _of_criteria(criteria: Iterable[CompiledCriterion]) -> Iterator[str]:
    for one in criteria:
        for rule in filter(None, (one.rule, one.not_yet_when, one.not_yet_from)):
            yield from rule.names | rule.functions
        yield from _of_criteria(one.group)
