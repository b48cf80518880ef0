"""The shelf of a point: a new thing under its number, a thing that is out of use, back in use."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ryadom.cases import api as cases
from ryadom.people.api import Actor
from ryadom.providers import api as providers
from ryadom.rules.api import Rulebook

from .. import catalogue
from ..errors import Missing, NotSaid, WrongStage
from ..models import HOLDING, Hire, Item


@transaction.atomic
def put_on_shelf(*, by: Actor, provider: UUID, thing: str, number: str, book: Rulebook, on: date) -> UUID:
    """A thing of the region's catalogue under its inventory number. Raises NotAllowed, Missing, NotSaid."""
    _demand(by, provider, on)
    if thing not in catalogue.files(book.region, on):
        raise NotSaid(_("Выберите вещь из списка."))
    clean = cases.typed(number, 40)
    if not clean:
        raise NotSaid(_("Напишите инвентарный номер."))
    try:
        with transaction.atomic():
            row = Item.objects.in_region(by.region).create(provider=provider, thing=thing, number=clean, since=on)
    except IntegrityError:
        raise NotSaid(_("Вещь с таким номером уже записана.")) from None
    return row.token


@transaction.atomic
def put_out_of_use(*, by: Actor, item: UUID, why: str, on: date) -> None:
    """Broken, lost or written off: given to nobody. Raises NotAllowed, Missing, NotSaid, WrongStage (it is out)."""
    row = _locked(by, item, on)
    said = cases.typed(why, 200)
    if not said:
        raise NotSaid(_("Напишите, что с вещью."))
    if Hire.objects.in_region(by.region).filter(item=row, stage__in=HOLDING).exists():
        raise WrongStage(_("Вещь отложена или у человека. Сначала примите её обратно."))
    row.off_since, row.off_why = on, said
    row.save(update_fields=["off_since", "off_why"])


@transaction.atomic
def put_to_use(*, by: Actor, item: UUID, on: date) -> None:
    """Mended or found: it may be given again. Raises NotAllowed, Missing."""
    row = _locked(by, item, on)
    row.off_since, row.off_why = None, ""
    row.save(update_fields=["off_since", "off_why"])


def _locked(by: Actor, item: UUID, on: date) -> Item:
    row = Item.objects.in_region(by.region).select_for_update().filter(token=item).first()
    if row is None:
        raise Missing
    _demand(by, row.provider, on)
    return row


def _demand(by: Actor, provider: UUID, on: date) -> None:
    point = providers.many(region=by.region, ids=[provider], on=on).get(provider)
    if point is None or point.ends is not None:
        raise Missing
    providers.works_there.demand(by, point)
