"""The ground a rule stands on: one family, one rulebook, one day. Names are looked up here, and every look is
remembered.

A `Ground` holds what is shared by all measures; a `Frame` is the view of one measure version from one subject; a
`Member`
is one person as rules see them inside a list. Facts that are not known come out as `Unknown` with the bounds of the
catalogue.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from ryadom.feel import Compared, Cuts, Expression, MaybeList, Trace, Unknown, evaluate, parse
from ryadom.rules import incomes
from ryadom.rules.compiled import DATED, CompiledVersion, Definition, FactKind, Name, Reach, Rulebook, Scope
from ryadom.rules.facts import NOTHING, FactRef, FactValue, Family, Person
from ryadom.rules.outcomes import Outcome
from ryadom.rules.parameters import Keys, Parameter, ParameterMissing, ParameterUse

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


class Found:
    """A value that was worked out once: what was read on the way, and which thresholds unknown facts met."""

    __slots__ = ("compared", "cuts", "used", "value", "verdict", "warnings")

    def __init__(
        self,
        value: Any,
        used: dict[Use, None],
        cuts: Cuts | None,
        compared: tuple[Compared, ...] = (),
        warnings: tuple[str, ...] = (),
    ) -> None:
        self.value, self.used, self.cuts, self.compared, self.warnings = value, used, cuts, compared, warnings
        self.verdict: Any = None  # what a criterion makes of it, kept by who judges


Seen = tuple[Any, FactRef, Estimate | None]
Key = tuple[Any, ...]


class Ground:
    """What all measures share for one family on one day."""

    def __init__(self, book: Rulebook, family: Family, on: date) -> None:
        self.book, self.family, self.on = book, family, on
        self.assumed: Mapping[Any, Any] = NOTHING
        self.readers, self.own_readers, self.by_measure = readers_of(book)
        self.used: dict[Use, None] = {}
        self.cuts = Cuts()
        self.within = False  # somebody above collects what its parts read
        self.touched: list[Mapping[Use, None]] = []  # everything that was read since somebody began to count
        self.cache: dict[Key, Found] = {}
        self.twins: dict[Key, tuple[Outcome, str, list[Mapping[Use, None]]]] = {}
        self.seen: dict[str | None, dict[str, Seen]] = {}
        self.applicant = next(
            (p for p in family.persons if _role(p) == "applicant"), family.persons[0] if family.persons else None
        )
        asked = family.facts.get("application-date")
        self.application_date: date = asked.value if asked and asked.value is not None else on

    def remembered(self, key: Key, compute: Callable[[], Any]) -> Any:
        """The value behind `key`, computed once; what it used is used again by whoever asks."""
        return self.found(key, compute).value

    def found(self, key: Key, compute: Callable[[], Any]) -> Found:
        found = self.known(key)
        if found is None:
            found = self.worked_out(compute)
            self.keep(key, found)
        self.used.update(found.used)
        if found.cuts is not None:
            self.cuts.add(found.cuts)
        return found

    def ruled(self, frame: "Frame", rule: Expression, reach: Reach, traced: bool) -> Found:
        """The value of a rule, with what it compared and was warned of. The same words about the same people on the
        same day are one value.
        """
        owner = frame.owner if reach.subject else None
        key = (rule.text, frame.day, owner, frame.scope if reach.measure else None)
        found = self.known(key)
        if found is None:
            used, cuts = self.used, self.cuts
            self.used, self.cuts = {}, Cuts()
            trace = Trace() if traced else None
            warnings: list[Any] = []
            try:
                value = evaluate(rule, frame, warnings=warnings, trace=trace, cuts=self.cuts)
                compared = () if trace is None else trace.compared
                found = Found(value, self.used, self.cuts.noted, compared, tuple(map(str, warnings)))
            finally:
                self.touched.append(self.used)
                self.used, self.cuts = used, cuts
            self.keep(key, found)
        else:
            self.touched.append(found.used)
        if self.within:
            self.note(found)
        return found

    def note(self, found: Found) -> None:
        """What was used for a value is used by whoever asks for it."""
        self.used.update(found.used)
        if found.cuts is not None:
            self.cuts.add(found.cuts)

    def known(self, key: Key) -> Found | None:
        return self.cache.get(key)

    def keep(self, key: Key, found: Found) -> None:
        self.cache[key] = found

    def worked_out(self, compute: Callable[[], Any]) -> Found:
        """A value with everything that it read, apart from what is read around it."""
        used, cuts = self.used, self.cuts
        self.used, self.cuts = {}, Cuts()
        try:
            value = compute()
            return Found(value, self.used, self.cuts.noted)
        finally:
            self.touched.append(self.used)
            self.used, self.cuts = used, cuts

    def known_of(self, person: Person | None) -> dict[str, Seen]:
        """What was already seen of a person (None: of the family), by key."""
        id = person.id if person else None
        known = self.seen.get(id)
        if known is None:
            known = self.seen[id] = {}
        return known

    def look(self, kind: FactKind, person: Person | None) -> Seen:
        """A fact as rules see it: the value, None for absent, Unknown for not known; seen once for all measures."""
        ref = FactRef(kind.key, person.id if person else None)
        held = (person.facts if person else self.family.facts).get(kind.key)
        if held is None:
            seen: Seen = self.not_known(kind, ref), ref, None
        else:
            seen = self.as_ruled(kind, ref, held), ref, Estimate(ref) if held.about else None
        self.known_of(person)[kind.key] = seen
        return seen

    def not_known(self, kind: FactKind, ref: FactRef) -> Unknown:
        """An Unknown never changes, so every family shares one."""
        unknowns = self.book.unknowns
        found = unknowns.get(ref)
        if found is None:
            if len(unknowns) > REMEMBERED:
                unknowns.clear()
            found = unknowns[ref] = unknown(kind, ref)
        return found

    def as_ruled(self, kind: FactKind, ref: FactRef, held: FactValue) -> Any:
        """A value that is held, in the words of the rules."""
        if held.value is None:
            return None
        if kind.file.type == "choice":
            return kind.by_value.get(held.value, held.value)
        if held.about and isinstance(held.value, Decimal):
            return incomes.roughly(held.value, ref)
        return held.value

    def bare(self, ref: FactRef, *, options: frozenset[Any] | None = BOOLEANS) -> Found:
        """A fact outside the catalogue: `attested:`, `received:`, `document:`."""
        used: dict[Use, None] = {ref: None}
        if ref in self.assumed:
            return Found(self.assumed[ref], used, None)
        held = self.family.known(ref)
        if held is None and ref.person is not None:
            held = self.family.known(FactRef(ref.key))
        if held is None:
            return Found(Unknown(frozenset((ref,)), options=options), used, None)
        if held.about:
            used[Estimate(ref)] = None
        return Found(held.value, used, None)

    def members(self) -> Any:
        """Everyone known, as rules see them; open when there may be more."""
        self.used[PERSONS] = None
        return self.family.persons

    def parameter(self, id: str, on: date, keys: Keys) -> Decimal:
        """The value of a parameter, remembered as used. A value given with the facts wins and is marked. Raises
        ParameterMissing.
        """
        parameter = self.book.parameters[id]
        use = self.overridden(parameter, keys) or parameter.at(on, self.family.region, keys)
        self.used[use] = None
        return use.value

    def overridden(self, parameter: Parameter, keys: Keys) -> ParameterUse | None:
        if not self.family.parameters:
            return None
        given = self.family.parameters.get(parameter.name, self.family.parameters.get(parameter.id))
        if isinstance(given, Mapping):
            given = given.get("/".join(value for _, value in keys))
        if given is None:
            return None
        return ParameterUse(parameter.id, parameter.name, keys, Decimal(given), "act", None, overridden=True)


class Supposition(Ground):
    """The same family, were some facts so and so: the ground on which cells are tried.

    One for a whole search. What reads none of the facts in question is taken from the ground below; what reads some of
    them is worked out once for each combination of the values that it read.
    """

    def __init__(self, base: Ground, facts: Iterable[FactRef]) -> None:
        super().__init__(base.book, base.family, base.on)
        self.base = base
        self.facts = frozenset(facts)
        self.within = True
        self.touched = base.touched
        self.unsure: Unknown | None = None  # the reference date, where it is not known under the assumption either
        self.tried: dict[Key, list[tuple[tuple[tuple[FactRef, Any], ...], Found]]] = {}
        self.seen = {owner: dict(base.seen.get(owner, NOTHING)) for owner in {ref.person for ref in self.facts}}

    def known_of(self, person: Person | None) -> dict[str, Seen]:
        """As below, but for those whose facts are supposed."""
        known = self.seen.get(person.id if person else None)
        return self.base.known_of(person) if known is None else known

    def suppose(self, assumed: Mapping[Any, Any], cuts: Cuts) -> None:
        """From now on these facts have these values."""
        self.assumed, self.cuts, self.used, self.unsure = assumed, cuts, {}, None
        self.touched.append(self.used)
        for ref, value in assumed.items():
            self.seen[ref.person][ref.key] = (value, ref, None)

    def known(self, key: Key) -> Found | None:
        """What holds under the assumption, too: it read none of these facts, or read them with these values."""
        found = self.base.cache.get(key)
        if found is not None and self.facts.isdisjoint(found.used):
            return found
        assumed = self.assumed
        for read, found in self.tried.get((self.unsure, key), ()):
            for ref, value in read:
                now = assumed[ref]
                if now is not value and now != value:
                    break
            else:
                return found
        return None

    def keep(self, key: Key, found: Found) -> None:
        read = tuple([(ref, self.assumed[ref]) for ref in self.facts if ref in found.used])
        self.tried.setdefault((self.unsure, key), []).append((read, found))


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


def _per_head(frame: Frame) -> Any:
    return frame.ground.remembered(
        ("per head", frame.scope, frame.day),
        lambda: evaluate(PER_HEAD, frame),
    )


def _received(frame: Frame) -> Any:
    found = frame.ground.bare(FactRef(f"received:{frame.measure}", frame.owner))
    frame.ground.note(found)
    return found.value


ENGINE: dict[str, Callable[[Frame], Any]] = {
    "дата": lambda frame: frame.date if frame.unsure is None else frame.unsure,
    "дата заявления": lambda frame: frame.ground.application_date,
    "заявитель": _applicant,
    "члены семьи": _all_members,
    "состав": _composition,
    "человек в составе": lambda frame: frame.ground.remembered(
        ("size", frame.scope, frame.day), lambda: evaluate(SIZE, frame)
    ),
    "доход состава": lambda frame: incomes.of_composition(frame),
    "месяцев в окне": lambda frame: Decimal(incomes.months_in_window(frame)),
    "среднедушевой доход": _per_head,
    "доход человека": lambda frame: (
        incomes.of_person(frame, frame.subject) if frame.subject else Unknown(facts=frozenset({PERSONS}))
    ),
    "уже получено": _received,
}


# -- what each name reads, resolved once for a book ------------------------------------------------------------------


def readers_of(book: Rulebook) -> tuple[Mapping[str, Any], Mapping[str, Any], bool]:
    """How each name of the book is read: in the frame of a measure, and inside a list by one of its members."""
    if not book.readers:
        in_frame: dict[str, Any] = {}
        in_member: dict[str, Any] = {}
        for name, known in book.names.items():
            in_frame[name] = _in_frame(book, name, known)
            in_frame[name + DATED] = partial(_table, known.id)  # `МРОТ(дата: ...)`: a plain parameter on another date
            if (own := _in_member(book, name, known)) is not None:
                in_member[name] = own
        book.readers.extend((in_frame, in_member, _says_received(book)))
    return book.readers[0], book.readers[1], book.readers[2]


def _says_received(book: Rulebook) -> bool:
    """Whether any rule asks if its own measure was received: then no two measures share what depends on them."""
    versions = [v for measure in book.measures.values() for v in measure.versions]
    rules = [r for v in versions for c in v.criteria for p in (c, *c.group) for r in (p.rule, p.not_yet_when)]
    rules += [r for v in versions for r in (v.amount, v.reference)]
    rules += [v.rule for definition in book.definitions.values() for v in definition.versions]
    return any("уже получено" in rule.names for rule in rules if rule is not None)


def _table(id: str, frame: Frame) -> "Table":
    return Table(frame, id)


def _in_frame(book: Rulebook, name: str, known: Name) -> Callable[[Frame], Any]:
    id, kind = known.id, known.kind
    if kind == "person fact":
        return _subjects_own(book.facts[id])
    if kind == "fact":
        return _familys_own(book.facts[id])
    if kind == "definition":
        shared = book.definitions[name]
        return lambda frame: frame.definition(shared, None)
    if kind == "person definition":
        personal = book.definitions[name]
        return lambda frame: frame.definition(personal, frame.subject)
    if kind == "parameter":
        return lambda frame: frame.plain(id)
    if kind == "table":
        return partial(_table, id)
    if kind == "set":
        return lambda frame: list(book.sets[id])
    return ENGINE[name]


def _in_member(book: Rulebook, name: str, known: Name) -> Callable[[Member], Any] | None:
    if known.kind == "person fact":
        return _members_own(book.facts[known.id])
    if known.kind == "person definition":
        definition = book.definitions[name]
        return lambda member: member.frame.definition(definition, member.person)
    return (lambda member: incomes.of_person(member.frame, member.person)) if known.kind == "person engine" else None


def _read(ground: Ground, seen: Seen) -> Any:
    """A fact that was seen, noted as read."""
    value, ref, estimate = seen
    ground.used[ref] = None
    if estimate is not None:
        ground.used[estimate] = None
    return value


def _subjects_own(kind: FactKind) -> Callable[[Frame], Any]:
    key = kind.key

    def read(frame: Frame) -> Any:
        if frame.subject is None:
            return frame.nobody(key)
        return _read(frame.ground, frame.known.get(key) or frame.ground.look(kind, frame.subject))

    return read


def _members_own(kind: FactKind) -> Callable[[Member], Any]:
    key = kind.key

    def read(member: Member) -> Any:
        ground = member.frame.ground
        return _read(ground, member.known.get(key) or ground.look(kind, member.person))

    return read


def _familys_own(kind: FactKind) -> Callable[[Frame], Any]:
    key = kind.key

    def read(frame: Frame) -> Any:
        ground = frame.ground
        return _read(ground, ground.known_of(None).get(key) or ground.look(kind, None))

    return read
