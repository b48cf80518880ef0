"""Parts of a channel's update, taken out with care: what comes over the network may be anything."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from ryadom.channels.errors import BadUpdate

LONGEST_TEXT = 20_000


def part(of: Any, *names: str) -> Any:
    """`of[names[0]][names[1]]…`, or None where something on the way is no object or is not there."""
    for name in names:
        of = of.get(name) if isinstance(of, dict) else None
    return of


def needed(of: Any, *names: str) -> str:
    """The same as a text. Raises BadUpdate when it is missing or is neither text nor whole number."""
    found = part(of, *names)
    if isinstance(found, bool) or not isinstance(found, str | int) or found == "":
        raise BadUpdate(f"{'.'.join(names)} is missing")
    return storable(str(found))[:200]


def text(of: Any, *names: str) -> str:
    """A text without signs that a database does not store; empty where there is none."""
    found = part(of, *names)
    return storable(found)[:LONGEST_TEXT] if isinstance(found, str) else ""


def storable(found: str) -> str:
    """Without zero bytes and halves of signs (lone surrogates): no database stores them."""
    return found.replace("\x00", "").encode("utf-8", "ignore").decode()


def moment(told: Any, fallback: datetime, scale: float = 1.0) -> datetime:
    """Unix seconds, or thousandths with `scale` 0.001; the fallback where it is no moment of our time."""
    if isinstance(told, bool) or not isinstance(told, int | float) or not 0 < told * scale < 4_102_444_800:
        return fallback
    return datetime.fromtimestamp(told * scale, UTC)


def objects(told: Any) -> Iterable[dict[str, Any]]:
    """The objects of a list, at most a hundred of them."""
    return [one for one in told if isinstance(one, dict)][:100] if isinstance(told, list) else []


def size(told: Any) -> int | None:
    return told if isinstance(told, int) and not isinstance(told, bool) and told >= 0 else None
