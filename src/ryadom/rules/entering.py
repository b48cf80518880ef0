"""Verbs of the region's own values: enter, approve, give back, take back. One transaction each."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from ryadom.people.api import Actor, May
from ryadom.regions.clock import local
from ryadom.regions.once import forget
from ryadom.rules import entered, may
from ryadom.rules.compiled import Rulebook
from ryadom.rules.entries import Act, AlreadySettled, BadOffer, EntryView, NoEntry, NotYours, Offer, Problem
from ryadom.rules.entrychecks import problems
from ryadom.rules.events import ValueApproved, ValueEntered, announce
from ryadom.rules.models import ValueEntry
from ryadom.ui.figures import day

DONE = {"approved": _n("утверждено"), "returned": _n("возвращено"), "taken_back": _n("отозвано")}


@transaction.atomic
def enter(*, by: Actor, book: Rulebook, offer: Offer, on: date, at: datetime) -> EntryView:
    """Write values down; they wait for a second person. Raises NotYours, BadOffer with every problem."""
    if by.account_id is None or not may.enter(by):
        raise NotYours(_("Числа закона вносит методолог или руководитель."))
    clean = replace(offer, act=_act(offer.act))
    known = entered.entries(by.region, offer.parameter)
    found = problems(book, clean, known, on=on)
    if found:
        raise BadOffer(found)
    assert clean.starts is not None and clean.act.dated is not None
    old = ValueEntry.objects.in_region(by.region).filter(token=offer.instead).first() if offer.instead else None
    try:
        with transaction.atomic():
            row = ValueEntry.objects.in_region(by.region).create(
                parameter=clean.parameter, values=entered.packed(clean.values), starts=clean.starts, ends=clean.ends,
                act=clean.act.title, act_number=clean.act.number, act_date=clean.act.dated, act_url=clean.act.url,
                verified=clean.act.verified, instead=old, author_id=by.account_id, author_name=by.name, at=at,
            )  # fmt: skip
    except IntegrityError:
        # Two pressed at the same moment: the other record waits already.
        raise BadOffer((Problem("starts", _("С этого дня значение уже внесено и ждёт второго человека.")),)) from None
    announce(ValueEntered(**_who(row, by, at)))
    return entered.view(row)


@transaction.atomic
def approve(*, by: Actor, entry: UUID, at: datetime) -> EntryView:
    """The second pair of eyes: from now on the rules read it. Raises NoEntry, NotYours, AlreadySettled."""
    row = _locked(by, entry, may.approve)
    if row.instead_id is not None:
        rows = ValueEntry.objects.in_region(by.region).select_for_update()
        rows.get(pk=row.instead_id)
        if rows.filter(instead=row.instead_id, verdict="approved").exists():
            raise AlreadySettled(_("Прежнюю запись уже заменили другой. Верните эту и внесите заново."))
    _settle(row, by, "approved", at)
    announce(ValueApproved(**_who(row, by, at)))
    return entered.view(row)


@transaction.atomic
def give_back(*, by: Actor, entry: UUID, reason: str, at: datetime) -> EntryView:
    """The second person saw a mistake and says which."""
    if not typed(reason, 2000):
        raise BadOffer((Problem("reason", _("Напишите, что поправить.")),))
    row = _locked(by, entry, may.give_back)
    _settle(row, by, "returned", at, typed(reason, 2000))
    return entered.view(row)


@transaction.atomic
def take_back(*, by: Actor, entry: UUID, at: datetime) -> EntryView:
    """The author saw a mistake before anybody approved it."""
    row = _locked(by, entry, may.take_back)
    _settle(row, by, "taken_back", at)
    return entered.view(row)


def _locked(by: Actor, token: UUID, allowed: May) -> ValueEntry:
    """The record, locked until the transaction ends; whoever comes second is told who was first."""
    row = ValueEntry.objects.in_region(by.region).select_for_update().filter(token=token).first()
    if row is None:
        raise NoEntry(_("Такой записи нет."))
    if not allowed(by, row):
        raise NotYours(_("Утверждает другой человек: вы это внесли.") if may.take_back(by, row) else _no())
    if row.verdict is not None:
        raise AlreadySettled(_already(row))
    return row


def _no() -> str:
    return _("У вас нет права на это действие.")


def _already(row: ValueEntry) -> str:
    assert row.settled_at is not None and row.verdict is not None
    there = local(row.settled_at, row.region)
    told = {"who": row.second_name or row.author_name, "day": day(there), "time": f"{there:%H:%M}"}
    return _("Уже сделано: %(who)s, %(day)s в %(time)s — %(what)s.") % {**told, "what": _(DONE[row.verdict])}


def _settle(row: ValueEntry, by: Actor, verdict: str, at: datetime, note: str | None = None) -> None:
    row.verdict, row.settled_at, row.second_note = verdict, at, note
    if verdict != "taken_back":
        row.second_id, row.second_name = by.account_id, by.name
    row.save(update_fields=["verdict", "settled_at", "second_note", "second", "second_name"])
    forget()


def _who(row: ValueEntry, by: Actor, at: datetime) -> dict[str, Any]:
    return {
        "region": row.region, "at": at, "account_id": by.account_id, "entry": row.token, "parameter": row.parameter,
        "starts": row.starts,
    }  # fmt: skip


def _act(act: Act) -> Act:
    return replace(act, title=typed(act.title, 500), number=typed(act.number, 60), url=typed(act.url, 500))


def typed(text: str, limit: int) -> str:
    """What was typed, on one line and cut: a database refuses NUL, a reader is fooled by signs that turn the line."""
    shown = (" " if c.isspace() else c for c in unicodedata.normalize("NFC", text[: limit * 4]))
    kept = "".join(c for c in shown if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    return " ".join(kept.split())[:limit].strip()
