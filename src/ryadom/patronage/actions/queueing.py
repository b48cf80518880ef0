"""The queue for a person: who waits, in which place, who took it, who was silent, whom the head must see."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from ryadom.patronage import may
from ryadom.patronage.actions.writing import demand, held, open_care
from ryadom.patronage.errors import Forbidden, Late, Missing
from ryadom.patronage.events import Escalated, TakenBack, announce
from ryadom.patronage.models import Entry, EntryState, Need, Priority
from ryadom.patronage.queries.standing import away, who_answers
from ryadom.patronage.times import Office, office
from ryadom.people.api import Actor
from ryadom.talk import api as talk


@transaction.atomic
def asked_for_a_person(
    *, region: str, thread: str, person: UUID | None, summary: str, crisis: bool, on: date, at: datetime
) -> Entry:
    """A thread waits for a person; asking twice is one place in line. Danger goes before everybody, to everybody."""
    row = _of_thread(region, thread)
    if row is not None:
        return _more_urgent(row, on, at, summary) if crisis else row
    return _enter(
        region, person=person, thread=thread, summary=summary, on=on, at=at,
        priority=Priority.CRISIS if crisis else Priority.USUAL,
    )  # fmt: skip


@transaction.atomic
def crisis_heard(*, region: str, thread: str, on: date, at: datetime, person: UUID | None = None) -> Entry:
    """Danger was heard in a thread: it stands first, whether anybody was asked for or not."""
    return asked_for_a_person(region=region, thread=thread, person=person, summary="", crisis=True, on=on, at=at)


def need_waits(need: Need, *, on: date, at: datetime) -> Entry:
    """An urgent need waits in the same queue."""
    return _enter(
        need.region, person=need.person_id, need=need, summary=need.words, on=on, at=at, priority=Priority.NEED
    )


def need_settled(need: Need, at: datetime) -> None:
    Entry.objects.in_region(need.region).filter(need=need).exclude(state=EntryState.CLOSED).update(
        state=EntryState.CLOSED, closed_at=at
    )


@transaction.atomic
def take(*, by: Actor, entry: UUID, on: date, at: datetime) -> Entry:
    """Answer from now on. Whoever waits on a colleague's desk waits for that colleague, unless the head is called.

    Raises Missing, Forbidden, Late (somebody answers already).
    """
    row = held(Entry, by.region, entry)
    demand(may.answer_queue, by)
    if row.state == EntryState.TAKEN and row.taken_by_id == by.account_id:
        return row
    if row.state != EntryState.WAITING:
        raise Late(_("Здесь уже отвечает другой сотрудник, или разговор закрыт."))
    if not _may_take(by, row, on):
        raise Forbidden(_("Эта семья ждёт своего куратора. Взять можно, когда срок ответа пройдёт."))
    row.state, row.taken_by_id, row.taken_at, row.quiet_since = EntryState.TAKEN, by.account, at, at
    row.save(update_fields=["state", "taken_by", "taken_at", "quiet_since"])
    return row


def _may_take(by: Actor, row: Entry, on: date) -> bool:
    if row.curator_id is None or row.priority == Priority.CRISIS or row.escalated_at is not None or may.head(by):
        return True
    return who_answers(row.curator_id, away(row.region, on)) == by.account_id


@transaction.atomic
def staff_answered(*, by: Actor, thread: str, at: datetime) -> bool:
    """The word is with the person now: whoever answered owes nothing. Whether it is the first answer.

    Raises Missing, Forbidden.
    """
    row = _taken_by(by, thread)
    row.quiet_since, row.spoke_at = None, at
    first, row.answered_at = row.answered_at is None, row.answered_at or at
    row.save(update_fields=["quiet_since", "spoke_at", "answered_at"])
    return first


@transaction.atomic
def began(*, by: Actor, thread: str, person: UUID, on: date, at: datetime) -> Entry:
    """A colleague wrote first: the thread is theirs without any waiting."""
    row = _of_thread(by.region, thread) or _enter(
        by.region, person=person, thread=thread, summary="", on=on, at=at, priority=Priority.USUAL
    )
    row.state, row.taken_by_id, row.taken_at = EntryState.TAKEN, by.account, at
    row.quiet_since, row.spoke_at, row.answered_at = None, at, at
    row.save()
    return row


@transaction.atomic
def taken_over(*, region: str, thread: str, account: int, at: datetime) -> None:
    """Somebody took the thread in another way than from the line: the line knows it too."""
    row = _of_thread(region, thread)
    if row is not None and row.taken_by_id != account:
        row.state, row.taken_by_id, row.taken_at, row.quiet_since = EntryState.TAKEN, account, at, at
        row.save(update_fields=["state", "taken_by", "taken_at", "quiet_since"])


def given_back(*, region: str, thread: str, account: int | None, at: datetime) -> None:
    """Who answered gave the word to the bot: nobody waits any more. Whoever waits for a colleague waits on."""
    rows = Entry.objects.in_region(region).filter(thread=thread, state=EntryState.TAKEN, taken_by=account)
    rows.update(state=EntryState.CLOSED, closed_at=at)


def left(*, region: str, thread: str, at: datetime) -> None:
    """The person waits no longer."""
    rows = Entry.objects.in_region(region).filter(thread=thread, state=EntryState.WAITING)
    rows.update(state=EntryState.CLOSED, closed_at=at)


def safe(*, region: str, thread: str, at: datetime) -> None:
    """A false alarm: who has asked for nobody leaves the line, who has waits on like everybody."""
    rows = Entry.objects.in_region(region).filter(thread=thread, state=EntryState.WAITING, priority=Priority.CRISIS)
    rows.exclude(summary="").update(priority=Priority.USUAL)
    rows.filter(summary="").update(state=EntryState.CLOSED, closed_at=at)


def call_words(phone: str, when: str) -> str:
    """What whoever takes it reads: the number and the part of the day, in Russian like all that staff keep."""
    parts = {"soon": _("как можно скорее"), "morning": _("утром"), "day": _("днём"), "evening": _("вечером")}
    with override("ru"):
        return _("Просит перезвонить %(when)s: %(phone)s") % {"when": parts.get(when, when), "phone": phone}


def person_said(*, region: str, thread: str, at: datetime) -> None:
    """The person wrote again: whoever took the thread owes a word from now on."""
    rows = Entry.objects.in_region(region).filter(thread=thread, state=EntryState.TAKEN, quiet_since=None)
    rows.update(quiet_since=at)


def settled(*, region: str, thread: str, at: datetime) -> None:
    """The thread was closed or given back: nobody waits in it any more."""
    rows = Entry.objects.in_region(region).filter(thread=thread).exclude(state=EntryState.CLOSED)
    rows.update(state=EntryState.CLOSED, closed_at=at)


@transaction.atomic
def put_back(*, by: Actor, entry: UUID, at: datetime) -> Entry:
    """Who took it cannot go on: it waits for anybody in its old place. Raises Missing, Forbidden, Late."""
    row = held(Entry, by.region, entry)
    if row.state != EntryState.TAKEN:
        raise Late(_("Здесь сейчас никто не отвечает."))
    if not (may.head(by) or row.taken_by_id == by.account_id):
        raise Forbidden
    return _wait_again(row)


@transaction.atomic
def take_back_silent(*, region: str, on: date, at: datetime) -> int:
    """Whoever took an entry and is silent for too long loses it; the person keeps their place. How many."""
    here = office(region, on)
    rows = Entry.objects.in_region(region).filter(state=EntryState.TAKEN, quiet_since__isnull=False)
    late = [row for row in rows.select_for_update(of=("self",), skip_locked=True) if _too_quiet(row, here, at)]
    for row in late:
        was = row.taken_by_id
        assert was is not None, "the database says that a taken entry names who took it"
        _wait_again(row)
        silence(row, was, at)
        announce(TakenBack(region=region, at=at, account_id=None, entry=row.token, thread=row.thread, was_with=was))
        _tell_head(row, at)
    return len(late)


def hear_again(*, region: str, at: datetime) -> int:
    """Whoever wrote after the last answer waits for the next one. How many; three statements a colleague."""
    rows = Entry.objects.in_region(region).filter(state=EntryState.TAKEN, quiet_since=None).exclude(thread="")
    spoke = {row.thread: row for row in rows}
    heard = 0
    for account in {row.taken_by_id for row in spoke.values() if row.taken_by_id is not None}:
        for line in talk.answered_by(region=region, account=account):
            row = spoke.get(line.token)
            if row is not None and row.spoke_at is not None and line.last_at > row.spoke_at:
                person_said(region=region, thread=row.thread, at=min(line.last_at, at))
                heard += 1
    return heard


def silence(row: Entry, account: int, at: datetime, *, passed: bool = False) -> None:
    """Who was silent no longer answers in the thread: it waits for a colleague, the head sees it, the person knows."""
    if row.thread:
        talk.take_from_silent(region=row.region, token=row.thread, account=account, at=at, passed=passed)


def _too_quiet(row: Entry, here: Office, at: datetime) -> bool:
    assert row.quiet_since is not None, "only the quiet are asked"
    crisis = row.priority == Priority.CRISIS
    least = here.times.answer_within(True) if crisis else timedelta(minutes=here.times.silent_minutes)
    return here.waited(row.quiet_since, at, crisis=crisis) >= least


def _wait_again(row: Entry) -> Entry:
    """For anybody now: whose desk it was on has had their turn."""
    row.state, row.taken_by_id, row.taken_at, row.quiet_since = EntryState.WAITING, None, None, None
    row.curator_id = None
    row.taken_back += 1
    row.save(update_fields=["state", "taken_by", "taken_at", "quiet_since", "curator", "taken_back"])
    return row


@transaction.atomic
def escalate_waiting(*, region: str, on: date, at: datetime) -> int:
    """Who waited too long is told to the head, once, and from then on anybody may take them. How many."""
    here = office(region, on)
    rows = Entry.objects.in_region(region).filter(state=EntryState.WAITING, escalated_at=None)
    late = [row for row in rows.select_for_update(of=("self",), skip_locked=True) if _too_long(row, here, at)]
    for row in late:
        _tell_head(row, at)
    return len(late)


def _tell_head(row: Entry, at: datetime) -> None:
    """Once for an entry: from then on the head sees it and anybody may take it."""
    if row.escalated_at is not None:
        return
    row.escalated_at = at
    row.save(update_fields=["escalated_at"])
    announce(
        Escalated(
            region=row.region, at=at, account_id=None, entry=row.token, thread=row.thread,
            crisis=row.priority == Priority.CRISIS,
        )
    )  # fmt: skip


def _too_long(row: Entry, here: Office, at: datetime) -> bool:
    """Danger is told by the clock on the wall, whatever the hours: the head decides what a night is for."""
    crisis = row.priority == Priority.CRISIS
    if crisis:
        return at - row.asked_at >= here.times.escalate_within(True)
    return here.waited(row.asked_at, at) >= here.times.escalate_within(False)


def _enter(
    region: str, *, person: UUID | None, summary: str, priority: int, on: date, at: datetime, thread: str = "",
    need: Need | None = None,
) -> Entry:  # fmt: skip
    crisis = priority == Priority.CRISIS
    return Entry.objects.create(
        region=region, thread=thread, need=need, person_id=person, summary=summary[:2000], priority=priority,
        asked_at=at, promised_at=office(region, on).promise(at, crisis=crisis),
        curator_id=None if crisis else _desk(region, person, on),
    )  # fmt: skip


def _desk(region: str, person: UUID | None, on: date) -> int | None:
    """A family waits for its own curator, or who stands in; everybody else for whoever is free."""
    care = open_care(region, person, on) if person is not None else None
    return who_answers(care.curator_id, away(region, on)) if care is not None else None


def _more_urgent(row: Entry, on: date, at: datetime, summary: str) -> Entry:
    if row.priority != Priority.CRISIS:
        row.priority, row.curator_id = Priority.CRISIS, None
        row.promised_at = min(row.promised_at, office(row.region, on).promise(at, crisis=True))
        row.summary = row.summary or summary[:2000]
        row.save(update_fields=["priority", "curator", "promised_at", "summary"])
    return row


def _of_thread(region: str, thread: str) -> Entry | None:
    rows = Entry.objects.in_region(region).filter(thread=thread).exclude(state=EntryState.CLOSED)
    return rows.select_for_update(of=("self",)).first()


def _taken_by(by: Actor, thread: str) -> Entry:
    row = _of_thread(by.region, thread)
    if row is None:
        raise Missing
    if row.state != EntryState.TAKEN or row.taken_by_id != by.account_id:
        raise Forbidden(_("Сначала возьмите разговор: человеку скажут, кто отвечает."))
    return row
