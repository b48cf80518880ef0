"""From a draft to a sent application. A doubled click gives one draft, one application, one number."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from ryadom.cases import api as cases
from ryadom.cases.api import CHANNELS, typed
from ryadom.papers import api as papers
from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.rules.api import Rulebook, calendar_of

from .. import checklist, may, snapshot, terms, words
from ..assessing import Assessment, assess
from ..errors import AlreadyOpen, Forbidden, NotIdentified, WrongState
from ..events import ClaimSent, announce
from ..models import LIVE, Award, Claim, ClaimPaper, ClaimState, Mode, Signed
from .writing import ANY, changed, locked, looked_at, record

KEPT_DAYS = 30


@transaction.atomic
def start_draft(
    *, by: Actor, form_token: UUID, person: UUID, measure: str, subject: str, facts: dict[str, Any], situation: str,
    channel: str, book: Rulebook, on: date, at: datetime, renews: UUID | None = None,
) -> Claim:  # fmt: skip
    """Keep a filled application for 30 days. The same `form_token` gives the same draft.

    `facts`: by reference, packed (see `snapshot`); `subject`: a person's id or "family". Raises Forbidden, WrongState,
    BadSnapshot.
    """
    known = Claim.objects.in_region(by.region).filter(form_token=form_token).first()
    if known is None:
        known = _draft(by, form_token, person, measure, subject, facts, situation, channel, book, on, at, renews)
    if not may.start(by, looked_at(known, by, on)):
        raise Forbidden
    return known


def _draft(
    by: Actor, form_token: UUID, person: UUID, measure: str, subject: str, facts: dict[str, Any], situation: str,
    channel: str, book: Rulebook, on: date, at: datetime, renews: UUID | None,
) -> Claim:  # fmt: skip
    rule = book.measures.get(measure)
    if rule is None:
        raise WrongState(_("Такой меры в регионе нет."))
    if rule.mode == Mode.EXPLAIN:
        raise WrongState(_("Эту меру назначает другое ведомство. Мы напечатаем лист: куда идти и что взять."))
    if channel not in CHANNELS:
        raise WrongState(_("Неизвестно, как подано заявление."))
    snapshot.all_unpacked(facts)
    own = by.person_id == person
    claim = Claim(
        region=by.region, form_token=form_token, person_id=people.person(region=by.region, id=person).id,
        applicant_id=by.person_id if by.person_id and not own and not by.is_staff else None,
        account_id=by.account_id, helper_id=by.account_id if by.is_staff and not own else None,
        subject=subject, measure=measure, practice=rule.practice, title=rule.file.title.said("ru")[:300],
        kind=rule.file.kind, mode=rule.mode, situation=typed(situation, 120), channel=channel, answers={"facts": facts},
        started_at=at, kept_until=on + timedelta(days=KEPT_DAYS), renews=_renewed(by, renews),
    )  # fmt: skip
    if not may.start(by, may.Seen(claim, by, on)):
        raise Forbidden
    _remember(claim, assess(claim, book, on))
    try:
        with transaction.atomic():
            claim.save()
    except IntegrityError:
        return Claim.objects.in_region(by.region).get(form_token=form_token)
    return claim


@transaction.atomic
def change_draft(
    *, by: Actor, claim: UUID, facts: dict[str, Any], book: Rulebook, on: date, version: int | None = None
) -> Claim:
    """Other answers in a draft: everything is computed anew."""
    seen = locked(by, claim, may=may.change_draft, on=on, states=[ClaimState.DRAFT], version=version)
    snapshot.all_unpacked(facts)
    seen.claim.answers = {"facts": facts}
    _remember(seen.claim, assess(seen.claim, book, on))
    changed(seen.claim, "answers", *_REMEMBERED)
    return seen.claim


@transaction.atomic
def attach_paper(*, by: Actor, claim: UUID, paper: UUID, document: str, on: date, at: datetime) -> Claim:
    """Put a paper of the person into the claim as one document of its list; twice is once."""
    seen = locked(by, claim, may=may.attach, on=on, states=[ClaimState.DRAFT, *LIVE])
    found = papers.many(region=by.region, tokens=[paper]).get(paper)
    if found is None or found.owner != seen.claim.person_id:
        raise WrongState(_("Этот документ не найден у заявителя."))
    if document not in {one["id"] for one in seen.claim.documents}:
        raise WrongState(_("Такого документа в перечне нет."))
    added = ClaimPaper.objects.in_region(by.region).filter(claim=seen.claim, paper__token=paper).exists()
    if not added:
        ClaimPaper.objects.create(
            region=by.region, claim=seen.claim, paper_id=paper, document=document, at=at, by_id=by.account_id
        )
        values: dict[str, object] = {"document": titles(seen.claim)[document]}
        record(seen, by, "paper", words.PAPER, values, on, at)
    return seen.claim


@transaction.atomic
def send(*, by: Actor, claim: UUID, book: Rulebook, on: date, at: datetime) -> Claim:
    """Send electronically: number, clock and promise start. Sending what is sent gives the same number.

    Raises NotIdentified (the draft is kept), AlreadyOpen, WrongState, Forbidden.
    """
    seen = locked(by, claim, may=may.send, on=on, states=ANY)
    if seen.claim.state != ClaimState.DRAFT:
        return seen.claim
    if not by.at_least("identified"):
        raise NotIdentified(seen.claim.kept_until)
    _refuse_second(seen.claim)
    return _sent(seen, by, Signed.ELECTRONIC, book, on, at)


@transaction.atomic
def sign_on_paper(*, by: Actor, claim: UUID, book: Rulebook, on: date, at: datetime) -> Claim:
    """Staff received the printed application with the person's own signature: the clock starts. Twice is once."""
    seen = locked(by, claim, may=may.sign_on_paper, on=on, states=ANY)
    if seen.claim.state != ClaimState.DRAFT:
        return seen.claim
    if seen.claim.helper_id is None:
        seen.claim.helper_id = by.account_id
    return _sent(seen, by, Signed.PAPER, book, on, at)


