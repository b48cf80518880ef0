"""MAX: the bot API of the national messenger, by webhook.

Its updates carry no number of their own, so one is made of what they are about; its subscriptions end by themselves
after eight hours without an answer (see `watch`). Nothing tells a repeated message from a new one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from ryadom.channels.configuration import Bot
from ryadom.channels.errors import BadUpdate, NotSent, Permanent, Temporary
from ryadom.channels.shapes import Attached, Button, Channel, Sort, Update

from . import reading
from .calling import Answer, call, download
from .ports import Sending

BASE = "https://platform-api2.max.ru"
SECRET_HEADER = "X-Max-Bot-Api-Secret"  # noqa: S105 (the name of a header)
UPDATES = ["message_created", "message_callback", "message_edited", "message_removed", "bot_started", "bot_stopped"]
_SORTS = {"sticker": Sort.STICKER, "audio": Sort.VOICE, "location": Sort.PLACE, "contact": Sort.CONTACT}
_FILES = ("image", "video", "audio", "file")
_LABEL = 64


def send(bot: Bot, sending: Sending) -> str:
    """The id of the message. Raises NotSent."""
    body: dict[str, Any] = {"text": sending.text, "notify": True}
    if sending.buttons:
        rows = [[_button(one) for one in row] for row in sending.buttons]
        body["attachments"] = [{"type": "inline_keyboard", "payload": {"buttons": rows}}]
    answer = request(bot, "POST", "/messages", params={"chat_id": sending.chat}, json=body)
    return str(reading.part(answer.body, "message", "body", "mid") or "")


def _button(button: Button) -> dict[str, str]:
    return {"type": "callback", "text": button.text[:_LABEL], "payload": button.data}


def acknowledge(bot: Bot, callback: str) -> None:
    """Tells the person's screen that the button was pressed; without it a little clock turns there."""
    request(bot, "POST", "/answers", params={"callback_id": callback}, json={"notification": "✓"})


def fetch(bot: Bot, attached: Attached, most: int) -> bytes:
    """The bytes of a file; its handle is its address. Raises NotSent."""
    return download(attached.handle, most, base_url=bot.base_url, certificates=bot.certificates)


def request(bot: Bot, method: str, path: str, **about: Any) -> Answer:
    """One call. Raises NotSent, sorted by what follows from it."""
    answer = call(
        method, f"{(bot.base_url or BASE).rstrip('/')}{path}", certificates=bot.certificates,
        headers={"Authorization": bot.token.get_secret_value()}, **about,
    )  # fmt: skip
    if answer.status < 300:
        return answer
    raise _fault(answer)


def _fault(answer: Answer) -> NotSent:
    match answer.status:
        case 429:
            return Temporary("429", after=answer.after or 1.0)
        case 401:
            return Temporary("token")  # somebody will put a new one in; the message waits
        case 403 | 404:
            return Permanent(str(answer.status), blocked=True)
        case status if status >= 500:
            # It may have been taken before it failed.
            return Temporary(str(status), doubtful=True)
        case status:
            return Permanent(str(status))


def parse(bot: Bot, body: dict[str, Any], at: datetime) -> tuple[Update, ...]:
    """One update; none of a kind that we do not read, or from a group. Raises BadUpdate."""
    kind = body.get("update_type")
    said_at = reading.moment(body.get("timestamp"), at, 0.001)
    match kind:
        case "message_created" | "message_edited":
            return tuple(_message(bot, body, kind == "message_edited", said_at))
        case "message_callback":
            chat = reading.part(body, "message", "recipient", "chat_id")
            sender = reading.needed(body, "callback", "user", "user_id")
            return (
                Update(
                    Channel.MAX, bot.name, f"callback:{reading.needed(body, 'callback', 'callback_id')}",
                    str(chat or sender), sender, Sort.BUTTON, said_at, button=reading.text(body, "callback", "payload"),
                    refers=str(reading.part(body, "message", "body", "mid") or ""),
                ),
            )  # fmt: skip
        case "message_removed":
            mid = reading.needed(body, "message_id")
            chat = reading.needed(body, "chat_id")
            sender = str(body.get("user_id") or chat)
            return (
                Update(Channel.MAX, bot.name, f"removed:{mid}", chat, sender, Sort.DELETED, said_at, refers=mid),
            )  # fmt: skip
        case "bot_started" | "bot_stopped":
            chat, sender = reading.needed(body, "chat_id"), reading.needed(body, "user", "user_id")
            sort = Sort.STARTED if kind == "bot_started" else Sort.BLOCKED
            number = f"{kind}:{chat}:{body.get('timestamp')}"
            return (Update(Channel.MAX, bot.name, number, chat, sender, sort, said_at, reading.text(body, "payload")),)
        case str():
            return ()
        case _:
            raise BadUpdate("update_type is missing")


def _message(bot: Bot, body: dict[str, Any], edited: bool, said_at: datetime) -> Iterator[Update]:
    message = body.get("message")
    if reading.part(message, "recipient", "chat_type") != "dialog" or reading.part(message, "sender", "is_bot"):
        return
    chat = reading.needed(message, "recipient", "chat_id")
    sender = reading.needed(message, "sender", "user_id")
    forwarded = reading.part(message, "link", "type") == "forward"
    said = reading.part(message, "link", "message") if forwarded else reading.part(message, "body")
    mid = str(reading.part(message, "body", "mid") or reading.part(said, "mid") or "")
    if not mid:
        raise BadUpdate("mid is missing")
    attached = list(reading.objects(reading.part(said, "attachments")))
    number = f"edited:{mid}:{body.get('timestamp')}" if edited else f"message:{mid}"
    text = "\n".join(filter(None, (reading.text(message, "body", "text"), forwarded and reading.text(said, "text"))))
    yield Update(
        Channel.MAX, bot.name, number, chat, sender, Sort.EDITED if edited else _sort(attached), said_at, text,
        files=tuple(_files(attached)), message_id=mid, refers=mid if edited else "", forwarded=forwarded,
    )  # fmt: skip


def _sort(attached: list[dict[str, Any]]) -> Sort:
    kinds = [one.get("type") for one in attached]
    named = next((_SORTS[kind] for kind in kinds if kind in _SORTS), None)
    return named or (Sort.FILE if any(kind in _FILES for kind in kinds) else Sort.TEXT)


def _files(attached: list[dict[str, Any]]) -> Iterator[Attached]:
    for one in attached:
        if one.get("type") in _FILES:
            handle = reading.part(one, "payload", "url") or reading.part(one, "payload", "token")
            if isinstance(handle, str):
                yield Attached(handle, reading.text(one, "filename"), str(one["type"]), reading.size(one.get("size")))
