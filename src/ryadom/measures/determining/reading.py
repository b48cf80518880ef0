"""Who is entitled, or likely to be, and receives nothing: as the last run found it, less what was given since.

Who has applied stands apart: nobody calls them, they wait for our answer. The names of a list are read with a line in
the log of everybody shown; numbers name nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import override

from ryadom.measures import may
from ryadom.measures.models import Award, Determination, Received
from ryadom.people import api as people
from ryadom.people.api import Actor, Person
from ryadom.rules.api import Outcome

from .applied import Applied, pending, told
from .receiving import FAMILY, not_over

DUE = (str(Outcome.ENTITLED), str(Outcome.LIKELY))


@dataclass(frozen=True)
class Confirmed:
    """The last run that asked about a measure: its day and the rules it went by."""

    on: date
    lock: str


@dataclass(frozen=True)
class DeterminationView:
    """What the rules say of one subject: a proposal. `since`: the day of the run that said it first.

    `applied`: they have asked for it and wait.
    """

    measure: str
    version_from: date | None
    family: UUID
    person: UUID | None
    applicant: UUID | None
    outcome: str
    amount_low: Decimal | None
    amount_high: Decimal | None
    amount_known: str
    criteria: Mapping[str, str]
    since: date
    last: Confirmed | None
    applied: Applied | None = None

    @property
    def shown(self) -> UUID | None:
        """Whose name stands in a list."""
        return self.person or self.applicant


@dataclass(frozen=True)
class DueNumbers:
    """One measure: subjects who are entitled and likely, receive nothing and have not applied; their exact sums added
    up. `applied`: so many more wait for an answer to their application.
    """

    measure: str
    entitled: int
    likely: int
    applied: int
    exact: Decimal
    last: Confirmed | None

    @property
    def total(self) -> int:
        return self.entitled + self.likely


@dataclass(frozen=True)
class DueList:
    """One page of a list with the people whose names stand in it."""

    rows: tuple[DeterminationView, ...]
    persons: Mapping[UUID, Person]


@transaction.atomic
def not_receiving(
    *,
    by: Actor,
    at: datetime,
    on: date,
    measures: Collection[str],
    applied: bool = False,
    first: int = 0,
    size: int = 30,
) -> DueList:
    """A page of those to whom these measures are due, who receive nothing and have not applied; or of those who have.

    Everybody shown gets a line in their log.

    Raises NotAllowed.
    """
    may.read_determinations.demand(by)
    found = _due(by.region, measures, on, _asked_by_head()).filter(claim__isnull=not applied)
    rows = _views(by.region, found.order_by("measure", "id")[first : first + size])
    shown = {one for row in rows for one in (row.person, row.applicant) if one}
    persons = people.persons(region=by.region, ids=shown)
    if persons:
        with override("ru"):
            purpose = _("Список «Положено, а не получают»")
        people.log_reading(by=by, at=at, person_ids=persons, purpose=purpose, what=("person", "determination"))
    return DueList(rows, persons)


def not_receiving_numbers(*, by: Actor, on: date, measures: Collection[str]) -> tuple[DueNumbers, ...]:
    """How many there are of each measure, the most first: nobody's name. Raises NotAllowed."""
    may.count_determinations.demand(by)
    last = confirmed(by.region)
    rows = _due(by.region, measures, on, _asked_by_head()).order_by().values("measure")
    waits = Q(claim__isnull=False)
    found = rows.annotate(
        sure=Count("id", filter=Q(outcome=DUE[0]) & ~waits), maybe=Count("id", filter=Q(outcome=DUE[1]) & ~waits),
        waiting=Count("id", filter=waits), exact=Sum("amount_low", filter=Q(amount_known="exact") & ~waits),
    )  # fmt: skip
    counted = (
        DueNumbers(
            row["measure"], row["sure"], row["maybe"], row["waiting"], row["exact"] or Decimal(0),
            last.get(row["measure"]),
        )
        for row in found
    )  # fmt: skip
    return tuple(sorted(counted, key=lambda one: (-one.total, one.measure)))


