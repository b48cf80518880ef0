"""How full every curator is: for choosing, for refusing, for the head's view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max
from django.utils.translation import gettext as _

from ryadom.patronage.choosing import Candidate
from ryadom.patronage.errors import NotPossible
from ryadom.patronage.models import Capacity, Care
from ryadom.patronage.queries.standing import Away, away, who_answers
from ryadom.patronage.times import Times, times_of
from ryadom.people import api as people


@dataclass(frozen=True)
class Load:
    """One curator: families of at most so many, since when the newest, whether away and who stands in.

    `set_here`: somebody set the capacity; otherwise it is the region's usual one. `deputy`: a name, empty for nobody.
    """

    account_id: int
    name: str
    families: int
    capacity: int
    district: str
    set_here: bool
    away: bool
    deputy: str
    last_given: datetime | None

    @property
    def full(self) -> bool:
        return self.families >= self.capacity

    @property
    def percent(self) -> int:
        return round(100 * self.families / self.capacity) if self.capacity else 100


def loads(region: str, on: date, times: Times | None = None) -> tuple[Load, ...]:
    """Every curator who serves on a day, by name. 4 queries."""
    usual = (times or times_of(region, on)).families
    staff = people.staff_with_role(region=region, role="curator", on=on)
    names = {one.account_id: one.name for one in staff}
    kept = {row.account_id: row for row in Capacity.objects.in_region(region)}
    absent = away(region, on)
    held = Care.objects.in_region(region).filter(ends_at=None, curator__isnull=False).order_by()
    rows: dict[int, dict[str, Any]] = {
        row["curator"]: dict(row) for row in held.values("curator").annotate(families=Count("id"), last=Max("since"))
    }
    return tuple(
        _load(one.account_id, one.name, kept.get(one.account_id), rows.get(one.account_id, {}), absent, names, usual)
        for one in staff
    )


def _load(
    account: int, name: str, kept: Capacity | None, row: dict[str, Any], absent: Away, names: dict[int, str], usual: int
) -> Load:
    deputy = who_answers(account, absent) if account in absent else None
    return Load(
        account, name, row.get("families", 0), kept.families if kept else usual, kept.district if kept else "",
        kept is not None, account in absent, names.get(deputy, "") if deputy else "", row.get("last"),
    )  # fmt: skip


def candidates(region: str, on: date) -> tuple[Candidate, ...]:
    """Curators as a choice sees them."""
    return tuple(
        Candidate(one.account_id, one.families, one.capacity, one.district, one.away, one.last_given)
        for one in loads(region, on)
    )


def demand_free(region: str, account: int, on: date) -> None:
    """Nobody is given a family who is full, away or no curator. Raises NotPossible with the sentence for the reader."""
    found = next((one for one in loads(region, on) if one.account_id == account), None)
    if found is None:
        raise NotPossible(_("Этот человек в регионе не куратор."))
    if found.away:
        raise NotPossible(_("%(name)s сейчас не работает. Выберите другого куратора.") % {"name": found.name})
    if found.full:
        raise NotPossible(
            _("У куратора %(name)s уже %(now)s из %(most)s семей. Выберите другого.")
            % {"name": found.name, "now": found.families, "most": found.capacity}
        )
