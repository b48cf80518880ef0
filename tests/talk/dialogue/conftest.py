"""Andrei Volkov was laid off and writes to the region; the practices are the real ones, no database is asked."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import pytest

from ryadom.packs.api import load_library
from ryadom.rules import api as rules
from ryadom.talk import library
from ryadom.talk.crisis import EMERGENCY, Danger, danger_in
from ryadom.talk.dialogue.shapes import (
    Desk,
    Heard,
    Hearing,
    SaidFact,
    Sort,
    Stack,
    Standing,
    Survey,
    World,
    packed,
    unpacked,
)
from ryadom.talk.dialogue.turning import lead
from ryadom.talk.library import Situation
from ryadom.talk.threads.worlds import leads_over

ROOT = Path(__file__).resolve().parents[3] / "practices"
CHE = "RU-CHE"
AT = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
ON = date(2026, 11, 20)
SURVEY = Survey("Получилось ли решить ваш вопрос?", tuple((n, f"Ответ {n}") for n in range(1, 6)), "Спасибо.")
STANDINGS = (
    Standing("74-2026-000012", "Пособие по безработице", "Проверка", date(2026, 11, 24), "Марат Гарипов"),
    Standing("74-2026-000003", "Субсидия", "", None, "", date(2026, 10, 1), "отказано"),
)


@lru_cache(maxsize=1)
def practices():
    found = load_library(ROOT)
    return found.installed(CHE), found.region(CHE)


@lru_cache(maxsize=1)
def whole_ear():
    return library.ear_over(practices()[0])


def situations():
    files = {item.id: item.value for practice in practices()[0] for item in practice.of("situation")}
    order = sorted(files.items(), key=lambda pair: (pair[1].order, pair[0]))
    return tuple(Situation(id, one.title.ru, "", one.icon, tuple(one.for_)) for id, one in order)


@lru_cache(maxsize=1)
def real_world() -> World:
    """The world of a thread on an ordinary Friday in Chelyabinsk; nobody has entered any hours."""
    return World(
        region=CHE, at=AT, on=ON, ear=whole_ear(), book=rules.book_at(ROOT, CHE), leads=leads_over(practices()[0]),
        situations=situations(), hotlines=dict.fromkeys(Danger, (EMERGENCY,)), survey=SURVEY,
    )  # fmt: skip


class Said:
    """An ear that hears danger by the real net, and otherwise only what a test puts into it."""

    def __init__(self, **sentences) -> None:
        self.sentences = sentences

    def hear(self, text: str) -> Hearing:
        guesses, facts = self.sentences.get(text, ((), ()))
        return Hearing(danger_in(text), tuple(guesses), 1.0 if guesses else 0.1, tuple(facts), text)


def children(count: int, words: str = "") -> SaidFact:
    return SaidFact("children-count", count, "self", (0, 1), words or f"Детей: {count}")


@dataclass
class Talk:
    """A thread as it is spoken: `says` and `presses` give what was answered; every stack goes through its JSON."""

    world: World
    stack: Stack = field(default_factory=Stack)
    level: str = "anonymous"
    at: datetime = AT
    turns: list = field(default_factory=list)
    heard: list = field(default_factory=list)

    def hears(self, sort, text="", button="", **also):
        heard = Heard(sort, self.at, text=text, button=button, level=also.pop("level", self.level), **also)
        before = packed(self.stack)
        turned = lead(replace(self.world, at=self.at), self.stack, heard)
        assert packed(self.stack) == before, "a turn changes nothing that was given to it"
        self.stack = unpacked(packed(turned.stack))
        self.turns.append(turned)
        self.heard.append(heard)
        self.at += timedelta(seconds=20)
        return "\n\n".join(message.text for message in turned.messages)

    def says(self, text, **also):
        return self.hears(Sort.TEXT, text, **also)

    def presses(self, words, **also):
        return self.hears(Sort.BUTTON, button=self.button(words), **also)

    def button(self, words):
        offered = dict(self.stack.offered)
        assert words in offered, f"«{words}» is not among {list(offered)}"
        return offered[words]

    @property
    def buttons(self):
        return [words for words, _data in self.stack.offered]

    @property
    def last(self):
        return self.turns[-1]

    def away(self, **how_long):
        self.at += timedelta(**how_long)

    def tells_family(self, whom="Для себя", spouse="Нет", count="0", others="Больше никто"):
        self.presses(whom)
        self.presses(spouse)
        self.presses(count)
        return self.presses(others)


@pytest.fixture
def andrei() -> Talk:
    return Talk(real_world())


@pytest.fixture
def interviewed(andrei) -> Talk:
    """Andrei has chosen «Потеря работы» and told of his family: the first question of the rules is asked."""
    andrei.says("меня сократили с завода")
    andrei.presses("Потеря работы")
    andrei.tells_family()
    return andrei


@pytest.fixture
def known() -> Talk:
    """Galina has signed in: who she is is known for sure."""
    return Talk(replace(real_world(), standings=STANDINGS), level="identified")


@pytest.fixture
def deaf() -> Talk:
    """A thread in which nothing is understood: buttons must do."""
    return Talk(replace(real_world(), ear=Said(), desk=Desk()))
