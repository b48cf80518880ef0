"""One hash of everything that was decided, the same whatever the threads, parts and machines.

Every row (who, outcome, amount, criteria, missing facts) is mixed into two words of 64 bits, and the words of all rows
are added. Addition forgets the order, so parts are summed as they come; the row itself holds the family's and the
person's number in the whole snapshot, so nobody can change places. It tells two runs apart; it is no seal against a
forger: files carry sha256 for that.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.everyone.decided import Decided

Words = NDArray[np.uint64]
LANES = ("ryadom run, first lane", "ryadom run, second lane")
WHOLE = 2**64
FIELDS = ("family", "person", "outcome", "amount_low", "amount_high", "amount_state", "criteria", "missing")


def _word(text: str) -> int:
    """A fixed odd word of 64 bits for a text."""
    return int.from_bytes(sha256(text.encode()).digest()[:8], "little") | 1


FACTORS = {lane: tuple(np.uint64(_word(f"{lane}: {name}")) for name in FIELDS) for lane in LANES}


@dataclass(frozen=True, slots=True)
class Print:
    """The sum of the rows of one version of a measure: how many, and a word of each lane."""

    rows: int = 0
    first: int = 0
    second: int = 0

    def __add__(self, other: "Print") -> "Print":
        return Print(self.rows + other.rows, (self.first + other.first) % WHOLE, (self.second + other.second) % WHOLE)


def fingerprint(decided: Decided, first_family: int, first_person: int) -> Print:
    """The print of the rows of a part whose families and persons begin at these numbers of the snapshot."""
    families = decided.family + first_family
    persons = np.where(decided.person < 0, -1, decided.person + first_person)
    return print_of(decided, families, persons)


def print_of(decided: Decided, families: NDArray[np.int64], persons: NDArray[np.int64]) -> Print:
    """The same where the numbers of each row in the whole snapshot are given (-1: the family is the subject)."""
    columns = [families, persons, decided.outcome, decided.amount_low, decided.amount_high, decided.amount_state]
    words = [_unsigned(column) for column in columns]
    words += [decided.criteria, _missing(decided)]
    return Print(len(decided), *(_lane(words, FACTORS[lane]) for lane in LANES))


def digest(prints: Mapping[tuple[str, int | None], Print], criteria: Mapping[tuple[str, int | None], Any]) -> str:
    """The hash of a run from the prints of its measures' versions; `criteria` are the ids behind the bits."""
    lines = sorted(
        f"{measure} {'-' if version is None else version} {','.join(criteria[measure, version])} "
        f"{one.rows} {one.first:016x} {one.second:016x}"
        for (measure, version), one in prints.items()
        if one.rows
    )
    return sha256("\n".join(lines).encode()).hexdigest()


def _unsigned(column: NDArray[Any]) -> Words:
    return column.astype(np.int64).view(np.uint64)


def _lane(words: list[Words], factors: tuple[np.uint64, ...]) -> int:
    """Multiply, mix and add up; everything wraps at 64 bits on purpose."""
    mixed = words[0] * factors[0]
    for word, factor in zip(words[1:], factors[1:], strict=True):
        mixed ^= mixed >> np.uint64(29)
        mixed *= factors[0]
        mixed += word * factor
    return int(_finished(mixed).sum(dtype=np.uint64))


def _finished(mixed: Words) -> Words:
    """The last stirring of splitmix64: one bit changed above changes half of the bits here."""
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def _missing(decided: Decided) -> Words:
    """The missing facts by name, not by bit: parts may number their facts differently."""
    found = np.zeros(len(decided), np.uint64)
    waiting = np.flatnonzero(decided.missing)
    if waiting.size:
        bits, sums = decided.missing[waiting], np.zeros(waiting.size, np.uint64)
        for at, fact in enumerate(decided.facts):
            sums += ((bits >> np.uint64(at)) & np.uint64(1)) * np.uint64(_word(f"fact {fact}"))
        found[waiting] = sums
    return found
