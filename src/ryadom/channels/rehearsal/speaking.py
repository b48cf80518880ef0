"""What the messengers send to a bot when a person does something, in each one's own words."""

from __future__ import annotations

import json
from typing import Any

from ryadom.channels.rehearsal.sending import address
from ryadom.channels.rehearsal.town import File, House, Line
from ryadom.channels.shapes import Channel

_PICTURE = "https://files.example/picture.jpg"  # of a sticker: nobody fetches it


def _telegram(house: House, line: Line, chat: str, text: str, about: dict[str, Any]) -> dict[str, Any]:
    person = {"id": int(chat), "is_bot": False, "first_name": "Житель", "language_code": "ru"}
    room = {"id": int(chat), "type": "private", "first_name": "Житель"}
    seconds = int(line.at.timestamp())
    message: dict[str, Any] = {"message_id": line.number, "date": seconds, "chat": room, "from": person}
    kind = about.get("kind", "")
    if "press" in about:
        asked = {**message, "message_id": about.get("of", 1), "text": "…", "from": telegram_me(house)}
        pressed = {"id": f"press-{line.number}", "from": person, "message": asked, "chat_instance": "1"}
        return {"update_id": line.number, "callback_query": {**pressed, "data": about["press"]}}
    if kind in ("block", "unblock"):
        old, new = ("member", "kicked") if kind == "block" else ("kicked", "member")
        bot = telegram_me(house)
        statuses = {
            "old_chat_member": {"user": bot, "status": old, **({"until_date": 0} if old == "kicked" else {})},
            "new_chat_member": {"user": bot, "status": new, **({"until_date": 0} if new == "kicked" else {})},
        }
        return {"update_id": line.number, "my_chat_member": {"chat": room, "from": person, "date": seconds, **statuses}}
    sent = _sent(house, line)
    size = {"file_size": len(sent.data)} if sent.data else {}
    file = {"file_id": f"file-{line.number}", "file_unique_id": f"u{line.number}", **size}
    match kind:
        case "start":
            text = "/start"
        case "sticker":
            message["sticker"] = {
                **file, "type": "regular", "width": 9, "height": 9, "is_animated": False, "is_video": False
            }  # fmt: skip
        case "photo":
            message["photo"] = [{**file, "width": 90, "height": 90}, {**file, "width": 900, "height": 900}]
        case "voice":
            message["voice"] = {**file, "duration": 3}
        case "document":
            message["document"] = {**file, "file_name": sent.name, "mime_type": sent.media}
        case "forward":
            message["forward_origin"] = {"type": "hidden_user", "sender_user_name": "Кто-то", "date": seconds}
    if text:
        message["caption" if kind in ("photo", "document") else "text"] = text
    if "edits" in about:
        return {
            "update_id": line.number,
            "edited_message": {**message, "message_id": about["edits"], "edit_date": seconds},
        }
    return {"update_id": line.number, "message": message}


def _sent(house: House, line: Line) -> File:
    return house.files.get(str(line.number), File("", "", b""))


def telegram_me(house: House) -> dict[str, Any]:
    """The bot as a user."""
    return {"id": 1, "is_bot": True, "first_name": "Рядом", "username": "ryadom_rehearsal_bot"}


