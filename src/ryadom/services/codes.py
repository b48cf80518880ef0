"""The code of a visit: four digits that the person holds and the care worker learns only at the door.

It is made from the order's secret and the visit's key, so nothing is sent and nothing is kept: the person reads it on
their own page or on the printed sheet of the month.
"""

from __future__ import annotations

import hashlib
import hmac
from uuid import UUID

DIGITS = 4
MOST_TRIES = 5


def code_of(secret: str, visit: UUID) -> str:
    """The code of one visit, four digits."""
    made = hmac.new(bytes.fromhex(secret), visit.bytes, hashlib.sha256).digest()
    return f"{int.from_bytes(made[:8]) % 10**DIGITS:0{DIGITS}}"


def is_code(secret: str, visit: UUID, typed: str) -> bool:
    """Whether what was typed is the code; spaces do not matter. The comparison takes the same time for all."""
    bare = "".join(sign for sign in typed if sign.isascii() and sign.isdigit())
    return hmac.compare_digest(bare, code_of(secret, visit))
