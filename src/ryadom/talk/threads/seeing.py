"""What a turn saw of the day beside the rules: hours, the place in line, applications. Kept with it, so that living it
again says the same words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import date, datetime
from typing import Any

from ryadom.talk.dialogue.shapes import Desk, QueuePlace, Represented, Standing, World

_MOMENTS = frozenset({"opens_at", "closes_at", "waits_until", "duty_opens_at"})
_DAYS = frozenset({"promised_on", "closed_on"})


def seen(world: World) -> dict[str, Any]:
    """As JSON; what is empty is left out."""
    kept = {
        "desk": _plain(asdict(world.desk)),
        "place": _plain(asdict(world.place)) if world.place else None,
        "standings": [_plain(asdict(one)) for one in world.standings],
        "acts_for": [asdict(one) for one in world.acts_for],
    }
    return {name: value for name, value in kept.items() if value}


def with_seen(world: World, kept: Mapping[str, Any]) -> World:
    """The world as that turn saw it."""
    return replace(
        world,
        desk=_made(Desk, kept.get("desk", {})),
        place=_made(QueuePlace, kept["place"]) if kept.get("place") else None,
        standings=tuple(_made(Standing, one) for one in kept.get("standings", ())),
        acts_for=tuple(Represented(**one) for one in kept.get("acts_for", ())),
    )


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    shown = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    return {name: value for name, value in shown.items() if value not in (None, "") and value is not False}  # 0 stays


def _made(kind: Any, kept: Mapping[str, Any]) -> Any:
    own = {one.name for one in fields(kind)}
    values = {name: _read(name, value) for name, value in kept.items() if name in own}
    # What the kind cannot be made without and the record leaves out as empty.
    empty = {"number": "", "title": "", "stage": "", "promised_on": None} if kind is Standing else {}
    return kind(**{**empty, **values})


def _read(name: str, value: Any) -> Any:
    if name in _MOMENTS:
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if name in _DAYS else value
