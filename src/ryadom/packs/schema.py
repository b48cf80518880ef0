"""The grammar of a practice's files: what all kinds share. One schema serves loader, documentation and editor."""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, model_validator

Verified = Literal["act", "official_page", "press", "recalled"]
RANK: dict[str, int] = {"recalled": 0, "press": 1, "official_page": 2, "act": 3}
REGION = r"^RU(-[A-Z]{2,3})?$"
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class Strict(BaseModel):
    """A part of a file: an unknown key is an error, a loaded value never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Text(Strict):
    """What a person reads, in Russian and, where given, in other languages."""

    ru: str = Field(min_length=1)
    en: str | None = None

    def said(self, language: str) -> str:
        """The text in `language`, in Russian where there is no translation."""
        return (self.en or self.ru) if language == "en" else self.ru


def _as_text(value: Any) -> Any:
    return {"ru": value} if isinstance(value, str) else value


Words = Annotated[Text, BeforeValidator(_as_text)]


class Source(Strict):
    """Where something was read."""

    title: str
    date: dt.date | None = None
    url: str | None = None


def _as_source(value: Any) -> Any:
    return {"title": value} if isinstance(value, str) else value


SourceText = Annotated[Source, BeforeValidator(_as_source)]


class Author(Strict):
    name: str
    contact: str | None = None


class PracticeFile(Strict):
    """practice.yaml: what the practice is and who answers for it."""

    id: str = Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")
    version: str = Field(pattern=r"^\d+\.\d+\.\d+$")
    region: str = Field(pattern=REGION)
    title: Words
    summary: Words
    authors: tuple[Author, ...] = Field(min_length=1)
    licence: str
    requires: tuple[str, ...] = ()
    contact: str | None = None
    supersedes: str | None = None


class Contact(Strict):
    phone: str | None = None
    hours: Words | None = None
    address: Words | None = None


class RegionFile(Strict):
    """region.yaml: the region itself. `modes` says, per deciding body, how far Ryadom goes: explain, intake, decide."""

    code: str = Field(pattern=r"^RU-[A-Z]{2,3}$")
    title: Words
    in_region: Words
    of_region: Words
    zone: str
    number_prefix: str
    modes: dict[str, Literal["explain", "intake", "decide"]] = Field(default_factory=dict)
    contact: Contact = Contact()

    @model_validator(mode="after")
    def _zone_exists(self) -> "RegionFile":
        from zoneinfo import ZoneInfo

        ZoneInfo(self.zone)
        return self


__all__ = [
    "RANK",
    "SLUG",
    "Author",
    "Contact",
    "PracticeFile",
    "RegionFile",
    "Source",
    "SourceText",
    "Strict",
    "StrictBool",
    "Text",
    "Verified",
    "Words",
]