def purge_drafts(*, region: str, on: date) -> int:
    """Forget drafts whose 30 days are over, with their links to papers; the papers stay with the person."""
    old = Claim.objects.in_region(region).filter(state=ClaimState.DRAFT, kept_until__lt=on)
    with transaction.atomic():
        ClaimPaper.objects.in_region(region).filter(claim__in=old).delete()
        return old.delete()[1].get("measures.Claim", 0)


def titles(claim: Claim) -> dict[str, str]:
    """Titles of the claim's documents by id."""
    return {one["id"]: one["title"] for one in claim.documents}


_REMEMBERED = ("answered", "version_from", "lock", "reference_date", "documents", "term", "subject_name")


def _remember(claim: Claim, found: Assessment) -> None:
    """What the person saw, by which version, with which documents and term: a later law changes none of it."""
    answer = found.answer
    claim.answered = found.as_data()
    claim.version_from, claim.lock, claim.reference_date = answer.version_from, answer.lock, answer.reference_date
    claim.subject_name = answer.subject_name[:300]
    claim.documents = [asdict(one) for one in checklist.needed(answer)]
    term = answer.term
    claim.term = {"days": term.days, "working": term.working, "pause": term.pause} if term else {}


def _refuse_second(claim: Claim) -> None:
    _alone(f"{claim.person_id} {claim.measure} {claim.subject}")
    same = Claim.objects.in_region(claim.region).filter(
        person=claim.person_id, measure=claim.measure, subject=claim.subject, state__in=LIVE
    )
    other = same.exclude(pk=claim.pk).first()
    if other is not None:
        assert other.case_id is not None
        raise AlreadyOpen(cases.many(region=claim.region, tokens=[other.case_id])[other.case_id].number)


def _alone(what: str) -> None:
    """Two drafts of one application sent at once wait for each other here; the lock ends with the transaction."""
    key = int.from_bytes(sha256(what.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _sent(seen: may.Seen, by: Actor, signed: Signed, book: Rulebook, on: date, at: datetime) -> Claim:
    claim = seen.claim
    _remember(claim, assess(claim, book, on))
    calendar = calendar_of(book)
    term = cases.Term(claim.term["days"], claim.term["working"]) if claim.term else None
    case = cases.open_case(
        by=by, kind=words.CLAIM, title=claim.title, person=claim.person_id, applicant=claim.applicant_id,
        channel=claim.channel, calendar=calendar, on=on, at=at, situation=claim.situation, term=term,
        may_pause=bool(claim.term.get("pause")), helper=claim.helper_id,
    )  # fmt: skip
    claim.case_id, claim.state, claim.signed, claim.sent_on, claim.sent_at = case.token, ClaimState.SENT, signed, on, at
    changed(claim, "case", "state", "signed", "sent_on", "sent_at", "helper", *_REMEMBERED)
    answer = terms.working_days(book, terms.INTERAGENCY_ANSWER, on)
    due = calendar.add_working_days(on, answer.days).day if answer else case.promised_on or on
    for document in claim.documents:
        if document["source"] == checklist.INTERAGENCY:
            _ask_the_state(case, document, due, by, on, at)
    announce(
        ClaimSent(
            region=claim.region, at=at, account_id=by.account_id, claim=claim.token, case=case.token,
            number=case.number, person=claim.person_id, measure=claim.measure, on=on,
        )
    )  # fmt: skip
    return claim


def _ask_the_state(
    case: cases.CaseView, document: dict[str, Any], due: date, by: Actor, on: date, at: datetime
) -> None:
    authority = document["authority"] or _("ведомство, у которого эти сведения")
    cases.request(
        by=by, case=case.token, authority=authority, subject=document["title"], key=document["id"], due_on=due, on=on,
        at=at, automatic=True,
    )  # fmt: skip


def _renewed(by: Actor, renews: UUID | None) -> Award | None:
    return Award.objects.in_region(by.region).filter(token=renews).first() if renews else None
