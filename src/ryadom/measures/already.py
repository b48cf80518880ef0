"""Awards already received, from files: a table that this room brings to a load of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from ryadom.people.api import (
    Brought,
    Column,
    Ground,
    Line,
    Sheet,
    Writing,
    Wrong,
    date_of,
    money_of,
    source_of,
    text_of,
)
from ryadom.rules import api as rules

from .models import Received

AT_ONCE = 1000
AWARDS = Sheet("awards", "назначено", (
    Column("person", "человек", required=True), Column("measure", "мера", required=True),
    Column("starts", "с", required=True), Column("ends", "по"), Column("amount", "сумма"),
    Column("source", "источник", required=True), Column("note", "пометка"),
))  # fmt: skip


@dataclass(frozen=True)
class AwardRow:
    line: Line = field(repr=False)
    person: str
    measure: str
    title: str
    of_family: bool
    starts: date
    ends: date | None
    amount: Decimal | None
    source: str
    note: str


def read(line: Line, ground: Ground) -> AwardRow:
    """A row of the table. Raises Wrong: no such measure, dates, sum."""
    measure = text_of(line, "measure", 120, needed=True)
    known = _measures(ground).get(measure.casefold())
    if known is None:
        raise Wrong("measure", "Такой меры в регионе нет.", "The region has no such measure.")
    starts = date_of(line, "starts", needed=True, latest=ground.on)
    ends = date_of(line, "ends")
    assert starts is not None, "a needed date is there"
    if ends and ends < starts:
        raise Wrong("ends", "Конец периода раньше начала.", "The end is before the beginning.")
    amount = money_of(line, "amount") if line.values.get("amount") else None
    return AwardRow(
        line=line, person=text_of(line, "person", 100, needed=True), measure=known[0], title=known[1],
        of_family=known[2], starts=starts, ends=ends, amount=amount, source=source_of(line, ground),
        note=text_of(line, "note", 500),
    )  # fmt: skip


def _measures(ground: Ground) -> dict[str, tuple[str, str, bool]]:
    """The region's measures by id and by title: (id, title, whether it is given to a family). Read once per ground."""
    kept = ground.kept.get(AWARDS.key)
    if kept is None:
        try:
            book = rules.rulebook(ground.region, ground.on)
        except LookupError:
            return {}
        kept = {}
        for one in book.measures.values():
            told = (one.id, one.file.title.ru, one.file.for_ == "family")
            kept |= {one.id.casefold(): told, one.file.title.ru.casefold(): told}
        ground.kept[AWARDS.key] = kept
    return kept


def write(writing: Writing, rows: Sequence[tuple[UUID, AwardRow]]) -> int:
    """Keep them; one that stands already, for the same measure and day, is not kept twice."""
    return sum(_write(writing, rows[start : start + AT_ONCE]) for start in range(0, len(rows), AT_ONCE))


def _write(writing: Writing, rows: Sequence[tuple[UUID, AwardRow]]) -> int:
    kept = Received.objects.in_region(writing.by.region)
    before = set(kept.filter(Q(person__in={one for one, _row in rows})).values_list("person", "measure", "starts"))
    fresh = [
        Received(
            region=writing.by.region, person_id=person, subject="family" if row.of_family else str(person),
            measure=row.measure, title=row.title[:300], starts=row.starts, ends=row.ends, amount=row.amount,
            source=row.source, note=row.note or writing.title[:500], batch=writing.batch, recorded_at=writing.at,
            recorded_by_id=writing.by.account_id,
        )
        for person, row in rows if (person, row.measure, row.starts) not in before
    ]  # fmt: skip
    kept.bulk_create(fresh)
    return len(fresh)


SHEET = Brought(AWARDS, read, lambda row: (row.person, row.measure, row.starts), write)
