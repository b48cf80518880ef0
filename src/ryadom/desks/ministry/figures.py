"""The numbers of a region, gathered from the rooms by batch questions: what each room counts, never a person.

`cases` counts the flow of requests, `measures` the refusals, `voice` what people said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ryadom.cases import api as cases
from ryadom.desks.ministry.periods import Period
from ryadom.measures import api as measures
from ryadom.people.api import Actor
from ryadom.voice import api as voice


@dataclass(frozen=True)
class Figures:
    """Everything the page tells."""

    open: int
    overdue: int
    flow: cases.Flow
    refusals: tuple[measures.RefusalCount, ...]
    said: voice.Stats

    @property
    def anything(self) -> bool:
        """Whether there is anything to tell yet."""
        return bool(self.flow.received or self.flow.decided or self.open or self.overdue or self.said.all.asked)


def figures(actor: Actor, period: Period, on: date) -> Figures:
    """Gather; a fixed number of queries whatever the number of rows. Raises the rooms' own refusals."""
    counted = cases.counts(by=actor, on=on)
    known = {"since": period.since, "until": period.until}
    return Figures(
        open=counted.open + counted.paused,
        overdue=counted.overdue,
        flow=cases.flow(by=actor, **known),
        refusals=measures.refusals(by=actor, **known),
        said=voice.stats(actor=actor, **known),
    )
