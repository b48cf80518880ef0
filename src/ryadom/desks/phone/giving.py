"""The one-time code that makes a messenger somebody's: given only to who is certain, and how is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from ryadom.channels import api as channels
from ryadom.desks.phone import calls, may
from ryadom.desks.phone.errors import PhoneError
from ryadom.kit.aloud import phone as by_digits
from ryadom.people import api as people
from ryadom.people.api import Actor

PASSPORT, CALL = "passport", "call"


@dataclass(frozen=True)
class Given:
    """A code as it is shown once: its digits, how they are read, until when it works."""

    code: str
    spoken: str
    until: datetime


def ways() -> list[tuple[str, str]]:
    """How it was made certain who asks."""
    return [
        (PASSPORT, _("Человек здесь, паспорт у меня в руках")),
        (CALL, _("Это звонок: перезвонили по номеру из дела")),
    ]


@override("ru")
def opened() -> str:
    """Why a name was shown on the page where codes are given, as the person reads it."""
    return _("Код для связи")


@transaction.atomic
def give(*, by: Actor, person: UUID, how: str, at: datetime, call: UUID | None = None) -> Given:
    """A code for a quarter of an hour; an earlier one ends. How the person was known stands in their list of readings.

    Raises NotAllowed, NotFound, PhoneError (it is not certain who asks).
    """
    may.gives_codes.demand(by)
    about = people.person(region=by.region, id=person)
    if how == CALL:
        row = calls.held(by, call) if call else None
        if row is None or not row.sure or row.person_id != about.id or row.ended_at is not None:
            raise PhoneError(_("По телефону код диктуют только тому, кому перезвонили по номеру из дела."))
    elif how != PASSPORT:
        raise PhoneError(_("Отметьте, как вы узнали человека."))
    with override("ru"):
        said = dict(ways())[how]
        purpose = _("Выдан код для связи. %(how)s") % {"how": said}
    people.log_reading(by=by, at=at, person_ids=[about.id], purpose=purpose, what=("link-code",))
    code = channels.issue_code(by=by, person=about.id, at=at)
    return Given(code, by_digits(code), at + channels.LIFE)
