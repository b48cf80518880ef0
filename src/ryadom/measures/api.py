"""The door of measures: apply, check, decide, award, appeal.

Verbs take `by` (who acts), ask their permission, work in one transaction and give a frozen value; a `ClaimError`, a
`NotPossible` or a `cases.CaseError` is a sentence for the reader, and then nothing was written. Questions that take
`region` ask no permission (the page has asked), those that take `by` do.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ryadom.people.api import Actor
from ryadom.rules.api import FactValue, MeasureAnswer, Rulebook, calendar_of

from . import actions, assessing, queries, rulings, snapshot
from . import quotas as quotas_
from .checklist import Item, Needed
from .determining.applied import Applied
from .determining.faults import DeterminingError
from .determining.reading import (
    Confirmed,
    DeterminationView,
    DueList,
    DueNumbers,
    family_not_receiving,
    gained,
    gained_lately,
    not_receiving,
    not_receiving_numbers,
)
from .determining.running import determine
from .dossier import Dossier, Workfile, dossier, timeline, workfile
from .errors import (
    AlreadyDecided,
    AlreadyOpen,
    BadPlaces,
    ClaimError,
    Forbidden,
    Missing,
    NotIdentified,
    Stale,
    WrongState,
)
from .family import family_of, received_as_facts
from .figures import RefusalCount, refusals
from .grounds import CRITERIA, PROCEDURAL, Ground
from .handover import BadFile, incoming, outgoing
from .models import Decision, Proposal
from .printing import application_pdf, decision_pdf, text_message
from .queries import (
    appeals,
    awards,
    awards_of_claims,
    confirmations,
    decisions,
    documents,
    ending_between,
    externals,
    many,
    of_cases,
    of_persons,
    one,
    open_counts,
    proposals,
    received,
    received_before,
    received_by_everyone,
    waiting_for_head,
)
from .quotas import PlacesOffer, PlacesView, Quota, places_waiting, quotas
from .quotas import problems as places_problems
from .reasons import numbers, why
from .reminders import may_be_awaited, remind, reminder_text, reminders, stop_reminding, tell_due
from .rulings import NotPossible, Ruling
from .schedule import Part, Schedule, schedule
from .shapes import (
    AppealView,
    AwardView,
    ClaimView,
    ConfirmationView,
    DecisionView,
    ExternalView,
    ProposalView,
    ReceivedView,
    ReminderView,
    Step,
    Timeline,
)
from .snapshot import BadSnapshot
from .taking import take_snapshot

__all__ = [
    "CRITERIA",
    "PROCEDURAL",
    "AlreadyDecided",
    "AlreadyOpen",
    "AppealView",
    "Applied",
    "AwardView",
    "BadFile",
    "BadPlaces",
    "BadSnapshot",
    "ClaimError",
    "ClaimView",
    "ConfirmationView",
    "Confirmed",
    "DecisionView",
    "DeterminationView",
    "DeterminingError",
    "Dossier",
    "DueList",
    "DueNumbers",
    "ExternalView",
    "Forbidden",
    "Ground",
    "Item",
    "Missing",
    "Needed",
    "NotIdentified",
    "NotPossible",
    "Part",
    "PlacesOffer",
    "PlacesView",
    "ProposalView",
    "Quota",
    "ReceivedView",
    "RefusalCount",
    "ReminderView",
    "Ruling",
    "Schedule",
    "Stale",
    "Step",
    "Timeline",
    "Workfile",
    "WrongState",
    "appeal",
    "appeals",
    "application_pdf",
    "approve",
    "approve_places",
    "ask_for_paper",
    "assess",
    "attach_paper",
    "awards",
    "awards_of_claims",
    "calendar_of",
    "change_draft",
    "check_paper",
    "confirm",
    "confirm_second",
    "confirmations",
    "decide_grant",
    "decide_refuse",
    "decision_pdf",
    "decisions",
    "determine",
    "documents",
    "dossier",
    "due_for_renewal",
    "end_award",
    "ending_between",
    "enter_places",
    "externals",
    "family_not_receiving",
    "family_of",
    "gained",
    "gained_lately",
    "give_back",
    "give_place",
    "incoming",
    "many",
    "mark_external",
    "may_be_awaited",
    "not_receiving",
    "not_receiving_numbers",
    "numbers",
    "of_cases",
    "of_persons",
    "one",
    "open_counts",
    "outgoing",
    "pack",
    "places_problems",
    "places_waiting",
    "print_sheet",
    "proposals",
    "prove",
    "purge_drafts",
    "quotas",
    "received",
    "received_as_facts",
    "received_before",
    "received_by_everyone",
    "refusals",
    "register_outcome",
    "remind",
    "reminder_text",
    "reminders",
    "renew",
    "resolve_appeal",
    "return_places",
    "schedule",
    "send",
    "sign_on_paper",
    "start_draft",
    "stop_reminding",
    "take_back_places",
    "take_snapshot",
    "tell_due",
    "text_message",
    "timeline",
    "unmet",
    "unpack",
    "waiting_for_head",
    "why",
    "withdraw",
    "withdraw_confirmation",
    "workfile",
]  # fmt: skip

pack, unpack = snapshot.all_packed, snapshot.all_unpacked
unmet = rulings.unmet


def assess(*, by: Actor, token: UUID, book: Rulebook, on: date) -> MeasureAnswer:
    """The rule's proposal for a claim on the facts known now, by the law of the day of applying. Raises Missing."""
    claim = queries.readable(by, token, on)
    return assessing.assess(claim, book, claim.sent_on or on).answer


