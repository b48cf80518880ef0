"""Verbs of this room: enter a provider, set its places, admit those who work there. One transaction each."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.people import api as people
from ryadom.people.api import Actor

from . import may, queries
from .errors import Already, BadPlaces, Unknown
from .models import Form, Owner, Places, Provider, Worker
from .shapes import ProviderView

MOST_PLACES = 100_000


@transaction.atomic
def enlist(
    *, by: Actor, organisation: UUID, owner: str, on: date, register_number: str = "", about: str = ""
) -> ProviderView:
    """Enter an organisation into the register from a day. Raises NotAllowed, Already."""
    may.keep_register.demand(by)
    rows = Provider.objects.in_region(by.region)
    known = people.organisations(region=by.region, ids=[organisation])
    if not known:
        raise Unknown
    if rows.filter(organisation=organisation, ends=None).exists():
        raise Already(_("Эта организация уже в реестре поставщиков."))
    row = rows.create(
        organisation_id=organisation, owner=Owner(owner), register_number=register_number[:40], about=about[:500],
        starts=on,
    )  # fmt: skip
    return queries.one(region=by.region, id=row.token, on=on)


@transaction.atomic
def delist(*, by: Actor, provider: UUID, on: date) -> None:
    """The last day in the register; its orders are ended by whoever keeps them. Raises NotAllowed, Unknown."""
    may.keep_register.demand(by)
    row = _locked(by.region, provider)
    row.ends = on
    row.save(update_fields=["ends"])


@transaction.atomic
def set_places(*, by: Actor, provider: UUID, form: str, places: int, on: date) -> ProviderView:
    """From a day on so many people at once in a form; 0 closes the form. Raises NotAllowed, Unknown, BadPlaces."""
    row = _locked(by.region, provider)
    may.set_places.demand(by, queries.one(region=by.region, id=provider, on=on))
    if isinstance(places, bool) or not 0 <= places <= MOST_PLACES:
        raise BadPlaces
    lines = Places.objects.in_region(by.region)
    before = lines.filter(provider=row, form=Form(form), ends=None).first()
    if before is not None and before.starts >= on:
        # Two numbers on one day: the later word is meant.
        before.places = places
        before.save(update_fields=["places"])
    else:
        if before is not None:
            before.ends = on - timedelta(days=1)
            before.save(update_fields=["ends"])
        lines.create(provider=row, form=Form(form), places=places, starts=on)
    return queries.one(region=by.region, id=provider, on=on)


@transaction.atomic
def admit(*, by: Actor, provider: UUID, account_id: int, name: str, on: date, leads: bool = False) -> None:
    """From a day on the account acts for the provider, or leads it. Nobody admits themselves.

    Raises NotAllowed, Unknown, Already.
    """
    may.keep_register.demand(by)
    row = _locked(by.region, provider)
    if by.account_id == account_id:
        raise Already(_("Назначить себя нельзя: это делает другой человек."))
    rows = Worker.objects.in_region(by.region)
    if rows.filter(provider=row, account=account_id, ends=None).exists():
        raise Already(_("Этот сотрудник уже работает у поставщика."))
    rows.create(provider=row, account_id=account_id, name=name.strip()[:200], leads=leads, starts=on)


@transaction.atomic
def let_go(*, by: Actor, provider: UUID, account_id: int, on: date) -> None:
    """The last day on which the account acts for the provider. Raises NotAllowed, Unknown."""
    may.keep_register.demand(by)
    rows = Worker.objects.in_region(by.region).filter(provider__token=provider, account=account_id, ends=None)
    if not rows.update(ends=on):
        raise Unknown


def _locked(region: str, provider: UUID) -> Provider:
    row = Provider.objects.in_region(region).select_for_update().filter(token=provider, ends=None).first()
    if row is None:
        raise Unknown
    return row
