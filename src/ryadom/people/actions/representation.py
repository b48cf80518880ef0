"""Who acts for whom. Each right has a ground, purposes and an end; family alone gives none."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.kit.periods import birthday, day_before
from ryadom.people import may
from ryadom.people.actions.guarding import demand_no_loop
from ryadom.people.actions.lines import line
from ryadom.people.actions.locking import hold
from ryadom.people.errors import NotAllowed, Refused, WrongOrder
from ryadom.people.events import RepresentationChanged, announce
from ryadom.people.models import Ground, Person, Representation
from ryadom.people.shapes import Actor, Id

FULL_AGE = 18
PURPOSES = frozenset({"all", "apply", "facts", "papers", "read", "money"})


@transaction.atomic
def represent(
    *,
    by: Actor,
    at: datetime,
    person_id: Id,
    representative_id: Id,
    ground: str,
    starts: date,
    ends: date | None = None,
    purposes: Sequence[str] = ("all",),
    evidence: str = "",
) -> str:
    """From `starts` the representative acts for the person; gives the id of the right. A paper must prove it.

    A parent's right ends the day before the child's eighteenth birthday, whatever `ends` says.
    Refused by name: ground, no_evidence, power_without_end, self, purposes, guardian_loop, grown_up.
    """
    person, other = hold(Person, by.region, person_id), hold(Person, by.region, representative_id)
    may.appoint_representative.demand(by, person)
    evidence = line(evidence, 500)
    _demand_ground(ground, ends, purposes, evidence)
    if person.id == other.id:
        raise Refused("self", _("Человек и так действует за себя сам."))
    row = Representation.objects.in_region(by.region).create(
        person=person,
        representative=other,
        ground=ground,
        purposes=list(purposes),
        starts=starts,
        ends=_end(person, ground, starts, ends),
        evidence=evidence,
        recorded_at=at,
        recorded_by_id=by.account_id,
    )
    if ground == Ground.GUARDIAN:
        demand_no_loop(by.region, person.id)
    return _tell(by, row, at)


@transaction.atomic
def assist(*, by: Actor, at: datetime, person_id: Id, on: date, evidence: str) -> str:
    """Assisted mode: one of the staff acts, this day only, for a person who asked. Gives the id of the right."""
    person = hold(Person, by.region, person_id)
    may.assist.demand(by, person)
    evidence = line(evidence, 500)
    if not evidence:
        raise Refused("no_evidence", _("Укажите, как человек попросил о помощи: пришёл, позвонил, написал."))
    row = Representation.objects.in_region(by.region).create(
        person=person,
        staff_account_id=by.account_id,
        ground=Ground.STAFF_ASSIST,
        purposes=["all"],
        starts=on,
        ends=on,
        evidence=evidence,
        recorded_at=at,
        recorded_by_id=by.account_id,
    )
    return _tell(by, row, at)


@transaction.atomic
def end_representation(*, by: Actor, at: datetime, representation_id: Id, ends: date) -> None:
    """The last day of the right. Staff may end it, and so may the represented person. Raises NotAllowed, WrongOrder."""
    row = hold(Representation, by.region, representation_id)
    if not may.appoint_representative(by, row) and by.person_id != row.person_id:
        raise NotAllowed("end a representation")
    if ends < row.starts:
        raise WrongOrder("dates", _("Конец периода раньше начала."))
    row.ends, row.ended_by_id = ends, by.account_id
    row.save(update_fields=["ends", "ended_by"])
    _tell(by, row, at)


def _demand_ground(ground: str, ends: date | None, purposes: Sequence[str], evidence: str) -> None:
    if ground not in Ground.values or ground == Ground.STAFF_ASSIST:
        raise Refused("ground", _("Такого основания нет."))
    if not evidence:
        raise Refused("no_evidence", _("Укажите документ, который это подтверждает."))
    if ground == Ground.POWER_OF_ATTORNEY and ends is None:
        raise Refused("power_without_end", _("У доверенности есть срок: укажите, до какого дня она действует."))
    if not purposes or not set(purposes) <= PURPOSES:
        raise Refused("purposes", _("Укажите, для чего дано право."))


def _end(person: Person, ground: str, starts: date, ends: date | None) -> date | None:
    if ground == Ground.PARENT and person.birth_date:
        childhood = day_before(birthday(person.birth_date, FULL_AGE))
        ends = min(ends or childhood, childhood)
        if ends < starts:
            raise Refused("grown_up", _("Человек уже совершеннолетний: родитель за него не действует."))
    if ends and ends < starts:
        raise WrongOrder("dates", _("Конец периода раньше начала."))
    return ends


def _tell(by: Actor, row: Representation, at: datetime) -> str:
    announce(
        RepresentationChanged(
            region=by.region, at=at, account_id=by.account_id, representation_id=row.id, person_id=row.person_id
        )
    )
    return str(row.id)
