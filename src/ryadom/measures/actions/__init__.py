"""Verbs that write: one transaction each, in the order permission, change, history, event."""

from .appealing import appeal, resolve_appeal
from .awarding import end_award, give_place, renew
from .checking import ask_for_paper, check_paper, prove
from .confirming import confirm, confirm_second, withdraw_confirmation
from .deciding import approve, decide_grant, decide_refuse, give_back
from .drafting import attach_paper, change_draft, purge_drafts, send, sign_on_paper, start_draft
from .ending import register_outcome, withdraw
from .external import mark_external, print_sheet
from .placing import approve_places, enter_places, return_places, take_back_places

__all__ = [
    "appeal",
    "approve",
    "approve_places",
    "ask_for_paper",
    "attach_paper",
    "change_draft",
    "check_paper",
    "confirm",
    "confirm_second",
    "decide_grant",
    "decide_refuse",
    "end_award",
    "enter_places",
    "give_back",
    "give_place",
    "mark_external",
    "print_sheet",
    "prove",
    "purge_drafts",
    "register_outcome",
    "renew",
    "resolve_appeal",
    "return_places",
    "send",
    "sign_on_paper",
    "start_draft",
    "take_back_places",
    "withdraw",
    "withdraw_confirmation",
]
