"""What a measure reads, found from its rules before any family is looked at: the facts get the bits of a mask."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ryadom.feel import Expression
from ryadom.feel import tree as t
from ryadom.feel.columns import names_in
from ryadom.rules.compiled import CompiledCriterion, Measure, Rulebook

INCOME = "income"  # the total of the composition in the measure's window
PERSONS = "persons"  # the list of members itself
MOST_BITS = 62  # of a mask, beside the one that hands over


def rules_of(measure: Measure) -> Iterator[Expression]:
    """Every expression of a measure."""
    for version in measure.versions:
        yield version.reference
        yield from (rule for criterion in version.criteria for rule in _of_criterion(criterion))
        if version.amount is not None:
            yield version.amount


def _of_criterion(criterion: CompiledCriterion) -> Iterator[Expression]:
    for part in (criterion, *criterion.group):
        yield from (rule for rule in (part.rule, part.not_yet_when) if rule is not None)


_INCOMES = frozenset({"доход состава", "среднедушевой доход", "доход человека"})
_PEOPLE = frozenset({"состав", "человек в составе", *_INCOMES})


class Reads:
    """The catalogue facts behind names, definitions followed in all their versions."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.known: dict[str, frozenset[str]] = {}

    def of_measure(self, measure: Measure) -> frozenset[str]:
        """The keys of all facts that the rules of a measure may read, and INCOME."""
        names = {name for rule in rules_of(measure) for name in names_in(rule.tree)}
        if names & self._needing_people(names):
            names |= {version.file.composition or "роль в семье" for version in measure.versions}
        return frozenset().union(*(self.behind(name) for name in names), frozenset({"family-role", PERSONS}))

    def of_names(self, names: frozenset[str], composition: str | None) -> frozenset[str]:
        """The facts behind some names, as a measure with such a composition sees them."""
        if self._needing_people(names):
            names |= {composition or "роль в семье"}
        return frozenset().union(*(self.behind(name) for name in names))

    def _needing_people(self, names: Iterable[str]) -> set[str]:
        return {name for name in names if name in _PEOPLE or self._scoped(name)}

    def _scoped(self, name: str) -> bool:
        definition = self.book.definitions.get(name)
        return definition is not None and definition.measure_scoped

    def behind(self, name: str) -> frozenset[str]:
        """The facts behind one name."""
        if name not in self.known:
            self.known[name] = frozenset()  # definitions never refer in a circle
            self.known[name] = self._behind(name)
        return self.known[name]

    def _behind(self, name: str) -> frozenset[str]:
        if name in _INCOMES:
            return frozenset({INCOME})
        definition = self.book.definitions.get(name)
        if definition is not None:
            said = {n for version in definition.versions for n in names_in(version.rule.tree)}
            return frozenset().union(*(self.behind(n) for n in said))
        known = self.book.names.get(name)
        if known is None or known.kind not in ("person fact", "fact"):
            return frozenset()
        return frozenset({known.id})


@dataclass(frozen=True)
class Batch:
    """Measures that share one numbering of facts, so that what they have in common is worked out once."""

    measures: tuple[Measure, ...]
    keys: tuple[str, ...]
    reads: Mapping[str, frozenset[str]]  # the keys of each measure


def batches(book: Rulebook, measures: Iterable[Measure]) -> tuple[list[Batch], list[Measure]]:
    """Measures in as few batches as their facts need, and those that read too many facts for one mask."""
    reads, found, too_many = Reads(book), [], []
    of_measure: dict[str, frozenset[str]] = {}
    gathered: list[tuple[list[Measure], set[str]]] = []
    for measure in measures:
        keys = of_measure[measure.id] = reads.of_measure(measure)
        if len(keys) > MOST_BITS:
            too_many.append(measure)
            continue
        fitting = [one for one in gathered if len(one[1] | keys) <= MOST_BITS]
        best = max(fitting, key=lambda one: len(one[1] & keys), default=None)
        if best is None:
            gathered.append(([measure], set(keys)))
        else:
            best[0].append(measure)
            best[1].update(keys)
    for members, keys_of in gathered:
        own = {measure.id: of_measure[measure.id] for measure in members}
        found.append(Batch(tuple(members), tuple(sorted(keys_of)), own))
    return found, too_many


def reads_income(book: Rulebook, rule: Expression) -> str:
    """Whether a rule looks at the income of the composition: "" never, "always", or "perhaps" (a part that comes
    before may decide alone).
    """
    key = ("reads income", rule.text)
    if key not in book.everyone:
        book.everyone[key] = _reads_income(book, rule)
    found: str = book.everyone[key]
    return found


def _reads_income(book: Rulebook, rule: Expression) -> str:
    trees, names = [rule.tree], set(names_in(rule.tree))
    waiting = list(names)
    while waiting:
        definition = book.definitions.get(waiting.pop())
        for version in definition.versions if definition else ():
            trees.append(version.rule.tree)
            fresh = set(names_in(version.rule.tree)) - names
            names |= fresh
            waiting.extend(fresh)
    if names.isdisjoint(_INCOMES):
        return ""
    return "perhaps" if any(_branches(tree) for tree in trees) else "always"


def _branches(node: t.Node) -> bool:
    return isinstance(node, t.Or | t.If | t.In) or any(_branches(child) for child in t.children(node))
