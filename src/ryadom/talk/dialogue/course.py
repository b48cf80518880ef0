"""One turn on its way: the stack as it changes, what is to be said, what the house is to do. Thrown away afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from ryadom.talk.dialogue import hours
from ryadom.talk.dialogue.shapes import Button, Event, Frame, Heard, Hearing, Message, Stack, State, Turned, World

LONGEST_MESSAGE = 1500
LONGEST_LABEL = 60
LONGEST_TURN = 3600  # under the shortest limit of the channels (4,000), with room for the foot and numbered buttons
ALWAYS = frozenset({"person", "menu", "again", "bot"})  # buttons that mean the same whenever they are pressed


def cut(text: str, most: int) -> str:
    """The text, at most so long; what is cut is seen."""
    text = text.strip()
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


class Course:
    """One turn. Flows read `world`, `heard` and `stack`, and call `say`, `push`, `pop`, `keep`, `announce`."""

    def __init__(self, world: World, stack: Stack, heard: Heard) -> None:
        self.world, self.heard, self.stack = world, heard, stack
        self.serial = stack.serial + 1
        self._said: list[tuple[str, list[list[Button]]]] = []
        self._events: list[Event] = []
        self.heard_as: dict[str, Hearing] = {}
        self.missed = False

    # ---- the stack ----

    def change(self, **values: Any) -> None:
        """Other values of the stack."""
        self.stack = replace(self.stack, **values)

    def push(self, kind: str, **data: Any) -> None:
        """Begin something; what was talked about waits below. At most one of a kind lies there."""
        kept = tuple(frame for frame in self.stack.frames if frame.kind != kind)
        self.change(frames=(*kept, Frame(kind, data)))

    def pop(self) -> None:
        """What is on top is done."""
        self.change(frames=self.stack.frames[:-1])

    def drop(self, kind: str) -> None:
        """Whatever lies there of this kind is done."""
        self.change(frames=tuple(frame for frame in self.stack.frames if frame.kind != kind))

    def keep(self, **data: Any) -> None:
        """Other values in the frame on top."""
        top = self.stack.frames[-1]
        self.change(frames=(*self.stack.frames[:-1], Frame(top.kind, {**top.data, **data})))

    # ---- what is said and done ----

    def say(self, text: str, *rows: tuple[Button, ...] | Button) -> None:
        """Say something. Texts of one turn become one message; the buttons are those of the last that has some."""
        laid = [[row] if isinstance(row, Button) else list(row) for row in rows if row]
        self._said.append((text.strip(), laid))

    def button(self, text: str, code: str) -> Button:
        """A button of this turn: pressed later, when something else is asked, it is known for an old one."""
        return Button(
            cut(text[:1].upper() + text[1:], LONGEST_LABEL), code if code in ALWAYS else f"{self.serial}:{code}"[:64]
        )

    def person(self) -> Button:
        """The way to a person."""
        return Button(_("Позвать человека"), "person")

    def announce(self, name: str, **data: Any) -> None:
        self._events.append(Event(name, data))

    @property
    def spoken(self) -> bool:
        """Whether something is said in this turn already."""
        return bool(self._said)

    def turned(self) -> Turned:
        """The turn as it came out."""
        silent = not self._said
        stack = replace(self.stack, last_at=self.heard.at.isoformat(), misses=self.stack.misses if self.missed else 0)
        if silent:
            kept = replace(stack, misses=self.stack.misses)
            return Turned(kept, (), tuple(self._events))
        message = self._message()
        offered = tuple((button.text, button.data) for row in message.buttons for button in row)
        last = {"text": message.text, "buttons": [[[b.text, b.data] for b in row] for row in message.buttons]}
        foot = hours.foot(self.world, stack)
        stack = replace(stack, serial=self.serial, offered=offered, last=(last,), foot=foot)
        return Turned(stack, (message,), tuple(self._events), foot)

    def _message(self) -> Message:
        text = cut("\n\n".join(text for text, _rows in self._said if text), LONGEST_TURN)
        rows = next((rows for _text, rows in reversed(self._said) if rows), [])
        laid = [tuple(row) for row in rows]
        free = self.stack.state in (State.BOT, State.CLOSED)  # else a person was called, or is there
        if free and not any(button.data == "person" for row in laid for button in row):
            laid.append((self.person(),))
        return Message(text, tuple(laid))
