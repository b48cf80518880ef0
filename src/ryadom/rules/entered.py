"""Questions to the region's own values: the records, and the book of rules that reads the approved ones.

A book is compiled once per content of its practices. The region's own values and measures are laid over it: that costs
little, so it is asked anew each time whether another record has begun to count. Every process asks the database, hence
nothing is to be told to anybody after an approval.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Count, IntegerField, Max, Q, Value

from ryadom.packs.api import Source
from ryadom.regions.once import once
from ryadom.rules import drafted
from ryadom.rules.compiled import Rulebook
from ryadom.rules.entries import Act, EntryView
from ryadom.rules.kinds import ParameterValue
from ryadom.rules.laying import lay_measures
from ryadom.rules.models import MeasureEdition, ValueEntry
from ryadom.rules.parameters import Keys, Parameter

MAX_ROWS = 500

Stamp = tuple[tuple[int, int, int], ...]
_laid: dict[tuple[str, str, int], tuple[Stamp, Rulebook]] = {}


def with_entered(book: Rulebook, on: date | None = None) -> Rulebook:
    """The book with the region's approved values and measures over those of its practices, as they count on a day (on
    none: as if every first day had come). One query when nothing has changed.
    """
    on = on or date.max
    stamp = once(("rules.stamp", book.region, on), lambda: _stamp(book.region, on))
    if not stamp:
        return book
    begun = max(row[2] for row in stamp)
    kept = _laid.get((book.region, book.lock, begun))
    if kept is None or kept[0] != stamp:
        laid = lay_measures(lay_over(book, counting(book.region)), drafted.counting(book.region, on))
        kept = _laid[book.region, book.lock, begun] = (stamp, laid)
    return kept[1]


def _stamp(region: str, on: date) -> Stamp:
    """Approved records are never taken away, so their number alone tells every state from every other; of measures also
    how many have begun.
    """
    values = ValueEntry.objects.in_region(region).filter(verdict="approved").values("region")
    texts = MeasureEdition.objects.in_region(region).filter(verdict="approved").values("region")
    told = values.annotate(n=Count("id"), last=Max("id"), begun=Value(-1, IntegerField()))
    begun = Count("id", filter=Q(starts__lte=on))
    asked = told.union(texts.annotate(n=Count("id"), last=Max("id"), begun=begun), all=True)
    return tuple(sorted((one["n"], one["last"], one["begun"]) for one in asked))


def lay_over(book: Rulebook, entries: Iterable[EntryView]) -> Rulebook:
    """A book that reads these values too and cites them in its lock. What a book remembers is not carried over."""
    own: dict[str, list[ParameterValue]] = {}
    cited = [book.lock]
    for entry in entries:
        cited.append(f"{entry.token} {entry.parameter} {sorted(entry.values.items())} {entry.starts} {entry.ends}")
        own.setdefault(entry.parameter, []).extend(_values(entry, book))
    parameters = {id: _with(parameter, own.get(id, ())) for id, parameter in book.parameters.items()}
    nouns = {f.name: getattr(book, f.name) for f in fields(book) if f.default_factory is MISSING}
    lock = sha256("\n".join(cited).encode()).hexdigest()
    return Rulebook(**{**nouns, "parameters": parameters, "lock": lock})


def _with(parameter: Parameter, own: Iterable[ParameterValue]) -> Parameter:
    known = [value for value in own if _fits(parameter, value)]
    return replace(parameter, values=(*parameter.values, *known), asked={}) if known else parameter


def _fits(parameter: Parameter, value: ParameterValue) -> bool:
    """A practice may have changed its keys since: what no longer fits is read by nobody, as if it were not entered."""
    said = {key: str(choice) for key, choice in value.keys.items()}
    return said.keys() == set(parameter.keys) and all(said[key] in parameter.choices[key] for key in said)


def _values(entry: EntryView, book: Rulebook) -> Iterable[ParameterValue]:
    act = entry.act
    source = Source(title=act.cited, date=act.dated, url=act.url or None)
    for keys, value in entry.values.items():
        yield ParameterValue.model_validate(
            {
                "from": entry.starts, "to": entry.ends, "region": book.region, "keys": dict(keys), "value": value,
                "source": source, "verified": act.verified,
            }
        )  # fmt: skip


def counting(region: str) -> tuple[EntryView, ...]:
    """The records that rules read, in the order of their approval: of two that begin on one day the later wins."""
    rows = ValueEntry.objects.in_region(region).filter(verdict="approved").order_by("settled_at", "id")
    return tuple(one for one in _views(rows) if one.counts)


def entries(region: str, parameter: str | None = None) -> tuple[EntryView, ...]:
    """The records of a region or of one of its parameters, the newest first. Asks no permission."""
    rows = ValueEntry.objects.in_region(region).order_by("-id")
    return _views(rows.filter(parameter=parameter) if parameter is not None else rows[:MAX_ROWS])


def waiting(region: str) -> tuple[EntryView, ...]:
    """What waits for a second person, the oldest first. Asks no permission."""
    return _views(ValueEntry.objects.in_region(region).filter(verdict=None).order_by("id"))


def one(region: str, token: UUID) -> EntryView | None:
    """One record, or None where this region has no such. Asks no permission."""
    row = ValueEntry.objects.in_region(region).select_related("instead").filter(token=token).first()
    return view(row) if row else None


def view(row: ValueEntry) -> EntryView:
    """One record as a frozen value."""
    replaced = ValueEntry.objects.in_region(row.region).filter(instead=row, verdict="approved").exists()
    return _view(row, {row.pk} if replaced else set())


def _views(rows: Any) -> tuple[EntryView, ...]:
    found = list(rows.select_related("instead"))
    replaced = {row.instead_id for row in found if row.verdict == "approved" and row.instead_id is not None}
    return tuple(_view(row, replaced) for row in found)


def _view(row: ValueEntry, replaced: set[int]) -> EntryView:
    return EntryView(
        token=row.token, parameter=row.parameter, values=_unpacked(row.values), starts=row.starts, ends=row.ends,
        act=Act(row.act, row.act_number, row.act_date, row.act_url, row.verified), author=row.author_id,
        author_name=row.author_name, at=row.at, verdict=row.verdict or "waiting",  # type: ignore[arg-type]
        second_name=row.second_name or "", settled_at=row.settled_at, note=row.second_note or "",
        instead=row.instead.token if row.instead else None, replaced=row.pk in replaced,
    )  # fmt: skip


def packed(values: Mapping[Keys, Decimal]) -> list[dict[str, Any]]:
    """Values as they lie in JSON: exact, keys by name."""
    return [{"keys": dict(keys), "value": format(value, "f")} for keys, value in values.items()]


def _unpacked(raw: list[dict[str, Any]]) -> dict[Keys, Decimal]:
    return {tuple(sorted(one["keys"].items())): Decimal(one["value"]) for one in raw}
