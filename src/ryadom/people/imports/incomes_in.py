"""Monthly incomes of a file, many at once: a sum of the file takes the place of what stood for its month and kind."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from ryadom.people.imports.facts_in import chunks
from ryadom.people.imports.parsing import IncomeRow
from ryadom.people.imports.sheets import Writing
from ryadom.people.models import IncomeRecord

Of = tuple[UUID, date, str]


def add_incomes(writing: Writing, rows: Sequence[tuple[UUID, IncomeRow]]) -> int:
    """Add the sums; gives how many were new. The same sum from the same source is no news."""
    return sum(_add(writing, some) for some in chunks(rows))


def _add(writing: Writing, rows: list[tuple[UUID, IncomeRow]]) -> int:
    kept = IncomeRecord.objects.in_region(writing.by.region)
    current = _current(writing.by.region, rows)
    made, replaced = [], []
    for person_id, row in rows:
        before = current.get((person_id, row.month, row.kind), [])
        if any((one.amount, one.source) == (row.amount, row.source) for one in before):
            continue
        new = IncomeRecord(
            region=writing.by.region, person_id=person_id, month=row.month, kind=row.kind, amount=row.amount,
            source=row.source, note=row.note, recorded_at=writing.at, recorded_by_id=writing.by.account_id,
        )  # fmt: skip
        made.append(new)
        replaced += [(one, new) for one in before]
    kept.bulk_create(made)
    for one, new in replaced:
        one.superseded_at, one.superseded_by = writing.at, new
    if replaced:
        kept.bulk_update([one for one, _new in replaced], ["superseded_at", "superseded_by"])
    return len(made)


def _current(region: str, rows: list[tuple[UUID, IncomeRow]]) -> dict[Of, list[IncomeRecord]]:
    found: dict[Of, list[IncomeRecord]] = defaultdict(list)
    mine = IncomeRecord.objects.in_region(region).filter(
        person__in={person_id for person_id, _row in rows}, month__in={row.month for _id, row in rows},
        superseded_at=None,
    )  # fmt: skip
    for one in mine.select_for_update(of=("self",)).order_by("pk"):
        found[one.person_id, one.month, one.kind].append(one)
    return found
