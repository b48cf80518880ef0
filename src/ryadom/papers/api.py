"""The door of papers: keep a document, show it to who may see it, write a letter or a text message."""

from __future__ import annotations

from . import letters, sms
from .actions import Content, NoSuchPaper, add, read, withdraw
from .checks import NotAccepted
from .codeword import new as new_codeword
from .codeword import same as same_codeword
from .letters import (
    AnswerLetter,
    ApplicationLetter,
    DecisionLetter,
    FactLine,
    PlainLetter,
    ReasonLine,
    RightLine,
    Sheet,
)
from .may import register_reader
from .queries import PaperView, PartView, many, of_person
from .sms import NotForSms

__all__ = [
    "AnswerLetter",
    "ApplicationLetter",
    "Content",
    "DecisionLetter",
    "FactLine",
    "NoSuchPaper",
    "NotAccepted",
    "NotForSms",
    "PaperView",
    "PartView",
    "PlainLetter",
    "ReasonLine",
    "RightLine",
    "Sheet",
    "add",
    "letters",
    "many",
    "new_codeword",
    "of_person",
    "read",
    "register_reader",
    "same_codeword",
    "sms",
    "withdraw",
]
