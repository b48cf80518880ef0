"""The point gives the thing and takes it back; between the two it is prolonged, or the day passes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from ryadom.cases import api as cases
from ryadom.kit.doorcodes import MOST_TRIES, is_code
from ryadom.papers import api as papers
from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.rules.api import Rulebook
from ryadom.ui.figures import day

from .. import events, may, terms, words
from ..errors import Missing, NotSaid, WrongCode
from ..may import Seen
from ..models import Hire, Signed, Stage
from .writing import advance, close, line, locked

FURTHEST = 366  # days; where the region entered no term, nobody lends for longer by mistake


def give(
    *, by: Actor, hire: UUID, due_on: date, book: Rulebook, on: date, at: datetime, code: str = "",
    paper: UUID | None = None,
) -> Hire:  # fmt: skip
    """The person takes the thing and signs by the code of their page, or on a sheet that was photographed.

    A wrong try is kept although the verb fails. Raises NotAllowed, Missing, NotSaid, WrongCode, WrongStage.
    """
    with transaction.atomic():
        seen = locked(
            by, hire, may=may.hand_out, on=on, stages=[Stage.KEPT], said=_("Эта вещь никому сейчас не отложена.")
        )
        row = seen.hire
        _demand_day(due_on, on, terms.longest(book, on))
        signed = _signed(by, row, code, paper)
        if signed:
            row.stage, row.given_on, row.due_on, row.signed = Stage.OUT, on, due_on, signed
        else:
            row.tries += 1
        row.save(update_fields=["stage", "given_on", "due_on", "signed", "paper", "tries"])
        if signed:
            _tell_given(by, seen, on, at)
    if not signed:
        raise WrongCode(MOST_TRIES - row.tries)
    return row


def _demand_day(due_on: date, on: date, longest: int | None) -> None:
    if due_on <= on:
        raise NotSaid(_("День возврата должен быть впереди."))
    most = on + timedelta(days=longest or FURTHEST)
    if due_on > most:
        raise NotSaid(_("Дать вещь можно не дольше чем до %(day)s.") % {"day": day(most)})


def _signed(by: Actor, row: Hire, code: str, paper: UUID | None) -> Signed:
    """How it was signed; NO where the code was wrong."""
    if paper is not None:
        sheet = papers.many(region=by.region, tokens=[paper]).get(paper)
        if sheet is None or sheet.owner != row.person_id:
            raise Missing
        row.paper = paper
        return Signed.PAPER
    if not code:
        raise NotSaid(_("Введите код человека или приложите фото подписанного листа."))
    if row.tries >= MOST_TRIES:
        raise WrongCode(0)
    return Signed.CODE if is_code(row.secret, row.token, code) else Signed.NO


def _tell_given(by: Actor, seen: Seen, on: date, at: datetime) -> None:
    row, point, number = seen.hire, _title(seen), seen.hire.item.number if seen.hire.item else ""
    line(by, row, "given", words.GIVEN, on, at, due=row.due_on or "", provider=point, number=number)
    advance(by, row, words.OUT, on, at)
    assert row.item is not None and row.due_on is not None, "a thing that is out has a number and a day"
    events.announce(
        events.ThingGiven(
            region=by.region, at=at, account_id=by.account_id, hire=row.token, person=row.person_id,
            provider=row.item.provider, thing=row.thing, due_on=row.due_on,
        )
    )  # fmt: skip


@transaction.atomic
def prolong(*, by: Actor, hire: UUID, due_on: date, book: Rulebook, on: date, at: datetime) -> Hire:
    """A later day of return, counted from today by the same term. Raises NotAllowed, NotSaid, WrongStage."""
    row = locked(by, hire, may=may.prolong, on=on, stages=[Stage.OUT], said=_("Этой вещи у вас нет.")).hire
    _demand_day(due_on, on, terms.longest(book, on))
    if row.due_on is not None and due_on <= row.due_on:
        raise NotSaid(_("Новый день должен быть позже прежнего: %(day)s.") % {"day": day(row.due_on)})
    row.due_on, row.reminded_on = due_on, None
    row.prolonged += 1
    row.save(update_fields=["due_on", "prolonged", "reminded_on"])
    line(by, row, "prolonged", words.PROLONGED, on, at, due=due_on)
    return row


@transaction.atomic
def take_back(*, by: Actor, hire: UUID, note: str, broken: bool, on: date, at: datetime) -> Hire:
    """The thing is back; a broken one leaves the shelf until somebody mends it. Raises NotAllowed, WrongStage."""
    seen = locked(by, hire, may=may.take_back, on=on, stages=[Stage.OUT], said=_("Эту вещь уже вернули."))
    row, item, said = seen.hire, seen.hire.item, cases.typed(note, 200)
    assert item is not None, "a thing that is out has a number"
    if broken:
        item.off_since, item.off_why = on, said or _("сломана")
        item.save(update_fields=["off_since", "off_why"])
    row.stage, row.returned_on = Stage.RETURNED, on
    row.save(update_fields=["stage", "returned_on"])
    line(by, row, "returned", words.RETURNED, on, at, provider=_title(seen), number=item.number, note=said)
    close(by, row, "returned", on, at)
    events.announce(
        events.ThingReturned(
            region=by.region, at=at, account_id=by.account_id, hire=row.token, person=row.person_id,
            provider=item.provider, thing=row.thing, on=on,
        )
    )  # fmt: skip
    return row


@transaction.atomic
def remind_overdue(*, region: str, on: date, at: datetime) -> int:
    """Hires whose day has passed: the person's page says so and staff get a task, once for each day set. How many."""
    late = Hire.objects.in_region(region).select_for_update(skip_locked=True, of=("self",)).select_related("item")
    rows = list(late.filter(stage=Stage.OUT, due_on__lt=on, reminded_on=None).order_by("pk"))
    system = people.system_actor(region=region, reason="hire-overdue")
    for row in rows:
        assert row.due_on is not None and row.item is not None, "a thing that is out has a number and a day"
        row.reminded_on = on
        row.save(update_fields=["reminded_on"])
        line(system, row, "overdue", words.OVERDUE, on, at, due=row.due_on)
        with override("ru"):
            text = _("Прокат: срок прошёл %(day)s, вещь не вернули (%(title)s). Позвоните: вернуть или продлить?")
            text = text % {"day": day(row.due_on), "title": row.title}
        cases.leave_task(region=region, person=row.person_id, text=text, on=on, at=at)
        events.announce(
            events.HireOverdue(
                region=region, at=at, account_id=None, hire=row.token, person=row.person_id,
                provider=row.item.provider, due_on=row.due_on,
            )
        )  # fmt: skip
    return len(rows)


def _title(seen: Seen) -> str:
    return seen.provider.title if seen.provider else ""
