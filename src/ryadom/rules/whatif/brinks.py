"""Cliffs that a scenario makes and removes: where one rouble more a month loses more than it brings."""

from datetime import date
from decimal import Decimal

import numpy as np

from ryadom.rules.compiled import Rulebook
from ryadom.rules.everyone.deciding import Everyone
from ryadom.rules.runs.cliffs import STEP, Sample, earning_more
from ryadom.rules.runs.costs import payments
from ryadom.rules.snapshots.part import Part
from ryadom.rules.trying.effect import Moved
from ryadom.rules.trying.held import Held
from ryadom.rules.whatif.calendar import MONTHS
from ryadom.rules.whatif.comparing import aligned
from ryadom.rules.whatif.comparison import Cliffs
from ryadom.rules.whatif.sides import Sides, StatusQuo, sides
from ryadom.rules.whatif.trial import scenario_of
from ryadom.rules.whatif.worth import NO, YES, Flags, Ints, Worth, worths

LOOKED_AT = 2_000  # families: enough to see a cliff, few enough to wait for
NOBODY: Ints = np.zeros(0, np.int64)


def cliffs_of(
    book: Rulebook, held: Held, on: date, moved: Moved, before: Decimal, *, wanted: int = LOOKED_AT
) -> Cliffs | None:
    """Cliffs that one moved number makes and removes among about `wanted` families of a population, the same ones each
    time; None where it moves nothing.
    """
    brinks = Brinks(
        sides(StatusQuo(book), scenario_of(book, "", on, moved, before)),
        Sample.choose(held.families, wanted, seed=0),
    )
    first = 0
    for part in held.parts:
        brinks.add(part, first)
        first += part.families
    return brinks.told()


class Brinks:
    """Counted part by part over a sample of families; without a sample nobody is looked at."""

    def __init__(self, two: Sides, sample: Sample | None) -> None:
        self.two, self.sample = two, sample
        scenario, there = two.scenario, two.touched
        self.before = Everyone(two.before, on=scenario.on, measures=there)
        self.after = Everyone(two.after, on=scenario.on, measures=there, parameters=scenario.parameters)
        self.counts = np.zeros(4, np.int64)  # before, after, made, removed
        self.families = 0

    def add(self, part: Part, first: int) -> None:
        """The chosen families of a part that begins at family number `first`."""
        if self.sample is None or not self.two.touched:
            return
        chosen = part.take(self.sample.rows(first, part.families))
        richer = earning_more(chosen)
        old, new = (_brinks(side, chosen, richer) for side in (self.before, self.after))
        self.families += chosen.families
        for id in self.two.touched:
            mine, theirs = old.get(id, NOBODY), new.get(id, NOBODY)
            made, removed = np.setdiff1d(theirs, mine), np.setdiff1d(mine, theirs)
            self.counts += [len(mine), len(theirs), len(made), len(removed)]

    def told(self) -> Cliffs | None:
        """The counts, None where nobody was looked at."""
        before, after, made, removed = (int(one) for one in self.counts)
        return Cliffs(before, after, made, removed, self.families) if self.families else None


def _brinks(side: Everyone, chosen: Part, richer: Part) -> dict[str, Ints]:
    """The subjects of each measure that stand at a cliff, as numbers."""
    now, then = worths(side, chosen), worths(side, richer)
    found = {}
    for measure in side.measures:
        here, there = aligned(now[measure.id], then[measure.id], chosen.persons)
        rows = over_the_edge(here, there, STEP * MONTHS // (payments(measure.file) or MONTHS))
        found[measure.id] = (here.family * (chosen.persons + 1) + here.person + 1)[rows]
    return found


def over_the_edge(now: Worth, then: Worth, earned: int) -> Flags:
    """Who has a payment that is known and loses it, or more of it than was earned in one period."""
    had = (now.gets == YES) & ~now.open & (now.low == now.high) & (now.low > 0)
    less = (then.gets == YES) & ~then.open & (then.low == then.high) & (now.low - then.low > earned)
    found: Flags = had & ((then.gets == NO) | less)
    return found
