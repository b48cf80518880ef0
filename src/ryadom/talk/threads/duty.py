"""When people answer in the chat: the region's own data. What is not entered is not known, and is said to be so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from ryadom.kit.calendar import Calendar
from ryadom.regions.clock import local, zone_of
from ryadom.rules import api as rules
from ryadom.rules.api import Rulebook
from ryadom.talk.dialogue.shapes import Desk
from ryadom.talk.kinds import DutyFile
from ryadom.talk.library import practices_of

AHEAD = 14  # days looked through for the next opening


def duties(region: str, on: date) -> tuple[DutyFile, ...]:
    """The rota of the region on a day, empty where nothing was entered."""
    return tuple(item.value for practice in practices_of(region, on) for item in practice.of("duty"))


def desk(region: str, at: datetime, book: Rulebook | None, phone: str = "", hours: str = "") -> Desk:
    """Who answers now and when the next one does."""
    here = local(at, region)
    return _with_rota(_hours(region, here, book, phone, hours), region, at)


def _with_rota(found: Desk, region: str, at: datetime) -> Desk:
    """The same with who is on duty by name: a rota that was entered says more than hours that were promised."""
    from ryadom.talk.threads import rota

    terms = rota.terms(region, local(at, region).date())
    found = replace(found, crisis_within=terms.within if terms else found.crisis_within)
    if not rota.entered(region, at):
        return found
    ahead = rota.shifts(region, since=at)
    now = next((one for one in ahead if one.starts_at <= at), None)
    later = min((one.starts_at for one in ahead if one.starts_at > at), default=None)
    return replace(
        found, rota=True, crisis_now=now is not None, duty_name=now.name if now else "",
        duty_phone=now.phone if now else "", duty_opens_at=None if now else later,
    )  # fmt: skip


def _hours(region: str, here: datetime, book: Rulebook | None, phone: str, hours: str) -> Desk:
    """What the practices say of the hours."""
    rota = duties(region, here.date())
    if not rota:
        return Desk(phone=phone, hours=hours)
    calendar = rules.calendar_of(book)
    open_now = [one for one in rota if not one.crisis_only and _is_open(one, here, calendar)]
    crisis = [one for one in rota if one.crisis and _is_open(one, here, calendar)]
    within = [one.answers_within for one in open_now if one.answers_within is not None]
    closings = [_moment(here.date(), one.closes, region) for one in open_now if one.closes]
    soon = [one.crisis_within for one in crisis if one.crisis_within is not None]
    return Desk(
        entered=any(not one.crisis_only for one in rota),
        open_now=bool(open_now),
        opens_at=None if open_now else _opens(rota, here, calendar, region),
        closes_at=max(closings, default=None),
        phone=phone,
        hours=hours,
        within=min(within, default=None),
        crisis_now=bool(crisis),
        crisis_within=min(soon, default=None),
    )


def escalate_after(region: str, on: date) -> timedelta | None:
    """How long danger may wait for an answer before it goes to somebody above; None where nobody said."""
    from ryadom.talk.threads import rota

    own = rota.terms(region, on)
    if own is not None:
        return timedelta(minutes=own.escalate_after)
    waits = [one.escalate_after for one in duties(region, on) if one.escalate_after is not None]
    return timedelta(minutes=min(waits)) if waits else None


def _on_day(one: DutyFile, day: date, calendar: Calendar) -> bool:
    if one.days == "every":
        return True
    if one.days == "working":
        return calendar.is_working(day)
    return day.isoweekday() in one.days


def _is_open(one: DutyFile, here: datetime, calendar: Calendar) -> bool:
    return _on_day(one, here.date(), calendar) and one.opens <= here.time() < (one.closes or time.max)


def _opens(rota: tuple[DutyFile, ...], here: datetime, calendar: Calendar, region: str) -> datetime | None:
    for away in range(AHEAD):
        day = here.date() + timedelta(days=away)
        found = [_moment(day, one.opens, region) for one in rota if not one.crisis_only and _on_day(one, day, calendar)]
        later = [at for at in found if at > here]
        if later:
            return min(later)
    return None


def _moment(day: date, at: time, region: str) -> datetime:
    return datetime.combine(day, at, tzinfo=zone_of(region))
