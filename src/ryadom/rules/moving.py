"""How the value of a rule moves with the day, read from its text.

The days on which a rule may come out differently are found by evaluating it once over a whole span of days: every
comparison of the day, or of a rising or falling image of it, with something that stands still leaves its threshold
behind. That list is complete only if the rule compares the day in no other way. This is what is proved here, by the
shape of the rule and of every definition behind it. A day of each year (`дата < date(дата.year, 6, 1)`) is a `season`;
a rule of any other shape is `loose`: its span is divided further.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import IntEnum
from typing import Any

from ryadom.feel import Expression
from ryadom.feel import tree as t
from ryadom.rules.compiled import DATED, Rulebook


class Level(IntEnum):
    """What a part of a rule is when only the day moves."""

    STILL = 0  # it stands still
    FREE = 1  # so does it, but it is a number with bounds: the day compared with it has no threshold
    STEPS = 2  # it changes only where a threshold was left behind
    IMAGE = 3  # the day itself, or a monotone image of it


AGES = frozenset({"полных лет", "полных лет со следующего дня", "полных месяцев"})
SHIFTS = frozenset({"прибавить месяцы", "начало месяца", "конец месяца"})
INCOMES = frozenset({"доход состава", "среднедушевой доход", "доход человека"})
DAYS = frozenset({"дата", "дата заявления"})


@dataclass(frozen=True, slots=True)
class Motion:
    level: Level
    loose: bool
    seasons: frozenset[tuple[int, int]] = frozenset()

    @property
    def moves(self) -> bool:
        return self.loose or self.level >= Level.STEPS


STILL = Motion(Level.STILL, False)


class Motions:
    """The motions of a book's rules. `dated`: the reference date moves, too (it is the day of applying)."""

    def __init__(self, book: Rulebook, *, dated: bool) -> None:
        self.book, self.dated = book, dated
        self.known: dict[tuple[str, str | None], Motion] = {}
        self.names: dict[str, Motion] = {}

    def of(self, rule: Expression, composition: str | None) -> Motion:
        """How a rule moves in a measure with this composition."""
        key = (rule.text, composition)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = _Reader(self, composition).read(rule)
        return found


