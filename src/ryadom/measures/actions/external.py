"""Measures that another body decides: a printed sheet, then the person's own marks: filed, got, refused."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ryadom.cases.api import CHANNELS, typed
from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.rules.api import Rulebook

from .. import may
from ..errors import Forbidden, Missing, WrongState
from ..events import ClaimEnded, announce
from ..models import ExternalFiling

FILED, GOT, REFUSED = "filed", "got", "refused"


@transaction.atomic
def print_sheet(
    *, by: Actor, person: UUID, measure: str, subject: str, situation: str, channel: str, book: Rulebook, on: date
) -> ExternalFiling:
    """Remember that the sheet was given; while it is open, the same measure and subject is one row."""
    rule = book.measures.get(measure)
    if rule is None or channel not in CHANNELS:
        raise WrongState(_("Такой меры в регионе нет."))
    whose = people.person(region=by.region, id=person)
    row = ExternalFiling(
        region=by.region, person_id=whose.id, account_id=by.account_id, subject=subject, measure=measure,
        practice=rule.practice, title=rule.file.title.said("ru")[:300], decided_by=rule.file.decided_by,
        situation=typed(situation, 120), channel=channel, printed_on=on,
    )  # fmt: skip
    if not may.mark_external(by, _seen(row, by, on)):
        raise Forbidden
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        open_ones = ExternalFiling.objects.in_region(by.region).filter(got_on=None, refused_on=None)
        return open_ones.get(person=person, measure=measure, subject=subject)
    return row


@transaction.atomic
def mark_external(
    *, by: Actor, filing: UUID, mark: str, day: date, on: date, at: datetime, amount: Decimal | None = None,
    note: str = "",
) -> ExternalFiling:  # fmt: skip
    """`filed`, `got` or `refused` on a day that has come. The last two end it, and the one question is asked."""
    row = ExternalFiling.objects.in_region(by.region).select_for_update().filter(token=filing).first()
    if row is None or not may.mark_external(by, _seen(row, by, on)):
        raise Missing
    if row.got_on or row.refused_on:
        raise WrongState(_("Чем кончилось, уже отмечено."))
    if mark not in (FILED, GOT, REFUSED):
        raise WrongState(_("Отметьте: подано, получено или отказано."))
    if day > on:
        raise WrongState(_("Этот день ещё не наступил."))
    setattr(row, f"{mark}_on", day)
    row.amount, row.note = amount if mark == GOT else row.amount, typed(note, 500) or row.note
    row.save(update_fields=[f"{mark}_on", "amount", "note"])
    if mark != FILED:
        _ended(row, by, "got" if mark == GOT else "not_got", on, at)
    return row


def _seen(row: ExternalFiling, by: Actor, on: date) -> may.Seen:
    return may.Seen(row, by, on)  # type: ignore[arg-type]  # it has a region and a person, which is all that is asked


def _ended(row: ExternalFiling, by: Actor, outcome: str, on: date, at: datetime) -> None:
    announce(
        ClaimEnded(
            region=row.region, at=at, account_id=by.account_id, ending=f"measures:external:{row.token}",
            person=row.person_id, measure=row.measure, situation=row.situation, stage="external", outcome=outcome,
            channel=row.channel, helper=by.account_id if by.is_staff else None, on=on,
        )
    )  # fmt: skip
