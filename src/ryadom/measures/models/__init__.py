"""Nouns of this room: claims with what becomes of them, and the places of measures that have a quota."""

from .claims import (
    LIVE,
    Appeal,
    Award,
    AwardPart,
    Claim,
    ClaimFact,
    ClaimPaper,
    ClaimState,
    Confirmation,
    Decision,
    ExternalFiling,
    Mode,
    Proposal,
    Signed,
)
from .places import Places, QueuePlace

__all__ = [
    "LIVE", "Appeal", "Award", "AwardPart", "Claim", "ClaimFact", "ClaimPaper", "ClaimState", "Confirmation",
    "Decision", "ExternalFiling", "Mode", "Places", "Proposal", "QueuePlace", "Signed",
]  # fmt: skip
