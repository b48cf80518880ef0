"""The demonstration's people: staff of two regions and the cast, entered the way people and staff would enter them.

Everything goes through the verbs of this room, on a clock that moves from half a year ago to yesterday. Whoever never
said a name (`level: anonymous` in the cast) has no file here, as in life.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password

from ryadom.kit import identifiers
from ryadom.kit.periods import age_on
from ryadom.packs import api as packs
from ryadom.people import api
from ryadom.people.api import Actor, Catalogue, NewFact, Whose
from ryadom.people.catalogue import FOREVER
from ryadom.people.kinds import catalogue_of
from ryadom.people.models import Account
from ryadom.regions.clock import local

CAST = Path(__file__).resolve().parents[3] / "demo"
PASSWORD = "ryadom-demo"  # noqa: S105  # told to everybody: there is nothing behind it but invented people
TITLES = {
    "curator": "куратор: помогает, собирает",
    "specialist": "специалист: решает",
    "head": "руководитель: утверждает деньги",
    "methodologist": "методолог: сверяет меры с законом",
    "observer": "наблюдатель: видит числа региона",
    "resident": "житель",
}
SIGN_IN = ("galina", "ivanovy", "kim", "morozovy", "tikhonovy", "lebedeva")
LONG_AGO = timedelta(days=300)
FIRST_VISIT = timedelta(days=150)
ASKED_AGAIN = timedelta(days=9)
BOYS = frozenset({"Миша", "Саша", "Рома", "Никита", "Сеня", "Федя", "Костя", "Ваня"})
ROLES = {"applicant": "head"}
FILES, FILE_LOADED, FILE_GIVEN = "RU-CHE", timedelta(days=2), timedelta(hours=2)


@dataclass(frozen=True)
class Clock:
    """A moment of the demonstration and the region's own day."""

    at: datetime
    region: str

    @property
    def on(self) -> date:
        return local(self.at, self.region).date()

    def back(self, how_long: timedelta) -> "Clock":
        return Clock(self.at - how_long, self.region)


@dataclass(frozen=True)
class Office:
    """Who enters: the curator writes down words and papers, the specialist what registers answered."""

    curator: Actor
    specialist: Actor
    catalogue: Catalogue

    def who(self, source: str) -> Actor:
        return self.specialist if source == "register" else self.curator


def load(at: datetime) -> None:
    """Staff first, then every family whose file there would be, then what another system sent."""
    _open_accounts()
    for row in _read("staff.yaml")["staff"]:
        _appoint(row, at)
    for member in _cast():
        region = member["facts"]["region"]
        now = Clock(at, region)
        if member["contact"]["level"] != "anonymous" and api.staff_with_role(region=region, role="curator", on=now.on):
            _enter(member, now)
    _files(Clock(at, FILES))


def _read(name: str) -> dict[str, Any]:
    (document,) = packs.read_documents((CAST / name).read_text("utf-8"), name)
    data: Any = document.data
    return dict(data)


def _cast() -> Iterator[dict[str, Any]]:
    """The families in the order of their files."""
    return (_read(f"cast/{path.name}") for path in sorted((CAST / "cast").glob("*.yaml")))


def _logins() -> Iterator[tuple[str, str, str]]:
    if not CAST.is_dir():
        return
    for row in _read("staff.yaml")["staff"]:
        yield f"{TITLES[row['role']]} ({row['region']})", row["login"], PASSWORD
    for login in SIGN_IN:
        member = _read(f"cast/{login}.yaml")
        yield f"{TITLES['resident']}: {member['name']}", login, PASSWORD


LOGINS = tuple(_logins())


# --- accounts and staff ---------------------------------------------------------------------------------------------


def _open_accounts() -> None:
    """One hash for all: everybody is told the password anyway, and a good hash takes a second each."""
    for _title, login, _password in LOGINS:
        api.open_account(login=login, password=None)
    Account.objects.filter(login__in=[login for _, login, _ in LOGINS]).update(password=make_password(PASSWORD))


def _account(login: str) -> int:
    return Account.objects.get(login=login).pk


def _appoint(row: dict[str, Any], at: datetime) -> None:
    api.appoint(
        by=api.system_actor(region=row["region"], reason="demonstration"),
        on=Clock(at - LONG_AGO, row["region"]).on,
        account_id=_account(row["login"]),
        role=row["role"],
        name=row["name"],
        position=row["position"]["ru"],
        phone=_phone(row["phone"]),
    )


def _phone(text: str) -> str:
    """As a form would keep it: the cast's numbers begin with 300, a code that forms accept and nobody has."""
    read = identifiers.phone(text)
    if not read.ok:
        raise ValueError(f"the phone {text} of the demonstration is none")
    return read.digits


