"""Whom a row of a file means: nobody known, a known person, perhaps one of several, or two who contradict each other.

Blocks keep it far from quadratic: a row is held only against those with its number, its day of birth, or its name
where a day of birth is not known.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from ryadom.people.imports.likeness import ALIKE, Name, likeness

MOST_CANDIDATES = 5


class Outcome(StrEnum):
    """What became of a row about a person."""

    NEW = "new"
    SAME = "same"
    PERHAPS = "perhaps"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True)
class Known:
    """Somebody in the file or in the region, as far as it matters here."""

    id: UUID
    name: Name
    birth_date: date | None = None
    sex: str = ""
    snils: str = ""
    snils_said: str = ""


@dataclass(frozen=True)
class Candidate:
    """Somebody whom a row may mean: how alike the names are (0 to 100) and what speaks for and against.

    `why`: snils, snils_said, born, name, other_born, other_name, other_sex.
    """

    id: UUID
    score: int
    why: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    outcome: Outcome
    candidates: tuple[Candidate, ...] = ()


class Index:
    """Known persons in blocks."""

    def __init__(self, known: Iterable[Known] = ()) -> None:
        self._numbers: dict[str, Known] = {}
        self._told: dict[str, list[Known]] = defaultdict(list)
        self._born: dict[date, list[Known]] = defaultdict(list)
        self._unborn: dict[str, list[Known]] = defaultdict(list)
        self._named: dict[str, list[Known]] = defaultdict(list)
        for one in known:
            self.add(one)

    def add(self, one: Known) -> None:
        """From now on rows are held against this person too."""
        if one.snils:
            self._numbers[one.snils] = one
        if one.snils_said:
            self._told[one.snils_said].append(one)
        if one.birth_date:
            self._born[one.birth_date].append(one)
        else:
            self._unborn[one.name.sorted].append(one)
        self._named[one.name.sorted].append(one)

    def match(self, row: Known) -> Match:
        """Whom the row means. Sure only by СНИЛС with nothing against it."""
        holder = self._numbers.get(row.snils) if row.snils else None
        if holder is not None:
            return _by_number(row, holder)
        found = [candidate for one in self._near(row) if (candidate := _alike(row, one))]
        best = sorted(found, key=lambda one: (-one.score, str(one.id)))[:MOST_CANDIDATES]
        return Match(Outcome.PERHAPS, tuple(best)) if best else Match(Outcome.NEW)

    def _near(self, row: Known) -> Iterable[Known]:
        seen: dict[UUID, Known] = {}
        if row.snils:
            seen.update((one.id, one) for one in self._told.get(row.snils, ()))
        if row.birth_date:
            seen.update((one.id, one) for one in self._born.get(row.birth_date, ()))
            seen.update((one.id, one) for one in self._unborn.get(row.name.sorted, ()))
        else:
            seen.update((one.id, one) for one in self._named.get(row.name.sorted, ()))
        return seen.values()


def against(row: Known, other: Known) -> tuple[str, ...]:
    """What speaks against the two being one person, apart from their numbers."""
    told = []
    if row.birth_date and other.birth_date and row.birth_date != other.birth_date:
        told.append("other_born")
    if row.sex and other.sex and row.sex != other.sex:
        told.append("other_sex")
    if likeness(row.name, other.name) < ALIKE:
        told.append("other_name")
    return tuple(told)


def _by_number(row: Known, holder: Known) -> Match:
    contradicts = against(row, holder)
    agrees = ("born",) if row.birth_date and row.birth_date == holder.birth_date else ()
    candidate = Candidate(holder.id, likeness(row.name, holder.name), ("snils", *agrees, *contradicts))
    return Match(Outcome.CONTRADICTION if contradicts else Outcome.SAME, (candidate,))


def _alike(row: Known, other: Known) -> Candidate | None:
    """Two with different numbers are two people, whatever their names; so are a man and a woman."""
    if (row.snils and other.snils) or (row.sex and other.sex and row.sex != other.sex):
        return None
    told = bool(row.snils) and row.snils == other.snils_said
    if other.birth_date and row.birth_date and row.birth_date != other.birth_date and not told:
        return None
    score = likeness(row.name, other.name)
    if score < ALIKE and not told:
        return None
    born = ("born",) if row.birth_date and row.birth_date == other.birth_date else ()
    named = ("name",) if score >= ALIKE else ("other_name",)
    return Candidate(other.id, score, (*(("snils_said",) if told else ()), *born, *named))
