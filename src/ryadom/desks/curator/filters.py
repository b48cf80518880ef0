"""What the queue is narrowed to: everything stands in the address, nothing of it is personal."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from ryadom.cases import api as cases
from ryadom.desks.curator.visit import Visit
from ryadom.rules.api import Rulebook

WHOSE = ("mine", "free", "all")
STATES = ("", "new", "check", "approval", "paused", "late", "closed")


@dataclass(frozen=True)
class Chosen:
    """The filters of one address; what is unknown there narrows nothing."""

    whose: str
    state: str
    measure: str
    kind: str

    @classmethod
    def of(cls, address: QueryDict, visit: Visit) -> Chosen:
        whose = address.get("whose", "")
        state, kind = address.get("state", ""), address.get("kind", "")
        return cls(
            whose if whose in WHOSE else _usual(visit),
            state if state in STATES else "",
            address.get("measure", "")[:120],
            kind if kind in {one.id for one in cases.kinds()} else "",
        )

    @property
    def address(self) -> str:
        """The same filters as a part of an address."""
        return urlencode({name: value for name, value in vars(self).items() if value})

    @property
    def narrowed(self) -> bool:
        return bool(self.state or self.measure or self.kind)

    def for_cases(self, visit: Visit) -> cases.Filters:
        """What the room of cases can narrow by itself."""
        stages = {"check": "check", "approval": "approval", "new": "sent"}
        return cases.Filters(
            kinds=(self.kind,) if self.kind else (),
            state={"paused": "paused", "closed": "closed"}.get(self.state, ""),
            stage=stages.get(self.state, ""),
            holder=visit.by.account_id if self.whose == "mine" else None,
            free=self.whose == "free",
            overdue=self.state == "late",
        )


def _usual(visit: Visit) -> str:
    """Without a choice a curator sees their own people, others see everything."""
    return "mine" if visit.by.roles == {"curator"} else "all"


def whose_choices(chosen: Chosen) -> list[tuple[str, str, bool]]:
    titles = {"mine": _("Мои"), "free": _("Свободные"), "all": _("Все")}
    return [(id, titles[id], id == chosen.whose) for id in WHOSE]


def state_choices(chosen: Chosen) -> list[tuple[str, str, bool]]:
    titles = {
        "": _("Все открытые"), "new": _("Принято"), "check": _("Проверка"), "approval": _("Ждёт утверждения"),
        "paused": _("Срок остановлен"), "late": _("Просрочено"), "closed": _("Закрыто"),
    }  # fmt: skip
    return [(id, titles[id], id == chosen.state) for id in STATES]


def measure_choices(chosen: Chosen, book: Rulebook, language: str) -> list[tuple[str, str, bool]]:
    """Measures with which we do anything, by title."""
    ours = [one for one in book.measures.values() if one.mode != "explain"]
    named = sorted((one.file.title.said(language), one.id) for one in ours)
    return [("", _("Все меры"), not chosen.measure), *((id, title, id == chosen.measure) for title, id in named)]
