"""A draft as files of a practice, so that another region can take it home. The same draft gives the same bytes.

Keys stand in the order of the schema, short lists of plain values on one line, every text that could be read as
something else in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, get_args

from pydantic import BaseModel

from ryadom.rules.draftcases import revived
from ryadom.rules.drafts import Draft
from ryadom.rules.facts_file import TOP
from ryadom.rules.kinds import MeasureFile, TestCase
from ryadom.rules.laying import settled

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_PLAIN = re.compile(r"[^\W\d_][\w .()№«»–—;%/-]*\Z")
_TAKEN = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
WIDE = 100


def measure_file(draft: Draft) -> str:
    """The measure, its new version and its act included."""
    content = settled(draft.content, draft.starts, draft.act)
    return "\n".join(_block(_ordered(content, MeasureFile), 0)) + "\n"


def tests_file(draft: Draft) -> str:
    """The personas."""
    rows = [_case(one) for one in draft.cases]
    return "\n".join(_block({"measure": draft.measure, "cases": rows}, 0)) + "\n"


def _case(raw: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = _ordered(_dated(raw, ("on", "not_yet_from")), TestCase)
    for key in ("facts", "with"):
        if isinstance(found.get(key), Mapping):
            found[key] = _facts(revived({key: raw[key]})[key])
    return found


def _facts(raw: Any) -> Any:
    """Facts in the order of a facts file, an id before what is known of it."""
    if isinstance(raw, list):
        return [_facts(one) for one in raw]
    if not isinstance(raw, Mapping):
        return raw
    first = ("id", "name", *TOP, "from", "to", "value")
    keys = sorted(raw, key=lambda key: (first.index(key) if key in first else len(first), key))
    return {key: _facts(raw[key]) for key in keys}


def _dated(raw: Any, keys: Iterable[str]) -> Any:
    """Days where the schema wants days."""
    if isinstance(raw, Mapping):
        return {key: _day(one) if key in keys else _dated(one, keys) for key, one in raw.items()}
    return [_dated(one, keys) for one in raw] if isinstance(raw, list | tuple) else raw


def _day(raw: Any) -> Any:
    if isinstance(raw, str) and _DATE.match(raw):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            return raw
    return raw


def _ordered(raw: Any, schema: Any) -> Any:
    """The keys in the order in which the schema tells them; days become days; what it does not know comes last."""
    model = _model(schema)
    if isinstance(raw, list | tuple):
        return [_ordered(one, schema) for one in raw]
    if not isinstance(raw, Mapping):
        return _day(raw) if "date" in str(schema) and "Text" not in str(schema) else raw
    if model is None:
        return {key: raw[key] for key in sorted(raw, key=str)}
    known = {field.alias or name: field for name, field in model.model_fields.items()}
    order = list(known)
    keys = sorted(raw, key=lambda key: (order.index(key) if key in known else len(order), str(key)))
    return {key: _ordered(raw[key], known[key].annotation) if key in known else raw[key] for key in keys}


def _model(schema: Any) -> type[BaseModel] | None:
    if isinstance(schema, type) and issubclass(schema, BaseModel):
        return schema
    return next((found for part in get_args(schema) if (found := _model(part)) is not None), None)


# --- letters ---------------------------------------------------------------------------------------------------------


def _block(raw: Mapping[str, Any], depth: int) -> list[str]:
    out: list[str] = []
    pad = "  " * depth
    for key, value in raw.items():
        if value is None and depth == 0:
            continue
        out += [f"{pad}{_key(key)}: {line}" if i == 0 and line else line for i, line in enumerate(_value(value, depth))]
        if not _value(value, depth)[0]:
            out[-len(_value(value, depth))] = f"{pad}{_key(key)}:"
    return out


def _value(value: Any, depth: int) -> list[str]:
    """The lines of a value: the first stands beside its key, empty when the value begins on the next line."""
    short = _flow(value)
    if not isinstance(value, Mapping | list | tuple) or (len(short) <= WIDE and _is_small(value)) or not value:
        return [short]
    if isinstance(value, Mapping):
        return ["", *_block(value, depth + 1)]
    out = [""]
    for one in value:
        if isinstance(one, Mapping) and one and not (_is_small(one) and len(_flow(one)) <= WIDE):
            lines = _block(one, depth + 2)
            out += [f"{'  ' * (depth + 1)}- {lines[0].lstrip()}", *lines[1:]]
        else:
            out.append(f"{'  ' * (depth + 1)}- {_flow(one)}")
    return out


def _is_small(value: Any) -> bool:
    """Whether it may stand on one line: nothing inside holds more than plain values."""
    inner = value.values() if isinstance(value, Mapping) else value
    return all(
        not isinstance(one, list | tuple) and not (isinstance(one, Mapping) and not _is_text(one)) for one in inner
    )


def _is_text(one: Mapping[str, Any]) -> bool:
    return one.keys() <= {"ru", "en"}


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(one) for one in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | Decimal):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    return _quoted(str(value))


def _key(key: str) -> str:
    return key if re.fullmatch(r"[\w-]+(/[\w-]+)?(@[\w-]+)?", key) and not key.isdigit() else _quoted(key)


def _quoted(text: str) -> str:
    """A plain word as it is; everything that might be read as something else in quotes."""
    if _PLAIN.match(text) and text.lower() not in _TAKEN and text == text.strip():
        return text
    if '"' in text and not set(text) & set("'\n\t\\"):
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
