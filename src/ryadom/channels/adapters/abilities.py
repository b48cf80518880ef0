"""What each channel can: how long a text, how many buttons, how fast. Numbers of the channels' own documents."""

from __future__ import annotations

from dataclasses import dataclass

from ryadom.channels.shapes import Channel


@dataclass(frozen=True)
class Keyboard:
    """How many buttons go under a message."""

    rows: int
    columns: int
    most: int


@dataclass(frozen=True)
class Ability:
    """`text`: characters of one message (None: any number); `parts`: how many of them a long text may become.

    `outward`: whether a message leaves the house at all. `repeats`: whether the same message sent twice is certainly
    one: a key of the channel, or a file of the same name.
    """

    text: int | None
    keyboard: Keyboard | None = None
    per_second: float = 20.0
    burst: int = 20
    parts: int = 20
    outward: bool = True
    repeats: bool = False


ABILITIES: dict[Channel, Ability] = {
    Channel.WEB: Ability(text=None, keyboard=Keyboard(100, 8, 100), outward=False, repeats=True),
    Channel.PHONE: Ability(text=None, outward=False, repeats=True),
    Channel.MAX: Ability(text=4_000, keyboard=Keyboard(30, 7, 210), per_second=25, burst=25),
    Channel.VK: Ability(text=4_096, keyboard=Keyboard(6, 5, 10), per_second=18, burst=18, repeats=True),
    Channel.TELEGRAM: Ability(text=4_096, keyboard=Keyboard(25, 4, 100), per_second=25, burst=25),
    Channel.SMS: Ability(text=201, per_second=10, burst=10, parts=3, repeats=True),
    Channel.EMAIL: Ability(text=None, per_second=5, burst=10),
    Channel.PAPER: Ability(text=None, per_second=50, burst=50, repeats=True),
}
