"""Who is here and when: read once per request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest

from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.regions.clock import local, now
from ryadom.rules import api as rules


@dataclass(frozen=True)
class Visit:
    """One request: the region, the moment, the region's own day, who acts, the reader's language."""

    region: str
    at: datetime
    on: date
    by: Actor
    language: str

    @property
    def when(self) -> dict[str, Any]:
        """The day and the moment, as actions take them."""
        return {"on": self.on, "at": self.at}

    @property
    def book(self) -> rules.Rulebook:
        """The rules of the region today. Raises Http404 where nothing is active."""
        try:
            return rules.rulebook(self.region, self.on)
        except LookupError:
            raise Http404 from None


def visit_of(request: HttpRequest) -> Visit:
    """The visit of this request."""
    at, region = now(), request.region  # type: ignore[attr-defined]
    on = local(at, region).date()
    account = request.user.pk if request.user.is_authenticated else None
    english = (getattr(request, "LANGUAGE_CODE", "") or "ru").startswith("en")
    by = people.actor(account_id=account, region=region, on=on)
    return Visit(region, at, on, by, "en" if english else "ru")
