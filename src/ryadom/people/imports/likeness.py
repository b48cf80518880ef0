"""How alike two names are. Pure: names in, a number from 0 to 100 out; the same for both orders."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import OSA

from ryadom.kit.names import search_key

ALIKE = 90
_BETWEEN = re.compile(r"[\s\-‐‑‒–—.]+")


@dataclass(frozen=True)
class Name:
    """Surname, name and patronymic as written; ё, case, hyphens and spaces do not matter."""

    surname: str
    name: str
    patronymic: str = ""

    @cached_property
    def surnames(self) -> tuple[str, ...]:
        return _words(self.surname)

    @cached_property
    def given(self) -> tuple[str, ...]:
        return _words(self.name)

    @cached_property
    def fathers(self) -> tuple[str, ...]:
        return _words(self.patronymic)

    @cached_property
    def straight(self) -> str:
        return " ".join((*self.surnames, *self.given, *self.fathers))

    @cached_property
    def sorted(self) -> str:
        """The words in the order of letters: a name whose parts stand in each other's columns reads the same."""
        return " ".join(sorted((*self.surnames, *self.given, *self.fathers)))


def _words(text: str) -> tuple[str, ...]:
    return tuple(key for part in _BETWEEN.split(text) if (key := search_key(part)))


def likeness(one: Name, other: Name) -> int:
    """100 for the same name; at least ALIKE for one slip of the finger, swapped parts, half of a double surname, or a
    patronymic that only one of the two has."""
    if one.sorted == other.sorted:
        return 100
    best = max(_score(one.straight, other.straight), _score(one.sorted, other.sorted))
    if bool(one.fathers) != bool(other.fathers):
        best = max(best, _score(_named(one), _named(other)) - 2)
    if best < ALIKE and _double(one.surnames, other.surnames):
        rest = _score(" ".join((*one.given, *one.fathers)), " ".join((*other.given, *other.fathers)))
        best = max(best, rest - 5)
    return max(0, best)


def _named(one: Name) -> str:
    return " ".join(sorted((*one.surnames, *one.given)))


def _double(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether one surname is a part of the other: «Иванова» and «Иванова-Петрова»."""
    first, second = set(one), set(other)
    return bool(first) and bool(second) and first != second and (first < second or second < first)


def _score(one: str, other: str) -> int:
    distance = OSA.distance(one, other, score_cutoff=3)
    longest = max(len(one), len(other))
    if not longest:
        return 100
    share = round(100 * (1 - distance / longest)) if distance <= 3 else 0
    return max(share, 92) if distance == 1 else share
