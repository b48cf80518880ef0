"""Places of a measure with a quota: one person enters them, another approves; only then are they given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from ryadom.cases.api import typed
from ryadom.people.api import Actor, May
from ryadom.rules.api import Act, Problem, Rulebook

from .. import may
from ..errors import AlreadyDecided, BadPlaces, Forbidden, Missing
from ..models import Places
from ..quotas import PlacesOffer, problems, quotas
from .writing import account

DONE = {"approved": _n("утверждено"), "returned": _n("возвращено"), "taken_back": _n("отозвано")}


@transaction.atomic
def enter_places(*, by: Actor, book: Rulebook, offer: PlacesOffer, on: date, at: datetime) -> Places:
    """Write down how many places there are; they wait for a second person. Raises BadPlaces with every problem."""
    if not may.enter_places(by):
        raise Forbidden
    clean = replace(offer, act=_act(offer.act))
    (known,) = quotas(region=by.region, measures=[offer.measure])
    found = problems(book, clean, known, on=on)
    if found:
        raise BadPlaces(found)
    act = clean.act
    assert clean.starts is not None and clean.ends is not None and clean.places is not None
    try:
        with transaction.atomic():
            return Places.objects.create(
                region=by.region, measure=clean.measure, starts=clean.starts, ends=clean.ends, places=clean.places,
                act=act.title, act_number=act.number, act_date=act.dated, act_url=act.url, verified=act.verified,
                by_id=account(by), by_name=by.name, at=at,
            )  # fmt: skip
    except IntegrityError:
        # Two pressed at the same moment: the other record waits already.
        raise BadPlaces(
            (Problem("starts", _("С этого дня места уже внесены и ждут второго человека.")),)
        ) from None  # fmt: skip


@transaction.atomic
def approve_places(*, by: Actor, entry: UUID, at: datetime) -> Places:
    """The second pair of eyes: from now on the places are given."""
    row = _locked(by, entry, may.approve_places)
    return _settled(row, by, "approved", at)


@transaction.atomic
def return_places(*, by: Actor, entry: UUID, reason: str, at: datetime) -> Places:
    """The second person saw a mistake and says which."""
    if not typed(reason, 2000):
        raise BadPlaces((Problem("reason", _("Напишите, что поправить.")),))
    row = _locked(by, entry, may.approve_places)
    return _settled(row, by, "returned", at, typed(reason, 2000))


@transaction.atomic
def take_back_places(*, by: Actor, entry: UUID, at: datetime) -> Places:
    """The author saw a mistake before anybody approved it."""
    row = _locked(by, entry, may.take_back_places)
    return _settled(row, by, "taken_back", at)


def _locked(by: Actor, token: UUID, allowed: May) -> Places:
    """The record, locked until the transaction ends; whoever comes second is told who was first."""
    row = Places.objects.in_region(by.region).select_for_update().filter(token=token).first()
    if row is None:
        raise Missing
    if not allowed(by, row):
        raise Forbidden(_("Утверждает другой человек: вы это внесли.") if may.take_back_places(by, row) else "")
    if row.verdict is not None:
        who, when = row.second_name or row.by_name, row.settled_at or row.at
        raise AlreadyDecided(who=who, at=when, region=row.region, verdict=DONE[row.verdict])
    return row


def _settled(row: Places, by: Actor, verdict: str, at: datetime, note: str | None = None) -> Places:
    row.verdict, row.settled_at, row.second_note = verdict, at, note
    if verdict != "taken_back":
        row.second_id, row.second_name = by.account_id, by.name
    row.save(update_fields=["verdict", "settled_at", "second_note", "second", "second_name"])
    return row


def _act(act: Act) -> Act:
    return replace(act, title=typed(act.title, 500), number=typed(act.number, 60), url=typed(act.url, 500))
