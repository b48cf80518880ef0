"""The demonstration's last step: the rules asked about everybody once, and today's calls planned from that."""

from __future__ import annotations

from datetime import datetime

from ryadom.measures import api as measures
from ryadom.patronage import api as patronage
from ryadom.people import api as people
from ryadom.regions.clock import local
from ryadom.rules import api as rules

HERE = "RU-CHE"


def load(at: datetime) -> None:
    """One run over the region's own people, then a plan for every curator."""
    on = local(at, HERE).date()
    try:
        book = rules.rulebook(HERE, on)
        measures.determine(book=book, on=on, at=at)
    except (LookupError, measures.DeterminingError):
        return
    by = people.system_actor(region=HERE, reason="demonstration")
    for one in people.staff_with_role(region=HERE, role="curator", on=on):
        patronage.plan_day(by=by, account=one.account_id, on=on)
