"""The services that a region offers, from its practices, with the tariff of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings

from ryadom.packs import api as packs
from ryadom.rules.api import ParameterValue, Rulebook

from .charging import Given
from .kinds import ServiceFile


@dataclass(frozen=True)
class ServiceView:
    """A service in the reader's language. `tariff`: roubles for one time on the day asked, None: nobody entered it;
    `tariff_act` and `tariff_verified`: which act says so and how far somebody looked.
    """

    id: str
    title: str
    hint: str
    group: str
    forms: tuple[str, ...]
    unit: str
    minutes: int | None
    tariff: Decimal | None
    source: str
    verified: str
    tariff_act: str = ""
    tariff_verified: str = ""


def services(*, book: Rulebook, on: date, form: str = "", language: str = "ru") -> tuple[ServiceView, ...]:
    """The services of a region on a day in their order; those of one form, where it is named."""
    found = sorted(files(book.region, on).items(), key=lambda pair: (pair[1].order, pair[0]))
    return tuple(_view(id, file, book, on, language) for id, file in found if not form or form in file.forms)


def files(region: str, on: date) -> Mapping[str, ServiceFile]:
    """The files themselves, by id."""
    active = packs.active(region, on, root=settings.RYADOM.practices, kept=settings.RYADOM.data / "practices")
    return {item.id: item.value for practice in active for item in practice.of("service")}


def tariff(book: Rulebook, file: ServiceFile, on: date) -> Decimal | None:
    """Roubles for one time on a day; None where no number is entered."""
    held = _held(book, file, on)
    return None if held is None else Decimal(held.value)


def priced(book: Rulebook, files: Mapping[str, ServiceFile], signed: Mapping[str, int], on: date) -> tuple[Given, ...]:
    """What was signed for, with the tariffs of a day; a service that is no longer offered has none."""
    return tuple(
        Given(id, times, tariff(book, files[id], on) if id in files else None) for id, times in sorted(signed.items())
    )


def _held(book: Rulebook, file: ServiceFile, on: date) -> ParameterValue | None:
    parameter = book.parameters.get(file.tariff) if file.tariff else None
    return parameter.holding(on, book.region, ()) if parameter else None


def _view(id: str, file: ServiceFile, book: Rulebook, on: date, language: str) -> ServiceView:
    held = _held(book, file, on)
    return ServiceView(
        id=id,
        title=file.title.said(language),
        hint=file.hint.said(language) if file.hint else "",
        group=file.group,
        forms=tuple(file.forms),
        unit=file.unit.said(language),
        minutes=file.minutes,
        tariff=None if held is None else Decimal(held.value),
        source=file.source.title,
        verified=file.verified,
        tariff_act=held.source.title if held and held.source else "",
        tariff_verified=held.verified if held else "",
    )
