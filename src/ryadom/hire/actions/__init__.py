"""Verbs of this room, in the order in which a hire goes."""

from .asking import ask, confirm, refuse, withdraw
from .choosing import keep, let_go
from .lending import give, prolong, remind_overdue, take_back
from .stock import put_on_shelf, put_out_of_use, put_to_use

__all__ = [
    "ask",
    "confirm",
    "give",
    "keep",
    "let_go",
    "prolong",
    "put_on_shelf",
    "put_out_of_use",
    "put_to_use",
    "refuse",
    "remind_overdue",
    "take_back",
    "withdraw",
]
