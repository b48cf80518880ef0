"""What to ask next: for whom, what happened, who lives here, one question at a time, then the results.

Rules choose the question: only what can change an answer is asked, and it is asked once for everyone whom it concerns.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ryadom.regions.clock import local
from ryadom.rules import api as rules
from ryadom.rules.api import Answers, FactRef, Left, Question, Rulebook, Text
from ryadom.talk.answers import said_value
from ryadom.talk.family import Interviewed, judged_family, names
from ryadom.talk.household import Household, Stage, unpacked
from ryadom.talk.models import Conversation
from ryadom.talk.registers import Incomes, incomes_of

MOST_QUESTIONS = 20
# The family was told on its own pages, or the person did not want to tell: it is no question here.
PERSONS = FactRef("persons")
UNSETTLED = frozenset({"unknown", "likely", "failed"})


@dataclass(frozen=True)
class ForWhomStep:
    """«Для кого?»"""


@dataclass(frozen=True)
class SituationStep:
    """«Что случилось?»"""


@dataclass(frozen=True)
class HouseholdStep:
    """«Кто живёт с вами одной семьёй?»: page `who` or `children`, with what was told so far."""

    stage: Stage
    household: Household


@dataclass(frozen=True)
class Asked:
    """One line of a question page: the fact's name, whose it is, and what was answered before a step back."""

    ref: str
    person: str
    earlier: Any = None


@dataclass(frozen=True)
class QuestionStep:
    """One question, for one person or for several: the same question about others is asked on the same page.

    `number` counts pages from 1; there are never more than `most`. `settles`: the titles of the measures that the
    answer may settle; `left`: what is still to be asked, None where nothing was counted.
    """

    question: Question
    lines: tuple[Asked, ...]
    number: int
    most: int = MOST_QUESTIONS
    settles: tuple[Text, ...] = ()
    left: Left | None = None


@dataclass(frozen=True)
class ResultsStep:
    """Nothing is left to ask. `stopped`: settled | enough (the person wished so) | most (20 questions)."""

    answers: Answers
    stopped: str
    not_known: tuple[str, ...] = field(default=())


Step = ForWhomStep | SituationStep | HouseholdStep | QuestionStep | ResultsStep


def book_of(region: str, at: datetime) -> Rulebook:
    """The rules in force in the region at this moment."""
    return rules.rulebook(region, local(at, region).date())


def measures_of(conversation: Interviewed, book: Rulebook) -> tuple[str, ...]:
    """The measures that the chosen situation, or the chosen measure, limits the questions to."""
    if conversation.measure:
        return (conversation.measure,) if conversation.measure in book.measures else ()
    return tuple(id for id, measure in book.measures.items() if conversation.situation in measure.file.situations)


def asked_first(conversation: Interviewed, book: Rulebook) -> tuple[str, ...]:
    """The facts that the chosen situation asks before all others."""
    situation = book.situations.get(conversation.situation)
    return situation.first if situation is not None else ()


def step_of(conversation: Conversation, *, at: datetime, on: date) -> Step:
    """What to show now. Raises LookupError when the region has no rules any more."""
    if not conversation.for_whom:
        return ForWhomStep()
    if not (conversation.situation or conversation.measure):
        return SituationStep()
    household = unpacked(conversation.household)
    if not household.told:
        return HouseholdStep(household.stage, household)
    return ask(conversation, book_of(conversation.region, at), on, incomes_of(conversation, on))


def ask(conversation: Interviewed, book: Rulebook, on: date, incomes: Incomes) -> QuestionStep | ResultsStep:
    """The next question, or the results where nothing is left to ask."""
    unknown = not_known(conversation)
    chosen = measures_of(conversation, book)
    skip = frozenset({PERSONS, *(FactRef.of(id) for id in unknown)})
    family = judged_family(conversation, book, incomes)
    found = rules.answer(book, family, on=on, measures=chosen, skip=skip, first=asked_first(conversation, book))
    asked = len(conversation.trail)
    if conversation.enough or asked >= MOST_QUESTIONS or found.next_question is None:
        stopped = "enough" if conversation.enough else "most" if found.next_question else "settled"
        return ResultsStep(found, stopped, unknown)
    question = found.next_question
    lines = _lines(conversation, found, question)
    return QuestionStep(question, lines, asked + 1, settles=_titles(book, question), left=found.left)


def _titles(book: Rulebook, question: Question) -> tuple[Text, ...]:
    """The measures that an answer may settle, each once, by their titles."""
    ids = dict.fromkeys(id.partition("@")[0] for id in question.measures)
    return tuple(book.measures[id].file.title for id in ids if id in book.measures)


def _lines(conversation: Interviewed, found: Answers, question: Question) -> tuple[Asked, ...]:
    called = names(conversation)
    refs = [question.ref, *_same_for_others(conversation, found, question.ref)]
    order = {id: place for place, id in enumerate(called)}
    refs.sort(key=lambda ref: order.get(ref.person or "", -1))
    return tuple(Asked(ref.id, called.get(ref.person or "", ""), earlier(conversation, ref)) for ref in refs)


def _same_for_others(conversation: Interviewed, found: Answers, ref: FactRef) -> Iterable[FactRef]:
    """The same fact of other members, where a right not settled yet waits for it."""
    if ref.person is None:
        return ()
    waiting = {m for answer in found.measures if answer.outcome in UNSETTLED for m in answer.missing}
    unknown = set(not_known(conversation))
    return [
        other for other in waiting if other.key == ref.key and other != ref and other.person and other.id not in unknown
    ]


def earlier(conversation: Interviewed, ref: FactRef) -> Any:
    """What was answered before, also when it was put aside by a step back."""
    entry = conversation.answers.get(ref.id)
    value = said_value({**entry, "aside": False}) if entry else None
    return value.value if value else None


def not_known(conversation: Interviewed) -> tuple[str, ...]:
    """The facts that the person said they do not know: not asked again, named in the results."""
    return tuple(
        id for id, entry in conversation.answers.items() if entry["state"] == "unknown" and not entry.get("aside")
    )
