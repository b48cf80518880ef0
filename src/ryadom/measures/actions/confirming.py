"""A methodologist checked a measure against its act, a second person looked too: now it may be granted here."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ryadom.cases.api import typed
from ryadom.people.api import Actor
from ryadom.rules.api import Rulebook

from .. import may
from ..errors import Forbidden, Missing, WrongState
from ..models import Confirmation
from .writing import account


@transaction.atomic
def confirm(
    *, by: Actor, measure: str, version_from: date, act: str, act_date: date, book: Rulebook, on: date, at: datetime,
    note: str = "",
) -> Confirmation:  # fmt: skip
    """The first of two: names the act and its date. Counts only when a second person has confirmed."""
    if not may.confirm(by):
        raise Forbidden
    rule = book.measures.get(measure)
    if rule is None or version_from not in {version.file.from_ for version in rule.versions}:
        raise WrongState(_("Такой версии меры в регионе нет."))
    if not typed(act, 2000) or act_date > on:
        raise WrongState(_("Укажите акт и его дату."))
    try:
        with transaction.atomic():
            return Confirmation.objects.create(
                region=by.region, practice=rule.practice, measure=measure, version_from=version_from,
                act=typed(act, 500), act_date=act_date, note=typed(note, 2000), by_id=account(by),
                by_name=by.name, at=at, lock=book.locks.get(rule.practice, ""),
            )  # fmt: skip
    except IntegrityError:
        raise WrongState(_("Эту версию уже подтверждают.")) from None


@transaction.atomic
def confirm_second(*, by: Actor, confirmation: UUID, at: datetime) -> Confirmation:
    """The second pair of eyes: another methodologist, or a head."""
    row = _locked(by, confirmation)
    if not may.confirm_second(by):
        raise Forbidden
    if row.by_id == by.account_id:
        raise Forbidden(_("Нужен второй человек: вы уже подтвердили."))
    if row.second_id is not None:
        raise WrongState(_("Уже подтверждено вторым человеком."))
    row.second_id, row.second_name, row.second_at = by.account_id, by.name, at
    row.save(update_fields=["second", "second_name", "second_at"])
    return row


@transaction.atomic
def withdraw_confirmation(*, by: Actor, confirmation: UUID, at: datetime) -> Confirmation:
    """A mistake was found: from now on the measure is a sample again. Decisions that cite it stay."""
    row = _locked(by, confirmation)
    if not may.confirm_second(by):
        raise Forbidden
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    return row


def _locked(by: Actor, token: UUID) -> Confirmation:
    rows = Confirmation.objects.in_region(by.region).select_for_update().filter(token=token, withdrawn_at=None)
    row = rows.first()
    if row is None:
        raise Missing
    return row
