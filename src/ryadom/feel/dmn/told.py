"""A file of facts for a model: YAML (or JSON), where an empty value is unknown and `null` is known to be absent."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from ..errors import Bad
from ..reading import read_temporal
from ..unknown import Unknown
from .errors import ModelError, Place
from .types import Type

BYTES = 2_000_000
VALUES = 100_000
NESTED = 60
_TEMPORAL = frozenset(
    {"date", "time", "date and time", "days and time duration", "years and months duration"}
)  # fmt: skip


def read_facts(path: Path) -> dict[str, Any]:
    """The facts of a file. Raises ModelError with file and line."""
    try:
        if path.stat().st_size > BYTES:
            raise ModelError("too-big", Place(path.name, 1, "YAML"), limit=BYTES // 1_000_000)
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (OSError, yaml.YAMLError, ValueError, RecursionError) as error:
        if isinstance(error, ModelError):
            raise
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or type(error).__name__
        raise ModelError("facts-unread", Place(path.name, mark.line + 1 if mark else 1, "YAML"), why=why) from None
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        raise ModelError("facts-shape", Place(path.name, 1, "YAML"))
    read: dict[str, Any] = _Facts(path.name).value(root, "", 0)
    return read


class _Facts:
    """Values of the nodes; counted, because one node may be meant in many places (`&a`, `*a`)."""

    def __init__(self, file: str) -> None:
        self.file, self.count = file, 0

    def value(self, node: yaml.Node, path: str, deep: int) -> Any:
        self.count += 1
        if self.count > VALUES or deep > NESTED:
            raise ModelError("too-many", Place(self.file, node.start_mark.line + 1, path or "YAML"), limit=VALUES)
        if isinstance(node, yaml.MappingNode):
            pairs = [(str(key.value), inner) for key, inner in node.value]
            return {name: self.value(inner, f"{path}.{name}".lstrip("."), deep + 1) for name, inner in pairs}
        if isinstance(node, yaml.SequenceNode):
            return [self.value(inner, f"{path}[{number}]", deep + 1) for number, inner in enumerate(node.value, 1)]
        return self.scalar(node, path)

    def scalar(self, node: yaml.Node, path: str) -> Any:
        kind, text = node.tag.rpartition(":")[2], str(node.value)
        if kind == "null":
            return None if text else Unknown(frozenset({path}))
        if kind == "bool":
            return text.lower() in ("true", "yes", "on")
        if kind in ("int", "float"):
            return self.number(text)
        if kind == "timestamp":
            return self.moment(text)
        return text

    def number(self, text: str) -> Any:
        try:
            return Decimal(text.replace("_", ""))
        except InvalidOperation:  # 10:30:00 and 0x1f count as numbers in YAML: they stay words here
            return text

    def moment(self, text: str) -> Any:
        try:
            return read_temporal(text.replace(" ", "T"))
        except Bad:
            return text


def read_as(value: Any, kind: Type) -> Any:
    """A told value in the form of its declared type: times and durations can only be told as words."""
    if kind.item is not None and isinstance(value, list):
        return [read_as(member, kind.item) for member in value]
    if kind.parts is not None and isinstance(value, dict):
        types = {name: kind.part(part) for name, part in kind.parts}
        return {name: read_as(part, types[name]) if name in types else part for name, part in value.items()}
    if isinstance(value, str) and kind.base in _TEMPORAL:
        try:
            return read_temporal(value)
        except Bad:
            return value
    return value
