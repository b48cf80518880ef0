"""Values of a run as JSON and back: frozen dataclasses become objects, nothing is lost and nothing is rounded."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from ryadom.packs.api import Text

Kind = TypeVar("Kind")


def as_data(value: Any) -> Any:
    """What JSON can hold: keys are texts, a day is written as 2026-11-20, a Decimal as a text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: as_data(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Text):
        return {"ru": value.ru, "en": value.en}
    if isinstance(value, Mapping):
        return {_key(key): as_data(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [as_data(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | StrEnum) else value


def _key(key: Any) -> str:
    return ", ".join(str(one) for one in key) if isinstance(key, tuple) else str(key)


def from_data(kind: type[Kind], data: Any) -> Kind:
    """The value that was written. Raises KeyError, TypeError or ValueError where it was not this kind."""
    found: Kind = _read(kind, data)
    return found


def _read(kind: Any, data: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (UnionType, Union):
        return None if data is None else _read(next(one for one in inner if one is not NoneType), data)
    if origin is tuple:
        each = [inner[0]] * len(data) if inner[-1] is Ellipsis else inner
        return tuple(_read(one, item) for one, item in zip(each, data, strict=True))
    if origin is not None:
        return {_read(inner[0], key): _read(inner[1], one) for key, one in data.items()}
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: _read(hints[name], data[name]) for name in (one.name for one in fields(kind))})
    return _single(kind, data)


def _single(kind: Any, data: Any) -> Any:
    if kind is Text:
        return Text(**data)
    if kind is date:
        return date.fromisoformat(data)
    return kind(data) if isinstance(kind, type) and issubclass(kind, StrEnum) else data


def dumped(value: Any) -> str:
    """The text of a file: one order of keys, one way to write."""
    return json.dumps(as_data(value), ensure_ascii=False, indent=1) + "\n"
