"""Before deciding: look at papers, prove facts, ask the person for what only they have."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.cases.api import typed
from ryadom.people.api import Actor
from ryadom.rules.api import FactRef, FactValue, Rulebook

from .. import may, snapshot, words
from ..errors import Missing, WrongState
from ..models import Claim, ClaimFact, ClaimPaper
from .drafting import titles
from .writing import account, changed, locked, record

_PROOFS = ("staff", "document", "register")


@transaction.atomic
def check_paper(
    *, by: Actor, claim: UUID, paper: UUID, accepted: bool, on: date, at: datetime, note: str = ""
) -> Claim:
    """Say whether a paper will do; one that will not needs a word why, which the person reads."""
    if not accepted and not typed(note, 2000):
        raise WrongState(_("Напишите, почему документ не подошёл: человек это прочитает."))
    seen = locked(by, claim, may=may.check, on=on)
    row = ClaimPaper.objects.in_region(by.region).filter(claim=seen.claim, paper__token=paper).first()
    if row is None:
        raise Missing
    row.accepted, row.note, row.checked_by_id, row.checked_at = accepted, typed(note, 500), by.account_id, at
    row.save(update_fields=["accepted", "note", "checked_by", "checked_at"])
    values: dict[str, object] = {"document": titles(seen.claim).get(row.document, row.document), "note": row.note}
    record(seen, by, "paper", words.PAPER_ACCEPTED if accepted else words.PAPER_REJECTED, values, on, at)
    return seen.claim


@transaction.atomic
def prove(
    *, by: Actor, claim: UUID, ref: str, value: Any, source: str, book: Rulebook, on: date, at: datetime, note: str = ""
) -> Claim:
    """Staff confirm, for this claim, a criterion or a fact of the request: by looking or by a paper (`source`).

    `ref`: `attested:measure/criterion`, `document:measure/criterion`, the key of an application fact, or the total of
    an income window that the application tells. Facts of a person, a family or a dwelling belong into the file of
    people, for every measure reads them.
    """
    seen = locked(by, claim, may=may.check, on=on)
    if source not in _PROOFS:
        raise WrongState(_("Укажите, чем подтверждено."))
    _demand_known(FactRef.of(ref), value, seen.claim, book)
    packed = snapshot.packed(FactValue(value, source))
    ClaimFact.objects.create(
        region=by.region, claim=seen.claim, ref=ref, value=packed, source=source, note=typed(note, 500),
        by_id=account(by), by_name=by.name, at=at,
    )  # fmt: skip
    record(seen, by, "proved", words.PROVED, {"what": _title(FactRef.of(ref), seen.claim, book)}, on, at)
    return seen.claim


@transaction.atomic
def ask_for_paper(*, by: Actor, claim: UUID, document: str, until: date, on: date, at: datetime) -> Claim:
    """Tell the person which paper to bring and until when; only what the state does not hold."""
    seen = locked(by, claim, may=may.check, on=on)
    wanted = next((one for one in seen.claim.documents if one["id"] == document), None)
    if wanted is None:
        raise WrongState(_("Такого документа в перечне нет."))
    if wanted["source"] != "person":
        raise WrongState(_("Этот документ есть у государства. Сделайте запрос в ведомство, не просите человека."))
    if until <= on:
        raise WrongState(_("Дайте человеку хотя бы один день."))
    wanted["until"] = until.isoformat()
    changed(seen.claim, "documents")
    record(seen, by, "bring", words.BRING, {"document": wanted["title"], "until": until}, on, at)
    return seen.claim


def _demand_known(ref: FactRef, value: Any, claim: Claim, book: Rulebook) -> None:
    if ref.prefix in ("attested", "document", "received"):
        measure = ref.about.partition("/")[0]
        wrong = measure != claim.measure
    elif ref.prefix == "income":
        wrong = ref.id not in claim.answers.get("facts", {}) or not isinstance(value, Decimal)
    else:
        kind = book.facts.get(ref.key)
        wrong = kind is None or kind.file.of != "application"
    if wrong:
        raise WrongState(_("Это сведение вносят в дело человека, а не в заявление."))
    if isinstance(value, float) or (isinstance(value, Decimal) and not value.is_finite()):
        raise WrongState(_("Число должно быть точным."))


def _title(ref: FactRef, claim: Claim, book: Rulebook) -> str:
    if ref.prefix == "income":
        return words.INCOME
    if ref.prefix:
        wanted = ref.about.partition("/")[2].split("@")[0]
        rows = claim.answered.get("criteria", [])
        return next((str(row["title"]) for row in rows if row["id"] == wanted), wanted)
    return str(book.facts[ref.key].file.name)
