"""The person chooses a provider; the provider says yes or no in time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.cases import api as cases
from ryadom.people import api as people
from ryadom.people.api import Actor
from ryadom.providers import api as providers
from ryadom.rules.api import Rulebook, calendar_of

from .. import events, may, queries, terms, words
from ..errors import BadLines, Missing, NoPlaces, WrongStage
from ..may import Seen
from ..models import Order, OrderState, Programme, Stage, Visit, VisitState
from .writing import advance, changed, line, order_locked, programme_locked

LIVE = (OrderState.SENT, OrderState.ACCEPTED)


@transaction.atomic
def order(*, by: Actor, programme: UUID, provider: UUID, book: Rulebook, on: date, at: datetime) -> Order:
    """Send the programme to the provider that the person chose. Raises NotAllowed, Missing, NoPlaces, WrongStage."""
    seen = programme_locked(
        by, programme, may=may.choose, on=on, stages=[Stage.APPROVED], said=_("Программа ещё не утверждена.")
    )
    row = seen.programme
    if row.ends is not None and row.ends < on:
        raise WrongStage(_("Срок программы закончился. Попросите составить новую."))
    rows = Order.objects.in_region(by.region)
    if rows.filter(programme=row, state__in=LIVE).exists():
        raise WrongStage(_("По этой программе уже есть заказ. Отмените его, чтобы выбрать другого."))
    chosen = providers.many(region=by.region, ids=[provider], on=on).get(provider)
    if chosen is None or chosen.ends is not None or not chosen.serves(row.form):
        raise Missing
    if queries.free_places(region=by.region, form=row.form, of=[chosen])[provider] < 1:
        raise NoPlaces
    term = terms.working_days(book, terms.ORDER_ANSWER, on)
    until = calendar_of(book).add_working_days(on, term.days).day if term else None
    made = rows.create(programme=row, provider=provider, sent_on=on, answer_by=until)
    spoken = words.SENT if until else words.SENT_WITHOUT_TERM
    line(by, row, "order-sent", spoken, on, at, provider=chosen.title, until=until or "")
    return made


@transaction.atomic
def accept(
    *, by: Actor, order: UUID, weekdays: Iterable[int], starts: date, on: date, at: datetime, hour: time | None = None,
    worker: int | None = None,
) -> Order:  # fmt: skip
    """The provider comes on these weekdays (0 is Monday) from a day on, at an hour and by a worker where agreed.

    Raises NotAllowed, BadLines, WrongStage.
    """
    seen = order_locked(
        by, order, may=may.answer_order, on=on, states=[OrderState.SENT], said=_("На этот заказ уже ответили.")
    )
    row, programme = _whole(seen)
    days = sorted(set(weekdays))
    problems = []
    if not days or not set(days) <= set(range(7)):
        problems.append(_("Выберите дни недели, по которым вы приходите."))
    if starts < on:
        problems.append(_("Первый день не может быть в прошлом."))
    if programme.ends is not None and starts > programme.ends:
        problems.append(_("Программа закончится раньше этого дня."))
    problems += _of_worker(seen, worker)
    if problems:
        raise BadLines(tuple(problems))
    row.state, row.weekdays, row.starts, row.ends = OrderState.ACCEPTED, days, starts, programme.ends
    row.answered_on, row.answered_by_id, row.hour, row.worker_id = on, by.account, hour, worker
    changed(row, "state", "weekdays", "starts", "ends", "answered_on", "answered_by", "hour", "worker")
    line(by, programme, "order-accepted", words.ACCEPTED, on, at, provider=_title(seen), starts=starts)
    advance(by, programme, words.CARED, on, at)
    _announce(by, row, programme, on, at)
    return row


def _of_worker(seen: Seen, worker: int | None) -> list[str]:
    known = worker is None or (seen.provider is not None and worker in seen.provider.workers)
    return [] if known else [_("Этот человек у вас не работает.")]


@transaction.atomic
def arrange(*, by: Actor, order: UUID, hour: time | None, worker: int | None, on: date) -> Order:
    """Who comes and at what time, for the visits ahead; None: not agreed. Raises NotAllowed, BadLines, WrongStage."""
    seen = order_locked(
        by, order, may=may.arrange, on=on, states=[OrderState.ACCEPTED], said=_("Сначала примите заказ.")
    )
    if problems := _of_worker(seen, worker):
        raise BadLines(tuple(problems))
    row, _programme = _whole(seen)
    row.hour, row.worker_id = hour, worker
    changed(row, "hour", "worker")
    return row


@transaction.atomic
def turn_down(*, by: Actor, order: UUID, why: str, on: date, at: datetime) -> Order:
    """The provider cannot help; the person reads why and chooses again. Raises NotAllowed, BadLines, WrongStage."""
    seen = order_locked(
        by, order, may=may.answer_order, on=on, states=[OrderState.SENT], said=_("На этот заказ уже ответили.")
    )
    row, programme = _whole(seen)
    reason = cases.typed(why, 500)
    if not reason:
        raise BadLines((_("Напишите, почему вы не можете помочь: это прочитает человек."),))
    row.state, row.reason, row.answered_on, row.answered_by_id = OrderState.REFUSED, reason, on, by.account
    changed(row, "state", "reason", "answered_on", "answered_by")
    line(by, programme, "order-refused", words.TURNED_DOWN, on, at, provider=_title(seen), why=reason)
    _announce(by, row, programme, on, at)
    return row


@transaction.atomic
def lapse(*, region: str, on: date, at: datetime) -> int:
    """Orders that nobody answered by their day: the person may choose again. How many; a second run finds none."""
    late = Order.objects.in_region(region).select_for_update(skip_locked=True)
    rows = list(late.filter(state=OrderState.SENT, answer_by__lt=on).order_by("pk"))
    titles = providers.many(region=region, ids={row.provider for row in rows}, on=on)
    system = people.system_actor(region=region, reason="order-lapsed")
    for row in rows:
        row.state = OrderState.LAPSED
        changed(row, "state")
        programme = Programme.objects.in_region(region).get(pk=row.programme_id)
        line(system, programme, "order-lapsed", words.LAPSED, on, at, provider=titles[row.provider].title)
        _announce(system, row, programme, on, at)
    return len(rows)


@transaction.atomic
def cancel_order(*, by: Actor, order: UUID, on: date, at: datetime) -> Order:
    """The person changes their mind before the provider has answered. Raises NotAllowed, WrongStage."""
    seen = order_locked(
        by, order, may=may.choose, on=on, states=[OrderState.SENT], said=_("Поставщик уже ответил на этот заказ.")
    )
    row, programme = _whole(seen)
    row.state = OrderState.CANCELLED
    changed(row, "state")
    line(by, programme, "order-cancelled", words.CANCELLED, on, at, provider=_title(seen))
    return row


@transaction.atomic
def end_order(*, by: Actor, order: UUID, why: str, on: date, at: datetime) -> Order:
    """From the next day on nobody comes: planned visits after this day are cancelled, the programme stays.

    Raises NotAllowed, WrongStage.
    """
    seen = order_locked(
        by, order, may=may.end_order, on=on, states=[OrderState.ACCEPTED], said=_("По этому заказу никто не приходит.")
    )
    row, programme = _whole(seen)
    row.state, row.ends = OrderState.ENDED, max(on, row.starts or on)
    changed(row, "state", "ends")
    ahead = Visit.objects.in_region(by.region).filter(order=row, state=VisitState.PLANNED, on__gt=on)
    ahead.update(state=VisitState.CANCELLED)
    line(by, programme, "order-ended", words.ENDED, on, at, provider=_title(seen), why=cases.typed(why, 500))
    advance(by, programme, words.CHOICE, on, at)
    return row


def _whole(seen: Seen) -> tuple[Order, Programme]:
    assert seen.order is not None, "an order was locked"
    return seen.order, seen.programme


def _title(seen: Seen) -> str:
    return seen.provider.title if seen.provider else ""


def _announce(by: Actor, row: Order, programme: Programme, on: date, at: datetime) -> None:
    events.announce(
        events.OrderAnswered(
            region=row.region, at=at, account_id=by.account_id, order=row.token, programme=programme.token,
            person=programme.person_id, provider=row.provider, state=row.state, on=on,
        )
    )  # fmt: skip
