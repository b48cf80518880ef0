"""What the messengers answer a bot that calls them: the calls that a conversation needs, and their refusals."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from ryadom.channels.rehearsal.speaking import max_message, max_user, telegram_me
from ryadom.channels.rehearsal.town import House, Line, Town
from ryadom.channels.shapes import Channel

LONGEST = {Channel.TELEGRAM: 4_096, Channel.VK: 4_096, Channel.MAX: 4_000}


@dataclass(frozen=True)
class Asked:
    """A call: `path` within the messenger, `told` from the query, the form or the JSON body."""

    method: str
    path: str
    told: dict[str, Any]
    token: str = ""


@dataclass(frozen=True)
class Reply:
    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)


def answer(town: Town, channel: Channel, asked: Asked) -> Reply:
    """The reply of a messenger, with the faults that are switched on."""
    with town.lock:
        house = town.houses[channel]
        house.calls += 1
        if house.faults.too_many > 0:
            house.faults.too_many -= 1
            return _too_many(channel, house.faults.retry_after)
        reply = ANSWERERS[channel](town, house, asked)
        if reply.status == 200 and house.faults.broken_after_accept > 0 and _says(asked):
            house.faults.broken_after_accept -= 1
            return Reply(500, {"code": "internal.error", "message": "after it was accepted"})
        return reply


def _says(asked: Asked) -> bool:
    return asked.path.rpartition("/")[2] in ("sendMessage", "messages.send") or (
        asked.method == "POST" and asked.path == "/messages"
    )


def _too_many(channel: Channel, after: float) -> Reply:
    if channel is Channel.TELEGRAM:
        told = {"ok": False, "error_code": 429, "description": f"Too Many Requests: retry after {after:g}",
                "parameters": {"retry_after": int(after)}}  # fmt: skip
        return Reply(429, told)
    if channel is Channel.VK:
        told = {"error": {"error_code": 6, "error_msg": "Too many requests per second", "request_params": []}}
        return Reply(200, told, {"Retry-After": f"{after:g}"})
    return Reply(429, {"code": "too.many.requests", "message": "slow down"}, {"Retry-After": f"{after:g}"})


def _loaded(told: Any) -> Any:
    """Libraries send parts of a form as JSON texts."""
    try:
        return json.loads(told) if isinstance(told, str) else told
    except ValueError:
        return None


def _telegram(town: Town, house: House, asked: Asked) -> Reply:
    _slash, token, method = asked.path.split("/", 2)
    if token != f"bot{house.token}":
        return Reply(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
    told = asked.told
    chat = str(told.get("chat_id", ""))
    match method:
        case "getMe":
            return _ok(telegram_me(house))
        case "sendMessage":
            if chat in house.faults.blocked:
                return _no(403, "Forbidden: bot was blocked by the user")
            if not 0 < len(str(told.get("text", ""))) <= LONGEST[Channel.TELEGRAM]:
                return _no(400, "Bad Request: message is too long")
            keyboard = (_loaded(told.get("reply_markup")) or {}).get("inline_keyboard", [])
            buttons = [[(one["text"], one["callback_data"]) for one in row] for row in keyboard]
            return _ok(_telegram_message(house, town.hear(house, chat, told["text"], buttons), chat))
        case "editMessageText":
            line = town.edit(house, int(told["message_id"]), told["text"], chat)
            return _ok(_telegram_message(house, line, chat)) if line else _no(400, "Bad Request: message not found")
        case "answerCallbackQuery":
            house.acknowledged.append(told["callback_query_id"])
            return _ok(True)
        case "setWebhook":
            house.hook, house.hook_secret = str(told.get("url", "")), str(told.get("secret_token", ""))
            return _ok(True)
        case "deleteWebhook":
            house.hook = ""
            return _ok(True)
        case "getWebhookInfo":
            pending = len(house.waiting)
            return _ok({"url": house.hook, "has_custom_certificate": False, "pending_update_count": pending})
        case "getUpdates":
            first = int(told.get("offset") or 0)
            house.waiting = [one for one in house.waiting if one.body["update_id"] >= first]
            return _ok([one.body for one in house.waiting[: int(told.get("limit") or 100)]])
        case "getFile":
            return _ok({"file_id": told["file_id"], "file_unique_id": "u", "file_path": f"files/{told['file_id']}"})
        case _:
            return _no(404, "Not Found")


def _ok(result: Any) -> Reply:
    return Reply(200, {"ok": True, "result": result})


def _no(status: int, why: str) -> Reply:
    return Reply(status, {"ok": False, "error_code": status, "description": why})


def _telegram_message(house: House, line: Line, chat: str) -> dict[str, Any]:
    rows = [[{"text": text, "callback_data": data} for text, data in row] for row in line.buttons]
    keyboard = {"reply_markup": {"inline_keyboard": rows}} if rows else {}
    return {
        "message_id": line.number, "date": int(line.at.timestamp()), "text": line.text, "from": telegram_me(house),
        "chat": {"id": int(chat), "type": "private", "first_name": "Житель"}, **keyboard,
    }  # fmt: skip


def _vk(town: Town, house: House, asked: Asked) -> Reply:
    told, method = asked.told, asked.path.rpartition("/")[2]
    if told.get("access_token") != house.token:
        return _vk_no(5, "User authorization failed: invalid access_token")
    if method == "messages.send":
        chat = str(told.get("peer_id") or told.get("user_id") or told.get("peer_ids") or "")
        if not told.get("random_id") and told.get("random_id") != 0:
            return _vk_no(100, "One of the parameters specified was missing or invalid: random_id is undefined")
        if chat in house.faults.blocked:
            return _vk_no(901, "Can't send messages for users without permission")
        if len(told.get("message", "")) > LONGEST[Channel.VK]:
            return _vk_no(914, "Message is too long")
        keyboard = (_loaded(told.get("keyboard")) or {}).get("buttons", [])
        buttons = [[_vk_button(one["action"]) for one in row] for row in keyboard]
        once = str(told["random_id"]) if str(told["random_id"]) != "0" else ""
        line = town.hear(house, chat, told.get("message", ""), buttons, once)
        if told.get("peer_ids"):
            one = {"peer_id": int(chat), "message_id": line.number, "conversation_message_id": line.number}
            return Reply(200, {"response": [one]})
        return Reply(200, {"response": line.number})
    if method == "messages.edit":
        number = int(told.get("message_id") or told.get("conversation_message_id") or 0)
        edited = town.edit(house, number, told["message"], str(told["peer_id"]))
        return Reply(200, {"response": 1}) if edited else _vk_no(100, "message not found")
    if method == "groups.getCallbackConfirmationCode":
        return Reply(200, {"response": {"code": house.bot.confirmation.get_secret_value()}})
    return _vk_no(3, "Unknown method passed")


def _vk_button(action: dict[str, Any]) -> tuple[str, str]:
    return action["label"], str((_loaded(action.get("payload")) or {}).get("button", ""))


def _vk_no(code: int, why: str) -> Reply:
    return Reply(200, {"error": {"error_code": code, "error_msg": why, "request_params": []}})


def _max(town: Town, house: House, asked: Asked) -> Reply:
    if asked.token != house.token:
        return Reply(401, {"code": "verify.token", "message": "Invalid access_token"})
    told, bot = asked.told, max_user(1, "Рядом", True)
    match asked.method, asked.path:
        case "GET", "/me":
            return Reply(200, bot)
        case "POST", "/messages":
            return _max_said(town, house, told, bot)
        case "PUT", "/messages":
            line = town.edit(house, int(str(told.get("message_id")).removeprefix("mid.")), told.get("text") or "")
            return Reply(200, {"success": bool(line)}) if line else Reply(404, {"code": "not.found", "message": "no"})
        case "POST", "/answers":
            house.acknowledged.append(told["callback_id"])
            return Reply(200, {"success": True})
        case "GET", "/subscriptions":
            known = {"url": house.hook, "time": 1_700_000_000_000, "update_types": None, "version": "1.0"}
            return Reply(200, {"subscriptions": [known] if house.hook else []})
        case "POST", "/subscriptions":
            house.hook, house.hook_secret = told["url"], told.get("secret", "")
            return Reply(200, {"success": True})
        case "DELETE", "/subscriptions":
            house.hook = "" if told.get("url") == house.hook else house.hook
            return Reply(200, {"success": True})
        case "GET", "/updates":
            return _max_updates(house, told)
        case _:
            return Reply(404, {"code": "not.found", "message": "Unknown path"})


def _max_said(town: Town, house: House, told: dict[str, Any], bot: dict[str, Any]) -> Reply:
    chat = str(told.get("chat_id") or told.get("user_id") or "")
    if chat in house.faults.blocked:
        return Reply(403, {"code": "chat.denied", "message": "dialog is suspended"})
    if len(told.get("text") or "") > LONGEST[Channel.MAX]:
        return Reply(400, {"code": "proto.payload", "message": "text: size must be between 0 and 4000"})
    if not told.get("text") and not told.get("attachments"):
        return Reply(400, {"code": "proto.payload", "message": "text: must not be empty without attachments"})
    keyboards = [one for one in told.get("attachments") or [] if one.get("type") == "inline_keyboard"]
    rows = [row for one in keyboards for row in one["payload"]["buttons"]]
    if len(rows) > 30 or any(len(row) > 7 for row in rows):
        return Reply(400, {"code": "proto.payload", "message": "buttons: too many"})
    buttons = [[(one["text"], one.get("payload") or "") for one in row] for row in rows]
    line = town.hear(house, chat, told.get("text") or "", buttons)
    message = max_message(line, chat, bot)
    if rows:
        payload = {"buttons": rows, "callback_id": f"k{line.number}"}
        message["body"]["attachments"] = [{"type": "inline_keyboard", "payload": payload}]
    return Reply(200, {"message": message})


def _max_updates(house: House, told: dict[str, Any]) -> Reply:
    """What no webhook took; a marker lets go of what was read before it."""
    if house.hook:
        return Reply(400, {"code": "subscriptions", "message": "a webhook is set"})
    marker = int(told.get("marker") or 0)
    house.waiting = [one for one in house.waiting if one.number >= marker]
    given = house.waiting[: int(told.get("limit") or 100)]
    after = given[-1].number + 1 if given else (marker or None)
    return Reply(200, {"updates": [one.body for one in given], "marker": after})


ANSWERERS = {Channel.TELEGRAM: _telegram, Channel.VK: _vk, Channel.MAX: _max}
