"""Verbs of this room. Each changes one conversation in one transaction; two tabs add to the same answers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.rules.api import FactRef, FactValue
from ryadom.talk import answers as kept_answers
from ryadom.talk import events, household
from ryadom.talk.answers import MOST_ANSWERS, Given
from ryadom.talk.household import BadAnswer, ChildTold, Household, Member, Who, packed, unpacked
from ryadom.talk.models import Conversation, ForWhom, new_token

KEPT = timedelta(days=30)
log = structlog.get_logger(__name__)


class ConversationLost(LookupError):
    """There is no such conversation for this visitor: never was, is another person's, or its 30 days are over."""

    @property
    def said(self) -> str:
        """The sentence for the reader."""
        return _("Этот разговор не найден. Мы храним ответы 30 дней. Начните заново: это займёт несколько минут.")


@dataclass(frozen=True)
class Owner:
    """Who may open a conversation: an account, or a random key.

    The key lies in the visitor's session and is not the session's own: signing in changes that one.
    """

    account_id: int | None = None
    visitor_key: str | None = None

    def __post_init__(self) -> None:
        if self.account_id is None and not self.visitor_key:
            raise ValueError("a conversation belongs to an account or to a visitor's key")

    @property
    def visitor_hash(self) -> str:
        """The key is kept only as a hash: a copy of the database opens no conversation."""
        return hashlib.sha256(self.visitor_key.encode()).hexdigest() if self.visitor_key else ""

    def owns(self, conversation: Conversation) -> bool:
        """Whether this is the owner."""
        if conversation.account_id is not None:
            return self.account_id == conversation.account_id
        return bool(self.visitor_key) and self.visitor_hash == conversation.anonymous_hash


def start(*, region: str, owner: Owner, at: datetime, for_whom: str = "", assisted_by: int | None = None) -> str:
    """Begin a conversation; its token. `assisted_by`: the account of the staff member who types for the person."""
    conversation = Conversation.objects.in_region(region).create(
        token=new_token(),
        account_id=owner.account_id,
        anonymous_hash="" if owner.account_id else owner.visitor_hash,
        assisted_by_id=assisted_by,
        for_whom=ForWhom(for_whom) if for_whom else "",
        started_at=at,
        touched_at=at,
        expires_at=at + KEPT,
    )
    log.info("conversation_started", region=region, assisted=assisted_by is not None)
    return conversation.token


def find(region: str, token: str, owner: Owner, at: datetime, *, lock: bool = False) -> Conversation:
    """The conversation, if it is this owner's and still kept. Raises ConversationLost."""
    rows = Conversation.objects.in_region(region).filter(token=token[:32], expires_at__gt=at)
    found = (rows.select_for_update() if lock else rows).first()
    if found is None or not owner.owns(found):
        raise ConversationLost(token[:6])
    return found


def touch(conversation: Conversation, at: datetime) -> None:
    """Keep the change and the draft for another 30 days."""
    conversation.touched_at = at
    conversation.expires_at = at + KEPT
    conversation.version += 1
    conversation.save()


@transaction.atomic
def choose_for_whom(*, region: str, token: str, owner: Owner, at: datetime, for_whom: str, name: str = "") -> None:
    """«Для кого?» and, if told, how the person is called. Raises BadAnswer, ConversationLost."""
    conversation = find(region, token, owner, at, lock=True)
    if for_whom not in ForWhom.values:
        raise BadAnswer({"for_whom": _("Выберите, для кого вы спрашиваете.")})
    called = household.clean_name(name)
    if called is None:
        raise BadAnswer({"name": _("Имя слишком длинное или с невидимыми знаками. Напишите короче.")})
    conversation.for_whom, conversation.subject_name = for_whom, called
    touch(conversation, at)


@transaction.atomic
def choose_situation(
    *, region: str, token: str, owner: Owner, at: datetime, situation: str = "", measure: str = ""
) -> None:
    """«Что случилось?»: a life situation, or one measure. Answers given before stay.

    Raises BadAnswer, ConversationLost.
    """
    from ryadom.talk.steps import book_of

    conversation = find(region, token, owner, at, lock=True)
    try:
        book = book_of(region, at)
    except LookupError:
        said = _("Меры для вашего региона ещё не внесены. Спросите в отделении соцзащиты.")
        raise BadAnswer({"situation": said}) from None
    if not (situation in book.situations or measure in book.measures):
        raise BadAnswer({"situation": _("Выберите, что случилось.")})
    conversation.situation, conversation.measure = situation, "" if situation else measure
    conversation.enough = False
    touch(conversation, at)


