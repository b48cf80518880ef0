"""Being in touch: what was said and when again; «не звонить»; the plan of a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.patronage import may, planning
from ryadom.patronage.actions.writing import demand, near, open_care, written
from ryadom.patronage.errors import Forbidden, NotPossible
from ryadom.patronage.events import ContactMade, announce
from ryadom.patronage.models import Care, Contact, NoCalls, Planned, PlannedCall, Reached, Way
from ryadom.patronage.queries.standing import away, stands_in_for, who_answers
from ryadom.patronage.times import times_of
from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.regions.clock import local

FARTHEST = timedelta(days=730)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Right:
    """A measure that became due to a family on a day, as the rules say it."""

    measure: str
    since: date


# (region, {person: family or None}, since, on) -> {person: rights}: the rules' word on families, asked for all at once.
Rights = Callable[[str, Mapping[UUID, UUID | None], date, date], Mapping[UUID, Sequence[Right]]]
_rights: list[Rights] = []


def register_rights(ask: Rights) -> None:
    """An upper room tells what the rules found for families. The last one registered is asked."""
    _rights[:] = [ask]


@transaction.atomic
def record_contact(
    *, by: Actor, person: UUID, way: str, reached: str, about: str, next_on: date | None, on: date, at: datetime
) -> Contact:
    """One contact, as it came out; the line of today's plan is done by it. Raises Forbidden, NotPossible."""
    people.person(region=by.region, id=person)
    care = open_care(by.region, person, on, lock=True)
    demand(may.work_with, by, near(by, care, on))
    if way == Way.CALL and _asked_not_to(by.region, person):
        raise NotPossible(_("Человек просил не звонить. Напишите ему или дождитесь, когда он придёт сам."))
    row = Contact.objects.create(
        region=by.region, person_id=person, account_id=by.account, at=at, next_on=next_on, way=way, reached=reached,
        about=_said(way, reached, about, next_on, on),
    )  # fmt: skip
    if reached == Reached.NO_CALLS:
        _ask_not_to(by, person, about, at)
    PlannedCall.objects.in_region(by.region).filter(person=person, day=on, state=Planned.OPEN).update(
        state=Planned.DONE, contact=row
    )
    if care is not None:
        _copy(care, row)
    announce(
        ContactMade(
            region=by.region, at=at, account_id=by.account_id, contact=row.token, person=person, reached=reached
        )
    )
    return row


def _said(way: str, reached: str, about: str, next_on: date | None, on: date) -> str:
    said = written(about, 1000)
    if way not in Way.values or reached not in Reached.values:
        raise NotPossible(_("Выберите, как связывались и что вышло."))
    if reached == Reached.TALKED and not said:
        raise NotPossible(_("Напишите, о чём поговорили: это прочтёт следующий куратор."))
    if next_on is not None and not on <= next_on <= on + FARTHEST:
        raise NotPossible(_("День следующего контакта: сегодня или позже, не дальше двух лет."))
    return said


def _copy(care: Care, row: Contact) -> None:
    """An attempt without an answer is no contact, but the promise it left counts."""
    if row.reached == Reached.TALKED:
        care.last_contact_at = row.at
    care.next_contact_on = row.next_on
    care.save(update_fields=["last_contact_at", "next_contact_on"])


@transaction.atomic
def no_calls(*, by: Actor, person: UUID, words: str, at: datetime, on: date) -> None:
    """«Не звонить», as the person asked. Anybody who works with people writes it down. Raises Forbidden."""
    demand(may.worker, by)
    people.person(region=by.region, id=person)
    _ask_not_to(by, person, words, at)
    PlannedCall.objects.in_region(by.region).filter(person=person, day__gte=on, state=Planned.OPEN).update(
        state=Planned.DROPPED
    )


def _ask_not_to(by: Actor, person: UUID, words: str, at: datetime) -> None:
    if not _asked_not_to(by.region, person):
        NoCalls.objects.create(
            region=by.region, person_id=person, since=at, words=written(words, 300)[:300], by_id=by.account_id
        )


@transaction.atomic
def calls_again(*, by: Actor, person: UUID, on: date, at: datetime) -> None:
    """The person may be called again: only who is beside them writes it. Raises Forbidden."""
    people.person(region=by.region, id=person)
    demand(may.work_with, by, near(by, open_care(by.region, person, on), on))
    NoCalls.objects.in_region(by.region).filter(person=person, lifted_at=None).update(
        lifted_at=at, lifted_by=by.account_id
    )


def _asked_not_to(region: str, person: UUID) -> bool:
    return NoCalls.objects.in_region(region).filter(person=person, lifted_at=None).exists()


@transaction.atomic
def plan_day(*, by: Actor, account: int, on: date) -> int:
    """The calls of one curator for a day, with those they stand in for; what stands in the plan stays. How many.

    One away has no calls. Never more than fit into a day (`calls_a_day` of the region) nor than they have families.
    Raises Forbidden.
    """
    if not (may.plan(by) and (may.head(by) or by.system or by.account_id == account)):
        raise Forbidden
    absent = away(by.region, on)
    if who_answers(account, absent) != account:
        return 0
    curators = {account, *stands_in_for(account, absent)}
    cares = list(
        Care.objects.in_region(by.region).filter(ends_at=None, curator__in=curators).select_for_update(of=("self",))
    )
    lines = _lines(by.region, cares, account, on)
    kept = _kept(by.region, account, on)
    fresh = [
        PlannedCall(
            region=by.region, account_id=account, day=on, person_id=line.person, why=line.why,
            measures=list(line.measures), due_on=line.due_on, place=kept + number,
        )
        for number, line in enumerate(lines, 1)
    ]  # fmt: skip
    PlannedCall.objects.in_region(by.region).bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def _kept(region: str, account: int, on: date) -> int:
    return PlannedCall.objects.in_region(region).filter(account=account, day=on).count()


def _lines(region: str, cares: Sequence[Care], account: int, on: date) -> list[planning.Line]:
    times = times_of(region, on)
    stand = PlannedCall.objects.in_region(region).filter(day=on)
    already = set(stand.filter(person__in=[care.person_id for care in cares]).values_list("person", flat=True))
    quiet = set(
        NoCalls.objects.in_region(region)
        .filter(person__in=[care.person_id for care in cares], lifted_at=None)
        .values_list("person", flat=True)
    )
    rights = _ask(region, cares, on)
    families = [_family(care, rights.get(care.person_id, ()), quiet) for care in cares if care.person_id not in already]
    room = max(0, times.calls_a_day - _kept(region, account, on))
    return planning.plan(families, on=on, contact_days=times.contact_days, most=min(room, len(cares)))


def _ask(region: str, cares: Sequence[Care], on: date) -> Mapping[UUID, Sequence[Right]]:
    if not _rights or not cares:
        return {}
    return _rights[-1](region, {care.person_id: care.family_id for care in cares}, on - WEEK, on)


def _family(care: Care, rights: Sequence[Right], quiet: set[UUID]) -> planning.Family:
    """A right about which somebody has talked with the family since is no news."""
    spoken = local(care.last_contact_at, care.region).date() if care.last_contact_at else None
    gained = [one.measure for one in rights if spoken is None or one.since >= spoken]
    return planning.Family(
        care.person_id,
        spoken,
        care.next_contact_on,
        tuple(dict.fromkeys(gained)),
        care.ahead_on,
        care.person_id in quiet,
    )
