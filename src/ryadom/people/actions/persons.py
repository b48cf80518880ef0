"""Registering persons and changing what is known of them."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ryadom.kit import identifiers
from ryadom.people import may, shapes
from ryadom.people.actions.facts import record_facts
from ryadom.people.actions.lines import line
from ryadom.people.actions.locking import hold
from ryadom.people.core import CORE
from ryadom.people.errors import NotFound, Refused
from ryadom.people.events import PersonChanged, PersonIdentified, PersonRegistered, announce
from ryadom.people.models import Account, ChangeLine, Identity, Level, Person
from ryadom.people.queries.persons import shape
from ryadom.people.queries.staff import identity
from ryadom.people.shapes import Actor, Id, NewFact, Whose

CONTACTS = frozenset({"phone", "address"})
NAMES = ("surname", "name", "patronymic")
TEXTS = {"surname": 100, "name": 100, "patronymic": 100, "address": 500}


@transaction.atomic
def register_person(
    *,
    by: Actor,
    at: datetime,
    on: date,
    surname: str,
    name: str,
    patronymic: str = "",
    birth_date: object = None,
    sex: str = "",
    snils: str = "",
    phone: str = "",
    address: str = "",
    source: str = "said",
    imported: bool = False,
) -> shapes.Person:
    """Enter a person into the actor's region. `source` says where birth date and sex come from.

    A resident may enter only what they say. `imported` (the system only) keeps a СНИЛС whose check digits fail;
    the person then says `snils_doubtful`. Raises NotAllowed, Refused (a wrong or taken СНИЛС, no name), BadValue.
    """
    may.register_person.demand(by)
    written = _clean(
        {
            "surname": surname,
            "name": name,
            "patronymic": patronymic,
            "snils": snils,
            "phone": phone,
            "address": address,
        },
        imported=imported and bool(by.system),
    )
    person = Person(region=by.region, registered_at=at, registered_by_id=by.account_id, **written)
    _save(person)
    _record_core(by, person, {"birth-date": birth_date, "sex": sex}, source, on, at)
    announce(PersonRegistered(region=by.region, at=at, account_id=by.account_id, person_id=person.id))
    person.refresh_from_db()
    return shape(person)


@transaction.atomic
def introduce_oneself(*, by: Actor, at: datetime, on: date, **about: Any) -> shapes.Person:
    """A signed-in resident says who they are: a person known at the level `contact`, until the passport is seen.

    Raises Refused when the account already stands for a person here; else as register_person.
    """
    if by.account_id is None:
        raise Refused("no_account", _("Сначала войдите под своим логином."))
    Account.objects.select_for_update().get(pk=by.account_id)  # a doubled click enters one person
    if by.is_staff or identity(by.account_id, by.region):
        raise Refused("already_known", _("Вы уже представились."))
    person = register_person(by=_as_contact(by), at=at, on=on, **about | {"source": "said"})
    Identity.objects.in_region(by.region).create(
        account_id=by.account_id, person_id=person.id, level=Level.CONTACT, how="said", confirmed_at=at
    )
    return person


def _as_contact(by: Actor) -> Actor:
    return Actor(region=by.region, account_id=by.account_id, level="contact")


@transaction.atomic
def change_person(
    *, by: Actor, at: datetime, on: date, person_id: Id, source: str = "said", **changes: Any
) -> shapes.Person:
    """Change names, СНИЛС, phone, address, birth_date, sex or died_on; the last three are recorded as facts.

    The person themselves may change phone and address. Raises NotAllowed, NotFound, Refused, BadValue, WrongOrder.
    """
    person = hold(Person, by.region, person_id)
    rule = may.change_own_contacts if changes.keys() <= CONTACTS else may.change_person
    rule.demand(by, person)
    core = {key: changes.pop(name) for key, name in _CORE_NAMES.items() if name in changes}
    written = _clean(changes)
    _keep_changes(by, person, written, at)
    for field, value in written.items():
        setattr(person, field, value)
    _save(person)
    _record_core(by, person, core, source, on, at)
    fields = (*written, *core)
    announce(PersonChanged(region=by.region, at=at, account_id=by.account_id, person_id=person.id, fields=fields))
    person.refresh_from_db()
    return shape(person)


_CORE_NAMES = {"birth-date": "birth_date", "sex": "sex", "death-date": "died_on"}


@transaction.atomic
def mark_passport_seen(*, by: Actor, at: datetime, person_id: Id, account_id: int | None = None) -> shapes.Person:
    """Staff looked at the passport of the person before them.

    `account_id`: the login that the person called their own; only that one becomes identified. Others that stand for
    the person stay as they are: whoever made them need not be the one who came. Raises NotAllowed, NotFound.
    """
    person = hold(Person, by.region, person_id)
    may.see_passport.demand(by, person)
    person.passport_seen_at, person.passport_seen_by_id = at, by.account_id
    person.save(update_fields=["passport_seen_at", "passport_seen_by"])
    if account_id is not None:
        _demand_linked(person, account_id)
        link_account(person, account_id, Level.IDENTIFIED, at, how="passport", confirmed_by=by.account_id)
    announce(
        PersonIdentified(
            region=by.region, at=at, account_id=by.account_id, person_id=person.id, how="passport", login_id=account_id
        )
    )
    return shape(person)


@transaction.atomic
def identify_account(*, by: Actor, at: datetime, account_id: int, person_id: Id, how: str) -> shapes.Identity:
    """An identity provider, or the demonstration, vouches that the account is this person's. Only the system may.

    Raises NotAllowed, NotFound, Refused (no such account).
    """
    person = hold(Person, by.region, person_id)
    may.vouch.demand(by, person)
    if not Account.objects.filter(pk=account_id, is_active=True).exists():
        raise NotFound("account")
    link_account(person, account_id, Level.IDENTIFIED, at, how=line(how, 16), confirmed_by=None)
    announce(
        PersonIdentified(
            region=by.region, at=at, account_id=by.account_id, person_id=person.id, how=how, login_id=account_id
        )
    )
    known = identity(account_id, by.region)
    assert known is not None, "an account that was just linked stands for somebody"
    return known


def _demand_linked(person: Person, account_id: int) -> None:
    links = Identity.objects.in_region(person.region).filter(person=person, account=account_id, ended_at=None)
    if not links.exists():
        raise NotFound("identity")


def link_account(
    person: Person, account_id: int, level: str, at: datetime, *, how: str, confirmed_by: int | None
) -> None:
    """From now on the account stands for this person at this level, and for nobody else in the region."""
    links = Identity.objects.in_region(person.region)
    links.filter(account=account_id, ended_at=None).update(ended_at=at)
    links.create(
        account_id=account_id, person=person, level=level, how=how, confirmed_by_id=confirmed_by, confirmed_at=at
    )


def _record_core(by: Actor, person: Person, core: dict[str, object], source: str, on: date, at: datetime) -> None:
    whose = Whose("person", person.id)
    facts = [NewFact(whose, key, value, source) for key, value in core.items() if value not in (None, "")]
    if facts:
        record_facts(by=by, facts=facts, catalogue=CORE, on=on, at=at)


def _keep_changes(by: Actor, person: Person, written: dict[str, Any], at: datetime) -> None:
    """Facts keep their own history; names, numbers and contacts get theirs here."""
    lines = (
        ChangeLine(
            region=person.region,
            person=person,
            field=field,
            before=getattr(person, field) or "",
            after=value or "",
            at=at,
            account_id=by.account_id,
        )
        for field, value in written.items()
        if (getattr(person, field) or "") != (value or "")
    )
    ChangeLine.objects.in_region(person.region).bulk_create(lines)


def log_contact(*, region: str, person_id: Id, before: str, after: str, at: datetime, account_id: int | None) -> None:
    """A way to reach a person came or went in a room above, as a messenger: its name stands in their trail."""
    person = hold(Person, region, person_id)
    ChangeLine.objects.in_region(region).create(
        person=person, field="channel", before=before[:500], after=after[:500], at=at, account_id=account_id
    )


def _clean(fields: dict[str, Any], *, imported: bool = False) -> dict[str, Any]:
    """The written fields in one form. Raises Refused naming the first that cannot be right.

    An import keeps a СНИЛС whose check digits fail: registers hold such numbers, and the person is no less real.
    """
    unknown = fields.keys() - TEXTS.keys() - {"snils", "phone"}
    if unknown:
        raise TypeError(f"a person has no {', '.join(sorted(unknown))}")
    cleaners = {"phone": _phone, "snils": _imported_snils if imported else _snils}
    return {field: cleaners.get(field, _text)(field, value or "") for field, value in fields.items()}


def _text(field: str, value: str) -> str:
    text = line(str(value), TEXTS[field])
    if field in {"surname", "name"} and not any(sign.isalpha() for sign in text):
        raise Refused(f"no_{field}", _("Напишите фамилию.") if field == "surname" else _("Напишите имя."))
    return text


def _snils(field: str, value: str) -> str | None:
    return _number(identifiers.snils(value)) if value.strip() else None


def _imported_snils(field: str, value: str) -> str | None:
    read = identifiers.snils(value)
    return read.digits if read.error == "checksum" else _snils(field, value)


def _phone(field: str, value: str) -> str:
    return _number(identifiers.phone(value)) if value.strip() else ""


def _number(read: identifiers.Read) -> str:
    if not read.ok:
        raise Refused(f"{read.kind}_{read.error}", read.en if get_language() == "en" else read.ru)
    return read.digits


def _save(person: Person) -> None:
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        if "people_person_snils" not in str(error):
            raise
        raise Refused("snils_taken", _("Человек с таким СНИЛС уже внесён в регионе.")) from None
