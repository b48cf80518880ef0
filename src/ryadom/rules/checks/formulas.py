"""Lowered rules joined together: all of some groups, one met and another not; explored over the space they share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from ryadom.feel import Cuts, Expression, Unknown, evaluate
from ryadom.feel import tree as t
from ryadom.rules.checks.decided import Outcomes, explore
from ryadom.rules.checks.space import Space

__all__ = ["all_of", "both", "explored", "not_true", "read_by", "value_of", "variables_in"]

Alternatives = Sequence[Expression]  # a criterion: one rule, or a group of which one is enough
Valued = Callable[[Expression], Any]
Formula = Callable[[Valued], Any]


def explored(space: Space, formula: Formula, *, enough: Collection[Any] = (True, False), budget: int = 400) -> Outcomes:
    """The outcomes that a formula can have, over all values of the variables."""

    def look(supposed: Mapping[Any, Any], cuts: Cuts) -> tuple[Any, Collection[Any]]:
        scope = {name: supposed.get(name, variable.domain) for name, variable in space.variables.items()}
        outcome = formula(lambda rule: evaluate(rule, scope, cuts=cuts))
        return outcome, outcome.facts if isinstance(outcome, Unknown) else ()

    return explore(look, lambda name: space.variables[str(name)].domain, enough=enough, budget=budget)


def value_of(rule: Expression) -> Formula:
    """True, False or (broken) None; what is no boolean is broken."""

    def formula(valued: Valued) -> Any:
        value = valued(rule)
        return value if value is True or value is False or isinstance(value, Unknown) else None

    return formula


def one_of(rules: Alternatives) -> Formula:
    """A group: one member that is true is enough."""
    parts = [value_of(rule) for rule in rules]

    def formula(valued: Valued) -> Any:
        values = [part(valued) for part in parts]
        return _joined(values, decisive=True)

    return formula


def all_of(groups: Iterable[Alternatives]) -> Formula:
    """Every group is met."""
    return both(*(one_of(group) for group in groups))


def both(*formulas: Formula) -> Formula:
    """All of the formulas are true."""
    return lambda valued: _joined((formula(valued) for formula in formulas), decisive=False)


def not_true(formula: Formula) -> Formula:
    """The formula is false, or broken."""

    def inverse(valued: Valued) -> Any:
        value = formula(valued)
        return value if isinstance(value, Unknown) else value is not True

    return inverse


def is_false(formula: Formula) -> Formula:
    """The formula is false, and not broken."""

    def inverse(valued: Valued) -> Any:
        value = formula(valued)
        return value if isinstance(value, Unknown) else value is False

    return inverse


def _joined(values: Iterable[Any], *, decisive: bool) -> Any:
    """One decisive value settles; else what is unknown waits; else what is broken breaks."""
    waiting: Any = None
    broken = False
    for value in values:
        if value is decisive:
            return decisive
        if isinstance(value, Unknown):
            waiting = value if waiting is None else waiting
        elif value is None:
            broken = True
    if waiting is not None:
        return waiting
    return None if broken else not decisive


def variables_in(node: t.Node) -> frozenset[str]:
    """The variables that a lowered rule reads."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, t.Name) and one.name.startswith("#"):
            found.add(one.name)
        waiting.extend(t.children(one))
    return frozenset(found)


def read_by(groups: Iterable[Alternatives]) -> frozenset[str]:
    """The variables that some rules read together."""
    return frozenset().union(*(variables_in(rule.tree) for group in groups for rule in group))
