"""Functions over lists. Counting and summing keep bounds when members or values are not known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import cmp_to_key
from typing import Any

from ..arithmetic import arithmetic, finite
from ..decimals import MATH
from ..errors import Bad
from ..hidden import absent, ends, kind_of_unknown, missing
from ..unknown import (
    Blind,
    Maybe,
    MaybeList,
    Unknown,
    closed_interval,
    facts_in,
    settled_list,
    unknown_boolean,
    unknown_of,
)
from ..values import LARGEST, FeelFunction, all_of, any_of, compare, equal, kind_of, weigh
from .numbers import whole
from .registry import builtin, hidden

_PLUS, _TIMES = arithmetic("+"), arithmetic("*")
_QUICK = frozenset({Decimal, str, dt.date})  # kinds whose members Python itself orders and tells apart as FEEL does
_MOST_COMPARED = 2_000  # members of other kinds that may be compared each with each


def call_function(function: Any, *args: Any) -> Any:
    """A function value applied to positional arguments."""
    if isinstance(function, FeelFunction):
        if len(args) != len(function.params):
            raise Bad("argument-count", name=function.name or "function")
        return function.run(*args)
    return function(*args)


def _seen(value: Any) -> Any:
    """An answer of the rule's own function, which must be known to go on."""
    if type(value) is Unknown:
        raise Blind(value)
    return value


def same(left: Any, right: Any) -> Any:
    """Equality where different kinds simply differ."""
    try:
        return equal(left, right)
    except Bad:
        return False


def _bounded(items: list[Any]) -> list[Any]:
    if len(items) > LARGEST:
        raise Bad("too-large")
    return items


# -- counting and adding --------------------------------------------------------------------------------------------


@builtin("count(list: list)", shallow=True)
def count(items: list[Any]) -> Decimal:
    return Decimal(len(items))


@hidden("count")
def _count_hidden(items: Any) -> Any:
    if type(items) is not MaybeList:
        return NotImplemented
    most = None if items.open is not None else Decimal(len(items.items))
    return closed_interval(items.facts, Decimal(len(items.certain)), most, step=Decimal(1))


def _numbers(name: str, items: list[Any]) -> list[Decimal]:
    for item in items:
        if type(item) is not Decimal:
            raise Bad("argument-type", name=name, argument="list", wanted="list of numbers", found=kind_of(item))
    return items


def _some(name: str, items: list[Any]) -> list[Any]:
    if not items:
        raise Bad("bad-value", why=f"{name} of an empty list")
    return items


@builtin("sum(list: list...)")
def total(items: list[Any]) -> Any:
    """The sum of numbers or of durations; null for an empty list, as the standard says."""
    if not items:
        return None
    result = items[0]
    if kind_of(result) not in ("number", "days and time duration", "years and months duration"):
        raise Bad("argument-type", name="sum", argument="list", wanted="list of numbers", found=kind_of(result))
    for item in items[1:]:
        result = _PLUS(result, item)
    return result


@builtin("сумма(список: list...)")
def total_or_zero(items: list[Any]) -> Any:
    """The sum of numbers; 0 for an empty list: a family without income has an income of 0, not an absent one."""
    return total(items) if items else Decimal(0)


def _total_hidden(items: Any, *, empty_is_zero: bool) -> Any:
    """Certain members add up; an uncertain one adds its value or nothing; an open list has no bounds."""
    members = items if type(items) is MaybeList else MaybeList(items if isinstance(items, list | tuple) else [items])
    if type(items) is Unknown:
        return NotImplemented
    result: Any = None
    for value, condition in members.parts():
        share = value if condition is None else _share(value, condition)
        if value is None or share is None:
            return unknown_of(facts_in(items), True)
        result = share if result is None else _PLUS(result, share)
    if members.open is not None:
        return unknown_of(facts_in(items), not empty_is_zero and not members.certain)
    if not empty_is_zero and not members.certain and type(result) is Unknown:
        return Unknown(result.facts, result.low, result.high, may_be_absent=True, origin=None)
    return result


