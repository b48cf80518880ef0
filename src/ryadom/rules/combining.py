"""How the criteria of a measure become one outcome, and which words a criterion gets.

Precedence: a criterion surely unmet (not_entitled or not_yet) > failed > unknown > likely > entitled.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ryadom.feel import Compared
from ryadom.packs.api import Text
from ryadom.rules.compiled import CompiledCriterion
from ryadom.rules.facts import FactRef
from ryadom.rules.kinds import Criterion
from ryadom.rules.outcomes import CriterionAnswer, NotYetUntil, Outcome, State
from ryadom.rules.parameters import ParameterMissing

NOT_MET_TEXT = Text(ru="Условие не выполнено.", en="The condition is not met.")
NOT_COMPUTED = Text(ru="сумма не вычислена", en="the sum was not computed")
OTHER_CATEGORY = Text(
    ru="Возможно, подходит другая категория: проверит специалист.",
    en="Another category may fit: a specialist will check.",
)


@dataclass
class Judged:
    """How a criterion came out, before words are chosen."""

    state: State
    missing: frozenset[FactRef] = frozenset()
    uses: dict[Any, None] = field(default_factory=dict)
    compared: tuple[Compared, ...] = ()
    broken: Text | None = None
    askable: bool = True
    not_yet: NotYetUntil | None = None
    group: tuple[CriterionAnswer, ...] = ()


def combine(judged: Collection[Judged], complete: bool) -> Outcome:
    """The outcome of a measure from its criteria (joined by AND)."""
    states = {j.state for j in judged}
    if State.NOT_MET in states:
        return Outcome.NOT_ENTITLED
    if State.NOT_YET in states:
        return Outcome.NOT_YET
    if State.FAILED in states:
        return Outcome.FAILED
    if any(j.state is State.UNKNOWN and j.askable for j in judged):
        return Outcome.UNKNOWN
    if State.LIKELY in states or State.UNKNOWN in states or not complete:
        return Outcome.LIKELY
    return Outcome.ENTITLED


def either(members: list[Judged], complete: bool) -> tuple[State, frozenset[FactRef], bool]:
    """A group: one member is enough. An incomplete list is at worst unknown, never a silent No."""
    states = {j.state for j in members}
    for state in (State.MET, State.LIKELY):
        if state in states:
            return state, frozenset(), True
    missing = frozenset().union(*(j.missing for j in members))
    if State.UNKNOWN in states:
        return State.UNKNOWN, missing, any(j.askable for j in members if j.state is State.UNKNOWN)
    if State.FAILED in states:
        return State.FAILED, missing, True
    return (State.NOT_MET if complete else State.UNKNOWN), missing, True


def not_entered(missing: ParameterMissing) -> Text:
    """A parameter without a value, by name, keys and date: «прожиточный минимум (дети) на 2027 год не внесён»."""
    keys = ", ".join(value for _, value in missing.keys)
    behind = f" ({keys})" if keys else ""
    name = missing.label.said("en") if missing.label else f"“{missing.name}”"
    day = f"{missing.on:%d.%m.%Y}"
    return Text(ru=f"{missing.name}{behind} на {day} не внесён", en=f"{name}{behind} for {day} is not entered")


def not_in_force(name: str, on: date) -> Text:
    """A definition that has no version for the day."""
    return Text(
        ru=f"определение «{name}» не действует на {on.isoformat()}",
        en=f"the definition “{name}” is not in force on {on.isoformat()}",
    )


def no_answer(warnings: Iterable[str]) -> Text:
    """A rule that gave neither yes nor no, with what the language warned of."""
    return Text(
        ru="; ".join(warnings) or "правило не дало ответа да или нет", en="the rule gave neither a yes nor a no"
    )


def first_not_entered(uses: Iterable[Any]) -> Text | None:
    return next((not_entered(u) for u in uses if isinstance(u, ParameterMissing)), None)


def can_be_asked(criterion: CompiledCriterion) -> bool:
    """What an authority holds, or what the practice marks so, is checked by a specialist and never asked."""
    file = criterion.file
    return file.ask and not (criterion.judge == "document" and file.source_of_paper == "interagency")


def askable_missing(judged: Iterable[tuple[CompiledCriterion, Judged]]) -> frozenset[FactRef]:
    return frozenset().union(*(j.missing for _, j in judged if j.state is State.UNKNOWN and j.askable))


def latest_not_yet(judged: Iterable[tuple[CompiledCriterion, Judged]]) -> NotYetUntil | None:
    """The last of the cures: the day on which everything that waits is met."""
    waits = [j.not_yet for _, j in judged if j.not_yet]
    return max(waits, key=lambda w: w.on or date.min, default=None)


def read_together(judged: Iterable[Judged]) -> dict[Any, None]:
    """Everything that was read, in the order of reading."""
    found: dict[Any, None] = {}
    for one in judged:
        found.update(one.uses)
    return found


def words_of(file: Criterion, judged: Judged) -> Text | None:
    if judged.state in (State.MET, State.LIKELY):
        return file.met
    if judged.state is State.NOT_YET and judged.not_yet:
        return judged.not_yet.text
    if judged.state is State.NOT_MET:
        return file.unmet or NOT_MET_TEXT
    if judged.state is State.UNKNOWN and not file.complete and not judged.missing:
        return file.unknown or OTHER_CATEGORY
    return file.unknown
