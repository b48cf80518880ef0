"""Who asks, where and when: read once per request. The day is the region's own."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja.parser import Parser

from ryadom.desks.openapi.documents import LARGEST_BODY, Fault, NotJson, faults_of, parse
from ryadom.desks.openapi.faults import Faulty, TooLarge, UnknownRegion
from ryadom.kit.codes import is_region_code
from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.regions.clock import local, now, today
from ryadom.rules import api as rules
from ryadom.rules.api import Rulebook

Language = Literal["ru", "en"]
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True)
class Visit:
    """A request for an application: who acts, in which region, the moment and the region's own day."""

    by: Actor
    region: str
    at: datetime
    on: date

    @property
    def book(self) -> Rulebook:
        return book_of(self.region)


def visit_of(request: HttpRequest) -> Visit:
    """Whoever is signed in, in the region of the session."""
    region, at = request.region, now()  # type: ignore[attr-defined]
    on = local(at, region).date()
    account = request.user.pk if request.user.is_authenticated else None
    return Visit(people.actor(account_id=account, region=region, on=on), region, at, on)


def book_of(region: str) -> Rulebook:
    """The rules active in a region today; they hold the versions of every day asked about. Raises UnknownRegion."""
    if not is_region_code(region):
        raise UnknownRegion
    try:
        return rules.rulebook(region, today(region))
    except LookupError:
        raise UnknownRegion from None


class ExactParser(Parser):
    """Bodies with exact numbers and a limit; the document as it came stays beside the request."""

    def parse_body(self, request: HttpRequest) -> Any:
        if len(request.body) > LARGEST_BODY:
            raise TooLarge
        try:
            data = parse(request.body)
        except NotJson:
            raise Faulty([Fault("", "это не JSON в UTF-8", "this is not JSON in UTF-8")]) from None
        if faults := tuple(faults_of(data)):
            raise Faulty(faults[:100])
        request.json_document = data  # type: ignore[attr-defined]
        return data


def said(data: Any, status: int = 200) -> HttpResponse:
    """The reply as it is: nothing is added, nothing left out, nobody keeps it on the way."""
    text = json.dumps(data, ensure_ascii=False)
    return HttpResponse(text, content_type="application/json", status=status, headers={"Cache-Control": "no-store"})
