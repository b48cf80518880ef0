"""How the criteria of a measure become one outcome, and which words a criterion gets.

Precedence: a criterion surely unmet (not_entitled or not_yet) > failed > unknown > likely > entitled.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from ryadom.feel import Compared, Cuts
from ryadom.packs.api import Text
from ryadom.rules.compiled import CompiledCriterion
from ryadom.rules.facts import NOTHING, FactRef, Family
from ryadom.rules.kinds import Criterion
from ryadom.rules.outcomes import CriterionAnswer, NotYetUntil, Outcome, State
from ryadom.rules.parameters import ParameterMissing, ParameterUse

NOT_MET_TEXT = Text(ru="Условие не выполнено.", en="The condition is not met.")
NOT_COMPUTED = Text(ru="сумма не вычислена", en="the sum was not computed")
OTHER_CATEGORY = Text(
    ru="Возможно, подходит другая категория: проверит специалист.",
    en="Another category may fit: a specialist will check.",
)


NO_FACTS: frozenset[FactRef] = frozenset()
UNTOLD = (None, None)


class Judged:
    """How a criterion came out, before words are chosen.

    `cuts`: the thresholds that unknown facts met. `told`: the words last chosen, and for which criterion.
    """

    __slots__ = (
        "askable",
        "broken",
        "compared",
        "cuts",
        "grounds",
        "group",
        "missing",
        "not_yet",
        "state",
        "told",
        "uses",
    )

    def __init__(
        self,
        state: State,
        missing: frozenset[FactRef] = NO_FACTS,
        uses: Mapping[Any, None] = NOTHING,
        compared: tuple[Compared, ...] = (),
        broken: Text | None = None,
        askable: bool = True,
        group: tuple[CriterionAnswer, ...] = (),
        cuts: Cuts | None = None,
    ) -> None:
        self.state, self.missing, self.uses, self.compared, self.broken = state, missing, uses, compared, broken
        self.askable, self.group, self.cuts = askable, group, cuts
        self.not_yet: NotYetUntil | None = None
        self.grounds: Grounds | None = None
        self.told: tuple[CompiledCriterion | None, CriterionAnswer | None] = UNTOLD

    def until(self, cure: NotYetUntil) -> "Judged":
        """The same criterion, where time or a step will cure it."""
        later = Judged(
            State.NOT_YET, self.missing, self.uses, self.compared, self.broken, self.askable, self.group, self.cuts
        )
        later.not_yet = cure
        return later

    def stands_on(self, family: Family) -> "Grounds":
        """What it stands on, worked out once for all who ask."""
        if self.grounds is None:
            facts = tuple([use for use in self.uses if type(use) is FactRef])
            others = len(self.uses) - len(facts)
            parameters = tuple([use for use in self.uses if type(use) is ParameterUse]) if others else ()
            held = not family.held.isdisjoint(facts)
            self.grounds = Grounds(facts, parameters, held and not family.said.isdisjoint(facts), held)
        return self.grounds


class Grounds(NamedTuple):
    """The facts and parameters of a criterion; whether a fact was only said, whether one is known at all."""

    facts: tuple[FactRef, ...]
    parameters: tuple[ParameterUse, ...]
    by_word: bool
    held: bool


def combine(judged: Iterable[Judged], complete: bool) -> Outcome:
    """The outcome of a measure from its criteria (joined by AND)."""
    not_yet = failed = unknown = unsure = False
    for one in judged:
        state = one.state
        if state is State.MET:
            continue
        if state is State.NOT_MET:
            return Outcome.NOT_ENTITLED
        if state is State.NOT_YET:
            not_yet = True
        elif state is State.FAILED:
            failed = True
        elif state is State.UNKNOWN and one.askable:
            unknown = True
        else:
            unsure = True
    if not_yet:
        return Outcome.NOT_YET
    if failed:
        return Outcome.FAILED
    if unknown:
        return Outcome.UNKNOWN
    return Outcome.LIKELY if unsure or not complete else Outcome.ENTITLED


def either(members: list[Judged], complete: bool) -> tuple[State, frozenset[FactRef], bool]:
    """A group: one member is enough. An incomplete list is at worst unknown, never a silent No."""
    states = [j.state for j in members]
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
    return frozenset().union(*[j.missing for _, j in judged if j.state is State.UNKNOWN and j.askable])


def latest_not_yet(judged: Iterable[tuple[CompiledCriterion, Judged]]) -> NotYetUntil | None:
    """The last of the cures: the day on which everything that waits is met."""
    waits = [j.not_yet for _, j in judged if j.not_yet]
    return max(waits, key=lambda w: w.on or date.min, default=None)


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
