"""Functions over strings, by code point; patterns are XPath's and bounded (see `patterns`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ..errors import Bad
from ..patterns import effort, pattern, replacement
from ..unknown import seen
from ..values import LARGEST, kind_of, show
from .numbers import whole
from .registry import BUILTINS, builtin


@builtin("string length(string: string)")
def string_length(string: str) -> Decimal:
    return Decimal(len(string))


@builtin("substring(string: string, start position: number, length: number?)")
def substring(string: str, start: Decimal, length: Decimal | None) -> str:
    first = whole(start)
    if first == 0 or (length is not None and whole(length) < 0):
        raise Bad("bad-value", why="start position")
    begin = first - 1 if first > 0 else max(len(string) + first, 0)
    return string[begin:] if length is None else string[begin : begin + whole(length)]


@builtin("upper case(string: string)")
def upper_case(string: str) -> str:
    return string.upper()


@builtin("lower case(string: string)")
def lower_case(string: str) -> str:
    return string.lower()


@builtin("substring before(string: string, match: string)")
def substring_before(string: str, match: str) -> str:
    before, found, _ = string.partition(match) if match else ("", "", "")
    return before if found else ""


@builtin("substring after(string: string, match: string)")
def substring_after(string: str, match: str) -> str:
    return string.partition(match)[2] if match else string


@builtin("contains(string: string, match: string)")
def contains(string: str, match: str) -> bool:
    return match in string


@builtin("starts with(string: string, match: string)")
def starts_with(string: str, match: str) -> bool:
    return string.startswith(match)


@builtin("ends with(string: string, match: string)")
def ends_with(string: str, match: str) -> bool:
    return string.endswith(match)


@builtin("matches(input: string, pattern: string, flags: string?)")
def matches(source: str, expression: str, flags: str | None) -> bool:
    return pattern(expression, flags or "", len(source)).search(source) is not None


@builtin("replace(input: string, pattern: string, replacement: string, flags: string?)")
def replace(source: str, expression: str, new: str, flags: str | None) -> str:
    """Every match replaced, as long as the text does not grow too large; a pattern that matches nothing is an error."""
    compiled = pattern(expression, flags or "", len(source))
    if compiled.search("") is not None:
        raise Bad("bad-pattern", why="matches nothing")
    template, size = replacement(new, compiled.groups), len(source)

    def grown(match: re.Match[str]) -> str:
        nonlocal size
        made = match.expand(template)
        size += len(made)
        if size > 2 * LARGEST:
            raise Bad("too-large")
        return made

    result = compiled.sub(grown, source)
    if len(result) > LARGEST:
        raise Bad("too-large")
    return result


@builtin("split(string: string, delimiter: string)")
def split(string: str, delimiter: str) -> list[str]:
    compiled = pattern(delimiter, "", len(string))
    if compiled.match(""):
        raise Bad("bad-pattern", why="matches nothing")
    parts, last = [], 0
    for match in compiled.finditer(string):
        parts.append(string[last : match.start()])
        last = match.end()
    return [*parts, string[last:]]


for _name in ("matches", "replace", "split"):
    BUILTINS[_name].work = effort


@builtin("string join(list: list, delimiter: string?)")
def string_join(items: list[Any], delimiter: str | None) -> str:
    for item in items:
        if item is not None and not isinstance(item, str):
            raise Bad(
                "argument-type", name="string join", argument="list", wanted="list of strings", found=kind_of(item)
            )
    texts = [item for item in items if item is not None]
    if sum(map(len, texts)) + len(delimiter or "") * len(texts) > LARGEST:
        raise Bad("too-large")
    return (delimiter or "").join(texts)


@builtin("string(from: any)")
def string(value: Any) -> str | None:
    return None if value is None else show(value)


@builtin("context(entries: list)")
def context(entries: list[Any]) -> dict[str, Any]:
    """A context from entries `{key: ..., value: ...}`; a key given twice is an error."""
    made: dict[str, Any] = {}
    for entry in entries:
        if not isinstance(entry, Mapping) or not isinstance(entry.get("key"), str) or "value" not in entry:
            raise Bad("bad-value", why="entries need key and value")
        if entry["key"] in made:
            raise Bad("duplicate-key", key=entry["key"])
        made[entry["key"]] = entry["value"]
    return made


@builtin("context put(context: context, key: string, value: any)", shallow=True)
def context_put(old: Mapping[str, Any], key: str, value: Any) -> dict[str, Any]:
    return {**old, key: value}


@builtin("context put(context: context, keys: list, value: any)", shallow=True)
def context_put_deep(old: Mapping[str, Any], keys: list[Any], value: Any) -> dict[str, Any]:
    if not keys or not isinstance(seen(keys[0]), str):
        raise Bad("bad-value", why="keys")
    if len(keys) == 1:
        return {**old, keys[0]: value}
    inner = seen(old.get(keys[0]))
    if not isinstance(inner, Mapping):
        raise Bad("no-such-key", key=keys[0])
    return {**old, keys[0]: context_put_deep(inner, keys[1:], value)}


@builtin("context merge(contexts: list)", shallow=True)
def context_merge(contexts: list[Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for one in contexts:
        if not isinstance(seen(one), Mapping):
            raise Bad("bad-value", why="contexts")
        made |= one
    return made


@builtin("get value(m: context, key: string)", shallow=True)
def get_value(source: Mapping[str, Any], key: str) -> Any:
    try:
        return source[key]
    except KeyError:
        return None


@builtin("get value(context: context, keys: list)", shallow=True)
def get_value_deep(source: Any, keys: list[Any]) -> Any:
    for key in keys:
        if not isinstance(seen(key), str):
            raise Bad("argument-type", name="get value", argument="keys", wanted="list of strings", found=kind_of(key))
        if not isinstance(seen(source), Mapping) or key not in source:
            return None
        source = source[key]
    return source


@builtin("get entries(m: context)", shallow=True)
def get_entries(source: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"key": key, "value": source[key]} for key in source]
