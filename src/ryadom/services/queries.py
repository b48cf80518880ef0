"""Questions about care. A page of thirty costs the same queries as a page of one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from uuid import UUID

from django.db.models import Count, QuerySet

from ryadom.kit import doorcodes
from ryadom.kit.periods import first_of_month, last_of_month
from ryadom.people.api import Actor
from ryadom.providers import api as providers
from ryadom.providers.api import ProviderView
from ryadom.rules.api import Rulebook

from . import catalogue, may
from .charging import bill
from .errors import Missing
from .models import Order, OrderState, Programme, ProgrammeLine, Signed, Stage, Visit, VisitState
from .planning import Volume
from .shapes import LineView, Month, OrderView, ProgrammeView, VisitView


def programme(*, by: Actor, id: UUID, on: date) -> ProgrammeView:
    """One programme for the person or staff. Raises Missing, NotAllowed."""
    row = Programme.objects.in_region(by.region).filter(token=id).first()
    if row is None:
        raise Missing
    may.read.demand(by, may.Seen(row, by, on))
    return views([row], by.region)[0]


def of_persons(*, region: str, persons: Iterable[UUID]) -> tuple[ProgrammeView, ...]:
    """All programmes of these persons, the newest first; three queries. Asks no permission: the room that calls has."""
    rows = Programme.objects.in_region(region).filter(person__in=list(persons)).order_by("-pk")
    return views(list(rows), region)


def waiting(*, region: str, stages: Iterable[str]) -> tuple[ProgrammeView, ...]:
    """The programmes of a region that stand at these stages, the oldest first."""
    rows = Programme.objects.in_region(region).filter(stage__in=list(stages)).order_by("pk")
    return views(list(rows[:200]), region)


def unserved(*, region: str) -> tuple[ProgrammeView, ...]:
    """Programmes that hold while nobody comes by them: not chosen yet, not answered, let down. The oldest first."""
    served = Order.objects.in_region(region).filter(state=OrderState.ACCEPTED).values("programme")
    rows = Programme.objects.in_region(region).filter(stage=Stage.APPROVED).exclude(pk__in=served).order_by("pk")
    return views(list(rows[:200]), region)


def of_provider(*, region: str, provider: UUID, states: Iterable[str]) -> tuple[ProgrammeView, ...]:
    """The programmes that a provider is asked for or serves, each with this provider's orders alone.

    The words of the need and of the decision are not the provider's to read.
    """
    orders = (
        Order.objects.in_region(region).filter(provider=provider, state__in=list(states)).order_by("answer_by", "pk")
    )
    ids = list(dict.fromkeys(orders.values_list("programme_id", flat=True)[:200]))
    rows = Programme.objects.in_region(region).in_bulk(ids)
    found = views([rows[id] for id in ids], region)
    return tuple(_for_provider(view, provider) for view in found)


def _for_provider(view: ProgrammeView, provider: UUID) -> ProgrammeView:
    return replace(view, need="", why="", orders=tuple(one for one in view.orders if one.provider == provider))


def free_places(*, region: str, form: str, of: Iterable[ProviderView]) -> Mapping[UUID, int]:
    """For each provider how many more it can take in a form: its places without what it was asked for and serves."""
    asked = tuple(of)
    live = Order.objects.in_region(region).filter(
        provider__in=[one.id for one in asked], state__in=[OrderState.SENT, OrderState.ACCEPTED], programme__form=form
    )
    taken = dict(live.values_list("provider").annotate(taken=Count("pk")))
    return MappingProxyType({one.id: max(0, one.places.get(form, 0) - taken.get(one.id, 0)) for one in asked})


def visits(*, by: Actor, order: UUID, first: date, last: date, on: date) -> tuple[VisitView, ...]:
    """The visits of an order in order of days; the person sees the code of each. Raises Missing, NotAllowed."""
    row, seen = _order(by, order, on)
    return visits_of(row, seen.own, first, last)


def month(*, by: Actor, order: UUID, book: Rulebook, of: date, on: date) -> Month:
    """A month of an order with its bill: only what the person signed for costs. Raises Missing, NotAllowed."""
    row, seen = _order(by, order, on)
    first, last = first_of_month(of), last_of_month(of)
    found = visits_of(row, seen.own, first, last)
    done = [one for one in found if one.state == VisitState.DONE]
    signed: Counter[str] = Counter()
    for one in done:
        if one.signed != Signed.NO:
            signed.update(one.given)
    lines = catalogue.priced(book, catalogue.files(book.region, last), signed, last)
    unsigned = sum(one.signed == Signed.NO for one in done)
    return Month(first, found, MappingProxyType(dict(signed)), unsigned, bill(lines, seen.programme.ceiling))


def _order(by: Actor, order: UUID, on: date) -> tuple[Order, may.Seen]:
    row = Order.objects.in_region(by.region).select_related("programme").filter(token=order).first()
    if row is None:
        raise Missing
    provider = providers.many(region=by.region, ids=[row.provider], on=on).get(row.provider)
    seen = may.Seen(row.programme, by, on, order=row, provider=provider)
    may.read_visits.demand(by, seen)
    return row, seen


def visits_of(row: Order, own: bool, first: date, last: date) -> tuple[VisitView, ...]:
    rows = Visit.objects.in_region(row.region).filter(order=row, on__range=(first, last)).order_by("on", "pk")
    rows = rows.select_related("order")
    titles = titles_of(row.region, [row.programme_id])[row.programme_id]
    return tuple(visit_view(one, titles, doorcodes.code_of(row.secret, one.token) if own else "") for one in rows)


def visit_view(row: Visit, titles: Mapping[str, str], code: str = "") -> VisitView:
    """One visit; `titles` are the words of its services."""
    return VisitView(
        row.token, row.order.token, row.on, row.state, MappingProxyType(row.services), MappingProxyType(row.given),
        titles, row.note, row.signed, row.signed_at, code, row.order.hour, row.order.worker_id,
        max(0, doorcodes.MOST_TRIES - row.tries),
    )  # fmt: skip


def titles_of(region: str, programmes: Iterable[int]) -> Mapping[int, Mapping[str, str]]:
    """For each programme the words of its services; one query."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for line in ProgrammeLine.objects.in_region(region).filter(programme__in=list(programmes)):
        found[line.programme_id][line.service] = line.title
    return found


