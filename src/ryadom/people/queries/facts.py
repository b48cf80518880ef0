"""What was known about a person, a family or a dwelling: valid on one date, recorded by another."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from ryadom.people import models, shapes
from ryadom.people.catalogue import Catalogue, decode
from ryadom.people.models import Source
from ryadom.people.queries.persons import as_id
from ryadom.people.queries.staff import with_recorder
from ryadom.people.shapes import Id, KnownFact, Whose

Facts = dict[Whose, dict[str, KnownFact]]


def facts_of(
    region: str,
    subjects: Iterable[Whose],
    on: date,
    *,
    known_at: datetime | None = None,
    catalogue: Catalogue | None = None,
) -> Facts:
    """The facts of many subjects in one query: {subject: {key: value}}; an unknown fact is simply not there.

    `known_at` asks what stood in the file at a moment, as a decision of that day saw it. With a catalogue, values
    older than the fact holds are marked stale.
    """
    wanted = list(dict.fromkeys(subjects))
    rows = list(with_recorder(region, _valid(_known(_about(region, wanted), known_at), on))) if wanted else []
    facts: Facts = {whose: {} for whose in wanted}
    for (whose, key), candidates in by_key(rows).items():
        facts[whose][key] = settle(candidates, _stale(key, candidates, on, catalogue))
    return facts


def _about(region: str, subjects: Iterable[Whose]) -> QuerySet[models.Fact]:
    ids: Mapping[str, list[UUID]] = defaultdict(list)
    for whose in subjects:
        ids[whose.of].append(whose.id)
    one_of = Q(pk=None)
    for of, some in ids.items():
        one_of |= Q(**{f"{of}__in": some})
    return models.Fact.objects.in_region(region).filter(one_of)


def _known(rows: QuerySet, at: datetime | None) -> QuerySet:
    if at is None:
        return rows.filter(superseded_at=None)
    return rows.filter(recorded_at__lte=at).filter(Q(superseded_at=None) | Q(superseded_at__gt=at))


def _valid(rows: QuerySet, on: date) -> QuerySet:
    begun = Q(valid_from=None) | Q(valid_from__lte=on)
    return rows.filter(begun, Q(valid_to=None) | Q(valid_to__gte=on))


def whose(row: models.Fact) -> Whose:
    """The subject of a row."""
    if row.person_id:
        return Whose("person", row.person_id)
    if row.family_id:
        return Whose("family", row.family_id)
    assert row.dwelling_id, "the database keeps one subject for every fact"
    return Whose("dwelling", row.dwelling_id)


def by_key(rows: Iterable[models.Fact]) -> dict[tuple[Whose, str], list[models.Fact]]:
    """Rows of one subject and key, the one to believe first: proofs before words, then the newest."""
    together: dict[tuple[Whose, str], list[models.Fact]] = defaultdict(list)
    for row in rows:
        together[whose(row), row.key].append(row)
    for some in together.values():
        some.sort(key=lambda row: (row.source != Source.SAID, row.recorded_at, row.pk), reverse=True)
    return together


def settle(rows: list[models.Fact], stale: bool) -> KnownFact:
    first = rows[0]
    differing = (row for row in rows[1:] if (row.value, row.absent) != (first.value, first.absent))
    other = next(differing, None) if first.source != Source.SAID else None
    return known(first, stale=stale, other=other)


def _stale(key: str, rows: list[models.Fact], on: date, catalogue: Catalogue | None) -> bool:
    if catalogue is None or key not in catalogue:
        return False
    return not catalogue[key].fresh(rows[0].as_of, on)


def _recorder(row: Any) -> str:
    """A row that was just written was not asked for a name."""
    return getattr(row, "recorder", None) or ""


def known(row: Any, *, stale: bool = False, other: Any | None = None) -> KnownFact:
    """A row with the name of its recorder as a frozen value; `other` is what was said against it."""
    return KnownFact(
        key=row.key,
        type=row.type,
        value=decode(row.type, row.value),
        source=row.source,
        about=row.about,
        as_of=row.as_of,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        note=row.note,
        recorded_at=row.recorded_at,
        recorded_by=_recorder(row),
        stale=stale,
        contradiction=_contradiction(other) if other else None,
    )


def _contradiction(row: Any) -> shapes.Contradiction:
    return shapes.Contradiction(decode(row.type, row.value), row.source, row.recorded_at, _recorder(row))


def history_of(region: str, subject: Whose, key: str) -> tuple[KnownFact, ...]:
    """Every value ever recorded for one fact of one subject, newest first."""
    rows = with_recorder(region, _about(region, [subject])).filter(key=key).order_by("-recorded_at", "-id")
    return tuple(known(row) for row in rows)


def incomes(
    region: str, person_ids: Iterable[Id], first: date, last: date, *, known_at: datetime | None = None
) -> tuple[shapes.Income, ...]:
    """Monthly incomes of many persons in the months from `first` to `last`, by person, month and kind."""
    rows = models.IncomeRecord.objects.in_region(region).filter(month__gte=first.replace(day=1), month__lte=last)
    chosen = believed(_of_persons(region, rows, person_ids, known_at), lambda row: (row.person_id, row.month, row.kind))
    return tuple(
        shapes.Income(
            person_id=row.person_id,
            month=row.month,
            kind=row.kind,
            amount=row.amount,
            source=row.source,
            about=row.about,
            recorded_by=_recorder(row),
            said_instead=said,
        )
        for row, said in chosen
    )


def income_totals(
    region: str, person_ids: Iterable[Id], first: date, last: date, *, known_at: datetime | None = None
) -> tuple[shapes.WindowTotal, ...]:
    """Totals whose window touches the months from `first` to `last`; the reader judges whether the window fits."""
    rows = models.IncomeTotal.objects.in_region(region)
    rows = rows.filter(first_month__lte=last, last_month__gte=first.replace(day=1))
    chosen = believed(
        _of_persons(region, rows, person_ids, known_at),
        lambda row: (row.person_id, row.first_month, row.last_month, row.kind),
    )
    return tuple(
        shapes.WindowTotal(
            person_id=row.person_id,
            first_month=row.first_month,
            last_month=row.last_month,
            amount=row.amount,
            source=row.source,
            kind=row.kind,
            about=row.about,
            recorded_by=_recorder(row),
            said_instead=said,
        )
        for row, said in chosen
    )


def _of_persons(region: str, rows: QuerySet, person_ids: Iterable[Id], known_at: datetime | None) -> QuerySet:
    of_them = rows.filter(person__in={as_id(person_id) for person_id in person_ids})
    return with_recorder(region, _known(of_them, known_at))


def believed(rows: Iterable[Any], of_one: Callable[[Any], tuple]) -> list[tuple[Any, Decimal | None]]:
    """Of rows about one thing the proved one, with the sum that was said against it."""
    together: dict[tuple, list[Any]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.source != Source.SAID, row.recorded_at, row.pk), reverse=True):
        together[of_one(row)].append(row)
    return [(some[0], _said_instead(some)) for _one, some in sorted(together.items())]


def _said_instead(rows: list[Any]) -> Decimal | None:
    return next((row.amount for row in rows[1:] if row.amount != rows[0].amount), None)
