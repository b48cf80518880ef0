"""What a parameter reaches: the measures that read it, and which of their conditions do not. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.compiled import CompiledCriterion, CompiledVersion, Measure, Rulebook
from ryadom.rules.everyone.decided import STATES, Decided
from ryadom.rules.outcomes import Outcome, State
from ryadom.rules.uses import measures_using, parameters_behind

SURELY_NOT = tuple(STATES.index(one) for one in (State.NOT_MET, State.NOT_YET))


@dataclass(frozen=True)
class Reached:
    """The measures that read a parameter, and whether it decides who receives or only how much.

    `standing` names, for each version of a measure, the criteria that do not read the parameter: where one of them is
    surely not met, no value of the parameter gives anything.
    """

    parameter: str
    measures: tuple[str, ...]
    standing: Mapping[tuple[str, int], frozenset[str]]
    threshold: bool


def reached_by(book: Rulebook, parameter: str, on: date) -> Reached:
    """What moves with a parameter from the day on. Raises KeyError for an unknown one."""
    measures = measures_using(book, on)[parameter]
    standing = dict(_standing(book, (book.measures[one] for one in measures), parameter))
    criteria = {key: _ids(book.measures[key[0]], key[1]) for key in standing}
    return Reached(parameter, measures, standing, any(standing[key] < criteria[key] for key in standing))


def live(found: Reached, decided: Iterable[Decided], families: int) -> NDArray[np.int64]:
    """The families of a part for whom some value of the parameter may change something."""
    alive = np.zeros(families, np.bool_)
    for one in decided:
        alive[one.family[~_dead(found, one)]] = True
    return np.flatnonzero(alive)


def _dead(found: Reached, one: Decided) -> NDArray[np.bool_]:
    dead = one.is_outcome(Outcome.CLOSED)
    if one.version is None:
        return dead
    for at, criterion in enumerate(one.criterion_ids):
        if criterion in found.standing[one.measure, one.version]:
            dead |= np.isin(one.state(at), SURELY_NOT)
    return dead


def _standing(
    book: Rulebook, measures: Iterable[Measure], parameter: str
) -> Iterator[tuple[tuple[str, int], frozenset[str]]]:
    for measure in measures:
        always = frozenset(criterion.file.id for criterion, _ in measure.standing)
        for version in measure.versions:
            whole = parameter in parameters_behind(book, _everywhere(version))
            own = () if whole else (c for c in version.criteria if parameter not in _read_by(book, c))
            yield (measure.id, version.index), always | {criterion.file.id for criterion in own}


def _everywhere(version: CompiledVersion) -> Iterator[str]:
    """What every condition of a version may depend on: who counts as the family, and which day is asked."""
    if version.file.composition:
        yield version.file.composition
    yield from version.reference.names | version.reference.functions


def _read_by(book: Rulebook, criterion: CompiledCriterion) -> frozenset[str]:
    rules = filter(None, (criterion.rule, criterion.not_yet_when, criterion.not_yet_from))
    own = parameters_behind(book, (name for rule in rules for name in rule.names | rule.functions))
    return own.union(*(_read_by(book, one) for one in criterion.group))


def _ids(measure: Measure, index: int) -> frozenset[str]:
    version = next(one for one in measure.versions if one.index == index)
    standing = {criterion.file.id for criterion, _ in measure.standing}
    return frozenset(standing | {criterion.file.id for criterion in version.criteria})