def _office(clock: Clock) -> Office:
    def first(role: str) -> Actor:
        found = api.staff_with_role(region=clock.region, role=role, on=clock.on)
        return api.actor(account_id=found[0].account_id, region=clock.region, on=clock.on)

    return Office(first("curator"), first("specialist"), _catalogue(clock))


def _catalogue(clock: Clock) -> Catalogue:
    kept = settings.RYADOM.data / "practices"
    active = packs.active(clock.region, clock.on, root=settings.RYADOM.practices, kept=kept)
    return catalogue_of({item.id: item.value for practice in active for item in practice.of("fact")})


def _files(now: Clock) -> None:
    """A file of another office, loaded: one of its people looks like somebody known. Another, with mistakes, waits."""
    loaded, given = now.back(FILE_LOADED), now.back(FILE_GIVEN)
    office = _office(loaded)
    batch = _keep(office, loaded, "persons.csv", "Люди из отдела соцзащиты.csv")
    api.confirm_batch(by=office.specialist, at=loaded.at, on=loaded.on, catalogue=office.catalogue, batch_id=batch)
    _keep(office, given, "persons-with-mistakes.csv", "Люди с ошибками.csv")


def _keep(office: Office, clock: Clock, file: str, name: str) -> UUID:
    return api.keep_batch(by=office.specialist, at=clock.at, name=name, content=(CAST / "files" / file).read_bytes())


# --- a family -------------------------------------------------------------------------------------------------------


def _enter(member: dict[str, Any], now: Clock) -> None:
    """A family comes to the office, and again lately, when the answers that grow old were asked anew."""
    told = member["facts"]
    clock = now.back(_how_long_ago(told, now))
    office = _office(clock)
    persons = [one for one in told["persons"] if _born_by(one, clock.on)]
    ids = {one["id"]: _register(one, persons, member, clock, office) for one in persons}
    of_persons = [(Whose("person", ids[one["id"]]), one) for one in persons]
    _record(office, of_persons, clock)
    family = _found(persons, ids, member, clock, office)
    of_home = [(Whose("family", family.id), told.get("family") or {})]
    if family.dwelling:
        of_home.append((Whose("dwelling", family.dwelling.id), told.get("dwelling") or {}))
    _record(office, of_home, clock)
    _incomes(office, [*(told.get("records") or ()), *_nothing_earned(told, persons, now)], ids, now)
    lately = now.back(ASKED_AGAIN)
    if clock.at < lately.at:
        _record(office, [*of_persons, *of_home], lately, again=True)
    _rights(persons, ids, member, clock, office)
    _readings(ids[persons[0]["id"]], now, office)


def _how_long_ago(told: dict[str, Any], now: Clock) -> timedelta:
    """Half a year; for what happened later, the day after it happened."""
    days = [day for day in _dates(told) if now.on - FIRST_VISIT < day < now.on]
    return (now.on - max(days)) - timedelta(days=1) if days else FIRST_VISIT


