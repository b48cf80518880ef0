"""Which conditions stand behind refusals: numbers only, no person in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from ryadom.people.api import Actor, role

from .errors import Forbidden
from .grounds import CRITERIA
from .models import Decision

may_count = role("observer", "methodologist", "head", "specialist", "curator")


@dataclass(frozen=True)
class RefusalCount:
    """How often one criterion (its id), or one procedural ground (its id), of one measure stood behind a refusal."""

    measure: str
    measure_title: str
    ground: str
    times: int


def refusals(*, by: Actor, since: date, until: date) -> tuple[RefusalCount, ...]:
    """Refusals in force, decided in a period (both ends included), the most frequent first. Raises Forbidden.

    A refusal by two criteria counts for both. One that an appeal superseded counts for none.
    """
    if not may_count(by):
        raise Forbidden
    every = Decision.objects.in_region(by.region)
    superseded = every.filter(supersedes__isnull=False).values("supersedes")
    rows = every.filter(verdict="refused", on__gte=since, on__lte=until).exclude(pk__in=superseded)
    titles: dict[str, str] = {}
    counted: Counter[tuple[str, str]] = Counter()
    for measure, title, ground, criteria in rows.values_list("claim__measure", "claim__title", "ground", "criteria"):
        titles[measure] = title
        counted.update((measure, one) for one in (criteria if ground == CRITERIA else [ground]))
    return tuple(
        RefusalCount(measure, titles[measure], ground, times)
        for (measure, ground), times in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    )
