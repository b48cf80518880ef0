"""Relatives of whom a resident tells: they become persons of the resident's own family, on the resident's word.

Nobody is merged in silence: whoever looks like a member of the family is shown and asked about. Whoever looks like a
person outside it is entered anew, without a sign to the teller, for even «we know this child» tells too much; staff
see whether the two are one.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.people import may, shapes
from ryadom.people.actions.facts import record_facts
from ryadom.people.actions.families import add_member, found_family
from ryadom.people.actions.lines import line
from ryadom.people.actions.locking import hold
from ryadom.people.actions.pairs import propose_pair
from ryadom.people.actions.persons import register_person
from ryadom.people.core import CORE
from ryadom.people.errors import NotFound, Refused
from ryadom.people.events import FamilyChanged, announce
from ryadom.people.models import Family, FamilyMember, FamilyRole, Person, Source
from ryadom.people.queries.families import COUPLE, family_of
from ryadom.people.queries.persons import alike, as_id
from ryadom.people.queries.relatives import who_it_may_be
from ryadom.people.shapes import Actor, Id, Introduced, NewFact, Relative, Whose

# What a relative of the head's husband or wife is to the head.
_OF_SPOUSE = {"child": "child", "ward": "ward", "parent": "other", "other": "other"}


@transaction.atomic
def tell_relatives(
    *, by: Actor, at: datetime, on: date, person_id: Id, relatives: Sequence[Relative]
) -> tuple[Introduced, ...]:
    """Enter the relatives of a person as the teller says, all or none, in their order.

    The person themselves may, once they are sure to be that person, and staff who help. Raises NotAllowed, NotFound,
    Refused: `who_is_it` (a member of the family looks alike and it was not said whether it is the same), `not_adult`,
    and as add_member.
    """
    teller = hold(Person, by.region, person_id)  # a second window waits here and then sees whom the first has entered
    may.tell_of_family.demand(by, teller)
    return tuple(_introduced(by, teller, relative, on, at) for relative in relatives)


def _introduced(by: Actor, teller: Person, relative: Relative, on: date, at: datetime) -> Introduced:
    home = family_of(by.region, teller.id, on)
    if relative.same_as is not None:
        if home is None or home.member(relative.same_as) is None or relative.same_as == teller.id:
            raise NotFound("member")
        return Introduced(as_id(relative.same_as))
    if not relative.another and who_it_may_be(home, teller.id, relative):
        raise Refused("who_is_it", _("Похоже, этот человек уже есть в вашей семье. Ответьте, он ли это."))
    role = _role(home, teller, relative.role)
    known = _known_elsewhere(by.region, home, relative)
    made = _entered(by, relative, on, at)
    home = home or found_family(by=by, at=at, head_id=teller.id, starts=on)
    add_member(by=by, at=at, family_id=home.id, person_id=made.id, role=role, starts=on, source=Source.SAID)
    for one in known:
        propose_pair(by.region, made.id, one.id, why=_why(one, relative), at=at)
    return Introduced(made.id, new=True, doubtful=bool(known))


def _role(home: shapes.Family | None, teller: Person, told: str) -> str:
    """What the relative is to the head. Only an adult of the family adds to it."""
    if told == "spouse" and home and home.related("spouse"):
        raise Refused("two_spouses", _("В вашей семье уже записан муж или жена. Изменить это поможет специалист."))
    place = home.member(teller.id) if home else None
    if place is None or place.role == FamilyRole.HEAD:
        return told
    if place.role not in COUPLE:
        raise Refused("not_adult", _("В эту семью человека добавит специалист: скажите о нём в отделе соцзащиты."))
    return _OF_SPOUSE.get(told, told)


def _known_elsewhere(region: str, home: shapes.Family | None, relative: Relative) -> list[shapes.Person]:
    own = {member.person.id for member in home.members} if home else set()
    found = alike(
        region,
        surname=relative.surname,
        name=relative.name,
        birth_date=relative.birth_date,
        snils=relative.snils,
    )
    return [one for one in found if one.id not in own]


def _why(one: shapes.Person, relative: Relative) -> tuple[str, ...]:
    numbered = bool(relative.snils) and relative.snils in (one.snils, one.snils_said)
    born = relative.birth_date is not None and relative.birth_date == one.birth_date
    return tuple(word for word, true in (("snils_said", numbered), ("born", born), ("name", not numbered)) if true)


def _entered(by: Actor, relative: Relative, on: date, at: datetime) -> shapes.Person:
    made = register_person(
        by=by,
        at=at,
        on=on,
        surname=relative.surname,
        name=relative.name,
        patronymic=relative.patronymic,
        birth_date=relative.birth_date,
        source=Source.SAID,
    )
    if relative.snils:
        Person.objects.in_region(by.region).filter(pk=made.id).update(snils_said=relative.snils)
    return made


@transaction.atomic
def confirm_member(*, by: Actor, at: datetime, on: date, family_id: Id, person_id: Id, evidence: str) -> None:
    """Staff saw the paper: who this is to the family, and the date of birth, are no longer words alone.

    Confirmed twice is confirmed once. Raises NotAllowed, NotFound, Refused (no_evidence).
    """
    family = hold(Family, by.region, family_id)
    may.change_family.demand(by, family)
    row = _told_member(by.region, family.id, as_id(person_id))
    evidence = line(evidence, 500)
    if not evidence:
        raise Refused("no_evidence", _("Укажите документ, который это подтверждает."))
    if row.source != Source.SAID:
        return
    row.source, row.evidence, row.confirmed_at, row.confirmed_by_id = Source.DOCUMENT, evidence, at, by.account_id
    row.save(update_fields=["source", "evidence", "confirmed_at", "confirmed_by"])
    if row.person.birth_date:
        born = NewFact(
            Whose("person", row.person_id), "birth-date", row.person.birth_date, Source.DOCUMENT, note=evidence
        )
        record_facts(by=by, facts=[born], catalogue=CORE, on=on, at=at)
    announce(
        FamilyChanged(
            region=by.region, at=at, account_id=by.account_id, family_id=family.id, person_ids=(row.person_id,)
        )
    )


def _told_member(region: str, family_id: UUID, person_id: UUID) -> FamilyMember:
    rows = FamilyMember.objects.in_region(region).filter(family=family_id, person=person_id, ends=None)
    row = rows.select_related("person").first()
    if row is None:
        raise NotFound("member")
    return row
