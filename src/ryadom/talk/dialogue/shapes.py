"""What goes into a turn and what comes out of it: frozen values, and the stack as JSON that loses nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from ryadom.channels.api import Button, Message
from ryadom.rules.api import Family, Rulebook
from ryadom.talk.crisis import Hotline
from ryadom.talk.hearing.shapes import Guess, Hearing, SaidFact
from ryadom.talk.library import Situation

__all__ = [
    "ANONYMOUS", "IDENTIFIED", "Button", "Desk", "Ear", "Event", "Frame", "Guess", "Heard", "Hearing", "Known", "Lead",
    "Message", "QueuePlace", "Represented", "SaidFact", "Sort", "Stack", "Standing", "State", "Survey", "Turned", "Way",
    "WayStep", "Ways", "World", "packed", "unpacked",
]  # fmt: skip

ANONYMOUS, IDENTIFIED = "anonymous", "identified"


class Sort(StrEnum):
    """What kind of thing was heard. Those from KNOWN on are said by the house itself, not by the person."""

    TEXT = "text"
    BUTTON = "button"
    STARTED = "started"
    STICKER = "sticker"
    VOICE = "voice"
    FILE = "file"
    OTHER = "other"
    EDITED = "edited"
    DELETED = "deleted"
    BLOCKED = "blocked"
    KNOWN = "known"
    TOOK = "took"
    GAVE_BACK = "gave_back"
    CLOSED = "closed"
    RANG = "rang"
    SILENT = "silent"
    MOVED = "moved"


class State(StrEnum):
    """Who answers the person now: the bot, nobody yet (a person was asked for), a colleague; or it is over."""

    BOT = "bot"
    WAITING = "waiting"
    STAFF = "staff"
    CLOSED = "closed"


class Ear(Protocol):
    """Hears one sentence; the same sentence is always heard alike."""

    def hear(self, text: str) -> Hearing:
        """What it was heard as."""


@dataclass(frozen=True)
class Lead:
    """Where a topic leads. `kind`: situation, measure, route or do; `to`: its id, or what to do; `answer`: what is
    true and where to go, where nothing here covers it; `route`: a path by steps beside it.
    """

    topic: str
    kind: str
    to: str
    title: str
    answer: str = ""
    route: str = ""


@dataclass(frozen=True)
class WayStep:
    """One step of a path as it stands for a family. `state`: open, waits, ahead, done or not_yours; `perhaps`: «если …»
    where nobody knows yet whether it is for them; `who` acts, in words.
    """

    id: str
    title: str
    who: str
    state: str
    perhaps: str = ""


@dataclass(frozen=True)
class Way:
    """A path by steps that the region has, in the reader's language."""

    id: str
    title: str
    situation: str = ""


class Ways(Protocol):
    """The paths of a region on a day; a pure reader: the same family is always told the same."""

    def all(self) -> Mapping[str, Way]:
        """By id."""

    def steps(self, id: str, family: Family) -> tuple[WayStep, ...]:
        """The steps for a family, in the order of the path."""


@dataclass(frozen=True)
class Represented:
    """Somebody for whom the person of the thread may act: a key, and how they are called."""

    key: str
    name: str


@dataclass(frozen=True)
class Standing:
    """One application or case of the person, as its status is told."""

    number: str
    title: str
    stage: str
    promised_on: date | None
    holder: str = ""
    closed_on: date | None = None
    outcome: str = ""


@dataclass(frozen=True)
class QueuePlace:
    """The person's place among those who wait for somebody. `waits_until`: by when an answer is promised."""

    place: int
    waits_until: datetime | None = None
    open_now: bool = False
    opens_at: datetime | None = None


@dataclass(frozen=True)
class Desk:
    """The people behind the bot as the region has entered them. `entered` False: hours are not known, and are not
    invented. `crisis_within`: how soon danger is answered, in minutes, None where nobody promised it. `rota`: who is
    on duty was entered by name; `duty_opens_at`: when the next duty begins, where nobody is on duty now.
    """

    entered: bool = False
    open_now: bool = False
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    phone: str = ""
    hours: str = ""
    within: int | None = None
    crisis_now: bool = False
    crisis_within: int | None = None
    rota: bool = False
    duty_name: str = ""
    duty_phone: str = ""
    duty_opens_at: datetime | None = None


@dataclass(frozen=True)
class Survey:
    """The one question after a closed thread, in the reader's language."""

    question: str
    choices: tuple[tuple[int, str], ...]
    thanks: str


@dataclass(frozen=True)
class World:
    """All that a turn may look at beside the stack; `zone` is the offset of the region's clock, so that hours are said
    as people there read them.
    """

    region: str
    at: datetime
    on: date
    ear: Ear
    book: Rulebook | None = None
    language: str = "ru"
    leads: Mapping[str, Lead] = field(default_factory=dict)
    situations: tuple[Situation, ...] = ()
    hotlines: Mapping[str, tuple[Hotline, ...]] = field(default_factory=dict)
    desk: Desk = Desk()
    place: QueuePlace | None = None
    standings: tuple[Standing, ...] = ()
    survey: Survey | None = None
    ways: Ways | None = None
    acts_for: tuple[Represented, ...] = ()


