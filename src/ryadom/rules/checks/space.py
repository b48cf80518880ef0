"""What a rule may depend on, as free variables: each with all the values it may take, and with the facts behind it.

Two variables are independent when no fact stands behind both. A variable that is wider than the truth (an age without
its date of birth, a number of children without the children) keeps every proof of "never" and "always" right: what
holds for more values than there are holds for those that there are.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

from ryadom.feel import Unknown
from ryadom.rules.facts import FactRef
from ryadom.rules.ground import BOOLEANS, STEPS, unknown

__all__ = ["MEMBERS", "Space", "Variable"]

MEMBERS = "members"  # the root of everything that depends on who belongs to the family
ONE = Decimal(1)


@dataclass(frozen=True)
class Variable:
    """One free value of a rule. `exact`: every value of the domain really occurs."""

    key: Hashable
    domain: Unknown
    roots: frozenset[Hashable]
    exact: bool = True
    why: str = ""  # of one that is not exact: the words of the rule that were not followed further


class Space:
    """The variables of the rules of one version. The same thing is the same variable, wherever it is read."""

    def __init__(self) -> None:
        self.variables: dict[str, Variable] = {}
        self.names: dict[Hashable, str] = {}

    def name(self, key: Hashable) -> str | None:
        """The name of a variable that is known already."""
        return self.names.get(key)

    def add(self, key: Hashable, domain: Unknown, roots: Iterable[Hashable], *, exact: bool, why: str = "") -> str:
        """The name under which lowered rules read the variable."""
        found = self.names.get(key)
        if found is None:
            found = self.names[key] = f"#{len(self.names)}"
            self.variables[found] = Variable(key, _of(domain, found), frozenset(roots), exact, why)
        return found

    def fact(self, kind: Any, owner: str | None) -> str:
        """A fact of the catalogue, within the bounds and choices that the catalogue gives it."""
        key = ("fact", kind.key, owner)
        return self.add(key, unknown(kind, FactRef(kind.key, owner)), {key}, exact=True)

    def boolean(self, key: Hashable, roots: Iterable[Hashable], *, exact: bool, absent: bool, why: str = "") -> str:
        """Something that is true or false, we do not say why."""
        domain = Unknown(frozenset({"?"}), options=BOOLEANS, may_be_absent=absent)
        return self.add(key, domain, roots, exact=exact, why=why)

    def count(self, key: Hashable, why: str) -> str:
        """A number of people: any whole number."""
        domain = Unknown(frozenset({"?"}), low=Decimal(0), step=ONE)
        return self.add(key, domain, {MEMBERS}, exact=True, why=why)

    def whole(self, key: Hashable, roots: Iterable[Hashable], *, absent: bool, why: str) -> str:
        """A whole number of years or months, which may be negative where one day lies before the other."""
        domain = Unknown(frozenset({"?"}), step=ONE, may_be_absent=absent)
        return self.add(key, domain, roots, exact=True, why=why)

    def money(self, key: Hashable, roots: Iterable[Hashable]) -> str:
        domain = Unknown(frozenset({"?"}), low=Decimal(0), step=STEPS["money"])
        return self.add(key, domain, roots, exact=True)

    def day(self, key: Hashable, first: date, last: date | None) -> str:
        return self.add(key, Unknown(frozenset({"?"}), low=first, high=last), {key}, exact=True)

    def opaque(self, key: Hashable, roots: Iterable[Hashable], why: str) -> str:
        """A value of which nothing is known."""
        return self.add(key, Unknown(frozenset({"?"}), may_be_absent=True), roots, exact=False, why=why)

    def doubt(self, names: Iterable[str]) -> str | None:
        """Why a family with these values need not exist: the words, or None when it surely does."""
        read = [self.variables[name] for name in sorted(set(names))]
        inexact = next((v for v in read if not v.exact), None)
        if inexact is not None:
            return inexact.why
        entangled = next((a for a, b in combinations(read, 2) if a.roots & b.roots), None)
        return None if entangled is None else entangled.why or str(entangled.key)


def _of(domain: Unknown, name: str) -> Unknown:
    """The same values, as a fact of this name."""
    return Unknown(
        frozenset({name}), domain.low, domain.high, domain.low_open, domain.high_open, domain.options,
        domain.excluded, domain.may_be_absent, domain.step,
    )  # fmt: skip
