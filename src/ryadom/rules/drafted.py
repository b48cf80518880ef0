"""Questions to the region's own measures: the drafts, what waits for a second person, the texts that rules read."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from ryadom.rules.drafts import Draft
from ryadom.rules.entries import Act
from ryadom.rules.laying import OwnMeasure
from ryadom.rules.models import MeasureDraft, MeasureEdition, MeasureText

MAX_ROWS = 300


def counting(region: str, on: date) -> tuple[OwnMeasure, ...]:
    """The texts that rules read, in the order of their approval: of two that begin on one day the later wins."""
    rows = MeasureEdition.objects.in_region(region).filter(verdict="approved").order_by("settled_at", "id")
    return tuple(
        OwnMeasure(row.measure, row.content, row.starts, act_of(row), str(row.token), row.starts <= on)
        for row in rows
        if row.starts is not None
    )


def any_counts(region: str) -> bool:
    """Whether the region has a measure of its own. Asks no permission."""
    return MeasureEdition.objects.in_region(region).filter(verdict="approved").exists()


def drafts(region: str, measure: str | None = None) -> tuple[Draft, ...]:
    """The drafts of a region, the newest first. Asks no permission."""
    rows = MeasureDraft.objects.in_region(region).order_by("-id")
    return _views(rows.filter(measure=measure) if measure is not None else rows[:MAX_ROWS])


def waiting(region: str) -> tuple[Draft, ...]:
    """What waits for a second person, the oldest first. Asks no permission."""
    return _views(MeasureDraft.objects.in_region(region).filter(state="waiting").order_by("id"))


def one(region: str, token: UUID) -> Draft | None:
    """One draft, or None where this region has no such. Asks no permission."""
    row = MeasureDraft.objects.in_region(region).filter(token=token).first()
    return view(row) if row else None


def view(row: MeasureDraft) -> Draft:
    """One draft as a frozen value."""
    last = MeasureEdition.objects.in_region(row.region).filter(draft=row).order_by("-id").values_list("token").first()
    return _view(row, last[0] if last else None)


def _views(rows: Any) -> tuple[Draft, ...]:
    found = list(rows)
    if not found:
        return ()
    offered = MeasureEdition.objects.in_region(found[0].region).filter(draft__in=[row.pk for row in found])
    last = dict(offered.order_by("id").values_list("draft_id", "token"))
    return tuple(_view(row, last.get(row.pk)) for row in found)


def _view(row: MeasureDraft, edition: UUID | None) -> Draft:
    named = act_of(row)
    act = named if named != Act() else None
    return Draft(
        token=row.token, region=row.region, measure=row.measure, state=row.state,  # type: ignore[arg-type]
        content=row.content, laws=row.laws, cases=tuple(row.cases), starts=row.starts, act=act,
        revision=row.revision, author=row.author_id,  # type: ignore[attr-defined]
        author_name=row.author_name, at=row.at, second_name=row.second_name or "", settled_at=row.settled_at,
        note=row.second_note or "", writers=tuple(row.writers), edition=edition,
    )  # fmt: skip


def act_of(row: MeasureText) -> Act:
    """The act of a text, empty where none was named yet."""
    return Act(row.act, row.act_number, row.act_date, row.act_url, row.verified)
