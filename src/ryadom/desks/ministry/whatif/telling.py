"""From a trial to what the page says: one sentence, four numbers, money by who pays, charts. Pure but for language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ryadom.desks.ministry.whatif import uncosted
from ryadom.desks.ministry.whatif.balance import Balance, Line
from ryadom.desks.ministry.whatif.choosing import Choice
from ryadom.rules import api as rules
from ryadom.ui.figures import NBSP, counted, number, roubles

MONTHS = 12
KOPECKS = 100
BILLION, MILLION, THOUSANDS = Decimal(10) ** 9, Decimal(10) ** 6, Decimal(10) ** 5


@dataclass(frozen=True)
class Told:
    """Everything that a page, a file or a comparison says of a trial, in the reader's words."""

    title: str
    before: str
    after: str
    said: str
    tiles: tuple[Mapping[str, Any], ...]
    levels: tuple[tuple[str, str, str], ...]
    measures: tuple[Mapping[str, Any], ...]
    charts: tuple[Balance, ...]
    still: bool
    broken: tuple[str, ...] = ()
    uncosted: tuple[str, ...] = ()


def tell(trial: rules.Effect, choice: Choice, book: rules.Rulebook, language: str) -> Told:
    """Put a trial in words."""
    after = said_of(book, choice.parameter, trial.moved.value)
    still = trial.moved.value == choice.value
    return Told(
        choice.title,
        choice.said,
        after,
        _("Так, как сейчас: ничего не меняется.") if still else _sentence(trial, after),
        tuple(_tiles(trial)),
        tuple(_levels(trial)),
        tuple(_measures(trial, book, language)),
        tuple(_charts(trial)),
        still,
        tuple(book.measures[one].file.short.said(language) for one in trial.broken if one in book.measures),
        tuple(uncosted.lines(trial, book, language)),
    )


def said_of(book: rules.Rulebook, parameter: str, value: Decimal) -> str:
    """A value with its unit, also of a parameter that has left the rules."""
    known = book.parameters.get(parameter)
    return rules.value_said(known, value) if known else number(value)


def _sentence(trial: rules.Effect, after: str) -> str:
    found = trial.families
    gain = counted(found.gain, _("семья/семьи/семей"))
    words = {"after": after, "gain": gain, "lose": number(found.lose), "money": short(abs(monthly(trial.money)))}
    if trial.money > 0:
        return (
            _("Если будет %(after)s: больше получат %(gain)s, меньше %(lose)s. Расходы вырастут на %(money)s в месяц.")
            % words
        )
    if trial.money < 0:
        return (
            _("Если будет %(after)s: больше получат %(gain)s, меньше %(lose)s. Расходы снизятся на %(money)s в месяц.")
            % words
        )
    return _("Если будет %(after)s: больше получат %(gain)s, меньше %(lose)s. Расходы не изменятся.") % words


def _tiles(trial: rules.Effect) -> Iterator[Mapping[str, Any]]:
    found, total = trial.families, trial.families.total
    yield {"id": "gain", "label": _("Получат больше"), "value": number(found.gain), "note": _of_all(found.gain, total)}
    yield {"id": "lose", "label": _("Получат меньше"), "value": number(found.lose), "note": _of_all(found.lose, total)}
    yield {
        "id": "same",
        "label": _("Не изменится"),
        "value": number(found.unchanged),
        "note": _of_all(found.unchanged, total),
    }
    yield {
        "id": "unknown", "label": _("Не хватает сведений"), "value": number(found.unknown),
        "note": _of_all(found.unknown, total),
    }  # fmt: skip


def _of_all(count: int, total: int) -> str:
    return _("%(share)s всех семей") % {"share": share(count, total)}


def share(count: int, total: int) -> str:
    """A share in words: «2,4 %», «меньше 0,1 %»."""
    if not count or not total:
        return f"0{NBSP}%"
    percent = Decimal(count) * 100 / total
    if percent < Decimal("0.1"):
        return _("меньше %(edge)s") % {"edge": f"{number(Decimal('0.1'), 1)}{NBSP}%"}
    return f"{number(percent.quantize(Decimal('0.1'), ROUND_HALF_UP), 1)}{NBSP}%"


def monthly(kopecks: int) -> Decimal:
    """Roubles a month from kopecks a year, to the rouble."""
    return (Decimal(kopecks) / KOPECKS / MONTHS).quantize(Decimal(1), ROUND_HALF_UP)


