"""One version of a measure for its rows: criteria, outcome, amount; what `rules.judging` and `rules.answers` do for one
family, over columns.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.feel import Expression
from ryadom.feel.columns import ABSENT, BEYOND, FALSE, NO_HIGH, NO_LOW, NULL, RAISED, TRUE, UNKNOWN, Line
from ryadom.feel.columns.arithmetic import CEILING, DOWN, HALF_UP, rounded
from ryadom.feel.columns.values import Value, line, only, truth
from ryadom.rules.amounts import rounded as rounded_plainly
from ryadom.rules.combining import can_be_asked
from ryadom.rules.compiled import CompiledCriterion, CompiledVersion, Measure
from ryadom.rules.everyone.block import Block, Rows
from ryadom.rules.everyone.dated import Days
from ryadom.rules.everyone.decided import BETWEEN, BROKEN, EXACT, NO_AMOUNT, NO_BOUND, OUTCOMES, STATES
from ryadom.rules.everyone.frames import frame
from ryadom.rules.everyone.reading import PERSONS, reads_income
from ryadom.rules.facts import PROVED
from ryadom.rules.outcomes import Outcome, State
from ryadom.rules.snapshots import columns as c
from ryadom.rules.snapshots.columns import FactColumn

MET, LIKELY, UNSURE, NOT_YET, NOT_MET, FAILED = (STATES.index(state) for state in State)
# What the truth of a rule says of its criterion.
_STATE = np.zeros(5, np.int8)
for _code, _state in ((FALSE, NOT_MET), (UNKNOWN, UNSURE), (NULL, FAILED), (TRUE, MET), (RAISED, FAILED)):
    _STATE[_code] = _state

_PROVES = np.array([at < len(c.SOURCES) and c.SOURCES[at] in PROVED for at in range(c.SOURCE + 1)])
NONE: Mapping[int, "Judged"] = MappingProxyType({})
_PRECEDENCE = (Outcome.NOT_ENTITLED, Outcome.NOT_YET, Outcome.FAILED, Outcome.UNKNOWN, Outcome.LIKELY)
Masks = NDArray[np.uint64]
States = NDArray[np.int8]


@dataclass
class Judged:
    """How one criterion came out in each row. `facts` are bits of catalogue facts, `own` the criterion's own fact."""

    state: States
    facts: Masks
    own: Masks
    askable: NDArray[np.bool_]

    def of(self, rows: NDArray[np.int64]) -> "Judged":
        """How it came out in chosen rows."""
        return Judged(self.state[rows], self.facts[rows], self.own[rows], self.askable[rows])


@dataclass
class Verdict:
    """One version for its rows."""

    outcome: States
    criteria: list[Judged]
    handed: NDArray[np.bool_]
    shared: Masks
    none: Masks  # what a criterion has that waits for nothing
    own_facts: list[str] = field(default_factory=list)

    @property
    def missing(self) -> Masks:
        """The catalogue facts that unknown criteria wait for."""
        return _together(
            [only(one.facts, _waits(one)) for one in self.criteria if one.facts is not self.none], self.none
        )

    @property
    def own_missing(self) -> Masks:
        waiting = [one for one in self.criteria if one.own is not self.none]
        return _together([only(one.own, _waits(one)) for one in waiting], self.none)


def _waits(one: Judged) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (one.state == UNSURE) & one.askable
    return found


def _together(masks: list[Masks], none: Masks) -> Masks:
    found = none
    for mask in masks:
        found = mask if found is none else found | mask
    return found


def _seen(states: list[States]) -> NDArray[np.uint8]:
    """Which states stand in each row, a bit each."""
    found = np.left_shift(1, states[0], dtype=np.uint8, casting="unsafe")
    for state in states[1:]:
        found |= np.left_shift(1, state, dtype=np.uint8, casting="unsafe")
    return found


def _unasked(one: Judged) -> States:
    """What nobody may be asked stays likely."""
    return np.where((one.state == UNSURE) & ~one.askable, np.int8(LIKELY), one.state)


