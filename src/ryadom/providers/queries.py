"""Questions about providers. A page of thirty costs the same four queries as a page of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from uuid import UUID

from django.db.models import Q, QuerySet

from ryadom.people import api as people

from .errors import Unknown
from .models import Places, Provider, Worker
from .shapes import ProviderView, WorkerView


def in_force(on: date) -> Q:
    """Rows that hold on a day; the last day is inside."""
    return Q(starts__lte=on) & (Q(ends=None) | Q(ends__gte=on))


def listed(*, region: str, on: date, form: str = "") -> tuple[ProviderView, ...]:
    """The providers in the register on a day, by their names; those that serve a form, where one is named."""
    rows = Provider.objects.in_region(region).filter(in_force(on))
    found = _views(rows, region, on)
    return tuple(one for one in found if not form or one.serves(form))


def many(*, region: str, ids: Iterable[UUID], on: date) -> Mapping[UUID, ProviderView]:
    """Providers by id, also those that have left the register. An unknown id is simply not there."""
    rows = Provider.objects.in_region(region).filter(token__in=list(ids))
    return MappingProxyType({one.id: one for one in _views(rows, region, on)})


def one(*, region: str, id: UUID, on: date) -> ProviderView:
    """One provider. Raises Unknown."""
    found = many(region=region, ids=[id], on=on)
    if id not in found:
        raise Unknown
    return found[id]


def of_account(*, region: str, account_id: int | None, on: date) -> tuple[ProviderView, ...]:
    """The providers that an account works for on a day."""
    if account_id is None:
        return ()
    work = Worker.objects.in_region(region).filter(in_force(on), account=account_id).values("provider")
    return _views(Provider.objects.in_region(region).filter(in_force(on), pk__in=work), region, on)


def regions_of(*, account_id: int, known: Iterable[str]) -> tuple[str, ...]:
    """The regions, of those known here, in which an account works at a provider now. One query."""
    rows = Worker.objects.across_regions("where an account works").filter(account=account_id, ends=None)
    served = set(rows.values_list("region", flat=True))
    return tuple(region for region in known if region in served)


def workers(*, region: str, provider: UUID, on: date) -> tuple[WorkerView, ...]:
    """Who works at a provider on a day, those who lead first. Asks no permission: the room that calls has."""
    rows = Worker.objects.in_region(region).filter(in_force(on), provider__token=provider)
    found = (WorkerView(row.account_id, row.name, row.leads, row.starts) for row in rows)
    return tuple(sorted(found, key=lambda one: (not one.leads, one.name.casefold().replace("ё", "е"))))


def _views(rows: QuerySet[Provider], region: str, on: date) -> tuple[ProviderView, ...]:
    found = list(rows)
    ids = [row.pk for row in found]
    places: dict[int, dict[str, int]] = defaultdict(dict)
    for line in Places.objects.in_region(region).filter(in_force(on), provider__in=ids):
        places[line.provider_id][line.form] = line.places
    workers: dict[int, set[int]] = defaultdict(set)
    leaders: dict[int, set[int]] = defaultdict(set)
    for worker in Worker.objects.in_region(region).filter(in_force(on), provider__in=ids):
        workers[worker.provider_id].add(worker.account_id)
        if worker.leads:
            leaders[worker.provider_id].add(worker.account_id)
    bodies = {one.id: one for one in people.organisations(region=region, ids=[row.organisation_id for row in found])}
    views = (
        ProviderView(
            id=row.token,
            region=row.region,
            title=bodies[row.organisation_id].short_title or bodies[row.organisation_id].title,
            owner=row.owner,
            phone=bodies[row.organisation_id].phone,
            address=bodies[row.organisation_id].address,
            about=row.about,
            register_number=row.register_number,
            starts=row.starts,
            ends=row.ends,
            places=MappingProxyType(places[row.pk]),
            workers=frozenset(workers[row.pk]),
            leaders=frozenset(leaders[row.pk]),
        )
        for row in found
    )
    return tuple(sorted(views, key=lambda view: (view.title.casefold().replace("ё", "е"), str(view.id))))
