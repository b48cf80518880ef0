"""The people of these stories, entered as staff would enter them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from ryadom.packs.api import Text
from ryadom.people import api
from ryadom.people.api import Actor, Catalogue, Choice, FactKind, Person

HERE, THERE = "RU-CHE", "RU-LIP"
TODAY = date(2026, 11, 12)
NOW = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)
SYSTEM = api.system_actor(region=HERE, reason="the cast")

CATALOGUE = Catalogue.of(
    [
        FactKind("birth-date", "дата рождения", "person", "date", not_after_today=True),
        FactKind("work", "занятость", "person", "choice", choices=(
            Choice("employed", "работает", Text(ru="работает", en="employed")),
            Choice("jobless", "безработный на учёте", Text(ru="безработный на учёте", en="registered jobless")),
        )),
        FactKind("citizen", "гражданин России", "person", "boolean"),
        FactKind("pregnancy-week", "срок беременности", "person", "number", unit="недель", min=0, max=42,
                 may_be_absent=True, valid_for="P1M", sensitive=True),
        FactKind("alimony-debt", "долг по алиментам", "family", "money"),
        FactKind("gas", "газ в доме", "dwelling", "boolean", valid_for="P1Y"),
        FactKind("purchase-price", "цена покупки", "application", "money"),
        FactKind("note", "пометка", "person", "text"),
    ]
)  # fmt: skip


def moments() -> Iterator[datetime]:
    """One moment after another, a minute apart."""
    at = NOW
    while True:
        yield at
        at += timedelta(minutes=1)


def enter(surname: str, name: str, patronymic: str = "", born: str = "", *, by: Actor = SYSTEM, **about) -> Person:
    return api.register_person(
        by=by,
        at=NOW,
        on=TODAY,
        surname=surname,
        name=name,
        patronymic=patronymic,
        birth_date=born or None,
        source="document" if by.is_staff or by.system else "said",
        **about,
    )


def serve(login: str, name: str, *roles: str, region: str = HERE) -> Actor:
    """Somebody of staff, ready to act."""
    account = api.open_account(login=login, password=None)
    boss = api.system_actor(region=region, reason="the cast")
    for role in roles:
        api.appoint(by=boss, on=TODAY - timedelta(days=100), account_id=account, role=role, name=name)
    return api.actor(account_id=account, region=region, on=TODAY)


def sign_in(login: str, person: Person | None = None, *, seen: bool = True, by: Actor | None = None) -> Actor:
    """A resident's account; with a person, linked to them by a code from the office."""
    account = api.open_account(login=login, password=None)
    region = person.region if person else HERE
    if person and by:
        code = api.issue_login_code(by=by, at=NOW, person_id=person.id, passport_seen=seen)
        visitor = api.actor(account_id=account, region=region, on=TODAY)
        api.use_login_code(by=visitor, at=NOW, code=code.code)
    return api.actor(account_id=account, region=region, on=TODAY)


@dataclass
class Staff:
    curator: Actor
    specialist: Actor
    head: Actor
    methodologist: Actor
    observer: Actor
    stranger: Actor = field(repr=False)


def staff() -> Staff:
    return Staff(
        curator=serve("orlova", "Ольга Орлова", "curator"),
        specialist=serve("garipov", "Марат Гарипов", "specialist"),
        head=serve("boiko", "Елена Бойко", "head"),
        methodologist=serve("lis", "Вера Лис", "methodologist"),
        observer=serve("ministr", "Наблюдатель министерства", "observer"),
        stranger=serve("lipetsk", "Куратор другого региона", "curator", "specialist", "head", region=THERE),
    )


def join(family_id: UUID, person: Person, role: str, starts: date = TODAY, **more):
    return api.add_member(by=SYSTEM, at=NOW, family_id=family_id, person_id=person.id, role=role, starts=starts, **more)


def found(head: Person, starts: date = TODAY, **more):
    return api.found_family(by=SYSTEM, at=NOW, head_id=head.id, starts=starts, **more)
