"""VK: messages of a community by the Callback API. `random_id` tells a repeated message from a new one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from ryadom.channels.configuration import Bot
from ryadom.channels.errors import BadUpdate, NotSent, Permanent, Temporary
from ryadom.channels.shapes import Attached, Button, Channel, Receipt, Sort, Update

from . import reading
from .calling import Answer, call, download
from .ports import Sending

BASE = "https://api.vk.ru/method"
VERSION = "5.199"
_LABEL = 40
_DEEPEST = 5  # forwards within forwards
_VOICE = ("audio_message", "audio")
_FILES = ("photo", "doc", "video")
_HANDLES = {"audio_message": "link_ogg", "audio": "url", "doc": "url"}
_TOO_FAST, _FLOOD, _TOKEN, _BROKEN, _CAPTCHA = 6, 9, 5, 10, 14
_SHUT_OUT = (900, 901, 902)


def send(bot: Bot, sending: Sending) -> str:
    """The id of the message. Raises NotSent."""
    # A 32-bit number that is the same on every try: the second one is not shown again.
    about = {"peer_id": sending.chat, "message": sending.text, "random_id": str(sending.number % 2**31)}
    if sending.buttons:
        rows = [[_button(one) for one in row] for row in sending.buttons]
        about["keyboard"] = json.dumps({"inline": True, "buttons": rows}, ensure_ascii=False)
    return str(request(bot, "messages.send", about).body.get("response") or "")


def _button(button: Button) -> dict[str, Any]:
    label = button.text if len(button.text) <= _LABEL else button.text[: _LABEL - 1] + "…"
    return {"action": {"type": "text", "label": label, "payload": json.dumps({"button": button.data})}}


def fetch(bot: Bot, attached: Attached, most: int) -> bytes:
    """The bytes of a file; its handle is its address. Raises NotSent."""
    return download(attached.handle, most, base_url=bot.base_url)


def request(bot: Bot, method: str, about: dict[str, str]) -> Answer:
    """One call. Raises NotSent, sorted by what follows from it."""
    base = (bot.base_url or BASE).rstrip("/")
    answer = call(
        "POST", f"{base}/{method}", data={**about, "access_token": bot.token.get_secret_value(), "v": VERSION}
    )  # fmt: skip
    if answer.status == 200 and "response" in answer.body:
        return answer
    raise _fault(answer)


def _fault(answer: Answer) -> NotSent:
    if answer.status == 429:
        return Temporary("429", after=answer.after or 1.0)
    code = reading.part(answer.body, "error", "error_code")
    match code:
        case int() if code == _TOO_FAST:
            return Temporary("6", after=answer.after or 1.0)
        case int() if code == _FLOOD:
            return Temporary("9", after=60.0)
        case int() if code == _TOKEN:
            return Temporary("token")
        case int() if code in (_BROKEN, _CAPTCHA, 1):
            return Temporary(str(code), doubtful=True)
        case int() if code in _SHUT_OUT:
            return Permanent(str(code), blocked=True)
        case int():
            return Permanent(str(code))
        case _:
            return Temporary(str(answer.status), doubtful=True)


def confirmation_code(bot: Bot) -> str:
    """What the community must answer when VK asks who stands at our address. Raises NotSent."""
    answer = request(bot, "groups.getCallbackConfirmationCode", {"group_id": bot.group})
    return str(reading.part(answer.body, "response", "code") or "")


def receipt(bot: Bot, body: dict[str, Any]) -> Receipt | None:
    """«message_read»: the person has opened our messages up to this one. None for everything else. Raises BadUpdate."""
    told = body.get("object")
    if body.get("type") != "message_read":
        return None
    number, chat = reading.needed(told, "read_message_id"), reading.needed(told, "peer_id")
    if not number.isdigit():
        raise BadUpdate("read_message_id is no number")
    return Receipt(Channel.VK, bot.name, "read", number, chat, up_to=True)


def parse(bot: Bot, body: dict[str, Any], at: datetime) -> tuple[Update, ...]:
    """One update; none of a kind that we do not read, or from a chat of many. Raises BadUpdate."""
    kind, told = body.get("type"), body.get("object")
    if not isinstance(kind, str):
        raise BadUpdate("type is missing")
    if kind in ("message_allow", "message_deny"):
        user = reading.needed(told, "user_id")
        sort = Sort.STARTED if kind == "message_allow" else Sort.BLOCKED
        return (Update(Channel.VK, bot.name, reading.needed(body, "event_id"), user, user, sort, at),)
    if kind not in ("message_new", "message_edit"):
        return ()
    message = reading.part(told, "message") if kind == "message_new" else told
    return tuple(_message(bot, reading.needed(body, "event_id"), message, kind == "message_edit", at))


def _message(bot: Bot, number: str, message: Any, edited: bool, at: datetime) -> Iterator[Update]:
    peer, sender = reading.needed(message, "peer_id"), reading.needed(message, "from_id")
    if peer != sender:
        return  # a chat of many, or the community itself
    forwards = list(_forwarded(message, _DEEPEST))
    attached = [file for one in (message, *forwards) for file in reading.objects(one.get("attachments"))]
    text = "\n".join(filter(None, (reading.text(message, "text"), *(reading.text(one, "text") for one in forwards))))
    button = _pressed(message)
    sort = Sort.EDITED if edited else Sort.BUTTON if button else _sort(message, attached, text)
    if sort is Sort.PLACE:
        place = reading.part(message, "geo", "coordinates")
        text = f"{reading.part(place, 'latitude')},{reading.part(place, 'longitude')}"
    own = str(message.get("conversation_message_id") or message.get("id") or "")
    yield Update(
        Channel.VK, bot.name, number, peer, sender, sort, reading.moment(message.get("date"), at), text, button=button,
        files=tuple(_files(attached)), message_id=own, refers=own if edited else "", forwarded=bool(forwards),
    )  # fmt: skip


def _forwarded(message: dict[str, Any], deep: int) -> Iterator[dict[str, Any]]:
    """What was forwarded, and what those had forwarded, in reading order."""
    for one in reading.objects(message.get("fwd_messages")) if deep else ():
        yield one
        yield from _forwarded(one, deep - 1)


def _pressed(message: dict[str, Any]) -> str:
    try:
        payload = json.loads(reading.text(message, "payload") or "{}")
    except ValueError:
        return ""
    return reading.text(payload, "button")


def _sort(message: dict[str, Any], attached: list[dict[str, Any]], text: str) -> Sort:
    kinds = {one.get("type") for one in attached}
    if "sticker" in kinds:
        return Sort.STICKER
    if kinds & set(_VOICE):
        return Sort.VOICE
    if kinds & set(_FILES):
        return Sort.FILE
    if message.get("geo"):
        return Sort.PLACE
    return Sort.TEXT if text else Sort.OTHER


def _files(attached: list[dict[str, Any]]) -> Iterator[Attached]:
    for one in attached:
        kind = one.get("type")
        inner = reading.part(one, str(kind))
        if kind == "photo":
            sizes = sorted(reading.objects(reading.part(inner, "sizes")), key=lambda size: size.get("width") or 0)
            handle, media = (reading.text(sizes[-1], "url") if sizes else ""), "image/jpeg"
        elif kind in _HANDLES:
            handle, media = reading.text(inner, _HANDLES[kind]), str(kind)
        else:
            continue
        if handle:
            yield Attached(handle, reading.text(inner, "title"), media, reading.size(reading.part(inner, "size")))
