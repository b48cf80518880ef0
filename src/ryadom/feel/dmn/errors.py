"""What can be wrong with a model, and why a value became null while it ran: named, placed, in Russian and English."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..errors import FeelSyntaxError, FeelWarning, Span, caret, say
from ..messages import HINTS, MESSAGES
from .words import WORDS


@dataclass(frozen=True, slots=True)
class Place:
    """Where in which file: `voucher.dmn:31: decision «Доля»`."""

    file: str
    line: int
    element: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.element}"


class ModelError(ValueError):
    """A file that is no model we can run. Knows where (`place`) and why (`message`)."""

    def __init__(self, code: str, place: Place, **params: Any) -> None:
        self.code, self.place, self.params = code, place, params
        super().__init__(f"{place}: {self.message('en')}")

    def message(self, lang: str = "ru") -> str:
        return say(WORDS, self.code, lang, self.params)

    def sentence(self, lang: str = "ru") -> str:
        """File, line, element and what is wrong there."""
        return f"{self.place}: {self.message(lang)}"


class Misfit(Exception):
    """A value that its declared type does not take; turned into null and a warning where it was declared."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@dataclass(frozen=True, slots=True)
class ModelWarning:
    """Why a value became null: the element of the model and, inside an expression, the span of its text."""

    code: str
    place: Place
    params: tuple[tuple[str, Any], ...] = ()
    text: str = ""
    span: Span = (0, 0)
    syntax: FeelSyntaxError | None = field(default=None, compare=False)

    def message(self, lang: str = "ru") -> str:
        if self.syntax is not None:
            return self.syntax.message(lang)
        return say(WORDS if self.code in WORDS else MESSAGES, self.code, lang, dict(self.params))

    def hint(self, lang: str = "ru") -> str:
        """What to write instead, where the language knows it."""
        return say(HINTS, self.code, lang, dict(self.params)) if self.text else ""

    def sentence(self, lang: str = "ru") -> str:
        """The place and the message; for an expression also its line with a caret and what to write instead."""
        said = f"{self.message(lang)} {self.hint(lang)}".strip()
        if self.text:
            return f"{self.place}\n{caret(self.text, self.span, said)}"
        return f"{self.place}: {said}"


def of_feel(warning: FeelWarning, place: Place, text: str) -> ModelWarning:
    """A warning of the language, put at its element."""
    return ModelWarning(warning.code, place, warning.params, text, warning.span)


def of_syntax(error: FeelSyntaxError, place: Place) -> ModelWarning:
    """A text that does not read is null with a warning: other decisions of the model still run."""
    return ModelWarning(error.code, place, tuple(error.params.items()), error.text, error.span, error)
