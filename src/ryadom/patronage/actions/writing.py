"""What the verbs of this room do alike: lock the row, ask permission, take the words."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from ryadom.patronage.errors import Forbidden, Missing, NotPossible
from ryadom.patronage.events import CareChanged, announce
from ryadom.patronage.may import May, Near
from ryadom.patronage.models import Care, Ended
from ryadom.patronage.queries.standing import away, near_of, open_care
from ryadom.people.api import Actor

Row = TypeVar("Row", bound=models.Model)
NOBODY = Near()

__all__ = ["demand", "end", "held", "near", "open_care", "tell", "written"]


def demand(may: May, by: Actor, thing: Any = None) -> None:
    """Raises Forbidden when the answer is no."""
    if not may(by, thing):
        raise Forbidden


def held(model: type[Row], region: str, token: UUID) -> Row:
    """The row, locked until the transaction ends. Raises Missing, also for a row of another region."""
    rows: Any = model.objects.in_region(region)  # type: ignore[attr-defined]
    row: Row | None = rows.select_for_update(of=("self",)).filter(token=token).first()
    if row is None:
        raise Missing
    return row


def written(text: str, longest: int) -> str:
    """What somebody typed, trimmed; lines stay. Raises NotPossible: too long is refused, not cut."""
    short = unicodedata.normalize("NFC", text[: longest * 4].replace("\r\n", "\n")).strip()
    short = "".join(sign for sign in short if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"})
    if len(short) > longest:
        raise NotPossible(_("Слишком длинно: не больше %(n)s знаков.") % {"n": longest})
    return short


def near(by: Actor, care: Care | None, on: date) -> Near:
    """How the actor stands to one family; 2 queries."""
    return near_of(by, [care], away(by.region, on))[care.pk] if care is not None else NOBODY


def end(care: Care, by: Actor, *, how: str, words: str, at: datetime) -> None:
    """The curator is no longer beside the family; the row stays."""
    care.ends_at, care.ended, care.ended_words = at, Ended(how), written(words, 500)
    care.ended_by_id = by.account_id
    care.save(update_fields=["ends_at", "ended", "ended_words", "ended_by"])


def tell(care: Care, by: Actor, at: datetime) -> None:
    announce(
        CareChanged(
            region=care.region, at=at, account_id=by.account_id, care=care.token, person=care.person_id,
            curator=None if care.ends_at else care.curator_id, ended=care.ended,
        )
    )  # fmt: skip
