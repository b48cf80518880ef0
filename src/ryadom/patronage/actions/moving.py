"""Moves of a family: referred to another body or curator, handed over to another curator, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.patronage import may
from ryadom.patronage.actions.writing import demand, end, held, near, tell, written
from ryadom.patronage.errors import Forbidden, Late, NotPossible
from ryadom.patronage.models import Care, Ended, Move, MoveState, Transition
from ryadom.patronage.queries.loads import demand_free
from ryadom.patronage.queries.standing import away, who_answers
from ryadom.people.api import Actor


@dataclass(frozen=True)
class Agreed:
    """The family agreed, or the reason why one goes on without it."""

    consent: bool
    override: str = ""


@transaction.atomic
def refer(
    *, by: Actor, care: UUID, about: str, agreed: Agreed, on: date, at: datetime, agency: str = "",
    curator: int | None = None,
) -> Transition:  # fmt: skip
    """Send the family to another body, or to another curator for one thing; their own curator stays.

    Raises Missing, Forbidden, NotPossible.
    """
    row = _open(by, care, on)
    if curator is not None:
        demand_free(by.region, curator, on)
    if bool(agency.strip()) == (curator is not None):
        raise NotPossible(_("Назовите ведомство или выберите куратора."))
    return _asked(row, by, Move.REFER, agreed, about, at, agency=agency, curator=curator)


@transaction.atomic
def hand_over(*, by: Actor, care: UUID, curator: int, about: str, agreed: Agreed, on: date, at: datetime) -> Transition:
    """Ask another curator to take the family; until they accept nothing changes. Raises as `refer`, and Late."""
    row = _open(by, care, on)
    if curator == row.curator_id:
        raise NotPossible(_("Эта семья уже у этого куратора."))
    demand_free(by.region, curator, on)
    if Transition.objects.in_region(by.region).filter(care=row, move=Move.TRANSFER, state=MoveState.ASKED).exists():
        raise Late(_("Эту семью уже попросили передать. Отзовите прежнюю просьбу, если передумали."))
    return _asked(row, by, Move.TRANSFER, agreed, about, at, curator=curator)


@transaction.atomic
def move_now(*, by: Actor, care: UUID, curator: int, about: str, agreed: Agreed, on: date, at: datetime) -> Transition:
    """A head moves a family without waiting for an answer: with its consent, or for a reason that stays.

    Raises Missing, Forbidden, Late, NotPossible (full, away, no consent and no reason).
    """
    demand(may.head, by)
    asked = hand_over(by=by, care=care, curator=curator, about=about, agreed=agreed, on=on, at=at)
    return settle(by=by, transition=asked.token, verdict=MoveState.ACCEPTED, answer="", on=on, at=at)


@transaction.atomic
def settle(*, by: Actor, transition: UUID, verdict: str, answer: str, on: date, at: datetime) -> Transition:
    """`accepted`, `refused` (with the reason), `done` or `revoked`. Another curator answers for themselves; for
    another body its answer is written by whoever asked. Raises Missing, Forbidden, Late, NotPossible.
    """
    row = held(Transition, by.region, transition)
    care = Care.objects.in_region(by.region).select_for_update().get(pk=row.care_id)
    _demand_verdict(by, row, care, verdict, on)
    said = written(answer, 500)
    if verdict == MoveState.REFUSED and not said:
        raise NotPossible(_("Напишите, почему не можете принять: это прочтёт тот, кто просил."))
    if row.move == Move.TRANSFER and verdict == MoveState.ACCEPTED:
        _take_over(row, care, by, on, at)
        verdict = MoveState.DONE
    row.state, row.answer, row.settled_by_id, row.settled_at = MoveState(verdict), said, by.account_id, at
    row.save(update_fields=["state", "answer", "settled_by", "settled_at"])
    return row


ANSWERS = {MoveState.ACCEPTED: (MoveState.ASKED,), MoveState.REFUSED: (MoveState.ASKED,),
           MoveState.DONE: (MoveState.ACCEPTED,), MoveState.REVOKED: (MoveState.ASKED, MoveState.ACCEPTED)}  # fmt: skip


def _demand_verdict(by: Actor, row: Transition, care: Care, verdict: str, on: date) -> None:
    if verdict not in ANSWERS:
        raise NotPossible(_("Выберите ответ."))
    if not _may_settle(by, row, care, verdict, on):
        raise Forbidden
    if row.state not in ANSWERS[MoveState(verdict)] or care.ends_at is not None:
        raise Late(_("На эту просьбу уже ответили, или семья уже не у этого куратора."))


def _may_settle(by: Actor, row: Transition, care: Care, verdict: str, on: date) -> bool:
    """Who asked, and the head, may take it back; who was asked answers; what a body answered is written down."""
    if may.head(by):
        return True
    beside = may.beside(by, near(by, care, on))
    if verdict == MoveState.REVOKED or row.to_curator_id is None:
        return beside
    return may.curator(by) and who_answers(row.to_curator_id, away(by.region, on)) == by.account_id


def _take_over(row: Transition, care: Care, by: Actor, on: date, at: datetime) -> None:
    """The family is with the other curator from now on, on the ground on which it was."""
    assert row.to_curator_id is not None, "a transfer names its curator"
    demand_free(care.region, row.to_curator_id, on)
    end(care, by, how=Ended.TRANSFERRED, words=row.about[:500], at=at)
    fresh = Care.objects.create(
        region=care.region, family_id=care.family_id, person_id=care.person_id, curator_id=row.to_curator_id,
        since=at, ground=care.ground, ground_words=care.ground_words, by_id=by.account_id,
        last_contact_at=care.last_contact_at, next_contact_on=care.next_contact_on, ahead_on=care.ahead_on,
        ahead=care.ahead, foreseen_on=care.foreseen_on,
    )  # fmt: skip
    tell(fresh, by, at)


def _open(by: Actor, care: UUID, on: date) -> Care:
    row = held(Care, by.region, care)
    demand(may.move, by, near(by, row, on))
    if row.ends_at is not None:
        raise Late(_("Сопровождение уже закончено."))
    return row


def _asked(
    care: Care, by: Actor, move: str, agreed: Agreed, about: str, at: datetime, *, agency: str = "",
    curator: int | None = None,
) -> Transition:  # fmt: skip
    said, override = written(about, 1000), written(agreed.override, 500)
    if not said:
        raise NotPossible(_("Напишите, зачем: это прочтёт тот, кого вы просите."))
    if not agreed.consent and not override:
        raise NotPossible(_("Спросите согласие семьи или напишите, почему без него нельзя ждать."))
    return Transition.objects.create(
        region=care.region, care=care, move=move, state=MoveState.ASKED, about=said, consent=agreed.consent,
        override="" if agreed.consent else override, to_agency=written(agency, 300), to_curator_id=curator,
        asked_by_id=by.account_id, asked_at=at,
    )  # fmt: skip
