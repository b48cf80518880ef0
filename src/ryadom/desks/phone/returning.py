"""Calls to give back: promised by a moment, tried, reached or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.desks.phone import calls, may
from ryadom.desks.phone.errors import Late, Missing, PhoneError
from ryadom.desks.phone.models import Call, CallBack, Open, Try, Why
from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.regions.clock import local, zone_of
from ryadom.talk import events as talking

HOUR = timedelta(hours=1)
FARTHEST = timedelta(days=60)
# Until which hour a part of the day lasts, by the region's clock.
PARTS = {"morning": time(12), "day": time(17), "evening": time(20)}


@dataclass(frozen=True)
class Line:
    """One call to give back as the list shows it. `tries`: when somebody tried and did not reach them."""

    row: CallBack
    person: people.Person | None
    tries: tuple[datetime, ...]
    late: bool

    @property
    def phone(self) -> str:
        """The number to dial: the one that was named, else that of the file."""
        return self.row.phone or (self.person.phone if self.person else "")


def promised(region: str, part: str, day: date | None, at: datetime) -> datetime:
    """By when. `part`: hour, morning, day, evening. Raises PhoneError for what is over or too far."""
    if part == "hour":
        return at + HOUR
    here = local(at, region)
    on = day or here.date()
    until = datetime.combine(on, PARTS.get(part, PARTS["evening"]), tzinfo=zone_of(region))
    if until <= at:
        raise PhoneError(_("Это время уже прошло. Выберите другое."))
    if until - at > FARTHEST:
        raise PhoneError(_("Слишком далеко: не больше двух месяцев."))
    return until


@transaction.atomic
def ask(*, by: Actor, call: UUID, phone: str, agreed: bool, about: str, until: datetime, at: datetime) -> CallBack:
    """The caller wants to be called back, and agrees aloud to be called at this number.

    Raises NotAllowed, Missing, PhoneError (nobody agreed, no number).
    """
    row = calls.held(by, call)
    if not agreed:
        raise PhoneError(_("Спросите: «Можно перезвонить вам на этот номер?» Без согласия не записываем."))
    if not phone:
        raise PhoneError(_("Спросите номер, на который перезвонить."))
    return CallBack.objects.in_region(by.region).create(
        call=row, person_id=row.person_id, phone=phone[:12], name=row.said_name, why=Why.ASKED, agreed=True,
        about=about.strip()[:500] or row.about[:500], thread=row.thread, asked_at=at, promised_at=until,
    )  # fmt: skip


@transaction.atomic
def missed(*, by: Actor, phone: str, name: str, at: datetime) -> CallBack:
    """Nobody picked up in time: we call within the hour. The same number waits once. Raises NotAllowed, PhoneError."""
    may.answers.demand(by)
    if not phone:
        raise PhoneError(_("Впишите номер, с которого звонили."))
    rows = CallBack.objects.in_region(by.region)
    open_ = rows.filter(phone=phone[:12], why=Why.MISSED, state=Open.OPEN).first()
    return open_ or rows.create(
        phone=phone[:12], name=name.strip()[:200], why=Why.MISSED, asked_at=at, promised_at=at + HOUR
    )


def hear_staff(event: talking.StaffSaid) -> None:
    """A colleague answered somebody who spoke by phone last: nobody hears it until it is read to them."""
    call = Call.objects.in_region(event.region).filter(address=event.address).first() if event.address else None
    if call is None:
        return
    rows = CallBack.objects.in_region(event.region)
    rows.get_or_create(
        thread=event.thread, why=Why.ANSWER, state=Open.OPEN,
        defaults={
            "region": event.region, "call": call, "person_id": event.person, "phone": call.phone,
            "name": call.said_name, "asked_at": event.at, "promised_at": event.at + HOUR,
        },
    )  # fmt: skip


@transaction.atomic
def tried(*, by: Actor, token: UUID, reached: bool, at: datetime) -> Call | None:
    """We called. Reached, a call begins; not reached, it stays with one try more.

    Raises NotAllowed, Missing, Late, PhoneError.
    """
    row = _open(by, token)
    Try.objects.in_region(by.region).create(call_back=row, account_id=by.account, at=at, reached=reached)
    if not reached:
        return None
    _settle(row, by, Open.DONE, at)
    known = people.person(region=by.region, id=row.person_id) if row.person_id else None
    number = row.phone or (known.phone if known else "")
    return calls.begin(by=by, phone=number, name=row.name, at=at, person=row.person_id)


@transaction.atomic
def drop(*, by: Actor, token: UUID, why: str, at: datetime) -> None:
    """No call is needed any more, with a reason. Raises NotAllowed, Missing, Late, PhoneError."""
    row = _open(by, token)
    if not why.strip():
        raise PhoneError(_("Напишите, почему перезванивать не нужно."))
    row.settled_why = why.strip()[:300]
    _settle(row, by, Open.DROPPED, at)


def _open(by: Actor, token: UUID) -> CallBack:
    may.answers.demand(by)
    row = CallBack.objects.in_region(by.region).select_for_update(of=("self",)).filter(token=token).first()
    if row is None:
        raise Missing(str(token)[:6])
    if row.state != Open.OPEN:
        raise Late(_("Сюда уже дозвонились, или звонок отменили."))
    return row


def _settle(row: CallBack, by: Actor, state: str, at: datetime) -> None:
    row.state, row.settled_at, row.settled_by_id = state, at, by.account
    row.save(update_fields=["state", "settled_at", "settled_by", "settled_why"])


def waiting(*, by: Actor, at: datetime, limit: int = 100) -> list[Line]:
    """Whom to call back, the nearest promise first. 3 queries. Raises NotAllowed."""
    may.answers.demand(by)
    rows = list(CallBack.objects.in_region(by.region).filter(state=Open.OPEN).order_by("promised_at", "id")[:limit])
    known = people.persons(region=by.region, ids=[row.person_id for row in rows if row.person_id])
    tries: dict[int, list[datetime]] = {row.pk: [] for row in rows}
    for one in Try.objects.in_region(by.region).filter(call_back__in=tries, reached=False).order_by("at"):
        tries[one.call_back_id].append(one.at)
    return [
        Line(row, known.get(row.person_id) if row.person_id else None, tuple(tries[row.pk]), row.promised_at < at)
        for row in rows
    ]
