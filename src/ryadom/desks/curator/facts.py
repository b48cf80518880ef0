"""Facts of a file as a table: what is known, from where, since when, who saw it; and the form to enter many at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from ryadom.desks.curator import told
from ryadom.people import api as people
from ryadom.people.api import Catalogue, FactKind, File, KnownFact, NewFact, Whose
from ryadom.rules.api import FactRef

ABSENT = "-none-"
# Who somebody is in the family is told by the family itself.
HIDDEN = frozenset({"family-role"})
SOURCES = ("document", "staff", "register", "said")


@dataclass(frozen=True)
class Line:
    """One fact of one subject. `typed` and `error` after a form that must be put right."""

    kind: FactKind
    title: str
    value: str
    source: str
    known: KnownFact | None
    other: str = ""
    wanted: bool = False
    typed: str = ""
    confirmed: bool = False
    error: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        return self.kind.key

    @property
    def contradicts(self) -> bool:
        return bool(self.other)


@dataclass(frozen=True)
class Subject:
    """Somebody or something that facts are about: a member, the family, the dwelling."""

    whose: Whose
    title: str
    role: str
    lines: tuple[Line, ...] = ()

    @property
    def slug(self) -> str:
        return str(self.whose.id) if self.whose.of == "person" else self.whose.of

    @property
    def contradictions(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.contradicts)

    @property
    def known(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.known)


@dataclass
class Typed:
    """What came with the form: values to record, or the errors beside their fields."""

    facts: list[NewFact] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)


def whose_file(of: str, person: UUID | None, home: people.Family | None) -> Whose | None:
    """In whose file a fact of this kind stands; None for what belongs to a request alone, or to nobody known."""
    if of == "person":
        return Whose("person", person) if person else None
    if of == "family" and home:
        return Whose("family", home.id)
    return Whose("dwelling", home.dwelling.id) if of == "dwelling" and home and home.dwelling else None


def subjects(file: File, catalogue: Catalogue, language: str, wanted: Collection[FactRef] = ()) -> list[Subject]:
    """Everybody of the file with what is known of them, the one asked about first."""
    return [_with_lines(one, file, catalogue, language, wanted) for one in _bare(file)]


def _bare(file: File) -> Iterable[Subject]:
    if file.family is None:
        yield Subject(Whose("person", file.person.id), file.person.full_name, "")
        return
    for member in file.family.members:
        yield Subject(Whose("person", member.person.id), member.person.full_name, relation(member.relation))
    yield Subject(Whose("family", file.family.id), _("Семья"), "")
    if file.family.dwelling:
        yield Subject(Whose("dwelling", file.family.dwelling.id), _("Жильё"), file.family.dwelling.address)


def _with_lines(one: Subject, file: File, catalogue: Catalogue, language: str, wanted: Collection[FactRef]) -> Subject:
    known = file.facts.get(one.whose, {})
    person = str(one.whose.id) if one.whose.of == "person" else None
    lines = (
        line(kind, known.get(kind.key), language, FactRef(kind.key, person) in wanted)
        for kind in catalogue.belonging_to(one.whose.of)
        if kind.key not in HIDDEN
    )
    ordered = sorted(lines, key=lambda row: (not row.wanted, row.known is None, row.title.casefold()))
    return Subject(one.whose, one.title, one.role, tuple(ordered))


def line(kind: FactKind, known: KnownFact | None, language: str, wanted: bool = False) -> Line:
    """One fact with what stands in the file."""
    value = people.show(kind, known.value, language) if known else ""
    other = known.contradiction if known else None
    return Line(
        kind, kind.titled(language), value, told.source(known.source) if known else "", known,
        other=people.show(kind, other.value, language) if other else "", wanted=wanted,
        choices=_choices(kind, language),
    )  # fmt: skip


def _choices(kind: FactKind, language: str) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    if kind.type == "boolean":
        found = [("да", _("да")), ("нет", _("нет"))]
    elif kind.type == "choice":
        found = [(one.value, one.title.said(language)) for one in kind.choices]
    if found and kind.may_be_absent:
        found.append((ABSENT, _("нет такого")))
    return tuple(found)


def typed(post: QueryDict, subject: Subject, on: date, language: str) -> Typed:
    """Read the whole table: what was written, and what was ticked as confirmed. Each mistake stands by its field."""
    found = Typed()
    source, note = post.get("source", ""), post.get("note", "")[:500]
    for row in subject.lines:
        try:
            raw = _raw(post, row)
            if raw is not _NOTHING:
                people.parse_value(row.kind, raw, on=on)
                found.facts.append(NewFact(subject.whose, row.key, raw, source, as_of=on, note=note))
        except people.BadValue as bad:
            found.errors[row.key] = bad.said(language)
    if found.facts and source not in SOURCES:
        found.errors["source"] = _("Выберите, чем это подтверждено.")
    if found.facts and source == "document" and not note.strip():
        found.errors["note"] = _("Назовите документ: его увидит тот, кто решает.")
    if not found.facts and not found.errors:
        found.errors["nothing"] = _("Вы ничего не изменили. Впишите значение или отметьте «подтверждаю».")
    return found


_NOTHING = object()


def _raw(post: QueryDict, row: Line) -> Any:
    written = post.get(f"v-{row.key}", "")
    if written == ABSENT or post.get(f"n-{row.key}"):
        return None
    if written.strip():
        return written
    if row.known and post.get(f"c-{row.key}"):
        return row.known.value
    return _NOTHING


def with_typed(subject: Subject, post: QueryDict, errors: Mapping[str, str]) -> Subject:
    """The same table with what was typed and what was wrong: nothing is lost."""
    from dataclasses import replace

    lines = tuple(
        replace(
            row, typed=post.get(f"v-{row.key}", ""), confirmed=bool(post.get(f"c-{row.key}")),
            error=errors.get(row.key, ""),
        )
        for row in subject.lines
    )  # fmt: skip
    return replace(subject, lines=lines)


def source_choices(can_register: bool) -> list[tuple[str, str]]:
    """How a value is confirmed; a register is quoted by specialists only."""
    words = {
        "document": _("Документ (назовите какой)"), "staff": _("Видел сам: осмотр, выход в семью"),
        "register": _("Ответ реестра или ведомства"), "said": _("Со слов, не подтверждено"),
    }  # fmt: skip
    return [(name, words[name]) for name in SOURCES if name != "register" or can_register]


def relation(name: str) -> str:
    """What a member is to the one asked about."""
    words = {
        "applicant": _("о ком дело"), "spouse": _("супруг(а)"), "child": _("ребёнок"), "ward": _("подопечный"),
        "parent": _("родитель"), "other": _("родственник"), "head": _("глава семьи"),
    }  # fmt: skip
    return words.get(name, name)
