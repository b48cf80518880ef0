"""What a tree says, bound or free: every word in it with how often, and every name that it calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from . import tree as t


def words(node: Any) -> Iterator[str]:
    """Every text of a tree: names, also behind a dot, and the words of literals."""
    if isinstance(node, str):
        yield node
    for part in _inside(node):
        yield from words(part)


def calls(node: Any) -> Iterator[t.Call]:
    """Every call of a name."""
    if isinstance(node, t.Call) and isinstance(node.callee, t.Name):
        yield node
    for part in _inside(node):
        yield from calls(part)


def _inside(node: Any) -> Iterable[Any]:
    if isinstance(node, tuple | list | frozenset):
        return node
    if is_dataclass(node) and not isinstance(node, type):
        return [getattr(node, one.name) for one in fields(node)]
    return ()
