"""Families of a file: a head's family that is known is filled up, an unknown one is founded; nobody is moved out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from ryadom.people.imports.facts_in import chunks
from ryadom.people.imports.faults import RowFault
from ryadom.people.imports.parsing import MemberRow
from ryadom.people.imports.sheets import Writing
from ryadom.people.models import Dwelling, Family, FamilyMember, FamilyRole

COUPLE = ("head", "spouse")
Membership = tuple[UUID, UUID, str]  # family, person, role


@dataclass
class Homes:
    """Families by the file's key: the id here, the dwelling's, and the rows that are not written yet."""

    ids: dict[str, UUID] = field(default_factory=dict)
    dwellings: dict[str, UUID | None] = field(default_factory=dict)
    founded: set[str] = field(default_factory=set)
    rows: list[tuple[UUID, UUID, MemberRow]] = field(default_factory=list)


def whole_families(
    rows: Iterable[MemberRow], born: Mapping[str, date], faults: list[RowFault]
) -> list[list[MemberRow]]:
    """Families with one head, at most one spouse, and nobody born before a parent; a wrong one is told of whole."""
    together: dict[str, list[MemberRow]] = defaultdict(list)
    for row in rows:
        together[row.family].append(row)
    found = []
    for members in together.values():
        wrong = _wrong(members, born)
        if wrong is None:
            found.append(members)
        else:
            faults.append(wrong)
    return found


def _wrong(members: list[MemberRow], born: Mapping[str, date]) -> RowFault | None:
    heads = [row for row in members if row.role == "head"]
    couple = [row for row in members if row.role == "spouse" and row.ends is None]
    if len(heads) != 1:
        row = (heads or members)[-1]
        return row.line.fault("role", "В семье должен быть один глава.", "A family has one head.")
    if len(couple) > 1:
        return couple[1].line.fault("role", "В семье уже есть муж или жена.", "The family has a spouse already.")
    parent = born.get(heads[0].person)
    for row in members:
        own = born.get(row.person)
        if row.role == "child" and parent and own and own <= parent:
            return row.line.fault(
                "role", "Ребёнок не может быть старше родителя.", "A child cannot be older than a parent."
            )
        if row.role == "parent" and parent and own and parent <= own:
            return row.line.fault(
                "role", "Родитель не может быть младше ребёнка.", "A parent cannot be younger than a child."
            )
    return None


def settle_homes(
    region: str, families: Sequence[list[MemberRow]], ids: Mapping[str, UUID], faults: list[RowFault]
) -> Homes:
    """Which families are known by their heads, and what is missing in them; two statements per 1,000 families."""
    homes = Homes()
    for some in chunks(families):
        _settle(region, some, ids, homes, faults)
    return homes


def _settle(
    region: str, families: list[list[MemberRow]], ids: Mapping[str, UUID], homes: Homes, faults: list[RowFault]
) -> None:
    own, of_family = _memberships(region, {ids[row.person] for members in families for row in members})
    for members in families:
        head = ids[next(row.person for row in members if row.role == "head")]
        known = next((family for family, _person, role in own.get(head, ()) if role == "head"), None)
        here = {person: role for _family, person, role in of_family.get(known, ())} if known else {}
        wrong = next((w for row in members if (w := _contradicts(row, ids[row.person], known, here, own))), None)
        if wrong:
            faults.append(wrong)
            continue
        key = members[0].family
        homes.ids[key] = known or uuid4()
        homes.dwellings[key] = None if known else uuid4()
        if not known:
            homes.founded.add(key)
        homes.rows += [(homes.ids[key], ids[row.person], row) for row in members if ids[row.person] not in here]


def _contradicts(
    row: MemberRow, person: UUID, known: UUID | None, here: Mapping[UUID, str], own: Mapping[UUID, list[Membership]]
) -> RowFault | None:
    if person in here and here[person] != row.role:
        title = FamilyRole(here[person]).label
        return row.line.fault(
            "role", f"В деле этой семьи у человека другая роль: {title}. Исправьте файл или дело.",
            f"In this family's file the role is another one: {here[person]}.",
        )  # fmt: skip
    if row.ends is None and row.role == "spouse" and known and person not in here and "spouse" in here.values():
        return row.line.fault(
            "role", "В деле этой семьи уже есть другой муж или жена.", "The family's file has another spouse."
        )
    elsewhere = any(family != known and role in COUPLE for family, _person, role in own.get(person, ()))
    if row.ends is None and row.role in COUPLE and elsewhere:
        return row.line.fault(
            "person", "По делу этот человек уже глава или супруг в другой семье.",
            "By the file this person is head or spouse of another family already.",
        )  # fmt: skip
    return None


def _memberships(region: str, persons: set[UUID]) -> tuple[dict[UUID, list[Membership]], dict[UUID, list[Membership]]]:
    """The open memberships of these persons, and of everybody in their families."""
    rows = FamilyMember.objects.in_region(region).filter(ends=None)
    mine = rows.filter(person__in=persons)
    own: dict[UUID, list[Membership]] = defaultdict(list)
    families: dict[UUID, list[Membership]] = defaultdict(list)
    for one in rows.filter(family__in=mine.values("family")).values_list("family_id", "person_id", "role"):
        families[one[0]].append(one)
        own[one[1]].append(one)
    return own, families


def write_homes(writing: Writing, homes: Homes, families: Sequence[list[MemberRow]]) -> int:
    """Found what is new and let the missing members in; gives how many joined."""
    region, by = writing.by.region, writing.by.account_id
    for some in chunks([one for one in families if one[0].family in homes.founded]):
        Dwelling.objects.in_region(region).bulk_create(_dwelling(region, homes, one) for one in some)
        Family.objects.in_region(region).bulk_create(
            Family(id=homes.ids[one[0].family], region=region, dwelling_id=homes.dwellings[one[0].family],
                   founded_at=writing.at, founded_by_id=by) for one in some)  # fmt: skip
    for members in chunks(homes.rows):
        FamilyMember.objects.in_region(region).bulk_create(
            FamilyMember(
                region=region, family_id=family, person_id=person, role=row.role, starts=row.starts, ends=row.ends,
                contract_date=row.contract_date, source=row.source, evidence=writing.title[:500],
                recorded_at=writing.at, recorded_by_id=by,
            )
            for family, person, row in members
        )  # fmt: skip
    return len(homes.rows)


def _dwelling(region: str, homes: Homes, members: list[MemberRow]) -> Dwelling:
    address = next((row.address for row in members if row.address), "")
    oktmo = next((row.oktmo for row in members if row.oktmo), "")
    return Dwelling(id=homes.dwellings[members[0].family], region=region, address=address, oktmo=oktmo)


def dwellings_of(region: str, family_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Where known families live."""
    found: dict[UUID, UUID] = {}
    for some in chunks(sorted(set(family_ids))):
        rows = Family.objects.in_region(region).filter(pk__in=some, dwelling__isnull=False)
        found |= dict(rows.values_list("pk", "dwelling_id"))
    return found
