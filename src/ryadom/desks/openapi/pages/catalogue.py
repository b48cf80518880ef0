"""What the rules of a region know: its measures and the facts that may be told."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from ryadom.desks.openapi import replies
from ryadom.desks.openapi.visit import Language, book_of, said
from ryadom.rules import api as rules
from ryadom.rules.api import FactKind, Measure

router = Router(tags=["catalogue"])
REGION = Query(..., description="A region's code (ISO 3166-2), as RU-CHE.", max_length=20)


@router.get(
    "/measures",
    response={200: replies.Measures, 404: replies.Refusal, 422: replies.Faults},
    operation_id="measures",
    summary="The measures installed for a region",
)
def measures(request: HttpRequest, region: str = REGION, language: Language = "ru") -> HttpResponse:
    """The federal ones and the region's own, by id."""
    book = book_of(region)
    found = [_measure(one, language) for _, one in sorted(book.measures.items())]
    return said({"region": region, "lock": book.lock, "measures": found})


@router.get(
    "/facts",
    response={200: replies.Catalogue, 404: replies.Refusal, 422: replies.Faults},
    operation_id="facts",
    summary="The facts that may be told",
)
def facts(request: HttpRequest, region: str = REGION, language: Language = "ru") -> HttpResponse:
    """The catalogue: keys of a document for `answer`, by key."""
    book = book_of(region)
    found = [_fact(kind, language) for _, kind in sorted(book.facts.items())]
    return said({"region": region, "lock": book.lock, "facts": found})


def _measure(measure: Measure, language: str) -> dict[str, Any]:
    file = measure.file
    return {
        "id": measure.id,
        "practice": measure.practice,
        "title": file.title.said(language),
        "short": file.short.said(language),
        "summary": file.summary.said(language),
        "kind": file.kind,
        "period": file.period,
        "decided_by": file.decided_by,
        "mode": measure.mode,
        "subject": file.for_,
        "situations": list(file.situations),
        "versions_from": sorted(v.file.from_.isoformat() for v in measure.versions),
        "closed_on": file.closed.on.isoformat() if file.closed else None,
    }


def _fact(kind: FactKind, language: str) -> dict[str, Any]:
    file = kind.file
    return {
        "key": kind.key,
        "name": file.name,
        "of": file.of,
        "type": file.type,
        "unit": file.unit,
        "question": file.question.said(language) if file.question else None,
        "why": file.why.said(language) if file.why else None,
        "choices": [
            {"value": c.value, "name": c.name, "title": c.title.said(language) if c.title else c.name}
            for c in file.choices
        ],
        "min": rules.plain(file.min),
        "max": rules.plain(file.max),
        "may_be_absent": file.may_be_absent,
        "sensitive": file.sensitive,
        "sources": list(file.sources),
    }
