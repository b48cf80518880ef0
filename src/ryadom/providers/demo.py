"""The demonstration's providers: one of the state and one NGO, with places and the people who work there."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

from ryadom.kit import identifiers
from ryadom.packs import api as packs
from ryadom.people import api as people
from ryadom.providers import api
from ryadom.regions.clock import local

FILE = Path(__file__).resolve().parents[3] / "demo" / "providers.yaml"
PASSWORD = "ryadom-demo"  # noqa: S105  # the one of the whole demonstration, told to everybody
LONG_AGO = timedelta(days=300)


def _read() -> dict[str, Any]:
    (document,) = packs.read_documents(FILE.read_text("utf-8"), FILE.name)
    data: Any = document.data
    return dict(data)


def _logins() -> tuple[tuple[str, str, str], ...]:
    if not FILE.is_file():
        return ()
    told = _read()
    titles = {True: "поставщик, руководит", False: "поставщик, ходит к людям"}
    return tuple(
        (f"{titles[bool(who.get('leads'))]} ({told['region']}): {one['short_title']}", who["login"], PASSWORD)
        for one in told["providers"]
        for who in one["workers"]
    )


LOGINS = _logins()


def load(at: datetime) -> None:
    """The organisations, their places and their people."""
    told = _read()
    region: str = told["region"]
    heads = people.staff_with_role(region=region, role="head", on=local(at, region).date())
    if not heads:
        return
    on = local(at - LONG_AGO, region).date()
    by = people.actor(account_id=heads[0].account_id, region=region, on=local(at, region).date())
    accounts = _accounts()
    for one in told["providers"]:
        _enlist(one, by, on, accounts)


def _accounts() -> dict[str, int]:
    """One hash for all: everybody is told the password anyway, and a good hash takes a second each."""
    made = {login: people.open_account(login=login, password=None) for _title, login, _password in LOGINS}
    get_user_model().objects.filter(pk__in=made.values()).update(password=make_password(PASSWORD))
    return made


def _enlist(one: dict[str, Any], by: people.Actor, on: date, accounts: dict[str, int]) -> None:
    body = people.register_organisation(
        by=by, title=one["title"], short_title=one["short_title"], kind="provider",
        phone=identifiers.phone(one["phone"]).digits, address=one["address"],
    )  # fmt: skip
    made = api.enlist(by=by, organisation=body.id, owner=one["owner"], about=one["about"], on=on)
    for form, places in one["places"].items():
        api.set_places(by=by, provider=made.id, form=form, places=places, on=on)
    for who in one["workers"]:
        api.admit(
            by=by, provider=made.id, account_id=accounts[who["login"]], name=who["name"],
            leads=bool(who.get("leads")), on=on,
        )  # fmt: skip
