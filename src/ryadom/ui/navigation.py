"""The few words of the menu. Rooms register their items for a place: ``resident``, ``desk`` or ``footer``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils.functional import Promise


@dataclass(frozen=True)
class Item:
    """One word of a menu. ``under``: the address prefix that makes it current; its own address when empty. ``also``:
    more prefixes, of pages that belong to it and stand elsewhere.
    """

    title: str | Promise
    url: str
    under: str = ""
    also: tuple[str, ...] = ()
    count: int | None = None
    current: bool = False


@dataclass(frozen=True)
class Who:
    """The staff member at work: name, role in words, where to sign out (a POST address)."""

    name: str
    role: str = ""
    url: str = ""
    leave_url: str = ""


Provider = Callable[[HttpRequest], Iterable[Item]]
WhoProvider = Callable[[HttpRequest], "Who | None"]
_items: dict[str, list[tuple[int, Provider]]] = {}
_who: list[WhoProvider] = []


def register(place: str, provider: Provider, *, order: int = 100) -> None:
    shelf = _items.setdefault(place, [])
    if all(known is not provider for _, known in shelf):
        shelf.append((order, provider))
        shelf.sort(key=lambda pair: pair[0])


def register_who(provider: WhoProvider) -> None:
    if provider not in _who:
        _who.append(provider)


def items(place: str, request: HttpRequest) -> list[Item]:
    found = [item for _, provider in _items.get(place, ()) for item in provider(request)]
    current = _current(found, request.path)
    return [replace(item, current=item is current) for item in found]


def who(request: HttpRequest) -> Who | None:
    return next((found for provider in _who if (found := provider(request)) is not None), None)


def _current(found: list[Item], path: str) -> Item | None:
    """The item with the longest matching prefix; «/» is current only on the first page itself."""
    fits = [
        (len(prefix), -place)
        for place, item in enumerate(found)
        for prefix in (item.under or item.url, *item.also)
        if path == prefix or (prefix != "/" and path.startswith(prefix))
    ]
    return found[-max(fits)[1]] if fits else None
