"""How each kind of marginal is written in a region's file, and what is wrong with one that is written otherwise."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from ryadom.packs.api import did_you_mean
from ryadom.rules.imagined.layout import Kind
from ryadom.rules.imagined.marginals import (
    OLDEST,
    Bands,
    ByAge,
    Income,
    Marginal,
    MixByAge,
    Money,
    Origin,
    Share,
    Shares,
    Whole,
)

Raw = Mapping[str, Any]
KEYS: Mapping[Kind, tuple[str, ...]] = {
    "share": ("share",),
    "shares": ("shares",),
    "by age": ("by_age",),
    "mix by age": ("by_age",),
    "bands": ("bands",),
    "money": ("quantiles",),
    "income": ("quantiles", "season", "gaps"),
    "whole": ("value",),
}
SLACK = Decimal("0.000001")  # of shares that were rounded when they were written


class Wrong(ValueError):
    """A marginal that cannot be used, in Russian and English."""

    def __init__(self, ru: str, en: str) -> None:
        self.ru, self.en = ru, en
        super().__init__(en)


def share(raw: Any) -> Decimal:
    """A share between 0 and 1."""
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal) or not 0 <= raw <= 1:
        raise Wrong(f"нужна доля от 0 до 1, а не {raw}", f"a share from 0 to 1 is needed, not {raw}")
    return Decimal(raw)


def whole(raw: Any, least: int = -(10**12)) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or raw < least:
        raise Wrong(f"нужно целое число, а не {raw}", f"a whole number is needed, not {raw}")
    return raw


def shares(raw: Any, names: tuple[str, ...] = ()) -> dict[str, Decimal]:
    """Named shares that add up to 1; of `names` those that are missing are 0."""
    if not isinstance(raw, dict) or not raw:
        raise Wrong("нужны имена и доли", "names and shares are needed")
    for name in raw:
        if names and name not in names:
            ru, en = did_you_mean(str(name), names)
            raise Wrong(f"неизвестное имя «{name}»{ru}", f'unknown name "{name}"{en}')
    found = {str(name): share(one) for name, one in raw.items()}
    _add_up(list(found.values()))
    return {name: found.get(name, Decimal(0)) for name in names} if names else found


def _add_up(found: Sequence[Decimal]) -> None:
    if abs(sum(found, Decimal(0)) - 1) > SLACK:
        raise Wrong(f"доли дают в сумме {sum(found)}, а не 1", f"the shares add up to {sum(found)}, not 1")


def rows(raw: Any, keys: tuple[str, ...]) -> list[Raw]:
    """A list of tables with just these keys."""
    if not isinstance(raw, list) or not raw:
        raise Wrong("нужен список строк", "a list of rows is needed")
    for row in raw:
        if not isinstance(row, dict) or set(row) != set(keys):
            raise Wrong(f"в строке нужны {', '.join(keys)}: {row}", f"a row needs {', '.join(keys)}: {row}")
    return list(raw)


def _ages(found: list[Raw]) -> tuple[int, ...]:
    ages = tuple(whole(row["from"], 0) for row in found)
    if list(ages) != sorted(set(ages)) or ages[-1] > OLDEST:
        raise Wrong(f"возрасты должны расти: {ages}", f"ages must grow: {ages}")
    return ages


def _by_age(origin: Origin, raw: Raw, _names: tuple[str, ...]) -> Marginal:
    found = rows(raw.get("by_age"), ("from", "share"))
    return ByAge(origin, _ages(found), tuple(share(row["share"]) for row in found))


def _mix_by_age(origin: Origin, raw: Raw, names: tuple[str, ...]) -> Marginal:
    found = rows(raw.get("by_age"), ("from", "shares"))
    return MixByAge(origin, names, _ages(found), tuple(tuple(shares(row["shares"], names).values()) for row in found))


def _bands(origin: Origin, raw: Raw, _names: tuple[str, ...]) -> Marginal:
    found = rows(raw.get("bands"), ("from", "to", "share"))
    first, last = tuple(whole(row["from"]) for row in found), tuple(whole(row["to"]) for row in found)
    if any(low > high for low, high in zip(first, last, strict=True)):
        raise Wrong("полоса кончается раньше, чем начинается", "a band ends before it begins")
    found_shares = tuple(share(row["share"]) for row in found)
    _add_up(found_shares)
    return Bands(origin, first, last, found_shares)


def _quantiles(raw: Raw) -> tuple[tuple[Decimal, int], ...]:
    pairs = raw.get("quantiles")
    if not isinstance(pairs, list) or len(pairs) < 2 or any(not isinstance(p, list) or len(p) != 2 for p in pairs):
        raise Wrong("нужны пары [доля, рублей]", "pairs [share, roubles] are needed")
    found = tuple((share(one), whole(roubles, 0)) for one, roubles in pairs)
    if found[0][0] != 0 or found[-1][0] != 1 or any(a[0] >= b[0] or a[1] > b[1] for a, b in pairwise(found)):
        raise Wrong("квантили растут от доли 0 до доли 1", "quantiles grow from share 0 to share 1")
    return found


def _income(origin: Origin, raw: Raw, _names: tuple[str, ...]) -> Marginal:
    season = raw.get("season", [100] * 12)
    if not isinstance(season, list) or len(season) != 12:
        raise Wrong("season: нужны двенадцать процентов", "season: twelve percentages are needed")
    return Income(origin, _quantiles(raw), tuple(whole(one, 0) for one in season), share(raw.get("gaps", 0)))


MAKERS: Mapping[Kind, Callable[[Origin, Raw, tuple[str, ...]], Marginal]] = {
    "share": lambda origin, raw, _: Share(origin, share(raw.get("share"))),
    "shares": lambda origin, raw, names: Shares(origin, shares(raw.get("shares"), names)),
    "by age": _by_age,
    "mix by age": _mix_by_age,
    "bands": _bands,
    "money": lambda origin, raw, _: Money(origin, _quantiles(raw)),
    "income": _income,
    "whole": lambda origin, raw, _: Whole(origin, whole(raw.get("value"))),
}
