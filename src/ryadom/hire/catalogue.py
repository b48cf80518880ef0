"""The things that a region gives for a time, from its practices, with the price of a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.conf import settings

from ryadom.packs import api as packs
from ryadom.rules.api import Rulebook

from .kinds import ThingFile
from .shapes import ThingView


def things(*, book: Rulebook, on: date, language: str = "ru") -> tuple[ThingView, ...]:
    """The catalogue of a region on a day, in its order."""
    found = sorted(files(book.region, on).items(), key=lambda pair: (pair[1].order, pair[0]))
    return tuple(_view(id, file, book, on, language) for id, file in found)


def files(region: str, on: date) -> Mapping[str, ThingFile]:
    """The files themselves, by id."""
    active = packs.active(region, on, root=settings.RYADOM.practices, kept=settings.RYADOM.data / "practices")
    return {item.id: item.value for practice in active for item in practice.of("thing")}


def _view(id: str, file: ThingFile, book: Rulebook, on: date, language: str) -> ThingView:
    parameter = book.parameters.get(file.price) if file.price else None
    held = parameter.holding(on, book.region, ()) if parameter else None
    return ThingView(
        id=id, title=file.title.said(language), hint=file.hint.said(language) if file.hint else "", group=file.group,
        grounds=tuple(file.grounds), price=None if held is None else Decimal(held.value), source=file.source.title,
        verified=file.verified,
    )  # fmt: skip
