"""XPath's regular expressions on Python's `re`, bounded in time.

The choice: a pattern that could take exponential time is refused, not run with a step limit. What is repeated may
hold no other repetition of varying length, no choice whose branches may begin alike and no back reference; and what
the loops, options and choices of a pattern multiply to over a text of this length is bounded.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from .errors import Bad

_FLAGS = {"s": re.DOTALL, "m": re.MULTILINE, "i": re.IGNORECASE, "x": 0, "q": 0}
_WORK = 3 * 10**8  # steps that repetitions over one text may take at the very most
_LONGEST = 2_000  # characters of a pattern


def pattern(source: str, flags: str, length: int) -> re.Pattern[str]:
    """The compiled pattern, safe for a text of this length. Raises Bad for a wrong or a heavy one."""
    compiled, loops, ways = _compiled(source, flags)
    if _work(loops, ways, length) > _WORK:
        raise Bad("heavy-pattern")
    return compiled


def _work(loops: int, ways: int, length: int) -> int:
    return int(ways * (length + 1) ** (min(loops, 9) + 1))


def effort(*given: Any) -> int:
    """The steps of an evaluation that a search costs; what does not fit is told by the search itself."""
    if len(given) < 2 or not all(isinstance(one, str) for one in given):
        return 0
    source, expression, *rest = given
    _pattern, loops, ways = _compiled(expression, rest[-1] if rest and not set(rest[-1]) - set(_FLAGS) else "")
    return min(_work(loops, ways, len(source)), _WORK) // 5_000


@lru_cache(maxsize=512)
def _compiled(source: str, flags: str) -> tuple[re.Pattern[str], int, int]:
    if set(flags) - set(_FLAGS):
        raise Bad("bad-pattern", why=f"flags {flags}")
    if len(source) > _LONGEST:
        raise Bad("heavy-pattern")
    bits = 0
    for flag in flags:
        bits |= _FLAGS[flag]
    reader = _Reader(source, flags)
    text = re.escape(source) if "q" in flags else reader.alternatives()
    if "q" not in flags and reader.at < len(source):
        raise Bad("bad-pattern", why=f"{source[reader.at]} at {reader.at + 1}")
    try:
        return re.compile(text, bits), reader.loops, reader.ways
    except (re.error, OverflowError, RecursionError) as error:
        raise Bad("bad-pattern", why=str(error)) from None


def replacement(new: str, groups: int) -> str:
    """XPath's `$1`, `\\$` and `\\\\` as Python's replacement text; `$0` is the whole match."""
    made, at = [], 0
    while at < len(new):
        char = new[at]
        if char == "\\":
            if new[at + 1 : at + 2] not in ("\\", "$"):
                raise Bad("bad-pattern", why="\\ in a replacement")
            made.append("\\\\" if new[at + 1] == "\\" else "$")
            at += 2
        elif char == "$":
            digits = _group_digits(new, at + 1, groups)
            made.append(f"\\g<{digits}>" if int(digits) <= groups else "")
            at += 1 + len(digits)
        else:
            made.append(char)
            at += 1
    return "".join(made)


def _group_digits(new: str, at: int, groups: int) -> str:
    """The digits of `$12`: as many as still name a group."""
    if not new[at : at + 1].isdigit():
        raise Bad("bad-pattern", why="$ in a replacement")
    end = at + 1
    while new[end : end + 1].isdigit() and int(new[at : end + 1]) <= groups:
        end += 1
    return new[at:end]


_CLASSES = {
    "i": r"A-Za-z_:\u00c0-\u02ff\u0370-\u1fff", "c": r"A-Za-z0-9._:\-\u00b7\u00c0-\u1fff",
    "d": r"\d", "w": r"\w", "s": r" \t\n\r",
}  # fmt: skip
_LITERAL = {"n": "\\n", "r": "\\r", "t": "\\t"}
_BLOCKS = {
    "BasicLatin": (0, 0x7F), "Latin-1Supplement": (0x80, 0xFF), "LatinExtended-A": (0x100, 0x17F),
    "Greek": (0x370, 0x3FF), "Cyrillic": (0x400, 0x4FF), "Hebrew": (0x590, 0x5FF), "Arabic": (0x600, 0x6FF),
}  # fmt: skip


class _Reader:
    """Reads a pattern of XPath and writes one of Python, counting loops and refusing what may explode."""

    def __init__(self, source: str, flags: str) -> None:
        self.source, self.at = source, 0
        self.spaces = "x" in flags
        self.dot_all = "s" in flags
        self.lines = "m" in flags
        self.groups = 0
        self.closed: set[int] = set()
        self.loops = 0  # repetitions without an upper bound
        self.ways = 1  # how many ways the options, choices and bounded repetitions multiply to
        self.wavering = 0  # parts that may match a text in more than one way; none may be repeated
        self.depth = 0

    def peek(self) -> str:
        while (
            self.spaces and self.source[self.at : self.at + 1] in (" ", "\t", "\n", "\r") and self.at < len(self.source)
        ):
            self.at += 1
        return self.source[self.at : self.at + 1]

    def take(self) -> str:
        char = self.peek()
        self.at += 1
        return char

    def fail(self, why: str) -> Bad:
        return Bad("bad-pattern", why=why)

    def alternatives(self) -> str:
        self.depth += 1
        if self.depth > 40:
            raise Bad("heavy-pattern")
        starts = [self.source[self.at : self.at + 1]]
        branches = [self.branch()]
        while self.peek() == "|":
            self.take()
            starts.append(self.source[self.at : self.at + 1])
            branches.append(self.branch())
        self.depth -= 1
        self.ways *= len(branches)
        self.wavering += len(branches) > 1 and not _all_different(starts)
        return "|".join(branches)

    def branch(self) -> str:
        made = []
        while self.peek() not in ("", "|", ")"):
            before = self.wavering
            atom = self.atom()
            made.append(self.quantified(atom, before))
        return "".join(made)

    def quantified(self, atom: str, wavering_before: int) -> str:
        count = self.quantifier()
        if not count:
            return atom
        lazy = "?" if self.peek() == "?" and self.take() else ""
        least, most = _counts(count)
        if most != 1 and self.wavering > wavering_before:
            raise Bad("heavy-pattern")
        if most is None:
            self.loops += 1
        elif most > least:
            self.ways *= most - least + 1
        self.wavering += most != least
        return f"{atom}{count}{lazy}"

    def quantifier(self) -> str:
        char = self.peek()
        if char in ("*", "+", "?") and char:
            return self.take()
        if char != "{":
            return ""
        match = re.compile(r"\{(\d+)(,(\d*))?\}").match(self.source, self.at)
        if match is None or int(match[1]) > 1000 or int(match[3] or 0) > 1000:
            raise self.fail("{")
        self.at = match.end()
        return match[0]

    def atom(self) -> str:
        char = self.take()
        if char == "(":
            return self.group()
        if char == "[":
            return self.char_class()
        if char == "\\":
            return self.escape()
        if char in "*+?{}]":
            raise self.fail(char)
        if char == ".":
            return "." if self.dot_all else r"[^\n\r]"
        if char == "$":
            return "$" if self.lines else r"\Z"
        return char if char == "^" else re.escape(char)

    def group(self) -> str:
        if self.source.startswith("?:", self.at):
            self.at += 2
            opening, number = "(?:", 0
        elif self.peek() == "?":
            raise self.fail("(?")
        else:
            self.groups += 1
            opening, number = "(", self.groups
        inner = self.alternatives()
        if self.take() != ")":
            raise self.fail("(")
        self.closed.add(number)
        return f"{opening}{inner})"

    def escape(self) -> str:
        char = self.take()
        if char.isdigit():
            return self.back_reference(char)
        if char in "pP" and char:
            return self.property(char)
        if char.lower() in _CLASSES and char:
            body = _CLASSES[char.lower()]
            return f"[{'^' if char.isupper() else ''}{body}]"
        return self.single(char)

    def single(self, char: str) -> str:
        if char in _LITERAL:
            return _LITERAL[char]
        if char and char in "\\|.?*+(){}-[]^$":
            return re.escape(char)
        raise self.fail(f"\\{char}")

    def back_reference(self, digit: str) -> str:
        if digit == "0" or int(digit) not in self.closed:
            raise self.fail(f"\\{digit}")
        self.loops += 1
        self.wavering += 1
        return f"(?:\\{digit})"

    def property(self, letter: str) -> str:
        if self.take() != "{":
            raise self.fail(f"\\{letter}")
        end = self.source.find("}", self.at)
        name = self.source[self.at : end]
        self.at = end + 1
        if self.spaces:
            name = "".join(name.split())
        members = _property_class(name)
        if end < 0 or members is None:
            raise self.fail(f"\\{letter}{{{name}}}")
        return f"[{'^' if letter == 'P' else ''}{members}]"

    def char_class(self) -> str:
        """A class in brackets, with XPath's subtraction `[a-z-[aeiou]]` as a look-ahead."""
        negative = self.source[self.at : self.at + 1] == "^"
        self.at += negative
        subtracted = ""
        members: list[str] = []
        while True:
            char = self.source[self.at : self.at + 1]
            self.at += 1
            if char == "":
                raise self.fail("[")
            if char == "]" and members:
                break
            if char == "-" and self.source[self.at : self.at + 1] == "[":
                self.at += 1
                subtracted = self.char_class()
                self.ways *= 4  # every character is looked at again
                continue
            members.append(self.member(char))
        body = f"[{'^' if negative else ''}{''.join(members)}]"
        return f"(?:(?!{subtracted}){body})" if subtracted else body

    def member(self, char: str) -> str:
        if char == "\\":
            char = self.source[self.at : self.at + 1]
            self.at += 1
            if char in "pP" and char:
                return self.property(char)[1:-1]
            if char.lower() in _CLASSES and char and (char.islower() or char in "DWS"):
                return _CLASSES[char] if char.islower() else {"D": r"\D", "W": r"\W", "S": r"\S"}[char]
            return self.single(char)
        if char == "[":
            raise self.fail("[")
        return "\\" + char if char in "[]^\\&~|" else char