def views(rows: list[Programme], region: str) -> tuple[ProgrammeView, ...]:
    """Programmes with their lines and orders; two queries whatever their number."""
    ids = [row.pk for row in rows]
    lines: dict[int, list[LineView]] = defaultdict(list)
    for line in ProgrammeLine.objects.in_region(region).filter(programme__in=ids).order_by("pk"):
        lines[line.programme_id].append(LineView(line.title, Volume(line.service, line.times, line.per)))
    orders: dict[int, list[OrderView]] = defaultdict(list)
    sent: QuerySet[Order] = Order.objects.in_region(region).filter(programme__in=ids).order_by("-pk")
    tokens = {row.pk: row.token for row in rows}
    for order in sent:
        orders[order.programme_id].append(order_view(order, tokens[order.programme_id]))
    return tuple(
        ProgrammeView(
            id=row.token,
            region=row.region,
            case=row.case_id,
            person=row.person_id,
            form=row.form,
            stage=row.stage,
            need=row.need,
            told_by=row.asked_by,
            why=row.why,
            starts=row.starts,
            ends=row.ends,
            ceiling=row.ceiling,
            ceiling_said=row.ceiling_said,
            lines=tuple(lines[row.pk]),
            orders=tuple(orders[row.pk]),
            version=row.version,
        )
        for row in rows
    )


def order_view(row: Order, programme: UUID) -> OrderView:
    return OrderView(
        row.token, programme, row.provider, row.state, row.sent_on, row.answer_by, row.answered_on, row.reason,
        tuple(row.weekdays), row.starts, row.ends, row.hour, row.worker_id,
    )  # fmt: skip
