"""Needs: written down in the person's words, answered by something that can be named."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.patronage import may
from ryadom.patronage.actions.writing import demand, held, near, open_care, written
from ryadom.patronage.errors import Late, NotPossible
from ryadom.patronage.events import NeedChanged, announce
from ryadom.patronage.models import Need, NeedState, Source
from ryadom.people import api as people
from ryadom.people.api import Actor


@transaction.atomic
def record_need(
    *, by: Actor, person: UUID, words: str, source: str, at: datetime, thread: str = "", urgent: bool = False, on: date
) -> Need:
    """What somebody needs, in their words, and from whom we know. An urgent one waits in the queue for a person too.

    Raises Forbidden, NotPossible, people.NotFound.
    """
    from ryadom.patronage.actions.queueing import need_waits

    demand(may.record_need, by)
    people.person(region=by.region, id=person)
    said = written(words, 1000)
    if not said or source not in Source.values:
        raise NotPossible(_("Напишите, что нужно, словами человека, и от кого вы это знаете."))
    row = Need.objects.create(
        region=by.region, person_id=person, words=said, source=source, thread=thread, by_id=by.account_id, at=at
    )
    _tell(row, by, at)
    if urgent:
        need_waits(row, on=on, at=at)
    return row


@transaction.atomic
def answer_need(
    *, by: Actor, need: UUID, answer: str, on: date, at: datetime, ref: str = "", withdrawn: bool = False
) -> Need:
    """What helped, or why it is no longer needed. Raises Missing, Forbidden, Late, NotPossible."""
    from ryadom.patronage.actions.queueing import need_settled

    row = held(Need, by.region, need)
    demand(may.work_with, by, near(by, open_care(by.region, row.person_id, on), on))
    if row.state != NeedState.OPEN:
        raise Late(_("На эту потребность уже ответили."))
    said = written(answer, 500)
    if not said:
        raise NotPossible(_("Напишите, что помогло."))
    row.state = NeedState.WITHDRAWN if withdrawn else NeedState.ANSWERED
    row.answer, row.answered_ref = said, ref[:120]
    row.answered_by_id, row.answered_at = by.account_id, at
    row.save(update_fields=["state", "answer", "answered_ref", "answered_by", "answered_at"])
    need_settled(row, at)
    _tell(row, by, at)
    return row


def _tell(row: Need, by: Actor, at: datetime) -> None:
    announce(
        NeedChanged(
            region=row.region, at=at, account_id=by.account_id, need=row.token, person=row.person_id, state=row.state
        )
    )
