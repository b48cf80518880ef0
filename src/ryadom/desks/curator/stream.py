"""One stream of what was said with a family: on the site, in messengers, on the phone, at the door; who answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ryadom.desks.curator.visit import Visit
from ryadom.patronage import api as patronage
from ryadom.people.api import Person
from ryadom.talk import api as talk

MOST = 30


@dataclass(frozen=True)
class Line:
    """One thing said or one contact. `who`: person, bot, staff or contact; `name`: in the reader's words; `way`: the
    channel, or how one was in touch; `thread`: the conversation, empty for a contact; `next_on`: the day promised next.
    """

    at: datetime
    who: str
    name: str
    way: str
    reached: str
    text: str
    thread: str = ""
    next_on: date | None = None


def of_family(
    visit: Visit, persons: Mapping[UUID, Person], ids: Collection[UUID], ways: Mapping[str, str]
) -> list[Line]:
    """The newest first; three statements, however many threads there are."""
    said = talk.said_with(region=visit.region, persons=ids, limit=MOST)
    words = [_said(thread, one, ways, persons.get(whose)) for thread, whose, one in said if not one.deleted]
    answered = {one.text.strip()[:200] for one in words if one.who == "staff"}
    met = patronage.contacts(region=visit.region, persons=ids, limit=MOST)
    # The first answer of a conversation is a contact, too: it is told once.
    contacts = [_contact(one) for one in met if not (one.way == "message" and one.about.strip()[:200] in answered)]
    return sorted([*words, *contacts], key=lambda one: one.at, reverse=True)[:MOST]


def _said(thread: str, one: talk.SaidView, ways: Mapping[str, str], whose: Person | None) -> Line:
    name = (whose.polite_name if whose else "") if one.who == "person" else one.name
    return Line(one.at, one.who, name, ways.get(one.channel, one.channel), "", one.text, thread)


def _contact(one: patronage.ContactView) -> Line:
    return Line(one.at, "contact", one.who, one.way, one.reached, one.about, next_on=one.next_on)
