"""The rota of danger: who is on duty and until when, how soon they answer. A region's own data, entered by its head."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.people.api import Actor, role
from ryadom.regions.clock import local
from ryadom.talk.threads.errors import ThreadError
from ryadom.talk.threads.models import DutyRing, DutyShift, DutyTerm, Thread, ThreadState

may_keep_rota = role("head")
may_read_rota = role("curator", "specialist", "head")
LONGEST_SHIFT = timedelta(days=7)
KEPT_BACK = timedelta(days=30)  # so long after its last shift a rota counts as entered: then nobody is on duty
MOST_MINUTES = 240
MOST = 100


class RotaRefused(ThreadError):
    """A shift or a term that cannot be. `words` say how to put it right."""

    def __init__(self, words: str) -> None:
        super().__init__("rota")
        self.words = words

    @property
    def said(self) -> str:
        return self.words


@dataclass(frozen=True)
class Shift:
    """Somebody on duty. `account` None: called by phone alone."""

    token: UUID
    account: int | None
    name: str
    phone: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Terms:
    """Minutes: danger is answered `within`, and goes higher after `escalate_after`; by which act, from which day."""

    within: int
    escalate_after: int
    act: str
    starts: date


@dataclass(frozen=True)
class Alarm:
    """A thread in danger that waits: since when, and who was called, in order. `head`: the head was called too."""

    thread: str
    danger: str
    since: datetime
    called: tuple[str, ...]
    head: bool


@transaction.atomic
def enter_shift(
    *, by: Actor, account: int | None, name: str, phone: str, starts_at: datetime, ends_at: datetime, at: datetime
) -> Shift:
    """Write down who is on duty. Raises NotAllowed, RotaRefused."""
    may_keep_rota.demand(by)
    if not name.strip():
        raise RotaRefused(_("Напишите, кто дежурит."))
    if account is None and not phone:
        raise RotaRefused(_("Кто не работает в программе, того зовут по телефону. Напишите номер."))
    if ends_at <= starts_at:
        raise RotaRefused(_("Конец дежурства должен быть позже начала."))
    if ends_at <= at:
        raise RotaRefused(_("Это дежурство уже прошло. Внесите то, что впереди."))
    if ends_at - starts_at > LONGEST_SHIFT:
        raise RotaRefused(_("Дольше недели без смены не дежурят. Разделите на части."))
    row = DutyShift.objects.in_region(by.region).create(
        account_id=account, name=name.strip()[:200], phone=phone, starts_at=starts_at, ends_at=ends_at,
        entered_by_id=by.account, entered_at=at,
    )  # fmt: skip
    return _shift(row)


@transaction.atomic
def cancel_shift(*, by: Actor, token: UUID, at: datetime) -> None:
    """Take a shift back; twice is once. Raises NotAllowed, RotaRefused where there is none."""
    may_keep_rota.demand(by)
    row = DutyShift.objects.in_region(by.region).select_for_update().filter(token=token).first()
    if row is None:
        raise RotaRefused(_("Такого дежурства нет."))
    if row.cancelled_at is None:
        row.cancelled_at = at
        row.save(update_fields=["cancelled_at"])


@transaction.atomic
def set_terms(*, by: Actor, within: int, escalate_after: int, act: str, starts: date, at: datetime) -> None:
    """Enter how soon danger is answered and when it goes higher. Raises NotAllowed, RotaRefused."""
    may_keep_rota.demand(by)
    if not (1 <= within <= MOST_MINUTES and 1 <= escalate_after <= MOST_MINUTES):
        raise RotaRefused(_("Минуты от 1 до %(most)s.") % {"most": MOST_MINUTES})
    if not act.strip():
        raise RotaRefused(_("Напишите, каким актом это решено."))
    DutyTerm.objects.in_region(by.region).create(
        starts=starts, within=within, escalate_after=escalate_after, act=act.strip()[:300],
        entered_by_id=by.account, entered_at=at,
    )  # fmt: skip


def shifts(region: str, *, since: datetime) -> tuple[Shift, ...]:
    """Shifts that have not ended by a moment, the earliest first. Asks no permission. One query."""
    rows = DutyShift.objects.in_region(region).filter(cancelled_at=None, ends_at__gt=since)
    return tuple(_shift(row) for row in rows.order_by("starts_at", "id")[:MOST])


def on_duty(region: str, at: datetime) -> tuple[Shift, ...]:
    """Who is on duty at a moment, in the order in which they are called. One query."""
    return tuple(one for one in shifts(region, since=at) if one.starts_at <= at)


def entered(region: str, at: datetime) -> bool:
    """Whether the region keeps a rota at all: then an hour with nobody in it is an hour without duty. One query."""
    rows = DutyShift.objects.in_region(region).filter(cancelled_at=None, ends_at__gt=at - KEPT_BACK)
    return rows.exists()


def terms(region: str, on: date) -> Terms | None:
    """The terms in force on a day, None where nobody entered any. One query."""
    rows = DutyTerm.objects.in_region(region).filter(starts__lte=on)
    row = rows.order_by("-starts", "-id").first()
    return Terms(row.within, row.escalate_after, row.act, row.starts) if row else None


def alarms(*, by: Actor) -> tuple[Alarm, ...]:
    """Threads in danger that nobody has taken, who waits longest first. Raises NotAllowed. 2 queries."""
    may_read_rota.demand(by)
    rows = Thread.objects.in_region(by.region).filter(state=ThreadState.WAITING).exclude(danger="")
    waiting = [row for row in rows.order_by("asked_at", "id")[:MOST] if row.asked_at is not None]
    rings = DutyRing.objects.in_region(by.region).filter(thread__in=[row.pk for row in waiting])
    found = list(rings.select_related("shift").order_by("step", "id"))
    return tuple(_alarm(row, [one for one in found if one.thread_id == row.pk]) for row in waiting)


def _alarm(row: Thread, rings: list[DutyRing]) -> Alarm:
    own = [one for one in rings if one.since == row.asked_at]
    called = tuple(one.shift.name for one in own if one.shift is not None)
    assert row.asked_at is not None, "only those that wait are asked"
    return Alarm(row.token, row.danger, row.asked_at, called, any(one.head for one in own))


def day_of(region: str, at: datetime) -> date:
    """The region's own day."""
    return local(at, region).date()


def _shift(row: DutyShift) -> Shift:
    return Shift(row.token, row.account_id, row.name, row.phone, row.starts_at, row.ends_at)
