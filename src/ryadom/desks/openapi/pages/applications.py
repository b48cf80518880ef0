"""Applications: the same verbs, permissions and words as the person's own pages.

Whoever calls is signed in as on the pages: the session's cookie and its CSRF token. A bearer token would be a second
kind of login, to be issued, kept secret, revoked and logged for each outer system; it comes when the first one does.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Body, Router
from ninja.security import django_auth

from ryadom.desks.openapi import replies
from ryadom.desks.openapi.bodies import Application
from ryadom.desks.openapi.documents import Fault, document, pointer
from ryadom.desks.openapi.faults import Faulty
from ryadom.desks.openapi.visit import Visit, said, visit_of
from ryadom.measures import api as measures
from ryadom.packs.api import PracticeErrors, did_you_mean
from ryadom.rules import api as rules
from ryadom.rules.api import FactRef, FactValue, Rulebook

router = Router(tags=["application"], auth=django_auth)
CHANNEL = "web"  # cases know no channel of programs yet
MARKS = ("attested", "received")
REFUSALS = dict.fromkeys((401, 403, 404, 409, 413), replies.Refusal)


@router.post(
    "/applications",
    response={201: replies.Claim, **REFUSALS, 422: replies.Faults},
    operation_id="apply",
    summary="Keep a draft of an application",
)
def start(request: HttpRequest, application: Application = Body(...)) -> HttpResponse:  # noqa: B008
    """For oneself, for somebody represented, or by staff for a person. The same `form_token` gives the same draft; it
    is kept for 30 days. What is said here never proves anything by itself.
    """
    visit = visit_of(request)
    person = application.person or visit.by.person_id
    if person is None:
        raise Faulty([Fault("/person", "скажите, для кого заявление", "say for whom the application is")])
    draft = measures.start_draft(
        by=visit.by,
        form_token=application.form_token,
        person=person,
        measure=application.measure,
        subject=application.subject or str(person),
        facts=_facts(request.json_document.get("facts", {}), visit),  # type: ignore[attr-defined]
        channel=CHANNEL,
        book=visit.book,
        on=visit.on,
        at=visit.at,
        situation=application.situation,
    )
    return said(_standing(visit, draft.token), status=201)


@router.post(
    "/applications/{uuid:token}/send",
    response={200: replies.Claim, **REFUSALS, 422: replies.Faults},
    operation_id="send",
    summary="Send a draft",
)
def send(request: HttpRequest, token: UUID) -> HttpResponse:
    """Number, clock and promise. Sending what is sent gives the same number. Only an identified person sends."""
    visit = visit_of(request)
    measures.send(by=visit.by, claim=token, book=visit.book, on=visit.on, at=visit.at)
    return said(_standing(visit, token))


@router.get(
    "/applications/{uuid:token}",
    response={200: replies.Claim, **REFUSALS, 422: replies.Faults},
    operation_id="application",
    summary="Where an application stands",
)
def one(request: HttpRequest, token: UUID) -> HttpResponse:
    """Number, promised day, who holds it, every step: in the words of the person's own page."""
    return said(_standing(visit_of(request), token))


def _standing(visit: Visit, token: UUID) -> dict[str, Any]:
    found = measures.timeline(by=visit.by, token=token, on=visit.on)
    claim = found.claim
    return {
        "token": str(claim.token),
        "number": found.number,
        "measure": claim.measure,
        "title": claim.title,
        "person": str(claim.person),
        "subject": claim.subject,
        "state": claim.state,
        "state_title": claim.state_title,
        "kept_until": rules.plain(claim.kept_until) if claim.case is None else None,
        "sent_on": rules.plain(claim.sent_on),
        "promised_on": rules.plain(found.promised_on),
        "overdue": found.overdue,
        "holder": found.holder,
        "holder_phone": found.holder_phone,
        "place": found.place,
        "steps": [{"state": s.state, "on": rules.plain(s.on), "text": str(s.text), "who": s.who} for s in found.steps],
    }


# --- what the person says ---------------------------------------------------------------------------------------------


def _facts(raw: dict[str, Any], visit: Visit) -> dict[str, FactValue]:
    """Facts by reference, judged by the same reader as a facts file; whatever source they claim, they are words."""
    misplaced = [fault for ref in raw if (fault := _misplaced(ref, visit.book))]
    if misplaced:
        raise Faulty(misplaced)
    judged = {ref: _judged(ref, value, visit) for ref, value in raw.items()}
    return {ref: value for ref, value in judged.items() if value is not None}


def _misplaced(ref: str, book: Rulebook) -> Fault | None:
    key, person = FactRef.of(ref)
    here = pointer(("facts", ref))
    if key.partition(":")[0] in MARKS:
        return None
    if key not in book.facts:
        ru, en = did_you_mean(key, book.facts)
        return Fault(here, f"нет сведения «{key}»{ru}", f'no fact "{key}"{en}')
    if (book.facts[key].file.of == "person") != bool(person):
        return Fault(
            here,
            "о человеке пишут ключ@человек, о семье и жилье просто ключ",
            "a fact of a person is key@person, of a family or dwelling simply key",
        )
    return None


def _judged(ref: str, value: Any, visit: Visit) -> FactValue | None:
    key, person = FactRef.of(ref)
    data: dict[str, Any] = {"region": visit.region, "persons": [{"id": person}] if person else []}
    mark, _, criterion = key.partition(":")
    if mark in MARKS:
        data[mark] = {f"{criterion}@{person}" if person else criterion: value}
    elif person:
        data["persons"][0][key] = value
    else:
        data[visit.book.facts[key].file.of] = {key: value}
    try:
        family = rules.family_from_document(document(data, visit.book), lambda region: visit.book, visit.on)
    except PracticeErrors as errors:
        raise Faulty(Fault(pointer(("facts", ref)), one.ru, one.en) for one in errors.findings) from None
    held = family.known(FactRef(key, person))
    return FactValue(held.value, "said", held.about) if held else None
