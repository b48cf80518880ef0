"""Who receives a measure on a day: an award that has not ended, given here or told of by a file. One statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Q
from numpy.typing import NDArray

from ryadom.measures.models import Award, Received

FAMILY = "family"


@dataclass
class Awarded:
    """Everybody of a region: persons by measure, and the measures that a person receives for their family."""

    persons: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    for_families: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def of(self, persons: NDArray[Any], homes: NDArray[Any]) -> Receiving:
        """The same with families by their ids, for some persons and the family of each."""
        families: dict[str, set[str]] = defaultdict(set)
        if self.for_families:
            for person, home in zip(persons.tolist(), homes.tolist(), strict=True):
                for measure in self.for_families.get(person, ()):
                    families[measure].add(home)
        return Receiving(self.persons, families)


@dataclass(frozen=True)
class Receiving:
    """Ids of persons and of families by measure, for the families of one part."""

    persons: Mapping[str, Collection[str]]
    families: Mapping[str, Collection[str]]

    def marks(self, measure: str, family: NDArray[Any], person: NDArray[Any]) -> NDArray[np.bool_]:
        """Which subjects receive it; a person receives what their family does, as rules read it."""
        own, together = self.persons.get(measure, ()), self.families.get(measure, ())
        if not own and not together:
            return np.zeros(len(family), np.bool_)
        pairs = zip(family.tolist(), person.tolist(), strict=True)
        return np.fromiter((one in own or home in together for home, one in pairs), np.bool_, len(family))


def awarded(region: str, on: date) -> Awarded:
    """What runs on a day or is yet to begin; one statement."""
    told, found = ("measure", "subject", "person"), Awarded()
    here = Award.objects.in_region(region).filter(not_over(on), Q(ended_on=None) | Q(ended_on__gt=on))
    before = Received.objects.in_region(region).filter(not_over(on))
    rows = here.order_by().values_list(*told).union(before.order_by().values_list(*told))
    for measure, subject, person in rows:
        if subject == FAMILY:
            found.for_families[str(person)].add(measure)
        else:
            found.persons[measure].add(subject)
    return found


def not_over(on: date) -> Q:
    """Awards whose last day has not passed."""
    return Q(ends=None) | Q(ends__gte=on)
