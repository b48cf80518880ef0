"""A region's decision to ask outside: by whom, by which act, for what; and its end. Without one nothing leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import structlog
from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from ryadom.people.api import Actor, role
from ryadom.talk.outside.models import OutsideCall, OutsideDecision
from ryadom.talk.threads.errors import ThreadError

may_decide = role("head")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SHORTEST, LONGEST = 100, 5000  # milliseconds
log = structlog.get_logger(__name__)


class OutsideRefused(ThreadError):
    """A decision that cannot be; `words` say how to put it right."""

    def __init__(self, words: str) -> None:
        super().__init__("outside")
        self.words = words

    @property
    def said(self) -> str:
        return self.words


@dataclass(frozen=True)
class Decision:
    """What a region decided. `timeout`: milliseconds."""

    url: str
    model: str
    choose: bool
    reword: bool
    timeout: int
    act: str
    decided_at: datetime


@dataclass(frozen=True)
class Used:
    """How often the endpoint was asked under a decision, by result, and how many characters went."""

    calls: int
    sent: int
    results: Mapping[str, int]


@transaction.atomic
def decide(
    *, by: Actor, url: str, model: str, choose: bool, reword: bool, timeout: int, act: str, at: datetime
) -> Decision:
    """Let the conversation ask outside from now on; an earlier decision ends. Raises NotAllowed, OutsideRefused."""
    may_decide.demand(by)
    _check(url, model, choose or reword, timeout, act)
    _end(by, at)
    row = OutsideDecision.objects.in_region(by.region).create(
        url=url, model=model.strip()[:100], choose=choose, reword=reword, timeout=timeout, act=act.strip()[:300],
        decided_by_id=by.account, decided_at=at,
    )  # fmt: skip
    log.info("outside_decided", region=by.region)
    return _decision(row)


@transaction.atomic
def end(*, by: Actor, at: datetime) -> None:
    """Nothing leaves from now on; ended twice is ended once. Raises NotAllowed."""
    may_decide.demand(by)
    _end(by, at)


def _end(by: Actor, at: datetime) -> None:
    rows = OutsideDecision.objects.in_region(by.region).filter(ended_at=None)
    rows.update(ended_at=at, ended_by=by.account_id)


def _check(url: str, model: str, anything: bool, timeout: int, act: str) -> None:
    place = urlsplit(url)
    if not (place.scheme == "https" or (place.scheme == "http" and place.hostname in LOOPBACK)) or not place.hostname:
        raise OutsideRefused(_("Адрес начинается с https://. Без шифрования можно только на этой же машине."))
    if place.username or place.password or place.query:
        raise OutsideRefused(_("Ключ и пароль в адрес не пишут: ключ задаёт тот, кто ведёт сервер."))
    if not model.strip():
        raise OutsideRefused(_("Напишите название модели."))
    if not anything:
        raise OutsideRefused(_("Отметьте хотя бы одно: выбирать тему или говорить другими словами."))
    if not SHORTEST <= timeout <= LONGEST:
        raise OutsideRefused(_("Ждать можно от 100 до 5000 миллисекунд."))
    if not act.strip():
        raise OutsideRefused(_("Напишите, каким актом это решено."))


def decided(region: str) -> Decision | None:
    """The decision in force, None by default. One query."""
    row = in_force(region)
    return _decision(row) if row else None


def in_force(region: str) -> OutsideDecision | None:
    """Its row, for this room."""
    return OutsideDecision.objects.in_region(region).filter(ended_at=None).first()


def used(region: str) -> Used:
    """How the decision in force was used. Two queries."""
    row = in_force(region)
    found = OutsideCall.objects.in_region(region).filter(decision=row).values("result") if row else []
    counted = list(found.annotate(n=Count("id"), sent=Sum("sent")).order_by("result")) if row else []  # type: ignore[attr-defined]
    return Used(
        sum(one["n"] for one in counted), sum(one["sent"] or 0 for one in counted),
        {one["result"]: one["n"] for one in counted},
    )  # fmt: skip


def _decision(row: OutsideDecision) -> Decision:
    return Decision(row.url, row.model, row.choose, row.reword, row.timeout, row.act, row.decided_at)
