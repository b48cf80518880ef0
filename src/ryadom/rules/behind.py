"""What stands behind the names of a rule: every definition, number and set it may read, however far down. Pure.

One walk for everybody who asks which measures a number concerns: the form that enters it, the slider that moves it, the
scenario that changes it. It takes every word that is a name of the book, also behind a dot (`заявитель.возраст`), and
who counts as the family (`composition`): rather one too many than one too few.
"""

from collections.abc import Iterable, Iterator, Mapping

from ryadom.feel import Expression
from ryadom.feel import tree as t
from ryadom.rules.compiled import DATED, CompiledCriterion, CompiledVersion, Measure, Rulebook
from ryadom.rules.parameters import plain_key

ALL: None = None  # of a parameter: whichever of its numbers
Numbers = frozenset[str] | None  # keys joined with `/`
Names = Mapping[str, Numbers]


class Behind:
    """The names of one book and what stands behind them. A definition is walked once; the compiler sees to it that
    they are acyclic.
    """

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.parameters = {one.name: one for one in book.parameters.values()}
        self.known: dict[str, Names] = {}

    def measure(self, measure: Measure) -> Names:
        """Every name that a measure may read, in whichever version: a reference date may lead to an old one."""
        return self.versions(measure.versions, rules_of(criterion for criterion, _ in measure.standing))

    def versions(self, versions: Iterable[CompiledVersion], more: Iterable[Expression] = ()) -> Names:
        """Every name that some versions, and `more` rules, may read."""
        held = list(versions)
        rules = [*more, *(rule for one in held for rule in _rules(one))]
        return self.closure(rules, *(one.file.composition for one in held))

    def deciding(self, version: CompiledVersion) -> Names:
        """Of a version, what says who receives: its conditions, who counts, which day is asked; not the amount."""
        return self.closure([version.reference, *rules_of(version.criteria)], version.file.composition)

    def numbers(self, names: Iterable[str]) -> frozenset[str]:
        """The ids of the parameters among names."""
        return frozenset(self.parameters[name].id for name in names if name in self.parameters)

    def closure(self, rules: Iterable[Expression], *names: str | None) -> Names:
        """Every name behind some rules and names, with the numbers of it that are read."""
        found: dict[str, Numbers] = {}
        for said in ({name: ALL for name in names if name}, *map(self.said, rules)):
            for name, numbers in said.items():
                if name not in found:
                    _add(found, self.of_definition(name))
                _add(found, {name: numbers})
        return found

    def of_definition(self, name: str) -> Names:
        """The names behind a definition; none for what is no definition."""
        if name not in self.known:
            self.known[name] = {}
            versions = self.book.definitions[name].versions if name in self.book.definitions else ()
            self.known[name] = self.closure(version.rule for version in versions)
        return self.known[name]

    def said(self, rule: Expression) -> Names:
        """Every word of a rule that is a name of the book. A table asked with keys that stand in the rule is read at
        these keys alone.
        """
        words: dict[str, int] = {}
        for word, times in rule.words.items():
            plain = word.removesuffix(DATED)  # `МРОТ(дата: ...)` is kept under another name
            words[plain] = words.get(plain, 0) + times
        asked: dict[str, list[str | None]] = {}
        for call in rule.calls:
            name = call.callee.name.removesuffix(DATED)  # type: ignore[attr-defined]
            if name in self.parameters:
                asked.setdefault(name, []).append(_key(call, self.parameters[name].keys))
        return {
            name: frozenset(key for key in keys if key is not None)
            if (keys := asked.get(name, [])) and len(keys) == words[name] and None not in keys
            else ALL
            for name in words.keys() & self.book.words
        }


def _add(found: dict[str, Numbers], more: Names) -> None:
    for name, numbers in more.items():
        before = found.get(name, frozenset())
        found[name] = ALL if numbers is ALL or before is ALL else before | numbers


def rules_of(criteria: Iterable[CompiledCriterion]) -> Iterator[Expression]:
    """The rules of criteria and of the members of their groups."""
    for one in criteria:
        yield from filter(None, (one.rule, one.not_yet_when, one.not_yet_from))
        yield from rules_of(one.group)


def _rules(version: CompiledVersion) -> Iterator[Expression]:
    yield version.reference
    if version.amount:
        yield version.amount
    yield from rules_of(version.criteria)


def _key(call: t.Call, keys: tuple[str, ...]) -> str | None:
    """The keys of a call as they are joined; None where one is worked out, so that any may be meant."""
    named = dict(call.named or ())
    if not keys or any(not isinstance(named.get(key), t.Literal) for key in keys):
        return None
    return "/".join(plain_key(named[key].value) for key in keys)  # type: ignore[attr-defined]
