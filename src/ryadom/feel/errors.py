"""What can go wrong, in Russian and English: a caret under the column, and what to write instead."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .messages import HINTS, MESSAGES

Span = tuple[int, int]


def say(table: dict[str, tuple[str, str]], code: str, lang: str, params: dict[str, Any]) -> str:
    """The sentence for a code in one language; unknown languages read English."""
    russian, english = table.get(code, ("", ""))
    return (russian if lang == "ru" else english).format_map(_Shown(params))


class _Shown(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


class FeelSyntaxError(ValueError):
    """A text that is not FEEL. Knows where (`span`), why (`message`) and what to write instead (`hint`)."""

    def __init__(self, code: str, text: str, span: Span, **params: Any) -> None:
        self.code, self.text, self.span, self.params = code, text, span, params
        super().__init__(self.message("en"))

    def message(self, lang: str = "ru") -> str:
        return say(MESSAGES, self.code, lang, self.params)

    def hint(self, lang: str = "ru") -> str:
        return say(HINTS, self.code, lang, self.params)

    def caret(self, lang: str = "ru") -> str:
        """Three lines: the line of the text, a caret under the column, the message with its hint."""
        return caret(self.text, self.span, " ".join(filter(None, (self.message(lang), self.hint(lang)))))


def caret(text: str, span: Span, said: str) -> str:
    """The line of `text` that holds the span, a caret under its first column, and what is said about it."""
    start = text.rfind("\n", 0, span[0]) + 1
    end = text.find("\n", start)
    line = text[start : len(text) if end < 0 else end]
    column = span[0] - start
    if column > 90:  # a very long line: show the neighbourhood, or the caret is lost
        line, column = "…" + line[column - 60 :], 61
    line = line[:160]
    width = max(1, min(span[1] - span[0], len(line) - column))
    pad = "".join("\t" if char == "\t" else " " for char in line[:column]).ljust(column)
    return f"{line}\n{pad}{'^' * width}\n{said}"


@dataclass(frozen=True, slots=True)
class FeelWarning:
    """Why a value became null: named, placed, never silent."""

    code: str
    span: Span
    params: tuple[tuple[str, Any], ...] = field(default=())

    def message(self, lang: str = "ru") -> str:
        return say(MESSAGES, self.code, lang, dict(self.params))

    def hint(self, lang: str = "ru") -> str:
        return say(HINTS, self.code, lang, dict(self.params))


class Bad(Exception):
    """Raised inside the engine by an operator or a function; turned into null and a `FeelWarning` where it was
    called.
    """

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name closest to a misspelt one, or None when nothing is close."""
    folded = {candidate.casefold().replace("ё", "е"): candidate for candidate in known}
    close = difflib.get_close_matches(name.casefold().replace("ё", "е"), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None
