"""The ground a rule stands on: one family, one rulebook, one day. Every look at a fact is remembered.

Facts that are not known come out as `Unknown` with the bounds of the catalogue. A `Supposition` is the same ground,
were some of them so and so.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ryadom.feel import Compared, Cuts, Expression, MaybeList, Trace, Unknown, evaluate
from ryadom.rules import incomes
from ryadom.rules.compiled import FactKind, Reach, Rulebook
from ryadom.rules.facts import NOTHING, FactRef, FactValue, Family, Person
from ryadom.rules.outcomes import Outcome
from ryadom.rules.parameters import Keys, Parameter, ParameterMissing, ParameterUse

if TYPE_CHECKING:
    from ryadom.rules.frame import Frame

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
# How each name is read in a frame, how a member of a list reads it, and whether no two measures may share a value.
Readers = tuple[Mapping[str, Any], Mapping[str, Any], bool]


class Ground:
    """What all measures share for one family on one day."""

    def __init__(self, book: Rulebook, family: Family, on: date, readers: Readers) -> None:
        self.book, self.family, self.on = book, family, on
        self.assumed: Mapping[Any, Any] = NOTHING
        self.readers, self.own_readers, self.by_measure = readers
        self.used: dict[Use, None] = {}
        self.cuts = Cuts()
        self.within = False  # somebody above collects what its parts read
        self.touched: list[Mapping[Use, None]] = []  # everything that was read since somebody began to count
        self.cache: dict[Key, Found] = {}
        self.twins: dict[Key, tuple[Outcome, str, list[Mapping[Use, None]]]] = {}
        self.seen: dict[str | None, dict[str, Seen]] = {}
        self.applicant = next(
            (p for p in family.persons if role_of(p) == "applicant"), family.persons[0] if family.persons else None
        )
        asked = family.facts.get("application-date")
        self.application_date: date = asked.value if asked and asked.value is not None else on
        self.lived: date | None = None  # where days ahead are tried: the first month of which nothing is known

    def remembered(self, key: Key, compute: Callable[[], Any]) -> Any:
        """The value behind `key`, computed once; what it used is used again by whoever asks."""
        return self.found(key, compute).value

    def found(self, key: Key, compute: Callable[[], Any]) -> Found:
        found = self.known(key)
        if found is None:
            found = self.worked_out(compute)
            self.keep(key, found)
        self.note(found)
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

    def hidden(self, parameter: Parameter, on: Any, named: Mapping[str, Any], facts: frozenset[Any]) -> Any:
        """The value where its date or a key is not known: anything between the bounds of all that were ever known."""
        low, high = parameter.range(self.family.region)
        return low if low == high else Unknown(facts=facts, low=low, high=high)

    def hidden_income(self, frame: "Frame") -> Unknown:
        """The income where it is not known which months count."""
        assert frame.unsure is not None
        return Unknown(facts=frame.unsure.facts, low=Decimal(0))

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
        super().__init__(base.book, base.family, base.on, (base.readers, base.own_readers, base.by_measure))
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
        if found is not None and self.facts.isdisjoint(found.used) and not _holds_people(found.value):
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


def _holds_people(value: Any) -> bool:
    """Whether a value holds members: they look their facts up on the ground on which they were listed."""
    return type(value) in (list, MaybeList) or hasattr(value, "person")


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


def role_of(person: Person) -> Any:
    held = person.facts.get("family-role")
    return held.value if held else None
