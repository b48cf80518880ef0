"""Names of the people on a page: looked up in one question, and written down where each of them reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override

from ryadom.desks.provider.visit import MOST_SEEN, PURPOSE, SEEN, Visit
from ryadom.people import api as people


def named(request: HttpRequest, visit: Visit, persons: Iterable[UUID]) -> Mapping[UUID, people.Person]:
    """The persons of this provider's orders by id. One line a day for each in the log that they read themselves."""
    found = people.persons(region=visit.region, ids=set(persons))
    today = visit.on.isoformat()
    kept = request.session.get(SEEN, {})
    seen = set(kept.get("seen", ())) if kept.get("day") == today else set()
    fresh = [one for one in found if str(one) not in seen]
    if fresh:
        with override("ru"):
            purpose = _(PURPOSE) % {"provider": visit.provider.title}
        people.log_serving(by=visit.by, at=visit.at, person_ids=fresh, purpose=purpose, what=("person", "care"))
        request.session[SEEN] = {"day": today, "seen": [*seen, *map(str, fresh)][-MOST_SEEN:]}
    return found
