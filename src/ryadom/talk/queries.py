"""Questions that read: a conversation as a frozen value, its next step, what was answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from ryadom.people.api import FactKind, show
from ryadom.rules import api as rules
from ryadom.rules.api import FactRef, FactValue, Family, Rulebook
from ryadom.talk import library, steps
from ryadom.talk.actions import Owner, find
from ryadom.talk.answers import contradict, kind_of, known_value, said_value
from ryadom.talk.crisis import Danger, Hotline
from ryadom.talk.family import family_of, judged_family, names
from ryadom.talk.hearing.shapes import SaidFact, SetAside
from ryadom.talk.household import BadAnswer, Household, unpacked
from ryadom.talk.introducing import Unknown, unknown_members
from ryadom.talk.models import Conversation
from ryadom.talk.registers import Incomes, incomes_of
from ryadom.talk.understanding import Choice


@dataclass(frozen=True)
class Heard:
    """What a sentence means: `danger` and its phones first; else at most three choices; else honestly nothing.

    `facts`: what was told beside it, to be confirmed with one tap. `scope`: how surely it is about what we can do.
    `set_aside`: what sounded near and does not stand first because of what was told; to be said aloud.
    """

    danger: str | None
    hotlines: tuple[Hotline, ...]
    choices: tuple[Choice, ...]
    facts: tuple[SaidFact, ...] = ()
    scope: float = 0.0
    set_aside: tuple[SetAside, ...] = ()


@dataclass(frozen=True)
class View:
    """A conversation as pages see it."""

    token: str
    region: str
    for_whom: str
    subject_id: Any
    subject_name: str
    situation: str
    measure: str
    household: Household
    assisted_by: int | None
    account_id: int | None
    asked: int
    started_at: datetime
    expires_at: datetime
    version: int


@dataclass(frozen=True)
class Told:
    """One line of «Проверьте ответы». `value` is in words; `source` said, register, document or staff.

    `raw` is the value itself; `unknown`: «не знаю»; `contradicts`: a register says otherwise; `fixed`: not to be
    changed here.
    """

    ref: str
    person: str
    label: str
    value: str
    raw: Any
    source: str
    about: bool = False
    as_of: date | None = None
    unknown: bool = False
    contradicts: bool = False
    fixed: bool = False


class Reading:
    """A conversation as one page reads it: the row and the rules once, the rest where the page asks for it."""

    def __init__(self, row: Conversation, at: datetime, on: date) -> None:
        self._row, self._at, self._on = row, at, on

    @cached_property
    def view(self) -> View:
        return _view(self._row)

    @cached_property
    def book(self) -> Rulebook:
        """The rules in force."""
        return steps.book_of(self._row.region, self._at)

    @cached_property
    def answers(self) -> rules.Answers:
        """For the chosen situation or measure, whatever is still open."""
        return self._answered(ahead=False)

    @cached_property
    def foreseen(self) -> rules.Answers:
        """The same with what lies ahead, for the pages that show it: next dates, and what stands in the way."""
        return self._answered(ahead=True)

    def _answered(self, *, ahead: bool) -> rules.Answers:
        family, chosen = judged_family(self._row, self.book, self._incomes), steps.measures_of(self._row, self.book)
        return rules.answer(self.book, family, on=self._on, measures=chosen, ask=False, ahead=ahead)

    @cached_property
    def _incomes(self) -> Incomes:
        return incomes_of(self._row, self._on)

    @property
    def income_source(self) -> str:
        """Where the incomes come from: `file`, `closed` (also from files that the reader may not see), or ""."""
        return "" if self._incomes.cover is None else "closed" if self._incomes.closed else "file"

    @property
    def family(self) -> Family:
        """What was told and what was known beforehand."""
        return family_of(self._row)

    @property
    def unknown_members(self) -> tuple[Unknown, ...]:
        """Who was told of and is no person yet."""
        return unknown_members(self._row)

    def told(self, language: str) -> tuple[Told, ...]:
        """Everything answered and everything known beforehand, by person."""
        return _ordered(self._row, self.book, language)


def hear(*, region: str, on: date, sentence: str, language: str = "ru", danger_shown: bool = False) -> Heard:
    """Understand a sentence. Nothing of it is kept or logged. Hunger does not hold back the choices: help with food is
    one of them.
    """
    found = library.ear(region, on, language).hear(sentence)
    phones = library.hotlines(region, on, found.crisis, language) if found.crisis else ()
    if found.crisis and found.crisis is not Danger.FOOD and not danger_shown:
        return Heard(found.crisis, phones, ())
    choices = library.choices(region, on, sentence, found, language)
    return Heard(found.crisis, phones, choices, found.facts, found.scope, found.set_aside)


def view(*, region: str, token: str, owner: Owner, at: datetime) -> View:
    """The conversation. Raises ConversationLost."""
    return _view(find(region, token, owner, at))


def _view(row: Conversation) -> View:
    return View(
        token=row.token,
        region=row.region,
        for_whom=row.for_whom,
        subject_id=row.subject_id,
        subject_name=row.subject_name,
        situation=row.situation,
        measure=row.measure,
        household=unpacked(row.household),
        assisted_by=row.assisted_by_id,
        account_id=row.account_id,
        asked=len(row.trail),
        started_at=row.started_at,
        expires_at=row.expires_at,
        version=row.version,
    )


def latest(*, region: str, owner: Owner, at: datetime, most: int = 10) -> tuple[View, ...]:
    """The owner's drafts, the one touched last first: «Продолжить»."""
    rows = Conversation.objects.in_region(region).filter(expires_at__gt=at)
    if owner.account_id is not None:
        rows = rows.filter(account=owner.account_id)
    else:
        rows = rows.filter(account=None, anonymous_hash=owner.visitor_hash)
    return tuple(_view(row) for row in rows.order_by("-touched_at")[:most])


