"""The door of people: frozen values out, keyword-only functions in. Actions take `by` (who acts), `on` and `at`.

Everything is asked and done in one region; a row of another region is not found. Reading here checks no permission,
since a page and a rule read differently: staff pages read through `read_file`, which leaves a line, others ask
`may_see` first.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from uuid import UUID

from ryadom.people.actions.consents import give_consent, withdraw_consent
from ryadom.people.actions.entry import issue_login_code, use_login_code
from ryadom.people.actions.facts import record_facts, withdraw_fact
from ryadom.people.actions.families import add_member, change_dwelling, change_role, end_member, found_family
from ryadom.people.actions.incomes import record_income, record_income_total
from ryadom.people.actions.joining import join as join_records
from ryadom.people.actions.joining import part as part_records
from ryadom.people.actions.pairs import declare_different, put_off
from ryadom.people.actions.persons import (
    change_person,
    identify_account,
    introduce_oneself,
    log_contact,
    mark_passport_seen,
    register_person,
)
from ryadom.people.actions.reading import (
    log_reading,
    log_serving,
    read_file,
    register_number_finder,
    search,
    subjects_of,
)
from ryadom.people.actions.relatives import confirm_member, tell_relatives
from ryadom.people.actions.representation import assist, end_representation, represent
from ryadom.people.actions.staff import appoint, dismiss, open_account, register_organisation, unlink_account
from ryadom.people.catalogue import BadValue, Catalogue, Choice, FactKind, UnknownFact, parse_value, show, show_date
from ryadom.people.errors import CodeRefused, NotAllowed, NotFound, Refused, WrongOrder
from ryadom.people.imports.batches import confirm_batch, forget_batch, keep_batch, preview_batch
from ryadom.people.imports.columns import OWN_SHEETS, Column, Sheet
from ryadom.people.imports.faults import FileFaults, RowFault
from ryadom.people.imports.files import Line
from ryadom.people.imports.loading import Loaded
from ryadom.people.imports.loading import load as load_files
from ryadom.people.imports.parsing import Ground, Wrong, date_of, money_of, source_of, text_of
from ryadom.people.imports.sheets import Brought, Writing, brought_sheets, register_sheet
from ryadom.people.may import May, level, oneself, role, same_region, system
from ryadom.people.queries import everyone as _everyone
from ryadom.people.queries import facts as _facts
from ryadom.people.queries import families as _families
from ryadom.people.queries import pairs as _pairs
from ryadom.people.queries import persons as _persons
from ryadom.people.queries import relatives as _relatives
from ryadom.people.queries import staff as _staff
from ryadom.people.references import register_references
from ryadom.people.shapes import (
    LEVELS,
    Actor,
    Batch,
    Change,
    Consent,
    Contradiction,
    Dwelling,
    Family,
    File,
    Hits,
    Id,
    Identity,
    Income,
    Introduced,
    IssuedCode,
    Joining,
    KnownFact,
    Member,
    NewFact,
    Organisation,
    Pair,
    Person,
    Reading,
    Recorded,
    Relative,
    Represented,
    StaffMember,
    Whose,
    WindowTotal,
)

__all__ = [
    "LEVELS",
    "Actor",
    "BadValue",
    "Batch",
    "Brought",
    "Catalogue",
    "Change",
    "Choice",
    "CodeRefused",
    "Column",
    "Consent",
    "Contradiction",
    "Dwelling",
    "FactKind",
    "Family",
    "File",
    "FileFaults",
    "Ground",
    "Hits",
    "Id",
    "Identity",
    "Income",
    "Introduced",
    "IssuedCode",
    "Joining",
    "KnownFact",
    "Line",
    "Loaded",
    "May",
    "Member",
    "NewFact",
    "NotAllowed",
    "NotFound",
    "Organisation",
    "Pair",
    "Person",
    "Reading",
    "Recorded",
    "Refused",
    "Relative",
    "Represented",
    "RowFault",
    "Sheet",
    "StaffMember",
    "UnknownFact",
    "Whose",
    "WindowTotal",
    "Writing",
    "Wrong",
    "WrongOrder",
    "actor",
    "acts_for",
    "add_member",
    "alike",
    "appoint",
    "assist",
    "assisted_by",
    "batch",
    "batches",
    "change_dwelling",
    "change_person",
    "change_role",
    "changes_of",
    "confirm_batch",
    "confirm_member",
    "consents_of",
    "date_of",
    "declare_different",
    "dismiss",
    "end_member",
    "end_representation",
    "everyone",
    "facts_of",
    "families_of",
    "family",
    "family_of",
    "forget_batch",
    "found_family",
    "give_consent",
    "grounds",
    "history_of",
    "identify_account",
    "identities_of",
    "identity",
    "income_totals",
    "incomes",
    "introduce_oneself",
    "issue_login_code",
    "join_records",
    "joinings_of",
    "keep_batch",
    "left_behind",
    "level",
    "load_files",
    "log_contact",
    "log_reading",
    "log_serving",
    "mark_passport_seen",
    "may_see",
    "money_of",
    "oneself",
    "open_account",
    "open_pairs_of",
    "organisation",
    "organisations",
    "pair",
    "pairs",
    "parse_value",
    "part_records",
    "person",
    "persons",
    "preview_batch",
    "put_off",
    "read_file",
    "readings_of",
    "record_facts",
    "record_income",
    "record_income_total",
    "regions_served",
    "register_number_finder",
    "register_organisation",
    "register_person",
    "register_references",
    "register_sheet",
    "represent",
    "representatives_of",
    "represents",
    "role",
    "same_region",
    "search",
    "sheets",
    "show",
    "show_date",
    "source_of",
    "staff_member",
    "staff_members",
    "staff_with_role",
    "subjects_of",
    "system",
    "system_actor",
    "tell_relatives",
    "text_of",
    "unlink_account",
    "use_login_code",
    "what_moves",
    "who_it_may_be",
    "withdraw_consent",
    "withdraw_fact",
]


def actor(*, account_id: int | None, region: str, on: date) -> Actor:
    """Who acts in this region on a date: roles and person of the account; an anonymous visitor for None. 1 query."""
    return _staff.actor(account_id, region, on)


def system_actor(*, region: str, reason: str) -> Actor:
    """The system itself, for jobs, imports and the demo; the reason is kept where history is."""
    return Actor(region=region, system=reason)


def person(*, region: str, id: Id) -> Person:
    """One person. Raises NotFound."""
    return _persons.person(region, id)


def persons(*, region: str, ids: Iterable[Id]) -> dict[UUID, Person]:
    """Many persons by id in one query; unknown ids are left out."""
    return _persons.persons(region, ids)


def alike(
    *, region: str, surname: str, name: str, birth_date: date | None = None, snils: str = ""
) -> tuple[Person, ...]:
    """Persons who may be the one about to be entered: the same СНИЛС, or the same names and no other birth date."""
    return _persons.alike(region, surname=surname, name=name, birth_date=birth_date, snils=snils)


def who_it_may_be(*, family: Family | None, teller_id: UUID, relative: Relative) -> Person | None:
    """The member of the teller's own family whom they may mean: «это он?». Nobody outside the family is looked at."""
    return _relatives.who_it_may_be(family, teller_id, relative)


