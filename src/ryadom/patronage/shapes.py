"""The frozen values that cross this room's door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ryadom.patronage.foreseeing import Ahead
from ryadom.people.api import Person


@dataclass(frozen=True)
class CareView:
    """Who is beside a family, since when and on what ground. `curator` empty: the family waits for one.

    `answers`: who looks after the family today, where the curator is away; `needs`: how many wait for an answer.
    """

    token: UUID
    family: UUID | None
    person: Person
    curator: int | None
    curator_name: str
    since: datetime
    ground: str
    ground_words: str
    ends_at: datetime | None = None
    ended: str = ""
    ended_words: str = ""
    last_contact_at: datetime | None = None
    next_contact_on: date | None = None
    ahead_on: date | None = None
    ahead: tuple[Ahead, ...] = ()
    needs: int = 0
    no_calls: bool = False
    answers: int | None = None
    answers_name: str = ""
    own: bool = False
    stands_in: bool = False
    referred: bool = False

    @property
    def beside(self) -> bool:
        """Whether the one who asks looks after this family."""
        return self.own or self.stands_in or self.referred


@dataclass(frozen=True)
class NeedView:
    token: UUID
    person: UUID
    person_name: str
    words: str
    source: str
    thread: str
    state: str
    answer: str
    answered_ref: str
    answered_at: datetime | None
    answered_name: str
    at: datetime
    who: str


@dataclass(frozen=True)
class ContactView:
    token: UUID
    person: UUID
    at: datetime
    way: str
    reached: str
    about: str
    next_on: date | None
    who: str


@dataclass(frozen=True)
class CallView:
    """One line of the plan of a day. `phone`: empty where none is known; `no_calls`: asked since not to be called."""

    token: UUID
    person: Person
    why: str
    measures: tuple[str, ...]
    due_on: date | None
    place: int
    state: str
    last_contact_at: datetime | None
    ahead: tuple[Ahead, ...] = ()


@dataclass(frozen=True)
class MoveView:
    """A move of a family. `to`: the name of a curator or the body; `mine`: it is for the one who asks to answer."""

    token: UUID
    care: UUID
    person: Person
    move: str
    state: str
    to: str
    to_curator: int | None
    about: str
    consent: bool
    override: str
    asked_at: datetime
    asked_name: str
    settled_at: datetime | None
    settled_name: str
    answer: str
    mine: bool = False
    beside: bool = False


@dataclass(frozen=True)
class AbsenceView:
    token: UUID
    account: int
    name: str
    starts: date
    ends: date
    why: str
    deputy_name: str


@dataclass(frozen=True)
class EntryView:
    """Somebody who waits, or is answered. `place`: their place in line as they were told it; 0 once somebody answers.

    `late`: the promise is broken; `minutes`: for how long they wait. `silent`: whoever took it owes a word, and
    `takes_back_at` it goes back to the line; `escalates_at` the head is told. Both are empty where nothing runs.
    """

    token: UUID
    thread: str
    need: UUID | None
    person: Person | None
    summary: str
    priority: int
    state: str
    curator: int | None
    curator_name: str
    asked_at: datetime
    promised_at: datetime
    taken_by: int | None
    taken_name: str
    taken_back: int
    escalated_at: datetime | None
    place: int
    minutes: int
    late: bool
    silent: bool
    mine: bool
    may_take: bool
    takes_back_at: datetime | None = None
    escalates_at: datetime | None = None

    @property
    def crisis(self) -> bool:
        return self.priority == 0

    @property
    def short(self) -> str:
        """The first two lines of the summary, for a list: what was said, and who the family is."""
        return "\n".join(line[:120] for line in self.summary.splitlines()[:2])


@dataclass(frozen=True)
class Place:
    """What a waiting person is told: their place in line, until when they are answered, whether anybody is there."""

    place: int
    waits_until: datetime | None
    open_now: bool
    opens_at: datetime
    assumed: frozenset[str] = frozenset()  # times that no region has promised: our guess