@transaction.atomic
def tell_who(*, region: str, token: str, owner: Owner, at: datetime, who: Who) -> None:
    """The first page of the family: who is there and how many. Raises ConversationLost."""
    conversation = find(region, token, owner, at, lock=True)
    _keep(conversation, household.with_who(unpacked(conversation.household), who), at)


@transaction.atomic
def tell_children(*, region: str, token: str, owner: Owner, at: datetime, children: tuple[ChildTold, ...]) -> None:
    """The second page of the family. Raises BadAnswer when a child would be older than the parent, ConversationLost."""
    conversation = find(region, token, owner, at, lock=True)
    told = unpacked(conversation.household)
    if len(children) != len(told.children):
        raise BadAnswer({"children": _("Число детей изменилось в другом окне. Проверьте и напишите ещё раз.")})
    changed = household.with_children(told, children)
    _refuse_older(changed, _born(conversation))
    _keep(conversation, changed, at)


@transaction.atomic
def skip_household(*, region: str, token: str, owner: Owner, at: datetime) -> None:
    """The person does not want to say who lives there: the family stays open, answers become less sure."""
    conversation = find(region, token, owner, at, lock=True)
    _keep(conversation, Household(unpacked(conversation.household).members, "skipped"), at)


@transaction.atomic
def reopen_household(*, region: str, token: str, owner: Owner, at: datetime) -> None:
    """Ask again who lives there, with what was told shown for change."""
    conversation = find(region, token, owner, at, lock=True)
    _keep(conversation, Household(unpacked(conversation.household).members, "who"), at)


def _keep(conversation: Conversation, changed: Household, at: datetime) -> None:
    conversation.household = packed(changed)
    touch(conversation, at)


def _born(conversation: Conversation) -> date | None:
    from ryadom.talk.family import family_of

    applicant = family_of(conversation).person(household.APPLICANT)
    found = applicant.facts.get("birth-date") if applicant else None
    return found.value if found else None


def _refuse_older(told: Household, born: date | None) -> None:
    if born and (older := household.older_than(told, born)):
        raise BadAnswer(
            {
                f"{child.id}-born": _("Ребёнок не может быть старше родителя. Проверьте обе даты рождения.")
                for child in older
            }
        )


@transaction.atomic
def answer(
    *, region: str, token: str, owner: Owner, at: datetime, on: date, values: Mapping[str, Given], language: str = "ru"
) -> None:
    """Keep the answers of one page, by fact name. The same answers twice change nothing.

    All are taken or none. Raises BadAnswer with a sentence for each wrong field, ConversationLost.
    """
    from ryadom.talk.steps import book_of

    conversation = find(region, token, owner, at, lock=True)
    page = _parsed(conversation, book_of(region, at), values, on, at, language)
    if all(kept_answers.same(conversation.answers.get(id), entry) for id, entry in page.items()):
        return
    _check_ages(conversation, page)
    conversation.answers = conversation.answers | page
    asked = sorted(page)
    conversation.trail = [*(earlier for earlier in conversation.trail if earlier != asked), asked]
    touch(conversation, at)
    log.info("conversation_answered", region=region, facts=len(page))


def _parsed(
    conversation: Conversation, book: Any, values: Mapping[str, Given], on: date, at: datetime, language: str
) -> dict[str, Any]:
    page: dict[str, Any] = {}
    errors: dict[str, str] = {}
    members = {household.APPLICANT, *(member.id for member in unpacked(conversation.household).members), None}
    for id, given in values.items():
        ref = FactRef.of(id)
        try:
            if ref.person not in members:
                raise BadAnswer({id: _("Этого человека больше нет в вашем ответе о семье. Откройте страницу заново.")})
            page[ref.id] = kept_answers.kept(
                kept_answers.kind_of(book.facts, ref), ref, given, on=on, at=at, language=language
            )
        except BadAnswer as bad:
            errors |= bad.errors
    if not values or len(conversation.answers | page) > MOST_ANSWERS:
        errors["answer"] = _("Выберите ответ или «не знаю».")
    if errors:
        raise BadAnswer(errors)
    return page


