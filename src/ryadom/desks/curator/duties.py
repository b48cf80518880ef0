"""What one of staff owes today: people to be called back, answers that did not come, promises and renewals near.

A curator reads it in their day, who decides on a page of its own.
"""

from __future__ import annotations

from typing import Any

from ryadom.cases import api as cases
from ryadom.desks.curator import rows
from ryadom.desks.curator.visit import Visit
from ryadom.measures import api as measures
from ryadom.rules.api import Rulebook


def of(visit: Visit, book: Rulebook) -> dict[str, Any]:
    """The lists of the part «Сроки», how many lines they have, and where the first of them stands on the page."""
    found = cases.today(by=visit.by, on=visit.on)
    calendar = measures.calendar_of(book)
    tokens = {note.case for note in found.notes if note.case} | {one.case for one in found.late_requests}
    tokens |= {one.token for one in found.promises}
    claims = measures.of_cases(region=visit.region, cases_=tokens) if tokens else {}
    lists: dict[str, Any] = {
        "notes": [(note, claims.get(note.case) if note.case else None) for note in found.notes],
        "late_requests": [(one, claims.get(one.case)) for one in found.late_requests],
        "promises": rows.with_claims(found.promises, claims, visit.on, calendar),
        "renewals": measures.due_for_renewal(region=visit.region, on=visit.on),
    }
    filled = [name for name, some in lists.items() if some]
    anchors = {"late_requests": "requests"}
    return {
        **lists,
        "due_total": sum(len(some) for some in lists.values()),
        "due_anchor": f"#{anchors.get(filled[0], filled[0])}" if filled else "",
    }
