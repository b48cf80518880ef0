"""One kind of fact: how it is asked, whom to believe, how long a value holds. Pure: no Django, no database."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from ryadom.kit.periods import add_months
from ryadom.packs.api import Text

Subject = Literal["person", "family", "dwelling", "application"]
Type = Literal["date", "number", "money", "boolean", "text", "choice"]
SOURCES = ("register", "document", "staff", "said")
FOREVER = "forever"
DURATION = re.compile(r"P(?=\d)(?:(?P<years>\d{1,3})Y)?(?:(?P<months>\d{1,3})M)?(?:(?P<days>\d{1,4})D)?")


@dataclass(frozen=True)
class Choice:
    """One answer of a choice: `value` is stored, `name` is what rules compare with, `title` is what people read."""

    value: str
    name: str
    title: Text


@dataclass(frozen=True)
class FactKind:
    """One fact that may be known. `key` is stable English, `name` is what rules read."""

    key: str
    name: str
    of: Subject
    type: Type
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    question: Text | None = None
    label: Text | None = None
    hint: Text | None = None
    why: Text | None = None
    sources: tuple[str, ...] = SOURCES
    valid_for: str = FOREVER
    sensitive: bool = False
    may_advise: bool = False
    may_be_absent: bool = False
    not_after_today: bool = False
    min: Decimal | None = None
    max: Decimal | None = None
    cost: int = 1
    screening: bool = False

    def choice(self, value: str) -> Choice | None:
        """The choice stored as `value`."""
        return next((choice for choice in self.choices if choice.value == value), None)

    def titled(self, language: str = "ru") -> str:
        """A short title for lists; the name that rules read where no label was written."""
        return self.label.said(language) if self.label else self.name[:1].upper() + self.name[1:]

    def trust(self, source: str) -> int:
        """How far a source is believed for this fact: 0 is the most; a source it does not list comes last."""
        return self.sources.index(source) if source in self.sources else len(self.sources)

    def fresh(self, as_of: date | None, on: date) -> bool:
        """Whether a value known as of a date still holds on another one; a value without a date does."""
        last = last_fresh_day(self.valid_for, as_of) if as_of else None
        return last is None or on <= last


def last_fresh_day(valid_for: str, as_of: date) -> date | None:
    """The last day on which a value known as of a date may be used; None is forever. Raises ValueError."""
    if valid_for == FOREVER:
        return None
    found = DURATION.fullmatch(valid_for)
    if not found:
        raise ValueError(f"{valid_for!r} is not 'forever' nor a duration such as P1Y or P3M")
    years, months, days = (int(found[part] or 0) for part in ("years", "months", "days"))
    return add_months(as_of, years * 12 + months) + timedelta(days=days)
