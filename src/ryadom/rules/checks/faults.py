"""One fault of a rule before it has a place in a file: what was checked, where in the content, which characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ryadom.feel import caret
from ryadom.packs.api import Finding, Item

Path = tuple[str | int, ...]
Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Fault:
    """`check` names the check (docs/reference/checks.md lists them all). `path` leads into the content of the file;
    `span` holds the characters of the rule `text` that are meant, from 0.
    """

    check: str
    path: Path
    ru: str
    en: str
    severity: Severity = "error"
    text: str = ""
    span: tuple[int, int] | None = None

    def finding(self, item: Item) -> Finding:
        """The fault at its file, line and column; a caret shows the place inside the rule."""
        return item.finding(self.path, self.said("ru"), self.said("en"), self.severity)

    def said(self, language: str) -> str:
        """The sentence, with the rule and a caret below it where a part of a rule is meant."""
        words = self.ru if language == "ru" else self.en
        if self.span is None or not self.text:
            return words
        shown = caret(self.text, self.span, "").rstrip("\n")
        return f"{words}\n{shown}"
