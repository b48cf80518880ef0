"""What a channel brought becomes a turn of a thread: once, in order, whatever the channel. The inbox's receiver."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from ryadom.channels import api as channels
from ryadom.channels.api import Inbound, Update
from ryadom.channels.api import Sort as Came
from ryadom.regions.once import asking_once
from ryadom.talk import events
from ryadom.talk.dialogue import shapes
from ryadom.talk.dialogue.shapes import ANONYMOUS, Heard, Sort, State
from ryadom.talk.dialogue.surveying import SURVEY
from ryadom.talk.outside import asking
from ryadom.talk.threads import files, knowing, taking
from ryadom.talk.threads.models import Said, Thread, ThreadAddress, ThreadState, Who

# Eight digits with the dash that the office shows: without it they may be a date of birth.
CODE = re.compile(r"(?:код[: ]*)?\d{4}-\d{4}", re.I)
_SORTS = {
    Came.TEXT: Sort.TEXT, Came.BUTTON: Sort.BUTTON, Came.FILE: Sort.FILE, Came.VOICE: Sort.VOICE,
    Came.STICKER: Sort.STICKER, Came.EDITED: Sort.EDITED, Came.DELETED: Sort.DELETED, Came.STARTED: Sort.STARTED,
    Came.BLOCKED: Sort.BLOCKED,
}  # fmt: skip


@asking_once()
@transaction.atomic(savepoint=False)  # the inbox has set one already, and rolls back to it
def receive(inbound: Inbound, at: datetime) -> None:
    """Take one stored update into the thread of its address or its person. The same one twice is taken once."""
    if Said.objects.in_region(inbound.region).filter(inbound=inbound.id).exists():
        return
    person = UUID(inbound.person) if inbound.person else None
    linked, told = (None, "") if person else _code(inbound, at)
    person = person or linked
    thread = thread_for(inbound, person, at)
    level = knowing.level_of(inbound.region, person) if person else ANONYMOUS
    if person is not None and (thread.person_id is None or _unknown_yet(thread, level)):
        taking.know(thread, person, level, at)
    thread.address = inbound.address
    _mark(inbound, thread, at)
    kept = files.wanted(thread, inbound, at)
    heard = replace(_heard(inbound.update, level, at), kept=kept)
    heard = asking.with_topic(inbound.region, shapes.unpacked(thread.stack), heard, at)
    said: dict[str, Any] = {
        "channel": str(inbound.update.channel), "address": inbound.address, "inbound": inbound.id,
        "message_id": inbound.update.message_id[:200], "text": _words(thread, inbound.update, kept),
    }  # fmt: skip
    if told:
        said["text"], heard = _("Код"), replace(heard, sort=Sort.STARTED, text="")
    taking.take(thread, heard, key=f"in-{inbound.id}", said=said, first=told)
    if heard.files and not kept and thread.state == ThreadState.STAFF:
        files.say_not_kept(thread, inbound.id, at)  # nobody else would: the bot is silent
    _tell_written(thread, inbound, at)


_WORDLESS = frozenset({Came.STARTED, Came.DELETED, Came.BLOCKED})


def _tell_written(thread: Thread, inbound: Inbound, at: datetime) -> None:
    """Rooms above learn that the person wrote; a started, deleted or blocked chat is no word of theirs."""
    if inbound.update.sort in _WORDLESS:
        return
    events.announce(
        events.PersonWrote(
            region=thread.region, at=at, account_id=None, thread=thread.token, person=thread.person_id,
            situation=thread.situation, state=thread.state, channel=str(inbound.update.channel),
        )
    )  # fmt: skip


def _code(inbound: Inbound, at: datetime) -> tuple[UUID | None, str]:
    """«1234-5678» from the office: whose the address is from now on, and what is said of it. A code is never kept."""
    if inbound.update.sort is not Came.TEXT or not CODE.fullmatch(inbound.update.text.strip()):
        return None, ""
    try:
        person = channels.link(region=inbound.region, address=inbound.address, code=inbound.update.text, at=at)
    except channels.CodeRefused as refused:
        return None, str(refused)
    return person, _("Готово: теперь мы знаем, что это вы. Здесь можно спросить о своих заявлениях.")


def _unknown_yet(thread: Thread, level: str) -> bool:
    """Identified since the last turn: what the file knows has not come in yet."""
    stack = shapes.unpacked(thread.stack)
    return level == shapes.IDENTIFIED and stack.level != shapes.IDENTIFIED and not stack.told.get("prefilled")


def thread_for(inbound: Inbound, person: UUID | None, at: datetime) -> Thread:
    """The open thread of the person, else of the address; a new one after an ending. Its row is held."""
    held = ThreadAddress.objects.in_region(inbound.region).filter(address=inbound.address).first()
    mine = _open_of(inbound.region, person) if person else None
    if held is not None and mine is None:
        mine = Thread.objects.in_region(inbound.region).select_for_update().get(pk=held.thread_id)
        if mine.person_id not in (None, person):
            mine = None  # the address is somebody else's now: nothing of the other's thread is shown
    if mine is not None and mine.state == ThreadState.CLOSED and not _answers_survey(mine, inbound.update):
        mine = None
    if mine is None:
        mine = open_thread(inbound.region, person, at)
    _speaks_in(inbound.region, inbound.address, mine, held)
    return mine


def _open_of(region: str, person: UUID) -> Thread | None:
    rows = Thread.objects.in_region(region).select_for_update()
    return rows.filter(person=person).exclude(state=ThreadState.CLOSED).first()


def open_thread(region: str, person: UUID | None, at: datetime, language: str = "ru") -> Thread:
    """A new thread. Of a person whose thread is open already, that one: two at once open one."""
    values: dict[str, Any] = {"opened_at": at, "last_at": at, "language": language}
    if person is None:
        return Thread.objects.in_region(region).create(**values)  # type: ignore[misc]  # of several types
    rows = Thread.objects.in_region(region).exclude(state=ThreadState.CLOSED).select_for_update()
    found, _new = rows.get_or_create(person_id=person, defaults={"region": region, **values})
    return found


def _speaks_in(region: str, address: int, thread: Thread, held: ThreadAddress | None) -> None:
    if held is None:
        ThreadAddress.objects.in_region(region).create(address=address, thread=thread)
    elif held.thread_id != thread.pk:
        ThreadAddress.objects.in_region(region).filter(pk=held.pk).update(thread=thread)


def _answers_survey(thread: Thread, update: Update) -> bool:
    """Whether what came to a closed thread is the answer to its one question."""
    stack = shapes.unpacked(thread.stack)
    if stack.state is not State.CLOSED or stack.top is None or stack.top.kind != SURVEY:
        return False
    asked = {data for _words, data in stack.offered if data.partition(":")[2].startswith("v:")}
    said = update.text.strip()
    words = {text for text, data in stack.offered if data in asked}
    return update.button in asked or said in words or (len(said) == 1 and said in "12345")


def _heard(update: Update, level: str, at: datetime) -> Heard:
    return Heard(
        _SORTS.get(update.sort, Sort.OTHER), at, text=update.text[:LONGEST], button=update.button[:64], level=level,
        forwarded=update.forwarded, files=len(update.files),
    )  # fmt: skip


LONGEST = 20_000


def _words(thread: Thread, update: Update, kept: bool) -> str:
    """What is shown of it to whoever reads the thread."""
    with override(thread.language):
        if update.sort is Came.BUTTON:
            return _pressed(thread, update)
        if update.sort in (Came.EDITED, Came.DELETED):
            return ""  # the message itself shows it
        shown = {
            Came.VOICE: _("Голосовое сообщение"), Came.STICKER: _("Картинка"), Came.PLACE: _("Место на карте"),
            Came.CONTACT: _("Контакт"), Came.BLOCKED: _("Остановил чат: сообщения туда не доходят"),
        }.get(update.sort, "")  # fmt: skip
        names = ", ".join(one.name or _("без имени") for one in update.files)
        named = _("Файл: %(names)s") if kept else _("Файл не сохранён: %(names)s")
    return "\n".join(filter(None, (update.text[:LONGEST], shown, named % {"names": names} if names else "")))


def _pressed(thread: Thread, update: Update) -> str:
    """The words of a pressed button."""
    offered = {data: words for words, data in shapes.unpacked(thread.stack).offered}
    constant = {"person": _("Позвать человека"), "menu": _("Спросить о другом"), "again": _("Ещё раз")}
    return offered.get(update.button) or constant.get(update.button) or update.text or _("Кнопка")


def _mark(inbound: Inbound, thread: Thread, at: datetime) -> None:
    """An edited message has new words, a deleted one has none and no file, for everybody who reads the thread."""
    update = inbound.update
    named = update.refers or update.message_id
    if update.sort not in (Came.EDITED, Came.DELETED) or not named:
        return
    rows = Said.objects.in_region(inbound.region).filter(
        address=inbound.address, message_id=named[:200], who=Who.PERSON, deleted_at=None
    )
    if update.sort is Came.EDITED:
        rows.update(text=update.text[:LONGEST], edited_at=at)
    else:
        files.take_back(thread, [one.paper for one in rows if one.paper], at)
        rows.update(text="", deleted_at=at, paper=None)
