"""The door of channels: what comes in is stored and handled once, what goes out is written and followed.

A room above registers the one receiver; it is called inside the transaction that marks the update handled, so
whatever it writes and sends happens once or not at all. Time is passed in.
"""

from __future__ import annotations

from .adapters.paper import register_printer
from .addresses import address, addresses_of, many, subscribe, unsubscribe
from .delivering import deliver
from .errors import BadUpdate, CodeRefused
from .inbox import handle_now, register_receiver, store, work
from .keeping import forget
from .letters import Dead, dead, return_dead
from .linking import LIFE, issue_code, link, link_by_login, link_by_staff, unlink
from .outbox import cancel, send
from .shapes import Attached, Button, Channel, Conversing, Inbound, Message, Sort, Update, Weight

__all__ = [
    "LIFE",
    "Attached",
    "BadUpdate",
    "Button",
    "Channel",
    "CodeRefused",
    "Conversing",
    "Dead",
    "Inbound",
    "Message",
    "Sort",
    "Update",
    "Weight",
    "address",
    "addresses_of",
    "cancel",
    "dead",
    "deliver",
    "forget",
    "handle_now",
    "issue_code",
    "link",
    "link_by_login",
    "link_by_staff",
    "many",
    "register_printer",
    "register_receiver",
    "return_dead",
    "send",
    "store",
    "subscribe",
    "unlink",
    "unsubscribe",
    "work",
]
