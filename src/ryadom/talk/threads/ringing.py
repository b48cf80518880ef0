"""Danger that nobody answered in time: the next on duty and the head are called, step by step, by the clock."""

from __future__ import annotations

from datetime import datetime

import structlog
from django.db import transaction

from ryadom.people import api as people
from ryadom.regions.clock import local
from ryadom.talk import events
from ryadom.talk.dialogue import shapes
from ryadom.talk.dialogue.shapes import Heard, Sort
from ryadom.talk.threads import duty, rota, taking
from ryadom.talk.threads.models import DutyRing, DutyShift, Thread, ThreadState

log = structlog.get_logger(__name__)


def call_first(thread: Thread, at: datetime) -> None:
    """Danger was heard: whoever is on duty is called at once. Nobody on duty, nobody is called here."""
    if thread.state != ThreadState.WAITING or thread.asked_at is None:
        return
    first = next(iter(rota.on_duty(thread.region, at)), None)
    if first is not None:
        _ring(thread, 0, first, head=False, at=at)


def escalate(*, at: datetime) -> int:
    """Danger that nobody took within the region's term goes on; how many calls were made. Run by a job every minute.

    One step a run: a worker that slept does not call a whole rota at once.
    """
    rows = Thread.objects.across_regions("danger that waits is escalated").filter(
        state=ThreadState.WAITING, asked_at__isnull=False
    )
    waiting = list(rows.exclude(danger="").values_list("region", "pk", "asked_at"))
    return sum(_escalated(region, pk, at) for region, pk, asked in waiting if asked and _due(region, pk, asked, at))


def _due(region: str, pk: int, asked: datetime, at: datetime) -> bool:
    """Whether the term of the next step is over."""
    wait = duty.escalate_after(region, local(at, region).date())
    return wait is not None and at >= asked + wait * (_steps(region, pk, asked) + 1)


def _steps(region: str, pk: int, asked: datetime) -> int:
    """How many times it went higher already."""
    return DutyRing.objects.in_region(region).filter(thread=pk, since=asked, step__gt=0).count()


@transaction.atomic
def _escalated(region: str, pk: int, at: datetime) -> bool:
    thread = Thread.objects.in_region(region).select_for_update().get(pk=pk)
    if thread.state != ThreadState.WAITING or thread.asked_at is None or not _due(region, pk, thread.asked_at, at):
        return False
    step = _steps(region, pk, thread.asked_at) + 1
    following = _following(thread, at)
    if step > 1 and following is None:
        return False  # everybody was called
    since, thread.escalated_at = thread.asked_at, thread.escalated_at or at
    _ring(thread, step, following, head=step == 1, at=at)
    heard = Heard(
        Sort.RANG, at, who=following.name if following else "", text="head" if step == 1 else "", level=_level(thread)
    )
    taking.take(thread, heard, key=f"rang-{thread.last_number}")
    events.announce(
        events.CrisisUnanswered(
            region=region, at=at, account_id=None, thread=thread.token, person=thread.person_id,
            situation=thread.situation, danger=thread.danger, since=since, step=step,
            called=_called(region, following, at, head=step == 1),
        )
    )  # fmt: skip
    log.warning("thread_crisis_unanswered", region=region, step=step)
    return True


def _following(thread: Thread, at: datetime) -> rota.Shift | None:
    """The next on duty who was not called for this danger; nobody twice."""
    assert thread.asked_at is not None, "a person was asked for, or nobody would be called"
    rings = DutyRing.objects.in_region(thread.region).filter(thread=thread, since=thread.asked_at)
    called = set(rings.exclude(shift=None).values_list("shift__token", flat=True))
    return next((one for one in rota.on_duty(thread.region, at) if one.token not in called), None)


def _ring(thread: Thread, step: int, shift: rota.Shift | None, *, head: bool, at: datetime) -> None:
    assert thread.asked_at is not None, "a person was asked for, or nobody would be called"
    row = DutyShift.objects.in_region(thread.region).get(token=shift.token) if shift else None
    DutyRing.objects.in_region(thread.region).get_or_create(
        thread=thread, since=thread.asked_at, step=step,
        defaults={"region": thread.region, "shift": row, "head": head, "at": at},
    )  # fmt: skip


def _called(region: str, following: rota.Shift | None, at: datetime, *, head: bool) -> tuple[int, ...]:
    """The accounts of those who are called now."""
    heads = people.staff_with_role(region=region, role="head", on=local(at, region).date()) if head else ()
    found = [following.account] if following and following.account is not None else []
    return tuple(dict.fromkeys([*found, *(one.account_id for one in heads)]))


def _level(thread: Thread) -> str:
    return shapes.unpacked(thread.stack).level
