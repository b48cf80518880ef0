"""The slider's way cut into bands: in each of them only the subjects whom the number reaches there are decided anew.

For all others on a band it is worked out once what every number of the band leaves them. Beyond the slider's ends
everybody is decided, as far as the number concerns anybody.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from ryadom.rules.compiled import Rulebook
from ryadom.rules.everyone.again import Again
from ryadom.rules.everyone.nearby import Nearby, stretch
from ryadom.rules.parameters import Keys

# Where bands end, as shares of the number in force: a hand tries its neighbourhood first.
ENDS = tuple(Decimal(end) for end in ("0", "0.5", "0.8", "0.95", "1.05", "1.2", "1.5", "2"))


@dataclass(frozen=True)
class Band:
    """Numbers from `low` to `high`, whom they reach, and what any of them leaves the others."""

    low: Decimal
    high: Decimal
    near: Nearby

    def holds(self, value: Decimal) -> bool:
        """Whether a value lies in the band."""
        return self.low <= value <= self.high


def numbers_of(book: Rulebook, parameter: str, keys: Keys, value: Any) -> dict[str, Any]:
    """A value on trial as `Everyone` takes it: by name, by keys joined with `/` where the parameter has keys."""
    known, told = book.parameters[parameter], dict(keys)
    return {known.name: {"/".join(told[one] for one in known.keys): value} if told else value}


def bands_of(again: Again, parameter: str, keys: Keys) -> tuple[Band, ...]:
    """The bands around the number in force; none where nothing is, or zero."""
    now = again.book.parameters[parameter].holding(again.on, again.book.region, keys)
    if now is None or now.value <= 0:
        return ()

    def between(wider: Nearby, low: Decimal, high: Decimal) -> Nearby:
        return wider.between(numbers_of(again.book, parameter, keys, stretch(low, high)))

    ends = [end * Decimal(now.value) for end in ENDS]
    whole = between(Nearby.everybody(again), ends[0], ends[-1])
    return tuple(Band(low, high, between(whole, low, high)) for low, high in pairwise(ends))
