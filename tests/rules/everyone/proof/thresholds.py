"""Where a book turns: the numbers, ages and days that its rules compare facts with, read off the rules themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, cached_property

from ryadom.feel import Expression
from ryadom.feel import tree as t
from ryadom.rules.compiled import DATED, CompiledCriterion, CompiledVersion, Definition, Rulebook

INCOME = "income:"
INCOMES = frozenset({"доход состава", "среднедушевой доход", "доход человека"})
FULL_YEARS, FULL_MONTHS, ADD_MONTHS = "полных лет", "полных месяцев", "прибавить месяцы"


@dataclass(frozen=True)
class Balance:
    """Two sides of a comparison (or the arguments of min and max), and the numeric facts that move them."""

    left: str
    right: str
    facts: tuple[str, ...]


@dataclass
class Edges:
    """What some rules compare facts with: whole months of age, days and numbers by fact; days in themselves."""

    months: dict[str, set[int]] = field(default_factory=dict)
    days: dict[str, set[date]] = field(default_factory=dict)
    numbers: dict[str, set[Decimal]] = field(default_factory=dict)
    turns: set[tuple[int | None, int, int]] = field(default_factory=set)  # year (None: any), month, day
    counts: set[str] = field(default_factory=set)  # texts of sides whose unit is one person or one week
    ages: set[str] = field(default_factory=set)  # texts of sides that are years or months lived: a day is their unit

    def add(self, other: Edges) -> None:
        for mine, theirs in ((self.months, other.months), (self.days, other.days), (self.numbers, other.numbers)):
            for key, values in theirs.items():
                mine.setdefault(key, set()).update(values)  # type: ignore[arg-type, attr-defined]
        self.turns |= other.turns
        self.counts |= other.counts
        self.ages |= other.ages


@dataclass(frozen=True)
class Reached:
    """What stands behind a piece of a rule: catalogue keys, and the functions called on the way."""

    facts: frozenset[str]
    calls: frozenset[str]


class Thresholds:
    """The thresholds of one book, looked up once."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.behind: dict[str, Reached] = {}

    @cached_property
    def of_book(self) -> Edges:
        """Those of all measures together."""
        found = Edges()
        for rule in self.rules():
            found.add(self.of(rule))
        return found

    @cached_property
    def by_measure(self) -> Mapping[tuple[str, int], tuple[Balance, ...]]:
        """The comparisons over numbers by measure and version, those inside its definitions included."""
        return {
            (measure.id, version.index): tuple(dict.fromkeys(self._balances(version_rules(version))))
            for measure in self.book.measures.values()
            for version in measure.versions
        }

    @cached_property
    def by_fact(self) -> Mapping[str, tuple[tuple[str, int, Balance], ...]]:
        """The same by the fact that moves them."""
        found: dict[str, list[tuple[str, int, Balance]]] = {}
        for (measure, version), balances in self.by_measure.items():
            for one in balances:
                for key in one.facts:
                    found.setdefault(key, []).append((measure, version, one))
        return {key: tuple(ones) for key, ones in sorted(found.items())}

    @cached_property
    def turning_days(self) -> tuple[date, ...]:
        """The days on which something begins or ends: versions, definitions, parameters, measures."""
        found: set[date] = set()
        for measure in self.book.measures.values():
            found |= {d for v in measure.versions for d in (v.file.from_, v.file.to) if d}
            found |= {measure.file.closed.on} if measure.file.closed else set()
        for definition in self.book.definitions.values():
            found |= {d for v in definition.versions for d in (v.first, v.last) if d}
        for parameter in self.book.parameters.values():
            found |= {d for v in parameter.values for d in (v.from_, v.to) if d}
        for year, month, day in self.of_book.turns:
            found |= {date(y, month, day) for y in ([year] if year else range(2024, 2029))}
        return tuple(sorted(d for d in found if 2000 < d.year < 2035))

    @cache  # noqa: B019 - as long as the book
    def of(self, rule: Expression) -> Edges:
        """The thresholds of a rule and of the definitions that it names."""
        found = Edges()
        for one in (rule, *self.definitions(rule)):
            for node in walk(one.tree):
                if isinstance(node, t.Compare | t.Between | t.In):
                    self._compared(one, node, found)
        return found

    @cache  # noqa: B019
    def comparing(self, rule: Expression) -> tuple[Definition, ...]:
        """The definitions behind a rule that compare numbers."""
        named = (one for one in self.book.definitions.values() if one.versions)
        behind = set(self.definitions(rule))
        return tuple(
            one
            for one in named
            if any(v.rule in behind and any(_pair(node) for node in walk(v.rule.tree)) for v in one.versions)
        )

    def definitions(self, rule: Expression) -> Iterator[Expression]:
        """The rules of all definitions behind a rule."""
        seen: set[str] = set()
        wait = sorted(rule.names)
        while wait:
            name = wait.pop()
            if name in seen or name not in self.book.definitions:
                continue
            seen.add(name)
            for version in self.book.definitions[name].versions:
                yield version.rule
                wait.extend(sorted(version.rule.names))

    def rules(self) -> Iterator[Expression]:
        for measure in self.book.measures.values():
            for version in measure.versions:
                yield from version_rules(version)

    # --- one comparison ----------------------------------------------------------------------------------------------

    def _compared(self, rule: Expression, node: t.Node, found: Edges) -> None:
        reached = self.reached(rule, node)
        numbers, days, months = _literals(node)
        for key in reached.facts & self.dates:
            ages = {12 * (int(n) + more) for n in numbers for more in (0, 1) if FULL_YEARS in " ".join(reached.calls)}
            ages |= {int(n) for n in numbers if FULL_MONTHS in reached.calls}
            found.months.setdefault(key, set()).update(n for n in (*ages, *months) if 0 < n < 1300)
            found.days.setdefault(key, set()).update(date(*day) for day in days if day[0])
        if not reached.facts & self.dates:
            found.turns |= days
        for key in reached.facts & self.numeric:
            found.numbers.setdefault(key, set()).update(numbers)
        if "count" in reached.calls or reached.facts & self.small:
            found.counts |= set(_sides(rule, node))
        elif reached.facts & self.dates:
            found.ages |= set(_sides(rule, node))

    def reached(self, rule: Expression, node: t.Node) -> Reached:
        names = {n.name for n in walk(node) if isinstance(n, t.Name)}
        parts = [self._named(name) for name in names]
        return Reached(frozenset().union(*(p.facts for p in parts)), frozenset(names).union(*(p.calls for p in parts)))

    def _named(self, name: str) -> Reached:
        if name not in self.behind:
            self.behind[name] = self._look(name.removesuffix(DATED))
        return self.behind[name]

    def _look(self, name: str) -> Reached:
        if name in INCOMES:
            return Reached(frozenset({INCOME}), frozenset())
        known = self.book.names.get(name)
        if known is None:
            return Reached(frozenset(), frozenset({name}))
        if known.kind in ("person fact", "fact"):
            return Reached(frozenset({known.id}), frozenset())
        if name not in self.book.definitions:
            return Reached(frozenset(), frozenset())
        parts = [self.reached(v.rule, v.rule.tree) for v in self.book.definitions[name].versions]
        return Reached(frozenset().union(*(p.facts for p in parts)), frozenset().union(*(p.calls for p in parts)))

    def _balances(self, rules: Iterable[Expression]) -> Iterator[Balance]:
        for top in rules:
            for rule in (top, *self.definitions(top)):
                for node in walk(rule.tree):
                    pair = _pair(node)
                    facts = self.reached(rule, node).facts & (self.numeric | {INCOME}) if pair else frozenset()
                    if pair and facts:
                        left, right = (rule.text[slice(*side.span)] for side in pair)
                        yield Balance(left, right, tuple(sorted(facts)))

    @cached_property
    def dates(self) -> frozenset[str]:
        return self._typed("date")

    @cached_property
    def numeric(self) -> frozenset[str]:
        return self._typed("money", "number")

    @cached_property
    def small(self) -> frozenset[str]:
        return self._typed("number")

    def _typed(self, *types: str) -> frozenset[str]:
        return frozenset(key for key, kind in self.book.facts.items() if kind.file.type in types)