def _dates(value: Any) -> Iterator[date]:
    if type(value) is date:
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _dates(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _dates(one)


def _born_by(one: dict[str, Any], on: date) -> bool:
    born = _told(one.get("birth-date"))[0]
    return not (type(born) is date and born > on)


def _told(raw: Any) -> tuple[Any, str, bool]:
    """Value, source, about: as a facts file writes them."""
    if isinstance(raw, dict):
        return raw.get("value"), raw.get("source", "said"), raw.get("about") is True
    return raw, "said", False


def _register(
    one: dict[str, Any], persons: list[dict[str, Any]], member: dict[str, Any], clock: Clock, office: Office
) -> UUID:
    """The one who came introduces themselves on the site where they have a login; the others are entered by staff."""
    names: dict[str, Any] = dict(_names(one, persons[0]))
    moment: dict[str, Any] = {"at": clock.at, "on": clock.on}
    if one is not persons[0]:
        return api.register_person(by=office.curator, **moment, **names).id
    contact = member["contact"]
    about: dict[str, Any] = {key: contact[key] for key in ("snils", "address") if key in contact}
    about["phone"] = _phone(contact["phone"])
    if member["id"] not in SIGN_IN:
        person = api.register_person(by=office.curator, **moment, **names, **about)
        if contact["level"] == "identified":
            api.mark_passport_seen(by=office.curator, at=clock.at, person_id=person.id)
        return person.id
    account = _account(member["id"])
    visitor = api.actor(account_id=account, region=clock.region, on=clock.on)
    person = api.introduce_oneself(by=visitor, **moment, **names, **about)
    if contact["level"] == "identified":
        api.mark_passport_seen(by=office.curator, at=clock.at, person_id=person.id, account_id=account)
    return person.id


def _names(one: dict[str, Any], head: dict[str, Any]) -> dict[str, str]:
    """«Галина Петровна Соколова» in its parts; a child is called by name and has the surname of the family."""
    name, *rest = one["name"].split()
    if not rest:
        surname = head["name"].split()[-1]
        boy = name in BOYS or (name[-1] not in "аяь" and _told(one.get("sex"))[0] != "female")
        return {"name": name, "surname": surname.removesuffix("а") if boy else surname}
    return {"name": name, "surname": rest[-1], "patronymic": " ".join(rest[:-1])}


def _found(
    persons: list[dict[str, Any]], ids: dict[str, UUID], member: dict[str, Any], clock: Clock, office: Office
) -> api.Family:
    moment: dict[str, Any] = {"by": office.curator, "at": clock.at}
    starts = clock.on.replace(month=1, day=1) - timedelta(days=365 * 15)
    address = member["contact"].get("address", "")
    family = api.found_family(**moment, head_id=ids[persons[0]["id"]], starts=starts, address=address)
    for one in persons[1:]:
        contract = _told(one.get("placement-date"))[0]
        family = api.add_member(
            **moment,
            family_id=family.id,
            person_id=ids[one["id"]],
            role=one["family-role"],
            starts=contract or starts,
            contract_date=contract,
        )
    return family


def _record(office: Office, told: Iterable[tuple[Whose, dict[str, Any]]], clock: Clock, *, again: bool = False) -> None:
    """Facts by whoever may record their source. `again`: only those that grow old."""
    by_source: dict[str, list[NewFact]] = {}
    for whose, facts in told:
        for key, raw in facts.items():
            kind = office.catalogue.kinds.get(key)
            if kind is None or kind.of != whose.of or key == "family-role" or (again and kind.valid_for == FOREVER):
                continue
            value, source, about = _told(raw)
            by_source.setdefault(source, []).append(NewFact(whose, key, value, source, about))
    for source, found in by_source.items():
        api.record_facts(by=office.who(source), facts=found, catalogue=office.catalogue, on=clock.on, at=clock.at)


def _incomes(office: Office, records: Iterable[dict[str, Any]], ids: dict[str, UUID], now: Clock) -> None:
    """What the registers answered lately, for the months that have come."""
    for one in records:
        month = date.fromisoformat(f"{one['month']}-01")
        if one["person"] in ids and month <= now.on:
            source = one.get("source", "said")
            api.record_income(
                by=office.who(source),
                at=now.back(ASKED_AGAIN).at,
                on=now.on,
                person_id=ids[one["person"]],
                month=month,
                kind=one["kind"],
                amount=one["amount"],
                source=source,
            )


def _nothing_earned(told: dict[str, Any], persons: list[dict[str, Any]], now: Clock) -> Iterator[dict[str, Any]]:
    """The registers answered about every grown-up: who has no line in the cast had no income in those months."""
    cover, rows = told.get("records-cover"), told.get("records") or ()
    months = sorted({row["month"] for row in rows if cover})
    earners = {row["person"] for row in rows}
    for one in persons:
        born = _told(one.get("birth-date"))[0]
        if one["id"] not in earners and type(born) is date and age_on(born, now.on) >= 18:
            for month in months:
                yield {"person": one["id"], "month": month, "kind": "salary", "amount": 0, "source": "register"}


def _rights(
    persons: list[dict[str, Any]], ids: dict[str, UUID], member: dict[str, Any], clock: Clock, office: Office
) -> None:
    """Who showed the passport agreed on paper, and acts for the children by their certificates."""
    if member["contact"]["level"] != "identified":
        return
    head = ids[persons[0]["id"]]
    moment: dict[str, Any] = {"by": office.curator, "at": clock.at}
    api.give_consent(
        **moment,
        on=clock.on,
        person_id=head,
        purpose="обработка персональных данных",
        text_version="2026-01",
        how="paper",
    )
    grounds = {"child": ("parent", "свидетельство о рождении"), "ward": ("guardian", "договор о приёмной семье")}
    for one in persons[1:]:
        if one["family-role"] in grounds:
            ground, evidence = grounds[one["family-role"]]
            api.represent(
                **moment,
                person_id=ids[one["id"]],
                representative_id=head,
                ground=ground,
                starts=clock.on,
                evidence=evidence,
            )


def _readings(person: UUID, now: Clock, office: Office) -> None:
    """Staff opened the file lately: the person sees who and why."""
    clock = now.back(timedelta(days=3, hours=2))
    by = office.curator
    api.read_file(by=by, at=clock.at, on=clock.on, person_id=person, purpose="готовлю ответ по заявлению")