def _share(value: Any, condition: Unknown) -> Any:
    """What a member that may be absent adds: between nothing and its value."""
    low, high, _, _ = ends(value)
    zero = Decimal(0)
    if not all(end is None or isinstance(end, Decimal) for end in (low, high)):
        return None
    return closed_interval(
        condition.facts | missing(value),
        None if low is None else min(low, zero),
        None if high is None else max(high, zero),
        may_be_absent=absent(value),
    )


@hidden("sum")
def _sum_hidden(items: Any) -> Any:
    return _total_hidden(items, empty_is_zero=False)


@hidden("сумма")
def _total_or_zero_hidden(items: Any) -> Any:
    return _total_hidden(items, empty_is_zero=True)


@builtin("product(list: list...)")
def product(items: list[Any]) -> Decimal:
    result = Decimal(1)
    for item in _some("product", _numbers("product", items)):
        result = finite(MATH.multiply(result, item))
    return result


@builtin("mean(list: list...)")
def mean(items: list[Any]) -> Any:
    return arithmetic("/")(total(_some("mean", items)), Decimal(len(items)))


@builtin("median(list: list...)")
def median(items: list[Any]) -> Decimal | None:
    ordered = sorted(_numbers("median", items))
    if not ordered:
        return None
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return MATH.divide(MATH.add(ordered[middle - 1], ordered[middle]), Decimal(2))


@builtin("stddev(list: list...)")
def standard_deviation(items: list[Any]) -> Decimal:
    numbers = _numbers("stddev", items)
    if len(numbers) < 2:
        raise Bad("bad-value", why="stddev needs two numbers")
    average = MATH.divide(total(numbers), Decimal(len(numbers)))
    squares = [MATH.multiply(MATH.subtract(n, average), MATH.subtract(n, average)) for n in numbers]
    return finite(MATH.sqrt(MATH.divide(total(squares), Decimal(len(numbers) - 1))))


@builtin("mode(list: list...)")
def mode(items: list[Any]) -> list[Decimal]:
    counts: dict[Decimal, int] = {}
    for item in _numbers("mode", items):
        counts[item] = counts.get(item, 0) + 1
    most = max(counts.values(), default=0)
    return sorted(item for item, times in counts.items() if times == most)


# -- the least and the greatest -------------------------------------------------------------------------------------


@builtin("min(list: list...)")
def least(items: list[Any]) -> Any:
    return _extreme(items, -1)


@builtin("max(list: list...)")
def greatest(items: list[Any]) -> Any:
    return _extreme(items, +1)


def _extreme(items: list[Any], sign: int) -> Any:
    if not items:
        return None
    best = items[0]
    compare(best, best)
    for item in items[1:]:
        if compare(item, best) == sign:
            best = item
    return best


def _extreme_hidden(items: Any, sign: int) -> Any:
    """Bounds of min or max. A certain member limits it on one side; an uncertain one only widens the other."""
    if type(items) is Unknown:
        return NotImplemented
    members = items if type(items) is MaybeList else MaybeList(items)
    parts = list(members.parts())
    if any(value is None for value, _ in parts):
        return NotImplemented
    near, far = (1, 0) if sign > 0 else (0, 1)  # for max: the high ends give the high bound
    sure = [ends(value)[far] for value, condition in parts if condition is None]
    wide = [ends(value)[near] for value, _ in parts]
    inner = _pick([end for end in sure if end is not None], sign)
    outer = None if members.open is not None or None in wide else _pick(wide, sign)
    maybe_null = not members.certain or absent(*(value for value, _ in parts))
    low, high = (inner, outer) if sign > 0 else (outer, inner)
    origin = _only_unknown(parts) if members.open is None else None
    return closed_interval(facts_in(items), low, high, may_be_absent=maybe_null, origin=origin)


