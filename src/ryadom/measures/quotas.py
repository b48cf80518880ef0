"""Places of measures with a quota: what was entered, how many are taken and left, who waits for a second person.

A place is taken by an award whose decision falls into the period, as the verb that gives places counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from ryadom.rules import api as rules
from ryadom.rules.api import Act, Problem, Rulebook
from ryadom.ui.figures import counted, day_short

from .models import Award, Places, QueuePlace

ABSURD = 3
MAX_ROWS = 500


@dataclass(frozen=True)
class PlacesOffer:
    """What somebody wants to enter; `sure` holds the codes of the questions they have answered with yes."""

    measure: str
    starts: date | None
    ends: date | None
    places: int | None
    act: Act
    sure: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PlacesView:
    """One record of places; `taken` counts awards decided in its days."""

    token: UUID
    measure: str
    starts: date
    ends: date
    places: int
    act: Act
    by: int
    by_name: str
    at: datetime
    verdict: str
    second_name: str
    settled_at: datetime | None
    note: str
    taken: int

    @property
    def left(self) -> int:
        """Places still free; never less than none, however many were taken before the number was lowered."""
        return max(0, self.places - self.taken)


@dataclass(frozen=True)
class Quota:
    """One measure with a quota: its records, the newest first, and how many wait in the queue."""

    measure: str
    lines: tuple[PlacesView, ...]
    queue: int

    @property
    def counts(self) -> tuple[PlacesView, ...]:
        """Approved records that still hold for some day of theirs, by period; a later one hides the same period."""
        found: dict[tuple[date, date], PlacesView] = {}
        for line in self.lines:
            if line.verdict == "approved":
                kept = found.get((line.starts, line.ends))
                if kept is None or (line.settled_at or line.at) > (kept.settled_at or kept.at):
                    found[line.starts, line.ends] = line
        return tuple(sorted(found.values(), key=lambda line: line.starts, reverse=True))

    @property
    def waiting(self) -> tuple[PlacesView, ...]:
        return tuple(line for line in self.lines if line.verdict == "waiting")


def quotas(*, region: str, measures: Collection[str]) -> tuple[Quota, ...]:
    """These measures in the order given; three queries. Asks no permission."""
    rows = list(Places.objects.in_region(region).filter(measure__in=measures).order_by("-id")[:MAX_ROWS])
    taken = _taken(region, measures)
    waits = QueuePlace.objects.in_region(region).filter(measure__in=measures, given_on=None)
    queue = dict(waits.values_list("measure").annotate(n=Count("id")))
    return tuple(
        Quota(one, tuple(_view(row, taken) for row in rows if row.measure == one), queue.get(one, 0))
        for one in measures
    )


def places_waiting(*, region: str) -> int:
    """How many records of places wait for a second person; one query."""
    return Places.objects.in_region(region).filter(verdict=None).count()


def view(row: Places) -> PlacesView:
    return _view(row, _taken(row.region, [row.measure]))


def _taken(region: str, measures: Collection[str]) -> Counter[tuple[str, date]]:
    """(measure, day of the decision) -> awards."""
    rows = Award.objects.in_region(region).filter(measure__in=measures).values_list("measure", "decision__on")
    return Counter({(measure, on): n for measure, on, n in rows.annotate(n=Count("id")).order_by()})


def _view(row: Places, taken: Counter[tuple[str, date]]) -> PlacesView:
    return PlacesView(
        token=row.token, measure=row.measure, starts=row.starts, ends=row.ends, places=row.places,
        act=Act(row.act, row.act_number, row.act_date, row.act_url, row.verified), by=row.by_id, by_name=row.by_name,
        at=row.at, verdict=row.verdict or "waiting", second_name=row.second_name or "", settled_at=row.settled_at,
        note=row.second_note or "",
        taken=sum(n for (one, on), n in taken.items() if one == row.measure and row.starts <= on <= row.ends),
    )  # fmt: skip


def problems(book: Rulebook, offer: PlacesOffer, known: Quota | None, *, on: date) -> tuple[Problem, ...]:
    """Everything that is wrong, at once; "jump" and "overlap" are questions that a yes settles."""
    measure = book.measures.get(offer.measure)
    if measure is None or not any(version.file.quota for version in measure.versions):
        return (Problem("measure", _("У этой меры нет мест.")),)
    act = rules.act_problems(offer.act, on, unnamed=_("Назовите акт, которым установлены места."))
    return (*_numbers(offer), *_days(offer, known), *act, *_beside(offer, known))


def _numbers(offer: PlacesOffer) -> Iterator[Problem]:
    if offer.places is None:
        yield Problem("places", _("Впишите число мест."))
    elif offer.places < 0:
        yield Problem("places", _("Мест не может быть меньше нуля."))


def _days(offer: PlacesOffer, known: Quota | None) -> Iterator[Problem]:
    if offer.starts is None:
        yield Problem("starts", _("Укажите, с какого дня есть места."))
    if offer.ends is None:
        yield Problem("ends", _("Укажите последний день: места дают на срок."))
    elif offer.starts is not None and offer.ends < offer.starts:
        yield Problem("ends", _("Последний день раньше первого."))
    waits = next((one for one in known.waiting if one.starts == offer.starts), None) if known else None
    if waits is not None:
        yield Problem(
            "starts",
            _("С этого дня места уже внесены и ждут второго человека: %(who)s, %(day)s.")
            % {"who": waits.by_name, "day": day_short(waits.at)},
        )


def _beside(offer: PlacesOffer, known: Quota | None) -> Iterator[Problem]:
    lines = known.counts if known else ()
    if offer.starts and offer.ends and "overlap" not in offer.sure:
        crossed = [one for one in lines if one.starts <= offer.ends and offer.starts <= one.ends]
        if crossed:
            yield Problem(
                "starts", _("На эти дни уже внесено: %(what)s.") % {"what": "; ".join(map(_told, crossed))}, "overlap"
            )
    if offer.places is not None and offer.places >= 0 and "jump" not in offer.sure:
        yield from _jump(offer, lines)


def _jump(offer: PlacesOffer, lines: Iterable[PlacesView]) -> Iterator[Problem]:
    assert offer.places is not None
    begun = [one for one in lines if offer.starts is None or one.starts <= offer.starts]
    before = max(begun, key=lambda one: one.starts, default=None)
    if before is None:
        return
    # Decisions inside the new period took places already, whatever number is entered now.
    same = bool(offer.starts and offer.ends and before.starts <= offer.ends and offer.starts <= before.ends)
    if same and offer.places < before.taken:
        yield Problem(
            "places",
            _("Уже занято %(taken)s. Если мест станет меньше, новых давать не будут.") % {"taken": before.taken},
            "jump",
        )
    elif before.places and (offer.places > before.places * ABSURD or offer.places * ABSURD < before.places):
        yield Problem(
            "places",
            _("Раньше было %(before)s, новое число отличается больше чем в три раза. Проверьте цифры.")
            % {"before": counted(before.places, _("место/места/мест"))},
            "jump",
        )


def _told(one: PlacesView) -> str:
    return _("%(places)s с %(first)s по %(last)s") % {
        "places": counted(one.places, _("место/места/мест")), "first": day_short(one.starts),
        "last": day_short(one.ends),
    }  # fmt: skip