def _vk(house: House, line: Line, chat: str, text: str, about: dict[str, Any]) -> dict[str, Any]:
    group = int(house.bot.group)
    outer = {"group_id": group, "event_id": f"event-{line.number}", "v": "5.199",
             "secret": house.bot.secret.get_secret_value()}  # fmt: skip
    kind = about.get("kind", "")
    if kind in ("block", "unblock", "start"):
        named = "message_deny" if kind == "block" else "message_allow"
        return {**outer, "type": named, "object": {"user_id": int(chat), "key": ""}}
    if kind == "read":
        told = {"from_id": int(chat), "peer_id": int(chat), "read_message_id": int(about["of"]),
                "conversation_message_id": int(about["of"])}  # fmt: skip
        return {**outer, "type": "message_read", "object": told}
    sent, where = _sent(house, line), address(house, line.number)
    message: dict[str, Any] = {
        "id": line.number, "date": int(line.at.timestamp()), "peer_id": int(chat), "from_id": int(chat), "text": text,
        "conversation_message_id": line.number, "out": 0, "version": 10001, "attachments": [], "fwd_messages": [],
        "important": False, "is_hidden": False, "random_id": 0,
    }  # fmt: skip
    if "press" in about:
        message["payload"] = json.dumps({"button": about["press"]})
    attachments: dict[str, dict[str, Any]] = {
        "sticker": {"sticker": {
            "inner_type": "base_sticker_new", "sticker_id": 1, "product_id": 1, "images": [],
            "images_with_background": [],
        }},
        "photo": {"photo": {"id": 1, "owner_id": int(chat), "album_id": -3, "date": 1, "sizes": [
            {"type": "x", "url": where, "width": 600, "height": 400}]}},
        "document": {"doc": {"id": 1, "owner_id": int(chat), "title": sent.name, "size": len(sent.data), "ext": "pdf",
            "date": 1, "type": 1, "url": where}},
        "voice": {"audio_message": {"id": 1, "owner_id": int(chat), "duration": 3, "waveform": [],
            "link_ogg": where, "link_mp3": where}},
    }  # fmt: skip
    if kind in attachments:
        message["attachments"] = [{"type": next(iter(attachments[kind])), **attachments[kind]}]
    if kind == "forward":
        message["text"] = ""
        message["fwd_messages"] = [{"date": 1, "from_id": 7, "peer_id": 7, "text": text, "conversation_message_id": 3,
                                    "attachments": [], "fwd_messages": []}]  # fmt: skip
    if "edits" in about:
        return {**outer, "type": "message_edit", "object": {**message, "conversation_message_id": about["edits"]}}
    known = {"button_actions": ["text"], "keyboard": True, "inline_keyboard": True, "carousel": False, "lang_id": 0}
    return {**outer, "type": "message_new", "object": {"message": message, "client_info": known}}


def max_user(number: int, name: str, bot: bool) -> dict[str, Any]:
    """A user of MAX."""
    return {"user_id": number, "first_name": name, "last_name": None, "username": None, "is_bot": bot,
            "last_activity_time": 1_700_000_000_000}  # fmt: skip


def max_message(line: Line, chat: str, sender: dict[str, Any]) -> dict[str, Any]:
    """A message of MAX with its body."""
    return {
        "sender": sender, "recipient": {"chat_id": int(chat), "chat_type": "dialog", "user_id": 1},
        "timestamp": int(line.at.timestamp() * 1000),
        "body": {"mid": f"mid.{line.number}", "seq": line.number, "text": line.text, "attachments": []},
    }  # fmt: skip


def _max(house: House, line: Line, chat: str, text: str, about: dict[str, Any]) -> dict[str, Any]:
    person = max_user(int(chat) + 1000, "Житель", False)
    moment = int(line.at.timestamp() * 1000)
    kind = about.get("kind", "")
    if kind in ("block", "start", "unblock"):
        named = "bot_stopped" if kind == "block" else "bot_started"
        return {"update_type": named, "timestamp": moment, "chat_id": int(chat), "user": person, "user_locale": "ru"}
    message = max_message(line, chat, person)
    message["body"]["text"] = text or None
    if "press" in about:
        asked = {**message, "sender": max_user(1, "Рядом", True)}
        asked["body"] = {**message["body"], "mid": f"mid.{about.get('of', 1)}"}
        callback = {"timestamp": moment, "callback_id": f"cb{line.number}", "payload": about["press"], "user": person}
        return {"update_type": "message_callback", "timestamp": moment, "callback": callback, "message": asked}
    if kind == "delete":
        return {"update_type": "message_removed", "timestamp": moment, "message_id": f"mid.{about['of']}",
                "chat_id": int(chat), "user_id": person["user_id"]}  # fmt: skip
    sent, where = _sent(house, line), address(house, line.number)
    attachments = {
        "sticker": {"type": "sticker", "payload": {"url": _PICTURE, "code": "s"}, "width": 9, "height": 9},
        "photo": {"type": "image", "payload": {"photo_id": 1, "token": "t", "url": where}},
        "voice": {"type": "audio", "payload": {"url": where, "token": "t"}},
        "document": {
            "type": "file",
            "payload": {"url": where, "token": "t"},
            "filename": sent.name,
            "size": len(sent.data),
        },
    }
    if kind in attachments:
        message["body"]["attachments"] = [attachments[kind]]
    if kind == "forward":
        inner = {"mid": "mid.0", "seq": 1, "text": text, "attachments": []}
        message["link"] = {"type": "forward", "sender": person, "chat_id": 5, "message": inner}
        message["body"]["text"] = None
    if "edits" in about:
        message["body"]["mid"] = f"mid.{about['edits']}"
        return {"update_type": "message_edited", "timestamp": moment, "message": message}
    return {"update_type": "message_created", "timestamp": moment, "message": message, "user_locale": "ru"}


SPEAKERS = {Channel.TELEGRAM: _telegram, Channel.VK: _vk, Channel.MAX: _max}
