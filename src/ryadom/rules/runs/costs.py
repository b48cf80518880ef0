"""What a measure costs a month and a year, in whole kopecks, and which budget pays.

Rules, also written in docs/guides/whole-region.md: a year holds so many payments of a measure as its period says; a
monthly measure is paid for as many months as one award lasts (`months`), at most twelve; one award a year is counted.
A month of a measure that is not monthly is a twelfth of its year, half up to a kopeck, of the whole sum and not of each
person. Shares of levels are whole kopecks cut down; what is left goes to the first level named.
"""

from collections.abc import Mapping

from ryadom.rules.kinds import MeasureFile
from ryadom.rules.runs.figures import Cost, Figures

MONTHS = 12
PAYMENTS = {"once": 1, "monthly": MONTHS, "quarterly": 4, "half_year": 2, "yearly": 1, "school_year": 1}
PAID = ("money", "e_certificate", "in_kind")  # a discount, a service and a status are no payment of a budget
UNSTATED = "unstated"


def counted(file: MeasureFile) -> bool:
    """Its amounts are money of a budget, paid at known times."""
    return file.kind in PAID and file.period in PAYMENTS


def payments(file: MeasureFile) -> int:
    """How often a year it is paid; 0 where no times are known."""
    if file.period == "monthly":
        return min(file.months or MONTHS, MONTHS)
    return PAYMENTS.get(file.period, 0)


def a_month(file: MeasureFile, sum_: int) -> int:
    """One payment as kopecks a month."""
    return sum_ if file.period == "monthly" else twelfth(sum_ * payments(file))


def twelfth(year: int) -> int:
    """A year's kopecks as kopecks a month, half up."""
    return (2 * year + MONTHS) // (2 * MONTHS)


def cost_of(file: MeasureFile, total: Figures) -> Cost:
    """The cost of a measure if everybody who is entitled, with an exact amount, is paid."""
    if not counted(file):
        return Cost(False)
    year = total.entitled.exact * payments(file)
    likely = total.likely.exact * payments(file)
    return Cost(True, a_month(file, total.entitled.exact), year, likely, by_level(year, file.funding))


def by_level(sum_: int, funding: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """A sum by the levels that fund it; all of it `unstated` where the shares are not told or do not make a hundred."""
    if sum(funding.values()) != 100:
        return ((UNSTATED, sum_),)
    shares = {level: sum_ * percent // 100 for level, percent in funding.items()}
    first = next(iter(funding))
    shares[first] += sum_ - sum(shares.values())
    return tuple(shares.items())
