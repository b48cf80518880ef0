"""What papers there are; bytes are given only by `actions.read`, which asks and logs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from .models import Paper, Part


@dataclass(frozen=True)
class PartView:
    order: int
    name: str
    media_type: str
    size: int
    pages: int


@dataclass(frozen=True)
class PaperView:
    """One document with its files; `pages` counts what a person would turn over."""

    token: UUID
    region: str
    owner: UUID
    kind: str
    title: str
    brought_at: datetime
    brought_by: int | None
    parts: tuple[PartView, ...]

    @property
    def pages(self) -> int:
        return sum(part.pages for part in self.parts)


def many(*, region: str, tokens: Collection[UUID]) -> dict[UUID, PaperView]:
    """Papers by token, absent and withdrawn ones left out; two queries. Asks no permission."""
    rows = Paper.objects.in_region(region).filter(token__in=tokens, withdrawn_at=None)
    return {paper.token: paper for paper in _views(region, rows)}


def of_person(*, region: str, owner: UUID) -> tuple[PaperView, ...]:
    """All papers of a person, the newest first. Asks no permission."""
    rows = Paper.objects.in_region(region).filter(owner=owner, withdrawn_at=None).order_by("-brought_at", "-id")
    return _views(region, rows)


def _views(region: str, papers: Iterable[Paper]) -> tuple[PaperView, ...]:
    papers = list(papers)
    parts: dict[int, list[PartView]] = {paper.pk: [] for paper in papers}
    for part in Part.objects.in_region(region).filter(paper__in=papers).order_by("paper", "order"):
        parts[part.paper_id].append(PartView(part.order, part.original_name, part.media_type, part.size, part.pages))
    return tuple(
        PaperView(p.token, p.region, p.owner_id, p.kind, p.title, p.brought_at, p.brought_by_id, tuple(parts[p.pk]))
        for p in papers
    )
