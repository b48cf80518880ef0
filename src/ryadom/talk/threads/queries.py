"""Questions that read threads: those of a person, one whole, those that wait, those that ended badly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ryadom.channels import api as channels
from ryadom.regions.clock import local
from ryadom.regions.once import asking_once
from ryadom.talk import library
from ryadom.talk.dialogue import shapes
from ryadom.talk.dialogue.language import FIRST, language_after
from ryadom.talk.dialogue.summing import summary
from ryadom.talk.dialogue.turning import turn
from ryadom.talk.threads import seeing, taking, worlds
from ryadom.talk.threads.errors import ThreadMissing
from ryadom.talk.threads.models import Said, Thread, ThreadAddress, ThreadState, Who
from ryadom.talk.threads.shapes import SaidView, ThreadLine, ThreadView

MOST = 200
MOST_SAID = 500
MOST_FOOT = 300


def threads_of(*, region: str, person: UUID) -> tuple[ThreadLine, ...]:
    """The person's threads, the one spoken in last first. Asks no permission. 3 queries."""
    return lines(region, Thread.objects.in_region(region).filter(person=person).order_by("-last_at")[:MOST])


def said_with(*, region: str, persons: Iterable[UUID], limit: int = 40) -> tuple[tuple[str, UUID, SaidView], ...]:
    """What was said with these people, in whatever thread and channel, the newest first: (thread, whose, words).

    Marks of the house are left out. Asks no permission. 1 query.
    """
    rows = Said.objects.in_region(region).filter(thread__person__in=list(persons)).exclude(who=Who.SYSTEM)
    found = rows.exclude(text="").select_related("thread").order_by("-at", "-id")[:limit]
    told = ((row.thread.token, row.thread.person_id, _said(row, None)) for row in found)
    return tuple((thread, whose, words) for thread, whose, words in told if whose is not None)


def waiting(*, region: str) -> tuple[ThreadLine, ...]:
    """Threads that wait for somebody: danger first, then who waits longest. Asks no permission. 3 queries."""
    rows = Thread.objects.in_region(region).filter(state=ThreadState.WAITING)
    found = lines(region, rows.order_by("asked_at", "id")[:MOST])
    return tuple(sorted(found, key=lambda one: not one.danger))


def answered_by(*, region: str, account: int) -> tuple[ThreadLine, ...]:
    """Threads in which this colleague answers now. Asks no permission. 3 queries."""
    rows = Thread.objects.in_region(region).filter(state=ThreadState.STAFF, staff=account)
    return lines(region, rows.order_by("-last_at")[:MOST])


def to_review(*, region: str) -> tuple[ThreadLine, ...]:
    """Threads that ended badly and wait for a head. Asks no permission. 3 queries."""
    return lines(region, Thread.objects.in_region(region).filter(review_at__isnull=False).order_by("review_at")[:MOST])


def many(*, region: str, tokens: Iterable[str]) -> dict[str, ThreadLine]:
    """Threads by token; unknown ones are left out. Asks no permission. 3 queries."""
    rows = Thread.objects.in_region(region).filter(token__in=list(tokens))
    return {line.token: line for line in lines(region, rows)}


def thread(*, region: str, token: str, language: str = "ru", delivery: bool = False) -> ThreadView:
    """One thread whole, with the screen for who takes over. `delivery`: also how far each message came, one query more.

    Asks no permission. Raises ThreadMissing.
    """
    row = Thread.objects.in_region(region).filter(token=token[:32]).first()
    if row is None:
        raise ThreadMissing(token[:6])
    return view(row, language, delivery)


def of_address(*, region: str, address: int, language: str = "ru") -> ThreadView | None:
    """The thread in which an address speaks now, None before its first word. Asks no permission."""
    held = ThreadAddress.objects.in_region(region).filter(address=address).select_related("thread").first()
    return view(held.thread, language) if held else None


@asking_once()
def view(row: Thread, language: str = "ru", delivery: bool = False) -> ThreadView:
    """A row with everything said in it."""
    on = local(row.last_at, row.region).date()
    stack = shapes.unpacked(row.stack)
    book = worlds.rulebook(row.region, on)
    title = _title(row.region, on, stack.situation, language)
    said = list(Said.objects.in_region(row.region).filter(thread=row).order_by("-at", "-number")[:MOST_SAID])
    came = deliveries_of(row.region, said) if delivery else {}
    shown = [_said(one, came.get(one.pk)) for one in reversed(said) if one.who != Who.SYSTEM or one.text]
    (line,) = lines(row.region, [row])
    return ThreadView(line, tuple(shown), summary(row.region, stack, book, title, language), row.stack)


