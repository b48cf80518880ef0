"""What each name of a rule reads: the engine's own names, and those of a book, resolved once."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from ryadom.feel import MaybeList, Unknown, evaluate, parse
from ryadom.rules import incomes
from ryadom.rules.compiled import DATED, FactKind, Name, Rulebook
from ryadom.rules.facts import FactRef
from ryadom.rules.frame import Frame, Member, Table
from ryadom.rules.ground import PERSONS, Ground, Readers, Seen

PER_HEAD = parse(
    "round half up(доход состава / (месяцев в окне * человек в составе), 2)",
    names=("доход состава", "месяцев в окне", "человек в составе"),
)
SIZE = parse("count(состав)", names=("состав",))


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
        ("per head", frame.day, frame.scope),
        lambda: evaluate(PER_HEAD, frame),
    )


def _unsure_date(frame: Frame, unsure: Unknown) -> Unknown:
    """The reference date where it is not known: whoever reads it has read the fact that would tell it."""
    frame.ground.used.update(dict.fromkeys(fact for fact in unsure.facts if isinstance(fact, FactRef)))
    return unsure


def _received(frame: Frame) -> Any:
    found = frame.ground.bare(FactRef(f"received:{frame.measure}", frame.owner))
    frame.ground.note(found)
    return found.value


ENGINE: dict[str, Callable[[Frame], Any]] = {
    "дата": lambda frame: frame.date if frame.unsure is None else _unsure_date(frame, frame.unsure),
    "дата заявления": lambda frame: frame.ground.application_date,
    "заявитель": _applicant,
    "члены семьи": _all_members,
    "состав": _composition,
    "человек в составе": lambda frame: frame.ground.remembered(
        ("size", frame.day, frame.scope), lambda: evaluate(SIZE, frame)
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


def readers_of(book: Rulebook) -> Readers:
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
    rules = [
        r for v in versions for c in v.criteria for p in (c, *c.group) for r in (p.rule, p.not_yet_when, p.not_yet_from)
    ]
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
