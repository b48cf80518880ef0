"""The part of the door for the region's own measures: written, tried, offered by one, approved by another.

What lies behind is imported when it is asked for: the verbs and the lists need the database, the rest does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ryadom.rules.compiled import Rulebook
from ryadom.rules.drafts import CastFamily, Draft, DraftProblem, Reading, Word
from ryadom.rules.entries import Act

if TYPE_CHECKING:
    from ryadom.people.api import Actor


def begin_draft(
    *, by: Actor, book: Rulebook, measure: str, content: Mapping[str, Any] | None, on: date, at: datetime
) -> Draft:
    """Begin a new measure, or (`content` None) a new version of an installed one, copied from its last. Raises
    NotYours, AlreadyDrafted, BadDraft.
    """
    from ryadom.rules import drafting

    return drafting.begin(by=by, book=book, measure=measure, content=content, at=at)


def save_draft(
    *, by: Actor, draft: UUID, content: Mapping[str, Any], laws: Mapping[str, str],
    cases: Iterable[Mapping[str, Any]], starts: date | None, act: Act | None, revision: int, at: datetime,
) -> Draft:  # fmt: skip
    """Keep what was typed, right or wrong. Raises NoEntry, NotYours, DraftChanged, AlreadySettled, BadDraft."""
    from ryadom.rules import drafting

    return drafting.save(
        by=by, draft=draft, content=content, laws=laws, cases=cases, starts=starts, act=act, revision=revision, at=at
    )


def offer_draft(*, by: Actor, book: Rulebook, draft: UUID, revision: int, on: date, at: datetime) -> Draft:
    """Offer it to a second person. Raises as `save_draft`; BadDraft holds everything that must be put right."""
    from ryadom.rules import drafting

    return drafting.offer(by=by, book=book, draft=draft, revision=revision, on=on, at=at)


def approve_draft(*, by: Actor, book: Rulebook, draft: UUID, revision: int, on: date, at: datetime) -> Draft:
    """From its first day on the rules read it. Raises as `offer_draft`; NotYours to whoever wrote a word of it."""
    from ryadom.rules import drafting

    return drafting.approve(by=by, book=book, draft=draft, revision=revision, on=on, at=at)


def give_back_draft(*, by: Actor, draft: UUID, reason: str, at: datetime) -> Draft:
    """Return it with a reason; the writers save it again and offer it anew."""
    from ryadom.rules import drafting

    return drafting.give_back(by=by, draft=draft, reason=reason, at=at)


def take_back_draft(*, by: Actor, draft: UUID, at: datetime) -> Draft:
    """A writer takes back what waits, or puts it aside; saving takes it up again."""
    from ryadom.rules import drafting

    return drafting.take_back(by=by, draft=draft, at=at)


def drafts(*, region: str, measure: str | None = None) -> tuple[Draft, ...]:
    """The drafts of a region or of one measure, the newest first; two queries. Asks no permission."""
    from ryadom.rules import drafted

    return drafted.drafts(region, measure)


def draft(*, region: str, token: UUID) -> Draft | None:
    """One draft, or None where this region has no such. Asks no permission."""
    from ryadom.rules import drafted

    return drafted.one(region, token)


def has_own_measures(*, region: str) -> bool:
    """Whether the region has an approved measure of its own; one query."""
    from ryadom.rules import drafted

    return drafted.any_counts(region)


def drafts_waiting(*, region: str) -> tuple[Draft, ...]:
    """What waits for a second person, the oldest first. Asks no permission."""
    from ryadom.rules import drafted

    return drafted.waiting(region)


def read_draft(book: Rulebook, draft: Draft, *, families: Iterable[CastFamily] = (), on: date) -> Reading:
    """Everything the editor shows of a draft: problems, personas, families tried, differences. Writes nothing; what is
    typed and not saved is read by `dataclasses.replace(draft, content=...)`.
    """
    from ryadom.rules import draftreading

    return draftreading.read(book, draft, families=families, on=on)


def read_rule(book: Rulebook, text: str, language: str = "ru", wanted: str = "") -> tuple[DraftProblem, ...]:
    """What is wrong with one expression, with its columns. `wanted`: boolean, number, date, or empty for anything."""
    from ryadom.rules import draftrules

    return draftrules.read_rule(book, text, language, wanted)  # type: ignore[arg-type]


def words_for_completion(book: Rulebook) -> tuple[Word, ...]:
    """Every name and function that a rule may say, by kind and name."""
    from ryadom.rules import draftwords

    return draftwords.words_of(book)


def cast_families(book: Rulebook, on: date) -> tuple[CastFamily, ...]:
    """Families to try a measure on: the invented cast of the region, else the personas of its practice tests."""
    from ryadom.rules import cast

    return cast.families(book, on)


def draft_as_yaml(draft: Draft) -> str:
    """The draft as a practice would hold it in `measures/<id>.yaml`: the same draft gives the same bytes."""
    from ryadom.rules import draftyaml

    return draftyaml.measure_file(draft)


def draft_tests_as_yaml(draft: Draft) -> str:
    """Its personas as `tests/<id>.yaml`."""
    from ryadom.rules import draftyaml

    return draftyaml.tests_file(draft)