def _title(region: str, on: date, situation: str, language: str) -> str:
    found = library.situations(region, on, language) if situation else ()
    return next((one.title for one in found if one.id == situation), situation)


def deliveries_of(region: str, said: Iterable[Said]) -> dict[int, channels.Delivery]:
    """How far what was said to the person came, by the key of the row. One query."""
    keys = {row.pk: (row.address, row.sent_key) for row in said if row.address is not None and row.sent_key}
    found = channels.deliveries(region=region, keys=keys.values())
    return {pk: found[name] for pk, name in keys.items() if name in found}


def _said(row: Said, delivery: channels.Delivery | None) -> SaidView:
    buttons = tuple(tuple((words, data) for words, data in laid) for laid in row.buttons)
    return SaidView(
        row.number, row.who, row.name, row.text, buttons, row.foot, row.at, row.channel, row.edited_at is not None,
        row.deleted_at is not None, row.paper, delivery,
    )  # fmt: skip


def lines(region: str, rows: QuerySet[Thread] | Iterable[Thread]) -> tuple[ThreadLine, ...]:
    """Rows as lines of a list; two queries more, whatever their number."""
    found = list(rows)
    ids = [row.pk for row in found]
    addresses: dict[int, list[int]] = {id: [] for id in ids}
    for at in ThreadAddress.objects.in_region(region).filter(thread__in=ids).order_by("-pk"):
        addresses[at.thread_id].append(at.address)
    words: dict[int, str] = {}
    ways: dict[int, list[str]] = {id: [] for id in ids}
    latest = Said.objects.in_region(region).filter(thread__in=ids, who=Who.PERSON).exclude(channel="")
    for one in latest.order_by("thread", "channel", "-number").distinct("thread", "channel"):
        ways[one.thread_id].append(one.channel)
        words[one.thread_id] = one.text
    return tuple(_line(row, addresses[row.pk], ways[row.pk], words.get(row.pk, "")) for row in found)


def _line(row: Thread, addresses: list[int], channels: list[str], words: str) -> ThreadLine:
    return ThreadLine(
        row.token, row.region, row.person_id, row.state, row.situation, row.danger, row.staff_id, row.staff_name,
        row.asked_at, row.escalated_at, row.review_at, row.opened_at, row.last_at, row.closed_at, tuple(addresses),
        tuple(channels), words[:200],
    )  # fmt: skip


@dataclass(frozen=True)
class Relived:
    """One thread lived again: the stack, and everything the bot says in it, (words, buttons, the line beneath)."""

    stack: shapes.Stack
    said: tuple[tuple[str, tuple[tuple[tuple[str, str], ...], ...], str], ...]


def replay(*, region: str, token: str) -> shapes.Stack:
    """The stack that the kept turns give, by the rules of their days: it equals the kept one."""
    return relive(region=region, token=token).stack


def relive(*, region: str, token: str) -> Relived:
    """The kept turns once more, by the rules of their days and what each of them saw: stack and words equal the kept.

    Raises ThreadMissing.
    """
    row = Thread.objects.in_region(region).filter(token=token[:32]).first()
    if row is None:
        raise ThreadMissing(token[:6])
    stack, language, situation = shapes.Stack(), FIRST, ""
    said = []
    for kept in _kept_of(row):
        heard = shapes.Heard.unpacked(kept)
        language = language_after(language, heard)
        world = worlds.world_of(row, heard.at, level=heard.level, language=language, situation=situation)
        if "seen" in kept:
            world = seeing.with_seen(world, kept["seen"])
        turned = turn(world, stack, heard)
        stack, situation = turned.stack, turned.stack.situation or situation
        for message in taking.messages_of(turned, kept.get("first", ""), kept.get("more", ())):
            words = kept.get("reworded") or message.text
            said.append((words, _plain_rows(message), turned.foot[:MOST_FOOT]))
    return Relived(stack, tuple(said))


def _plain_rows(message: shapes.Message) -> tuple[tuple[tuple[str, str], ...], ...]:
    return tuple(tuple((button.text, button.data) for button in row) for row in message.buttons)


def heard_of(row: Thread) -> list[shapes.Heard]:
    """The turns of a thread, the first first."""
    return [shapes.Heard.unpacked(one) for one in _kept_of(row)]


def _kept_of(row: Thread) -> list[dict[str, Any]]:
    kept = Said.objects.in_region(row.region).filter(thread=row, heard__isnull=False).order_by("number")
    found: list[Any] = list(kept.values_list("heard", flat=True))
    return found
