"""From numbers to words: nothing is told under a hundred answers, a missing number is not a zero."""

from datetime import date
from decimal import Decimal

import pytest

from ryadom.cases.api import Flow
from ryadom.desks.ministry import board, periods
from ryadom.desks.ministry.figures import Figures
from ryadom.measures.api import RefusalCount
from ryadom.voice import api as voice

ON = date(2026, 11, 22)
YEAR = periods.period("year", ON)
NOBODY = voice.Tally()


def flow(**changed) -> Flow:
    values = {
        "received": 3184,
        "decided": 2921,
        "promised": 2800,
        "in_time": 2641,
        "median_days": Decimal(6),
        "months": {},
    }
    return Flow(**(values | {"months": ()} | changed))


def figures(counted: Flow | None = None, tally: voice.Tally = NOBODY, overdue: int = 0, months=()) -> Figures:
    stats = voice.Stats("RU-CHE", YEAR.since, YEAR.until, tally, (), (), (), (), (), (), tuple(months))
    return Figures(0, overdue, counted or flow(), (), stats)


def tile(found: Figures, place: int) -> tuple[str, str]:
    shown = board.tiles(found)[place]
    return shown["value"].replace("\u00a0", " "), shown["note"].replace("\u00a0", " ")


def test_four_tiles_tell_the_flow() -> None:
    found = figures(flow(), overdue=3)
    assert tile(found, 0) == ("3 184", "сейчас в работе 0")
    assert tile(found, 1) == ("94,3 %", "2 641 из 2 800 решений")
    assert tile(found, 2) == ("3", "обещанный день прошёл, ответа нет")
    assert tile(found, 3) == ("6 дней", "половина решений быстрее")


@pytest.mark.parametrize(("days", "words"), [("1", "1 день"), ("2", "2 дня"), ("5.5", "5,5 дня"), ("21", "21 день")])
def test_days_are_counted_in_russian(days: str, words: str) -> None:
    assert tile(figures(flow(median_days=Decimal(days))), 3)[0] == words


def test_what_cannot_be_told_yet_is_no_zero() -> None:
    young = figures(flow(decided=0, promised=0, in_time=0, median_days=None))
    assert tile(young, 1) == ("—", "решений с обещанным днём ещё не было")
    assert tile(young, 3) == ("—", "решений ещё не было")


def test_under_a_hundred_answers_there_is_no_share() -> None:
    told = board.satisfied(voice.Tally(150, 99, 99))
    assert told["few"] == "мало ответов: 99 из 100"
    assert "share" not in told


def test_the_share_comes_with_its_interval() -> None:
    told = board.satisfied(voice.Tally(2000, 1000, 784))
    assert (told["share"], told["low"], told["high"]) == ("78,4\u00a0%", "75,7", "80,8")


def test_a_thin_month_is_a_gap_and_a_lone_month_no_chart() -> None:
    months = tuple(
        (month, voice.Tally(200, 120 if n % 2 else 20, 90 if n % 2 else 20)) for n, month in enumerate(YEAR.months)
    )
    chart = board.content_chart(figures(months=months), YEAR)
    assert chart is not None
    assert [value is None for value in chart.lines[0].values] == [True, False] * 6
    assert board.content_chart(figures(months=months[:2]), YEAR) is None


def test_refusals_by_criterion_the_most_frequent_first() -> None:
    refusals = (
        RefusalCount("subsidy", "Субсидия", "debt", 2),
        RefusalCount("benefit", "Пособие", "income", 9),
        RefusalCount("benefit", "Пособие", "paper_not_brought", 4),
    )
    drawn = board.refusal_bars(refusals, {("benefit", "income"): "Доход не выше порога"})
    assert drawn is not None
    assert [(bar.label, bar.value) for bar in drawn.bars] == [
        ("Доход не выше порога", 9),
        ("Документ не принесён", 4),
        ("debt", 2),
    ]
    assert board.refusal_bars((), {}) is None


@pytest.mark.parametrize(
    ("wanted", "since"), [("month", "2026-11-01"), ("quarter", "2026-09-01"), ("year", "2025-12-01")]
)
def test_periods_are_whole_months(wanted: str, since: str) -> None:
    found = periods.period(wanted, ON)
    assert (found.since.isoformat(), found.until) == (since, ON)
    assert len(found.months) == periods.MONTHS[wanted]


@pytest.mark.parametrize("wanted", ["", "century", "'; --", "9" * 1000])
def test_an_unknown_period_is_the_usual_one(wanted: str) -> None:
    assert periods.period(wanted, ON).id == periods.USUAL
