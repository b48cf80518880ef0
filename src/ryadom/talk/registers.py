"""Monthly incomes that the file of a family holds: counted, so that nobody is asked what the state knows.

They come in for a family that stands in the file as it was told. What belongs to a grown-up whose file the reader may
not see is counted too, as it will be when a claim is decided, but its sums are shown to nobody: `closed`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ryadom.kit.periods import month_start
from ryadom.people import api as people
from ryadom.rules.api import Cover, Record, cover_of, may_earn
from ryadom.talk.household import APPLICANT, Member, unpacked
from ryadom.talk.models import Conversation

MONTHS = 30


@dataclass(frozen=True)
class Incomes:
    """Records by the conversation's own names of people, and the months in which they are complete for `earners`."""

    records: tuple[Record, ...] = ()
    cover: Cover | None = None
    closed: bool = False
    earners: tuple[str, ...] = ()


def incomes_of(conversation: Conversation, on: date) -> Incomes:
    """What the file knows on a date, nothing where anybody told is no person of the file. 3 queries."""
    household = unpacked(conversation.household)
    # Only what was brought in from the file names a subject; whether this reader may was asked then.
    if conversation.subject_id is None or household.stage != "done":
        return Incomes()
    return incomes_known(conversation.region, conversation.subject_id, household.members, on)


def incomes_known(region: str, subject: UUID, members: tuple[Member, ...], on: date) -> Incomes:
    """The same for a family that stands in the file, seen from `subject`. 2 queries."""
    told = {UUID(member.person): member for member in members if member.person}
    if len(told) != len(members):
        return Incomes()
    called = {subject: APPLICANT} | {id: member.id for id, member in told.items()}
    persons = people.persons(region=region, ids=called)
    earners = tuple(called[id] for id, person in persons.items() if may_earn(person.birth_date, on))
    rows = people.incomes(region=region, person_ids=called, first=month_start(on, -MONTHS), last=on)
    records = tuple(Record(called[row.person_id], row.month, row.kind, row.amount, row.source) for row in rows)
    shut = {id for id, member in told.items() if member.closed}
    closed = any(row.person_id in shut for row in rows)
    return Incomes(records, cover_of(records, list(earners)), closed, earners)
