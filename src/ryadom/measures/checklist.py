"""Which documents a claim needs and how each stands. What the state holds is asked from the state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ryadom.cases.api import RequestView
from ryadom.rules.api import MeasureAnswer

PERSON, INTERAGENCY = "person", "interagency"
WAITING, BROUGHT, ACCEPTED, REJECTED = "waiting", "brought", "accepted", "rejected"
REQUESTED, CONFIRMED, NOT_CONFIRMED = "requested", "confirmed", "not_confirmed"


@dataclass(frozen=True)
class Needed:
    """A document of the measure's list, kept with the claim as it was on the day of applying."""

    id: str
    title: str
    source: str
    mandatory: bool
    form: str
    comment: str
    authority: str


@dataclass(frozen=True)
class Item:
    """A document and how it stands: waiting, brought, accepted, rejected; requested, confirmed, not_confirmed."""

    needed: Needed
    state: str
    papers: tuple[UUID, ...] = ()
    request: RequestView | None = None
    note: str = ""

    @property
    def for_person(self) -> bool:
        return self.needed.source == PERSON

    @property
    def missing(self) -> bool:
        """The person must still bring it."""
        return self.for_person and self.needed.mandatory and self.state in (WAITING, REJECTED)

    def late(self, on: date) -> bool:
        return self.request is not None and self.request.late(on)


@dataclass(frozen=True)
class Brought:
    """A paper in a claim and what staff said of it."""

    document: str
    paper: UUID
    accepted: bool | None
    note: str


def needed(answer: MeasureAnswer, says: str = "ru") -> tuple[Needed, ...]:
    """The measure's list of documents in plain values."""
    return tuple(
        Needed(
            one.id, one.title.said(says), one.source, one.mandatory, one.form,
            one.comment.said(says) if one.comment else "", one.from_.said(says) if one.from_ else "",
        )
        for one in answer.documents
    )  # fmt: skip


def checklist(
    documents: Iterable[Needed], brought: Iterable[Brought], requests: Iterable[RequestView]
) -> tuple[Item, ...]:
    """Every document with its state, those of the person first."""
    papers: dict[str, list[Brought]] = {}
    for paper in brought:
        papers.setdefault(paper.document, []).append(paper)
    asked = {request.key: request for request in requests if request.key}
    items = [
        _of_person(one, papers.get(one.id, []))
        if one.source == PERSON
        else _of_state(one, papers.get(one.id, []), asked)
        for one in documents
    ]
    return tuple(sorted(items, key=lambda item: not item.for_person))


def _of_person(one: Needed, papers: list[Brought]) -> Item:
    tokens = tuple(paper.paper for paper in papers)
    if any(paper.accepted for paper in papers):
        return Item(one, ACCEPTED, tokens)
    if any(paper.accepted is None for paper in papers):
        return Item(one, BROUGHT, tokens)
    if papers:
        return Item(one, REJECTED, tokens, note=papers[-1].note)
    return Item(one, WAITING)


def _of_state(one: Needed, papers: list[Brought], asked: Mapping[str, RequestView]) -> Item:
    tokens = tuple(paper.paper for paper in papers)
    request = asked.get(one.id)
    if request is None:
        # A person may bring on their own will what the state holds: taken, never demanded.
        return Item(one, BROUGHT if papers else WAITING, tokens)
    if request.answered_on is None:
        return Item(one, REQUESTED, tokens, request)
    state = {True: CONFIRMED, False: NOT_CONFIRMED, None: CONFIRMED}[request.positive]
    return Item(one, state, tokens, request, request.answer)
