"""What each person received month by month, by kind, in kopecks: a usual sum, the season of its kind, gaps."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ryadom.rules.imagined.days import day
from ryadom.rules.imagined.draws import NOBODY, Bools, Draws, Ints, below
from ryadom.rules.imagined.households import APPLICANT, CHILD, ONE_PARENT, Households, spread
from ryadom.rules.imagined.layout import INCOMES
from ryadom.rules.imagined.marginals import Income, RegionFile, threshold
from ryadom.rules.imagined.people import MINOR, STUDY, WORK, People
from ryadom.rules.incomes import months_between, shifted

LONGEST_GAP, YEAR = 6, 12
EARNED = ("salary", "self_employed", "business", "service")


@dataclass
class Incomes:
    """`all` holds persons by months; `usual` the usual sum of each kind in roubles (0: none), `kinds` who gets what.

    `earned` is the year before the month of the day, `salary_last_year` the calendar year before it, kopecks.
    """

    months: tuple[date, ...]
    all: NDArray[np.int64]
    earned: NDArray[np.int64]
    salary_year: NDArray[np.int64]
    salary_last_year: NDArray[np.int64]
    pension_now: NDArray[np.int64]
    year: dict[str, Ints]  # kopecks of each kind in the last year
    benefits: Bools  # of families: paid for their children


def months_before(on: date) -> tuple[date, ...]:
    """From January of the year before to the last full month."""
    first = date(on.year - 1, 1, 1)
    return tuple(shifted(first, at) for at in range(months_between(first, on) - 1))


def incomes(region: RegionFile, draws: Draws, homes: Households, folk: People) -> Incomes:
    """The money of everybody of a cell."""
    months = months_before(homes.on)
    benefits = _of_families(region, draws, homes, "income.benefit_families", homes.any(_minor_child(homes)))
    alimony = _of_families(region, draws, homes, "income.alimony_families", homes.kind == ONE_PARENT)
    received = _received(homes, folk, benefits, alimony)
    total = np.zeros((homes.persons, len(months)), np.int64)
    year, last = slice(len(months) - YEAR, None), slice(0, YEAR)
    made = Incomes(
        months,
        total,
        np.zeros(homes.persons, np.int64),
        np.zeros(homes.persons, np.int64),
        np.zeros(homes.persons, np.int64),
        np.zeros(homes.persons, np.int64),
        {},
        benefits,
    )
    for kind in INCOMES:
        rows = np.flatnonzero(received[kind])
        if not len(rows):
            continue
        money = _monthly(region[f"income.{kind}"], draws, homes, folk, kind, rows, months)
        total[rows] += money
        made.year[kind] = spread(homes.persons, rows, money[:, year].sum(axis=1), 0)
        if kind in EARNED:
            made.earned[rows] += money[:, year].sum(axis=1)
        if kind == "salary":
            made.salary_year[rows] = money[:, year].sum(axis=1)
            made.salary_last_year[rows] = money[:, last].sum(axis=1)
        if kind == "pension":
            made.pension_now[rows] = money[:, -1]
    return made


def _minor_child(homes: Households) -> Bools:
    return (homes.role >= CHILD) & (homes.role < CHILD + 2) & (homes.age < MINOR)


def _of_families(region: RegionFile, draws: Draws, homes: Households, path: str, may: Bools) -> Bools:
    gets = draws.happens(region[path], homes.count) & may
    homes.drawn[path] = "family", np.where(may, gets, NOBODY)
    return gets


def _received(homes: Households, folk: People, benefits: Bools, alimony: Bools) -> dict[str, Bools]:
    """Who gets each kind of money."""
    work = {name: folk.work == place for place, name in enumerate(WORK)}
    applicant, family = homes.role == APPLICANT, homes.family
    return {
        "salary": work["employed"] | work["jobless"],
        "self_employed": work["self_employed"],
        "business": work["entrepreneur"],
        "service": work["service"],
        "pension": folk.pension > 0,
        "child_benefit": applicant & benefits[family],
        "jobless": work["jobless"],
        "scholarship": (folk.study == STUDY.index("full_time")) & (homes.age >= MINOR - 2),
        "alimony": applicant & alimony[family],
    }


def _monthly(
    income: Income, draws: Draws, homes: Households, folk: People, kind: str, rows: Ints, months: tuple[date, ...]
) -> NDArray[np.int64]:
    """Kopecks of these persons in each month: roubles times percent."""
    usual = draws.roubles(income, len(rows))
    homes.drawn[f"income.{kind}"] = "person", spread(homes.persons, rows, usual)
    season = np.array([income.season[month.month - 1] for month in months], np.int64)
    money: NDArray[Any] = usual[:, None] * season[None, :]
    place = np.arange(len(months))
    paused = np.flatnonzero(below(draws.chances(len(rows)), threshold(income.gaps)))
    if len(paused):
        begins = draws.whole(0, len(months) - 1, len(paused))
        ends = begins + draws.whole(1, LONGEST_GAP, len(paused))
        money[paused] *= ~((place >= begins[:, None]) & (place < ends[:, None]))
    if kind in ("salary", "jobless"):
        _cut(money, homes, folk, kind, rows, months)
    return money


def _cut(money: Ints, homes: Households, folk: People, kind: str, rows: Ints, months: tuple[date, ...]) -> None:
    """Pay ends with the job and with the birth of a child; the benefit of the jobless begins after it."""
    since = folk.jobless_since[rows]
    first = np.array([day(month) for month in months])
    lost = np.flatnonzero(since > 0)
    after = first[None, :] >= since[lost][:, None]
    money[lost] *= after if kind == "jobless" else ~after
    if kind == "salary":
        home = np.flatnonzero(folk.on_leave[rows] > 0)
        away = folk.on_leave[rows][home]
        money[home] *= np.arange(len(months))[None, :] < (len(months) - away)[:, None]
