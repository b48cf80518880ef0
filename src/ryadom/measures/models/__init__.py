"""Nouns of this room. A decision is written once (the database refuses to change it); a claim says where it stands."""

from ryadom.measures.models.awards import Award, AwardPart
from ryadom.measures.models.claims import LIVE, Claim, ClaimFact, ClaimPaper, ClaimState, ExternalFiling, Mode, Signed
from ryadom.measures.models.decisions import Appeal, Confirmation, Decision, Proposal
from ryadom.measures.models.determinations import Determination, DeterminationRun
from ryadom.measures.models.places import Places, QueuePlace
from ryadom.measures.models.received import Received
from ryadom.measures.models.reminders import Reminder

__all__ = [
    "LIVE",
    "Appeal",
    "Award",
    "AwardPart",
    "Claim",
    "ClaimFact",
    "ClaimPaper",
    "ClaimState",
    "Confirmation",
    "Decision",
    "Determination",
    "DeterminationRun",
    "ExternalFiling",
    "Mode",
    "Places",
    "Proposal",
    "QueuePlace",
    "Received",
    "Reminder",
    "Signed",
]
