"""The ground a rule stands on: one family, one rulebook, one day. Names are looked up here, and every look is
remembered.

A `Ground` holds what is shared by all measures; a `Frame` is the view of one measure version from one subject; a
`Member`
is one person as rules see them inside a list. Facts that are not known come out as `Unknown` with the bounds of the
catalogue.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ryadom.feel import MaybeList, Unknown, evaluate, parse
from ryadom.rules import incomes
from ryadom.rules.compiled import DATED, CompiledVersion, Definition, FactKind, Rulebook
from ryadom.rules.facts import FactRef, FactValue, Family, Person
from ryadom.rules.parameters import Keys, ParameterMissing, ParameterUse

PER_HEAD = parse(
    "round half up(доход состава / (месяцев в окне * человек в составе), 2)",
    names=("доход состава", "месяцев в окне", "человек в составе"),
)
SIZE = parse("count(состав)", names=("состав",))
PERSONS = FactRef("persons")
BOOLEANS = frozenset({True, False})
REMEMBERED = 20_000
# The smallest difference between two values that can be entered: what lies between two neighbours needs no asking.
STEPS = {"money": Decimal("0.01"), "number": Decimal("0.000001")}


@dataclass(frozen=True, slots=True)
class Estimate:
    """A fact was used as an estimate (said "about", or scaled from another window): the answer is at most likely."""

    ref: FactRef


class DefinitionMissing(Exception):
    """A definition has no version in force on this date."""

    def __init__(self, name: str, on: date) -> None:
        self.name, self.on = name, on
        super().__init__(f"{name}: {on.isoformat()}")


Use = FactRef | ParameterUse | Estimate | ParameterMissing


class Ground:
    """What all measures share for one family on one day. `assumed` replaces facts while cells are tried."""

    def __init__(
        self,
        book: Rulebook,
        family: Family,
        on: date,
        assumed: Mapping[FactRef, Any] | None = None,
        base: "Ground | None" = None,
    ) -> None:
        self.book, self.family, self.on = book, family, on
        self.assumed = assumed or {}
        self.base = base
        self.used: dict[Use, None] = {}
        self.cuts: Any = None
        self.cache: dict[tuple[Any, ...], tuple[Any, dict[Use, None]]] = {}
        self.twins: dict[tuple[Any, ...], str] = {}
        self.applicant = next(
            (p for p in family.persons if _role(p) == "applicant"), family.persons[0] if family.persons else None
        )

    def remembered(self, key: tuple[Any, ...], compute: Any) -> Any:
        """The value behind `key`, computed once; what it used is used again by whoever asks."""
        found = self.cache.get(key) or self.settled_already(key)
        if found is None:
            outer, self.used = self.used, {}
            try:
                value = compute()
            finally:
                inner, self.used = self.used, outer
            found = self.cache[key] = (value, inner)
        self.used.update(found[1])
        return found[0]

    def settled_already(self, key: tuple[Any, ...]) -> tuple[Any, dict[Use, None]] | None:
        """What was computed without any of the facts that are assumed now holds under the assumption too."""
        found = self.base.cache.get(key) if self.base is not None else None
        return found if found is not None and self.assumed.keys().isdisjoint(found[1]) else None

    def fact(self, kind: FactKind, person: Person | None) -> Any:
        """A fact as rules see it: the value, None for absent, Unknown for not known."""
        ref = FactRef(kind.key, person.id if person else None)
        self.used[ref] = None
        if ref in self.assumed:
            return self.assumed[ref]
        held = (person.facts if person else self.family.facts).get(kind.key)
        if held is None:
            return self.book.unknowns[ref] if ref in self.book.unknowns else self.remember_unknown(kind, ref)
        if held.about:
            self.used[Estimate(ref)] = None
        return self.seen(kind, ref, held)

    def remember_unknown(self, kind: FactKind, ref: FactRef) -> Unknown:
        """An Unknown never changes, so every family shares one."""
        unknowns = self.book.unknowns
        if len(unknowns) > REMEMBERED:
            unknowns.clear()
        made = unknowns[ref] = unknown(kind, ref)
        return made

    def seen(self, kind: FactKind, ref: FactRef, held: FactValue) -> Any:
        if held.value is None:
            return None
        if kind.file.type == "choice":
            return kind.by_value.get(held.value, held.value)
        if held.about and isinstance(held.value, Decimal):
            return incomes.roughly(held.value, ref)
        return held.value

    def bare(self, key: str, person: str | None = None, *, options: frozenset[Any] | None = BOOLEANS) -> Any:
        """A fact outside the catalogue: `attested:`, `received:`, `document:`."""
        ref = FactRef(key, person)
        self.used[ref] = None
        if ref in self.assumed:
            return self.assumed[ref]
        held = self.family.known(ref)
        if held is None and person is not None:
            held = self.family.known(FactRef(key))
        if held is None:
            return Unknown(facts=frozenset({ref}), options=options)
        if held.about:
            self.used[Estimate(ref)] = None
        return held.value

    def members(self) -> Any:
        """Everyone known, as rules see them; open when there may be more."""
        self.used[PERSONS] = None
        return self.family.persons

    def parameter(self, id: str, on: date, keys: Keys) -> Decimal:
        """The value of a parameter, remembered as used. A value given with the facts wins and is marked. Raises
        ParameterMissing.
        """
        parameter = self.book.parameters[id]
        use = self.overridden(id, keys) or parameter.at(on, self.family.region, keys)
        self.used[use] = None
        return use.value

    def overridden(self, id: str, keys: Keys) -> ParameterUse | None:
        parameter = self.book.parameters[id]
        given = self.family.parameters.get(parameter.name, self.family.parameters.get(id))
        if isinstance(given, Mapping):
            given = given.get("/".join(value for _, value in keys))
        if given is None:
            return None
        return ParameterUse(id, parameter.name, keys, Decimal(given), "act", None, overridden=True)


class Frame(Mapping[str, Any]):
    """The names as one measure version (or a bare question) sees them, for one subject, on its reference date.

    `unsure`: the reference date is not known yet. Then versions of definitions are those of the day asked about, but
    `дата` itself and every parameter is Unknown: nothing is decided silently by today.
    """

    __slots__ = ("_members", "date", "ground", "measure", "subject", "unsure", "version")

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
        self._members: dict[str, Member] = {}

    def __getitem__(self, name: str) -> Any:
        known = self.ground.book.names.get(name)
        if known is None:
            return self.dated(name)
        kind = known.kind
        if kind == "person fact":
            return (
                self.ground.fact(self.ground.book.facts[known.id], self.subject)
                if self.subject
                else self.nobody(known.id)
            )
        if kind == "fact":
            return self.ground.fact(self.ground.book.facts[known.id], None)
        if kind in ("definition", "person definition"):
            return self.definition(
                self.ground.book.definitions[name], self.subject if kind == "person definition" else None
            )
        if kind == "parameter":
            return self.plain(known.id)
        if kind == "table":
            return Table(self, known.id)
        if kind == "set":
            return list(self.ground.book.sets[known.id])
        return ENGINE[name](self)

    def dated(self, name: str) -> "Table":
        """`МРОТ(дата: ...)`: a plain parameter on another date."""
        known = self.ground.book.names.get(name.removesuffix(DATED)) if name.endswith(DATED) else None
        if known is None:
            raise KeyError(name)
        return Table(self, known.id)

    def nobody(self, key: str) -> Any:
        """A person's fact where no person is known yet: it waits for the list of members."""
        self.ground.used[PERSONS] = None
        return unknown(self.ground.book.facts[key], PERSONS)

    def plain(self, id: str) -> Any:
        return Table(self, id)() if self.unsure is not None else self.ground.parameter(id, self.date, ())

    def definition(self, definition: Definition, person: Person | None) -> Any:
        """The value of a definition; its facts count as used."""
        scope = (self.measure, self.version.index if self.version else -1) if definition.measure_scoped else None
        owner = person.id if person else None
        key = ("def", definition.name, owner, self.date, self.unsure is None, scope)
        return self.ground.remembered(key, lambda: self.define(definition, person))

    def define(self, definition: Definition, person: Person | None) -> Any:
        version = definition.at(self.date)
        if version is None:
            raise DefinitionMissing(definition.name, self.date)
        frame = (
            self
            if person is self.subject
            else Frame(self.ground, person, self.date, self.measure, self.version, self.unsure)
        )
        return evaluate(version.rule, frame, cuts=self.ground.cuts)

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

    __slots__ = ("frame", "person")

    def __init__(self, frame: Frame, person: Person) -> None:
        self.frame, self.person = frame, person

    def __getitem__(self, name: str) -> Any:
        ground = self.frame.ground
        known = ground.book.names.get(name)
        if known is None:
            raise KeyError(name)
        if known.kind == "person fact":
            return ground.fact(ground.book.facts[known.id], self.person)
        if known.kind == "person definition":
            return self.frame.definition(ground.book.definitions[name], self.person)
        if known.kind == "person engine":
            return incomes.of_person(self.frame, self.person)
        raise KeyError(name)

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
            return self.between(frozenset().union(*(u.facts for u in unsure)))
        if on is None or set(named) != set(parameter.keys) or None in named.values():
            raise ParameterMissing(parameter.name, self.frame.ground.family.region, self.frame.date)
        keys = tuple((k, _plain(named[k])) for k in parameter.keys)
        return self.frame.ground.parameter(self.id, on, keys)

    def between(self, facts: frozenset[Any]) -> Any:
        low, high = self.frame.ground.book.parameters[self.id].range(self.frame.ground.family.region)
        return low if low == high else Unknown(facts=facts, low=low, high=high)


