"""A draft opened for reading or writing: the day's rules, the families it is tried on, the refusals of the door."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import Http404, QueryDict

from ryadom.desks.curator.drafting.sheet import Sheet, Written
from ryadom.desks.curator.drafting.telling import Panel, panel
from ryadom.desks.curator.visit import Visit, book_of
from ryadom.rules import api as rules
from ryadom.rules.api import Draft, Rulebook

OPEN = ("writing", "returned", "taken_back")


@dataclass(frozen=True)
class Opened:
    """One draft of this region beside the rules of the day."""

    visit: Visit
    book: Rulebook
    draft: Draft

    @property
    def mine(self) -> bool:
        """Whether the reader wrote a part of it: then another person approves."""
        return self.visit.by.account_id in self.draft.writers

    @property
    def writable(self) -> bool:
        """Whether it is still being written."""
        return self.draft.state in OPEN

    @property
    def title(self) -> str:
        return title_of(self.draft, self.visit.language)

    def sheet(self, post: QueryDict | None = None) -> Sheet:
        """Its forms, as kept or as sent."""
        return Sheet(self.draft, self.book, self.visit.language, post)

    def panel(self, sheet: Sheet, written: Written | None = None) -> Panel:
        """What the rules say of it, or of what was written and is not kept."""
        draft = self.draft if written is None else with_written(self.draft, written)
        families = rules.cast_families(self.book, self.visit.on)
        reading = rules.read_draft(self.book, draft, families=families, on=self.visit.on)
        return panel(sheet, reading, self.book, self.visit.language)

    def save(self, written: Written, revision: int) -> Draft:
        """Keep it. Raises as the door does."""
        return rules.save_draft(
            by=self.visit.by, draft=self.draft.token, content=written.content, laws=written.laws,
            cases=written.cases, starts=written.starts, act=written.act, revision=revision, at=self.visit.at,
        )  # fmt: skip


def opened(visit: Visit, token: UUID) -> Opened:
    """Raises Http404 where this region has no such draft."""
    found = rules.draft(region=visit.region, token=token)
    if found is None:
        raise Http404
    return Opened(visit, book_of(visit), found)


def with_written(draft: Draft, written: Written) -> Draft:
    """The draft as it would be after saving."""
    return replace(
        draft, content=written.content, laws=written.laws, cases=tuple(written.cases), starts=written.starts,
        act=written.act,
    )  # fmt: skip


def title_of(draft: Draft, language: str) -> str:
    """The title so far; the short name of the file where there is none yet."""
    raw: Any = draft.content.get("title")
    said = raw if isinstance(raw, dict) else {"ru": raw or ""}
    return str((said.get("en") if language == "en" else "") or said.get("ru") or draft.measure)
