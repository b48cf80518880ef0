"""Chats of the rehearsal as pages: to write as a person would, press buttons, and see what the bot says."""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import quote, unquote

from django.utils.translation import gettext as _

from ryadom.channels.models import ChannelName
from ryadom.channels.rehearsal.town import House, Line, Town

_STYLE = """
body{font:18px/1.45 system-ui,sans-serif;max-width:40rem;margin:0 auto;padding:1rem;background:#eef3f3;color:#0b2a2f}
ol{list-style:none;padding:0}li{margin:.5rem 0;padding:.6rem .9rem;border-radius:1rem;background:#fff;max-width:85%;
white-space:pre-wrap;overflow-wrap:anywhere}li.me{background:#cfe8dd;margin-left:auto;width:fit-content}
small{color:#49646a}form{display:inline}button,input[type=text]{font:inherit;padding:.5rem .8rem;border-radius:.5rem;
border:1px solid #49646a;background:#fff;margin:.2rem .2rem 0 0}.write{display:flex;gap:.5rem}.write input{flex:1}
"""
_DOINGS = ("sticker", "photo", "document", "voice", "forward", "block", "start")


def show(town: Town, path: str) -> str | None:
    """The page at a path; None where there is none."""
    if path == "/":
        return _page(_("Репетиция"), _chats(town))
    house, chat = _place(town, path)
    return _page(f"{ChannelName(house.channel).label}, {chat}", _chat(town, house, chat)) if house else None


def act(town: Town, path: str, told: dict[str, Any]) -> None:
    """A person did something in a chat."""
    house, chat = _place(town, path)
    if house is None:
        return
    if told.get("press"):
        town.say(house.channel, chat, press=told["press"], of=int(told.get("of") or 1))
    elif told.get("kind") in _DOINGS:
        town.say(house.channel, chat, kind=told["kind"], text=_("чужие слова") if told["kind"] == "forward" else "")
    elif told.get("text"):
        town.say(house.channel, chat, str(told["text"]))


def _place(town: Town, path: str) -> tuple[Any, str]:
    """`/chat/max/17` as the messenger and the chat; chats have numbers."""
    parts = unquote(path).strip("/").split("/")
    if len(parts) != 3 or parts[0] != "chat" or not parts[2].isdigit() or len(parts[2]) > 12:
        return None, ""
    house = next((one for one in town.houses.values() if one.channel == parts[1]), None)
    return house, parts[2]


def _chats(town: Town) -> str:
    with town.lock:
        rows = [(house.channel, chat) for house in town.houses.values() for chat in {"1": 1, **house.chats}]
    links = "".join(
        f'<li><a href="/chat/{channel.value}/{quote(chat)}">'
        f"{escape(ChannelName(channel).label)}, {escape(chat)}</a></li>"
        for channel, chat in rows
    )
    told = escape(_("Здесь никого нет: всё, что вы напишете, останется на этой машине."))
    return f"<p>{told}</p><ol>{links}</ol>"


def _chat(town: Town, house: House, chat: str) -> str:
    with town.lock:
        town.push(house)
        told = house.chats.get(chat, [])
        words = {data: text for line in told for row in line.buttons for text, data in row}
        lines = "".join(_line(line, words) for line in told)
        waits = len(house.waiting)
    names = {
        "sticker": _("стикер"), "photo": _("снимок"), "document": _("документ"), "voice": _("голос"),
        "forward": _("переслать"), "block": _("заблокировать"), "start": _("начать"),
    }  # fmt: skip
    doings = "".join(f'<button name="kind" value="{kind}">{escape(names[kind])}</button>' for kind in _DOINGS)
    unread = f"<p><small>{escape(_('Бот ещё не взял: %(n)s') % {'n': waits})}</small></p>" if waits else ""
    return (
        f'<ol>{lines}</ol>{unread}<form method="post" class="write">'
        f'<input type="text" name="text" autofocus aria-label="{escape(_("Сообщение"))}">'
        f'<button>{escape(_("Написать"))}</button></form><form method="post">{doings}</form>'
        f'<p><a href="">{escape(_("Обновить"))}</a> · <a href="/">{escape(_("Все чаты"))}</a></p>'
    )


def _line(line: Line, words: dict[str, str]) -> str:
    """A line of a chat; of a pressed button its words, as a messenger shows them."""
    buttons = "".join(
        f'<form method="post"><input type="hidden" name="of" value="{line.number}">'
        f'<button name="press" value="{escape(data)}">{escape(text)}</button></form>'
        for row in line.buttons
        for text, data in row
    )
    edited = f" <small>{escape(_('изменено'))}</small>" if line.edited else ""
    whose = "" if line.by_bot else ' class="me"'
    text = line.text if line.by_bot else words.get(line.text, line.text)
    return f"<li{whose}>{escape(text)}{edited}{'<br>' if buttons else ''}{buttons}</li>"


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        f"<body><h1>{escape(title)}</h1>{body}</body></html>"
    )