def family_not_receiving(
    *, region: str, family: UUID, persons: Collection[UUID], measures: Collection[str], on: date
) -> tuple[DeterminationView, ...]:
    """The same of one family (or somebody in none, by their own id). Asks no permission: the page has read the file."""
    asked = Q(subject=FAMILY, person__in=persons)
    return _views(region, _due(region, measures, on, asked).filter(family=family).order_by("measure", "id"))


def gained(
    *, region: str, families: Collection[UUID], since: date, on: date, measures: Collection[str]
) -> tuple[DeterminationView, ...]:
    """What became due to these families from a day on and is not received, as the last runs said it. `families`: a
    family's id, or of somebody in none their own. Asks no permission and names nobody. 2 queries.
    """
    applied = Q(subject=FAMILY, person=OuterRef("applicant"))
    rows = _due(region, measures, on, applied).filter(family__in=families, valid_from__gte=since, valid_from__lte=on)
    return _views(region, rows.order_by("family", "measure", "id"))


def gained_lately(
    *, region: str, since: date, on: date, measures: Collection[str], without: Collection[UUID], size: int = 200
) -> tuple[DeterminationView, ...]:
    """The same of the whole region, `without` these families, by family; those who have applied are left out: they
    wait for our answer. Asks no permission and names nobody. 2 queries.
    """
    rows = _due(region, measures, on, _asked_by_head()).filter(valid_from__gte=since, valid_from__lte=on, claim=None)
    return _views(region, rows.exclude(family__in=without).order_by("family", "measure", "id")[:size])


def confirmed(region: str) -> dict[str, Confirmed]:
    """By measure the last run that asked about it; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_CONFIRMED, [region])
        return {measure: Confirmed(on, lock) for measure, on, lock in cursor.fetchall()}


_CONFIRMED = """SELECT DISTINCT ON (asked.measure) asked.measure, run."on", run.lock
FROM measures_determinationrun run, jsonb_array_elements_text(run.measures) AS asked(measure)
WHERE run.region = %s ORDER BY asked.measure, run.id DESC"""


def _due(region: str, measures: Collection[str], on: date, asked: Q) -> QuerySet[Any]:
    """Rows in force of these measures, each with its application that waits (`claim`).

    `asked` finds what somebody of the family asked for: an award that came since the run, an application.
    """
    rows = Determination.objects.in_region(region).filter(
        closed_by=None, received=False, outcome__in=DUE, measure__in=measures
    )
    measure, own = Q(measure=OuterRef("measure")), Q(subject=Cast(OuterRef("person"), CharField()))
    mine = measure & (own | asked)
    here = Award.objects.in_region(region).filter(mine, not_over(on), Q(ended_on=None) | Q(ended_on__gt=on))
    before = Received.objects.in_region(region).filter(mine, not_over(on))
    # Apart, for an index finds either at once and both together not at all.
    claims = (Subquery(pending(region, measure & one).values("pk")[:1]) for one in (own, asked))
    return rows.filter(~Exists(here), ~Exists(before)).annotate(claim=Coalesce(*claims))


def _asked_by_head() -> Q:
    return Q(subject=FAMILY, person=OuterRef("applicant"))


def _views(region: str, rows: Iterable[Any]) -> tuple[DeterminationView, ...]:
    held = list(rows)
    last = confirmed(region) if held else {}
    waiting = told(region, {row.claim for row in held if row.claim}) if held else {}
    return tuple(
        DeterminationView(
            row.measure, row.version_from, row.family, row.person, row.applicant, row.outcome, row.amount_low,
            row.amount_high, row.amount_known, row.criteria, row.valid_from, last.get(row.measure),
            waiting.get(row.claim),
        )
        for row in held
    )  # fmt: skip
