"""What goes in and out of a channel, whatever it is: frozen values that cross the door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Channel(StrEnum):
    """The ways by which people and the region speak with each other."""

    WEB = "web"
    PHONE = "phone"
    MAX = "max"
    VK = "vk"
    SMS = "sms"
    EMAIL = "email"
    PAPER = "paper"
    TELEGRAM = "telegram"


class Sort(StrEnum):
    """What kind of thing came in."""

    TEXT = "text"
    BUTTON = "button"
    FILE = "file"
    VOICE = "voice"
    STICKER = "sticker"
    PLACE = "place"
    CONTACT = "contact"
    EDITED = "edited"
    DELETED = "deleted"
    STARTED = "started"
    BLOCKED = "blocked"
    OTHER = "other"


@dataclass(frozen=True)
class Attached:
    """A file somebody sent: `handle` opens it at the channel (it is fetched later, by a job)."""

    handle: str
    name: str = ""
    media: str = ""
    size: int | None = None


@dataclass(frozen=True)
class Update:
    """What an adapter read from a channel's own format. (channel, bot, update_id) is said once for ever.

    `chat`: the conversation at the channel (a chat id, a phone number, a web visitor's key hash). `refers`: the
    channel's id of the message that was edited, deleted or answered by a button; `message_id` its own.
    """

    channel: Channel
    bot: str
    update_id: str
    chat: str
    sender: str
    sort: Sort
    said_at: datetime
    text: str = ""
    button: str = ""
    files: tuple[Attached, ...] = ()
    message_id: str = ""
    refers: str = ""
    forwarded: bool = False


@dataclass(frozen=True)
class Inbound:
    """A stored update on its way to the receiver. `person`: whose address this is, None before it is linked."""

    id: int
    region: str
    address: int
    person: str | None
    update: Update
    stored_at: datetime


@dataclass(frozen=True)
class Receipt:
    """What a channel told of a message that we sent. `told`: delivered, read or failed; `number`: the id
    under which it was sent; `up_to`: all before it, too; `gone`: nothing will reach this address.
    """

    channel: Channel
    bot: str
    told: str
    number: str
    chat: str = ""
    up_to: bool = False
    why: str = ""
    gone: bool = False


@dataclass(frozen=True)
class Fetched:
    """Files of one update that came from the channel, as (name, bytes); or why they did not come.

    `fault`: "" when they are here, else too-big or gone.
    """

    inbound: int
    region: str
    channel: Channel
    files: tuple[tuple[str, bytes], ...] = ()
    fault: str = ""


@dataclass(frozen=True)
class Button:
    """A button: its words, and the data that comes back (at most 64 bytes, the shortest limit of the channels)."""

    text: str
    data: str


@dataclass(frozen=True)
class Message:
    """What is said to a person. Buttons in rows; where a channel has none they become numbered lines to answer."""

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()


class Weight(StrEnum):
    """Why it is sent: a reply to what came in goes at any hour; a notice waits for the day and can be unsubscribed."""

    REPLY = "reply"
    STAFF = "staff"
    NOTICE = "notice"


@dataclass(frozen=True)
class Conversing:
    """One address as the rooms above see it."""

    id: int
    region: str
    channel: Channel
    bot: str
    chat: str
    person: str | None
    reachable: bool
