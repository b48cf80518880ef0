"""The queue as staff read it: one row a case, with its claim, its state in a word, the days that are left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from ryadom.cases import api as cases
from ryadom.cases.api import CaseView
from ryadom.kit.calendar import Calendar
from ryadom.measures import api as measures
from ryadom.measures.api import ClaimView
from ryadom.ui.figures import counted

CHUNK = 200
MOST = 5000


@dataclass(frozen=True)
class Row:
    """One line of the queue. `left`: working days until the promise, negative when late; None without a promise."""

    case: CaseView
    claim: ClaimView | None
    state: str
    tone: str
    amount: Decimal | None
    left: int | None

    @property
    def late(self) -> bool:
        return self.left is not None and self.left < 0

    @property
    def soon(self) -> bool:
        return self.left is not None and 0 <= self.left <= 3

    @property
    def holder(self) -> str:
        return self.case.holder.name if self.case.holder else ""

    @property
    def left_words(self) -> str:
        """Working days in words: «3 дня», «просрочено, 2 дня», «сегодня»."""
        if self.left is None:
            return _("срок стоит") if self.case.state == "paused" else ""
        if self.left == 0:
            return _("сегодня")
        days = counted(abs(self.left), _("день/дня/дней"))
        return _("просрочено, %(days)s") % {"days": days} if self.late else days


def rows(region: str, found: Sequence[CaseView], on: date, calendar: Calendar) -> list[Row]:
    """The cases with their claims and sums, in a fixed number of queries."""
    claims = measures.of_cases(region=region, cases_=[case.token for case in found]) if found else {}
    return with_claims(found, claims, on, calendar)


def with_claims(found: Sequence[CaseView], claims: Mapping[Any, ClaimView], on: date, calendar: Calendar) -> list[Row]:
    """The same where the claims are at hand."""
    return [row(case, claims.get(case.token), on, calendar) for case in found]


def row(case: CaseView, claim: ClaimView | None, on: date, calendar: Calendar) -> Row:
    """One case as a line of the queue."""
    state, tone = state_of(case, claim)
    runs = case.state == "open" and case.promised_on is not None
    left = days_left(case.promised_on, on, calendar) if runs and case.promised_on else None
    return Row(case, claim, state, tone, amount_of(claim), left)


def days_left(promised_on: date, on: date, calendar: Calendar) -> int:
    """Working days left; a promise that has passed is late by at least one, a holiday between or not."""
    left = cases.days_left(promised_on, on, calendar)
    return min(left, -1) if on > promised_on else max(left, 0)


def state_of(case: CaseView | None, claim: ClaimView | None) -> tuple[str, str]:
    """The word and its colour: what is to be done, not which table it lies in."""
    if claim is not None and claim.state in _ENDED:
        title, tone = _ENDED[claim.state]
        return _(title), tone
    if case is None:
        return _("Черновик"), "plain"
    if case.state == "paused":
        return _("Срок остановлен"), "plain"
    if case.stage == "approval":
        return _("Ждёт утверждения"), "later"
    if case.state == "closed":
        return case.outcome_title or _("Закрыто"), "plain"
    if case.kind in _BY_STAGE:
        return case.stage_title, "maybe"
    return (_("Новое"), "ask") if case.holder is None else (_("Проверка"), "maybe")


_BY_STAGE = frozenset(("care", "bad-visit", "hire"))  # nobody takes these in hand: their stage says what is waited for
_ENDED: Mapping[str, tuple[str, str]] = {
    "granted": (_n("Назначено"), "yes"),
    "queued": (_n("Право есть, очередь"), "yes"),
    "refused": (_n("Отказано"), "no"),
    "withdrawn": (_n("Отозвано"), "plain"),
    "closed": (_n("Закрыто"), "plain"),
}


def amount_of(claim: ClaimView | None) -> Decimal | None:
    """The sum that the rule named when the application was sent; None where it named none."""
    raw: Any = ((claim.answered if claim else {}) or {}).get("amount") or {}
    try:
        return Decimal(raw["value"]) if raw.get("value") else None
    except (InvalidOperation, KeyError, TypeError):
        return None


def every(visit: Any, filters: cases.Filters) -> Iterator[CaseView]:
    """All cases that match, read in parts: for a list that leaves the screen, and for what cases cannot filter."""
    for page in range(1, MOST // CHUNK + 1):
        found = cases.queue(by=visit.by, on=visit.on, filters=filters, page=page, size=CHUNK)
        yield from found.rows
        if page * CHUNK >= found.total:
            return


def table(found: Iterable[Row]) -> tuple[list[str], list[list[Any]]]:
    """Header and lines of exactly this list for XLSX."""
    header = [
        _("Номер"), _("Кто"), _("Мера"), _("Состояние"), _("Сумма"), _("Принято"), _("Обещано"),
        _("Рабочих дней осталось"), _("Кто ведёт"), _("Кто помогает"),
    ]  # fmt: skip
    lines = [
        [
            row.case.number, row.case.person_name, row.case.title, row.state, row.amount, row.case.opened_on,
            row.case.promised_on, row.left, row.holder, row.case.helper.name if row.case.helper else "",
        ]
        for row in found
    ]  # fmt: skip
    return header, lines
