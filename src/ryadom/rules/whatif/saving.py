"""Verbs of saved scenarios: save, share, withdraw; and the questions that read them. One transaction each."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.people.api import Actor, May
from ryadom.rules import may
from ryadom.rules.entering import typed
from ryadom.rules.entries import NotYours
from ryadom.rules.models import WhatIf
from ryadom.rules.trying.effect import Effect
from ryadom.rules.trying.workbench import Workbench
from ryadom.rules.whatif import trial
from ryadom.rules.whatif.comparison import Comparison
from ryadom.rules.whatif.rendering import comparison_as_data, scenario_as_data
from ryadom.rules.whatif.saved import NoScenario, SavedScenario, TwoScenarios, side_by_side

MAX_ROWS = 500


@transaction.atomic
def save(*, by: Actor, found: Comparison, at: datetime) -> SavedScenario:
    """Keep a scenario with what came out. Raises NotYours."""
    if by.account_id is None or not may.save_scenario(by) or found.scenario.region != by.region:
        raise NotYours(_("Сценарии сохраняют руководитель, методолог и наблюдатель региона."))
    scenario, origin = found.scenario, found.provenance
    row = WhatIf.objects.in_region(by.region).create(
        title=typed(scenario.title, 200), on=scenario.on, document=scenario_as_data(scenario), hash=scenario.hash,
        summary=comparison_as_data(found), population=origin.population, imagined=origin.imagined,
        lock_before=origin.lock_before, lock_after=origin.lock_after, author_id=by.account_id, author_name=by.name,
        at=at,
    )  # fmt: skip
    return view(row)


@transaction.atomic
def save_trial(
    *, by: Actor, title: str, effect: Effect, before: Decimal, bench: Workbench, at: datetime
) -> SavedScenario:
    """Keep a moved number with what came out, as the scenario that moves it. Raises NotYours."""
    if by.account_id is None or not may.save_scenario(by) or bench.book.region != by.region:
        raise NotYours(_("Сценарии сохраняют руководитель, методолог и наблюдатель региона."))
    scenario = trial.scenario_of(bench.book, typed(title, 200), bench.on, effect.moved, before)
    lock = bench.book.lock
    row = WhatIf.objects.in_region(by.region).create(
        title=scenario.title, on=scenario.on, document=scenario_as_data(scenario), hash=scenario.hash,
        summary=trial.as_data(trial.Trial(before, effect)), population=bench.held.hash, imagined=bench.held.imagined,
        lock_before=lock, lock_after=lock, author_id=by.account_id, author_name=by.name, at=at,
    )  # fmt: skip
    return view(row)


@transaction.atomic
def propose(*, by: Actor, token: UUID, at: datetime) -> SavedScenario:
    """Hand it to the methodologists of the region: they see it, and enter the value with its act. Raises NoScenario,
    NotYours.
    """
    row = _locked(by, token, may.share_scenario)
    row.shared, row.proposed_at = True, row.proposed_at or at
    row.save(update_fields=["shared", "proposed_at"])
    return view(row)


@transaction.atomic
def share(*, by: Actor, token: UUID, shared: bool) -> SavedScenario:
    """Let the whole ministry of the region see it, or no longer. What was proposed stays shared. Raises NoScenario,
    NotYours.
    """
    row = _locked(by, token, may.share_scenario)
    row.shared = shared or row.proposed_at is not None
    row.save(update_fields=["shared"])
    return view(row)


@transaction.atomic
def withdraw(*, by: Actor, token: UUID, at: datetime) -> SavedScenario:
    """Take it off every list; it stays in the database. Raises NoScenario, NotYours."""
    row = _locked(by, token, may.withdraw_scenario)
    row.withdrawn_at = row.withdrawn_at or at
    row.save(update_fields=["withdrawn_at"])
    return view(row)


def every(*, by: Actor) -> tuple[SavedScenario, ...]:
    """One's own and what is shared, the newest first; one query."""
    rows = WhatIf.objects.in_region(by.region).filter(withdrawn_at=None).order_by("-at", "-id")[:MAX_ROWS]
    return tuple(view(row) for row in rows if may.open_scenario(by, row))


def one(*, by: Actor, token: UUID) -> SavedScenario:
    """One scenario that the actor may open; one query. Raises NoScenario."""
    row = WhatIf.objects.in_region(by.region).filter(token=token, withdrawn_at=None).first()
    if row is None or not may.open_scenario(by, row):
        raise NoScenario(_("Такого сценария нет."))
    return view(row)


def two(*, by: Actor, first: UUID, second: UUID) -> TwoScenarios:
    """Two side by side. Raises NoScenario."""
    return side_by_side(one(by=by, token=first), one(by=by, token=second))


def _locked(by: Actor, token: UUID, allowed: May) -> WhatIf:
    """Another's own scenario is not told to exist."""
    rows: Any = WhatIf.objects.in_region(by.region).select_for_update()
    row = rows.filter(token=token, withdrawn_at=None).first()
    if row is None or not may.open_scenario(by, row):
        raise NoScenario(_("Такого сценария нет."))
    if not allowed(by, row):
        raise NotYours(_("Менять сценарий может только тот, кто его сохранил."))
    return row  # type: ignore[no-any-return]


def view(row: WhatIf) -> SavedScenario:
    """One row as a frozen value."""
    return SavedScenario(
        token=row.token, region=row.region, title=row.title, on=row.on, document=row.document, hash=row.hash,
        summary=row.summary, population=row.population, imagined=row.imagined, lock_before=row.lock_before,
        lock_after=row.lock_after, author=row.author_id,  # type: ignore[attr-defined]
        author_name=row.author_name, at=row.at, shared=row.shared,
        proposed_at=row.proposed_at, withdrawn_at=row.withdrawn_at,
    )  # fmt: skip