@cache
def _first_of(order: tuple[int, ...], last: int) -> States:
    """By which states are seen: the first of an order that is."""
    seen = range(2 ** len(STATES))
    return np.array([next((one for one in order if at >> one & 1), last) for at in seen], np.int8)


@cache
def _outcomes(last: Outcome) -> States:
    """By which states are seen: the outcome of criteria joined by AND."""
    order = (NOT_MET, NOT_YET, FAILED, UNSURE, LIKELY)
    told = {state: _place(outcome) for state, outcome in zip(order, _PRECEDENCE, strict=True)}
    seen = range(2 ** len(STATES))
    return np.array([next((told[one] for one in order if at >> one & 1), _place(last)) for at in seen], np.int8)


class Judging:
    """A version of a measure over some rows of a block."""

    def __init__(self, block: Block, measure: Measure, version: CompiledVersion, rows: Rows, day: Days) -> None:
        self.block, self.measure, self.version, self.rows, self.day = block, measure, version, rows, day
        self.each = measure.file.for_ in ("adult", "child")
        self.own_facts: list[str] = []
        self.handed = np.zeros(len(rows), np.bool_)
        self.zeros = np.zeros(len(rows), np.uint64)

    def run(self, rule: Expression, scoped: bool) -> Value:
        return frame(self.block, self.rows, self.day, self.version if scoped else None).run(rule)

    # -- criteria --

    def verdict(self, kept: Mapping[int, Judged] = NONE) -> Verdict:
        """Every criterion, and the outcome before anything is tried. `kept`: criteria judged already, by place."""
        judged = [kept.get(at) or self.judge(criterion) for at, criterion in enumerate(self.version.criteria)]
        for at, (_, received) in enumerate(self.measure.standing, len(judged)):
            judged.append(kept.get(at) or self.not_received(received))
        for one in judged:
            if one.facts is not self.zeros:
                self.handed |= (one.facts & BEYOND) != 0
        shared = self.zeros if kept else self.shared(judged)
        return Verdict(self.combined(judged), judged, self.handed, shared, self.zeros, self.own_facts)

    def judge(self, criterion: CompiledCriterion) -> Judged:
        judge = criterion.judge
        if judge == "rule":
            judged = self.by_rule(criterion)
        elif judge == "any":
            judged = self.by_group(criterion)
        else:
            judged = self.by_person(criterion, judge)
        if criterion.not_yet_when is not None and (judged.state == NOT_MET).any():
            self.perhaps_later(criterion.not_yet_when, judged)
        return judged

    def by_rule(self, criterion: CompiledCriterion) -> Judged:
        assert criterion.rule is not None
        found = truth(self.run(criterion.rule, criterion.reach.measure))
        code = np.broadcast_to(found.code, len(self.rows))
        facts = self.zeros if found.mask is None else np.broadcast_to(found.mask, len(self.rows))
        state = self.unless_estimated(criterion.rule, _STATE.take(code))
        return Judged(state, facts, self.zeros, np.ones(len(self.rows), np.bool_))

    def unless_estimated(self, rule: Expression, state: States) -> States:
        """What rests on an estimated income is at most likely. Where a rule may not have looked at it, one family
        tells.
        """
        reading = reads_income(self.block.told.book, rule)
        if not reading:
            return state
        rough = self.estimated() & (state == MET)
        if reading == "perhaps":
            self.handed |= rough
        return np.where(rough, np.int8(LIKELY), state)

    def estimated(self) -> NDArray[np.bool_]:
        """The rows whose income is an estimate."""
        found: NDArray[np.bool_] = frame(self.block, self.rows, self.day, self.version).estimated()
        return found

    def by_group(self, criterion: CompiledCriterion) -> Judged:
        """One member is enough; an incomplete list is at worst unknown, never a silent No."""
        parts = [self.judge(part) for part in criterion.group]
        seen = _seen([part.state for part in parts])
        state = _first_of((MET, LIKELY, UNSURE, FAILED), NOT_MET if criterion.file.complete else UNSURE).take(seen)
        unsure = [part.state == UNSURE for part in parts]
        asked: Any = np.any([mine & part.askable for mine, part in zip(unsure, parts, strict=True)], axis=0)
        askable = asked | (seen & (1 << UNSURE) == 0)
        waiting = list(zip(unsure, parts, strict=True))
        facts: Any = _together([only(one.facts, mine) for mine, one in waiting], self.zeros)
        own = _together([only(one.own, mine) for mine, one in waiting], self.zeros)
        open_ = state == UNSURE
        if any(part.rule is not None and reads_income(self.block.told.book, part.rule) for part in criterion.group):
            self.handed |= self.estimated() & (state == MET)  # whether a member looked at it, one family tells
        handed: Any = facts & BEYOND  # a member that columns cannot tell might have been the one that is enough
        facts = only(facts, open_) | only(handed, state != MET)
        return Judged(state, facts, only(own, open_), askable)

    def by_person(self, criterion: CompiledCriterion, judge: str) -> Judged:
        """A person or a paper decides: said is likely, confirmed is met."""
        key = f"{judge}:{self.measure.id}/{criterion.file.id}"
        known, value, source, about = self.mark(key, self.each and criterion.file.each)
        proved = _PROVES.take(source)
        if judge == "document":
            no, sure = value == c.DOCUMENT.index("none"), value == c.DOCUMENT.index("verified")
        else:
            no, sure = value == 0, proved & (value == 1)
        state = np.where(no, NOT_MET, np.where(sure & ~about, MET, LIKELY))
        state = np.where(known, state, UNSURE).astype(np.int8)
        own = np.where(known, self.zeros, self.own_bit(key))
        return Judged(state, self.zeros, own, np.full(len(self.rows), can_be_asked(criterion)))

    def not_received(self, received: str) -> Judged:
        key = f"received:{received}"
        known, value, _, _ = self.mark(key, self.each)
        state = np.where(known, np.where(value != 0, NOT_MET, MET), UNSURE).astype(np.int8)
        own = np.where(known, self.zeros, self.own_bit(key))
        return Judged(state, self.zeros, own, np.ones(len(self.rows), np.bool_))

    def own_bit(self, key: str) -> np.uint64:
        if key not in self.own_facts:
            self.own_facts.append(key)
        return np.uint64(1 << self.own_facts.index(key))

    def mark(self, key: str, each: bool) -> tuple[Any, Any, Any, Any]:
        """A fact outside the catalogue: known, value, source, estimated. The person's own comes first, else the
        family's.
        """
        family = _mark(self.block.part.family.get(key), self.rows.family)
        if not each or self.rows.person is None:
            return family
        own = _mark(self.block.part.person.get(key), self.rows.person)
        known, *rest = (np.where(own[0], mine, theirs) for mine, theirs in zip(own, family, strict=True))
        return known, *rest  # type: ignore[return-value]

    def perhaps_later(self, when: Expression, judged: Judged) -> None:
        """An unmet criterion that time or a step can cure is "not yet"."""
        found = truth(self.run(when, True))
        yes = np.broadcast_to(found.code == TRUE, len(self.rows))
        unmet = judged.state == NOT_MET
        judged.state = np.where(unmet & yes, np.int8(NOT_YET), judged.state)
        if found.mask is not None:
            self.handed |= unmet & ((found.mask & BEYOND) != 0)

    # -- together --

    def combined(self, judged: list[Judged]) -> States:
        """The outcome of criteria joined by AND: the same precedence as for one family."""
        last = Outcome.ENTITLED if self.version.file.who.complete else Outcome.LIKELY
        states = [one.state if one.askable.all() else _unasked(one) for one in judged]
        seen = _seen(states) if states else np.zeros(len(self.rows), np.uint8)
        return _outcomes(last).take(seen)

    def shared(self, judged: list[Judged]) -> Masks:
        """The missing facts that are read in two places: only there can the outcome be needlessly unknown."""
        once, twice = self.zeros.copy(), self.zeros.copy()
        criteria: list[CompiledCriterion | None] = [*self.version.criteria, *(None for _ in self.measure.standing)]
        for criterion, one in zip(criteria, judged, strict=True):
            if one.facts is self.zeros:
                continue
            facts = only(one.facts, _waits(one))
            twice |= once & facts
            once |= facts
            if criterion is not None and criterion.repeated:
                twice |= facts & self.repeated(criterion)
        return twice & ~BEYOND & ~self.block.told.bit(PERSONS)

    def repeated(self, criterion: CompiledCriterion) -> np.uint64:
        """The bits of the facts that one criterion reads twice."""
        names = self.block.told.book.names
        keys = {names[name].id for name in criterion.repeated if name in names}
        return np.uint64(sum(1 << bit for key, bit in self.block.told.bits.items() if key in keys))

    # -- money --

    def amount(self) -> tuple[Any, Any, Any, Any]:
        """Low and high kopecks, how the amount is known, and the rows where columns cannot tell it."""
        rule, amount = self.version.file.amount, self.version.amount
        size = len(self.rows)
        if rule is None or amount is None:
            none = np.zeros(size, np.int64)
            return none, none, np.zeros(size, np.int8) + np.int8(NO_AMOUNT), np.zeros(size, np.bool_)
        value = self.run(amount, self.version.amount_reach.measure)
        if isinstance(value, Decimal):
            kopecks = int((rounded_plainly(value, rule.round) * 100).to_integral_value("ROUND_FLOOR"))
            low = np.full(size, kopecks)
            return low, low, np.full(size, EXACT, np.int8), np.zeros(size, np.bool_)
        return _kopecks(line(value), rule.round, size)  # a quotient outside a rounding is not in columns


