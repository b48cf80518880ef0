"""What a practice may contain. Each room says in its `kinds.py` what it understands; nobody keeps a central list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Any

from pydantic import BaseModel

from ryadom.packs.errors import Finding


@dataclass(frozen=True)
class Kind:
    """One kind of file: `name` ("measure"), the `folder` it stands in ("measures"), its pydantic `schema`.

    `check(book, items)` says what `practice check` should say of the files of this kind beyond their schema: `book` is
    the rulebook of a region, `items` the files that are checked there. `beside(library, ids)` says what the named
    practices spoil for the others of the library, asked before they are adopted too. Pure: no Django, no database.
    """

    name: str
    folder: str
    schema: type[BaseModel]
    check: Callable[[Any, Iterable[Any]], Iterable[Finding]] | None = None
    beside: Callable[[Any, Iterable[str]], Iterable[Finding]] | None = None


@cache
def all_kinds() -> dict[str, Kind]:
    """Every kind that the rooms of this installation understand, by folder. Needs neither Django nor a database."""
    import ryadom

    kinds: dict[str, Kind] = {}
    for room in sorted(module.name for module in iter_modules(ryadom.__path__)):
        name = f"ryadom.{room}.kinds"
        if room != "packs" and find_spec(name) is not None:
            kinds |= {kind.folder: kind for kind in getattr(import_module(name), "KINDS", ())}
    return kinds
