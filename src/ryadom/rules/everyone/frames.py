"""How a rule sees a block: a frame is the view of one measure version from each of its rows, on its reference date."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import numpy as np

from ryadom.feel import Expression
from ryadom.feel.columns import (
    BEYOND,
    FALSE,
    NO_HIGH,
    RAISED,
    TRUE,
    Line,
    Members,
    NotInColumns,
    Printed,
    Truth,
    print_columns,
)
from ryadom.feel.columns.lists import count, total, undecided
from ryadom.feel.columns.logic import choose
from ryadom.feel.columns.values import RAISED_NULL, RAISED_VALUE, Value, one_scale, take, truth
from ryadom.rules.compiled import DATED, MEASURE_SCOPED, CompiledVersion, Definition
from ryadom.rules.everyone.block import Block, Rows
from ryadom.rules.everyone.dated import Days, numbers_at, plain_keys
from ryadom.rules.everyone.leaves import leaf
from ryadom.rules.everyone.lending import ESTIMATE
from ryadom.rules.everyone.reading import INCOME, PERSONS
from ryadom.rules.everyone.told import MOST_INCOME
from ryadom.rules.incomes import DEFAULT, months_between, window
from ryadom.rules.names import PER_HEAD
from ryadom.rules.parameters import ParameterMissing

ALL_MEMBERS = "члены семьи"


@lru_cache(maxsize=20_000)
def printed(rule: Expression) -> Printed:
    """The closures of a rule, made once. Raises NotInColumns."""
    return print_columns(rule)


def frame(block: Block, rows: Rows, day: Days, version: CompiledVersion | None = None) -> "Frame":
    """The view from some rows; measures that lend the same composition and window look through one frame."""
    scope = version.scope if version is not None else None
    key = (rows.key, day.key, scope)
    found: Frame | None = block.frames.get(key)
    if found is None:
        found = block.frames[key] = Frame(block, rows, day, version)
        if block.lending is not None:
            found.memo = block.lending.memo(*key, version if scope is not None else None)
    return found


class Frame:
    """The names as rules of one version see them, for each row, on its day."""

    def __init__(self, block: Block, rows: Rows, day: Days, version: CompiledVersion | None) -> None:
        self.block, self.rows, self.day, self.version = block, rows, day, version
        self.told, self.book = block.told, block.told.book
        self.memo: dict[Any, Value] = {}

    def run(self, rule: Expression) -> Value:
        """The value of a rule in every row."""
        return printed(rule).run(self)

    def read(self, name: str) -> Value:
        key = ("name", name)
        if key not in self.memo:
            self.memo[key] = self._read(name)
        return self.memo[key]

    def _read(self, name: str) -> Value:
        if self.version is not None and not self.scoped(name):
            return frame(self.block, self.rows, self.day).read(name)
        if name in _ENGINE:
            return _ENGINE[name](self)
        if name.endswith(DATED):
            return Table(self, self.book.names[name.removesuffix(DATED)].id)
        known = self.book.names[name]
        reader = _READERS.get(known.kind)
        if reader is None:
            raise NotInColumns(name)
        return reader(self, name, known.id)

    def scoped(self, name: str) -> bool:
        """Whether a name means something else for another measure."""
        definition = self.book.definitions.get(name)
        return name in MEASURE_SCOPED or (definition is not None and definition.measure_scoped)

    # -- facts and definitions --

    def person_fact(self, id: str) -> Value:
        if self.rows.person is None:  # nobody yet: it waits for the list of members
            return leaf(self.book.facts[id], None, len(self.rows), self.told.bit(PERSONS))
        if self.rows.key == "persons":
            return self.block.fact(id)
        return take(self.block.fact(id), self.rows.person)

    def family_fact(self, id: str) -> Value:
        return self.of_family(self.block.fact(id))

    def of_family(self, value: Value) -> Value:
        """A value of every family, carried to the rows."""
        return value if self.rows.whole else take(value, self.rows.family)

    def define(self, definition: Definition) -> Value:
        """The value of a definition here: of the version in force on each row's day."""
        if self.day.plain is not None:
            version = definition.at(self.day.plain)
            return RAISED_VALUE if version is None else self.run(version.rule)
        return self._by_day(definition)

    def _by_day(self, definition: Definition) -> Value:
        found: Value = RAISED_VALUE
        turns = sorted({v.first for v in definition.versions} | {_after(v.last) for v in definition.versions if v.last})
        for turn in turns:  # from the earliest on: each holds from its day until the next
            version = definition.at(turn)
            value = RAISED_VALUE if version is None else self.run(version.rule)
            if value is found:
                continue
            found = self._from_day(turn, value, found)
        return found

    def _from_day(self, turn: date, value: Value, before: Value) -> Value:
        since = self.day.since(turn)
        if since.all():
            return value
        if not since.any():
            return before
        if isinstance(value, Members) or isinstance(before, Members):
            return self._members_by_day(since, value, before)
        code = np.where(since, np.int8(TRUE), np.int8(FALSE))
        return choose(Truth(code), lambda: value, lambda: before)

    def _members_by_day(self, since: Any, value: Value, before: Value) -> Members:
        """The list of one version or of another, whose members are the same people; without one, nobody can be told."""
        lists = [one for one in (value, before) if isinstance(one, Members)]
        if any(one.asked is not None for one in lists) or any(one.start is not lists[0].start for one in lists):
            raise NotInColumns("lists of two kinds by versions of two days")
        each = np.repeat(since, np.diff(lists[0].start))
        now, then = (one.truth if isinstance(one, Members) else one for one in (value, before))
        found = choose(Truth(np.where(each, np.int8(TRUE), np.int8(FALSE))), lambda: now, lambda: truth(then))
        return Members(found, lists[0].start, lists[0].scope, None, lists[0].open)

    @property
    def family(self) -> "Frame":
        """The same view with nobody in particular: what families own is worked out once for all who ask."""
        if self.rows.own:
            return self
        if self.day.plain is not None:
            return frame(self.block, self.block.everyone, self.day, self.version)
        rows = Rows(("family", self.rows.key), self.rows.family, None, self.rows.whole, True)
        return frame(self.block, rows, self.day, self.version)

    def from_family(self, read: Callable[["Frame"], Value]) -> Value:
        """A value of the family's own view, carried to the rows."""
        family = self.family
        if family is self:
            return read(self)
        value = read(family)
        return (
            value
            if family.rows.whole == self.rows.whole and len(family.rows) == len(self.rows)
            else self.of_family(value)
        )

    # -- people --

    def members(self) -> Members:
        """Everyone listed in the family of each row."""
        part = self.block.part
        if self.rows.whole:
            rows, start, owner = self.block.persons, part.start, self.block.family_of
        else:
            person, start = part.persons_of(self.rows.family)
            owner = np.repeat(np.arange(len(self.rows)), np.diff(start))
            rows = Rows(("members", self.rows.key), self.rows.family[owner], person)
        scope = frame(self.block, rows, self.day.take(owner, ("members", self.rows.key)), self.version)
        open_ = self.block.part.open if self.rows.whole else self.block.part.open[self.rows.family]
        more = np.where(open_, self.told.bit(PERSONS), np.uint64(0)) if open_.any() else None
        return Members(Truth(np.full(len(rows), TRUE, np.int8)), start, scope, None, more)

    def composition(self) -> Value:
        name = self.version.file.composition if self.version is not None else None
        return self.read(name or ALL_MEMBERS)

    def applicant(self) -> "Frame":
        rows = self.block.applicants
        if not self.rows.whole:
            rows = Rows(("applicant", self.rows.key), self.rows.family, rows.person[self.rows.family])  # type: ignore[index]
        return frame(self.block, rows, self.day, self.version)

    # -- income --

    def window(self) -> tuple[date, date]:
        if self.day.plain is None:
            raise NotInColumns("income of windows that differ from row to row")
        rule = self.version.file.income if self.version is not None else None
        return window(rule or DEFAULT, self.day.plain)

    def income(self) -> Value:
        """The income of the composition in the window: told, else recorded, else scaled from other months, else not
        known. What is on trial comes before an estimate.
        """
        first, last = self.window()
        block, bit = self.block, self.told.bit(INCOME)
        told = block.told_income(first, last)
        found: Line = block.supposed.get(INCOME) or unknown_income(block.part.families, bit)
        trial = INCOME in block.supposed
        if told.near.any() and not trial:
            found = _where(told.near, told.line, found)
        recorded = self._recorded(first, last)
        if recorded is not None:
            found = _where(recorded[0], recorded[1], found)
        here = told.here & ~told.rough if trial else told.here
        return _where(here, told.line, found) if here.any() else found

    def supposed_income(self, unknown: Line, wanted: Any) -> Line:
        """Income on trial: anything where it is wanted, else what the family told of it."""
        told = self.block.told_income(*self.window())
        return _where(told.rough & ~wanted, told.line, unknown)

    def estimated(self) -> Any:
        """The rows whose income is an estimate: what rests on it is at most likely."""
        if ESTIMATE not in self.memo:
            self.memo[ESTIMATE] = Truth(np.where(self._estimated(), np.int8(TRUE), np.int8(FALSE)))
        return self.memo[ESTIMATE].code == TRUE

    def _estimated(self) -> Any:
        told = self.block.told_income(*self.window())
        _, covered = self.block.recorded(*self.window())
        rough = told.rough & (told.here | ~covered)
        on_trial = self.block.on_trial
        if on_trial is not None:
            rough = rough & ~on_trial
        return rough if self.rows.whole else rough[self.rows.family]

    def _recorded(self, first: date, last: date) -> tuple[Any, Line] | None:
        """The families whose records cover the window, and the sum of their compositions; where it is not known who
        belongs, anything from nothing on.
        """
        amounts, covered = self.block.recorded(first, last)
        if not covered.any():
            return None
        members = self.composition()
        if members is RAISED_VALUE:
            gone = np.full(len(covered), RAISED_NULL, np.int8)
            return covered, Line(np.zeros(len(covered), np.int64), np.zeros(len(covered), np.int64), None, gone, 2)
        if not isinstance(members, Members) or members.asked is not None:
            raise NotInColumns("a composition that is no list of the family")
        if np.any(members.truth.code == RAISED):
            raise NotInColumns("a composition without a number")
        found, mask = total(members, amounts), undecided(members)
        mask = np.where(found >= MOST_INCOME, BEYOND, mask)
        low, high = np.where(mask != 0, 0, found), np.where(mask != 0, NO_HIGH, found)
        return covered, Line(low, high, mask, None, 2, MOST_INCOME)

    # -- numbers --

    def number(self, id: str, keys: tuple[tuple[str, str], ...], day: Any, *, called: bool) -> Value:
        """A parameter on a day: one plain number, or by each row's day. Without a value: null where it was called
        with arguments, raised where its bare name stands.
        """
        parameter = self.book.parameters[id]
        missing = None if called else RAISED_VALUE
        given = self.given(parameter.name, id, keys)
        if type(day) is date:
            if given is not None:
                return given
            try:
                return parameter.at(day, self.book.region, keys).value
            except ParameterMissing:
                return missing
        if isinstance(given, Line):
            if not isinstance(day, Line) or day.null is not None:
                raise NotInColumns(f"{parameter.name} between two ends on something that is perhaps no day")
            return given
        return numbers_at(parameter, self.book.region, keys, day, given, called=called)

    def given(self, name: str, id: str, keys: tuple[tuple[str, str], ...]) -> Decimal | Line | None:
        """The number on trial, if this one is; a line where it lies between two ends."""
        told = self.told.parameters.get(name, self.told.parameters.get(id))
        if isinstance(told, dict):
            told = told.get("/".join(value for _, value in keys))
        return told if told is None or type(told) is Line else Decimal(told)


