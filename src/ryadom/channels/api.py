"""The door of channels: what comes in is stored and handled once, what goes out is written and followed.

A room above registers the one receiver; it is called inside the transaction that marks the update handled, so
whatever it writes and sends happens once or not at all. Time is passed in.
"""

from __future__ import annotations

from .adapters.paper import register_printer
from .addresses import address, addresses_of, many, subscribe, unsubscribe
from .delivering import deliver
from .errors import BadUpdate, CodeRefused
from .fetching import fetch, register_keeper, want_files
from .inbox import handle_now, register_receiver, store, work
from .keeping import forget
from .letters import Dead, Unsent, dead, give_up, one_dead, return_dead, send_again, unsent
from .linking import LIFE, issue_code, link, link_by_login, link_by_staff, unlink
from .outbox import cancel, send
from .overseeing import Figures, Health, Watch, health
from .posting import ToPost, mark_posted, to_post
from .receipts import Delivery, deliveries
from .shapes import Attached, Button, Channel, Conversing, Fetched, Inbound, Message, Sort, Update, Weight

__all__ = [
    "LIFE",
    "Attached",
    "BadUpdate",
    "Button",
    "Channel",
    "CodeRefused",
    "Conversing",
    "Dead",
    "Delivery",
    "Fetched",
    "Figures",
    "Health",
    "Inbound",
    "Message",
    "Sort",
    "ToPost",
    "Unsent",
    "Update",
    "Watch",
    "Weight",
    "address",
    "addresses_of",
    "cancel",
    "dead",
    "deliver",
    "deliveries",
    "fetch",
    "forget",
    "give_up",
    "handle_now",
    "health",
    "issue_code",
    "link",
    "link_by_login",
    "link_by_staff",
    "many",
    "mark_posted",
    "one_dead",
    "register_keeper",
    "register_printer",
    "register_receiver",
    "return_dead",
    "send",
    "send_again",
    "store",
    "subscribe",
    "to_post",
    "unlink",
    "unsent",
    "unsubscribe",
    "want_files",
    "work",
]
