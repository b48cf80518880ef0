"""Where care stands on a day, as one word: what is waited for now. Both the person's page and the desk read it.

Pure Python: the words for each reader belong to the pages.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from .shapes import ProgrammeView


class Now(StrEnum):
    """What is waited for. The order of the first six is the order of the way."""

    DECIDE = "decide"  # a specialist decides whether the need is there
    DRAW = "draw"  # a specialist puts the programme together
    APPROVE = "approve"  # a second person approves it
    CHOOSE = "choose"  # the person chooses who comes
    ANSWER = "answer"  # the provider says yes or no
    VISITS = "visits"  # somebody comes by plan
    SILENT = "silent"  # the provider has not answered by its day
    EXPIRED = "expired"  # the days of the programme are over
    REFUSED = "refused"
    OVER = "over"  # ended by the person, or a newer programme holds


WAY = (Now.DECIDE, Now.DRAW, Now.APPROVE, Now.CHOOSE, Now.ANSWER, Now.VISITS)
_ENDED = {"refused": Now.REFUSED, "replaced": Now.OVER, "ended": Now.OVER}


def standing(programme: ProgrammeView, on: date) -> Now:
    """Where a programme stands on a day. Not for a provider's view: the words of the decision are left out there."""
    if programme.stage in _ENDED:
        return _ENDED[programme.stage]
    if programme.stage == "need":
        return Now.DRAW if programme.why else Now.DECIDE
    if programme.stage == "drawn":
        return Now.APPROVE
    if programme.ends is not None and programme.ends < on:
        return Now.EXPIRED
    order = programme.live_order
    if order is None:
        return Now.CHOOSE
    if order.state == "accepted":
        return Now.VISITS
    return Now.SILENT if order.answer_by is not None and order.answer_by < on else Now.ANSWER


def place(now: Now) -> int:
    """How many steps of the way lie behind; a way that is over has all of them or none ahead of it."""
    if now is Now.SILENT:
        return WAY.index(Now.ANSWER)
    return WAY.index(now) if now in WAY else 0 if now is Now.REFUSED else len(WAY)
