"""How often a rule reads each fact: only what is read twice can be needlessly unknown."""

from collections.abc import Iterable, Mapping

from ryadom.feel import Expression
from ryadom.rules.compiled import Definition, Name


class OccurrenceCounter:
    """Counts how often each fact is read by a set of rules, definitions followed to their facts."""

    def __init__(self, names: Mapping[str, Name], definitions: Mapping[str, Definition]) -> None:
        self.names, self.definitions = names, definitions
        self.cache: dict[str, dict[str, int]] = {}

    def repeated(self, rules: Iterable[Expression]) -> frozenset[str]:
        """The names of facts that are read more than once."""
        total: dict[str, int] = {}
        for rule in rules:
            for name in rule.names:
                add(total, self.leaves(name), max(1, rule.text.count(name)))
        return frozenset(name for name, count in total.items() if count > 1)

    def leaves(self, name: str) -> dict[str, int]:
        """The facts behind a name, with how often each is read."""
        if name in self.cache:
            return self.cache[name]
        self.cache[name] = {name: 1}
        if name in self.definitions:
            total: dict[str, int] = {}
            for version in self.definitions[name].versions:
                for used in version.rule.names:
                    add(total, self.leaves(used), max(1, version.rule.text.count(used)))
            self.cache[name] = total
        elif (name in self.names and self.names[name].kind in ("parameter", "table", "set")) or name in ("дата",):
            self.cache[name] = {}
        return self.cache[name]


def add(total: dict[str, int], more: Mapping[str, int], times: int) -> None:
    for name, count in more.items():
        total[name] = total.get(name, 0) + count * times
