"""What an adapter is: two functions. Each channel's file has `send(bot, sending)` and, where updates come, `parse`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from ryadom.channels.shapes import Button, Channel

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


def sender(channel: Channel) -> Send:
    """The function that sends through a channel: gives the channel's own id of the message, or raises NotSent."""
    send: Send = import_module(f"ryadom.channels.adapters.{channel.value}").send
    return send
