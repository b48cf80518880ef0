"""The person chooses a point; a thing of its shelf is kept for them. Two people never get the same one."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from ryadom.people.api import Actor
from ryadom.providers import api as providers

from .. import may, words
from ..errors import Missing, NoneFree
from ..models import HOLDING, Hire, Item, Stage
from .writing import advance, line, locked

TRIES = 3


@transaction.atomic
def keep(*, by: Actor, hire: UUID, provider: UUID, on: date, at: datetime) -> Hire:
    """Keep a free thing of this point for the person. Raises NotAllowed, Missing, NoneFree, WrongStage."""
    row = locked(by, hire, may=may.choose, on=on, stages=[Stage.CONFIRMED], said=_("Выбрать пункт сейчас нельзя.")).hire
    point = providers.many(region=by.region, ids=[provider], on=on).get(provider)
    if point is None or point.ends is not None:
        raise Missing
    for _attempt in range(TRIES):
        item = _free(by.region, provider, row.thing)
        if item is None:
            break
        try:
            with transaction.atomic():
                row.item, row.stage = item, Stage.KEPT
                row.save(update_fields=["item", "stage"])
        except IntegrityError:  # somebody was first between our look and our word
            continue
        line(by, row, "kept", words.KEPT, on, at, provider=point.title, number=item.number)
        advance(by, row, words.WAITS, on, at)
        return row
    raise NoneFree


def _free(region: str, provider: UUID, thing: str) -> Item | None:
    held = Hire.objects.in_region(region).filter(item=OuterRef("pk"), stage__in=HOLDING)
    rows = Item.objects.in_region(region).select_for_update(skip_locked=True)
    rows = rows.filter(provider=provider, thing=thing, off_since=None).filter(~Exists(held))
    return rows.order_by("number", "pk").first()


@transaction.atomic
def let_go(*, by: Actor, hire: UUID, on: date, at: datetime) -> Hire:
    """Another point, or later: the thing goes back to the shelf, the right stays. Raises NotAllowed, WrongStage."""
    row = locked(by, hire, may=may.choose, on=on, stages=[Stage.KEPT], said=_("Для вас ничего не отложено.")).hire
    row.item, row.stage = None, Stage.CONFIRMED
    row.save(update_fields=["item", "stage"])
    line(by, row, "let-go", words.LET_GO, on, at)
    advance(by, row, words.CHOICE, on, at)
    return row
