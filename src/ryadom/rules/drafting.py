"""Verbs of the region's own measures: begin, save, offer, approve, give back, take back. One transaction each.

A draft changes under its writers' hands; what is offered is copied into a record that the database keeps as it was. The
second person settles that record, and has written no word of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from ryadom.packs.api import SLUG
from ryadom.people.api import Actor, May
from ryadom.regions.clock import local
from ryadom.regions.once import forget
from ryadom.rules import drafted, may
from ryadom.rules.compiled import Rulebook
from ryadom.rules.draftdata import TooMuch, plain
from ryadom.rules.draftreading import read
from ryadom.rules.drafts import AlreadyDrafted, BadDraft, Draft, DraftChanged, DraftProblem
from ryadom.rules.entering import typed
from ryadom.rules.entries import Act, AlreadySettled, NoEntry, NotYours
from ryadom.rules.entrychecks import act_problems
from ryadom.rules.events import MeasureApproved, MeasureOffered, announce
from ryadom.rules.laying import plain_content
from ryadom.rules.models import MeasureDraft, MeasureEdition
from ryadom.ui.figures import day

STANDS = {
    "waiting": _n("предложено и ждёт второго человека"), "approved": _n("утверждено"), "returned": _n("возвращено"),
    "taken_back": _n("отложено"), "writing": _n("снова пишут"),
}  # fmt: skip
OPEN = ("writing", "returned", "taken_back")
TEXT = (
    "measure", "content", "laws", "cases", "starts", "act", "act_number", "act_date", "act_url", "verified", "revision",
    "writers",
)  # fmt: skip


@transaction.atomic
def begin(*, by: Actor, book: Rulebook, measure: str, content: Mapping[str, Any] | None, at: datetime) -> Draft:
    """A new measure, or a new version of an installed one. Raises NotYours, AlreadyDrafted, BadDraft."""
    _allowed(by, may.writes_measures)
    assert by.account_id is not None
    if not re.fullmatch(SLUG, measure) or len(measure) > 80:
        said = _("Короткое имя меры пишут строчными латинскими буквами через дефис, например school-meals.")
        raise BadDraft((DraftProblem(("measure",), said),))
    installed = book.measures.get(measure)
    if content is not None:
        written = _kept(content)
    elif installed is not None:
        written = _with_new_version(_kept(plain_content(installed)))
    else:
        raise BadDraft((DraftProblem(("measure",), _("Такой меры в регионе нет.")),))
    try:
        with transaction.atomic():
            row = MeasureDraft.objects.in_region(by.region).create(
                measure=measure, content=written, author_id=by.account_id, author_name=by.name,
                writers=[by.account_id], at=at,
            )  # fmt: skip
    except IntegrityError:
        raise _already_drafted(by.region, measure) from None
    return drafted.view(row)


@transaction.atomic
def save(
    *, by: Actor, draft: UUID, content: Mapping[str, Any], laws: Mapping[str, str],
    cases: Iterable[Mapping[str, Any]], starts: date | None, act: Act | None, revision: int, at: datetime,
) -> Draft:  # fmt: skip
    """Keep everything that was typed, right or wrong. Raises NoEntry, NotYours, DraftChanged (somebody saved
    meanwhile), AlreadySettled (it waits or was approved), BadDraft (beyond the bounds of one measure).
    """
    row = _locked(by, draft, may.writes_measures)
    if row.state not in OPEN:
        raise AlreadySettled(_stands(row))
    if row.revision != revision:
        said = _("Пока вы писали, черновик изменил другой человек. Ваш текст не потерян: сравните оба.")
        raise DraftChanged(said, drafted.view(row))
    row.content, row.laws, row.cases = _kept(content), _kept(laws), _kept(list(cases))
    row.starts = starts
    clean = _clean(act or Act())
    row.act, row.act_number, row.act_date = clean.title, clean.number, clean.dated
    row.act_url, row.verified = clean.url, clean.verified
    row.revision += 1
    row.state = "writing"
    _had_a_hand(row, by)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise _already_drafted(by.region, row.measure) from None
    return drafted.view(row)


@transaction.atomic
def offer(*, by: Actor, book: Rulebook, draft: UUID, revision: int, on: date, at: datetime) -> Draft:
    """Offer the draft as it stands to a second person. Raises as `save`, and BadDraft with every problem."""
    row = _locked(by, draft, may.writes_measures)
    if row.state not in OPEN:
        raise AlreadySettled(_stands(row))
    _same_text(row, revision)
    _had_a_hand(row, by)
    _demand_ready(book, drafted.view(row), on)
    row.state, row.second_name, row.settled_at, row.second_note = "waiting", None, None, None
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise _already_drafted(by.region, row.measure) from None
    assert by.account_id is not None
    MeasureEdition.objects.in_region(by.region).create(
        draft=row, author_id=by.account_id, author_name=by.name, at=at, **{name: getattr(row, name) for name in TEXT}
    )
    announce(MeasureOffered(**_who(row, by, at)))
    return drafted.view(row)


@transaction.atomic
def approve(*, by: Actor, book: Rulebook, draft: UUID, revision: int, on: date, at: datetime) -> Draft:
    """The second pair of eyes: from its first day on the rules read it. It is checked again: the book may have changed
    since. Raises NoEntry, NotYours (also to whoever wrote a word of it), AlreadySettled, DraftChanged, BadDraft.
    """
    row = _waiting(by, draft, may.approve_measure)
    _same_text(row, revision)
    _demand_ready(book, drafted.view(row), on)
    _settle(row, by, "approved", at)
    announce(MeasureApproved(**_who(row, by, at)))
    return drafted.view(row)


@transaction.atomic
def give_back(*, by: Actor, draft: UUID, reason: str, at: datetime) -> Draft:
    """The second person saw a mistake and says which; the writers put it right and offer it again."""
    said = typed(reason, 2000)
    if not said:
        raise BadDraft((DraftProblem(("reason",), _("Напишите, что поправить.")),))
    row = _waiting(by, draft, may.give_back_measure)
    _settle(row, by, "returned", at, said)
    return drafted.view(row)


@transaction.atomic
def take_back(*, by: Actor, draft: UUID, at: datetime) -> Draft:
    """A writer takes back what waits, or puts aside what is being written. Saving it takes it up again."""
    row = _locked(by, draft, may.take_back_measure)
    if row.state in ("approved", "taken_back"):
        raise AlreadySettled(_stands(row))
    if row.state == "waiting":
        _settle(row, by, "taken_back", at)
    else:
        row.state, row.settled_at = "taken_back", at
        row.save()
    return drafted.view(row)


# --- what the verbs share --------------------------------------------------------------------------------------------


def _allowed(by: Actor, allowed: May, row: MeasureDraft | None = None) -> None:
    if by.account_id is None or not allowed(by, row):
        wrote = row is not None and may.took_part(by, row) and by.roles & {"methodologist", "head"}
        said = _("Утверждает другой человек: вы это писали.") if wrote else _("У вас нет права на это действие.")
        raise NotYours(said)


def _locked(by: Actor, token: UUID, allowed: May) -> MeasureDraft:
    """The draft, locked until the transaction ends; whoever comes second is told who was first."""
    row = MeasureDraft.objects.in_region(by.region).select_for_update().filter(token=token).first()
    if row is None:
        raise NoEntry(_("Такого черновика нет."))
    _allowed(by, allowed, row)
    return row


def _waiting(by: Actor, token: UUID, allowed: May) -> MeasureDraft:
    row = _locked(by, token, allowed)
    if row.state != "waiting":
        raise AlreadySettled(_stands(row))
    return row


def _stands(row: MeasureDraft) -> str:
    """Where the draft stands, in a sentence: who, when, what."""
    what = _(STANDS[row.state])
    if row.settled_at is None or not row.second_name:
        return _("Сейчас это нельзя: %(what)s.") % {"what": what}
    there = local(row.settled_at, row.region)
    told = {"who": row.second_name, "day": day(there), "time": f"{there:%H:%M}", "what": what}
    return _("Уже сделано: %(who)s, %(day)s в %(time)s — %(what)s.") % told


def _same_text(row: MeasureDraft, revision: int) -> None:
    if row.revision != revision:
        said = _("Черновик с тех пор изменился. Откройте его заново и прочитайте ещё раз.")
        raise DraftChanged(said, drafted.view(row))


def _demand_ready(book: Rulebook, draft: Draft, on: date) -> None:
    """Everything that stands between the draft and the law, at once."""
    cited = act_problems(draft.act or Act(), on, unnamed=_("Назовите акт, которым установлена мера."))
    found = [DraftProblem(("act", one.field), one.text) for one in cited]
    if draft.starts is None:
        found.append(DraftProblem(("starts",), _("Укажите, с какого дня действует версия.")))
    reading = read(book, draft, families=(), on=on)
    found += [one for one in reading.problems if not one.warning and one not in found]
    found += [
        DraftProblem(("cases", run.index), _("Случай «%(name)s» вышел не так, как ожидали.") % {"name": run.name})
        for run in reading.runs
        if not run.passed
    ]
    if not found and not reading.runs:
        found.append(DraftProblem(("cases",), _("Добавьте хотя бы один случай: кому и что должны ответить.")))
    if found:
        raise BadDraft(tuple(found))


def _kept(raw: Any) -> Any:
    try:
        return plain(raw)
    except TooMuch as much:
        raise BadDraft((DraftProblem((), str(much)),)) from None


def _clean(act: Act) -> Act:
    return replace(
        act, title=typed(act.title, 500), number=typed(act.number, 60), url=typed(act.url, 500),
        verified=typed(act.verified, 13),
    )  # fmt: skip


def _with_new_version(content: dict[str, Any]) -> dict[str, Any]:
    """A copy of the last version at the end: its days are still to be said."""
    versions = content["versions"]
    last = max(versions, key=lambda one: str(one.get("from", "")))
    return {**content, "versions": [*versions, {key: one for key, one in last.items() if key not in ("from", "to")}]}


def _already_drafted(region: str, measure: str) -> AlreadyDrafted:
    row = MeasureDraft.objects.in_region(region).filter(measure=measure, state__in=("writing", "waiting", "returned"))
    other = row.get()
    said = _("Эту меру уже пишут: %(who)s, %(day)s.") % {"who": other.author_name, "day": day(local(other.at, region))}
    return AlreadyDrafted(said, other.token)


def _had_a_hand(row: MeasureDraft, by: Actor) -> None:
    if by.account_id not in row.writers:
        row.writers = [*row.writers, by.account_id]


def _settle(row: MeasureDraft, by: Actor, verdict: str, at: datetime, note: str | None = None) -> None:
    edition = MeasureEdition.objects.in_region(row.region).get(draft=row, verdict=None)
    for one in (edition, row):
        one.settled_at, one.second_note = at, note
        one.second_name = by.name if verdict != "taken_back" else None
    edition.verdict, row.state = verdict, verdict
    if verdict != "taken_back":
        edition.second_id = by.account_id  # type: ignore[attr-defined]
    edition.save(update_fields=["verdict", "settled_at", "second_note", "second", "second_name"])
    forget()
    row.save(update_fields=["state", "settled_at", "second_note", "second_name"])


def _who(row: MeasureDraft, by: Actor, at: datetime) -> dict[str, Any]:
    return {
        "region": row.region, "at": at, "account_id": by.account_id, "draft": row.token, "measure": row.measure,
        "starts": row.starts,
    }  # fmt: skip
