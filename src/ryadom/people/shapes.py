"""The frozen values that cross this room's door."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from ryadom.kit import identifiers, names
from ryadom.kit.identifiers import format_phone, format_snils
from ryadom.kit.periods import age_on
from ryadom.people.values import Value

Id = UUID | str
Of = Literal["person", "family", "dwelling"]
LEVELS = ("anonymous", "contact", "identified")


@dataclass(frozen=True)
class Actor:
    """Who acts, in one region: staff with roles, a resident known at a level, or the system with its reason."""

    region: str
    account_id: int | None = None
    name: str = ""
    roles: frozenset[str] = frozenset()
    person_id: UUID | None = None
    level: str = "anonymous"
    system: str = ""

    @property
    def is_staff(self) -> bool:
        return bool(self.roles)

    @property
    def account(self) -> int:
        """The account, where an action is only for those who have one. Raises AssertionError for the system."""
        assert self.account_id is not None, "staff and residents act through an account"
        return self.account_id

    def at_least(self, level: str) -> bool:
        """Whether the one behind the account is known at this level or better."""
        return LEVELS.index(self.level) >= LEVELS.index(level)


@dataclass(frozen=True)
class Person:
    """A person as one region knows them. The id is a random token and may stand in an address."""

    id: UUID
    region: str
    surname: str
    name: str
    patronymic: str = ""
    birth_date: date | None = None
    sex: str = ""
    snils: str | None = None
    snils_said: str = ""
    phone: str = ""
    address: str = ""
    died_on: date | None = None
    passport_seen_at: datetime | None = None
    merged_into: UUID | None = None

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.surname, self.name, self.patronymic) if part)

    @property
    def polite_name(self) -> str:
        """«Галина Петровна»: how people are spoken to."""
        return " ".join(part for part in (self.name, self.patronymic) if part)

    @property
    def short_name(self) -> str:
        return names.initials(self.surname, self.name, self.patronymic)

    @property
    def snils_text(self) -> str:
        return format_snils(self.snils) if self.snils else ""

    @property
    def snils_said_text(self) -> str:
        """The number that a relative told; nobody has seen a paper."""
        return format_snils(self.snils_said) if self.snils_said else ""

    @property
    def snils_doubtful(self) -> bool:
        """Whether an import brought a СНИЛС whose check digits fail: a warning, not an error."""
        return bool(self.snils) and not identifiers.snils(self.snils or "").ok

    @property
    def phone_text(self) -> str:
        return format_phone(self.phone)

    def age(self, on: date) -> int | None:
        """Full years on a date; None when the birth date is not known or later."""
        return age_on(self.birth_date, on) if self.birth_date and self.birth_date <= on else None


@dataclass(frozen=True)
class Member:
    """A person in a family. `role` is towards the head; `relation` towards the one asked about, who is `applicant`.

    `source`: who knows that they belong here; `said` until a paper confirms.
    """

    person: Person
    role: str
    relation: str
    starts: date
    ends: date | None = None
    contract_date: date | None = None
    source: str = "staff"

    @property
    def said(self) -> bool:
        """Whether only the family's own words say so."""
        return self.source == "said"


@dataclass(frozen=True)
class Relative:
    """Someone whom a resident tells of, as in the papers. `role` is towards the teller; СНИЛС in digits or empty.

    `same_as`: «это он», a member of the teller's own family; `another`: «нет, другой человек».
    """

    role: str
    surname: str
    name: str
    patronymic: str = ""
    birth_date: date | None = None
    snils: str = ""
    same_as: UUID | None = None
    another: bool = False


@dataclass(frozen=True)
class Introduced:
    """The person behind a told relative. `new`: entered now; `doubtful`: staff must see whether they are known already.

    That is for staff only: to a resident it would tell that somebody stands in the register.
    """

    person_id: UUID
    new: bool = False
    doubtful: bool = False


@dataclass(frozen=True)
class Dwelling:
    id: UUID
    address: str = ""
    oktmo: str = ""


@dataclass(frozen=True)
class Family:
    """A family on one date. `members` holds everybody, the one asked about first."""

    id: UUID
    region: str
    members: tuple[Member, ...]
    dwelling: Dwelling | None = None
    note: str = ""

    def member(self, person_id: Id) -> Member | None:
        return next((member for member in self.members if str(member.person.id) == str(person_id)), None)

    def related(self, *relations: str) -> tuple[Member, ...]:
        """The members who are in one of these relations to the one asked about."""
        return tuple(member for member in self.members if member.relation in relations)

    def is_word_alone(self, member: Member) -> bool:
        """Whether who the member is to the one asked about stands on the family's words: of either of the two."""
        asked = self.members[0]
        return member is not asked and (member.said or asked.said)


@dataclass(frozen=True)
class Whose:
    """The subject of facts: a person, a family or a dwelling."""

    of: Of
    id: UUID


@dataclass(frozen=True)
class Contradiction:
    """What was said and differs from what is proved: to be asked about, never to be used."""

    value: Value
    source: str
    recorded_at: datetime
    recorded_by: str = ""


