"""Facts as they lie in JSON: typed, exact, with their source; and back into the values that rules read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from ryadom.cases.api import typed
from ryadom.rules.api import FactValue

LONGEST = 2000
SOURCES = ("said", "staff", "document", "register")


class BadSnapshot(ValueError):
    """What came is not a set of facts; nothing was written."""


def packed(value: FactValue) -> dict[str, Any]:
    """One fact as JSON: `{"type", "value", "source", "about", "as_of"}`."""
    kind, plain = _plain(value.value)
    found: dict[str, Any] = {"type": kind, "value": plain, "source": value.source}
    if value.about:
        found["about"] = True
    if value.as_of:
        found["as_of"] = value.as_of.isoformat()
    return found


def unpacked(raw: Any) -> FactValue:
    """The fact behind that JSON. Raises BadSnapshot."""
    try:
        value, source = _typed(raw["type"], raw["value"]), raw["source"]
        as_of = date.fromisoformat(raw["as_of"]) if raw.get("as_of") else None
    except (KeyError, TypeError, ValueError, InvalidOperation, AttributeError) as fault:
        raise BadSnapshot(f"not a fact: {type(fault).__name__}") from None
    if source not in SOURCES:
        raise BadSnapshot("unknown source")
    return FactValue(value, source, bool(raw.get("about")), as_of)


def all_packed(facts: Mapping[str, FactValue]) -> dict[str, Any]:
    """Facts by reference (`key` or `key@person`), as JSON."""
    return {ref: packed(value) for ref, value in facts.items()}


def all_unpacked(raw: Mapping[str, Any]) -> dict[str, FactValue]:
    """Facts by reference, as rules read them. Raises BadSnapshot."""
    return {ref: unpacked(value) for ref, value in raw.items()}


def _plain(value: Any) -> tuple[str, Any]:
    if value is None:
        return "absent", None
    if isinstance(value, bool):
        return "boolean", value
    if isinstance(value, Decimal | int):
        return "number", format(Decimal(value), "f")
    if isinstance(value, date):
        return "date", value.isoformat()
    if isinstance(value, str):
        if len(value) > LONGEST:
            raise BadSnapshot("a text of a fact is short")
        return "text", typed(value, LONGEST)
    raise BadSnapshot(f"a fact is never a {type(value).__name__}")


def _typed(kind: str, value: Any) -> Any:
    if kind == "absent":
        return None
    if kind == "boolean" and isinstance(value, bool):
        return value
    if kind in ("number", "money"):
        return Decimal(str(value))
    if kind == "date":
        return date.fromisoformat(value)
    if kind in ("text", "choice") and isinstance(value, str):
        return value
    raise ValueError(kind)
