"""Questions that read: what to ask, and what people said in numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from ryadom.people.api import Actor
from ryadom.regions.clock import zone_of
from ryadom.voice import may
from ryadom.voice.actions import SATISFIED, hashed
from ryadom.voice.models import Asking, Comment
from ryadom.voice.wilson import ENOUGH, Interval, wilson

FIELDS = ("situation", "measure", "stage", "outcome", "channel", "assisted_by")


@dataclass(frozen=True)
class Tally:
    """How many were asked, answered, and are satisfied (4 or 5). The share is told only from 100 answers on."""

    asked: int = 0
    answered: int = 0
    satisfied: int = 0

    @property
    def share(self) -> Interval | None:
        """The share of satisfied with its 95 % interval; None under 100 answers: «мало ответов: N из 100»."""
        return wilson(self.satisfied, self.answered) if self.answered >= ENOUGH else None

    @property
    def needed(self) -> int:
        """How many answers a share needs at least."""
        return ENOUGH

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.asked + other.asked, self.answered + other.answered, self.satisfied + other.satisfied)


@dataclass(frozen=True)
class Line:
    """A part of the answers: `key` is the situation's id, the outcome, the helper's account and so on."""

    key: str
    tally: Tally


@dataclass(frozen=True)
class Stats:
    """What was asked from `since` to `until` (both included) and what of it has been answered.

    `by_month`: the first days of the months on the region's calendar, those in which something was asked.
    """

    region: str
    since: date
    until: date
    all: Tally
    by_situation: tuple[Line, ...]
    by_measure: tuple[Line, ...]
    by_stage: tuple[Line, ...]
    by_outcome: tuple[Line, ...]
    by_channel: tuple[Line, ...]
    by_helper: tuple[Line, ...]
    by_month: tuple[tuple[date, Tally], ...] = ()


@dataclass(frozen=True)
class Put:
    """A question as put to somebody: which survey, what about, and the answer so far."""

    token: str
    region: str
    survey: str
    situation: str
    measure: str
    outcome: str
    score: int | None
    comment: str


def put(region: str, token: str) -> Put | None:
    """The asking behind a token of this region."""
    row = Asking.objects.in_region(region).filter(token=str(token)[:24]).first()
    if row is None:
        return None
    words = Comment.objects.in_region(region).filter(asking=row).values_list("text", flat=True).first()
    return Put(row.token, region, row.survey, row.situation, row.measure, row.outcome, row.score, words or "")


def questions_of(*, region: str, endings: Iterable[str]) -> dict[str, str]:
    """The token of the question put at each of these endings; one query, endings without a question are left out."""
    by_hash = {hashed(ending): ending for ending in endings}
    rows = Asking.objects.in_region(region).filter(once__in=by_hash).values_list("once", "token")
    return {by_hash[once]: token for once, token in rows}


def region_of(token: str) -> str | None:
    """The region of an asking: its address is opened from letters and SMS, where no region was chosen."""
    if "\x00" in str(token):
        return None
    rows = Asking.objects.across_regions("an address from a letter names only its token")
    return rows.filter(token=str(token)[:24]).values_list("region", flat=True).first()


def stats(*, actor: Actor, since: date, until: date) -> Stats:
    """The numbers of the actor's region, by one query. Raises NotAllowed."""
    may.see_numbers.demand(actor)
    rows = _counted(actor.region, since, until)
    by = {name: _lines(rows, name) for name in FIELDS}
    return Stats(
        actor.region, since, until, sum((_tally(row) for row in rows), Tally()),
        by["situation"], by["measure"], by["stage"], by["outcome"], by["channel"], by["assisted_by"], _months(rows),
    )  # fmt: skip


def _months(rows: Iterable[Mapping[str, Any]]) -> tuple[tuple[date, Tally], ...]:
    months: dict[date, Tally] = {}
    for row in rows:
        month = row["month"].date()
        months[month] = months.get(month, Tally()) + _tally(row)
    return tuple(sorted(months.items(), key=lambda pair: pair[0]))


_COUNTS: Mapping[str, Any] = {
    "asked": Count("pk"),
    "answered": Count("pk", filter=Q(score__isnull=False)),
    "satisfied": Count("pk", filter=Q(score__gte=SATISFIED)),
}


def _asked(region: str, since: date, until: date) -> Any:
    zone = zone_of(region)
    first = datetime.combine(since, time.min, zone).astimezone(UTC)
    after = datetime.combine(until + timedelta(days=1), time.min, zone).astimezone(UTC)
    return Asking.objects.in_region(region).filter(asked_at__gte=first, asked_at__lt=after)


def _counted(region: str, since: date, until: date) -> list[dict[str, Any]]:
    month = TruncMonth("asked_at", tzinfo=zone_of(region))
    rows = _asked(region, since, until).annotate(month=month)
    return list(rows.values("month", *FIELDS).annotate(**_COUNTS).order_by())


def _tally(row: Mapping[str, Any]) -> Tally:
    return Tally(row["asked"], row["answered"], row["satisfied"])


def _lines(rows: Iterable[Mapping[str, Any]], name: str) -> tuple[Line, ...]:
    """Parts by one field, the most asked first; an empty value is no part."""
    parts: dict[str, Tally] = {}
    for row in rows:
        if row[name]:
            key = str(row[name])
            parts[key] = parts.get(key, Tally()) + _tally(row)
    return tuple(Line(key, tally) for key, tally in sorted(parts.items(), key=lambda pair: (-pair[1].asked, pair[0])))


def comments(*, actor: Actor, since: date, until: date, most: int = 50) -> tuple[tuple[date, str, bool, str], ...]:
    """(month, situation, satisfied, words), newest first; nothing leads to a person. Raises NotAllowed."""
    may.read_comments.demand(actor)
    rows = Comment.objects.in_region(actor.region).filter(
        asking=None, month__gte=since.replace(day=1), month__lte=until
    )
    found = rows.order_by("-month", "situation", "pk").values_list("month", "situation", "satisfied", "text")
    return tuple(found[:most])