def unknown_income(size: int, bit: np.uint64) -> Line:
    return Line(np.zeros(size, np.int64), np.full(size, NO_HIGH), np.full(size, bit), None, 2, MOST_INCOME)


def _after(day: date) -> date:
    return date.fromordinal(min(day.toordinal() + 1, date.max.toordinal()))


def _where(rows: Any, first: Line, second: Line) -> Line:
    """The first line in some rows, the second in the others."""
    first, second = one_scale(first, second)
    mask = np.where(rows, _or_zero(first.mask), _or_zero(second.mask))
    null = None
    if first.null is not None or second.null is not None:
        null = np.where(rows, _or_there(first.null), _or_there(second.null))
    low, high = np.where(rows, first.low, second.low), np.where(rows, first.high, second.high)
    known = None if not mask.any() else mask
    return Line(low, low if known is None else high, known, null, first.scale, max(first.most, second.most))


def _or_zero(mask: Any) -> Any:
    return np.uint64(0) if mask is None else mask


def _or_there(null: Any) -> Any:
    return np.int8(0) if null is None else null


@dataclass(frozen=True, slots=True)
class Table:
    """A parameter as rules call it, over columns: keys are plain, the date may differ from row to row."""

    frame: Frame
    id: str

    def __call__(self, *values: Value, **named: Value) -> Value:
        parameter = self.frame.book.parameters[self.id]
        given = dict(zip(parameter.keys, values, strict=False)) | named
        on = given.pop("дата", self.frame.day.value)
        if RAISED_VALUE in (on, *given.values()):
            return RAISED_VALUE
        if on is None or set(given) != set(parameter.keys) or None in given.values():
            return None
        return self.frame.number(self.id, plain_keys(parameter, given), on, called=True)


