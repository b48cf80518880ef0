"""The region's page: thin. Gather numbers, turn them into tiles and charts, render."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ryadom.desks.ministry import board, periods
from ryadom.desks.ministry.figures import Figures, figures
from ryadom.desks.ministry.may import see_region
from ryadom.desks.ministry.menu import actor_of
from ryadom.regions.clock import today
from ryadom.rules import api as rules
from ryadom.ui.charts import Bars
from ryadom.voice.api import Channel, Outcome, Stats


@require_safe
@login_required
def region(request: HttpRequest) -> HttpResponse:
    """How help goes in the region, for those who answer for it."""
    actor = actor_of(request)
    if not see_region(actor):
        raise PermissionDenied
    on = today(actor.region)
    chosen = periods.period(request.GET.get("period", ""), on)
    found = figures(actor, chosen, on)
    return render(request, "ministry/region.html", _context(found, chosen, _book(actor.region, on)))


def _book(region: str, on: Any) -> rules.Rulebook | None:
    try:
        return rules.rulebook(region, on)
    except LookupError:
        return None  # nothing is active here yet: ids stand in for titles


def _context(found: Figures, chosen: periods.Period, book: rules.Rulebook | None) -> dict[str, Any]:
    language = "en" if (get_language() or "ru").startswith("en") else "ru"
    said = found.said
    return {
        "place": book.about.title.said(language) if book and book.about else "",
        "period": chosen,
        "periods": board.choices(chosen),
        "found": found,
        "tiles": board.tiles(found),
        "content": board.satisfied(said.all),
        "flow_chart": board.flow_chart(found.flow, chosen),
        "content_chart": board.content_chart(found, chosen),
        "refusals": board.refusal_bars(found.refusals, _criteria(book, language)),
        "parts": _parts(said, book, language),
    }


def _parts(said: Stats, book: rules.Rulebook | None, language: str) -> list[Bars]:
    situations, measures = _situations(book, language), _measures(book, language)
    drawn = (
        board.content_bars(_("По жизненным ситуациям"), _("Ситуация"), said.by_situation, situations),
        board.content_bars(_("По мерам"), _("Мера"), said.by_measure, measures),
        board.content_bars(_("Чем кончилось"), _("Итог"), said.by_outcome, _titles(Outcome)),
        board.content_bars(_("Как обращались"), _("Канал"), said.by_channel, _titles(Channel)),
    )
    return [part for part in drawn if part]


def _titles(choices: Any) -> Mapping[str, str]:
    return {value: capfirst(str(label)) for value, label in choices.choices}


def _situations(book: rules.Rulebook | None, language: str) -> Mapping[str, str]:
    return {id: file.title.said(language) for id, file in book.situations.items()} if book else {}


def _measures(book: rules.Rulebook | None, language: str) -> Mapping[str, str]:
    return {id: measure.file.title.said(language) for id, measure in book.measures.items()} if book else {}


def _criteria(book: rules.Rulebook | None, language: str) -> Mapping[tuple[str, str], str]:
    """Titles of all criteria, those of later versions first in line."""
    titles: dict[tuple[str, str], str] = {}
    for id, measure in (book.measures if book else {}).items():
        for version in measure.file.versions:
            for top in version.who.criteria:
                for criterion in (top, *(top.any or ())):
                    titles[id, criterion.id] = criterion.title.said(language)
    return titles
