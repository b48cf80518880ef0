"""A conversation without a database: the world of a library of practices, turns written down and lived again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ryadom.packs.api import Practice, load_library
from ryadom.regions.clock import local
from ryadom.rules import api as rules
from ryadom.talk.crisis import EMERGENCY, Danger, Hotline
from ryadom.talk.dialogue.shapes import Heard, Sort, Stack, Turned, World, packed
from ryadom.talk.dialogue.turning import turn
from ryadom.talk.library import Situation, ear_over
from ryadom.talk.threads.worlds import leads_over


class NoRegion(LookupError):
    """The library has no such region; the codes it has."""


def world_of(practices: Path, region: str, at: datetime, language: str = "ru") -> World:
    """The world of a region as its practices stand in a folder; nobody is known, no hours are entered.

    Raises PracticeErrors, NoRegion.
    """
    library = load_library(practices)
    if region not in library.regions:
        raise NoRegion(", ".join(sorted(library.regions)))
    installed = library.installed(region)
    hotlines = [item.value for practice in installed for item in practice.of("hotline")]
    return World(
        region=region, at=at, on=local(at, region).date(), ear=ear_over(installed, language),
        book=rules.book_at(practices, region), language=language, leads=leads_over(installed, language),
        situations=_situations(installed, language),
        hotlines={danger: _hotlines(hotlines, danger, language) for danger in Danger},
    )  # fmt: skip


def _situations(installed: Iterable[Practice], language: str) -> tuple[Situation, ...]:
    files = {item.id: item.value for practice in installed for item in practice.of("situation")}
    found = sorted(files.items(), key=lambda pair: (pair[1].order, pair[0]))
    return tuple(Situation(id, one.title.said(language), "", one.icon, tuple(one.for_)) for id, one in found)


def _hotlines(files: Iterable[Any], danger: Danger, language: str) -> tuple[Hotline, ...]:
    chosen = sorted((one for one in files if str(danger) in one.answers), key=lambda one: one.order)
    found = tuple(Hotline(one.title.said(language), one.phone, one.note.said(language), one.verified) for one in chosen)
    return found or (EMERGENCY,)


@dataclass
class Session:
    """One conversation; every turn is remembered."""

    world: World
    stack: Stack = field(default_factory=Stack)
    turns: list[Heard] = field(default_factory=list)

    def hears(self, heard: Heard) -> Turned:
        """One turn."""
        turned = turn(self.world, self.stack, heard)
        self.stack = turned.stack
        self.turns.append(heard)
        return turned

    def says(self, line: str) -> Turned:
        """A typed line: words, or «#2» for the second button; each a few seconds after the one before."""
        at = self.turns[-1].at + timedelta(seconds=5) if self.turns else self.world.at
        place = line[1:].strip() if line.startswith("#") else ""
        if place.isdigit() and 1 <= int(place) <= len(self.stack.offered):
            return self.hears(Heard(Sort.BUTTON, at, button=self.stack.offered[int(place) - 1][1]))
        return self.hears(Heard(Sort.TEXT, at, text=line))

    @property
    def print(self) -> str:
        """The fingerprint of where the conversation stands: the same turns give the same."""
        kept = json.dumps(packed(self.stack), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(kept.encode()).hexdigest()[:16]

    def lines(self) -> list[str]:
        """The turns as they are kept, one JSON document each."""
        return [json.dumps(heard.packed(), ensure_ascii=False) for heard in self.turns]


def read_turn(line: str) -> Heard | str:
    """A kept turn, or words as somebody typed them."""
    if not line.startswith("{"):
        return line
    kept: dict[str, Any] = json.loads(line)
    return Heard.unpacked(kept)
