"""What the rehearsal knows: bots, chats, updates on their way, and which faults are switched on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from ssl import SSLContext, create_default_context
from typing import Any

import httpx

from ryadom.channels.configuration import Bot
from ryadom.channels.shapes import Channel

UNSUBSCRIBED_AFTER = timedelta(hours=8)
KEPT = timedelta(hours=24)

Post = Callable[[str, Mapping[str, str], dict[str, Any]], tuple[int, str]]


@dataclass
class Line:
    """One message of a chat as its screen shows it."""

    number: int
    by_bot: bool
    text: str
    at: datetime
    buttons: list[list[tuple[str, str]]] = field(default_factory=list)
    edited: bool = False


@dataclass(frozen=True)
class File:
    """A file that lies at the messenger."""

    name: str
    media: str
    data: bytes


@dataclass
class Faults:
    """What goes wrong: how many of the next calls of a bot, or whether at all. `slow`: seconds before a reply;
    `broken_files`: how many of the next files do not come, `lost_files`: no file is there any more."""

    too_many: int = 0
    retry_after: float = 1.0
    broken_after_accept: int = 0
    slow: float = 0.0
    down: bool = False
    duplicates: bool = False
    reordered: bool = False
    broken_files: int = 0
    lost_files: bool = False
    blocked: set[str] = field(default_factory=set)


@dataclass
class Waiting:
    """An update that our site has not taken yet."""

    number: int
    body: dict[str, Any]
    at: datetime


@dataclass
class House:
    """One messenger of the town with its one bot."""

    channel: Channel
    bot: Bot
    faults: Faults = field(default_factory=Faults)
    chats: dict[str, list[Line]] = field(default_factory=dict)
    waiting: list[Waiting] = field(default_factory=list)
    hook: str = ""
    hook_secret: str = ""
    failing_since: datetime | None = None
    said_once: dict[tuple[str, str], int] = field(default_factory=dict)
    acknowledged: list[str] = field(default_factory=list)
    files: dict[str, File] = field(default_factory=dict)
    calls: int = 0

    @property
    def token(self) -> str:
        return self.bot.token.get_secret_value()

    def spoken(self, chat: str) -> list[str]:
        """What the bot said in a chat."""
        return [line.text for line in self.chats.get(chat, []) if line.by_bot]


@cache
def _certificates() -> SSLContext:
    return create_default_context()  # reading them takes longer than all the rest of a call


def _real_post(url: str, headers: Mapping[str, str], body: dict[str, Any]) -> tuple[int, str]:
    try:
        response = httpx.post(url, headers=dict(headers), json=body, timeout=10, verify=_certificates())
    except httpx.HTTPError:
        return 0, ""
    return response.status_code, response.text


class Town:
    """The whole of it, for any number of threads. `clock` gives the moment, so that eight hours may pass."""

    def __init__(self, bots: tuple[Bot, ...], *, clock: Callable[[], datetime], post: Post = _real_post) -> None:
        self.houses = {bot.channel: House(bot.channel, bot) for bot in bots}
        self.clock = clock
        self.post = post
        self.lock = threading.RLock()
        self._numbers = 0

    def number(self) -> int:
        with self.lock:
            self._numbers += 1
            return self._numbers

    def hear(self, house: House, chat: str, text: str, buttons: list[list[tuple[str, str]]], once: str = "") -> Line:
        """A bot says something. The same `once` again changes nothing: this is what VK's random_id is for."""
        with self.lock:
            lines = house.chats.setdefault(chat, [])
            known = house.said_once.get((chat, once)) if once else None
            if known is not None:
                return next(line for line in lines if line.number == known)
            line = Line(self.number(), True, text, self.clock(), buttons)
            lines.append(line)
            if once:
                house.said_once[chat, once] = line.number
            return line

    def edit(self, house: House, number: int, text: str, chat: str = "") -> Line | None:
        """A bot changes what it said."""
        with self.lock:
            chats = [house.chats.get(chat, [])] if chat else house.chats.values()
            line = next((one for lines in chats for one in lines if one.number == number and one.by_bot), None)
            if line is not None:
                line.text, line.edited = text, True
            return line

    def say(self, channel: Channel, chat: str, text: str = "", **about: Any) -> Line:
        """A person writes, or presses (`press`), edits (`edits`), sends (`kind`, `file`), blocks or begins (`kind`)."""
        from ryadom.channels.rehearsal import speaking
        from ryadom.channels.rehearsal.sending import usual

        house = self.houses[channel]
        with self.lock:
            line = Line(self.number(), False, text or about.get("press", "") or about.get("kind", ""), self.clock())
            house.chats.setdefault(chat, []).append(line)
            if file := about.pop("file", None) or usual(about.get("kind", "")):
                house.files[str(line.number)] = file
            body = speaking.SPEAKERS[channel](house, line, chat, text, about)
            house.waiting.append(Waiting(line.number, body, line.at))
        self.push(house)
        return line

    def push(self, house: House) -> int:
        """Bring what waits to the address that the bot gave; how many were taken. What is not taken waits on."""
        with self.lock:
            self._unsubscribe_silent(house)
            house.waiting = [one for one in house.waiting if self.clock() - one.at < KEPT]
            if not house.hook:
                return 0
            waiting = list(house.waiting)
            if house.faults.reordered:
                waiting.reverse()
            taken = 0
            for one in waiting:
                if not self._bring(house, one):
                    house.failing_since = house.failing_since or self.clock()
                    break
                house.failing_since = None
                house.waiting.remove(one)
                taken += 1
            return taken

    def _bring(self, house: House, one: Waiting) -> bool:
        headers = {}
        if house.channel is Channel.MAX:
            headers["X-Max-Bot-Api-Secret"] = house.hook_secret
        elif house.channel is Channel.TELEGRAM:
            headers["X-Telegram-Bot-Api-Secret-Token"] = house.hook_secret
        for _time in range(2 if house.faults.duplicates else 1):
            status, said = self.post(house.hook, headers, one.body)
        if house.channel is Channel.VK:
            return status == 200 and said == "ok"
        return 200 <= status < 300

    def _unsubscribe_silent(self, house: House) -> None:
        """What MAX does to a site that did not answer for eight hours."""
        if house.channel is not Channel.MAX or house.failing_since is None:
            return
        if self.clock() - house.failing_since >= UNSUBSCRIBED_AFTER:
            house.hook, house.failing_since = "", None

    def confirm_vk(self, hook: str) -> bool:
        """VK asks at a new address who stands there, and takes it when the answer is the community's code."""
        house = self.houses[Channel.VK]
        status, said = self.post(hook, {}, {
            "type": "confirmation", "group_id": int(house.bot.group), "secret": house.bot.secret.get_secret_value(),
        })  # fmt: skip
        right = status == 200 and said == house.bot.confirmation.get_secret_value()
        house.hook = hook if right else house.hook
        return right
