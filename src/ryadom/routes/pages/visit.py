"""Who looks at a path and when: read once for a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest

from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.regions.clock import local, now


@dataclass(frozen=True)
class Visit:
    """One request: who acts, the moment, the region's day, the reader's language."""

    by: Actor
    at: datetime
    on: date
    language: str

    @property
    def when(self) -> dict[str, date | datetime]:
        return {"on": self.on, "at": self.at}


def visit_of(request: HttpRequest) -> Visit:
    """The visit of this request; nobody's for a stranger, who may read no path."""
    at = now()
    region = request.region  # type: ignore[attr-defined]
    on = local(at, region).date()
    account = request.user.pk if request.user.is_authenticated else None
    language = "en" if (getattr(request, "LANGUAGE_CODE", "") or "ru").startswith("en") else "ru"
    return Visit(people.actor(account_id=account, region=region, on=on), at, on, language)
