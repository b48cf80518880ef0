"""How a rule sees the ground: a `Frame` is the view of one measure version from one subject, a `Member` is one person
as rules see them inside a list, a `Table` is a keyed parameter.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ryadom.feel import Unknown, evaluate
from ryadom.rules.compiled import CompiledVersion, Definition, Scope
from ryadom.rules.facts import Person
from ryadom.rules.ground import PERSONS, DefinitionMissing, Ground, unknown
from ryadom.rules.parameters import ParameterMissing, keys_of


class Frame(Mapping[str, Any]):
    """The names as one measure version (or a bare question) sees them, for one subject, on its reference date.

    `unsure`: the reference date is not known yet. Then versions of definitions are those of the day asked about, but
    `дата` itself and every parameter is Unknown: nothing is decided silently by today.
    """

    __slots__ = (
        "_frames",
        "_members",
        "date",
        "day",
        "ground",
        "known",
        "measure",
        "owner",
        "scope",
        "subject",
        "unsure",
        "version",
    )

    def __init__(
        self,
        ground: Ground,
        subject: Person | None,
        on: date,
        measure: str = "",
        version: CompiledVersion | None = None,
        unsure: Unknown | None = None,
    ) -> None:
        self.ground, self.subject, self.date, self.measure, self.version = ground, subject, on, measure, version
        self.unsure = unsure
        self.known = ground.known_of(subject)
        self.owner = subject.id if subject else None
        self.day = (on, None if unsure is None else unsure.facts)
        self.scope: Scope = (
            version.scope
            if version and unsure is None and not ground.by_measure
            else (measure, version.index if version else -1)
        )
        self._members: dict[str, Member] = {}
        self._frames: dict[str | None, Frame] = {}

    def __getitem__(self, name: str) -> Any:
        return self.ground.readers[name](self)

    def nobody(self, key: str) -> Any:
        """A person's fact where no person is known yet: it waits for the list of members."""
        self.ground.used[PERSONS] = None
        return unknown(self.ground.book.facts[key], PERSONS)

    def plain(self, id: str) -> Any:
        return Table(self, id)() if self.unsure is not None else self.ground.parameter(id, self.date, ())

    def definition(self, definition: Definition, person: Person | None) -> Any:
        """The value of a definition; its facts count as used."""
        scope = self.scope if definition.measure_scoped else None
        owner = person.id if person else None
        key = ("def", definition.name, owner, self.day, scope)
        return self.ground.found(key, lambda: self.define(definition, person)).value

    def define(self, definition: Definition, person: Person | None) -> Any:
        version = definition.at(self.date)
        if version is None:
            raise DefinitionMissing(definition.name, self.date)
        return evaluate(version.rule, self.of(person), cuts=self.ground.cuts)

    def of(self, person: Person | None) -> "Frame":
        """The same view from another person's place."""
        if person is self.subject:
            return self
        id = person.id if person else None
        frame = self._frames.get(id)
        if frame is None:
            frame = self._frames[id] = Frame(self.ground, person, self.date, self.measure, self.version, self.unsure)
        return frame

    def member(self, person: Person) -> "Member":
        """The same person is the same member, so that lists can be compared."""
        found = self._members.get(person.id)
        if found is None:
            found = self._members[person.id] = Member(self, person)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.ground.book.names)

    def __len__(self) -> int:
        return len(self.ground.book.names)


class Member(Mapping[str, Any]):
    """One person inside a list: only what is this person's own; everything else is looked up around the list."""

    __slots__ = ("frame", "known", "person")

    def __init__(self, frame: Frame, person: Person) -> None:
        self.frame, self.person = frame, person
        self.known = frame.ground.known_of(person)

    def __getitem__(self, name: str) -> Any:
        return self.frame.ground.own_readers[name](self)

    def __iter__(self) -> Iterator[str]:
        names = self.frame.ground.book.names
        return (n for n, known in names.items() if known.kind in ("person fact", "person definition"))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Member) and other.person.id == self.person.id

    def __hash__(self) -> int:
        return hash(self.person.id)

    def __repr__(self) -> str:
        return f"Member({self.person.id})"


class Table:
    """A keyed parameter as rules call it: `прожиточный минимум(группа: "дети")`, `МРОТ(дата: дата рождения)`."""

    __slots__ = ("frame", "id")
    sees_unknown = True

    def __init__(self, frame: Frame, id: str) -> None:
        self.frame, self.id = frame, id

    def __call__(self, *values: Any, **named: Any) -> Any:
        try:
            return self.value(*values, **named)
        except ParameterMissing as missing:
            # The language turns what breaks inside a function into a null with a warning; the cause is kept beside it.
            self.frame.ground.used[missing] = None
            raise

    def value(self, *values: Any, **named: Any) -> Any:
        parameter = self.frame.ground.book.parameters[self.id]
        named = dict(zip(parameter.keys, values, strict=False)) | named
        on = named.pop("дата", self.frame.date if self.frame.unsure is None else self.frame.unsure)
        unsure = [v for v in (on, *named.values()) if isinstance(v, Unknown)]
        if unsure:
            return self.frame.ground.hidden(parameter, on, named, frozenset().union(*(u.facts for u in unsure)))
        if on is None or set(named) != set(parameter.keys) or None in named.values():
            raise ParameterMissing(parameter.name, self.frame.ground.family.region, self.frame.date)
        return self.frame.ground.parameter(self.id, on, keys_of(parameter, named))