def _plain(value: Any) -> str:
    return str(value.normalize()) if isinstance(value, Decimal) and value == value.to_integral_value() else str(value)


def unknown(kind: FactKind, ref: FactRef) -> Unknown:
    """A fact that is not known, with the bounds and choices that the catalogue gives it."""
    file = kind.file
    options: frozenset[Any] | None = None
    if file.type == "boolean":
        options = BOOLEANS
    elif file.type == "choice":
        options = frozenset(kind.by_value.values())
    low, high = (file.min, file.max) if file.type in ("number", "money") else (None, None)
    step = STEPS.get(file.type)
    return Unknown(
        facts=frozenset({ref}), options=options, may_be_absent=file.may_be_absent,
        low=None if low is None else Decimal(low), high=None if high is None else Decimal(high),
        step=step,
    )  # fmt: skip


def domain(ground: Ground, ref: FactRef) -> Unknown:
    """All values that a fact may still take: where its line of values is cut."""
    kind = ground.book.facts.get(ref.key)
    if kind is not None:
        return unknown(kind, ref)
    if ref.prefix == "income":
        return Unknown(facts=frozenset({ref}), low=Decimal(0), step=Decimal("0.01"))
    return Unknown(facts=frozenset({ref}), options=frozenset({True, False}))


def _role(person: Person) -> Any:
    held = person.facts.get("family-role")
    return held.value if held else None


