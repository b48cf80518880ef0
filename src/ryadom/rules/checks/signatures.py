"""What the functions of the language give, and what the dated ones ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ryadom.feel.builtins.numbers import ROUNDINGS
from ryadom.rules.checks import measured as m
from ryadom.rules.checks.measured import ANY, BOOLEAN, DATE, DURATION, TEXT, Kind

__all__ = ["result_of"]

Wrong = tuple[str, str]
OF_ITS_OWN = ROUNDINGS | {"abs", "modulo"}
OF_A_LIST = frozenset({"min", "max", "sum", "сумма", "mean"})
TRUTHS = frozenset(
    {"not", "all", "any", "list contains", "contains", "starts with", "ends with", "even", "odd", "is", "before",
     "after", "meets", "met by", "overlaps", "overlaps before", "overlaps after", "finishes", "finished by",
     "includes", "during", "starts", "started by", "coincides"}
)  # fmt: skip
TEXTS = frozenset({"upper case", "lower case", "substring", "substring before", "substring after", "day of week",
                   "month of year"})  # fmt: skip
LISTS = frozenset({"distinct values", "concatenate", "union", "append", "flatten"})
DATED: dict[str, tuple[int, Kind]] = {  # how many dates come first, and what it gives
    "полных лет": (2, m.counted("лет")),
    "полных лет со следующего дня": (2, m.counted("лет")),
    "полных месяцев": (2, m.counted("месяцев")),
    "прибавить месяцы": (1, DATE),
    "начало месяца": (1, DATE),
    "конец месяца": (1, DATE),
    "last day of month": (1, DATE),
}


def result_of(name: str, args: Sequence[Kind]) -> tuple[Kind, Wrong | None]:
    """The type of a call, and what is wrong with what it was given."""
    if name in DATED:
        return _dated(name, args)
    if name == "count":
        return _count(args)
    if name in OF_ITS_OWN:
        return (replace(args[0], plain=False) if args else ANY), None
    if name in OF_A_LIST:
        items = args[0].item or ANY if len(args) == 1 and args[0].base == "list" else None
        return (items or m.joined(args)), None
    if name in TRUTHS:
        return BOOLEAN, _not_a_truth(args) if name == "not" else None
    if name == "date":
        return DATE, None
    if name in TEXTS:
        return TEXT, None
    if name in LISTS:
        return (args[0] if args and args[0].base == "list" else ANY), None
    if name in ("duration", "years and months duration"):
        return DURATION, None
    return (m.NUMBER if name in ("string length", "day of year", "week of year") else ANY), None


def _dated(name: str, args: Sequence[Kind]) -> tuple[Kind, Wrong | None]:
    dates, result = DATED[name]
    wrong = next((kind for kind in args[:dates] if not kind.vague and kind.base != "date"), None)
    if wrong is None:
        return result, None
    return result, (f"«{name}» считает по датам, а здесь {wrong.called('ru')}",
                    f"«{name}» wants dates, here stands {wrong.called('en')}")  # fmt: skip


def _count(args: Sequence[Kind]) -> tuple[Kind, Wrong | None]:
    one = args[0] if args else ANY
    if one.base not in ("list", "any", "null"):
        return m.NUMBER, (f"count считает список, а здесь {one.called('ru')}",
                          f"count wants a list, here stands {one.called('en')}")  # fmt: skip
    return m.counted("человек") if one.item is not None and one.item.base == "person" else m.NUMBER, None


def _not_a_truth(args: Sequence[Kind]) -> Wrong | None:
    wrong = next((kind for kind in args if not kind.vague and kind.base != "boolean"), None)
    if wrong is None:
        return None
    return (f"not() отрицает условие, а здесь {wrong.called('ru')}",
            f"not() wants a condition, here stands {wrong.called('en')}")  # fmt: skip
