"""Recording facts. A value is added; it takes the place of an older one only where it may."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ryadom.kit.periods import day_after, day_before, overlap
from ryadom.people import may
from ryadom.people.actions.ages import demand_ages_fit
from ryadom.people.actions.lines import line
from ryadom.people.actions.locking import hold_subject
from ryadom.people.catalogue import BadValue, Catalogue, FactKind, Json, decode, encode, parse_value
from ryadom.people.core import COLUMNS, CORE
from ryadom.people.errors import NotAllowed, NotFound, Refused, WrongOrder
from ryadom.people.events import FactRecorded, FactWithdrawn, announce
from ryadom.people.models import Fact, Person, Source
from ryadom.people.queries.facts import known
from ryadom.people.queries.families import acts_for, adult_of
from ryadom.people.shapes import Actor, NewFact, Recorded, Whose
from ryadom.regions.models import RegionModel

_COPIED = (
    "person_id",
    "family_id",
    "dwelling_id",
    "key",
    "type",
    "value",
    "absent",
    "as_of",
    "source",
    "about",
    "note",
)


@dataclass(frozen=True)
class _Entry:
    """A new fact, checked: its kind and its value as kept."""

    new: NewFact
    kind: FactKind
    value: Json


@transaction.atomic
def record_facts(*, by: Actor, facts: Sequence[NewFact], catalogue: Catalogue, on: date, at: datetime) -> Recorded:
    """Record values, all or none. `on` is today (a birth after it is refused), `at` the moment of recording.

    A said value takes the place of a said one only; against a proved value that differs it is kept beside it, as a
    contradiction to ask about. A proved value takes the place of proved ones, and of words that it confirms or that a
    person has checked. Raises BadValue, UnknownFact, NotAllowed, NotFound, WrongOrder.
    """
    entries = [_checked(new, catalogue, on) for new in facts]
    results = [_record(by, entry, subject, on, at) for entry, subject in _with_subjects(by, entries)]
    return Recorded(
        written=sum(result.written for result in results),
        superseded=tuple(fact for result in results for fact in result.superseded),
        contradictions=tuple(fact for result in results for fact in result.contradictions),
    )


@transaction.atomic
def withdraw_fact(*, by: Actor, whose: Whose, key: str, source: str, why: str, at: datetime) -> int:
    """Take back what stands from one source: recorded by mistake, or words that a proof has settled. The rows stay.

    Afterwards the fact is what the other sources say, or unknown. Gives the number of values taken back.
    Raises NotAllowed, NotFound (nothing stands from that source), Refused (no_reason).
    """
    subject = hold_subject(by.region, whose)
    (may.record_register if source == Source.REGISTER else may.record_proved).demand(by, subject)
    why = line(why, 500)
    if not why:
        raise Refused("no_reason", _("Укажите, почему запись отзывается."))
    rows = [row for row in _current(by.region, whose, key) if row.source == source]
    if not rows:
        raise NotFound("fact")
    mine = Fact.objects.in_region(by.region).filter(pk__in=[row.pk for row in rows])
    done = mine.update(superseded_at=at, withdrawn_by=by.account_id, withdrawn_why=why)
    if key in COLUMNS and isinstance(subject, Person):
        _copy_to_person(subject, key)
    announce(
        FactWithdrawn(
            region=by.region, at=at, account_id=by.account_id, of=whose.of, subject_id=whose.id, key=key, source=source
        )
    )
    return done


def _copy_to_person(person: Person, key: str) -> None:
    """The column says what stands: the newest proof, else the newest words, else nothing."""
    rows = _current(person.region, Whose("person", person.id), key)
    best = max(rows, key=lambda row: (row.source != Source.SAID, row.recorded_at, row.pk), default=None)
    value = decode(best.type, best.value) if best else None
    setattr(person, COLUMNS[key], "" if value is None and key == "sex" else value)
    if key != "sex":
        demand_ages_fit(person, person.birth_date)
    person.save(update_fields=[COLUMNS[key]])


def _checked(new: NewFact, catalogue: Catalogue, on: date) -> _Entry:
    kind = CORE[new.key] if new.key in CORE and new.key not in catalogue else catalogue[new.key]
    if kind.of != new.whose.of:
        raise BadValue(
            "subject",
            f"«{kind.titled()}» относится не к тому, о ком записывают.",
            f"{kind.key} belongs to a {kind.of}, not to a {new.whose.of}.",
        )
    if new.source not in Source.values:
        raise BadValue("source", "Неизвестный источник сведений.", f"There is no source {new.source[:20]!r}.")
    if new.valid_from and new.valid_to and new.valid_to < new.valid_from:
        raise WrongOrder("dates", _("Конец периода раньше начала."))
    value = encode(parse_value(kind, new.value, on=on))
    return _Entry(replace(new, as_of=new.as_of or on, note=line(new.note, 500)), kind, value)


def _with_subjects(by: Actor, entries: Iterable[_Entry]) -> list[tuple[_Entry, RegionModel]]:
    """Every subject is locked once, in one order for all writers, so that two of them never wait for each other."""
    entries = list(entries)
    subjects = sorted({entry.new.whose for entry in entries}, key=lambda whose: (whose.of, str(whose.id)))
    held = {whose: hold_subject(by.region, whose) for whose in subjects}
    return [(entry, held[entry.new.whose]) for entry in entries]


def demand_may_record(by: Actor, subject: RegionModel, whose: Whose, source: str, on: date) -> None:
    if source == Source.REGISTER:
        may.record_register.demand(by, subject)
    elif source != Source.SAID:
        may.record_proved.demand(by, subject)
    elif not may.record_proved(by, subject) and not _speaks_for(by, whose, on):
        raise NotAllowed("record what was said")


def _speaks_for(by: Actor, whose: Whose, on: date) -> bool:
    """A resident speaks of themselves, of those they represent, and of the family in which they are an adult."""
    if whose.of != "person":
        return adult_of(by, whose, on)
    own = whose.id == by.person_id or _entered_by(by, whose)
    return own or acts_for(by, whose.id, "facts", on) is not None


def _entered_by(by: Actor, whose: Whose) -> bool:
    rows = Person.objects.in_region(by.region).filter(pk=whose.id, registered_by=by.account_id)
    return by.account_id is not None and rows.exists()


def _record(by: Actor, entry: _Entry, subject: RegionModel, on: date, at: datetime) -> Recorded:
    new = entry.new
    demand_may_record(by, subject, new.whose, new.source, on)
    current = _current(by.region, new.whose, new.key)
    if any(_is_same(row, entry) for row in current):
        return Recorded(written=0)
    replaced, beside = _split(current, entry)
    row = _write(by, entry, at)
    _supersede(by, replaced, row, at)
    if new.key in COLUMNS and isinstance(subject, Person):
        _copy_to_person(subject, new.key)
    contradicts = new.source == Source.SAID and any(old.value != entry.value for old in beside)
    _tell(by, new, at, contradicts)
    superseded = tuple(known(old) for old in replaced)
    return Recorded(1, superseded, (known(row),) if contradicts else ())


def _tell(by: Actor, new: NewFact, at: datetime, contradicts: bool) -> None:
    announce(
        FactRecorded(
            region=by.region,
            at=at,
            account_id=by.account_id,
            of=new.whose.of,
            subject_id=new.whose.id,
            key=new.key,
            source=new.source,
            contradicts=contradicts,
        )
    )


def _current(region: str, whose: Whose, key: str) -> list[Fact]:
    rows = Fact.objects.in_region(region).filter(**{whose.of: whose.id}, key=key, superseded_at=None)
    return list(rows.order_by("recorded_at", "pk"))


def _period(fact: Fact | NewFact) -> tuple[date | None, date | None]:
    return fact.valid_from, fact.valid_to


def _is_same(row: Fact, entry: _Entry) -> bool:
    """A form sent twice writes nothing the second time."""
    new = entry.new
    kept = (row.value, row.source, row.about, row.as_of, row.note, *_period(row))
    return kept == (entry.value, new.source, new.about, new.as_of, new.note, *_period(new))


def _split(current: list[Fact], entry: _Entry) -> tuple[list[Fact], list[Fact]]:
    """Which rows the new value replaces, and which stay beside it."""
    touched = [row for row in current if overlap(_period(row), _period(entry.new))]
    replaced = [row for row in touched if _replaces(entry, row)]
    return replaced, [row for row in touched if row not in replaced]


def _replaces(entry: _Entry, row: Fact) -> bool:
    said_before, said_now = row.source == Source.SAID, entry.new.source == Source.SAID
    if said_now:
        return said_before
    # A register answers nobody's words: what differs stays to be asked about. A person with a paper has asked.
    return not said_before or row.value == entry.value or entry.new.source != Source.REGISTER


def _write(by: Actor, entry: _Entry, at: datetime) -> Fact:
    new = entry.new
    return Fact.objects.in_region(by.region).create(
        **_subject(new.whose),  # type: ignore[misc]
        key=new.key,
        type=entry.kind.type,
        value=entry.value,
        absent=entry.value is None,
        source=new.source,
        about=new.about,
        as_of=new.as_of,
        valid_from=new.valid_from,
        valid_to=new.valid_to,
        note=new.note,
        recorded_at=at,
        recorded_by_id=by.account_id,
    )


def _subject(whose: Whose) -> dict[str, Any]:
    return {f"{whose.of}_id": whose.id}


def _supersede(by: Actor, replaced: list[Fact], row: Fact, at: datetime) -> None:
    """Close the old rows; what they said of days outside the new period is written again for those days."""
    ids = [old.pk for old in replaced]
    Fact.objects.in_region(by.region).filter(pk__in=ids).update(superseded_at=at, superseded_by=row)
    Fact.objects.in_region(by.region).bulk_create(rest for old in replaced for rest in remnants(old, row, at))


def remnants(old: Fact, new: Fact, at: datetime) -> Iterable[Fact]:
    """What a replaced row said of days outside the new period."""
    same = {name: getattr(old, name) for name in (*_COPIED, "region", "recorded_by_id")}
    if new.valid_from and (old.valid_from is None or old.valid_from < new.valid_from):
        yield Fact(**same, recorded_at=at, valid_from=old.valid_from, valid_to=day_before(new.valid_from))
    if new.valid_to and (old.valid_to is None or new.valid_to < old.valid_to):
        yield Fact(**same, recorded_at=at, valid_from=day_after(new.valid_to), valid_to=old.valid_to)