def start_draft(
    *, by: Actor, form_token: UUID, person: UUID, measure: str, subject: str, facts: dict[str, FactValue],
    channel: str, book: Rulebook, on: date, at: datetime, situation: str = "",
) -> ClaimView:  # fmt: skip
    """Keep an application for 30 days; the same `form_token` gives the same one. Raises Forbidden, WrongState."""
    claim = actions.start_draft(
        by=by, form_token=form_token, person=person, measure=measure, subject=subject, facts=pack(facts),
        situation=situation, channel=channel, book=book, on=on, at=at,
    )  # fmt: skip
    return queries.view(claim)


def change_draft(
    *, by: Actor, claim: UUID, facts: dict[str, FactValue], book: Rulebook, on: date, version: int | None = None
) -> ClaimView:
    """Other answers in a draft."""
    return queries.view(actions.change_draft(by=by, claim=claim, facts=pack(facts), book=book, on=on, version=version))


def attach_paper(*, by: Actor, claim: UUID, paper: UUID, document: str, on: date, at: datetime) -> ClaimView:
    """Put a paper into the claim as one document of its list."""
    return queries.view(actions.attach_paper(by=by, claim=claim, paper=paper, document=document, on=on, at=at))


def send(*, by: Actor, claim: UUID, book: Rulebook, on: date, at: datetime) -> ClaimView:
    """Send: number, clock, promise. A second click gives the same. Raises NotIdentified, AlreadyOpen."""
    return queries.view(actions.send(by=by, claim=claim, book=book, on=on, at=at))


def sign_on_paper(*, by: Actor, claim: UUID, book: Rulebook, on: date, at: datetime) -> ClaimView:
    """Staff received the signed print: number, clock, promise."""
    return queries.view(actions.sign_on_paper(by=by, claim=claim, book=book, on=on, at=at))


def check_paper(
    *, by: Actor, claim: UUID, paper: UUID, accepted: bool, on: date, at: datetime, note: str = ""
) -> ClaimView:
    """Whether a paper will do."""
    return queries.view(
        actions.check_paper(by=by, claim=claim, paper=paper, accepted=accepted, on=on, at=at, note=note)
    )