def _only_unknown(parts: list[Any]) -> Any:
    """With one unknown among known values the result passes a point where that one does."""
    unknown = [value for value, _ in parts if type(value) is Unknown]
    sure = all(condition is None for _, condition in parts)
    return unknown[0].origin if len(unknown) == 1 and sure else None


def _pick(values: list[Any], sign: int) -> Any:
    return _extreme(values, sign)


@hidden("min")
def _least_hidden(items: Any) -> Any:
    return _extreme_hidden(items, -1)


@hidden("max")
def _greatest_hidden(items: Any) -> Any:
    return _extreme_hidden(items, +1)


# -- true and false over a list ---------------------------------------------------------------------------------------


def _booleans(name: str, items: list[Any]) -> list[Any]:
    for item in items:
        if item is not None and not isinstance(item, bool):
            raise Bad("argument-type", name=name, argument="list", wanted="list of booleans", found=kind_of(item))
    return items


@builtin("all(list: list...)")
def all_true(items: list[Any]) -> Any:
    return all_of(_booleans("all", items))


@builtin("any(list: list...)")
def any_true(items: list[Any]) -> Any:
    return any_of(_booleans("any", items))


@hidden("all")
def _all_hidden(items: Any) -> Any:
    return NotImplemented if type(items) is Unknown else over_members(items, lambda value: value, every=True)


@hidden("any")
def _any_hidden(items: Any) -> Any:
    return NotImplemented if type(items) is Unknown else over_members(items, lambda value: value, every=False)


def over_members(items: Any, truth: Callable[[Any], Any], *, every: bool) -> Any:
    """`every` or `some` over a list whose members may be uncertain and which may have more of them."""
    members = items if type(items) is MaybeList else MaybeList(items)
    parts = [_member_truth(truth(value), condition, every) for value, condition in members.parts()]
    if members.open is not None:
        parts.append(unknown_boolean(members.open))
    return (all_of if every else any_of)(parts)


def _member_truth(truth: Any, condition: Unknown | None, every: bool) -> Any:
    """An uncertain member counts only if it is one: `not member or truth` for every, `member and truth` for some."""
    if condition is None or truth is every:
        return truth if condition is None or every else condition
    if truth is (not every):
        return False if not every else unknown_boolean(condition.facts)
    return unknown_boolean(condition.facts | missing(truth), truth is None or absent(truth))


# -- looking for members ----------------------------------------------------------------------------------------------


@builtin("list contains(list: list, element: any)")
def list_contains(items: list[Any], element: Any) -> Any:
    return any_of(same(item, element) is True for item in items)


@hidden("list contains")
def _list_contains_hidden(items: Any, element: Any) -> Any:
    if type(items) is Unknown:
        return NotImplemented
    if not isinstance(items, list | tuple | MaybeList):
        items = [items]
    return over_members(items, lambda value: same(value, element), every=False)


@builtin("index of(list: list, match: any)")
def index_of(items: list[Any], match: Any) -> list[Decimal]:
    return [Decimal(at) for at, item in enumerate(items, 1) if same(item, match) is True]


@builtin("distinct values(list: list)")
def distinct_values(items: list[Any]) -> list[Any]:
    if all(type(item) in _QUICK for item in items):
        firsts: dict[Any, Any] = {}
        for item in items:
            firsts.setdefault((type(item), item), item)
        return list(firsts.values())
    if len(items) > _MOST_COMPARED:
        raise Bad("too-large")
    found: list[Any] = []
    for item in items:
        if not any(same(item, one) is True for one in found):
            found.append(item)
    return found


@builtin("union(list: list...)")
def union(lists: list[Any]) -> list[Any]:
    return distinct_values(concatenate(lists))


# -- making lists from lists ------------------------------------------------------------------------------------------


