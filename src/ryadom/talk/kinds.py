"""What a practice may contain for this room: how people say things, and the phones that answer in danger."""

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from ryadom.packs.api import Finding, Kind, Strict, Verified, Words
from ryadom.talk.crisis import Danger


class PhrasesFile(Strict):
    """How people say it. `phrases` are matched; `test` must be understood by them and are not learnt from."""

    situation: str | None = None
    measure: str | None = None
    topic: str | None = None
    phrases: list[str] = Field(min_length=1)
    test: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_target(self) -> "PhrasesFile":
        if sum(target is not None for target in (self.situation, self.measure, self.topic)) != 1:
            raise ValueError("нужно одно из situation, measure, topic (one of situation, measure, topic)")
        _apart(self.phrases, self.test)
        return self


# What a topic may lead to besides a situation, a measure or a route of the practices.
Deed = Literal[
    "person", "call_back", "status", "complaint", "appeal", "card_lost", "greeting", "crisis", "survey", "outside",
    "tell",
]  # fmt: skip


class Leads(Strict):
    """Where a topic goes: exactly one of situation, measure, do; `route`, a path by steps, stands beside it or alone.

    `do: tell`: its answer is all there is to say.
    """

    situation: str | None = None
    measure: str | None = None
    route: str | None = None
    do: Deed | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "Leads":
        if sum(kind != "route" for kind, _id in self.way) > 1 or not self.way:
            raise ValueError("нужно одно из situation, measure, do и, если есть, route (one of situation, measure, do)")
        return self

    @property
    def way(self) -> tuple[tuple[str, str], ...]:
        """The (kind, id) that are given, the path by steps last: what is done first stands first."""
        ways = (("situation", self.situation), ("measure", self.measure), ("do", self.do), ("route", self.route))
        return tuple((kind, id) for kind, id in ways if id is not None)


class TopicFile(Strict):
    """What a sentence may be about. `phrases` are learnt, `test` are held out: never learnt, and always understood.

    `answer`: said for `do: tell`, and where nothing of the region covers the topic: what is true and where to go.
    """

    title: Words
    leads: Leads
    answer: Words | None = None
    phrases: list[str] = Field(min_length=1)
    test: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _told_apart(self) -> "TopicFile":
        _apart(self.phrases, self.test)
        if self.leads.do == "tell" and self.answer is None:
            raise ValueError("do: tell нужен answer (do: tell needs an answer)")
        return self


def _apart(phrases: list[str], test: tuple[str, ...]) -> None:
    if both := set(phrases).intersection(test):
        raise ValueError(f"фраза и в phrases, и в test: {min(both)} (learnt from and tested)")


class Sentence(Strict):
    """One sentence and all that must be heard in it: `topics` the main one first, none where it is about nothing of
    ours; `facts` by name, `crisis` the danger.
    """

    text: str
    topics: list[str]
    facts: dict[str, str | int | float | bool] = Field(default_factory=dict)
    crisis: Danger | None = None


class HeardFile(Strict):
    """Sentences for tests, never learnt: several requests at once, and those that are about nothing of ours."""

    sentences: list[Sentence] = Field(min_length=1)


class VetoFile(Strict):
    """Facts that make a topic impossible: the file's name is the topic's. A number `below` or `above`, or one of
    `values`; said of `whose`, of anybody where it is not given. `unless`: facts that take it away. A topic is only
    lowered, and the person is told by which of their words.
    """

    class Against(Strict):
        fact: str
        whose: str | None = None
        below: float | None = None
        above: float | None = None
        values: tuple[str | bool, ...] = ()
        unless: tuple[str, ...] = ()

    vetoes: list[Against] = Field(min_length=1)


class HotlineFile(Strict):
    """A phone for people in danger. `answers`: in which danger it is shown; `order`: the first is the one to dial."""

    title: Words
    phone: str = Field(pattern=r"^[0-9][0-9 ()-]{1,20}$")
    note: Words
    answers: list[Danger] = Field(min_length=1)
    order: int = 100
    source: str | None = None
    verified: Verified


class DutyFile(Strict):
    """When people answer in the chat. `days`: every day, working days of the calendar, or days of the week (1 is
    Monday); `closes` None: the day round. Minutes: `answers_within` what is promised, `crisis_within` the same for
    danger, `escalate_after` when unanswered danger goes to somebody above.
    """

    title: Words
    days: Literal["every", "working"] | tuple[Annotated[int, Field(ge=1, le=7)], ...] = "working"
    opens: dt.time
    closes: dt.time | None = None
    answers_within: int | None = Field(default=None, ge=1, le=7 * 24 * 60)
    crisis: bool = False
    crisis_only: bool = False
    crisis_within: int | None = Field(default=None, ge=1, le=240)
    escalate_after: int | None = Field(default=None, ge=1, le=240)
    source: str | None = None
    verified: Verified

    @model_validator(mode="after")
    def _hours_run_forward(self) -> "DutyFile":
        if self.closes is not None and self.closes <= self.opens:
            raise ValueError("closes раньше opens: ночное дежурство пишется двумя файлами (split it at midnight)")
        if (self.crisis_within or self.escalate_after or self.crisis_only) and not self.crisis:
            raise ValueError("crisis_within, escalate_after, crisis_only без crisis: true (need crisis: true)")
        return self


class SynonymsFile(Strict):
    """Single words that people use for the same thing: «автобус» where the law says «проезд»."""

    groups: list[list[Annotated[str, Field(pattern=r"^[А-Яа-яЁё]+$")]]] = Field(min_length=1)


def _beside(library: Any, ids: Iterable[str]) -> Iterable[Finding]:
    from ryadom.talk.library import confused_by, led_nowhere  # an ear is built only where something is checked

    ids = tuple(ids)
    yield from led_nowhere(library, ids)
    yield from confused_by(library, ids)


def _heard(book: Any, items: Iterable[Any]) -> Iterable[Finding]:
    from ryadom.talk.checking import heard_facts  # the reader is loaded only where something is checked

    return heard_facts(book, items)


def _vetoes(book: Any, items: Iterable[Any]) -> Iterable[Finding]:
    from ryadom.talk.checking import veto_facts

    return veto_facts(book, items)


KINDS = (
    Kind("phrases", "phrases", PhrasesFile),
    Kind("topic", "topics", TopicFile, beside=_beside),
    Kind("heard", "heard", HeardFile, check=_heard),
    Kind("veto", "vetoes", VetoFile, check=_vetoes),
    Kind("hotline", "hotlines", HotlineFile),
    Kind("duty", "duty", DutyFile),
    Kind("synonyms", "synonyms", SynonymsFile),
)
