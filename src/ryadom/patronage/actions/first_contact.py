"""A right appeared in a family that has no curator: it gets one, and the first call stands in the plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from ryadom.patronage import may
from ryadom.patronage.actions.assigning import Why, assign, oktmo_of
from ryadom.patronage.actions.writing import demand, open_care
from ryadom.patronage.choosing import choose
from ryadom.patronage.errors import Late, NotPossible
from ryadom.patronage.models import Care, Ground, NoCalls, PlannedCall
from ryadom.patronage.queries.loads import candidates
from ryadom.patronage.times import times_of
from ryadom.people.api import Actor


@transaction.atomic
def first_contact(*, by: Actor, person: UUID, measures: Sequence[str], on: date, at: datetime) -> Care:
    """The least loaded curator of the district gets the family, and calls today where the day has room, else tomorrow.

    Nobody has asked the family yet, so the ground is an override that says so; the curator asks for consent in the
    first call. Raises Forbidden, Late (has a curator meanwhile), NotPossible (all are full or away).
    """
    demand(may.assign, by)
    if open_care(by.region, person, on, lock=True) is not None:
        raise Late(_("У этой семьи уже есть куратор, или она его ждёт."))
    chosen = choose(candidates(by.region, on), oktmo_of(by.region, person, on))
    if chosen is None:
        raise NotPossible(_("Свободных кураторов в этом районе нет. Измените, сколько семей они берут."))
    with override("ru"):  # kept as staff and the family read it
        words = _("Первый звонок: появилось право. Согласие спросит куратор.")
    why = Why(Ground.OVERRIDE, words)
    care = assign(by=by, person=person, curator=chosen.account_id, why=why, on=on, at=at)
    _plan(care, measures, on)
    return care


def _plan(care: Care, measures: Sequence[str], on: date) -> None:
    """Today, where there is room in the plan and nobody asked for silence; the next plan finds the family otherwise."""
    assert care.curator_id is not None, "the family has just got one"
    mine = PlannedCall.objects.in_region(care.region).filter(account=care.curator_id, day=on)
    quiet = NoCalls.objects.in_region(care.region).filter(person=care.person_id, lifted_at=None).exists()
    kept = mine.count()
    if quiet or kept >= times_of(care.region, on).calls_a_day:
        return
    PlannedCall.objects.in_region(care.region).bulk_create(
        [
            PlannedCall(
                region=care.region, account_id=care.curator_id, day=on, person_id=care.person_id, why="gained",
                measures=list(measures), place=kept + 1,
            )
        ],
        ignore_conflicts=True,
    )  # fmt: skip
