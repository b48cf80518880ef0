"""A person asks to be told on the day on which an answer changes: asked, listed, taken back, told once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n
from django.utils.translation import override

from ryadom.cases import api as cases
from ryadom.papers import api as papers
from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.regions.clock import local
from ryadom.regions.models import RegionQuerySet
from ryadom.rules.api import Rulebook
from ryadom.ui import figures

from . import may
from .errors import Forbidden, Missing, WrongState
from .models import Reminder
from .shapes import ReminderView

FURTHEST = 366 * 18  # a newborn comes of age; nothing further is promised
SHOWN_AFTER = timedelta(days=60)  # what was told stays on the person's page so long
MOST = 50  # open ones of one person: a page never comes near, a script does
_TASKS = {
    True: _n("Просили напомнить: «%(title)s», с %(day)s может быть положено%(whom)s. Проверьте дело и позвоните."),
    False: _n("Просили напомнить: «%(title)s», с %(day)s право могло закончиться%(whom)s. Проверьте дело и позвоните."),
}
_PURPOSE = _n("Записана просьба напомнить %(day)s")


@transaction.atomic
def remind(
    *, by: Actor, person: UUID, measure: str, subject: str, subject_name: str, day: date, begins: bool, channel: str,
    book: Rulebook, on: date, at: datetime,
) -> ReminderView:  # fmt: skip
    """Ask to be told on a day to come. Asking twice is asking once. Raises Forbidden, Missing, WrongState."""
    rule = book.measures.get(measure)
    if rule is None or channel not in cases.CHANNELS:
        raise WrongState(_("Такой меры в регионе нет."))
    try:
        whose = people.person(region=by.region, id=person)
    except people.NotFound:
        raise Missing from None
    row = Reminder(
        region=by.region, person_id=whose.id, subject=subject[:40], subject_name=cases.typed(subject_name, 300),
        measure=measure, title=rule.file.title.said("ru")[:300], day=day, begins=begins, channel=channel,
        helper_name=by.name[:200] if by.is_staff else "", asked_at=at,
    )  # fmt: skip
    if not may.remind(by, _seen(row, by, on)):
        raise Forbidden
    row.account_id = by.account
    if not may_be_awaited(day, on):
        raise WrongState(_("Напомнить можно только о дне, который ещё впереди."))
    kept = _kept(row)
    if kept is row and by.is_staff:
        with override("ru"):
            purpose = _(_PURPOSE) % {"day": figures.day(day)}
        people.log_reading(by=by, at=at, person_ids=[whose.id], purpose=purpose, what=("reminder",))
    return _view(kept)


def may_be_awaited(day: date, on: date) -> bool:
    """Whether anybody may ask to be told on this day: ahead, and not further than a childhood."""
    return on < day <= on + timedelta(days=FURTHEST)


def _kept(row: Reminder) -> Reminder:
    open_ones = _open(row.region).filter(person=row.person_id)
    if open_ones.count() >= MOST:
        raise WrongState(_("Напоминаний уже много. Уберите те, которые больше не нужны."))
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return open_ones.get(measure=row.measure, subject=row.subject, day=row.day)
    return row


@transaction.atomic
def stop_reminding(*, by: Actor, reminder: UUID, on: date, at: datetime) -> None:
    """«Не напоминать». A second click changes nothing. Raises Missing, also for who may not know of it."""
    row = Reminder.objects.in_region(by.region).select_for_update().filter(token=reminder).first()
    if row is None or not may.remind(by, _seen(row, by, on)):
        raise Missing
    if row.withdrawn_at is None and row.told_at is None:
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])


def reminders(*, region: str, persons: Collection[UUID], at: datetime) -> tuple[ReminderView, ...]:
    """What these persons asked for and what was told of late, the nearest day first; one query. Asks no permission."""
    rows = Reminder.objects.in_region(region).filter(person__in=persons, withdrawn_at=None).order_by("day", "id")
    return tuple(_view(row) for row in rows.exclude(told_at__lt=at - SHOWN_AFTER))


def tell_due(*, region: str, on: date, at: datetime) -> int:
    """The days that have come: staff get a task, the person's page says it, once. Gives how many were told.

    Nothing is computed here: what the day has changed, the page and the curator see when they look.
    """
    due = list(_open(region).filter(day__lte=on).order_by("day", "id").values_list("pk", flat=True))
    return sum(_tell(region, pk, on, at) for pk in due)


@transaction.atomic
def _tell(region: str, pk: int, on: date, at: datetime) -> bool:
    row = _open(region).select_for_update(skip_locked=True).filter(pk=pk).first()
    if row is None:  # told by another run, or taken back a moment ago
        return False
    if people.person(region=region, id=row.person_id).died_on is not None:
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        return False
    row.told_at = at
    row.save(update_fields=["told_at"])
    with override("ru"):
        whom = f" ({row.subject_name})" if row.subject_name and row.subject != str(row.person_id) else ""
        text = _(_TASKS[row.begins]) % {"title": row.title, "day": figures.day(row.day), "whom": whom}
    cases.leave_task(region=region, person=row.person_id, text=text, on=on, at=at)
    return True


def reminder_text(reminder: ReminderView, phone: str) -> str:
    """What may be sent by SMS on the day; "" without a phone to call, or where the text may not go so."""
    if not phone:
        return ""
    try:
        with override("ru"):
            return papers.sms.reminder(on=reminder.day, begins=reminder.begins, phone=phone)
    except papers.NotForSms:
        return ""


def _open(region: str) -> RegionQuerySet[Reminder]:
    return Reminder.objects.in_region(region).filter(told_at=None, withdrawn_at=None)


def _seen(row: Reminder, by: Actor, on: date) -> may.Seen:
    return may.Seen(row, by, on)  # type: ignore[arg-type]  # it has a region and a person, which is all that is asked


def _view(row: Reminder) -> ReminderView:
    return ReminderView(
        row.token, row.person_id, row.subject, row.subject_name, row.measure, row.title, row.day, row.begins,
        row.helper_name, local(row.asked_at, row.region).date(),
        local(row.told_at, row.region).date() if row.told_at else None,
    )  # fmt: skip
