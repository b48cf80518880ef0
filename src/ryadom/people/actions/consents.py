"""Consents: given and withdrawn by the person, by who represents them, or on paper before staff."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.people import may
from ryadom.people.actions.lines import line
from ryadom.people.actions.locking import hold
from ryadom.people.errors import NotAllowed, NotFound, Refused
from ryadom.people.events import ConsentChanged, announce
from ryadom.people.models import Consent, Person
from ryadom.people.queries.families import acts_for
from ryadom.people.shapes import Actor, Id

WAYS = frozenset({"web", "paper", "phone", "office"})


@transaction.atomic
def give_consent(
    *, by: Actor, at: datetime, on: date, person_id: Id, purpose: str, text_version: str, how: str
) -> None:
    """The person agrees to a purpose, having read this version of the text; an older consent to it ends now.

    Raises NotAllowed, NotFound, Refused (how, no_text).
    """
    person = _asked(by, person_id, on)
    if how not in WAYS:
        raise Refused("how", _("Укажите, как дано согласие."))
    purpose, text_version = line(purpose, 60), line(text_version, 60)
    if not purpose or not text_version:
        raise Refused("no_text", _("Согласие даётся на понятную цель и на определённый текст."))
    rows = Consent.objects.in_region(by.region)
    if rows.filter(person=person, purpose=purpose, text_version=text_version, withdrawn_at=None).exists():
        return
    rows.filter(person=person, purpose=purpose, withdrawn_at=None).update(withdrawn_at=at, withdrawn_how="replaced")
    rows.create(
        person=person, purpose=purpose, text_version=text_version, how=how, given_at=at, recorded_by_id=by.account_id
    )
    _tell(by, person, purpose, at, given=True)


@transaction.atomic
def withdraw_consent(*, by: Actor, at: datetime, on: date, person_id: Id, purpose: str, how: str) -> None:
    """The person no longer agrees. Raises NotAllowed, NotFound (there is no such consent)."""
    person, how = _asked(by, person_id, on), line(how, 16)
    rows = Consent.objects.in_region(by.region).filter(person=person, purpose=purpose, withdrawn_at=None)
    if not rows.update(withdrawn_at=at, withdrawn_how=how):
        raise NotFound("consent")
    _tell(by, person, purpose, at, given=False)


def _asked(by: Actor, person_id: Id, on: date) -> Person:
    person = hold(Person, by.region, person_id)
    if not (may.oneself(by, person) or may.change_person(by, person) or acts_for(by, person.id, "all", on)):
        raise NotAllowed("consent for a person")
    return person


def _tell(by: Actor, person: Person, purpose: str, at: datetime, *, given: bool) -> None:
    announce(
        ConsentChanged(
            region=by.region, at=at, account_id=by.account_id, person_id=person.id, purpose=purpose, given=given
        )
    )