def next_step(*, region: str, token: str, owner: Owner, at: datetime, on: date) -> tuple[View, steps.Step]:
    """The conversation and what to show now. Raises ConversationLost."""
    row = find(region, token, owner, at)
    return _view(row), steps.step_of(row, at=at, on=on)


def read(*, region: str, token: str, owner: Owner, at: datetime, on: date) -> Reading:
    """A conversation for one page. Raises ConversationLost."""
    return Reading(find(region, token, owner, at), at, on)


def question_about(*, region: str, token: str, owner: Owner, at: datetime, ref: str) -> steps.QuestionStep:
    """One question again, to change its answer. Raises ConversationLost, BadAnswer when there is no such question."""
    row = find(region, token, owner, at)
    book = steps.book_of(region, at)
    wanted = FactRef.of(ref)
    kind_of(book.facts, wanted)
    called = names(row)
    if wanted.person and wanted.person not in called:
        raise BadAnswer({ref[:80]: ref[:80]})
    asked = rules.question(book, family_of(row), wanted)
    line = steps.Asked(wanted.id, called.get(wanted.person or "", ""), steps.earlier(row, wanted))
    return steps.QuestionStep(asked, (line,), len(row.trail))


def told(*, region: str, token: str, owner: Owner, at: datetime, language: str = "ru") -> tuple[Told, ...]:
    """Everything answered and everything known beforehand, by person. Raises ConversationLost."""
    return _ordered(find(region, token, owner, at), steps.book_of(region, at), language)


def _ordered(row: Conversation, book: Rulebook, language: str) -> tuple[Told, ...]:
    called = names(row)
    order = {id: place for place, id in enumerate(called)}
    lines = list(_told(row, book, called, language))
    return tuple(line for place, line in sorted(lines, key=lambda pair: (order.get(pair[0], 99), pair[1].label)))


def _told(row: Conversation, book: Rulebook, called: dict[str, str], language: str) -> Iterator[tuple[str, Told]]:
    for id in sorted({*row.prefilled, *row.answers}):
        ref = FactRef.of(id)
        said = said_value(row.answers[id]) if id in row.answers else None
        beforehand = known_value(row.prefilled[id]) if id in row.prefilled else None
        value = beforehand if beforehand is not None and beforehand.source != "said" else said or beforehand
        unknown = value is None and row.answers.get(id, {}).get("state") == "unknown"
        if value is None and not unknown:
            continue
        kind = _kind(book, ref)
        if kind is None or (ref.person and ref.person not in called):
            continue
        label = rules.question(book, family_of(row), ref).label.said(language)
        yield ref.person or "", _line(ref, called, kind, label, value, contradict(said, beforehand), language)


def _kind(book: Rulebook, ref: FactRef) -> FactKind | None:
    try:
        return kind_of(book.facts, ref)
    except BadAnswer:
        return None  # a practice that asked it was rolled back meanwhile; the answer itself stays


def _line(
    ref: FactRef,
    called: dict[str, str],
    kind: FactKind,
    label: str,
    value: FactValue | None,
    differs: bool,
    language: str,
) -> Told:
    person = called.get(ref.person or "", "")
    if value is None:
        return Told(ref.id, person, label, "", None, "said", unknown=True)
    words = show(kind, value.value, language)
    fixed = value.source != "said"
    return Told(
        ref.id, person, label, words, value.value, value.source, value.about, value.as_of, False, differs, fixed
    )
