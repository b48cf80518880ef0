"""Requests to other authorities, and notes with the next contact date."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ryadom.people import api as people
from ryadom.people.api import Actor

from .. import events, may, words
from ..errors import Forbidden, Missing, WrongState
from ..events import announce
from ..models import Note, Request
from ..typed import typed
from .writing import account, line, locked


@transaction.atomic
def request(
    *, by: Actor, case: UUID, authority: str, subject: str, due_on: date, on: date, at: datetime, key: str = "",
    automatic: bool = False,
) -> Request:  # fmt: skip
    """Ask another authority. `key` names a document of the measure's list: it is asked for once at a time.

    `automatic` is for the requests that sending an application makes by itself: the person acts, no staff yet.
    """
    asker = may.automatic_request if automatic else may.request
    row = locked(by, case, verb="request", may=asker, on=on)
    if not typed(subject, 2000) or not typed(authority, 2000):
        raise WrongState(_("Напишите, у кого и что запрашиваете."))
    if due_on < on:
        raise WrongState(_("Срок ответа не может быть раньше сегодняшнего дня."))
    try:
        with transaction.atomic():
            asked = Request.objects.create(
                region=row.region,
                case=row,
                authority=typed(authority, 300),
                subject=typed(subject, 500),
                key=key,
                sent_on=on,
                due_on=due_on,
                by_id=by.account_id,
            )
    except IntegrityError:
        raise WrongState(_("Этот документ уже запрошен, ответа ещё нет.")) from None
    values: dict[str, object] = {"authority": asked.authority, "subject": asked.subject, "due": due_on}
    line(row, by, what="asked", words=words.ASKED, values=values, on=on, at=at, unnamed=words.BY_ITSELF)
    return asked


@transaction.atomic
def answer_request(*, by: Actor, request: UUID, answer: str, positive: bool | None, on: date, at: datetime) -> Request:
    """Write down the answer of the authority: confirmed, not confirmed, or neither."""
    asked = Request.objects.in_region(by.region).select_related("case").filter(token=request).first()
    if asked is None:
        raise Missing
    row = locked(by, asked.case.token, verb="answer_request", may=may.request, on=on)
    asked = Request.objects.in_region(by.region).select_for_update().get(pk=asked.pk)
    if asked.answered_on is not None:
        raise WrongState(_("Ответ на этот запрос уже внесён."))
    asked.answered_on, asked.answer, asked.positive = on, typed(answer, 2000), positive
    asked.answered_by_id = by.account_id
    asked.save(update_fields=["answered_on", "answer", "positive", "answered_by"])
    values: dict[str, object] = {"subject": asked.subject, "answer": asked.answer or "—"}
    line(row, by, what="answered", words=words.ANSWERED, values=values, on=on, at=at)
    announce(
        events.RequestAnswered(
            region=row.region, at=at, account_id=by.account_id, case=row.token, request=asked.token,
            key=asked.key, positive=positive, on=on,
        )
    )  # fmt: skip
    return asked


@transaction.atomic
def note(
    *, by: Actor, person: UUID, text: str, on: date, at: datetime, next_contact_on: date | None = None,
    case: UUID | None = None,
) -> Note:  # fmt: skip
    """Remember something about a person, with or without a case, and when to speak next."""
    row = locked(by, case, verb="note", may=may.note, on=on) if case else None
    if not may.worker(by):
        raise Forbidden
    if row is not None and row.person_id != person:
        raise WrongState(_("Это дело о другом человеке."))
    if not typed(text, 2000):
        raise WrongState(_("Заметка пустая."))
    if next_contact_on is not None and next_contact_on < on:
        raise WrongState(_("День следующего контакта уже прошёл."))
    kept = Note.objects.create(
        region=by.region,
        person_id=people.person(region=by.region, id=person).id,
        case=row,
        text=typed(text, 2000),
        next_contact_on=next_contact_on,
        by_id=account(by),
        at=at,
    )
    if row is not None:
        line(row, by, what="noted", words=words.NOTED, values={"text": kept.text[:200]}, on=on, at=at)
    return kept


@transaction.atomic
def leave_task(*, region: str, person: UUID, text: str, on: date, at: datetime, about: str = "") -> Note:
    """Something about a person that any of the staff must look at, from today on. Nobody of them has written it."""
    return Note.objects.create(
        region=region,
        person_id=people.person(region=region, id=person).id,
        text=typed(text, 2000),
        about=about,
        next_contact_on=on,
        at=at,
    )


@transaction.atomic
def finish_note(*, by: Actor, note: UUID, on: date) -> None:
    """The contact has taken place: the note leaves the list of today."""
    if not may.worker(by):
        raise Forbidden
    done = Note.objects.in_region(by.region).filter(token=note, done_on=None).update(done_on=on)
    if not done and not Note.objects.in_region(by.region).filter(token=note).exists():
        raise Missing
