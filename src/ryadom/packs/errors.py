"""What is wrong with a practice: all findings at once, each with file, line and column."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Finding:
    """One fault of one file. `line` and `column` count from 1; `severity` is "error" or "warning"."""

    file: str
    line: int
    column: int
    ru: str
    en: str
    severity: str = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.en}"

    def said(self, language: str) -> str:
        """The finding as one line in the reader's language ("ru" or "en")."""
        return f"{self.file}:{self.line}:{self.column}: {self.ru if language == 'ru' else self.en}"


class PracticeErrors(Exception):
    """A practice, or a library of them, cannot be used. `findings` holds every fault, sorted by place."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings))
        super().__init__("\n".join(map(str, self.findings)))


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like a mistyped one, or None when nothing is near."""
    close = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return close[0] if close else None


def did_you_mean(name: str, known: Iterable[str]) -> tuple[str, str]:
    """A tail for a message, in Russian and English; empty when nothing is near."""
    close = nearest(name, known)
    return (f"; может быть, «{close}»?", f'; did you mean "{close}"?') if close else ("", "")
