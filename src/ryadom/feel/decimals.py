"""Decimal arithmetic of FEEL: 34 digits, half even, exponents of IEEE decimal128; nothing raises, nothing is a float.

Python's bare operators round to the thread's context (28 digits), so numbers meet through `MATH` only.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal

MATH = Context(prec=34, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144, traps=[])


def on_grid(value: Decimal, step: Decimal) -> bool:
    """Is this a multiple of the step?"""
    return MATH.remainder(value, step) == 0


def next_on_grid(value: Decimal, step: Decimal, direction: int) -> Decimal:
    """The nearest multiple of `step` strictly above (+1) or below (-1) a value."""
    ratio = MATH.divide(value, step)
    mode = ROUND_FLOOR if direction > 0 else ROUND_CEILING
    return MATH.multiply(MATH.add(ratio.to_integral_value(mode), Decimal(direction)), step)