@dataclass(frozen=True)
class Known:
    """What the file knows of the person and the family, as it may be used in the conversation; JSON inside.

    `members` None: the family is not known as a whole. `records`: monthly incomes as (person, month, kind, amount,
    source), `earners`: whose incomes they cover.
    """

    name: str = ""
    members: list[dict[str, Any]] | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    records: list[list[str]] = field(default_factory=list)
    earners: list[str] = field(default_factory=list)
    closed: bool = False


@dataclass(frozen=True)
class Heard:
    """One thing that happened in a thread. `who`: the colleague, where the house speaks; `level`: how surely the person
    is known; `moved`: the path that moved (title, steps, whose); `meant`: a topic that was chosen outside from our own
    list, where the region has decided to ask there; `files`: how many came with it, `kept`: they are kept for whoever
    answers.
    """

    sort: Sort
    at: datetime
    text: str = ""
    button: str = ""
    who: str = ""
    level: str = ANONYMOUS
    forwarded: bool = False
    files: int = 0
    kept: bool = False
    known: Known | None = None
    moved: dict[str, Any] | None = None
    meant: str = ""

    def packed(self) -> dict[str, Any]:
        """As it is kept with the thread."""
        kept = {name: value for name, value in asdict(self).items() if value not in ("", False, 0, None)}
        return kept | {"sort": str(self.sort), "at": self.at.isoformat()}

    @classmethod
    def unpacked(cls, kept: Mapping[str, Any]) -> Heard:
        """What `packed` kept."""
        known = Known(**kept["known"]) if kept.get("known") else None
        at = datetime.fromisoformat(kept["at"])
        own = {one.name for one in fields(cls)}  # beside them stands what the house saw and did in that turn
        kept = {name: value for name, value in kept.items() if name in own}
        return cls(**{**kept, "sort": Sort(kept["sort"]), "at": at, "known": known})


@dataclass(frozen=True)
class Frame:
    """One thing begun and not ended. `kind` names the flow, `data` is what the flow keeps: JSON."""

    kind: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Stack:
    """Where a conversation stands. The last frame is the one that is talked about; those below wait to be returned to.

    `told`: the answers, as the guided pages keep them. `offered`: the buttons of the last message (words, data).
    `last`: what was said last, for «повторите». `misses`: how often in a row nothing was understood.
    `foot`: the line about people under it.
    """

    frames: tuple[Frame, ...] = ()
    told: dict[str, Any] = field(default_factory=dict)
    state: State = State.BOT
    serial: int = 0
    offered: tuple[tuple[str, str], ...] = ()
    last: tuple[dict[str, Any], ...] = ()
    misses: int = 0
    danger: str = ""
    level: str = ANONYMOUS
    staff: str = ""
    greeted: bool = False
    shown: tuple[str, ...] = ()
    said_first: str = ""
    forwarded_at: str = ""
    last_at: str = ""
    silent_since: str = ""
    way: str = ""
    way_open: tuple[str, ...] = ()
    foot: str = ""

    @property
    def top(self) -> Frame | None:
        return self.frames[-1] if self.frames else None

    @property
    def situation(self) -> str:
        """The life situation that was chosen, "" before."""
        return str(self.told.get("situation", ""))


@dataclass(frozen=True)
class Event:
    """What a turn asks the house to do or to tell. `name`: asked_for_a_person, crisis_heard, call_back, appeal_told,
    person_left_queue, survey_answered, settled, way_begun, sign_in, broke.
    """

    name: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Turned:
    """One turn. `foot`: when a person answers; it stands under the last message, and has its place on a page."""

    stack: Stack
    messages: tuple[Message, ...] = ()
    events: tuple[Event, ...] = ()
    foot: str = ""


def packed(stack: Stack) -> dict[str, Any]:
    """The stack as JSON."""
    kept: dict[str, Any] = json.loads(json.dumps(asdict(stack)))
    return kept


def unpacked(kept: Mapping[str, Any]) -> Stack:
    """The stack that `packed` kept; nothing kept yet is an empty one."""
    if not kept:
        return Stack()
    frames = tuple(Frame(one["kind"], dict(one["data"])) for one in kept.get("frames", ()))
    offered = tuple((words, data) for words, data in kept.get("offered", ()))
    return replace(
        Stack(),
        **{
            **kept,
            "frames": frames,
            "offered": offered,
            "state": State(kept.get("state", "bot")),
            "last": tuple(kept.get("last", ())),
            "shown": tuple(kept.get("shown", ())),
            "way_open": tuple(kept.get("way_open", ())),
        },
    )