def _check_ages(conversation: Conversation, page: Mapping[str, Any]) -> None:
    entry = page.get(f"birth-date@{household.APPLICANT}")
    if not entry or entry["state"] != "said":
        return
    if household.older_than(unpacked(conversation.household), date.fromisoformat(entry["value"])):
        raise BadAnswer(
            {
                f"birth-date@{household.APPLICANT}": _(
                    "Получается, что ребёнок старше родителя. Проверьте обе даты рождения."
                )
            }
        )


def dont_know(*, region: str, token: str, owner: Owner, at: datetime, on: date, refs: tuple[str, ...]) -> None:
    """«Не знаю» for every fact of one page: kept, and not asked again."""
    answer(region=region, token=token, owner=owner, at=at, on=on, values={ref: Given(unknown=True) for ref in refs})


@transaction.atomic
def go_back(*, region: str, token: str, owner: Owner, at: datetime) -> None:
    """One page back. The answers of that page are put aside, not deleted: the page shows them again.

    Before the first question the family's pages come, then the situation. Raises ConversationLost.
    """
    conversation = find(region, token, owner, at, lock=True)
    told = unpacked(conversation.household)
    if conversation.enough:
        conversation.enough = False
    elif conversation.trail:
        _put_aside(conversation, conversation.trail[-1])
        conversation.trail = conversation.trail[:-1]
    elif told.stage != "who":
        before: household.Stage = "children" if told.stage == "done" and told.children else "who"
        conversation.household = packed(Household(told.members, before))
    elif conversation.situation or conversation.measure:
        conversation.situation = conversation.measure = ""
    else:
        conversation.for_whom = ""
    touch(conversation, at)


def _put_aside(conversation: Conversation, ids: list[str]) -> None:
    kept = conversation.answers
    conversation.answers = kept | {id: {**kept[id], "aside": True} for id in ids if id in kept}


@transaction.atomic
def see_results(*, region: str, token: str, owner: Owner, at: datetime) -> None:
    """Enough questions: show what is clear already. Raises ConversationLost."""
    conversation = find(region, token, owner, at, lock=True)
    conversation.enough = True
    touch(conversation, at)


@transaction.atomic
def ask_more(*, region: str, token: str, owner: Owner, at: datetime) -> None:
    """From the results back to the questions that are left; what was «не знаю» may be asked again."""
    conversation = find(region, token, owner, at, lock=True)
    conversation.enough = False
    conversation.answers = {id: entry for id, entry in conversation.answers.items() if entry["state"] != "unknown"}
    conversation.trail = [page for page in conversation.trail if any(id in conversation.answers for id in page)]
    touch(conversation, at)


@transaction.atomic
def prefill(
    *,
    region: str,
    token: str,
    owner: Owner,
    at: datetime,
    subject_id: Any = None,
    name: str = "",
    members: tuple[Member, ...] | None = None,
    facts: Mapping[str, tuple[str, FactValue]],
) -> None:
    """Put beside the answers what registers, papers or staff know: shown, not asked.

    `facts`: fact name -> (type, value). `members`: the family beside the applicant, if it is known as a whole.
    The caller has asked `people` whether this owner may see it. Raises ConversationLost.
    """
    conversation = find(region, token, owner, at, lock=True)
    conversation.subject_id = subject_id or conversation.subject_id
    conversation.subject_name = (household.clean_name(name) or "") or conversation.subject_name
    conversation.prefilled = {
        id: kept_answers.known(FactRef.of(id), value, type_) for id, (type_, value) in facts.items()
    }
    if members is not None:
        conversation.household = packed(Household(members, "done"))
    touch(conversation, at)


@transaction.atomic
def adopt(*, region: str, visitor: Owner, account_id: int, at: datetime) -> int:
    """After signing in: the visitor's drafts become the account's. How many did."""
    drafts = Conversation.objects.in_region(region).filter(
        account=None, anonymous_hash=visitor.visitor_hash, expires_at__gt=at
    )
    return drafts.update(account_id=account_id, anonymous_hash="", touched_at=at) if visitor.visitor_hash else 0


@transaction.atomic
def forget(*, region: str, token: str, owner: Owner, at: datetime) -> None:
    """The person wants the draft gone, now. Raises ConversationLost."""
    find(region, token, owner, at, lock=True).delete()
    log.info("conversation_forgotten", region=region)


def purge_expired(*, at: datetime) -> int:
    """Delete drafts whose 30 days are over; how many were."""
    expired = Conversation.objects.across_regions("drafts are kept 30 days").filter(expires_at__lte=at)
    purged, _by_model = expired.delete()
    if purged:
        events.drafts_purged.send(sender=Conversation, count=purged)
    return purged
