"""The programme: drawn by one person, approved by another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.cases import api as cases
from ryadom.kit.money import roubles
from ryadom.kit.periods import add_months
from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.rules.api import Rulebook
from ryadom.ui.figures import day

from .. import catalogue, events, may, terms, words
from ..errors import BadLines, WrongStage
from ..kinds import ServiceFile
from ..models import Programme, ProgrammeLine, Stage
from ..planning import PERIODS
from .writing import advance, changed, line, programme_locked

MOST_TIMES = 100


@dataclass(frozen=True)
class Line:
    """What a programme promises: a service so many times a day, a week or a month."""

    service: str
    times: int
    per: str


@dataclass(frozen=True)
class Ceiling:
    """The most that a month may cost the person, as a rule of the region gave it; None: not known. `said`: why."""

    amount: Decimal | None
    said: str = ""


@transaction.atomic
def draw(
    *, by: Actor, programme: UUID, lines: Iterable[Line], starts: date, ends: date, ceiling: Ceiling, book: Rulebook,
    on: date, at: datetime, version: int | None = None,
) -> Programme:  # fmt: skip
    """Put the programme together; another person approves it. All mistakes are told at once (BadLines).

    Raises NotAllowed, Missing, Stale, WrongStage.
    """
    seen = programme_locked(
        by, programme, may=may.draw, on=on, stages=[Stage.NEED, Stage.DRAWN], version=version,
        said=_("Программа уже утверждена. Чтобы изменить её, составьте новую."),
    )  # fmt: skip
    row, chosen = seen.programme, tuple(lines)
    if not row.why:
        raise WrongStage(_("Сначала примите решение о потребности."))
    offered = {id: file for id, file in catalogue.files(book.region, on).items() if row.form in file.forms}
    _demand(chosen, offered, starts, ends, terms.number(book, terms.PROGRAMME_MONTHS, on))
    rows = ProgrammeLine.objects.in_region(by.region)
    rows.filter(programme=row).delete()
    for one in chosen:
        title = offered[one.service].title.said("ru")[:300]
        rows.create(programme=row, service=one.service, title=title, times=one.times, per=one.per)
    row.stage, row.drawn_by_id, row.starts, row.ends = Stage.DRAWN, by.account, starts, ends
    row.ceiling = None if ceiling.amount is None else roubles(ceiling.amount)
    row.ceiling_said, row.lock = cases.typed(ceiling.said, 500), book.lock
    changed(row, "stage", "drawn_by", "starts", "ends", "ceiling", "ceiling_said", "lock")
    line(by, row, "programme-drawn", words.DRAWN, on, at)
    return row


def _demand(
    lines: tuple[Line, ...], offered: Mapping[str, ServiceFile], starts: date, ends: date, months: int | None
) -> None:
    problems = []
    if not lines:
        problems.append(_("Добавьте хотя бы одну услугу."))
    if unknown := sorted({one.service for one in lines} - offered.keys()):
        problems.append(_("Таких услуг в этой форме регион не оказывает: %(list)s.") % {"list": ", ".join(unknown)})
    if doubled := sorted(id for id, count in Counter(one.service for one in lines).items() if count > 1):
        problems.append(_("Услуга записана дважды: %(list)s.") % {"list": ", ".join(doubled)})
    if any(isinstance(one.times, bool) or not 1 <= one.times <= MOST_TIMES or one.per not in PERIODS for one in lines):
        problems.append(_("Напишите, сколько раз: от 1 до 100 в день, в неделю или в месяц."))
    if ends < starts:
        problems.append(_("Программа не может закончиться раньше, чем начнётся."))
    elif months is not None and ends >= add_months(starts, months):
        latest = day(add_months(starts, months) - timedelta(days=1))
        problems.append(_("Такая программа действует не дольше чем до %(day)s.") % {"day": latest})
    if problems:
        raise BadLines(tuple(problems))


@transaction.atomic
def give_back(*, by: Actor, programme: UUID, why: str, on: date, at: datetime) -> Programme:
    """The head sends the drawn programme back with a reason. Raises NotAllowed, BadLines, WrongStage."""
    seen = programme_locked(
        by, programme, may=may.approve, on=on, stages=[Stage.DRAWN], said=_("Эта программа не ждёт утверждения.")
    )
    reason = cases.typed(why, 500)
    if not reason:
        raise BadLines((_("Напишите, что исправить."),))
    seen.programme.stage = Stage.NEED
    changed(seen.programme, "stage")
    line(by, seen.programme, "programme-given-back", words.GIVEN_BACK, on, at, why=reason)
    return seen.programme


@transaction.atomic
def approve(*, by: Actor, programme: UUID, on: date, at: datetime, version: int | None = None) -> Programme:
    """The programme holds. One of the same form that held before is replaced by it. Raises NotAllowed, WrongStage."""
    seen = programme_locked(
        by, programme, may=may.approve, on=on, stages=[Stage.DRAWN], version=version,
        said=_("Эта программа не ждёт утверждения."),
    )  # fmt: skip
    row = seen.programme
    _replace(by, row, on, at)
    row.stage, row.approved_by_id = Stage.APPROVED, by.account
    changed(row, "stage", "approved_by")
    line(by, row, "programme-approved", words.APPROVED, on, at, ends=row.ends or "")
    advance(by, row, words.CHOICE, on, at)
    events.announce(
        events.ProgrammeApproved(
            region=by.region, at=at, account_id=by.account_id, programme=row.token, person=row.person_id, on=on
        )
    )
    return row


def _replace(by: Actor, new: Programme, on: date, at: datetime) -> None:
    held = Programme.objects.in_region(by.region).select_for_update()
    before = held.filter(person=new.person_id, form=new.form, stage=Stage.APPROVED).first()
    if before is None:
        return
    before.stage = Stage.REPLACED
    changed(before, "stage")
    system = people.system_actor(region=by.region, reason="replaced")
    cases.close(by=system, case=before.case_id, outcome="replaced", on=on, at=at, seal=words.SEAL)
