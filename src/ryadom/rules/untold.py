"""What is answered before anything is told: the answers that rest on no fact of the family.

Every visit begins with nothing known, and for most measures stays there for a while. Such an answer is the same for
all families of one shape (who is in it, in which role), so the book keeps it. Nothing about a person is kept: only
what the rules say when nobody has told them what they read, and the names of the facts they looked for.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from ryadom.rules.compiled import Measure, Rulebook
from ryadom.rules.facts import FactRef, Family, Person
from ryadom.rules.outcomes import MeasureAnswer

MOST = 4_000
ROLE, INCOME = "family-role", FactRef("income:")


class Kept(NamedTuple):
    """An answer, every fact that was looked for and not found on the way to it, and how its criteria came out."""

    answer: MeasureAnswer
    looked_for: frozenset[FactRef]
    judged: Any


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

    def answer(self, measure: Measure, subject: Person | None) -> tuple[MeasureAnswer, Any] | None:
        """The answer of another family in which, too, nothing was known of what the measure reads."""
        kept: Kept | None = self.kept.get((self.shape, measure.id, subject and subject.id))
        if self.shape is None or kept is None or not self.told.isdisjoint(kept.looked_for):
            return None
        name = subject.name if subject else ""
        answer = kept.answer if kept.answer.subject_name == name else replace(kept.answer, subject_name=name)
        return answer, kept.judged

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
