"""One answer: from what was typed to what is kept, and from what is kept to a value with its provenance."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ryadom.people.api import BadValue, FactKind, parse_value
from ryadom.rules.api import PROVED, FactRef, FactValue
from ryadom.talk.household import BadAnswer

MOST_ANSWERS = 400  # of one conversation; a page never comes near, a script does
_LARGEST_INCOME = Decimal(10) ** 10


@dataclass(frozen=True)
class Given:
    """What a person gave for one fact: a text, «не знаю» (`unknown`) or «нет такого» (`absent`); `about`: примерно."""

    text: str = ""
    unknown: bool = False
    absent: bool = False
    about: bool = False


def kind_of(facts: Mapping[str, Any], ref: FactRef) -> FactKind:
    """How this fact is read. Outside the catalogue: incomes are money, all else is yes or no. Raises BadAnswer."""
    if ref.prefix == "income":
        return FactKind(ref.key, ref.key, "person", "money", min=Decimal(0), max=_LARGEST_INCOME)
    if ref.prefix in ("attested", "document", "received"):
        return FactKind(ref.key, ref.key, "application", "boolean")
    known = facts.get(ref.key)
    if known is None:
        raise BadAnswer({ref.id[:80]: _("Такого вопроса нет. Откройте страницу заново.")})
    return known if isinstance(known, FactKind) else known.file.kind(ref.key)


def kept(kind: FactKind, ref: FactRef, given: Given, *, on: date, at: datetime, language: str = "ru") -> dict[str, Any]:
    """The answer as it is kept. Raises BadAnswer with a sentence in the reader's language."""
    entry: dict[str, Any] = {"type": kind.type, "at": at.isoformat(), "about": given.about and kind.type == "money"}
    if given.unknown:
        return {**entry, "state": "unknown", "value": None}
    try:
        value = parse_value(kind, None if given.absent else given.text, on=on)
    except BadValue as bad:
        raise BadAnswer({ref.id: bad.said(language)}) from None
    return {**entry, "state": "absent" if value is None else "said", "value": encode(value)}


def known(ref: FactRef, value: FactValue, type_: str) -> dict[str, Any]:
    """A value that registers, papers or staff hold, as it is kept beside the answers."""
    as_of = value.as_of.isoformat() if value.as_of else None
    return {"type": type_, "value": encode(value.value), "source": value.source, "about": value.about, "as_of": as_of}


def said_value(entry: Mapping[str, Any]) -> FactValue | None:
    """The value of an answer; None where the person does not know, or took the answer back."""
    if entry["state"] == "unknown" or entry.get("aside"):
        return None
    return FactValue(decode(entry["type"], entry["value"]), "said", bool(entry["about"]), _day(entry["at"]))


def known_value(entry: Mapping[str, Any]) -> FactValue:
    """The value that was known beforehand, with its source and date."""
    return FactValue(decode(entry["type"], entry["value"]), entry["source"], entry["about"], _day(entry["as_of"]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def believed(said: FactValue | None, beforehand: FactValue | None) -> FactValue | None:
    """What counts: a proof stands against words; of two sayings the newer one, made here, wins."""
    if beforehand is not None and (beforehand.source in PROVED or said is None):
        return beforehand
    return said


def contradict(said: FactValue | None, beforehand: FactValue | None) -> bool:
    """Whether the person says something else than a register does: to be asked about, never decided silently."""
    return (
        said is not None and beforehand is not None and beforehand.source in PROVED and said.value != beforehand.value
    )


def encode(value: Any) -> Any:
    """A value as JSON that loses nothing: dates and numbers as text."""
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else value


def decode(type_: str, kept: Any) -> Any:
    """The value that `encode` kept."""
    if kept is None:
        return None
    if type_ == "date":
        return date.fromisoformat(kept)
    return Decimal(kept) if type_ in ("number", "money") else kept


def same(one: Mapping[str, Any] | None, other: Mapping[str, Any]) -> bool:
    """Whether two kept answers say the same: a doubled click changes nothing."""
    fields = ("state", "value", "about")
    return one is not None and not one.get("aside") and all(one[name] == other[name] for name in fields)
