"""One screen for the colleague who takes over: what happened, what was told and by whose word, what was answered."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ryadom.kit.names import inside_sentence
from ryadom.people.api import show
from ryadom.rules import api as rules
from ryadom.rules.api import FactRef, Rulebook
from ryadom.talk.answers import contradict, kind_of, known_value, said_value
from ryadom.talk.dialogue.interview import Interview
from ryadom.talk.dialogue.shapes import IDENTIFIED, Stack
from ryadom.talk.family import family_of
from ryadom.talk.household import BadAnswer

MOST = 30


@dataclass(frozen=True)
class ToldFact:
    """One thing known: whose, what, and by whose word (said, register, document, staff). `contradicts`: a register
    says otherwise than the person.
    """

    person: str
    label: str
    value: str
    source: str
    contradicts: bool = False


@dataclass(frozen=True)
class Summary:
    """What a colleague needs before the first word. `answered`: measures with their outcome and sum."""

    situation: str
    first_words: str
    known: bool
    danger: str
    family: str
    said: tuple[str, ...]
    facts: tuple[ToldFact, ...]
    answered: tuple[str, ...]
    lock: str

    @property
    def text(self) -> str:
        """The same as lines of text."""
        lines = [self.situation, self.first_words and f"«{self.first_words}»", self.family]
        lines += [_("Со слов: %(words)s.") % {"words": "; ".join(self.said)}] if self.said else []
        lines += [
            f"{one.person}: {inside_sentence(one.label)}: {one.value}" if one.person else f"{one.label}: {one.value}"
            for one in self.facts
        ]
        return "\n".join(line for line in [*lines, *self.answered] if line)


def summary(region: str, stack: Stack, book: Rulebook | None, title: str = "", language: str = "ru") -> Summary:
    """What stands in a thread, for who takes it over. `title`: of the situation."""
    interview = Interview.of(region, stack.told)
    facts = _facts(interview, book, language) if book is not None else ()
    return Summary(
        title or stack.situation or _perhaps(interview), stack.said_first, stack.level == IDENTIFIED, stack.danger,
        _family(interview), tuple(interview.hints.get("words", ())), facts, stack.shown, book.lock if book else "",
    )  # fmt: skip


def _perhaps(interview: Interview) -> str:
    found = interview.hints.get("perhaps", "")
    return _("Похоже: %(title)s. Человек этого ещё не подтвердил.") % {"title": found} if found else ""


def _family(interview: Interview) -> str:
    called = interview.called()
    names = [name for id, name in called.items() if id != "applicant"]
    return _("Семья: %(names)s.") % {"names": ", ".join(names)} if names else ""


def _facts(interview: Interview, book: Rulebook, language: str) -> tuple[ToldFact, ...]:
    called, family = interview.called(), family_of(interview)
    found: list[ToldFact] = []
    for id in [*interview.answers, *(one for one in interview.prefilled if one not in interview.answers)]:
        ref = FactRef.of(id)
        said = said_value(interview.answers[id]) if id in interview.answers else None
        known = known_value(interview.prefilled[id]) if id in interview.prefilled else None
        value = known if known is not None and known.source != "said" else said or known
        try:
            kind = kind_of(book.facts, ref)
        except BadAnswer:
            continue
        if value is None or (ref.person and ref.person not in called):
            continue
        label = rules.question(book, family, ref).label.said(language)
        person = called.get(ref.person or "", "") if ref.person != "applicant" else ""
        found.append(ToldFact(person, label, show(kind, value.value, language), value.source, contradict(said, known)))
    return tuple(found[-MOST:])
