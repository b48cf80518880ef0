"""The rule's answer for one claim: what it proposes now, on the facts known now, by the law of the day of applying."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ryadom.rules.api import (
    FactRef,
    FactValue,
    Family,
    MeasureAnswer,
    Rulebook,
    answer,
    measure_as_data,
)

from . import family, rulings, snapshot
from .errors import WrongState
from .models import Award, Claim, ClaimFact, Confirmation, Received


@dataclass(frozen=True)
class Assessment:
    """The answer with the facts it stands on, by reference, each with its source."""

    answer: MeasureAnswer
    family: Family
    facts: dict[str, FactValue]
    book: Rulebook

    def as_data(self) -> dict[str, Any]:
        """The answer as it is kept: with the period and length that an award follows."""
        file = self.answer.file
        return {**measure_as_data(self.answer, book=self.book), "period": file.period, "months": file.months}

    def facts_as_data(self) -> dict[str, Any]:
        return snapshot.all_packed(self.facts)


def assess(
    claim: Claim, book: Rulebook, on: date, proved: Iterable[ClaimFact] | None = None, *, ahead: bool = False
) -> Assessment:
    """What the rule says of this claim. `on`: the day of applying once sent; `proved`: its proofs where they were read;
    `ahead`: with what lies ahead of the answer, for a page that shows it.

    Raises WrongState when the measure is not there.
    """
    said = snapshot.all_unpacked(claim.answers.get("facts", {}))
    shown = {**_received(claim), **_as_facts(proofs(claim) if proved is None else proved)}
    file = family.file_of(claim.region, claim.person_id, on)
    household = family.family_of(file, on, said=said, proved=shown)
    found = answer(book, household, on=on, measures={claim.measure}, ask=False, ahead=ahead)
    mine = next((one for one in found.measures if one.subject == claim.subject), None)
    if mine is None:
        raise WrongState(_("В правилах региона нет этой меры для выбранного человека. Проверьте состав семьи."))
    told = [FactRef.of(ref) for ref in (*said, *shown)]
    return Assessment(mine, household, family.known(household, [*_refs(mine), *told]), book)


def confirmation(region: str, found: MeasureAnswer) -> Confirmation | None:
    """The confirmation by which a sample may be granted in this region: of this very version, by two people."""
    if found.version_from is None:
        return None
    rows = Confirmation.objects.in_region(region).filter(measure=found.measure, version_from=found.version_from)
    return rows.filter(withdrawn_at=None, second__isnull=False).first()


def _refs(found: MeasureAnswer) -> Iterable[FactRef]:
    for criterion in rulings.flat(found.criteria):
        yield from criterion.facts
    if found.amount is not None:
        yield from found.amount.missing


def _received(claim: Claim) -> dict[str, FactValue]:
    """What this region granted the person before. That something was never granted elsewhere, nobody here can know."""
    rows = Award.objects.in_region(claim.region).filter(person=claim.person_id)
    if claim.renews_id is not None:
        rows = rows.exclude(pk=claim.renews_id)
    pairs = rows.exclude(claim=claim.pk).values_list("measure", "subject")
    before = Received.objects.in_region(claim.region).filter(person=claim.person_id)
    return family.received_as_facts(pairs.union(before.values_list("measure", "subject")))


def proofs(claim: Claim) -> list[ClaimFact]:
    """What staff proved for this claim, the newest last: it counts."""
    if claim.pk is None:
        return []
    return list(ClaimFact.objects.in_region(claim.region).filter(claim=claim).order_by("id"))


def _as_facts(rows: Iterable[ClaimFact]) -> dict[str, FactValue]:
    return {row.ref: snapshot.unpacked({**row.value, "source": row.source}) for row in rows}
