"""Recording incomes: by month and kind, or one total for a window of months."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ryadom.kit.money import BadMoney, parse_money, roubles
from ryadom.kit.periods import first_of_month
from ryadom.people.actions.facts import demand_may_record
from ryadom.people.actions.lines import line
from ryadom.people.actions.locking import hold
from ryadom.people.errors import Refused, WrongOrder
from ryadom.people.events import IncomeRecorded, announce
from ryadom.people.models import IncomeRecord, IncomeTotal, Person, Source
from ryadom.people.shapes import Actor, Id, Whose

LARGEST = Decimal(10) ** 12


@transaction.atomic
def record_income(
    *,
    by: Actor,
    at: datetime,
    on: date,
    person_id: Id,
    month: date,
    kind: str,
    amount: object,
    source: str = "said",
    about: bool = False,
    note: str = "",
) -> bool:
    """What the person received in a month, of a kind. A said sum never takes the place of a proved one.

    True when it now counts; False when a proved sum stands and the said one is kept beside it, to ask about.
    Raises NotAllowed, NotFound, Refused (money, negative, future, source).
    """
    person, kind, note = _asked(by, person_id, source, on), line(kind, 60), line(note, 500)
    month = first_of_month(month)
    _demand_past(month, on)
    current = IncomeRecord.objects.in_region(by.region).filter(
        person=person, month=month, kind=kind, superseded_at=None
    )
    new = IncomeRecord(month=month, kind=kind, amount=_sum(amount))
    counts = _replace(by, person, new, list(current), at, source=source, about=about, note=note)
    _tell(by, person, month, month, at)
    return counts


@transaction.atomic
def record_income_total(
    *,
    by: Actor,
    at: datetime,
    on: date,
    person_id: Id,
    first_month: date,
    last_month: date,
    amount: object,
    kind: str = "",
    source: str = "said",
    about: bool = False,
    note: str = "",
) -> bool:
    """One total for the months from the first to the last. A total for the same window and kind takes its place.

    Gives and raises as record_income; also WrongOrder.
    """
    person, kind, note = _asked(by, person_id, source, on), line(kind, 60), line(note, 500)
    first, last = first_of_month(first_month), first_of_month(last_month)
    if last < first:
        raise WrongOrder("dates", _("Конец периода раньше начала."))
    _demand_past(last, on)
    current = IncomeTotal.objects.in_region(by.region).filter(
        person=person, first_month=first, last_month=last, kind=kind, superseded_at=None
    )
    new = IncomeTotal(first_month=first, last_month=last, kind=kind, amount=_sum(amount))
    counts = _replace(by, person, new, list(current), at, source=source, about=about, note=note)
    _tell(by, person, first, last, at)
    return counts


def _asked(by: Actor, person_id: Id, source: str, on: date) -> Person:
    if source not in Source.values:
        raise Refused("source", _("Неизвестный источник сведений."))
    person = hold(Person, by.region, person_id)
    demand_may_record(by, person, Whose("person", person.id), source, on)
    return person


def _demand_past(month: date, on: date) -> None:
    if month > on:
        raise Refused("future", _("Этот месяц ещё не наступил."))


def _sum(amount: object) -> Decimal:
    try:
        value = parse_money(amount) if isinstance(amount, str) else roubles(amount)  # type: ignore[arg-type]
    except BadMoney as bad:
        raise Refused("money", bad.en if get_language() == "en" else bad.ru) from None
    if value < 0:
        raise Refused("negative", _("Сумма не может быть меньше нуля."))
    if value >= LARGEST:
        raise Refused("money", _("Сумма слишком большая, проверьте цифры."))
    return value


def _replace(
    by: Actor,
    person: Person,
    new: IncomeRecord | IncomeTotal,
    current: list[IncomeRecord] | list[IncomeTotal],
    at: datetime,
    **kept: object,
) -> bool:
    for field, value in {"region": by.region, "person": person, "recorded_at": at, **kept}.items():
        setattr(new, field, value)
    new.recorded_by_id = by.account_id
    new.save(force_insert=True)
    said = new.source == Source.SAID
    replaced = [row.pk for row in current if row.source == Source.SAID or not said]
    rows = type(new).objects.in_region(by.region).filter(pk__in=replaced)
    rows.update(superseded_at=at, superseded_by=new)
    return len(replaced) == len(current)


def _tell(by: Actor, person: Person, first: date, last: date, at: datetime) -> None:
    announce(
        IncomeRecorded(
            region=by.region, at=at, account_id=by.account_id, person_id=person.id, first_month=first, last_month=last
        )
    )