@builtin("concatenate(list: list...)", shallow=True)
def concatenate(lists: list[Any]) -> Any:
    made: list[Any] = []
    open_facts: frozenset[Any] = frozenset()
    for one in lists:
        if type(one) is MaybeList:
            made.extend(one.items)
            open_facts |= one.open or frozenset()
        elif type(one) is Unknown and kind_of_unknown(one) is None:
            open_facts |= one.facts  # it may be a list of any length
        else:
            made.extend(_bounded(list(one)) if isinstance(one, list | tuple) else [one])
        _bounded(made)
    return settled_list(made, open_facts or None)


@builtin("append(list: list, item: any...)", shallow=True)
def append(items: list[Any], new: Any) -> list[Any]:
    return [*items, *(new if isinstance(new, list) else [new])]


@builtin("flatten(list: list)", shallow=True)
def flatten(items: list[Any]) -> Any:
    weigh(items)
    made = _flat(items)
    return made if not _may_hold_lists(made) else concatenate(made)


def _may_hold_lists(items: list[Any]) -> bool:
    return any(type(one) is MaybeList or (type(one) is Unknown and kind_of_unknown(one) is None) for one in items)


def _flat(items: Any) -> list[Any]:
    made: list[Any] = []
    for item in items:
        made.extend(_flat(item) if isinstance(item, list | tuple) else [item])
    return made


@hidden("flatten")
def _flatten_hidden(items: Any) -> Any:
    if type(items) is not MaybeList or any(
        kind_of(value) == "list" or _may_hold_lists([value]) for value, _ in items.parts()
    ):
        return NotImplemented
    return items


@builtin("sublist(list: list, start position: number, length: number?)", shallow=True)
def sublist(items: list[Any], start: Decimal, length: Decimal | None) -> list[Any]:
    begin = position(items, start)
    if length is None:
        return list(items[begin:])
    if whole(length) < 0 or begin + whole(length) > len(items):
        raise Bad("index-range", index=length)
    return list(items[begin : begin + whole(length)])


def position(items: Any, index: Decimal) -> int:
    """From 1 forwards or from -1 backwards to Python's index; Bad outside the list."""
    place = whole(index)
    if place == 0 or abs(place) > len(items):
        raise Bad("index-range", index=place)
    return place - 1 if place > 0 else len(items) + place


@builtin("insert before(list: list, position: number, newItem: any)", shallow=True)
def insert_before(items: list[Any], place: Decimal, new: Any) -> list[Any]:
    at = position(items, place)
    return [*items[:at], new, *items[at:]]


@builtin("remove(list: list, position: number)", shallow=True)
def remove(items: list[Any], place: Decimal) -> list[Any]:
    at = position(items, place)
    return [*items[:at], *items[at + 1 :]]


@builtin("list replace(list: list, position: number, newItem: any)", shallow=True)
def list_replace(items: list[Any], place: Decimal, new: Any) -> list[Any]:
    at = position(items, place)
    return [*items[:at], new, *items[at + 1 :]]


@builtin("list replace(list: list, match: function, newItem: any)")
def list_replace_matching(items: list[Any], match: Any, new: Any) -> list[Any]:
    made = []
    for item in items:
        verdict = _seen(call_function(match, item, new))
        if not isinstance(verdict, bool):
            raise Bad("not-boolean", found=kind_of(verdict))
        made.append(new if verdict else item)
    return made


@builtin("reverse(list: list)", shallow=True)
def reverse(items: list[Any]) -> list[Any]:
    return list(reversed(items))


@builtin("sort(list: list, precedes: function?)")
def sort(items: list[Any], precedes: Any) -> list[Any]:
    """In the order of `precedes(a, b)`, or by value; equal members keep their places."""

    def order(a: Any, b: Any) -> int:
        if precedes is None:
            return compare(a, b)
        if _seen(call_function(precedes, a, b)) is True:
            return -1
        return 1 if _seen(call_function(precedes, b, a)) is True else 0

    if precedes is None and len({type(item) for item in items} & _QUICK) == 1 == len({type(item) for item in items}):
        return sorted(items)
    return sorted(items, key=cmp_to_key(order))


__all__ = ["Maybe", "call_function", "over_members", "position", "same", "settled_list"]
