"""Pairs of records that may be of one person, joinings, and loaded files."""

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from ryadom.people import models, references, shapes
from ryadom.people.actions.carrying import stays_behind
from ryadom.people.catalogue import decode
from ryadom.people.errors import NotFound
from ryadom.people.models import Likeness, Merge, Verdict
from ryadom.people.queries.persons import as_id, shape
from ryadom.people.shapes import Id

OPEN = (Verdict.WAITING, Verdict.LATER)


def _open(region: str) -> QuerySet[Likeness]:
    rows = Likeness.objects.in_region(region).select_related("first", "second")
    return rows.filter(verdict__in=OPEN, first__merged_into=None, second__merged_into=None)


def pairs(region: str, limit: int) -> tuple[shapes.Pair, ...]:
    """Pairs that wait, put off ones last, the surest first."""
    late = Case(When(verdict=Verdict.LATER, then=Value(1)), default=Value(0), output_field=IntegerField())
    return tuple(_pair(row) for row in _open(region).order_by(late, "-score", "asked_at", "pk")[:limit])


def open_pairs_of(region: str, person_id: Id) -> tuple[shapes.Pair, ...]:
    """The pairs of one record that wait."""
    one = as_id(person_id)
    rows = _open(region).filter(Q(first=one) | Q(second=one))
    return tuple(_pair(row) for row in rows.order_by("-score", "pk"))


def pair(region: str, pair_id: Id) -> shapes.Pair:
    """One pair. Raises NotFound."""
    row = Likeness.objects.in_region(region).select_related("first", "second").filter(pk=as_id(pair_id)).first()
    if row is None:
        raise NotFound("pair")
    return _pair(row)


def _pair(row: Likeness) -> shapes.Pair:
    return shapes.Pair(
        row.pk, row.region, shape(row.first), shape(row.second), row.score, tuple(row.why), row.asked_at, row.verdict,
        row.who, row.reason, row.settled_at,
    )  # fmt: skip


def joinings_of(region: str, person_id: Id) -> tuple[shapes.Joining, ...]:
    """What was joined to a record, newest first."""
    rows = Merge.objects.in_region(region).filter(survivor=as_id(person_id)).select_related("merged").order_by("-at")
    return tuple(
        shapes.Joining(
            row.pk, row.survivor_id, shape(row.merged), row.at, row.who, row.reason,
            {name: len(keys) for name, keys in row.moved.items()}, row.parted_at, row.parted_who, row.parted_why,
        )
        for row in rows
    )  # fmt: skip


def left_behind(region: str, survivor_id: Id, merged_id: Id) -> tuple[tuple[str, str, str], ...]:
    """Proofs that differ from a proof of the survivor."""
    rows = models.Person.objects.in_region(region)
    found = {row.pk: row for row in rows.filter(pk__in=(as_id(survivor_id), as_id(merged_id)))}
    if len(found) != 2:
        raise NotFound("person")
    pairs = stays_behind(found[as_id(merged_id)], found[as_id(survivor_id)])
    return tuple((_what(mine), _said(mine), _said(theirs)) for mine, theirs in pairs)


def _what(row: models.Fact | models.IncomeRecord | models.IncomeTotal) -> str:
    if isinstance(row, models.Fact):
        return row.key
    month = row.month if isinstance(row, models.IncomeRecord) else row.first_month
    return f"{row.kind} {month:%m.%Y}".strip()


def _said(row: models.Fact | models.IncomeRecord | models.IncomeTotal) -> str:
    value = decode(row.type, row.value) if isinstance(row, models.Fact) else row.amount
    return "—" if value is None else str(value)


def what_moves(region: str, person_id: Id) -> dict[str, int]:
    """How many rows name a record, by column; values that are written anew are counted too."""
    one = as_id(person_id)
    found = {name: count for room in references.every() for name, count in room.count(region, one).items()}
    for model in (models.Fact, models.IncomeRecord, models.IncomeTotal):
        count = model.objects.in_region(region).filter(person=one, superseded_at=None).count()
        found |= {f"{model._meta.label_lower}.person": count} if count else {}
    return found


def batches(region: str, limit: int) -> tuple[shapes.Batch, ...]:
    """Loads, newest first, without their contents."""
    rows = models.ImportBatch.objects.in_region(region).defer("content").order_by("-at", "pk")[:limit]
    return tuple(_batch(row) for row in rows)


def batch(region: str, batch_id: Id) -> shapes.Batch:
    """One load. Raises NotFound."""
    row = models.ImportBatch.objects.in_region(region).defer("content").filter(pk=as_id(batch_id)).first()
    if row is None:
        raise NotFound("batch")
    return _batch(row)


def _batch(row: models.ImportBatch) -> shapes.Batch:
    return shapes.Batch(
        row.pk, row.region, row.title, row.sha256, row.state, row.counts, tuple(row.asks), row.at, row.who
    )
