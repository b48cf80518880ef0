"""A thread as the page shows it: bubbles with a time, explanations to unfold, buttons under the last word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from ryadom.regions.clock import local
from ryadom.talk import api as talk
from ryadom.ui import figures

_UNFOLDED = ("Почему:", "Почему нет:", "Сейчас не положено и почему:", "Why:", "Why not:")


@dataclass(frozen=True)
class Part:
    """A paragraph of a message: plain, a list, or an explanation under its summary."""

    lines: tuple[str, ...]
    summary: str = ""
    items: bool = False


@dataclass(frozen=True)
class Bubble:
    """One thing said. `mine`: by the person who reads; `day`: said above it, where a new day begins."""

    number: int
    who: str
    name: str
    parts: tuple[Part, ...]
    at: datetime
    time: str
    day: str
    edited: bool
    deleted: bool

    @property
    def mine(self) -> bool:
        return self.who == "person"


@dataclass(frozen=True)
class Shown:
    """The page. `rows`: the buttons that can be pressed now; `foot`: when a person answers; `unanswered`: the last word
    was the person's, and the answer is on its way.
    """

    bubbles: tuple[Bubble, ...]
    rows: tuple[tuple[tuple[str, str], ...], ...]
    foot: str
    state: str
    last: int
    unanswered: bool
    can_turn_page: bool


def shown(view: talk.ThreadView | None, region: str, on: date) -> Shown:
    """The thread for its person."""
    if view is None:
        return Shown((), (), "", "bot", 0, False, False)
    seen = [one for one in view.messages if (one.who != "system" or _is_call(one)) and (one.text or one.deleted)]
    said = [one for one in seen if one.who != "system"]
    bot = next((one for one in reversed(said) if one.who == "bot"), None)
    last = said[-1] if said else None
    alive = bot is not None and view.state != "staff" and last is bot
    rows = tuple(tuple(pair for pair in row if pair[1] != "person") for row in bot.buttons) if bot and alive else ()
    return Shown(
        tuple(_bubbles(seen, region, on)),
        tuple(row for row in rows if row),
        bot.foot if bot else "",
        view.state,
        max((one.number for one in seen), default=0),
        bool(last and last.who == "person" and view.state in ("bot", "waiting")),
        bool(view.stack.get("told", {}).get("situation") or view.stack.get("told", {}).get("measure")),
    )


def _is_call(one: talk.SaidView) -> bool:
    """The record of a call: the person reads it here too. Other marks of the house are for colleagues."""
    return one.who == "system" and one.channel == "phone"


def _bubbles(said: Iterable[talk.SaidView], region: str, on: date) -> Iterator[Bubble]:
    before: date | None = None
    for one in said:
        here = local(one.at, region)
        new = here.date() != before
        before = here.date()
        yield Bubble(
            one.number, one.who, one.name, tuple(_parts(one.text)), one.at, f"{here:%H:%M}",
            _day(here.date(), on) if new else "", one.edited, one.deleted,
        )  # fmt: skip


def _day(day: date, on: date) -> str:
    away = (on - day).days
    return _("Сегодня") if away == 0 else _("Вчера") if away == 1 else figures.day(day)


def _parts(text: str) -> Iterator[Part]:
    for block in text.split("\n\n"):
        lines = tuple(line for line in block.split("\n") if line.strip())
        if not lines:
            continue
        head, rest = lines[0], lines[1:]
        if head in _UNFOLDED and rest:
            yield Part(rest, head.rstrip(":"), True)
        elif rest and all(line[:1] in "•✓✗?" for line in rest):
            yield Part((head,))
            yield Part(tuple(line.lstrip("• ") for line in rest), "", True)
        else:
            yield Part(lines)
