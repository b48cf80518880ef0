"""A code said at the door: four digits that a person holds, and whoever serves them learns only when they meet.

It is made from a secret and a key (an order's and a visit's, a hire's and what happens to the thing), so nothing is
sent and nothing is kept: the person reads it on their own page or on a printed sheet.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from uuid import UUID

DIGITS = 4
MOST_TRIES = 5


def new_secret() -> str:
    """A secret to make codes from, for a row to keep."""
    return secrets.token_hex(16)


def code_of(secret: str, key: UUID) -> str:
    """The code of one meeting, four digits."""
    made = hmac.new(bytes.fromhex(secret), key.bytes, hashlib.sha256).digest()
    return f"{int.from_bytes(made[:8]) % 10**DIGITS:0{DIGITS}}"


def is_code(secret: str, key: UUID, typed: str) -> bool:
    """Whether what was typed is the code; spaces do not matter. The comparison takes the same time for all."""
    bare = "".join(sign for sign in typed if sign.isascii() and sign.isdigit())
    return hmac.compare_digest(bare, code_of(secret, key))