@dataclass(frozen=True)
class KnownFact:
    """The value of a fact on a date. `value` None is "known to be absent". `stale`: older than the fact holds."""

    key: str
    type: str
    value: Value
    source: str
    about: bool = False
    as_of: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""
    recorded_at: datetime | None = None
    recorded_by: str = ""
    stale: bool = False
    contradiction: Contradiction | None = None

    @property
    def proved(self) -> bool:
        """Whether a grant may stand on it."""
        return self.source != "said"


@dataclass(frozen=True)
class NewFact:
    """A value to record: raw, as a form, a file or a register gave it. `value` None is "known to be absent"."""

    whose: Whose
    key: str
    value: object
    source: str = "said"
    about: bool = False
    as_of: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Recorded:
    """What recording did: how many values were written, which took whose place, which contradict a proof."""

    written: int
    superseded: tuple[KnownFact, ...] = ()
    contradictions: tuple[KnownFact, ...] = ()


@dataclass(frozen=True)
class Income:
    """What a person received in one month, of one kind; exact roubles. `said_instead`: a said sum that differs."""

    person_id: UUID
    month: date
    kind: str
    amount: Decimal
    source: str
    about: bool = False
    recorded_by: str = ""
    said_instead: Decimal | None = None


@dataclass(frozen=True)
class WindowTotal:
    """One total for a window of months; `kind` "" is all income together."""

    person_id: UUID
    first_month: date
    last_month: date
    amount: Decimal
    source: str
    kind: str = ""
    about: bool = False
    recorded_by: str = ""
    said_instead: Decimal | None = None


@dataclass(frozen=True)
class Represented:
    """`representative` (None: staff `account_id`) acts for `person`, on a ground, for purposes, until a day."""

    id: UUID
    person: Person
    representative: Person | None
    account_id: int | None
    ground: str
    purposes: tuple[str, ...]
    starts: date
    ends: date | None
    evidence: str = ""

    def covers(self, purpose: str) -> bool:
        return "all" in self.purposes or purpose in self.purposes


@dataclass(frozen=True)
class StaffMember:
    """One of the staff of a region, with all their roles there."""

    account_id: int
    region: str
    name: str
    roles: frozenset[str]
    position: str = ""
    phone: str = ""
    organisation_id: UUID | None = None


@dataclass(frozen=True)
class Identity:
    """Which person uses an account in a region, and how surely we know it."""

    account_id: int
    region: str
    person_id: UUID
    level: str
    how: str
    confirmed_at: datetime
    login: str = ""


@dataclass(frozen=True)
class Consent:
    purpose: str
    text_version: str
    how: str
    given_at: datetime
    withdrawn_at: datetime | None = None


@dataclass(frozen=True)
class Organisation:
    id: UUID
    region: str
    title: str
    short_title: str = ""
    kind: str = ""
    inn: str | None = None
    phone: str = ""
    address: str = ""
    hours: str = ""


@dataclass(frozen=True)
class Reading:
    """Somebody of staff read the file: the person sees who, when, why and what."""

    at: datetime
    reader: str
    roles: tuple[str, ...]
    purpose: str
    what: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One field of a person was written anew: surname, name, patronymic, snils, phone or address."""

    at: datetime
    field: str
    before: str
    after: str
    by: str = ""


@dataclass(frozen=True)
class Pair:
    """«Возможно, один человек»: two records, how alike the names are (0 to 100), why, and what staff said.

    `why`: snils, snils_said, born, name, other_born, other_name, other_sex. `verdict`: waiting, later, one, different.
    """

    id: UUID
    region: str
    first: Person
    second: Person
    score: int
    why: tuple[str, ...]
    asked_at: datetime
    verdict: str
    who: str = ""
    reason: str = ""
    settled_at: datetime | None = None


@dataclass(frozen=True)
class Joining:
    """Two records that became one, who said so and why; `moved`: how many rows of each column moved."""

    id: UUID
    survivor_id: UUID
    merged: Person
    at: datetime
    who: str
    reason: str
    moved: Mapping[str, int]
    parted_at: datetime | None = None
    parted_who: str = ""
    parted_why: str = ""


@dataclass(frozen=True)
class Batch:
    """A file that waits to be confirmed or was loaded: who, when, its hash, counts, what to ask about."""

    id: UUID
    region: str
    title: str
    sha256: str
    state: str
    counts: Mapping[str, int]
    asks: tuple[Mapping[str, object], ...]
    at: datetime
    who: str


@dataclass(frozen=True)
class IssuedCode:
    """A one-time code, shown once and kept nowhere. Read it to the person as it is written."""

    code: str
    expires_at: datetime


@dataclass(frozen=True)
class Hits:
    """Found persons in order of their names; `total` may be greater than what is shown."""

    persons: tuple[Person, ...]
    total: int
    kind: str


@dataclass(frozen=True)
class File:
    """A person's file as staff read it; reading it left a line."""

    person: Person
    family: Family | None
    facts: Mapping[Whose, Mapping[str, KnownFact]] = field(default_factory=dict)
    incomes: tuple[Income, ...] = ()
    totals: tuple[WindowTotal, ...] = ()
    represented_by: tuple[Represented, ...] = ()
    consents: tuple[Consent, ...] = ()
