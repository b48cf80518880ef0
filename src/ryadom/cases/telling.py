"""How a case stands, told to whoever names its number and its letters: the state and the day, and nothing else.

A number that nobody has and letters that are wrong are one answer. Wrong tries are counted apart for the site and for
the phone, so that a stranger at the site cannot make the phone silent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from . import lettercode, numbers, queries
from .errors import CaseError
from .models import Case, LetterTry, State

SITE, PHONE = "web", "phone"
PAUSE = timedelta(minutes=15)
MOST = 5  # wrong letters of one number
HOUR = timedelta(hours=1)
MOST_OF_SITE = 60  # of all numbers at the site in an hour: whoever goes from number to number is stopped, too
_SHORT = re.compile(r"(?:(?P<start>[0-9A-Z]{1,4}-[0-9]{4})-)?(?P<last>[0-9]{1,6})")


class LettersRefused(CaseError):
    """The letters were not taken. `name`: wrong, attempts, busy; `left`: how many tries remain for this number."""

    def __init__(self, name: str, text: str, left: int = 0) -> None:
        super().__init__(text)
        self.name, self.left = name, left


@dataclass(frozen=True)
class Told:
    """What may be heard by number and letters: neither who, nor what it is about, nor how much.

    `stage` is in the reader's language; `promised_on` None: no day was promised; `closed_on` with `outcome` when it
    has ended; `paused`: the term does not run now.
    """

    number: str
    stage: str
    opened_on: date
    promised_on: date | None
    overdue: bool
    paused: bool
    closed_on: date | None
    outcome: str


def told_by_letters(*, region: str, number: str, letters: str, place: str, on: date, at: datetime) -> Told:
    """How the case of this number stands. `place`: SITE or PHONE, where it was asked.

    Raises LettersRefused. A wrong try is counted even so: call it in a transaction that goes on.
    """
    return _told(_case(region, number, letters, place, on, at), on)


def person_by_letters(*, region: str, number: str, letters: str, on: date, at: datetime) -> tuple[Case, Told]:
    """The same at the phone desk, with whose case it is: number and letters show who calls. Raises LettersRefused."""
    case = _case(region, number, letters, PHONE, on, at)
    return case, _told(case, on)


def _case(region: str, number: str, letters: str, place: str, on: date, at: datetime) -> Case:
    whole = whole_number(region, number, on)
    # The count of wrong tries must outlive the refusal, so the refusal leaves after the transaction.
    with transaction.atomic():
        refused = _wait(region, whole, place, at)
        row = queries.of_number(region, whole)
        right = lettercode.is_code(region, whole, letters) and row is not None
        if refused is None and not right:
            refused = _wrong(region, whole, place, at)
    if refused is not None:
        raise refused
    assert row is not None, "letters that were taken have a case"
    return row


def whole_number(region: str, typed: str, on: date) -> str:
    """The number as it is written. «123» is the hundred and twenty-third of this year; nobody says the noughts."""
    bare = re.sub(r"[\s№]+", "", typed[:40]).replace("\N{EN DASH}", "-").replace("\N{NON-BREAKING HYPHEN}", "-")
    if found := _SHORT.fullmatch(bare):
        return f"{found['start'] or f'{numbers.prefix(region)}-{on.year}'}-{int(found['last']):06d}"
    return bare


def _wait(region: str, number: str, place: str, at: datetime) -> LettersRefused | None:
    rows = LetterTry.objects.in_region(region).filter(place=place)
    tries = rows.filter(number=_digest(region, number), at__gt=at - PAUSE).order_by("-at")
    recent = list(tries.values_list("at", flat=True)[:MOST])
    if len(recent) >= MOST:
        minutes = max(1, -(-int((recent[-1] + PAUSE - at).total_seconds()) // 60))
        said = _(
            "Пять раз подряд буквы не подошли. Попробуйте через %(minutes)s мин. или покажите паспорт в отделении."
        )
        return LettersRefused("attempts", said % {"minutes": minutes})
    if place == SITE and rows.filter(at__gt=at - HOUR).count() >= MOST_OF_SITE:
        return LettersRefused("busy", _("Сейчас здесь не проверить. Попробуйте через час или позвоните нам."))
    return None


def _wrong(region: str, number: str, place: str, at: datetime) -> LettersRefused:
    rows = LetterTry.objects.in_region(region)
    rows.filter(at__lte=at - HOUR).delete()
    digest = _digest(region, number)
    rows.create(place=place, number=digest, at=at)
    left = MOST - rows.filter(place=place, number=digest, at__gt=at - PAUSE).count()
    said = _("Номер и буквы не подошли друг к другу. Проверьте их. Осталось попыток: %(left)s.")
    return LettersRefused("wrong", said % {"left": max(left, 0)}, max(left, 0))


def _digest(region: str, number: str) -> str:
    made = salted_hmac("cases.tries", f"{region}:{number}", secret=settings.SECRET_KEY, algorithm="sha256")
    return made.hexdigest()


def _told(row: Case, on: date) -> Told:
    view = queries.view(row)
    return Told(
        view.number, view.stage_title, view.opened_on, view.promised_on, view.overdue(on), row.state == State.PAUSED,
        view.closed_on, view.outcome_title,
    )  # fmt: skip
