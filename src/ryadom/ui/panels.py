"""Parts of a page that other rooms render: the rule's proposal beside a case, the question after closing.

The page names a place and its subject; each room above registers a provider for that place. A provider that breaks
shows a note with its name instead of the part, so one room cannot take the page of another down.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Panel:
    """A template of the providing room with its context."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """What the page shows: html, or broken when the provider failed."""

    name: str
    html: SafeString
    broken: bool = False


Provider = Callable[[HttpRequest, Any], "Panel | None"]


@dataclass(frozen=True)
class _Entry:
    order: int
    name: str
    provider: Provider


_places: dict[str, list[_Entry]] = {}


def register(place: str, provider: Provider, *, name: str, order: int = 100) -> None:
    """``name`` in Russian stands in the note when the part breaks: «Предложение по правилу»."""
    shelf = _places.setdefault(place, [])
    if all(entry.provider is not provider for entry in shelf):
        shelf.append(_Entry(order, name, provider))
        shelf.sort(key=lambda entry: (entry.order, entry.name))


def collect(place: str, request: HttpRequest, subject: Any) -> list[Part]:
    """Rendered parts in order; a provider answering None has nothing to say."""
    parts = (_render(entry, request, subject) for entry in _places.get(place, ()))
    return [part for part in parts if part is not None]


def _render(entry: _Entry, request: HttpRequest, subject: Any) -> Part | None:
    try:
        with _own_savepoint():
            panel = entry.provider(request, subject)
            if panel is None:
                return None
            html = render_to_string(panel.template, dict(panel.context), request)
    except Exception as error:
        # The kind of the error only: its words may hold a person's data.
        log.error("panel broke: %s (%s)", entry.name, type(error).__name__)
        return Part(entry.name, SafeString(""), broken=True)
    return Part(entry.name, html)


def _own_savepoint() -> Any:
    """Inside a transaction a failed query would poison the rest of the page; a savepoint keeps it apart."""
    from contextlib import nullcontext

    connection = transaction.get_connection()
    return transaction.atomic() if connection.in_atomic_block else nullcontext()