def _all_members(frame: Frame) -> Any:
    people = [frame.member(p) for p in frame.ground.members()]
    return MaybeList(tuple(people), open=frozenset({PERSONS})) if frame.ground.family.persons_open else people


def _composition(frame: Frame) -> Any:
    name = frame.version.file.composition if frame.version else None
    return frame[name] if name else _all_members(frame)


def _applicant(frame: Frame) -> Any:
    applicant = frame.ground.applicant
    if applicant is None:
        frame.ground.used[PERSONS] = None
        return Unknown(facts=frozenset({PERSONS}))
    return frame.member(applicant)


def _application_date(frame: Frame) -> Any:
    held = frame.ground.family.facts.get("application-date")
    return held.value if held and held.value is not None else frame.ground.on


def _per_head(frame: Frame) -> Any:
    return frame.ground.remembered(
        ("per head", frame.measure, frame.version and frame.version.index, frame.date),
        lambda: evaluate(PER_HEAD, frame),
    )


def _received(frame: Frame) -> Any:
    return frame.ground.bare(f"received:{frame.measure}", frame.subject.id if frame.subject else None)


ENGINE = {
    "дата": lambda frame: frame.date if frame.unsure is None else frame.unsure,
    "дата заявления": _application_date,
    "заявитель": _applicant,
    "члены семьи": _all_members,
    "состав": _composition,
    "человек в составе": lambda frame: evaluate(SIZE, frame),
    "доход состава": lambda frame: incomes.of_composition(frame),
    "месяцев в окне": lambda frame: Decimal(incomes.months_in_window(frame)),
    "среднедушевой доход": _per_head,
    "доход человека": lambda frame: (
        incomes.of_person(frame, frame.subject) if frame.subject else Unknown(facts=frozenset({PERSONS}))
    ),
    "уже получено": _received,
}
