"""Verbs of this room, in the order in which a need is settled."""

from .approving import approve, draw, give_back
from .asking import recognise, refuse, tell_need, withdraw
from .ordering import accept, arrange, cancel_order, end_order, lapse, order, turn_down
from .rating import look_into, rate
from .visiting import cancel_visit, plan_visits, record_visit, sign_by_code, sign_on_paper

__all__ = [
    "accept",
    "approve",
    "arrange",
    "cancel_order",
    "cancel_visit",
    "draw",
    "end_order",
    "give_back",
    "lapse",
    "look_into",
    "order",
    "plan_visits",
    "rate",
    "recognise",
    "record_visit",
    "refuse",
    "sign_by_code",
    "sign_on_paper",
    "tell_need",
    "turn_down",
    "withdraw",
]
