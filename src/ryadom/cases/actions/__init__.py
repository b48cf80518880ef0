"""Verbs that write: one transaction each, in the order permission, change, history, event."""

from .asking import answer_request, finish_note, leave_task, note, request
from .holding import assign, assist, hand_over, take
from .opening import close, open_case, reopen_as_appeal
from .running import advance, pause, record, resume

__all__ = [
    "advance",
    "answer_request",
    "assign",
    "assist",
    "close",
    "finish_note",
    "hand_over",
    "leave_task",
    "note",
    "open_case",
    "pause",
    "record",
    "reopen_as_appeal",
    "request",
    "resume",
    "take",
]
