"""Telegram: the Bot API by webhook. Off unless a region's body is free to use it: see `configuration`.

Nothing tells a repeated message from a new one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote

from ryadom.channels.configuration import Bot
from ryadom.channels.errors import BadUpdate, NotSent, Permanent, Temporary
from ryadom.channels.shapes import Attached, Channel, Sort, Update

from . import reading
from .calling import Answer, call, download, seconds
from .ports import Sending

BASE = "https://api.telegram.org"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (the name of a header)
UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
_FILES = ("document", "video", "audio", "voice", "video_note", "animation")
_VOICE = ("voice", "audio", "video_note")


def send(bot: Bot, sending: Sending) -> str:
    """The id of the message. Raises NotSent."""
    body: dict[str, Any] = {"chat_id": sending.chat, "text": sending.text}
    if sending.buttons:
        rows = [[{"text": one.text, "callback_data": one.data} for one in row] for row in sending.buttons]
        body["reply_markup"] = {"inline_keyboard": rows}
    return str(reading.part(request(bot, "sendMessage", body).body, "result", "message_id") or "")


def fetch(bot: Bot, attached: Attached, most: int) -> bytes:
    """The bytes of a file: asked where it lies first. The Bot API gives files of at most 20 MB. Raises NotSent."""
    found = reading.part(request(bot, "getFile", {"file_id": attached.handle}).body, "result", "file_path")
    if not isinstance(found, str):
        raise Permanent("gone")
    base = (bot.base_url or BASE).rstrip("/")
    return download(f"{base}/file/bot{bot.token.get_secret_value()}/{quote(found)}", most, base_url=base)


def request(bot: Bot, method: str, body: dict[str, Any]) -> Answer:
    """One call. Raises NotSent, sorted by what follows from it."""
    base = (bot.base_url or BASE).rstrip("/")
    answer = call("POST", f"{base}/bot{bot.token.get_secret_value()}/{method}", json=body)
    if answer.status == 200 and answer.body.get("ok"):
        return answer
    raise _fault(answer)


def _fault(answer: Answer) -> NotSent:
    match answer.status:
        case 429:
            told = reading.part(answer.body, "parameters", "retry_after")
            return Temporary("429", after=seconds(told) or answer.after or 1.0)
        case 401 | 404:
            return Temporary("token")  # this is how the Bot API answers a token that it does not know
        case 403:
            return Permanent("403", blocked=True)
        case 400 if "chat not found" in str(answer.body.get("description")):
            return Permanent("400", blocked=True)
        case 400:
            return Permanent("400")
        case status:
            return Temporary(str(status), doubtful=True)


def instant_answer(update: Update) -> dict[str, str] | None:
    """What the webhook may reply with at once: that the button was pressed."""
    if update.sort is Sort.BUTTON:
        return {"method": "answerCallbackQuery", "callback_query_id": update.message_id}
    return None


def parse(bot: Bot, body: dict[str, Any], at: datetime) -> tuple[Update, ...]:
    """One update; none of a kind that we do not read, or from a group. Raises BadUpdate."""
    number = reading.needed(body, "update_id")
    if isinstance(message := body.get("message"), dict):
        return tuple(_message(bot, number, message, False, at))
    if isinstance(message := body.get("edited_message"), dict):
        return tuple(_message(bot, number, message, True, at))
    if isinstance(pressed := body.get("callback_query"), dict):
        sender = reading.needed(pressed, "from", "id")
        chat = reading.part(pressed, "message", "chat", "id")
        return (
            Update(
                Channel.TELEGRAM, bot.name, number, str(chat or sender), sender, Sort.BUTTON, at,
                button=reading.text(pressed, "data"), message_id=reading.needed(pressed, "id"),
                refers=str(reading.part(pressed, "message", "message_id") or ""),
            ),
        )  # fmt: skip
    if isinstance(member := body.get("my_chat_member"), dict):
        status = reading.part(member, "new_chat_member", "status")
        sort = Sort.BLOCKED if status in ("kicked", "left") else Sort.STARTED
        chat = reading.needed(member, "chat", "id")
        return (Update(Channel.TELEGRAM, bot.name, number, chat, reading.needed(member, "from", "id"), sort, at),)
    return ()


def _message(bot: Bot, number: str, message: dict[str, Any], edited: bool, at: datetime) -> Iterator[Update]:
    if reading.part(message, "chat", "type") != "private":
        return
    if not isinstance(message.get("message_id"), int):
        raise BadUpdate("message_id is missing")
    text = reading.text(message, "text") or reading.text(message, "caption")
    sort, text = _sort(message, text)
    own = str(message["message_id"])
    yield Update(
        Channel.TELEGRAM, bot.name, number, reading.needed(message, "chat", "id"),
        reading.needed(message, "from", "id"), Sort.EDITED if edited else sort,
        reading.moment(message.get("edit_date") or message.get("date"), at), text, files=tuple(_files(message)),
        message_id=own, refers=own if edited else "",
        forwarded=bool(message.get("forward_origin") or message.get("forward_date")),
    )  # fmt: skip


def _sort(message: dict[str, Any], text: str) -> tuple[Sort, str]:
    if text.startswith("/start"):
        return Sort.STARTED, text.removeprefix("/start").strip()
    if message.get("sticker"):
        return Sort.STICKER, text
    if any(message.get(name) for name in _VOICE):
        return Sort.VOICE, text
    if message.get("photo") or any(message.get(name) for name in _FILES):
        return Sort.FILE, text
    if isinstance(place := message.get("location"), dict):
        return Sort.PLACE, f"{place.get('latitude')},{place.get('longitude')}"
    if message.get("contact"):
        return Sort.CONTACT, reading.text(message, "contact", "phone_number")
    return (Sort.TEXT if text else Sort.OTHER), text


def _files(message: dict[str, Any]) -> Iterator[Attached]:
    photos = list(reading.objects(message.get("photo")))
    found = [(name, message[name]) for name in _FILES if isinstance(message.get(name), dict)]
    for name, one in [*(("photo", photo) for photo in photos[-1:]), *found]:  # the last photo is the largest
        if handle := reading.text(one, "file_id"):
            media = reading.text(one, "mime_type") or ("image/jpeg" if name == "photo" else name)
            yield Attached(handle, reading.text(one, "file_name"), media, reading.size(one.get("file_size")))
