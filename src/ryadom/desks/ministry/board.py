"""From numbers to what the page shows: tiles, charts and sentences. Pure but for the reader's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ryadom.cases.api import Flow
from ryadom.desks.ministry.figures import Figures
from ryadom.desks.ministry.periods import MONTHS, Period
from ryadom.measures.api import PROCEDURAL, RefusalCount
from ryadom.ui.charts import Bar, Bars, Line, Lines
from ryadom.ui.figures import counted, number
from ryadom.voice import api as voice

NONE = "—"
MOST_BARS = 12
PERCENT = Decimal(100)


def tiles(found: Figures) -> list[dict[str, Any]]:
    """Four numbers: received, decided in time, overdue, the median. What cannot be told yet is a dash, never a zero."""
    flow = found.flow
    return [
        {
            "label": _("Поступило заявлений"),
            "value": number(flow.received),
            "note": _("сейчас в работе %(n)s") % {"n": number(found.open)},
        },
        {"label": _("Решено в срок"), "value": _in_time(flow), "note": _in_time_note(flow)},
        {
            "label": _("Просрочено сейчас"),
            "value": number(found.overdue),
            "note": _("обещанный день прошёл, ответа нет") if found.overdue else _("все ответы в срок"),
        },
        {
            "label": _("Обычно ждут ответа"),
            "value": NONE if flow.median_days is None else _days(flow.median_days),
            "note": _("половина решений быстрее") if flow.decided else _("решений ещё не было"),
        },
    ]


def _in_time(flow: Flow) -> str:
    return f"{number(percent(Decimal(flow.in_time) / flow.promised), 1)}\u00a0%" if flow.promised else NONE


def _in_time_note(flow: Flow) -> str:
    if not flow.promised:
        return _("решений с обещанным днём ещё не было")
    return _("%(good)s из %(all)s решений") % {"good": number(flow.in_time), "all": number(flow.promised)}


def _days(days: Decimal) -> str:
    if days == days.to_integral_value():
        return counted(int(days), _("день|дня|дней"))
    return f"{number(days, 1)}\u00a0{_('дня')}"


def percent(share: Decimal) -> Decimal:
    """A share as percent with one digit."""
    return (share * PERCENT).quantize(Decimal("0.1"))


def satisfied(tally: voice.Tally) -> dict[str, Any]:
    """The share of content people with its interval in plain words, or how many answers are still missing."""
    share = tally.share
    words = {"asked": number(tally.asked), "answered": number(tally.answered)}
    if share is None:
        return {**words, "few": few(tally)}
    low, high = (number(percent(edge), 1) for edge in (share.low, share.high))
    return {**words, "share": f"{number(percent(share.share), 1)}\u00a0%", "low": low, "high": high}


def few(tally: voice.Tally) -> str:
    """«Мало ответов: 37 из 100»."""
    return _("мало ответов: %(n)s из %(needed)s") % {"n": tally.answered, "needed": tally.needed}


def flow_chart(flow: Flow, period: Period) -> Lines:
    """Received and decided, month by month."""
    months = period.months
    by_month = {one.month: one for one in flow.months}
    received = tuple(by_month[one].received if one in by_month else 0 for one in months)
    decided = tuple(by_month[one].decided if one in by_month else 0 for one in months)
    return Lines(
        _("Сколько поступило и сколько решено"), _("заявлений за месяц"), _("Месяц"), _points(months),
        (Line(_("Поступило"), received), Line(_("Решено"), decided)), 0, True,
    )  # fmt: skip


def content_chart(found: Figures, period: Period) -> Lines | None:
    """The share of content people by month; a month under 100 answers is a gap, no month at all is no chart."""
    shares = {one: tally.share for one, tally in found.said.by_month}
    values = tuple(percent(share.share) if (share := shares.get(one)) else None for one in period.months)
    if sum(value is not None for value in values) < 2:  # a lone dot shows no course
        return None
    title = _("Доля довольных по месяцам")
    return Lines(
        title, _("довольны, % ответивших"), _("Месяц"), _points(period.months), (Line(_("Довольны"), values),), 1
    )


def _points(months: Iterable[date]) -> tuple[str, ...]:
    # Short enough to stand side by side on a phone.
    return tuple(f"{one:%m.%Y}" for one in months)


def content_bars(title: str, label: str, lines: Iterable[voice.Line], names: Mapping[str, str]) -> Bars | None:
    """The share of content people by parts; a part under 100 answers says so instead of a share."""
    bars = [_content_bar(names.get(line.key, line.key), line.tally) for line in lines][:MOST_BARS]
    return Bars(title, label, _("довольны, %"), bars, 100, 1) if bars else None


def _content_bar(name: str, tally: voice.Tally) -> Bar:
    share = tally.share
    if share is None:
        return Bar(name, None, few(tally))
    note = _("от %(low)s до %(high)s; ответили %(n)s") % {
        "low": number(percent(share.low), 1),
        "high": number(percent(share.high), 1),
        "n": number(tally.answered),
    }
    return Bar(name, percent(share.share), note)


def refusal_bars(refusals: Iterable[RefusalCount], titles: Mapping[tuple[str, str], str]) -> Bars | None:
    """Why requests are refused: the condition that was not met, the most frequent first."""
    times: Counter[tuple[str, str]] = Counter()
    for one in refusals:
        times[_ground(one, titles), one.measure_title] += one.times
    most = sorted(times.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_BARS]
    bars = [Bar(ground, count, measure) for (ground, measure), count in most]
    return Bars(_("Почему отказывают"), _("Условие"), _("отказов"), bars, None, 0) if bars else None


def _ground(one: RefusalCount, titles: Mapping[tuple[str, str], str]) -> str:
    if one.ground in PROCEDURAL:
        return capfirst(_(PROCEDURAL[one.ground].title))
    return titles.get((one.measure, one.ground), one.ground)


def choices(now: Period) -> list[dict[str, Any]]:
    """The three periods as links; the present one is marked."""
    names = {"month": _("Этот месяц"), "quarter": _("3 месяца"), "year": _("12 месяцев")}
    return [{"id": id, "title": names[id], "now": id == now.id} for id in MONTHS]
