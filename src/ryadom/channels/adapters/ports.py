"""What an adapter is: functions. Each channel's file has `send(bot, sending)`; where updates come, `parse`; and where
files come, `fetch`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from ryadom.channels.errors import Permanent
from ryadom.channels.shapes import Attached, Button, Channel

if TYPE_CHECKING:
    from ryadom.channels.configuration import Bot
    from ryadom.channels.models import Address, OutboundMessage


@dataclass(frozen=True)
class Sending:
    """One message as an adapter gets it. `number` is the outbox's own: the same on every try, so a key for channels
    that know a repetition."""

    number: int
    chat: str
    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    notice: bool = False

    @classmethod
    def of(cls, lane: Address, row: OutboundMessage) -> Sending:
        shown = () if row.numbered else tuple(tuple(Button(**one) for one in buttons) for buttons in row.buttons)
        return cls(row.pk, lane.chat, row.text, shown, row.weight == "notice")


Send = Callable[["Bot", Sending], str]
Fetch = Callable[["Bot", Attached, int], bytes]


def sender(channel: Channel) -> Send:
    """The function that sends through a channel: gives the channel's own id of the message, or raises NotSent."""
    send: Send = import_module(f"ryadom.channels.adapters.{channel.value}").send
    return send


def fetcher(channel: Channel) -> Fetch:
    """The function that gives the bytes of a file somebody sent: `fetch(bot, attached, most)`; raises NotSent.

    Raises Permanent where the channel brings no files.
    """
    fetch: Fetch | None = getattr(import_module(f"ryadom.channels.adapters.{channel.value}"), "fetch", None)
    if fetch is None:
        raise Permanent("no files")
    return fetch
