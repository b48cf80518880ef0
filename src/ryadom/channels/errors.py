"""Why a channel did not take a message, sorted by what follows from it; and why an action was refused."""

from __future__ import annotations

from ryadom.people.api import CodeRefused

__all__ = ["BadUpdate", "CodeRefused", "NotSent", "Permanent", "Temporary"]


class NotSent(Exception):
    """A channel did not take a message. `why` is one stable word; nothing of the message is in it."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Temporary(NotSent):
    """Another try may succeed. `after`: seconds the channel asked for; `doubtful`: it may have taken it already."""

    def __init__(self, why: str, *, after: float | None = None, doubtful: bool = False) -> None:
        super().__init__(why)
        self.after = after
        self.doubtful = doubtful


class Permanent(NotSent):
    """No try will succeed. `blocked`: the person shut us out, or is no longer there."""

    def __init__(self, why: str, *, blocked: bool = False) -> None:
        super().__init__(why)
        self.blocked = blocked


class BadUpdate(ValueError):
    """What came to our address is not what this channel sends."""
