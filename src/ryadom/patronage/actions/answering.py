"""A colleague in a thread: one verb here moves the line and the conversation together, or neither."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ryadom.patronage import may
from ryadom.patronage.actions import queueing
from ryadom.patronage.actions.writing import demand, held, near, open_care
from ryadom.patronage.errors import NotPossible
from ryadom.patronage.models import Contact, Entry, EntryState
from ryadom.people.api import Actor
from ryadom.talk import api as talk


@transaction.atomic
def answer(*, by: Actor, entry: UUID, on: date, at: datetime) -> str:
    """Take an entry and its thread: the bot falls silent and the person is told who answers. Gives the thread.

    Raises Missing, Forbidden, Late, talk's ThreadError and ThreadMissing.
    """
    row = queueing.take(by=by, entry=entry, on=on, at=at)
    if row.thread:
        talk.take_over(by=by, token=row.thread, at=at)
    return row.thread


@transaction.atomic
def say(*, by: Actor, thread: str, text: str, on: date, at: datetime, key: str) -> None:
    """Answer in a thread one has taken; the same `key` says it once. Raises Missing, Forbidden, talk's errors."""
    first = queueing.staff_answered(by=by, thread=thread, at=at)
    talk.say_as_staff(by=by, token=thread, text=text, at=at, key=key)
    if first:
        _spoken(by, thread, text, on, at)


def _spoken(by: Actor, thread: str, text: str, on: date, at: datetime) -> None:
    """The first answer of a conversation is a contact with the family."""
    row = Entry.objects.in_region(by.region).filter(thread=thread, state=EntryState.TAKEN).first()
    if row is None or row.person_id is None:
        return
    Contact.objects.create(
        region=by.region, person_id=row.person_id, account_id=by.account, at=at, way="message", reached="talked",
        about=text[:1000],
    )  # fmt: skip
    care = open_care(by.region, row.person_id, on, lock=True)
    if care is not None:
        care.last_contact_at = at
        care.save(update_fields=["last_contact_at"])


@transaction.atomic
def give_back(*, by: Actor, thread: str, at: datetime) -> None:
    """The bot answers again; who wanted a person has had one. Raises talk's errors."""
    talk.give_back(by=by, token=thread, at=at)


@transaction.atomic
def close(*, by: Actor, thread: str, at: datetime) -> None:
    """The conversation is over; the person is told so and asked the one question. Raises talk's errors."""
    demand(may.answer_queue, by)
    talk.close_thread(by=by, token=thread, at=at)


@transaction.atomic
def pass_on(*, by: Actor, entry: UUID, on: date, at: datetime) -> None:
    """Who took it cannot go on: a colleague will, and the person is told so. Raises Missing, Forbidden, Late."""
    row = held(Entry, by.region, entry)
    was = row.taken_by_id
    queueing.put_back(by=by, entry=entry, at=at)
    if was is not None and row.thread:
        queueing.silence(row, was, at, passed=True)


@transaction.atomic
def write_first(*, by: Actor, person: UUID, text: str, on: date, at: datetime, key: str) -> str:
    """Begin a conversation with a person of one's families. Raises Forbidden, NotPossible, talk's errors."""
    demand(may.work_with, by, near(by, open_care(by.region, person, on), on))
    if not text.strip():
        raise NotPossible(talk.NothingSaid("say").said)
    thread = talk.write_first(by=by, person=person, text=text, at=at, key=key)
    queueing.began(by=by, thread=thread, person=person, on=on, at=at)
    _spoken(by, thread, text, on, at)
    return thread