def version_rules(version: CompiledVersion) -> Iterator[Expression]:
    """Every formula of a version."""
    yield version.reference
    if version.amount:
        yield version.amount
    for criterion in version.criteria:
        yield from criterion_rules(criterion)


def criterion_rules(criterion: CompiledCriterion) -> Iterator[Expression]:
    yield from filter(None, (criterion.rule, criterion.not_yet_when, criterion.not_yet_from))
    for member in criterion.group:
        yield from criterion_rules(member)


def walk(node: t.Node) -> Iterator[t.Node]:
    """A node and everything below it."""
    yield node
    for child in t.children(node):
        yield from walk(child)


def near(day: date) -> tuple[date, date, date]:
    """The day before, the day, the day after."""
    return day - timedelta(days=1), day, day + timedelta(days=1)


def _pair(node: t.Node) -> tuple[t.Node, t.Node] | None:
    if isinstance(node, t.Compare):
        is_null = isinstance(node.right, t.Literal) and node.right.value is None
        return None if is_null else (node.left, node.right)
    is_end = isinstance(node, t.Call) and isinstance(node.callee, t.Name) and node.callee.name in ("min", "max")
    return (node.args[0], node.args[1]) if is_end and len(node.args) == 2 else None


def _sides(rule: Expression, node: t.Node) -> tuple[str, ...]:
    sides = (node.left, node.right) if isinstance(node, t.Compare) else (node.value,)  # type: ignore[attr-defined]
    return tuple(rule.text[slice(*side.span)] for side in sides)


def _literals(node: t.Node) -> tuple[set[Decimal], set[tuple[int | None, int, int]], set[int]]:
    """The numbers, the days and the months to add that stand in a comparison."""
    numbers: set[Decimal] = set()
    days: set[tuple[int | None, int, int]] = set()
    months: set[int] = set()
    for one in walk(node):
        if isinstance(one, t.Literal) and isinstance(one.value, date):
            days.add((one.value.year, one.value.month, one.value.day))
        elif isinstance(one, t.Literal) and isinstance(one.value, Decimal):
            numbers.add(one.value)
        elif isinstance(one, t.Call) and isinstance(one.callee, t.Name):
            plain = [a.value if isinstance(a, t.Literal) else None for a in one.args]
            if one.callee.name == "date" and len(plain) == 3 and plain[1] and plain[2]:
                year = int(plain[0]) if isinstance(plain[0], Decimal) else None
                days.add((year, int(plain[1]), int(plain[2])))
            elif one.callee.name == ADD_MONTHS and isinstance(plain[-1], Decimal):
                months.add(int(plain[-1]))
    return numbers, days, months
