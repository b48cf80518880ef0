"""How an address becomes a person's: a code given at the office, or a login in the same browser. Never by itself.

An account of a messenger is not a person: phones are lent, lost and sold with their numbers.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from ryadom.people import api as people
from ryadom.people.api import Actor, CodeRefused

from . import events, may
from .models import Address, LinkCode

LIFE = timedelta(minutes=15)
TRIES = 5  # of one address in the life of a code
TRIES_OF_REGION = 200  # of all addresses: whoever guesses from many accounts is stopped, too
DIGITS = 8
DRAWS = 20


@transaction.atomic
def issue_code(*, by: Actor, person: UUID, at: datetime) -> str:
    """A code of eight digits for 15 minutes, said or shown to the person who stands here; an earlier one ends.

    Only its keyed hash is kept. Raises NotAllowed, NotFound.
    """
    found = people.person(region=by.region, id=person)
    may.issue_code.demand(by, found)
    codes = LinkCode.objects.in_region(by.region)
    codes.filter(used_at=None, withdrawn_at=None, expires_at__lte=at).update(withdrawn_at=at)
    codes.filter(person=found.id, used_at=None, withdrawn_at=None).update(withdrawn_at=at)
    for _draw in range(DRAWS):
        digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        try:
            with transaction.atomic():
                codes.create(
                    person_id=found.id, digest=_digest(by.region, digits), issued_by_id=by.account, issued_at=at,
                    expires_at=at + LIFE,
                )  # fmt: skip
        except IntegrityError:
            continue  # another open code has these digits
        return f"{digits[:4]}-{digits[4:]}"
    raise people.Refused("busy", _("Сейчас выдано слишком много кодов. Попробуйте через минуту."))


def link(*, region: str, address: int, code: str, at: datetime) -> UUID:
    """The address is the person's to whom the code was given.

    Raises CodeRefused: wrong, attempts, busy. A wrong try is counted even so: call it in a transaction that goes on.
    """
    digits = "".join(sign for sign in code[:40] if sign.isascii() and sign.isdigit())
    with transaction.atomic():
        lane = Address.objects.in_region(region).select_for_update(no_key=True).filter(pk=address).first()
        if lane is None:
            raise people.NotFound("address")
        refused, row = _try(lane, digits, at)
        if row is not None:
            row.used_at, row.used_from = at, lane
            row.save(update_fields=["used_at", "used_from"])
            _write(lane, row.person_id, "code", at, row.issued_by_id)
            return UUID(str(row.person_id))
    assert refused is not None, "a try is taken or refused"
    raise refused


def _try(lane: Address, digits: str, at: datetime) -> tuple[CodeRefused | None, LinkCode | None]:
    since = lane.tries_since
    if since is None or at - since > LIFE:
        lane.tries, lane.tries_since = 0, at
    if lane.tries >= TRIES:
        return CodeRefused("attempts", _("Слишком много неверных попыток. Получите новый код через 15 минут.")), None
    if _tries_of_region(lane.region, at) >= TRIES_OF_REGION:
        return CodeRefused("busy", _("Сейчас код не проверить. Попробуйте через 15 минут или позвоните нам.")), None
    digest = _digest(lane.region, digits)
    codes = LinkCode.objects.in_region(lane.region).select_for_update()
    row = codes.filter(digest=digest, used_at=None, withdrawn_at=None, expires_at__gt=at).first()
    if row is not None and constant_time_compare(row.digest, digest):
        lane.tries, lane.tries_since = 0, None
        lane.save(update_fields=["tries", "tries_since"])
        return None, row
    lane.tries += 1
    lane.save(update_fields=["tries", "tries_since"])
    return CodeRefused("wrong", _("Код не подошёл: он действует 15 минут. Проверьте цифры или получите новый.")), None


def _tries_of_region(region: str, at: datetime) -> int:
    recent = Address.objects.in_region(region).filter(tries_since__gt=at - LIFE)
    return sum(recent.values_list("tries", flat=True))


def _digest(region: str, digits: str) -> str:
    return salted_hmac(f"channels.code.{region}", digits, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()


@transaction.atomic
def link_by_login(*, region: str, address: int, person: UUID, at: datetime) -> None:
    """The address is the person's who signed in there; whether the login proves it is asked by the room that calls."""
    lane = _held(region, address)
    people.person(region=region, id=person)
    _write(lane, person, "login", at, None)


@transaction.atomic
def link_by_staff(*, by: Actor, address: int, person: UUID, how: str, at: datetime) -> None:
    """The address is the person's, as a colleague has made sure; `how` in at most eight letters, kept with it.

    Raises NotAllowed, NotFound.
    """
    lane = _held(by.region, address)
    found = people.person(region=by.region, id=person)
    may.link.demand(by, found)
    _write(lane, found.id, how[:8], at, by.account)


@transaction.atomic
def unlink(*, region: str, address: int, at: datetime, by: Actor | None = None) -> bool:
    """The address is nobody's again: the person asked for it there (`by` None), or one of staff did it for them.

    False when it was nobody's already. Raises NotFound, NotAllowed.
    """
    lane = _held(region, address)
    if by is not None:
        may.unlink.demand(by, lane)
    if lane.person_id is None:
        return False
    person = lane.person_id
    lane.person, lane.linked_how, lane.linked_at, lane.linked_by = None, "", None, None
    lane.save(update_fields=["person", "linked_how", "linked_at", "linked_by"])
    account = by.account_id if by else None
    people.log_contact(
        region=region, person_id=person, before=lane.get_channel_display(), after="", at=at, account_id=account
    )
    events.announce(events.Unlinked(region=region, at=at, account_id=account, address=address, person=person))
    return True


def _held(region: str, address: int) -> Address:
    lane = Address.objects.in_region(region).select_for_update(no_key=True).filter(pk=address).first()
    if lane is None:
        raise people.NotFound("address")
    return lane


def _write(lane: Address, person: UUID, how: str, at: datetime, issued_by: int | None) -> None:
    """Written with its trail: a strange messenger on one's own file is how fraud begins, so the person can see it."""
    if lane.person_id == person:
        return
    if lane.person_id is not None:
        unlink(region=lane.region, address=lane.pk, at=at)
    lane.person_id, lane.linked_how, lane.linked_at, lane.linked_by_id = person, how, at, issued_by
    lane.save(update_fields=["person", "linked_how", "linked_at", "linked_by"])
    people.log_contact(
        region=lane.region, person_id=person, before="", after=lane.get_channel_display(), at=at, account_id=issued_by
    )
    events.announce(
        events.Linked(region=lane.region, at=at, account_id=issued_by, address=lane.pk, person=person, how=how)
    )
