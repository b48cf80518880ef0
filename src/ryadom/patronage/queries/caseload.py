"""Families of a curator, of an absent one they stand in for, of the region: a page costs as much as one row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from ryadom.patronage import may
from ryadom.patronage.errors import Forbidden
from ryadom.patronage.foreseeing import still
from ryadom.patronage.models import Care, MoveState, Need, NeedState, NoCalls, Transition
from ryadom.patronage.queries.standing import Away, away, near_of, open_care, stands_in_for, who_answers
from ryadom.patronage.shapes import CareView
from ryadom.people import api as people
from ryadom.people.api import Actor

WHOSE = ("mine", "stands_in", "waiting", "all")
STATES = ("", "silent", "needs", "promised", "ahead", "no_calls")
ORDERS = ("contact", "name", "next", "ahead", "since")
MOST = 5000
NEAR = timedelta(days=30)


@dataclass(frozen=True)
class Wanted:
    """What a list of families is narrowed to. `curator`: one account, for a head; `days`: so long without a contact."""

    whose: str = "mine"
    state: str = ""
    order: str = "contact"
    curator: int | None = None
    days: int = 90


@dataclass(frozen=True)
class Page:
    rows: tuple[CareView, ...]
    total: int


def caseload(
    *, by: Actor, on: date, at: datetime, wanted: Wanted | None = None, first: int = 0, size: int = 30
) -> Page:
    """One page of families. A curator sees theirs and those they stand in for, a head everybody's. Raises Forbidden."""
    if not may.see_caseload(by):
        raise Forbidden
    asked, absent = wanted or Wanted(), away(by.region, on)
    rows = _narrowed(by.region, _whose(by, asked, absent), asked, on, at)
    found = list(_ordered(rows, asked.order)[first : first + min(size, MOST)])
    return Page(views(by, found, absent, on), rows.count())


def cared_for(region: str) -> frozenset[UUID]:
    """Families, and people in none, that have a curator or wait for one. Asks no permission. 1 query."""
    rows = Care.objects.in_region(region).filter(ends_at=None).order_by().values_list("family", "person")
    return frozenset(family or person for family, person in rows)


def of_person(*, by: Actor, person: UUID, on: date) -> CareView | None:
    """The care of a person's family as it stands, None where nobody is beside it. Asks no permission."""
    row = open_care(by.region, person, on)
    return views(by, [row], away(by.region, on), on)[0] if row is not None else None


def before(*, by: Actor, person: UUID) -> tuple[CareView, ...]:
    """Who was beside this person before, the newest first. Asks no permission."""
    rows = Care.objects.in_region(by.region).filter(person=person, ends_at__isnull=False).order_by("-ends_at", "-id")
    return views(by, list(rows[:20]), {})


def _whose(by: Actor, asked: Wanted, absent: Away) -> QuerySet[Care]:
    rows = Care.objects.in_region(by.region).filter(ends_at=None)
    if asked.whose == "waiting":
        return rows.filter(curator=None)
    if asked.whose == "stands_in":
        return rows.filter(curator__in=stands_in_for(by.account_id, absent))
    if asked.whose == "all" and may.head(by):
        return rows.filter(curator=asked.curator) if asked.curator is not None else rows
    sent = Transition.objects.in_region(by.region).filter(
        move="refer", to_curator=by.account_id, state=MoveState.ACCEPTED
    )
    return rows.filter(Q(curator=by.account_id) | Q(pk__in=sent.values("care")))


def _narrowed(region: str, rows: QuerySet[Care], asked: Wanted, on: date, at: datetime) -> QuerySet[Care]:
    needs = Need.objects.in_region(region).filter(state=NeedState.OPEN).values("person")
    quiet = NoCalls.objects.in_region(region).filter(lifted_at=None).values("person")
    narrow = {
        "silent": Q(last_contact_at=None) | Q(last_contact_at__lt=at - timedelta(days=asked.days)),
        "promised": Q(next_contact_on__lte=on),
        "ahead": Q(ahead_on__gte=on, ahead_on__lte=on + NEAR),
        "needs": Q(person__in=needs),
        "no_calls": Q(person__in=quiet),
    }
    return rows.filter(narrow[asked.state]) if asked.state in narrow else rows


def _ordered(rows: QuerySet[Care], order: str) -> QuerySet[Care]:
    by_order: dict[str, tuple[Any, ...]] = {
        "name": ("person__sort_key", "id"),
        "next": (F("next_contact_on").asc(nulls_last=True), "id"),
        "ahead": (F("ahead_on").asc(nulls_last=True), "id"),
        "since": ("-since", "id"),
        "contact": (F("last_contact_at").asc(nulls_first=True), "since", "id"),
    }
    return rows.order_by(*by_order.get(order, by_order["contact"]))


def views(by: Actor, rows: Iterable[Care], absent: Away, on: date | None = None) -> tuple[CareView, ...]:
    """Rows with names, needs and how the actor stands to them; what lies ahead of a day. 5 queries."""
    rows = list(rows)
    if not rows:
        return ()
    ids = [row.person_id for row in rows]
    deputies = {row.curator_id: who_answers(row.curator_id, absent) for row in rows if row.curator_id in absent}
    accounts = {one for row in rows for one in (row.curator_id, deputies.get(row.curator_id)) if one is not None}
    names = {id: one.name for id, one in people.staff_members(region=by.region, account_ids=accounts).items()}
    near = near_of(by, rows, absent)
    persons = people.persons(region=by.region, ids=ids)
    needs, quiet = _needs(by.region, ids), _quiet(by.region, ids)
    told = (_view(row, persons, names, near[row.pk], deputies, needs, quiet) for row in rows)
    return tuple(_with_ahead(one, row, on) for one, row in zip(told, rows, strict=True))


def _with_ahead(one: CareView, row: Care, on: date | None) -> CareView:
    return replace(one, ahead=still(row.ahead, on)) if on is not None else one


def _needs(region: str, ids: list[UUID]) -> dict[UUID, int]:
    rows = Need.objects.in_region(region).filter(person__in=ids, state=NeedState.OPEN).order_by()
    return {row["person"]: row["many"] for row in rows.values("person").annotate(many=Count("id"))}


def _quiet(region: str, ids: list[UUID]) -> set[UUID]:
    rows = NoCalls.objects.in_region(region).filter(person__in=ids, lifted_at=None)
    return set(rows.values_list("person", flat=True))


def _view(
    row: Care, persons: dict[UUID, Any], names: dict[int, str], near: Any, deputies: dict[int | None, int | None],
    needs: dict[UUID, int], quiet: set[UUID],
) -> CareView:  # fmt: skip
    answers = deputies.get(row.curator_id, row.curator_id)
    return CareView(
        token=row.token, family=row.family_id, person=persons[row.person_id], curator=row.curator_id,
        curator_name=names.get(row.curator_id, "") if row.curator_id else "", since=row.since, ground=row.ground,
        ground_words=row.ground_words, ends_at=row.ends_at, ended=row.ended, ended_words=row.ended_words,
        last_contact_at=row.last_contact_at, next_contact_on=row.next_contact_on, ahead_on=row.ahead_on,
        needs=needs.get(row.person_id, 0), no_calls=row.person_id in quiet, answers=answers,
        answers_name=names.get(answers, "") if answers else "", own=near.own, stands_in=near.stands_in,
        referred=near.referred,
    )  # fmt: skip