_READERS: dict[str, Callable[[Frame, str, str], Value]] = {
    "person fact": lambda frame, name, id: frame.person_fact(id),
    "fact": lambda frame, name, id: frame.family_fact(id),
    "definition": lambda frame, name, id: frame.from_family(lambda f: f.define(frame.book.definitions[name])),
    "person definition": lambda frame, name, id: frame.define(frame.book.definitions[name]),
    "parameter": lambda frame, name, id: frame.number(id, (), frame.day.value, called=False),
    "table": lambda frame, name, id: Table(frame, id),
    "set": lambda frame, name, id: list(frame.book.sets[id]),
}


def _heads(frame: Frame) -> Value:
    members = frame.composition()
    if members is RAISED_VALUE:
        return members
    if not isinstance(members, Members):
        raise NotInColumns("a composition that is no list")
    return count(members)


def _months(frame: Frame) -> Value:
    return Decimal(months_between(*frame.window()))


_ENGINE: dict[str, Callable[[Frame], Value]] = {
    "дата": lambda frame: frame.day.value,
    "дата заявления": lambda frame: frame.told.on,
    "заявитель": lambda frame: frame.applicant(),
    "члены семьи": lambda frame: frame.from_family(Frame.members),
    "состав": lambda frame: frame.from_family(Frame.composition),
    "человек в составе": lambda frame: frame.from_family(_heads),
    "доход состава": lambda frame: frame.from_family(Frame.income),
    "месяцев в окне": _months,
    "среднедушевой доход": lambda frame: frame.from_family(lambda family: family.run(PER_HEAD)),
}

__all__ = ["Frame", "Table", "frame", "printed"]
