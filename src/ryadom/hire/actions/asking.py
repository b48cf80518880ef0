"""A thing is asked for by the person or on their behalf; a specialist says whether and by which rule."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.cases import api as cases
from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.rules.api import Rulebook, calendar_of

from .. import catalogue, may, terms, words
from ..errors import NotSaid, WrongStage
from ..models import Hire, Stage
from .writing import advance, close, line, locked

LIVE = (Stage.ASKED, Stage.CONFIRMED, Stage.KEPT, Stage.OUT)


@transaction.atomic
def ask(
    *, by: Actor, person: UUID, thing: str, need: str, channel: str, book: Rulebook, on: date, at: datetime
) -> Hire:
    """Open a case of hire. Raises NotAllowed, NotFound, NotSaid (no such thing), WrongStage (one is on its way)."""
    whom = people.person(region=by.region, id=person)
    own = may.speaks_for(by, whom.id, on)
    if not own:
        may.registrar.demand(by)
    file = catalogue.files(book.region, on).get(thing)
    if file is None:
        raise NotSaid(_("Выберите вещь из списка."))
    if Hire.objects.in_region(by.region).filter(person=whom.id, thing=thing, stage__in=LIVE).exists():
        raise WrongStage(_("Об этой вещи вы уже просили. Посмотрите, где она сейчас."))
    title = file.title.said("ru")[:300]
    case = cases.open_case(
        by=by, kind=words.HIRE, title=title, person=whom.id, channel=channel, calendar=calendar_of(book), on=on, at=at,
        applicant=by.person_id if own else None, situation="disability", term=terms.answer(book, on),
        helper=None if own else by.account_id,
    )  # fmt: skip
    return Hire.objects.in_region(by.region).create(
        case_id=case.token, person_id=whom.id, thing=thing, title=title, need=cases.typed(need, 1000), asked_on=on
    )


@transaction.atomic
def confirm(*, by: Actor, hire: UUID, ground: str, why: str, book: Rulebook, on: date, at: datetime) -> Hire:
    """The thing is due, by the rehabilitation programme or the region's rule. Raises NotSaid, WrongStage."""
    row = _waiting(by, hire, on)
    file = catalogue.files(book.region, on).get(row.thing)
    if file is None or ground not in file.grounds:
        raise NotSaid(_("Отметьте, по какому правилу даём эту вещь."))
    said = cases.typed(why, 500)
    if not said:
        raise NotSaid(_("Назовите документ или правило: номер ИПРА или пункт порядка региона."))
    row.stage, row.ground, row.why, row.decided_by_id = Stage.CONFIRMED, ground, said, by.account
    row.save(update_fields=["stage", "ground", "why", "decided_by"])
    line(by, row, "confirmed", words.CONFIRMED, on, at, title=row.title, why=said)
    advance(by, row, words.CHOICE, on, at)
    return row


@transaction.atomic
def refuse(*, by: Actor, hire: UUID, why: str, on: date, at: datetime) -> Hire:
    """The thing is not due; the person reads why. Raises NotSaid, WrongStage."""
    row = _waiting(by, hire, on)
    said = cases.typed(why, 500)
    if not said:
        raise NotSaid(_("Напишите, почему не можем дать вещь: это прочитает человек."))
    row.stage, row.why, row.decided_by_id = Stage.REFUSED, said, by.account
    row.save(update_fields=["stage", "why", "decided_by"])
    line(by, row, "refused", words.REFUSED, on, at, why=said)
    close(by, row, "refused", on, at)
    return row


def _waiting(by: Actor, hire: UUID, on: date) -> Hire:
    return locked(by, hire, may=may.decide, on=on, stages=[Stage.ASKED], said=_("Решение уже принято.")).hire


@transaction.atomic
def withdraw(*, by: Actor, hire: UUID, on: date, at: datetime) -> Hire:
    """The person wants it no more; what was kept for them goes back to the shelf. Raises NotAllowed, WrongStage."""
    row = locked(
        by, hire, may=may.withdraw, on=on, stages=[Stage.ASKED, Stage.CONFIRMED, Stage.KEPT],
        said=_("Отказаться уже нельзя: вещь у вас или дело закончено."),
    ).hire  # fmt: skip
    row.stage = Stage.WITHDRAWN
    row.save(update_fields=["stage"])
    close(by, row, "withdrawn", on, at)
    return row