_ROUNDING = {
    "kopeck half up": (HALF_UP, 2), "kopeck down": (DOWN, 2), "rouble half up": (HALF_UP, 0), "rouble up": (CEILING, 0),
}  # fmt: skip


def _kopecks(value: Line, how: str, size: int) -> tuple[Any, Any, Any, Any]:
    if how in _ROUNDING:
        mode, places = _ROUNDING[how]
        value = line(rounded(mode, value, places))
    low, high = (_scaled(end, value.scale, size) for end in (value.low, value.high))
    mask = np.uint64(0) if value.mask is None else value.mask
    null = np.int8(0) if value.null is None else value.null
    state = np.where(null >= ABSENT, BROKEN, np.where(mask != 0, BETWEEN, EXACT))
    gone = null >= ABSENT
    handed = np.broadcast_to((mask & BEYOND) != 0, size)
    state = np.broadcast_to(state, size).astype(np.int8)
    return np.where(gone, 0, low), np.where(gone, 0, high), state, handed


def _scaled(end: Any, scale: int, size: int) -> Any:
    """An end in kopecks; what is finer is cut down, and no end stays none."""
    end = np.broadcast_to(end, size)
    kopecks = end * 10 ** (2 - scale) if scale <= 2 else end // 10 ** (scale - 2)
    return np.where(end >= NO_HIGH, NO_BOUND, np.where(end <= NO_LOW, -NO_BOUND, kopecks))


def _mark(held: FactColumn | None, rows: Any) -> tuple[Any, Any, Any, Any]:
    if held is None:
        none = np.zeros(len(rows), np.int8)
        return none != 0, none, none, none != 0
    state = held.state[rows]
    source = state & c.SOURCE
    nothing = np.int8(c.DOCUMENT.index("none") if held.type == "choice" else 0)
    value = np.where((state & c.ABSENT) != 0, nothing, held.values[rows].astype(np.int8))
    return source != 0, value, source, (state & c.ABOUT) != 0


def _place(outcome: Outcome) -> np.int8:
    return np.int8(OUTCOMES.index(outcome))


__all__ = ["Judged", "Judging", "Verdict"]