def yearly(kopecks: int) -> Decimal:
    """Roubles a year from kopecks a year, exact."""
    return Decimal(kopecks) / KOPECKS


def short(sum: Decimal) -> str:
    """«12,3 млн ₽», «1,25 млрд ₽»; a sum under a hundred thousand to the rouble."""
    size = abs(sum)
    if size >= BILLION:
        return _large(sum / BILLION, pgettext("сумма", "млрд"), 2)
    if size >= MILLION:
        return _large(sum / MILLION, pgettext("сумма", "млн"), 1)
    if size >= THOUSANDS:
        return _large(sum / 1000, pgettext("сумма", "тыс."), 0)
    return roubles(sum.quantize(Decimal(1), ROUND_HALF_UP))


def _large(sum: Decimal, word: str, places: int) -> str:
    return f"{number(sum.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), places)}{NBSP}{word}{NBSP}₽"


def signed(sum: Decimal) -> str:
    """With a plus or a minus before it; a bare nought."""
    return f"+{short(sum)}" if sum > 0 else short(sum)


def _levels(trial: rules.Effect) -> Iterator[tuple[str, str, str]]:
    """Who pays, a month, a year; all together last."""
    rows = [(level_said(level), money) for level, money in trial.levels if money]
    if len(rows) != 1:
        rows.append((_("Всего"), trial.money))
    yield from ((name, signed(monthly(money)), signed(yearly(money))) for name, money in rows)


def level_said(level: str) -> str:
    """A level of budget in words."""
    known = {
        "federal": _("Федеральный бюджет"), "region": _("Региональный бюджет"), "municipality": _("Местный бюджет"),
        "sfr": _("Социальный фонд"), "": _("В мере не указано, кто платит"),
    }  # fmt: skip
    return known.get(level, level)


def _measures(trial: rules.Effect, book: rules.Rulebook, language: str) -> Iterator[Mapping[str, Any]]:
    """The measures that move, those with most money first; the rest is only counted."""
    for row in sorted(trial.measures, key=lambda one: -abs(one.more)):
        if row.more or row.rights_before != row.rights_after:
            yield {
                "title": _title(book, row.measure, language), "before": number(row.rights_before),
                "after": number(row.rights_after), "raw": row,
                "sum": None if uncosted.why(book, row.measure) else yearly(row.more),
                "money": uncosted.why(book, row.measure) or signed(yearly(row.more)),
            }  # fmt: skip


def _title(book: rules.Rulebook, measure: str, language: str) -> str:
    found = book.measures.get(measure)
    return found.file.title.said(language) if found else measure


def _charts(trial: rules.Effect) -> Iterator[Balance]:
    told = {
        "decile": (_("Кого касается: по доходу на человека"), _("Десятая часть жителей"), _tenth, False),
        "family_type": (_("По составу семьи"), _("Семья"), _kind, True),
        "district": (_("По районам"), _("Район"), _district, True),
    }
    for id, (title, label, name, by_size) in told.items():
        rows = trial.groups.get(id, ())
        if len(rows) > 1 or (rows and rows[0].name != "unknown"):
            yield Balance(id, title, label, tuple(_line(row, name(row.name)) for row in rows), by_size)


def _line(row: rules.GroupRow, name: str) -> Line:
    found = row.families
    return Line(name, found.gain, found.lose, found.unknown, found.total, signed(monthly(row.money)))


def _tenth(key: str) -> str:
    named = {"1": _("1-я, самые бедные"), "10": _("10-я, самые обеспеченные"), "unknown": _("доход неизвестен")}
    return named.get(key) or _("%(n)s-я") % {"n": key}


def _kind(key: str) -> str:
    known = {
        "single": _("Живёт один"), "pensioner": _("Пенсионер, живёт один"), "couple": _("Пара без детей"),
        "pensioners": _("Пара пенсионеров"), "couple_1": _("Пара, один ребёнок"), "couple_2": _("Пара, двое детей"),
        "couple_3": _("Пара, трое и больше детей"), "one_parent": _("Один родитель с детьми"),
        "other": _("Другая семья"),
        "unknown": _("состав известен не весь"),
    }  # fmt: skip
    return known.get(key, key)


def _district(key: str) -> str:
    return _("район неизвестен") if key == "unknown" else key