def _counts(quantifier: str) -> tuple[int, int | None]:
    """The least and the most times; None for any number."""
    if quantifier in "*+?":
        return {"*": (0, None), "+": (1, None), "?": (0, 1)}[quantifier]
    least, comma, most = quantifier[1:-1].partition(",")
    return int(least), int(most) if most else (None if comma else int(least))


def _all_different(starts: list[str]) -> bool:
    """Branches cannot be mistaken for each other when each begins with a plain character of its own."""
    return all(start.isalnum() for start in starts) and len({start.casefold() for start in starts}) == len(starts)


@lru_cache(maxsize=64)
def _property_class(name: str) -> str | None:
    """The members of `\\p{L}` or `\\p{IsCyrillic}` as the inside of a class."""
    if name.startswith("Is"):
        block = _BLOCKS.get(name[2:])
        return None if block is None else f"\\U{block[0]:08x}-\\U{block[1]:08x}"
    if not re.fullmatch(r"L[ulotm]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?", name):
        return None
    return _ranges_of(name)


def _ranges_of(category: str) -> str:
    """All characters of a Unicode category up to U+FFFF, and beyond in whole, as ranges of a class."""
    made, start = [], None
    for point in range(0x20000):
        inside = unicodedata.category(chr(point)).startswith(category)
        if inside and start is None:
            start = point
        elif not inside and start is not None:
            made.append((start, point - 1))
            start = None
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in made)
