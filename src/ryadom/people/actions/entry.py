"""One-time codes: how an account becomes a person. A messenger or a password alone proves nobody."""

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.people import may, shapes
from ryadom.people.actions.locking import hold
from ryadom.people.actions.persons import link_account
from ryadom.people.errors import CodeRefused, Refused
from ryadom.people.events import PersonIdentified, announce
from ryadom.people.models import Level, LoginCode, Person
from ryadom.people.queries.staff import identity
from ryadom.people.shapes import Actor, Id, IssuedCode

LIFE = timedelta(hours=24)
ATTEMPTS = 5
TRIES = 50


@transaction.atomic
def issue_login_code(*, by: Actor, at: datetime, person_id: Id, passport_seen: bool) -> IssuedCode:
    """A code for a person at the office. Only whoever shows the passport becomes identified by it.

    Earlier unused codes of the person stop working. Raises NotAllowed, NotFound.
    """
    person = hold(Person, by.region, person_id)
    may.issue_code.demand(by, person)
    if passport_seen:
        person.passport_seen_at, person.passport_seen_by_id = at, by.account_id
        person.save(update_fields=["passport_seen_at", "passport_seen_by"])
    codes = LoginCode.objects.in_region(by.region)
    codes.filter(person=person, used_at=None, withdrawn_at=None).update(withdrawn_at=at)
    codes.filter(expires_at__lt=at, used_at=None, withdrawn_at=None).update(withdrawn_at=at)
    number, secret = _free_number(by.region), f"{secrets.randbelow(10**8):08d}"
    row = codes.create(
        person=person,
        number=number,
        secret_hash=make_password(secret),
        passport_seen=passport_seen,
        issued_by_id=by.account,
        issued_at=at,
        expires_at=at + LIFE,
    )
    return IssuedCode(f"{number}-{secret[:4]}-{secret[4:]}", row.expires_at)


def use_login_code(*, by: Actor, at: datetime, code: str) -> shapes.Identity:
    """The signed-in account proves that it is the person to whom the code was given.

    Raises CodeRefused: wrong, expired, attempts (five wrong ones end a code). A wrong try is counted even so.
    """
    if by.account_id is None or by.is_staff:
        raise Refused("no_account", _("Сначала войдите под своим логином."))
    digits = "".join(sign for sign in code[:40] if sign.isascii() and sign.isdigit())
    # The count of wrong tries must outlive the refusal, so the refusal leaves after the transaction.
    with transaction.atomic():
        fault, known = _try(by, at, digits[:4], digits[4:])
    if fault:
        raise fault
    assert known is not None, "a code that was taken links an account"
    return known


def _try(by: Actor, at: datetime, number: str, secret: str) -> tuple[CodeRefused | None, shapes.Identity | None]:
    codes = LoginCode.objects.in_region(by.region).filter(number=number, used_at=None, withdrawn_at=None)
    row = codes.select_for_update().first()
    if row is None:
        make_password(secret)  # as slow as a known number, so that numbers cannot be felt out by the clock
        return CodeRefused("wrong", _("Код не подошёл. Проверьте цифры или получите новый код.")), None
    if fault := _fault(row, at, secret):
        return fault, None
    row.used_at, row.used_by_id = at, by.account_id
    row.save(update_fields=["used_at", "used_by"])
    _link(by, row, at)
    return None, identity(by.account, by.region)


def _fault(row: LoginCode, at: datetime, secret: str) -> CodeRefused | None:
    if at > row.expires_at:
        return CodeRefused("expired", _("Срок кода закончился: он действует 24 часа. Получите новый код."))
    if row.attempts >= ATTEMPTS:
        return CodeRefused("attempts", _("Слишком много неверных попыток. Получите новый код."))
    if not check_password(secret, row.secret_hash):
        row.attempts += 1
        row.save(update_fields=["attempts"])
        return CodeRefused("wrong", _("Код не подошёл. Проверьте цифры или получите новый код."))
    return None


def _link(by: Actor, row: LoginCode, at: datetime) -> None:
    person = hold(Person, by.region, row.person_id)
    level = Level.IDENTIFIED if row.passport_seen else Level.CONTACT
    link_account(person, by.account, level, at, how="code", confirmed_by=row.issued_by_id)
    if level == Level.IDENTIFIED:
        announce(
            PersonIdentified(
                region=by.region,
                at=at,
                account_id=by.account_id,
                person_id=person.id,
                how="code",
                login_id=by.account_id,
            )
        )


def _free_number(region: str) -> str:
    taken = set(
        LoginCode.objects.in_region(region).filter(used_at=None, withdrawn_at=None).values_list("number", flat=True)
    )
    for _attempt in range(TRIES):
        number = f"{secrets.randbelow(9000) + 1000}"
        if number not in taken:
            return number
    raise Refused("busy", _("Сейчас выдано слишком много кодов. Попробуйте через минуту."))