class _Reader:
    """One walk through a rule and the definitions behind it."""

    def __init__(self, motions: Motions, composition: str | None) -> None:
        self.motions, self.book, self.composition = motions, motions.book, composition
        self.loose = False
        self.seasons: set[tuple[int, int]] = set()
        self.bound: dict[str, Level] = {}

    def read(self, rule: Expression) -> Motion:
        level = self.level(rule.tree)
        return Motion(level, self.loose, frozenset(self.seasons))

    def spoil(self) -> Level:
        self.loose = True
        return Level.STEPS

    def level(self, node: t.Node) -> Level:
        read = _READ.get(type(node))
        return read(self, node) if read is not None else self.plain(t.children(node))

    def plain(self, parts: Iterable[t.Node]) -> Level:
        """Anything that is not known to keep the thresholds of the day."""
        levels = [self.level(part) for part in parts]
        if Level.IMAGE in levels:
            return self.spoil()
        return max(levels, default=Level.STILL)

    def name(self, node: t.Name) -> Level:
        return self.bound[node.name] if node.name in self.bound else self.named(node.name)

    def named(self, name: str) -> Level:
        if name in DAYS:
            return Level.IMAGE if name == "дата заявления" or self.motions.dated else Level.STILL
        if name in INCOMES or name in ("состав", "человек в составе"):
            return self.income(name)
        known = self.book.names.get(name)
        if known is None:
            return Level.STILL
        if known.kind in ("parameter", "table"):
            return Level.STEPS if self.motions.dated else Level.STILL
        if known.kind in ("definition", "person definition"):
            return self.definition(name)
        if known.kind in ("fact", "person fact"):
            number = self.book.facts[known.id].file.type in ("number", "money")
            return Level.FREE if number else Level.STILL
        return Level.STILL

    def income(self, name: str) -> Level:
        level = self.definition(self.composition) if self.composition in self.book.definitions else Level.STILL
        if level is Level.IMAGE:
            level = self.spoil()
        if name in INCOMES and self.motions.dated:
            return Level.STEPS
        return max(level, Level.FREE)

    def definition(self, name: str | None) -> Level:
        assert name is not None
        outer, self.bound = self.bound, {}
        levels = [self.level(version.rule.tree) for version in self.book.definitions[name].versions]
        self.bound = outer
        return max(levels)

    def arith(self, node: t.Arith) -> Level:
        left, right = self.level(node.left), self.level(node.right)
        if Level.IMAGE not in (left, right):
            return max(left, right)
        other = node.right if left is Level.IMAGE else node.left
        counted = isinstance(other, t.Literal) and isinstance(other.value, Decimal)
        return Level.IMAGE if node.op in ("+", "-") and counted else self.spoil()

    def compared(self, node: t.Compare) -> Level:
        return self.pair(node.left, node.right)

    def between(self, node: t.Between) -> Level:
        return max(self.pair(node.value, node.low), self.pair(node.value, node.high))

    def pair(self, left: t.Node, right: t.Node) -> Level:
        """Two sides of a comparison: the day may be compared with what stands still, and with a day of its year."""
        if self.season(left, right) or self.season(right, left):
            return Level.STEPS
        levels = self.level(left), self.level(right)
        if Level.IMAGE not in levels:
            return max(levels)
        return Level.STEPS if Level.STILL in levels else self.spoil()

    def season(self, day: t.Node, other: t.Node) -> bool:
        """Whether this is `дата` beside `date(дата.year, 6, 1)`; the day is remembered."""
        if not (isinstance(other, t.Call) and isinstance(other.callee, t.Name) and other.callee.name == "date"):
            return False
        if not (isinstance(day, t.Name) and day.name not in self.bound and self.level(day) is Level.IMAGE):
            return False
        if len(other.args) != len(("year", "month", "day")):
            return False
        year, *rest = other.args
        if not (isinstance(year, t.Path) and year.key == "year" and year.source == replace(day, span=year.source.span)):
            return False
        numbers = [int(part.value) for part in rest if isinstance(part, t.Literal) and isinstance(part.value, Decimal)]
        if len(numbers) != len(rest):
            return False
        self.seasons.add((numbers[0], numbers[1]))
        return True

    def choice(self, node: t.If) -> Level:
        levels = [self.level(part) for part in (node.condition, node.then, node.otherwise)]
        return self.spoil() if Level.IMAGE in levels else max(levels)

    def path(self, node: t.Path) -> Level:
        source = self.level(node.source)
        if source is Level.IMAGE:
            return Level.IMAGE if node.key == "year" else self.spoil()
        own = self.named(node.key)
        if source is Level.STEPS:
            return self.spoil() if own is Level.IMAGE else Level.STEPS
        return max(source, own)

    def call(self, node: t.Call) -> Level:
        name = node.callee.name if isinstance(node.callee, t.Name) else ""
        values = [*node.args, *(value for _, value in node.named or ())]
        levels = [self.level(value) for value in values]
        bare = name.removesuffix(DATED)
        known = self.book.names.get(bare)
        if known is not None and known.kind in ("parameter", "table"):
            own = Level.STEPS if self.motions.dated else Level.STILL
            return Level.STEPS if max(levels, default=Level.STILL) >= Level.STEPS else own
        if Level.IMAGE not in levels:
            return max(levels, default=Level.STILL)
        rest = [level for level in levels if level is not Level.IMAGE]
        still = len(rest) == len(levels) - 1 and all(level is Level.STILL for level in rest)
        if name in AGES and still:
            return Level.IMAGE
        return Level.IMAGE if name in SHIFTS and still and levels[0] is Level.IMAGE else self.spoil()

    def loop(self, node: Any) -> Level:
        outer, self.bound = self.bound, dict(self.bound)
        levels = []
        for iterator in node.iterators:
            level = self.level(iterator.source)
            levels.append(level if iterator.end is None else max(level, self.level(iterator.end)))
            self.bound[iterator.name] = levels[-1]
        levels.append(self.level(node.condition if isinstance(node, t.Quantified) else node.body))
        self.bound = outer
        return self.spoil() if Level.IMAGE in levels else max(levels)


_READ: Mapping[type, Any] = {
    t.Name: _Reader.name,
    t.Arith: _Reader.arith,
    t.Compare: _Reader.compared,
    t.Between: _Reader.between,
    t.If: _Reader.choice,
    t.Path: _Reader.path,
    t.Call: _Reader.call,
    t.For: _Reader.loop,
    t.Quantified: _Reader.loop,
}
