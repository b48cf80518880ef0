"""A curator's day and a family's past: plan, contacts, needs, moves, absences."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from ryadom.patronage import may
from ryadom.patronage.errors import Forbidden
from ryadom.patronage.foreseeing import still
from ryadom.patronage.models import (
    Absence,
    Care,
    Contact,
    MoveState,
    Need,
    NeedState,
    NoCalls,
    PlannedCall,
    Transition,
)
from ryadom.patronage.queries.standing import Away, away, near_of, stands_in_for, who_answers
from ryadom.patronage.shapes import AbsenceView, CallView, ContactView, MoveView, NeedView
from ryadom.people import api as people
from ryadom.people.api import Actor

MOST = 200


def calls(*, by: Actor, account: int, on: date) -> tuple[CallView, ...]:
    """The plan of one curator for a day in its order, done lines too. Theirs, or a head's to see. 3 queries."""
    if not (may.head(by) or by.account_id == account):
        raise Forbidden
    rows = list(
        PlannedCall.objects.in_region(by.region)
        .filter(account=account, day=on)
        .exclude(state="dropped")
        .order_by("place")
    )
    ids = [row.person_id for row in rows]
    persons = people.persons(region=by.region, ids=ids) if ids else {}
    cares = Care.objects.in_region(by.region).filter(person__in=ids, ends_at=None)
    kept = {person: (last, ahead) for person, last, ahead in cares.values_list("person", "last_contact_at", "ahead")}
    return tuple(
        CallView(
            row.token, persons[row.person_id], row.why, tuple(row.measures), row.due_on, row.place, row.state,
            kept.get(row.person_id, (None, ()))[0], still(kept.get(row.person_id, (None, ()))[1], on),
        )
        for row in rows
    )  # fmt: skip


def contacts(*, region: str, persons: Collection[UUID], limit: int = MOST) -> tuple[ContactView, ...]:
    """Contacts with these persons, the newest first. Asks no permission. 2 queries."""
    rows = list(Contact.objects.in_region(region).filter(person__in=persons).order_by("-at", "-id")[:limit])
    names = _names(region, (row.account_id for row in rows))
    return tuple(
        ContactView(
            row.token, row.person_id, row.at, row.way, row.reached, row.about, row.next_on,
            names.get(row.account_id, ""),
        )
        for row in rows
    )  # fmt: skip


def needs(*, region: str, persons: Collection[UUID]) -> tuple[NeedView, ...]:
    """Needs of these persons: open ones first, then the newest. Asks no permission. 3 queries."""
    rows = Need.objects.in_region(region).filter(person__in=persons).order_by("-at", "-id")[:MOST]
    return need_views(region, sorted(rows, key=lambda row: row.state != NeedState.OPEN))


def need_views(region: str, rows: Iterable[Need]) -> tuple[NeedView, ...]:
    rows = list(rows)
    persons = people.persons(region=region, ids=[row.person_id for row in rows]) if rows else {}
    names = _names(region, (one for row in rows for one in (row.by_id, row.answered_by_id)))
    return tuple(
        NeedView(
            row.token, row.person_id, persons[row.person_id].short_name, row.words, row.source, row.thread, row.state,
            row.answer, row.answered_ref, row.answered_at, names.get(row.answered_by_id or 0, ""), row.at,
            names.get(row.by_id or 0, ""),
        )
        for row in rows
    )  # fmt: skip


def asked_not_to_call(*, region: str, persons: Collection[UUID]) -> dict[UUID, str]:
    """Those of these persons who asked not to be called, with their words. Asks no permission."""
    rows = NoCalls.objects.in_region(region).filter(person__in=persons, lifted_at=None)
    return dict(rows.values_list("person", "words"))


def moves(*, by: Actor, on: date, person: UUID | None = None) -> tuple[MoveView, ...]:
    """What was asked of the actor and what they asked, unsettled first; of one person: everything there was.

    A head sees all that waits. Raises Forbidden.
    """
    if not may.worker(by) or (person is None and not may.see_caseload(by)):
        raise Forbidden
    absent = away(by.region, on)
    rows = Transition.objects.in_region(by.region).select_related("care")
    if person is not None:
        rows = rows.filter(care__person=person)
    else:
        rows = rows.filter(state__in=(MoveState.ASKED, MoveState.ACCEPTED), care__ends_at=None)
        if not may.head(by):
            desks = {by.account_id, *stands_in_for(by.account_id, absent)}
            rows = rows.filter(Q(to_curator__in=desks) | Q(care__curator__in=desks) | Q(asked_by=by.account_id))
    return _moves(by, list(rows.order_by("-asked_at", "-id")[:MOST]), absent)


def _moves(by: Actor, rows: list[Transition], absent: Away) -> tuple[MoveView, ...]:
    persons = people.persons(region=by.region, ids=[row.care.person_id for row in rows]) if rows else {}
    names = _names(by.region, (one for row in rows for one in (row.to_curator_id, row.asked_by_id, row.settled_by_id)))
    near = near_of(by, [row.care for row in rows], absent) if rows else {}
    return tuple(
        MoveView(
            row.token, row.care.token, persons[row.care.person_id], row.move, row.state,
            row.to_agency or names.get(row.to_curator_id or 0, ""), row.to_curator_id, row.about, row.consent,
            row.override, row.asked_at, names.get(row.asked_by_id or 0, ""), row.settled_at,
            names.get(row.settled_by_id or 0, ""), row.answer,
            mine=row.to_curator_id is not None and who_answers(row.to_curator_id, absent) == by.account_id,
            beside=near[row.care_id].own or near[row.care_id].stands_in or may.head(by),
        )
        for row in rows
    )  # fmt: skip


def absences(*, by: Actor, on: date) -> tuple[AbsenceView, ...]:
    """Who is or will be away, the nearest first: one's own, and everybody's for a head. Raises Forbidden."""
    if not may.see_caseload(by):
        raise Forbidden
    rows = Absence.objects.in_region(by.region).filter(ends__gte=on, cancelled_at=None)
    if not may.head(by):
        rows = rows.filter(Q(account=by.account_id) | Q(deputy=by.account_id))
    found = list(rows.order_by("starts", "id")[:MOST])
    names = _names(by.region, (one for row in found for one in (row.account_id, row.deputy_id)))
    return tuple(
        AbsenceView(
            row.token, row.account_id, names.get(row.account_id, ""), row.starts, row.ends, row.why,
            names.get(row.deputy_id or 0, ""),
        )
        for row in found
    )  # fmt: skip


def _names(region: str, accounts: Iterable[int | None]) -> dict[int, str]:
    wanted = {one for one in accounts if one is not None}
    found = people.staff_members(region=region, account_ids=wanted) if wanted else {}
    return {id: one.name for id, one in found.items()}
