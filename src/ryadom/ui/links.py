"""Links between rooms without imports: ``cases:case:17`` becomes an address and a title.

A room registers the kinds it owns in its ``apps.py``; any template writes ``{% link ref %}``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    url: str
    title: str


Resolver = Callable[[str], "Link | None"]
ManyResolver = Callable[[Sequence[str]], Mapping[str, Link]]


class UnknownKind(LookupError):
    """No room has registered this kind of reference."""


_resolvers: dict[str, tuple[Resolver, ManyResolver | None]] = {}


def register(kind: str, resolver: Resolver, *, many: ManyResolver | None = None) -> None:
    """``kind`` is ``room:thing``. ``many`` resolves a page of them by one query; without it each is asked alone."""
    if kind.count(":") != 1:
        raise ValueError(f"a kind is room:thing, not {kind!r}")
    known = _resolvers.get(kind)
    if known is not None and known != (resolver, many):
        raise ValueError(f"{kind} is registered by another room already")
    _resolvers[kind] = (resolver, many)


def resolve(ref: str) -> Link | None:
    """The link, or None when the thing does not exist (any more). Raises UnknownKind for a kind nobody owns."""
    kind, key = split(ref)
    return _of(kind)[0](key)


def find(ref: str) -> Link | None:
    """The same, and None too where the room that owns such things is absent: a page leaves out what nobody keeps."""
    try:
        return resolve(ref)
    except UnknownKind:
        return None


def resolve_many(refs: Iterable[str]) -> dict[str, Link]:
    """Links by reference, absent things left out; one query a kind where the room offers it."""
    wanted: dict[str, list[str]] = {}
    for ref in refs:
        kind, key = split(ref)
        wanted.setdefault(kind, []).append(key)
    return {f"{kind}:{key}": link for kind, keys in wanted.items() for key, link in _ask(kind, keys).items()}


def split(ref: str) -> tuple[str, str]:
    room, _, rest = ref.partition(":")
    thing, _, key = rest.partition(":")
    if not (room and thing and key):
        raise ValueError(f"a reference is room:thing:key, not {ref!r}")
    return f"{room}:{thing}", key


def _ask(kind: str, keys: Sequence[str]) -> Mapping[str, Link]:
    one, many = _of(kind)
    if many is not None:
        return many(keys)
    return {key: link for key in dict.fromkeys(keys) if (link := one(key)) is not None}


def _of(kind: str) -> tuple[Resolver, ManyResolver | None]:
    try:
        return _resolvers[kind]
    except KeyError:
        raise UnknownKind(f"no room has registered {kind}") from None