def prove(
    *, by: Actor, claim: UUID, ref: str, value: Any, source: str, book: Rulebook, on: date, at: datetime, note: str = ""
) -> ClaimView:
    """Staff confirm a criterion (`attested:…`, `document:…`) or a fact of the request."""
    return queries.view(
        actions.prove(by=by, claim=claim, ref=ref, value=value, source=source, book=book, on=on, at=at, note=note)
    )


def ask_for_paper(*, by: Actor, claim: UUID, document: str, until: date, on: date, at: datetime) -> ClaimView:
    """Tell the person which paper to bring until when."""
    return queries.view(actions.ask_for_paper(by=by, claim=claim, document=document, until=until, on=on, at=at))


def decide_grant(
    *, by: Actor, claim: UUID, book: Rulebook, on: date, at: datetime, amount: Decimal | None = None,
    starts: date | None = None, payer: str = "", reason: str = "", version: int | None = None,
) -> ProposalView | DecisionView:  # fmt: skip
    """Grant: a decision, or for money and against the rule a proposal that waits for a head."""
    return _decided(
        actions.decide_grant(
            by=by, claim=claim, book=book, on=on, at=at, amount=amount, starts=starts, payer=payer, reason=reason,
            version=version,
        )
    )  # fmt: skip


def decide_refuse(
    *, by: Actor, claim: UUID, book: Rulebook, ground: str, on: date, at: datetime, criteria: tuple[str, ...] = (),
    reason: str = "", version: int | None = None,
) -> ProposalView | DecisionView:  # fmt: skip
    """Refuse: `ground` is CRITERIA with the unmet ones, or one of PROCEDURAL."""
    return _decided(
        actions.decide_refuse(
            by=by, claim=claim, book=book, ground=ground, on=on, at=at, criteria=criteria, reason=reason,
            version=version,
        )
    )  # fmt: skip


def approve(*, by: Actor, claim: UUID, book: Rulebook, on: date, at: datetime) -> DecisionView:
    """A head approves what waits."""
    return queries.decision_view(actions.approve(by=by, claim=claim, book=book, on=on, at=at))


def give_back(*, by: Actor, claim: UUID, reason: str, on: date, at: datetime) -> ProposalView:
    """A head returns what waits, with a reason."""
    return queries.proposal_view(actions.give_back(by=by, claim=claim, reason=reason, on=on, at=at))


def withdraw(*, by: Actor, claim: UUID, on: date, at: datetime) -> ClaimView:
    """The person takes the application back."""
    return queries.view(actions.withdraw(by=by, claim=claim, on=on, at=at))


def register_outcome(
    *, by: Actor, claim: UUID, got: bool, on: date, at: datetime, amount: Decimal | None = None, reason: str = ""
) -> ClaimView:
    """What the deciding body answered, for measures we only collect."""
    return queries.view(
        actions.register_outcome(by=by, claim=claim, got=got, on=on, at=at, amount=amount, reason=reason)
    )


def print_sheet(
    *, by: Actor, person: UUID, measure: str, subject: str, channel: str, book: Rulebook, on: date, situation: str = ""
) -> ExternalView:
    """The sheet for another body was given."""
    return queries.external(
        actions.print_sheet(
            by=by, person=person, measure=measure, subject=subject, situation=situation, channel=channel, book=book,
            on=on,
        )
    )  # fmt: skip


def mark_external(
    *, by: Actor, filing: UUID, mark: str, day: date, on: date, at: datetime, amount: Decimal | None = None,
    note: str = "",
) -> ExternalView:  # fmt: skip
    """`filed`, `got` or `refused` on a day."""
    return queries.external(
        actions.mark_external(by=by, filing=filing, mark=mark, day=day, on=on, at=at, amount=amount, note=note)
    )


def appeal(*, by: Actor, claim: UUID, text: str, channel: str, book: Rulebook, on: date, at: datetime) -> AppealView:
    """A complaint about the decision in force, to be answered in the term that the practices say."""
    actions.appeal(by=by, claim=claim, text=text, channel=channel, book=book, on=on, at=at)
    return appeals(region=by.region, tokens=[claim])[claim][-1]


