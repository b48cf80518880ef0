"""One cell of a region: some thousands of families imagined at once. A cell depends on the seed and its number only."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from ryadom.rules.compiled import Rulebook
from ryadom.rules.imagined.draws import Draws
from ryadom.rules.imagined.family_facts import tell_families
from ryadom.rules.imagined.households import Households, households
from ryadom.rules.imagined.incomes import Incomes, incomes
from ryadom.rules.imagined.marginals import RegionFile
from ryadom.rules.imagined.marks import tell_marks
from ryadom.rules.imagined.people import people
from ryadom.rules.imagined.person_facts import tell_persons
from ryadom.rules.imagined.requests import tell_requests
from ryadom.rules.imagined.telling import Teller
from ryadom.rules.snapshots.part import Label, Part

FAMILIES = 8192  # in a cell
PLACES = ("город", "село")
FULL, LATE, NO_RECORDS = range(3)
LATE_MONTHS = 3  # that registers have not sent yet


@dataclass(frozen=True)
class Cell:
    """Families as a part, and what was drawn for them by the path of its marginal: whose it is (`family`, `person`)
    and a code, or roubles, for each (-1: not asked). `asked` says of whom each fact is asked (None: of all),
    `year` the kopecks of each kind of income in the last year.
    """

    part: Part
    age: Any
    sex: Any
    drawn: dict[str, tuple[str, Any]]
    asked: dict[str, Any]
    year: dict[str, Any]

    def take(self, families: Any) -> "Cell":
        """Some of the families."""
        persons, _ = self.part.persons_of(families)
        rows = {"family": families, "person": persons}
        return Cell(
            self.part.take(families),
            self.age[persons],
            self.sex[persons],
            {path: (owner, codes[rows[owner]]) for path, (owner, codes) in self.drawn.items()},
            {
                key: of if of is None else of[families if key in self.part.family else persons]
                for key, of in self.asked.items()
            },
            {kind: kopecks[persons] for kind, kopecks in self.year.items()},
        )


def cell(book: Rulebook, region: RegionFile, seed: int, number: int, on: date) -> Cell:
    """Cell `number` of a region as it is on a day."""
    homes = households(region, Draws(seed, number, "households"), FAMILIES, on)
    folk = people(region, Draws(seed, number, "people"), homes)
    money = incomes(region, Draws(seed, number, "incomes"), homes, folk)
    teller = Teller(book, region, seed, number, homes)
    covered = Draws(seed, number, "records").one_of(region["records.cover"], FAMILIES)
    homes.drawn["records.cover"] = "family", covered
    tell_persons(teller, Draws(seed, number, "persons"), folk, money)
    tell_families(teller, Draws(seed, number, "families"), folk, money, covered == NO_RECORDS)
    tell_requests(teller, Draws(seed, number, "requests"))
    tell_marks(teller)
    unsure = Draws(seed, number, "open").happens(region["households.open"], FAMILIES)
    homes.drawn["households.open"] = "family", unsure
    part = _part(region, homes, money, teller, covered, unsure)
    return Cell(part, homes.age, homes.sex, homes.drawn, teller.asked, money.year)


def _part(region: RegionFile, homes: Households, money: Incomes, teller: Teller, covered: Any, unsure: Any) -> Part:
    months = len(money.months)
    cover = np.zeros((homes.count, 2), np.int16)
    cover[:, 1] = np.select([covered == FULL, covered == LATE], [months, months - LATE_MONTHS], 0)
    shown = money.all
    shown *= np.arange(months)[None, :] < cover[:, 1][homes.family][:, None]
    homes.drawn["districts"] = "family", homes.district
    homes.drawn["households.kinds"] = "family", homes.kind
    return Part(
        region.region,
        homes.start,
        teller.family,
        teller.person,
        unsure,
        money.months,
        shown,
        cover,
        labels={
            "district": Label(region["districts"].names, homes.district.astype(np.int16)),
            "place": Label(PLACES, homes.village.astype(np.int16)),
        },
    )
