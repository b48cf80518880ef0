"""What is wrong with a value that somebody wants to enter: every problem at once, each a sentence beside its field.

Some are questions rather than mistakes: a value three times the former one, days that are taken already. A yes settles
them. A limit of the law is never guessed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from ryadom.packs.api import RANK
from ryadom.rules.compiled import Rulebook
from ryadom.rules.entries import Act, EntryView, Offer, Problem
from ryadom.rules.kinds import ParameterValue
from ryadom.rules.parameters import Keys, Parameter
from ryadom.ui.figures import day_short, number, roubles

ABSURD = 3
DAY = timedelta(days=1)


def rows_of(parameter: Parameter) -> tuple[Keys, ...]:
    """Every set of keys that a parameter may be asked for; one empty set when it has none."""
    rows: tuple[Keys, ...] = ((),)
    for key in parameter.keys:
        rows = tuple((*row, (key, choice)) for row in rows for choice in parameter.choices[key])
    return tuple(tuple(sorted(row)) for row in rows)


def said(parameter: Parameter, value: Decimal) -> str:
    """A value with its unit, as people read it."""
    if parameter.type == "money":
        return roubles(value)
    if parameter.type == "share":
        return f"{number((value * 100).normalize())}\u00a0%"
    unit = _("дн.") if parameter.type == "days" else parameter.unit or ""
    return f"{number(value)}\u00a0{unit}" if unit else number(value)


def problems(book: Rulebook, offer: Offer, known: Iterable[EntryView], *, on: date) -> tuple[Problem, ...]:
    """Everything that is wrong. `known` are the records of this parameter; fields not read yet may be empty."""
    parameter = book.parameters.get(offer.parameter)
    if parameter is None:
        return (Problem("parameter", _("Такого числа в правилах региона нет.")),)
    entries = tuple(known)
    old = next((one for one in entries if one.token == offer.instead), None)
    return (
        *_values(parameter, offer, old),
        *_days(parameter, offer, entries),
        *act_problems(offer.act, on, unnamed=_("Назовите акт, которым установлено значение.")),
        *(_beside(parameter, offer, book.region, old) if offer.starts else ()),
    )


def _values(parameter: Parameter, offer: Offer, old: EntryView | None) -> Iterator[Problem]:
    rows = rows_of(parameter)
    if not offer.values:
        yield Problem("values", _("Впишите значение."), keys=rows[0])
    for keys, value in offer.values.items():
        if keys not in rows:
            yield Problem("values", _("Такой строки у этого числа нет."), keys=keys)
        elif value < 0:
            yield Problem("values", _("Значение не может быть меньше нуля."), keys=keys)
        elif parameter.type == "money" and value != value.quantize(Decimal("0.01")):
            yield Problem("values", _("В сумме не больше двух цифр после запятой."), keys=keys)
        elif parameter.type == "days" and value != value.to_integral_value():
            yield Problem("values", _("Дни впишите целым числом."), keys=keys)
    for keys in old.values.keys() - offer.values.keys() if old else ():
        yield Problem("values", _("Прежняя запись заменяется целиком. Впишите и это значение."), keys=keys)


def _days(parameter: Parameter, offer: Offer, entries: tuple[EntryView, ...]) -> Iterator[Problem]:
    starts, ends = offer.starts, offer.ends
    if starts is None:
        yield Problem("starts", _("Укажите, с какого дня действует значение."))
    elif ends is not None and ends < starts:
        yield Problem("ends", _("Последний день раньше первого."))
    elif ends is None and parameter.rhythm:
        last = date(starts.year, 12, 31)
        yield Problem(
            "ends",
            _("Это число меняют каждый год, без последнего дня оно устареет незаметно. Например, %(day)s.")
            % {"day": day_short(last)},
        )
    waits = next((one for one in entries if one.verdict == "waiting" and one.starts == starts), None)
    if waits is not None:
        yield Problem(
            "starts",
            _("С этого дня значение уже внесено и ждёт второго человека: %(who)s, %(day)s.")
            % {"who": waits.author_name, "day": day_short(waits.at)},
        )
    if offer.instead is not None and not any(one.token == offer.instead and one.counts for one in entries):
        yield Problem("starts", _("Запись, которую вы исправляете, уже заменена. Откройте страницу числа заново."))


def act_problems(act: Act, on: date, *, unnamed: str) -> Iterator[Problem]:
    """What is wrong with the act that sets a value or places; `unnamed` is said where it has no title."""
    if not act.title:
        yield Problem("act", unnamed)
    if act.dated is None:
        yield Problem("act_date", _("Укажите дату акта."))
    elif act.dated > on:
        yield Problem("act_date", _("Эта дата ещё не наступила. Проверьте дату акта."))
    if act.url and not act.url.startswith(("https://", "http://")):
        yield Problem("act_url", _("Ссылка начинается с https://. Скопируйте её из адресной строки."))
    if act.verified not in RANK:
        yield Problem("verified", _("Выберите, как вы это проверили."))


def _beside(parameter: Parameter, offer: Offer, region: str, old: EntryView | None) -> Iterator[Problem]:
    """The offer beside what holds: what it overlaps, and how far it jumps."""
    overlapping: list[str] = []
    for keys, value in offer.values.items():
        others = [one for one in parameter.values if _same(one, keys) and not _is_of(old, one, keys)]
        own = [one for one in others if one.region == region]
        later = min((one.from_ for one in own if _begins_inside(one, offer)), default=None)
        if later is not None:
            yield Problem(
                "ends",
                _("С %(day)s внесено другое значение. Укажите последний день: %(last)s.")
                % {"day": day_short(later), "last": day_short(later - DAY)},
                keys=keys,
            )
        overlapping += [_told(parameter, keys, one) for one in own if _reaches_into(one, offer)]
        before = _before(others, region, offer)
        if before is not None and _absurd(Decimal(before.value), value) and "jump" not in offer.sure:
            yield Problem(
                "values",
                _("Прежнее значение — %(before)s, новое отличается больше чем в три раза. Проверьте цифры.")
                % {"before": said(parameter, Decimal(before.value))},
                "jump",
                keys,
            )
    if overlapping and "overlap" not in offer.sure:
        yield Problem(
            "starts", _("На эти дни уже внесено: %(what)s.") % {"what": "; ".join(overlapping)}, "overlap"
        )  # fmt: skip


def _same(one: ParameterValue, keys: Keys) -> bool:
    return {key: str(choice) for key, choice in one.keys.items()} == dict(keys)


def _is_of(old: EntryView | None, one: ParameterValue, keys: Keys) -> bool:
    """Whether a value stands in the record that is being put right."""
    return old is not None and (old.starts, old.ends, old.values.get(keys)) == (one.from_, one.to, Decimal(one.value))


def _begins_inside(one: ParameterValue, offer: Offer) -> bool:
    assert offer.starts is not None
    return one.from_ > offer.starts and (offer.ends is None or one.from_ <= offer.ends)


def _reaches_into(one: ParameterValue, offer: Offer) -> bool:
    """An older value without an end simply gives way; one with an end said that it would hold these days."""
    assert offer.starts is not None
    return one.from_ == offer.starts or (one.from_ < offer.starts and one.to is not None and one.to >= offer.starts)


def _before(others: Iterable[ParameterValue], region: str, offer: Offer) -> ParameterValue | None:
    """The value to compare with: what would hold on that day otherwise, else the newest that began before."""
    assert offer.starts is not None
    begun = [one for one in others if one.from_ <= offer.starts]
    return max(begun, key=lambda one: (one.from_, one.region == region), default=None)


def _absurd(before: Decimal, now: Decimal) -> bool:
    return before > 0 and (now > before * ABSURD or now * ABSURD < before)


def _told(parameter: Parameter, keys: Keys, one: ParameterValue) -> str:
    who = ", ".join(choice for _key, choice in keys)
    until = _("по %(day)s") % {"day": day_short(one.to)} if one.to else _("без срока")
    value = said(parameter, Decimal(one.value))
    return f"{who + ': ' if who else ''}{value}, {_('с %(day)s') % {'day': day_short(one.from_)}} {until}"
