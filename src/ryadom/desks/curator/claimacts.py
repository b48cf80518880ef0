"""What may be done with a claim: a name in the address, who may press it, and the verb of the room below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.cases import api as cases
from ryadom.desks.curator import may, reading
from ryadom.desks.curator.claimview import ClaimSheet
from ryadom.desks.curator.facts import whose_file
from ryadom.desks.curator.visit import Visit
from ryadom.measures import api as measures
from ryadom.measures.api import ClaimView
from ryadom.papers import api as papers
from ryadom.people import api as people
from ryadom.people.api import May
from ryadom.rules.api import FactRef, Rulebook

Files = list[tuple[str, bytes]]


@dataclass(frozen=True)
class Doing:
    """One press of a button: who and when, on which claim, what the form said, which files came."""

    visit: Visit
    sheet: ClaimSheet
    said: Mapping[str, Any]
    book: Rulebook
    files: Files

    @property
    def claim(self) -> ClaimView:
        return self.sheet.claim

    @property
    def on_claim(self) -> dict[str, Any]:
        return {**self.visit.acting, "claim": self.claim.token}

    @property
    def on_case(self) -> dict[str, Any]:
        if self.claim.case is None:
            raise measures.WrongState(_("Это ещё черновик: дела нет."))
        return {**self.visit.acting, "case": self.claim.case.token}


@dataclass(frozen=True)
class Act:
    """`place`: the part of the page to come back to."""

    who: May
    run: Callable[[Doing], Any]
    place: str = ""


def _sign(do: Doing) -> Any:
    return measures.sign_on_paper(**do.on_claim, book=do.book)


def _take(do: Doing) -> Any:
    return cases.take(**do.on_case)


def _hand_over(do: Doing) -> Any:
    to = int(do.said["to"])
    if do.claim.case is not None and do.claim.case.holder is None:
        return cases.assign(**do.on_case, to=to)
    return cases.hand_over(**do.on_case, to=to, reason=do.said["reason"])


def _assist(do: Doing) -> Any:
    return cases.assist(**do.on_case)


def _pause(do: Doing) -> Any:
    return cases.pause(**do.on_case, reason=do.said["reason"])


def _resume(do: Doing) -> Any:
    return cases.resume(**do.on_case, calendar=measures.calendar_of(do.book))


def _request(do: Doing) -> Any:
    said = do.said
    return cases.request(**do.on_case, authority=said["authority"], subject=said["subject"], due_on=said["due_on"])


def _answer(do: Doing) -> Any:
    positive = {"yes": True, "no": False}.get(do.said["positive"])
    answer = {"request": do.said["request"], "answer": do.said["answer"], "positive": positive}
    return cases.answer_request(**do.visit.acting, **answer)


def _check(do: Doing) -> Any:
    accepted = do.said["accepted"] == "yes"
    return measures.check_paper(**do.on_claim, paper=do.said["paper"], accepted=accepted, note=do.said["note"])


def _bring(do: Doing) -> Any:
    document = do.said["document"]
    kept = papers.add(
        region=do.visit.region, owner=do.claim.person, kind=document, title=document, files=do.files,
        account=do.visit.by.account_id, at=do.visit.at, form_token=do.said["token"],
    )  # fmt: skip
    return measures.attach_paper(**do.on_claim, paper=kept.token, document=document)


def _ask(do: Doing) -> Any:
    return measures.ask_for_paper(**do.on_claim, document=do.said["document"], until=do.said["until"])


def _prove(do: Doing) -> Any:
    ref = FactRef.of(do.said["ref"])
    value = _value(do, ref)
    said = {"source": do.said["source"], "note": do.said["note"]}
    return measures.prove(**do.on_claim, ref=ref.id, value=value, book=do.book, **said)


@transaction.atomic
def _confirm(do: Doing) -> None:
    """What the applicant said becomes proved: in the file of people, or for this claim where it belongs to it alone."""
    source, note = do.said["by"], do.said["paper"]
    home = people.family_of(region=do.visit.region, person_id=do.claim.person, on=do.visit.on)
    own: list[people.NewFact] = []
    for ref in map(FactRef.of, do.said["what"]):
        value, whose = do.sheet.raw_facts[ref].value, _whose(ref, do.book, home)
        if whose is None:
            measures.prove(**do.on_claim, ref=ref.id, value=value, book=do.book, source=source, note=note)
        else:
            own.append(people.NewFact(whose, ref.key, value, source, as_of=do.visit.on, note=note))
    if own:
        people.record_facts(**do.visit.acting, facts=own, catalogue=reading.catalogue_of(do.book))


def _whose(ref: FactRef, book: Rulebook, home: people.Family | None) -> people.Whose | None:
    """In whose file a fact stands; None for what belongs to the claim."""
    kind = book.facts.get(ref.key)
    return whose_file(kind.file.of, UUID(ref.person) if ref.person else None, home) if kind else None


def _value(do: Doing, ref: FactRef) -> Any:
    """A condition is yes or no; a fact of the request is read by its kind; a dash means there is none."""
    raw: Any = do.said["value"].strip()
    kind = None if ref.prefix else do.book.facts[ref.key].file.kind(ref.key)
    if kind is not None:
        return people.parse_value(kind, None if raw in ("-", "—", "–") else raw, on=do.visit.on)
    known = {"да": True, "yes": True, "нет": False, "no": False}
    if raw.lower() not in known:
        raise measures.WrongState(_("Ответьте «да» или «нет»."))
    return known[raw.lower()]


def _grant(do: Doing) -> Any:
    said = do.said
    return measures.decide_grant(
        **do.on_claim, book=do.book, amount=said["amount"], starts=said["starts"], payer=said["payer"],
        reason=said["reason"], version=said["version"],
    )  # fmt: skip


def _refuse(do: Doing) -> Any:
    said = do.said
    chosen = tuple(said["criteria"]) if said["ground"] == measures.CRITERIA else ()
    return measures.decide_refuse(
        **do.on_claim, book=do.book, ground=said["ground"], criteria=chosen, reason=said["reason"],
        version=said["version"],
    )  # fmt: skip


def _approve(do: Doing) -> Any:
    return measures.approve(**do.on_claim, book=do.book)


def _give_back(do: Doing) -> Any:
    return measures.give_back(**do.on_claim, reason=do.said["reason"])


def _outcome(do: Doing) -> Any:
    said = do.said
    return measures.register_outcome(
        **do.on_claim, got=said["got"] == "yes", amount=said["amount"], reason=said["reason"]
    )


def _place(do: Doing) -> Any:
    return measures.give_place(**do.on_claim, payer=do.said["payer"])


def _end_award(do: Doing) -> Any:
    award: UUID = do.said["award"]
    return measures.end_award(by=do.visit.by, award=award, reason=do.said["reason"], on=do.visit.on)


def _note(do: Doing) -> Any:
    case = do.claim.case.token if do.claim.case else None
    return cases.note(**do.visit.acting, person=do.claim.person, case=case, **do.said)


ACTS: Mapping[str, Act] = {
    "sign": Act(may.enters, _sign),
    "take": Act(may.decides | may.approves, _take),
    "hand-over": Act(may.works, _hand_over),
    "assist": Act(may.enters, _assist),
    "pause": Act(may.decides | may.approves, _pause),
    "resume": Act(may.decides | may.approves, _resume),
    "request": Act(may.works, _request, "requests"),
    "answer": Act(may.works, _answer, "requests"),
    "check": Act(may.works, _check, "papers"),
    "bring": Act(may.works, _bring, "papers"),
    "ask": Act(may.works, _ask, "papers"),
    "prove": Act(may.works, _prove, "rule"),
    "confirm": Act(may.enters, _confirm, "answers"),
    "grant": Act(may.decides, _grant),
    "refuse": Act(may.decides, _refuse),
    "approve": Act(may.approves, _approve),
    "give-back": Act(may.approves, _give_back),
    "outcome": Act(may.works, _outcome),
    "place": Act(may.approves, _place),
    "end-award": Act(may.approves, _end_award, "awards"),
    "note": Act(may.works, _note, "notes"),
}