def family_of(*, region: str, person_id: Id, on: date) -> Family | None:
    """The person's family on a date with everybody's relation to that person, or None. 1 query."""
    return _families.family_of(region, person_id, on)


def families_of(*, region: str, person_ids: Iterable[Id], on: date) -> dict[UUID, Family]:
    """Families of many persons in 1 query; those without one are left out."""
    return _families.families_of(region, person_ids, on)


def family(*, region: str, id: Id, on: date) -> Family | None:
    """A family by its id, seen from its head; None when nobody is in it on the date."""
    return _families.family(region, id, on)


def everyone(*, region: str, on: date, first: date, last: date, known_at: datetime | None = None) -> Iterator[File]:
    """Every family of a region, and everybody who is in none, as files with incomes of the months `first` to `last`.

    Four statements whatever the number, read in streams: memory holds one family. Names, addresses, numbers and who
    recorded a value are left empty. No page calls this: it is for counting over everybody, and leaves no reading line.
    """
    return _everyone.everyone(region, on, first, last, known_at)


def facts_of(
    *,
    region: str,
    subjects: Iterable[Whose],
    on: date,
    known_at: datetime | None = None,
    catalogue: Catalogue | None = None,
) -> dict[Whose, dict[str, KnownFact]]:
    """Facts of many subjects valid on a date, {subject: {key: value}}; an unknown fact is not there. 1 query.

    `known_at`: as they stood in the file at that moment. With a catalogue, values older than they hold are `stale`.
    """
    return _facts.facts_of(region, subjects, on, known_at=known_at, catalogue=catalogue)


def history_of(*, region: str, subject: Whose, key: str) -> tuple[KnownFact, ...]:
    """Every value ever recorded for one fact of one subject, newest first."""
    return _facts.history_of(region, subject, key)


def incomes(
    *, region: str, person_ids: Iterable[Id], first: date, last: date, known_at: datetime | None = None
) -> tuple[Income, ...]:
    """Monthly incomes of many persons in the months from `first` to `last`, by person, month and kind. 1 query."""
    return _facts.incomes(region, person_ids, first, last, known_at=known_at)


def income_totals(
    *, region: str, person_ids: Iterable[Id], first: date, last: date, known_at: datetime | None = None
) -> tuple[WindowTotal, ...]:
    """Totals whose window touches the months from `first` to `last`; the reader judges whether it fits. 1 query."""
    return _facts.income_totals(region, person_ids, first, last, known_at=known_at)


def represents(*, region: str, representative_id: Id, on: date) -> tuple[Represented, ...]:
    """For whom a person may act on a date: the answer to «Для кого?»."""
    return _families.represents(region, representative_id, on)


def representatives_of(*, region: str, person_id: Id, on: date) -> tuple[Represented, ...]:
    """Who may act for a person on a date, staff in assisted mode included."""
    return _families.representatives_of(region, person_id, on)


