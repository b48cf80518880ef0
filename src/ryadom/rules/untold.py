"""What is answered before anything is told: the answers that rest on no fact of the family.

Every visit begins with nothing known, and for most measures stays there for a while. Such an answer is the same for
all families of one shape (who is in it, in which role), so the book keeps it. The same holds of each value that was
worked out on the way: where a family has told a little, most of its criteria still read nothing that was told.
Nothing about a person is kept: only what the rules say when nobody has told them what they read, and the names of the
facts they looked for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any, NamedTuple

from ryadom.feel import Unknown
from ryadom.rules.compiled import Measure, Rulebook
from ryadom.rules.facts import FactRef, Family, Person
from ryadom.rules.ground import Found, Key
from ryadom.rules.outcomes import MeasureAnswer, NearMiss, NextDate

MOST, MOST_SHAPES = 4_000, 100
PLAIN = frozenset({Decimal, str, bool, date, type(None), Unknown})
ROLE, INCOME, APPLIED = "family-role", FactRef("income:"), FactRef("application-date")


class Ahead(NamedTuple):
    """What lies ahead of an answer, and every fact that was looked for beyond it."""

    next_date: NextDate | None
    near_miss: NearMiss | None
    looked_for: frozenset[FactRef]


class Kept(NamedTuple):
    """An answer, every fact that was looked for and not found on the way to it, how its criteria came out, and what
    lies ahead of it once somebody asked.
    """

    answer: MeasureAnswer
    looked_for: frozenset[FactRef]
    judged: Any
    ahead: Ahead | None = None


class Finding(NamedTuple):
    """A value that was worked out, and every fact that was looked for and not found on the way to it."""

    found: Found
    looked_for: frozenset[FactRef]


class Untold:
    """The kept answers that fit one family on one day."""

    def __init__(self, book: Rulebook, family: Family, on: date, asked: date) -> None:
        self.kept = book.untold
        self.told = frozenset(ref for ref in family.held if ref.key != ROLE)
        if family.records or family.cover or any(ref.prefix == "income" for ref in self.told):
            self.told |= {INCOME}
        self.keeps = not (family.records or family.cover or family.parameters)
        people = tuple([(p.id, ROLE in p.facts and p.facts[ROLE]) for p in family.persons])
        self.shape = None if family.parameters else (family.region, on, asked, people, family.persons_open)
        self.days = (on, None), (asked, None)
        self.shapes = book.findings

    def answer(self, measure: Measure, subject: Person | None) -> tuple[MeasureAnswer, Any] | None:
        """The answer of another family in which, too, nothing was known of what the measure reads."""
        kept = self.fitting(measure, subject)
        if kept is None:
            return None
        name = subject.name if subject else ""
        answer = kept.answer if kept.answer.subject_name == name else replace(kept.answer, subject_name=name)
        return answer, kept.judged

    def fitting(self, measure: Measure, subject: Person | None) -> Kept | None:
        """What is kept of a measure, if it fits this family."""
        kept: Kept | None = self.kept.get((self.shape, measure.id, subject and subject.id))
        fits = self.shape is not None and kept is not None and self.told.isdisjoint(kept.looked_for)
        return kept if fits else None

    def ahead(self, measure: Measure, subject: Person | None) -> Ahead | None:
        """What lies ahead of a kept answer. The days ahead read more than the answer of today did."""
        kept = self.fitting(measure, subject)
        ahead = kept and kept.ahead
        return ahead if ahead and self.told.isdisjoint(ahead.looked_for) else None

    def keep_ahead(
        self,
        measure: Measure,
        subject: Person | None,
        next_date: NextDate | None,
        near: NearMiss | None,
        read: Iterable[Any],
    ) -> None:
        """Keep what lies ahead of a kept answer, if nothing that was read for it is known here."""
        kept = self.fitting(measure, subject)
        if kept is None or not self.keeps:
            return
        owner = subject.id if subject else None
        standing = [FactRef(f"received:{other}", owner) for _, other in measure.standing]
        looked_for = frozenset(_looked_for(chain(read, standing, (APPLIED,))))
        if self.told.isdisjoint(looked_for):
            key = (self.shape, measure.id, owner)
            self.kept[key] = kept._replace(ahead=Ahead(next_date, near, looked_for))

    def may_keep(self, answer: MeasureAnswer) -> bool:
        """Whether it rests on nothing that is known, by its criteria alone."""
        return self.keeps and all(self.told.isdisjoint(one.facts) for one in answer.criteria)

    def keep(
        self, measure: Measure, subject: Person | None, answer: MeasureAnswer, judged: Any, read: Iterable[Any]
    ) -> frozenset[FactRef]:
        """Keep an answer if all that was read for it is not known here; gives the facts that it looked for."""
        looked_for = frozenset(_looked_for(read))
        if not self.told.isdisjoint(looked_for):
            return frozenset()
        if len(self.kept) > MOST:
            self.kept.clear()
        key = (self.shape, measure.id, subject and subject.id)
        self.kept[key] = Kept(replace(answer, subject_name="") if answer.subject_name else answer, looked_for, judged)
        return looked_for

    def findings(self) -> dict[Key, Found]:
        """The values that come out for this family, too."""
        if self.shape is None:
            return {}
        kept: dict[Key, Finding] = self.shapes.get(self.shape, {})
        return {key: one.found for key, one in list(kept.items()) if self.told.isdisjoint(one.looked_for)}

    def keep_findings(self, worked_out: Mapping[Key, Found]) -> None:
        """Keep each value for which nothing was read that is known here. On another day than that of asking or of
        applying it would tell the date that some fact gave.
        """
        if not self.keeps:
            return
        if len(self.shapes) > MOST_SHAPES:
            self.shapes.clear()
        kept: dict[Key, Finding] = self.shapes.setdefault(self.shape, {})
        for key, found in worked_out.items():
            if key in kept or key[1] not in self.days or not found.used.keys().isdisjoint(self.told):
                continue
            looked_for = frozenset(_looked_for(found.used))
            if self.told.isdisjoint(looked_for) and _is_plain(found):
                kept[key] = Finding(found, looked_for)


def _is_plain(found: Found) -> bool:
    """Whether it knows no member of the family: those know everything about themselves."""
    return type(found.value) in PLAIN and all(
        type(one.left_value) in PLAIN and type(one.right_value) in PLAIN for one in found.compared
    )


def _looked_for(read: Iterable[Any]) -> Iterable[FactRef]:
    """The facts among what was read; what may be known in another way, too, counts as looked for there."""
    for use in read:
        if type(use) is not FactRef or use.key == ROLE:
            continue
        yield use
        if use.prefix:
            yield FactRef(use.key)  # said once for the whole family
        if use.prefix == "income":
            yield INCOME
