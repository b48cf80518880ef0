"""Who is here and when: read once per request and passed on."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from secrets import token_urlsafe
from typing import TypedDict

from django.http import HttpRequest

from ryadom.people import api as people
from ryadom.regions.clock import local, now
from ryadom.talk.api import Owner

VISITOR = "visitor-key"


class Key(TypedDict):
    """What opens one conversation of this visit."""

    region: str
    token: str
    owner: Owner
    at: datetime


@dataclass(frozen=True)
class Visit:
    """One request of a resident: the region, the moment, the region's own day, who owns the drafts."""

    region: str
    at: datetime
    on: date
    owner: Owner
    language: str

    @cached_property
    def by(self) -> people.Actor:
        """Who acts, asked once for a request; the person behind the account where one is known."""
        return people.actor(account_id=self.owner.account_id, region=self.region, on=self.on)

    def key(self, token: str) -> Key:
        """The key to one of the visitor's conversations."""
        return Key(region=self.region, token=token, owner=self.owner, at=self.at)


def visit_of(request: HttpRequest) -> Visit:
    """The visit of this request. A visitor without an account gets a random key, kept in the session only."""
    at = now()
    region = request.region  # type: ignore[attr-defined]
    return Visit(region, at, local(at, region).date(), owner_of(request), language_of(request))


def owner_of(request: HttpRequest) -> Owner:
    """The account, or the visitor's key."""
    if request.user.is_authenticated:
        return Owner(account_id=request.user.pk)
    key = request.session.get(VISITOR)
    if not isinstance(key, str):
        key = request.session[VISITOR] = token_urlsafe(24)
    return Owner(visitor_key=key)


def language_of(request: HttpRequest) -> str:
    """ "ru" or "en"."""
    return "en" if (getattr(request, "LANGUAGE_CODE", "") or "ru").startswith("en") else "ru"