def assisted_by(*, region: str, account_id: int, on: date) -> tuple[Represented, ...]:
    """For whom one of the staff acts on a date: «вы действуете за …»."""
    return _families.assisted_by(region, account_id, on)


def acts_for(*, actor: Actor, person_id: Id, purpose: str, on: date) -> Represented | None:
    """The ground on which the actor acts for a person and a purpose, or None. Family gives none; oneself needs none."""
    return _families.acts_for(actor, person_id, purpose, on)


def grounds(*, actor: Actor, person_id: Id, on: date) -> tuple[Represented, ...]:
    """Every ground on which the actor acts for a person on a date: for who asks about several purposes. 1 query."""
    return _families.grounds(actor, person_id, on)


def may_see(*, actor: Actor, person_id: Id, on: date) -> bool:
    """Whether a resident may see a person's own pages: oneself, or a representative for reading. Family may not.

    Below `identified` only a file that the same account began is one's own: a code without a passport proves nobody.
    """
    own = actor.person_id is not None and str(actor.person_id) == str(person_id)
    if own and actor.account_id is not None:
        return actor.at_least("identified") or _persons.was_entered_by(actor.region, person_id, actor.account_id)
    return _families.acts_for(actor, person_id, "read", on) is not None


def readings_of(*, region: str, person_id: Id, limit: int = 200) -> tuple[Reading, ...]:
    """Who of staff read this person's file, newest first: for the person's own page."""
    return _persons.readings_of(region, person_id, limit=limit)


def changes_of(*, region: str, person_id: Id) -> tuple[Change, ...]:
    """How names, numbers and contacts of a person were written anew, newest first. 2 queries."""
    return _persons.changes_of(region, person_id)


def consents_of(*, region: str, person_id: Id) -> tuple[Consent, ...]:
    """What the person agreed to, newest first, withdrawn ones too."""
    return _persons.consents(region, person_id)


def organisation(*, region: str, id: Id) -> Organisation:
    """One organisation. Raises NotFound."""
    return _persons.organisation(region, id)


def organisations(*, region: str, ids: Iterable[Id] | None = None) -> tuple[Organisation, ...]:
    """Organisations of a region, all or some, by title."""
    return _persons.organisations(region, ids)


def staff_member(*, account_id: int, region: str, on: date) -> StaffMember | None:
    """The account as staff of the region on a date, with all its roles; None when it serves in none."""
    return _staff.staff_member(account_id, region, on)


def staff_members(*, region: str, account_ids: Iterable[int]) -> dict[int, StaffMember]:
    """Names for a history: many accounts in one query, whether they still serve or not."""
    return _staff.staff_members(region, account_ids)


def staff_with_role(*, region: str, role: str, on: date) -> tuple[StaffMember, ...]:
    """Everybody who serves in a role on a date, by name."""
    return _staff.staff_with_role(region, role, on)


def regions_served(*, account_id: int) -> tuple[str, ...]:
    """The regions in which an account has an open role, the earliest first."""
    return _staff.regions_served(account_id)


def identity(*, account_id: int, region: str) -> Identity | None:
    """The person behind an account in a region and how surely we know it, or None."""
    return _staff.identity(account_id, region)


def identities_of(*, region: str, person_id: Id) -> tuple[Identity, ...]:
    """The accounts that stand for a person now."""
    return _staff.identities_of(region, person_id)


def pairs(*, region: str, limit: int = 200) -> tuple[Pair, ...]:
    """Pairs of records that wait for an answer, put off ones last. Asks no permission. 1 query."""
    return _pairs.pairs(region, limit)


def pair(*, region: str, id: Id) -> Pair:
    """One pair, answered or not. Raises NotFound."""
    return _pairs.pair(region, id)


def open_pairs_of(*, region: str, person_id: Id) -> tuple[Pair, ...]:
    """The pairs of this person's record that wait for an answer. 1 query."""
    return _pairs.open_pairs_of(region, person_id)


def joinings_of(*, region: str, person_id: Id) -> tuple[Joining, ...]:
    """What was joined to a record, newest first, parted ones too. 1 query."""
    return _pairs.joinings_of(region, person_id)


def left_behind(*, region: str, survivor_id: Id, merged_id: Id) -> tuple[tuple[str, str, str], ...]:
    """Proofs of the other record that would not come over, since a proof of the survivor says something else:
    (key or month and kind, what stands, what stays behind)."""
    return _pairs.left_behind(region, survivor_id, merged_id)


def what_moves(*, region: str, person_id: Id) -> dict[str, int]:
    """How many rows of every room name a record, {column: rows}: what would move with it."""
    return _pairs.what_moves(region, person_id)


def batches(*, region: str, limit: int = 50) -> tuple[Batch, ...]:
    """Files that were loaded or wait, newest first. 1 query."""
    return _pairs.batches(region, limit)


def batch(*, region: str, id: Id) -> Batch:
    """One of them. Raises NotFound."""
    return _pairs.batch(region, id)


def sheets() -> tuple[Sheet, ...]:
    """Every table that may be loaded, ours and those of the rooms above."""
    return (*OWN_SHEETS, *(one.sheet for one in brought_sheets()))
