"""From a scenario to what counts: a draft of a measure, or a value that waits for its second person.

Nothing counts by itself: a draft is written on, offered and approved like any other, a value needs its act and another
pair of eyes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ryadom.people.api import Actor
from ryadom.rules import drafting, may
from ryadom.rules.compiled import Rulebook
from ryadom.rules.drafts import Draft
from ryadom.rules.entries import Act, NotYours, Offer
from ryadom.rules.laying import OwnMeasure, day_of, plain_content
from ryadom.rules.whatif.reading import from_json
from ryadom.rules.whatif.saved import NoScenario, SavedScenario
from ryadom.rules.whatif.saving import one
from ryadom.rules.whatif.scenario import Scenario
from ryadom.rules.whatif.sides import StatusQuo


def read_saved(saved: SavedScenario, quo: StatusQuo) -> Scenario:
    """A saved scenario by today's rules. Raises PracticeErrors where they know its names no more."""
    return from_json(saved.document, quo)


def begin_draft(*, by: Actor, quo: StatusQuo, token: UUID, measure: str, at: datetime) -> Draft:
    """The measure that a saved scenario writes becomes a draft of the region's own. Raises NoScenario, NotYours,
    AlreadyDrafted, BadDraft, PracticeErrors.
    """
    saved = one(by=by, token=token)
    if not may.writes_measures(by):
        raise NotYours(_("Меры пишет методолог. Поделитесь с ним сценарием."))
    text = next((one for one in read_saved(saved, quo).measures if one.measure == measure), None)
    if text is None:
        raise NoScenario(_("Этой меры в сценарии нет."))
    return drafting.begin(by=by, book=quo.book, measure=measure, content=whole(quo.book, text), at=at)


def whole(book: Rulebook, text: OwnMeasure) -> dict[str, Any]:
    """The measure file of a draft: what is installed for earlier days, then the scenario's versions. Their first day
    and their act are still to be said.
    """
    installed = book.measures.get(text.measure)
    content = dict(text.content)
    if installed is None:
        return content
    old = plain_content(installed)
    kept = [one for one in old["versions"] if day_of(one.get("from")) < text.starts]
    sources: dict[str, Mapping[str, Any]] = {}
    for side in (old, content):
        sources |= {source["id"]: source for source in side.get("sources") or ()}
    found = {**content, "versions": [*kept, *content["versions"]]}
    return {**found, "sources": list(sources.values())} if sources else found


def as_offer(scenario: Scenario, parameter: str, *, starts: date | None, ends: date | None, act: Act) -> Offer:
    """The numbers of one parameter as somebody enters them with the act that sets them (`enter_value` takes it on, and
    another approves). Raises NoScenario where the scenario does not move it.
    """
    moved = {
        tuple(sorted(number.keys)): number.after
        for number in scenario.numbers
        if number.parameter == parameter and number.changes
    }
    if not moved:
        raise NoScenario(_("Этого числа сценарий не меняет."))
    return Offer(parameter, moved, starts, ends, act)