def resolve_appeal(*, by: Actor, claim: UUID, change: bool, reason: str, on: date, at: datetime) -> AppealView:
    """Keep the decision, or lift it and decide anew in the case of the appeal."""
    actions.resolve_appeal(by=by, claim=claim, change=change, reason=reason, on=on, at=at)
    return appeals(region=by.region, tokens=[claim])[claim][-1]


def confirm(
    *, by: Actor, measure: str, version_from: date, act: str, act_date: date, book: Rulebook, on: date, at: datetime,
    note: str = "",
) -> ConfirmationView:  # fmt: skip
    """A methodologist checked a version against its act; counts when a second person has confirmed."""
    return queries.confirmation_view(
        actions.confirm(
            by=by, measure=measure, version_from=version_from, act=act, act_date=act_date, book=book, on=on, at=at,
            note=note,
        )
    )  # fmt: skip


def confirm_second(*, by: Actor, confirmation: UUID, at: datetime) -> ConfirmationView:
    """The second pair of eyes."""
    return queries.confirmation_view(actions.confirm_second(by=by, confirmation=confirmation, at=at))


def withdraw_confirmation(*, by: Actor, confirmation: UUID, at: datetime) -> None:
    """The measure is a sample again."""
    actions.withdraw_confirmation(by=by, confirmation=confirmation, at=at)


def enter_places(*, by: Actor, book: Rulebook, offer: PlacesOffer, on: date, at: datetime) -> PlacesView:
    """How many places a measure with a quota has in a period; they wait for a second person. Raises BadPlaces."""
    return quotas_.view(actions.enter_places(by=by, book=book, offer=offer, on=on, at=at))


def approve_places(*, by: Actor, entry: UUID, at: datetime) -> PlacesView:
    """From now on they are given. Raises Missing, Forbidden (also to who entered them), AlreadyDecided."""
    return quotas_.view(actions.approve_places(by=by, entry=entry, at=at))


def return_places(*, by: Actor, entry: UUID, reason: str, at: datetime) -> PlacesView:
    """Return them with a reason. Raises as `approve_places`, and BadPlaces without a reason."""
    return quotas_.view(actions.return_places(by=by, entry=entry, reason=reason, at=at))


def take_back_places(*, by: Actor, entry: UUID, at: datetime) -> PlacesView:
    """Who entered them takes back what nobody has settled yet."""
    return quotas_.view(actions.take_back_places(by=by, entry=entry, at=at))


def give_place(*, by: Actor, claim: UUID, on: date, at: datetime, payer: str = "") -> AwardView:
    """The first in the queue gets what was decided."""
    award = actions.give_place(by=by, claim=claim, on=on, at=at, payer=payer)
    return next(one for one in awards_of_claims(region=by.region, tokens=[claim])[claim] if one.token == award.token)


def end_award(*, by: Actor, award: UUID, reason: str, on: date) -> None:
    """Stop paying from the next day."""
    actions.end_award(by=by, award=award, reason=reason, on=on)


def renew(
    *, by: Actor, award: UUID, form_token: UUID, book: Rulebook, on: date, at: datetime, channel: str
) -> ClaimView:
    """A draft for the next term."""
    return queries.view(
        actions.renew(by=by, award=award, form_token=form_token, book=book, on=on, at=at, channel=channel)
    )


def due_for_renewal(*, region: str, on: date) -> tuple[AwardView, ...]:
    """Awards that must be renewed by now. Asks no permission."""
    return queries.due_for_renewal(region, on)


def purge_drafts(*, region: str, on: date) -> int:
    """Forget drafts whose 30 days are over; gives how many."""
    return actions.purge_drafts(region=region, on=on)


def _decided(made: Proposal | Decision) -> ProposalView | DecisionView:
    return queries.proposal_view(made) if isinstance(made, Proposal) else queries.decision_view(made)
