"""A programme with everything one page says of it, and lists of programmes; every name that is shown leaves a line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override

from ryadom.cases import api as cases
from ryadom.desks.curator import reading
from ryadom.desks.curator.care import stages
from ryadom.desks.curator.care.stages import Row
from ryadom.desks.curator.visit import Visit
from ryadom.people import api as people
from ryadom.providers import api as providers
from ryadom.services import api as services
from ryadom.services.api import Now, ProgrammeView


def rows(request: HttpRequest, visit: Visit, found: Iterable[ProgrammeView]) -> list[Row]:
    """Programmes as lines of a list; four queries whatever their number. Each name leaves a line a day."""
    some = list(found)
    reading.for_list(request, visit, [one.person for one in some])
    named = people.persons(region=visit.region, ids={one.person for one in some}) if some else {}
    held = cases.many(region=visit.region, tokens=[one.case for one in some])
    asked = {order.provider for one in some for order in one.orders}
    titles = titles_of(visit, asked)
    return [_row(one, named[one.person], held[one.case], titles, visit.on) for one in some]


def _row(
    one: ProgrammeView, person: people.Person, case: cases.CaseView, titles: dict[UUID, str], on: date
) -> Row:  # fmt: skip
    now, live = services.standing(one, on), one.live_order
    decides = now in (Now.DECIDE, Now.DRAW, Now.APPROVE)
    return Row(
        one, person.full_name, case.number, case.promised_on if decides else None, decides and case.overdue(on), now,
        live.answer_by if live and live.state == "sent" else None, tuple(stages.failed(one, titles)),
    )  # fmt: skip


def titles_of(visit: Visit, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of providers by id."""
    asked = set(ids)
    if not asked:
        return {}
    return {id: one.title for id, one in providers.many(region=visit.region, ids=asked, on=visit.on).items()}


def for_programme(request: HttpRequest, visit: Visit, person: UUID, number: str) -> None:
    """Working on somebody's care is a purpose of its own: one line a day, read by the person on their page."""
    if reading.purpose_of(request, visit, person):
        return
    with override("ru"):
        purpose = _("Социальные услуги, дело %(number)s") % {"number": number}
    people.log_reading(by=visit.by, at=visit.at, person_ids=[person], purpose=purpose, what=("care",))
    reading.remember(request, visit, [person], purpose)


def number_of(visit: Visit, found: ProgrammeView) -> str:
    """The number of the case that a programme belongs to."""
    return cases.many(region=visit.region, tokens=[found.case])[found.case].number


def choices(visit: Visit, form: str) -> list[dict[str, Any]]:
    """Who could come: places, what people said, and how to reach them. What nobody entered is said so by the page."""
    found = providers.listed(region=visit.region, on=visit.on, form=form)
    free = services.free_places(region=visit.region, form=form, of=found)
    said = services.ratings(region=visit.region, ids=[one.id for one in found])
    told = [{"it": one, "free": free[one.id], "rating": said[one.id]} for one in found]
    return sorted(told, key=lambda one: one["free"] == 0)
