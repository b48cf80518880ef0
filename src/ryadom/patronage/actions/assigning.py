"""Who is beside whom: capacity, asking for a curator, giving one, ending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from ryadom.patronage import may
from ryadom.patronage.actions.writing import demand, end, held, near, open_care, tell, written
from ryadom.patronage.choosing import choose
from ryadom.patronage.errors import Forbidden, Late, NotPossible
from ryadom.patronage.models import Capacity, Care, Ended, Ground, Move, MoveState, Transition
from ryadom.patronage.queries.loads import candidates, demand_free
from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.regions.clock import local

CONSENT = "сопровождение куратором"  # the purpose of consent, as the person reads it
TEXT = "2026-01"
MOST = 500


@dataclass(frozen=True)
class Why:
    """The ground on which a curator is beside a family: recorded consent, law, or an override with a reason."""

    ground: str
    words: str = ""
    how: str = ""  # how consent is given now: office, phone, paper, web; empty where it stands already

    @property
    def consents(self) -> bool:
        return self.ground == Ground.CONSENT


@transaction.atomic
def set_capacity(*, by: Actor, account: int, families: int, district: str = "", at: datetime) -> Capacity:
    """How many families a curator takes and where. Raises Forbidden, NotPossible."""
    demand(may.set_capacity, by)
    if account not in people.staff_members(region=by.region, account_ids=[account]):
        raise NotPossible(_("Такого куратора в регионе нет."))
    if not 0 <= families <= MOST or not (district.isascii() and (district.isdigit() or not district)):
        raise NotPossible(_("Напишите число семей от 0 до 500; район пишется цифрами ОКТМО."))
    row, _new = Capacity.objects.in_region(by.region).update_or_create(
        account_id=account,
        defaults={
            "region": by.region, "families": families, "district": district[:11], "set_by_id": by.account_id,
            "set_at": at,
        },
    )  # fmt: skip
    return row


@transaction.atomic
def ask_for_curator(*, by: Actor, person: UUID, why: Why, on: date, at: datetime) -> Care:
    """A family asks for a curator: the least loaded of its district gets it; where all are full or away it waits.

    Who has a curator keeps them, and who waits already waits on in the same place. Raises Forbidden, NotPossible.
    """
    demand(may.ask_for_curator, by)
    known = open_care(by.region, person, on, lock=True)
    if known is not None:
        return known
    chosen = choose(candidates(by.region, on), oktmo_of(by.region, person, on))
    return _begin(by, person, chosen.account_id if chosen else None, why, on, at)


@transaction.atomic
def assign(*, by: Actor, person: UUID, curator: int, why: Why, on: date, at: datetime) -> Care:
    """Put this curator beside a family. A head may for anybody; a curator takes a family that has none.

    Raises Forbidden, NotPossible (full, away, no ground), Late (has a curator meanwhile).
    """
    known = open_care(by.region, person, on, lock=True)
    free = known is None or known.curator_id is None
    if not (may.assign(by) or (may.take_waiting(by) and curator == by.account_id and free)):
        raise Forbidden
    demand_free(by.region, curator, on)
    if known is not None and known.curator_id == curator:
        return known
    if known is not None and known.curator_id is None:
        why = why if why.ground != Ground.CONSENT or why.how else Why(known.ground, known.ground_words)
    if known is not None:
        end(known, by, how=Ended.REASSIGNED, words="", at=at)
    care = _begin(by, person, curator, why, on, at)
    _note_move(care, by, Move.ASSIGN, at)
    return care


@transaction.atomic
def end_care(*, by: Actor, care: UUID, how: str, words: str, on: date, at: datetime) -> Care:
    """The curator is no longer beside the family, and why. Raises Missing, Forbidden, Late, NotPossible."""
    row = held(Care, by.region, care)
    demand(may.move, by, near(by, row, on))
    if row.ends_at is not None:
        raise Late(_("Сопровождение уже закончено."))
    if how not in (Ended.ASKED, Ended.SETTLED, Ended.MOVED) or not written(words, 500):
        raise NotPossible(_("Напишите, почему сопровождение заканчивается."))
    end(row, by, how=how, words=words, at=at)
    _note_move(row, by, Move.REVOKE, at, words)
    _let_go(row, by, at)
    tell(row, by, at)
    return row


def end_by_withdrawal(*, by: Actor, person: UUID, on: date, at: datetime) -> None:
    """The person took the consent back: a care that stood on it ends at once; one by law stays."""
    row = open_care(by.region, person, on, lock=True)
    if row is None or row.ground != Ground.CONSENT or row.person_id != person:
        return
    end(row, by, how=Ended.WITHDRAWN, words="", at=at)
    _let_go(row, by, at)
    tell(row, by, at)


def _begin(by: Actor, person: UUID, curator: int | None, why: Why, on: date, at: datetime) -> Care:
    words = _grounded(by, person, why, on, at)
    home = people.family_of(region=by.region, person_id=person, on=on)
    care = Care.objects.create(
        region=by.region, family_id=home.id if home else None, person_id=person, curator_id=curator, since=at,
        ground=Ground(why.ground), ground_words=words, by_id=by.account_id,
    )  # fmt: skip
    tell(care, by, at)
    return care


def _grounded(by: Actor, person: UUID, why: Why, on: date, at: datetime) -> str:
    """What the ground rests on, in words. Consent is recorded where it is given now, and must stand otherwise."""
    people.person(region=by.region, id=person)
    if why.ground not in Ground.values:
        raise NotPossible(_("Укажите, на каком основании семье назначают куратора."))
    if not why.consents:
        words = written(why.words, 500)
        if not words:
            raise NotPossible(_("Без согласия семьи напишите причину: её увидят семья и руководитель."))
        return words
    if why.how:
        people.give_consent(by=by, at=at, on=on, person_id=person, purpose=CONSENT, text_version=TEXT, how=why.how)
    return consent_words(by.region, person)


def consent_words(region: str, person: UUID) -> str:
    """When the person agreed and how, as the ground is written. Raises NotPossible where no consent stands."""
    given = people.consents_of(region=region, person_id=person)
    stands = next((one for one in given if one.purpose == CONSENT and one.withdrawn_at is None), None)
    if stands is None:
        raise NotPossible(_("Согласия семьи нет. Спросите его и запишите или назовите другое основание."))
    with override("ru"):  # kept as staff and the family read it, in whatever language it was recorded
        ways = {"phone": _("по телефону"), "office": _("на приёме"), "paper": _("на бумаге"), "web": _("на сайте")}
        how = ways.get(stands.how, stands.how)
    return f"{how}, {local(stands.given_at, region):%d.%m.%Y}"


def _note_move(care: Care, by: Actor, move: str, at: datetime, about: str = "") -> None:
    consent = care.ground == Ground.CONSENT
    Transition.objects.create(
        region=care.region, care=care, move=move, state=MoveState.DONE, about=about or care.ground_words,
        to_curator_id=care.curator_id if move == Move.ASSIGN else None, consent=consent,
        override="" if consent else care.ground_words, asked_by_id=by.account_id, asked_at=at,
        settled_by_id=by.account_id, settled_at=at,
    )  # fmt: skip


def _let_go(care: Care, by: Actor, at: datetime) -> None:
    """What was asked about the family and not answered falls with the care."""
    Transition.objects.in_region(care.region).filter(care=care, state=MoveState.ASKED).update(
        state=MoveState.REVOKED, settled_at=at, settled_by=by.account_id
    )


def oktmo_of(region: str, person: UUID, on: date) -> str:
    """The district code of a person's home; empty where it is not known."""
    home = people.family_of(region=region, person_id=person, on=on)
    return home.dwelling.oktmo if home and home.dwelling else ""
