"""What was granted starts, waits for a place, ends, is renewed."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.cases.api import typed
from ryadom.people.api import Actor

from .. import may, schedule, words
from ..errors import Forbidden, Missing, WrongState
from ..events import AwardStarted, announce
from ..models import Award, AwardPart, Claim, ClaimState, Decision, Places, QueuePlace
from .writing import changed, ended, in_force, locked, record


def start(
    claim: Claim, decision: Decision, plan: schedule.Schedule, payer: str, by: Actor, on: date, at: datetime
) -> Award:
    """Write the award and its sums."""
    award = Award.objects.create(
        region=claim.region, claim=claim, decision=decision, person_id=claim.person_id, subject=claim.subject,
        measure=claim.measure, practice=claim.practice, title=claim.title, kind=claim.kind,
        period=decision.answer.get("period", ""), starts=plan.starts, ends=plan.ends, renew_on=plan.renew_on,
        payer=typed(payer, 300),
    )  # fmt: skip
    AwardPart.objects.bulk_create(
        AwardPart(
            region=claim.region, award=award, due_on=part.due_on, starts=part.starts, ends=part.ends,
            amount=part.amount, payer=typed(payer, 300),
        )
        for part in plan.parts
    )  # fmt: skip
    announce(
        AwardStarted(
            region=claim.region, at=at, account_id=by.account_id, award=award.token, claim=claim.token,
            person=claim.person_id, measure=claim.measure, on=on,
        )
    )  # fmt: skip
    return award


def has_place(claim: Claim, on: date) -> bool:
    """Whether a place is left in the period of that day. No number entered means no place yet, never a refusal.

    The line that counts is locked, so that the last place is given once.
    """
    rows = Places.objects.in_region(claim.region).filter(measure=claim.measure, starts__lte=on, ends__gte=on)
    period = rows.filter(verdict="approved").select_for_update().order_by("-settled_at", "-id").first()
    if period is None:
        return False
    taken = Award.objects.in_region(claim.region).filter(
        measure=claim.measure, decision__on__gte=period.starts, decision__on__lte=period.ends
    )
    return taken.count() + _ahead(claim, on) < period.places


def _ahead(claim: Claim, on: date) -> int:
    """How many wait for a place before this claim; whoever waits since the same day came first."""
    waiting = QueuePlace.objects.in_region(claim.region).filter(measure=claim.measure, given_on=None)
    own = waiting.filter(claim=claim).first()
    return place_of(own) - 1 if own else waiting.filter(joined_on__lte=claim.sent_on or on).count()


def join_queue(claim: Claim, on: date) -> int:
    """A place in the queue by the day of application; gives the place as a person counts it."""
    place, _created = QueuePlace.objects.in_region(claim.region).get_or_create(
        claim=claim, defaults={"region": claim.region, "measure": claim.measure, "joined_on": claim.sent_on or on}
    )
    return place_of(place)


def place_of(place: QueuePlace) -> int:
    """How many stand before, and one."""
    mine = (place.rank, place.joined_on, place.pk)
    order = QueuePlace.in_turn(place.region, place.measure).values_list(*QueuePlace.TURN)
    return sum(one < mine for one in order) + 1


def replace_awards(before: Decision, on: date) -> None:
    """A newer decision takes the place of this one: what it awarded stops, what was due already stays written."""
    open_ones = Award.objects.in_region(before.region).filter(decision=before, ended_on=None)
    for award in open_ones:
        AwardPart.objects.in_region(before.region).filter(award=award, due_on__gt=on).delete()
    open_ones.update(ended_on=on, end_reason=_("Принято новое решение по жалобе."))
    QueuePlace.objects.in_region(before.region).filter(claim=before.claim_id, given_on=None).delete()


@transaction.atomic
def give_place(*, by: Actor, claim: UUID, on: date, at: datetime, payer: str = "") -> Award:
    """The turn has come: the first in the queue gets the award that was decided. Nobody is jumped over."""
    seen = locked(by, claim, may=may.give_place, on=on, states=[ClaimState.QUEUED])
    place = QueuePlace.objects.in_region(by.region).select_for_update().get(claim=seen.claim)
    if place_of(place) != 1:
        raise WrongState(_("В очереди есть те, кто раньше."))
    if not has_place(seen.claim, on):
        raise WrongState(_("Свободных мест нет. Внесите число мест на период."))
    decision = in_force(seen.claim)
    assert decision is not None
    place.given_on = on
    place.save(update_fields=["given_on"])
    plan = schedule.schedule(
        period=decision.answer.get("period") or "once", months=decision.answer.get("months"), amount=decision.amount,
        starts=on,
    )  # fmt: skip
    award = start(seen.claim, decision, plan, payer, by, on, at)
    seen.claim.state = ClaimState.GRANTED
    changed(seen.claim, "state")
    record(seen, by, "place", words.PLACE_GIVEN, {"title": seen.claim.title}, on, at)
    ended(seen.claim, by, outcome="granted", on=on, at=at)
    return award


@transaction.atomic
def end_award(*, by: Actor, award: UUID, reason: str, on: date) -> Award:
    """Stop paying: sums due after the day are taken off, the others stay as they were."""
    if not typed(reason, 2000):
        raise WrongState(_("Напишите, почему выплата прекращается."))
    row = Award.objects.in_region(by.region).select_for_update().filter(token=award).first()
    if row is None:
        raise Missing
    seen = may.Seen(row.claim, by, on)
    if not may.end_award(by, seen):
        raise Forbidden
    if row.ended_on is not None:
        raise WrongState(_("Выплата уже прекращена."))
    row.ended_on, row.end_reason = on, typed(reason, 500)
    row.save(update_fields=["ended_on", "end_reason"])
    AwardPart.objects.in_region(by.region).filter(award=row, due_on__gt=on).delete()
    return row


@transaction.atomic
def renew(*, by: Actor, award: UUID, form_token: UUID, book: object, on: date, at: datetime, channel: str) -> Claim:
    """A draft for the next term, filled with what was answered before; everything is judged anew."""
    from .drafting import start_draft

    row = Award.objects.in_region(by.region).select_related("claim").filter(token=award).first()
    if row is None:
        raise Missing
    if row.ended_on is not None:
        raise WrongState(_("Выплата прекращена, продлевать нечего. Подайте новое заявление."))
    if row.renew_on is None or on < row.renew_on:
        raise WrongState(_("Продлевать ещё рано."))
    return start_draft(
        by=by, form_token=form_token, person=row.person_id, measure=row.measure, subject=row.subject,
        facts=row.claim.answers.get("facts", {}), situation=row.claim.situation, channel=channel,
        book=book, on=on, at=at, renews=row.token,  # type: ignore[arg-type]
    )  # fmt: skip
