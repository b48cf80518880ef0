"""Texts of FEEL for the fuzzer, made by its grammar: every construct, every built-in, every kind of value, and nonsense
where a value is wanted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from ryadom.feel.builtins import BUILTINS
from ryadom.feel.builtins.dates import CLOCK

NAMES = ("доход", "дети", "дата рождения", "учится", "пусто", "семья", "нет такого имени")
ATOMS = (
    "0", "1", "-1", "2.50", ".5", "17", "1e3", "1e6144", "1e-6143", "0.1", "null", "true", "false", '""',
    '"а"', '"b c"',
    r'"\u0441\n\"\\"', r'"\U01F600"', '"[a-я]+"', '"(a|b)*c"', '"i"', '"2026-02-29"', '@"2026-01-31"', '@"2024-02-29"',
    '@"0001-01-01"', '@"9999-12-31"', '@"-0001-01-01"', '@"12:30:00"', '@"12:30:00.25+03:00"',
    '@"23:59:59@Europe/Moscow"',
    '@"2026-03-29T02:30:00@Europe/Paris"', '@"2026-01-01T00:00:00Z"', '@"2026-01-01T00:00:00"', '@"P1M"', '@"-P13M"',
    '@"P1DT2H"', '@"-PT0.5S"', '@"P1Y2M"', '@"не дата"', "[]", "{}", "[1..5]", "(1..5]", "]0..3[", "(< 5)", "(!= 1)",
    "item", "partial", "?",
)  # fmt: skip
TYPES = (
    "number", "string", "boolean", "date", "time", "date and time", "days and time duration", "Any", "Null", "list",
    "years and months duration", "list<number>", "context<a: number>", "range<date>", "function<number> -> string",
    "list<list<Any>>", "context", "function",
)  # fmt: skip
KEYS = (
    "a", "b", "имя", "доход", "year", "month", "day", "weekday", "hour", "second", "time offset", "timezone", "days",
    "months",
    "start", "end included", "value",
)  # fmt: skip
# The clock gives another answer each time, so nothing could be said about it here.
CALLED = tuple(sorted(set(BUILTINS) - CLOCK))
LOCAL = ("x", "y", "a")


class Writer:
    """Writes one random text; `room` is how many more parts it may open."""

    def __init__(self, chance: Random, room: int = 9) -> None:
        self.chance, self.room = chance, room

    def one(self, *words: str) -> str:
        return self.chance.choice(words)

    def some(self, most: int = 3, least: int = 0) -> list[str]:
        return [self.expression() for _ in range(self.chance.randint(least, most))]

    def expression(self) -> str:
        self.room -= 1
        if self.room < 0 or self.chance.random() < 0.2:
            return self.one(self.one(*ATOMS), self.one(*ATOMS), self.one(*NAMES), self.one(*LOCAL))
        return self.chance.choice(SHAPES)(self)

    def iterator(self) -> str:
        source = self.one(self.expression(), f"{self.one('1', '3')}..{self.one('4', '0')}")
        return f"{self.one('x', 'y')} in {source}"

    def test(self) -> str:
        return self.one("", "", "< ", "<= ", "> ", ">= ", "= ", "!= ") + self.expression()

    def tests(self) -> str:
        found = ", ".join(self.test() for _ in range(self.chance.randint(1, 3)))
        return self.one(found, found, f"not({found})", "-")

    def call(self) -> str:
        """A built-in with as many arguments as one of its signatures takes, by position or by name."""
        name = self.one(*CALLED)
        params = self.chance.choice(BUILTINS[name].signatures).params
        given = [(param.name, self.expression()) for param in params]
        by_name = self.chance.random() < 0.2
        return f"{name}({', '.join(f'{key}: {value}' if by_name else value for key, value in given)})"


def shape(pattern: str) -> Callable[[Writer], str]:
    """`E` stands for an expression; `a|b` in angle brackets for either word."""

    def write(writer: Writer) -> str:
        return "".join(
            writer.expression() if part == "E" else writer.one(*part[1:-1].split("|")) if part[:1] == "\u27e8" else part
            for part in re.split("(E|\u27e8.*?\u27e9)", pattern)
        )

    return write


SHAPES: tuple[Callable[[Writer], str], ...] = (
    *map(shape, (
        "(E)", "E ⟨+|-|*|/|**⟩ E", "E ⟨=|!=|<|<=|>|>=⟩ E", "(E) ⟨and|or⟩ (E)", "-E", "if E then E else E",
        "(E) between E and E", "(E)[E]", "{a: E, \"b\": E}", "⟨[|(|]⟩E..E⟨]|)|[⟩", "function(x, y) E",
        "(function(x) E)(E)", "(function(x: number, y) E)(y: E, x: E)", "{f: function(x) E, a: f(E)}.a",
        "(E).⟨" + "|".join(KEYS) + "⟩", "(E) instance of ⟨" + "|".join(TYPES) + "⟩",
    )),
    lambda w: f"({w.expression()}) in ({', '.join(w.test() for _ in range(w.chance.randint(1, 3)))})",
    lambda w: f"for {w.iterator()} return {w.expression()}",
    lambda w: f"for {w.iterator()}, {w.iterator()} return {w.expression()}",
    lambda w: f"{w.one('some', 'every')} {w.iterator()} satisfies {w.expression()}",
    lambda w: f"[{', '.join(w.some())}]",
    lambda w: f"{w.one(*CALLED)}({', '.join(w.some())})",
    *[Writer.call] * 6,
)  # fmt: skip


def expression(chance: Random) -> str:
    return Writer(chance, chance.randint(1, 12)).expression()


def unary_tests(chance: Random) -> str:
    return Writer(chance, chance.randint(1, 6)).tests()
