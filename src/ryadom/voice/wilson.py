"""The Wilson score interval of a share: honest at the edges, where "p plus or minus" leaves the scale."""

from dataclasses import dataclass
from decimal import Decimal, localcontext

Z95 = Decimal("1.959963984540054")  # the normal quantile of 97.5 %
ENOUGH = 100  # answers; below it a share says more about chance than about the service


@dataclass(frozen=True)
class Interval:
    """A share and its 95 % interval, each from 0 to 1."""

    share: Decimal
    low: Decimal
    high: Decimal


def wilson(good: int, total: int, z: Decimal = Z95) -> Interval:
    """The interval for `good` of `total`. Raises ValueError when there is nothing to share or more good than all."""
    if not 0 <= good <= total or total == 0:
        raise ValueError(f"{good} of {total} is no share")
    with localcontext() as context:
        context.prec = 28
        n, p, square = Decimal(total), Decimal(good) / total, z * z
        middle = p + square / (2 * n)
        spread = z * ((p * (1 - p) + square / (4 * n)) / n).sqrt()
        whole = 1 + square / n
        low, high = (middle - spread) / whole, (middle + spread) / whole
    # At the ends the formula gives 0 and 1 up to the last digit of the arithmetic.
    return Interval(p, Decimal(0) if good == 0 else low, Decimal(1) if good == total else high)
