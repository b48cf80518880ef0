"""A month of care with its bill, of one programme and of everybody who is served; what people say of providers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from uuid import UUID

from ryadom.kit import doorcodes
from ryadom.kit.periods import first_of_month, last_of_month
from ryadom.people.api import Actor
from ryadom.rules.api import Rulebook

from . import catalogue, may, queries
from .charging import bill
from .errors import Missing
from .kinds import ServiceFile
from .models import Programme, Rating, Signed, Visit, VisitState
from .shapes import Month, MonthOf, RatingView

ENOUGH_ANSWERS = 10  # of fewer one would read the answers of people one knows


def month_of_programme(*, by: Actor, programme: UUID, book: Rulebook, of: date, on: date) -> Month:
    """A month of all orders of a programme under one ceiling: who changes the provider does not pay twice.

    The codes stand in it for the person alone. Raises Missing, NotAllowed.
    """
    row = Programme.objects.in_region(by.region).filter(token=programme).first()
    if row is None:
        raise Missing
    seen = may.Seen(row, by, on)
    may.read.demand(by, seen)
    first, last = first_of_month(of), last_of_month(of)
    rows = Visit.objects.in_region(by.region).filter(order__programme=row, on__range=(first, last))
    titles = queries.titles_of(by.region, [row.pk])[row.pk]
    visits = tuple(
        queries.visit_view(one, titles, doorcodes.code_of(one.order.secret, one.token) if seen.own else "")
        for one in rows.select_related("order").order_by("on", "pk")
    )
    signed, unsigned = _counted((one.given, one.signed) for one in visits if one.state == VisitState.DONE)
    made = bill(catalogue.priced(book, catalogue.files(book.region, last), signed, last), row.ceiling)
    return Month(first, visits, MappingProxyType(dict(signed)), unsigned, made)


def bills(*, region: str, book: Rulebook, of: date) -> tuple[MonthOf, ...]:
    """The bills of a month for every programme that had visits in it, by the keys of the rows; three queries.

    Asks no permission: the page that shows them has.
    """
    first, last = first_of_month(of), last_of_month(of)
    rows = Visit.objects.in_region(region).filter(on__range=(first, last)).exclude(state=VisitState.CANCELLED)
    found: dict[int, list[Visit]] = defaultdict(list)
    for one in rows.select_related("order").order_by("pk"):
        found[one.order.programme_id].append(one)
    programmes = Programme.objects.in_region(region).in_bulk(list(found))
    files = catalogue.files(book.region, last)
    return tuple(_month_of(programmes[id], found[id], book, files, last) for id in sorted(found))


def _month_of(
    row: Programme, visits: list[Visit], book: Rulebook, files: Mapping[str, ServiceFile], last: date
) -> MonthOf:
    done = [one for one in visits if one.state == VisitState.DONE]
    signed, unsigned = _counted((one.given, one.signed) for one in done)
    return MonthOf(
        row.token, row.person_id, row.form, len(visits), len(done),
        sum(one.state == VisitState.MISSED for one in visits), unsigned,
        bill(catalogue.priced(book, files, signed, last), row.ceiling),
    )  # fmt: skip


def _counted(done: Iterable[tuple[Mapping[str, int], str]]) -> tuple[Counter[str], int]:
    """How many times each service was given and signed for; how many visits are done and not signed."""
    signed: Counter[str] = Counter()
    unsigned = 0
    for given, sign in done:
        if sign == Signed.NO:
            unsigned += 1
        else:
            signed.update(given)
    return signed, unsigned


def ratings(*, region: str, ids: Iterable[UUID]) -> Mapping[UUID, RatingView]:
    """What people said of these providers' visits, all months together; who has no answers stands with none."""
    asked = tuple(ids)
    found: dict[UUID, Counter[int]] = {id: Counter() for id in asked}
    for row in Rating.objects.in_region(region).filter(provider__in=asked):
        found[row.provider][row.score] += row.answers
    return MappingProxyType({id: _rating(scores) for id, scores in found.items()})


def _rating(scores: Counter[int]) -> RatingView:
    answers = scores.total()
    if answers < ENOUGH_ANSWERS:
        return RatingView(answers, None)
    sum_ = sum(score * times for score, times in scores.items())
    return RatingView(answers, (Decimal(sum_) / answers).quantize(Decimal("0.1"), ROUND_HALF_UP))
