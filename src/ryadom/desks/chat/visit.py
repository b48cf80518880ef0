"""Who writes and from where: read once per request."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from secrets import token_urlsafe

from django.http import HttpRequest

from ryadom.channels import api as channels
from ryadom.channels.api import Channel
from ryadom.people import api as people
from ryadom.regions.clock import local, now
from ryadom.talk import api as talk

# The key of this browser. The resident's pages keep their drafts under the same one, so that answers can go over.
VISITOR = "visitor-key"
BOT = ""


@dataclass(frozen=True)
class Visit:
    """One request: the region, the moment, the region's own day, the address of this browser."""

    region: str
    at: datetime
    on: date
    owner: talk.Owner
    chat: str
    language: str
    account: int | None

    @cached_property
    def by(self) -> people.Actor:
        """Who acts; the person behind the account where one is known."""
        return people.actor(account_id=self.account, region=self.region, on=self.on)

    @cached_property
    def address(self) -> channels.Conversing:
        """The address of this browser; the person's who signed in here and is known for sure.

        A code without a passport proves nobody: until then the thread stays the browser's own.
        """
        found = channels.address(region=self.region, channel=Channel.WEB, bot=BOT, chat=self.chat, at=self.at)
        person = self.by.person_id
        if person is not None and self.by.at_least("identified") and found.person != str(person):
            channels.link_by_login(region=self.region, address=found.id, person=person, at=self.at)
            return channels.address(region=self.region, channel=Channel.WEB, bot=BOT, chat=self.chat, at=self.at)
        return found


def visit_of(request: HttpRequest) -> Visit:
    """The visit of this request. A browser without a key gets a random one, kept in the session only."""
    at = now()
    region = request.region  # type: ignore[attr-defined]
    key = request.session.get(VISITOR)
    if not isinstance(key, str):
        key = request.session[VISITOR] = token_urlsafe(24)
    account = request.user.pk if request.user.is_authenticated else None
    owner = talk.Owner(account_id=account) if account else talk.Owner(visitor_key=key)
    # Somebody else who signs in on the same computer has another address: nothing of the first one's is shown.
    chat = hashlib.sha256(f"{key}:{account or ''}".encode()).hexdigest()
    language = "en" if (getattr(request, "LANGUAGE_CODE", "") or "ru").startswith("en") else "ru"
    return Visit(region, at, local(at, region).date(), owner, chat, language, account)
