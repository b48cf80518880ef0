"""The catalogue of facts: what may be known, how it is asked, whom to believe. Pure: no Django, no database."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ryadom.packs.api import did_you_mean, nearest
from ryadom.people.factkind import FOREVER, SOURCES, Choice, FactKind, Subject, Type, last_fresh_day
from ryadom.people.values import BadValue, Json, Value, decode, encode, parse_date, parse_value, show, show_date

__all__ = [
    "FOREVER",
    "SOURCES",
    "BadValue",
    "Catalogue",
    "Choice",
    "FactKind",
    "Json",
    "Subject",
    "Type",
    "UnknownFact",
    "Value",
    "decode",
    "encode",
    "last_fresh_day",
    "parse_date",
    "parse_value",
    "show",
    "show_date",
]


class UnknownFact(LookupError):
    """No fact of that key or name stands in the catalogue; says the nearest one."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name[:80]
        ru, en = did_you_mean(name[:80], known)
        self.ru = f"В каталоге нет факта «{self.name}»{ru}"
        self.en = f'The catalogue has no fact "{self.name}"{en}'
        super().__init__(self.en)


@dataclass(frozen=True)
class Catalogue:
    """All facts by key and by Russian name."""

    kinds: Mapping[str, FactKind] = field(default_factory=lambda: MappingProxyType({}))
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, kinds: Iterable[FactKind]) -> "Catalogue":
        """A catalogue of these kinds. Raises ValueError when two share a key or a name."""
        by_key: dict[str, FactKind] = {}
        by_name: dict[str, str] = {}
        for kind in kinds:
            if kind.key in by_key or kind.name in by_name:
                raise ValueError(f"two facts are called {kind.key} or «{kind.name}»")
            by_key[kind.key] = kind
            by_name[kind.name] = kind.key
        return cls(MappingProxyType(by_key), MappingProxyType(by_name))

    def __getitem__(self, key: str) -> FactKind:
        """The kind of a key. Raises UnknownFact with the nearest key."""
        if key not in self.kinds:
            raise UnknownFact(key, (*self.kinds, *self.names))
        return self.kinds[key]

    def __contains__(self, key: object) -> bool:
        return key in self.kinds

    def __iter__(self) -> Iterator[FactKind]:
        return iter(self.kinds.values())

    def __len__(self) -> int:
        return len(self.kinds)

    def named(self, name: str) -> FactKind:
        """The kind of a Russian name. Raises UnknownFact with the nearest name."""
        if name not in self.names:
            raise UnknownFact(name, self.names)
        return self.kinds[self.names[name]]

    def nearest(self, text: str) -> str | None:
        """The key or name most like a mistyped one."""
        return nearest(text[:80], (*self.kinds, *self.names))

    def belonging_to(self, subject: Subject) -> tuple[FactKind, ...]:
        """The kinds that belong to persons, families, dwellings or applications."""
        return tuple(kind for kind in self if kind.of == subject)
