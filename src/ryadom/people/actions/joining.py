"""Two records of one person become one, and can be parted again. Nothing is deleted: the joined one points on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from ryadom.people import may, references
from ryadom.people.actions import carrying
from ryadom.people.actions.ages import demand_ages_fit
from ryadom.people.actions.guarding import demand_no_loop
from ryadom.people.actions.lines import line
from ryadom.people.actions.pairs import hold_pair, propose_pair, settle
from ryadom.people.errors import NotFound, Refused
from ryadom.people.events import PersonsJoined, PersonsParted, announce
from ryadom.people.models import AccessLine, Likeness, LoginCode, Merge, Person, Verdict
from ryadom.people.queries.persons import as_id
from ryadom.people.shapes import Actor, Id


@transaction.atomic
def join(*, by: Actor, at: datetime, pair_id: Id, survivor_id: Id, reason: str) -> str:
    """«Это один человек»: all that names the other record names `survivor_id` from now on; gives the id of the joining.

    Raises NotAllowed, NotFound, WrongOrder (births do not fit), Refused: settled, no_reason, two_numbers, joined.
    """
    pair = hold_pair(by, pair_id)
    survivor, merged = _held(by.region, pair, as_id(survivor_id))
    settle(by, pair, Verdict.ONE, reason, at)
    row = Merge(
        region=by.region, survivor=survivor, merged=merged, pair=pair, at=at, account_id=by.account,
        who=by.name[:200], reason=pair.reason,
    )  # fmt: skip
    LoginCode.objects.in_region(by.region).filter(
        person__in=(survivor, merged), used_at=None, withdrawn_at=None
    ).update(withdrawn_at=at)  # a code given for one record may not open both
    row.fields = _take_over(by, survivor, merged, at)
    row.moved = {
        name: keys for one in references.every() for name, keys in one.move(by.region, merged.id, survivor.id).items()
    }
    row.copied = carrying.copy_values(by, merged, survivor, at)
    merged.save()
    survivor.save()
    _inherit(by.region, merged.id, survivor.id, at)
    carrying.refresh_columns(survivor)
    demand_ages_fit(survivor, survivor.birth_date)
    demand_no_loop(by.region, survivor.id)
    row.save(force_insert=True)
    _leave_lines(by, at, (survivor, merged), joined=True)
    announce(
        PersonsJoined(
            region=by.region, at=at, account_id=by.account_id, person_id=survivor.id, merged_id=merged.id
        )
    )  # fmt: skip
    return str(row.pk)


def _held(region: str, pair: Likeness, survivor_id: UUID) -> tuple[Person, Person]:
    """Both records, held in one order for all. The survivor is one of the two."""
    rows = Person.objects.in_region(region).select_for_update(of=("self",)).order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=(pair.first_id, pair.second_id))}
    if survivor_id not in found:
        raise NotFound("person")
    survivor = found.pop(survivor_id)
    (merged,) = found.values()
    if survivor.merged_into_id or merged.merged_into_id:
        raise Refused("joined", _("Одно из дел уже объединено с другим. Откройте список заново."))
    if survivor.snils and merged.snils and survivor.snils != merged.snils:
        raise Refused("two_numbers", _("У них разные СНИЛС: это два человека, пока один из номеров не исправлен."))
    return survivor, merged


_TAKEN = ("patronymic", "phone", "address", "snils", "snils_said")


def _take_over(by: Actor, survivor: Person, merged: Person, at: datetime) -> dict[str, Any]:
    """What the survivor does not know and the other record does; gives both as they were.

    Whoever once began the record that stays does not see by that what came from the other one: staff answer for it now.
    """
    before: dict[str, Any] = {"taken": {}, "registered_by": survivor.registered_by_id}
    for name in _TAKEN:
        value = getattr(merged, name)
        if value and not getattr(survivor, name):
            before["taken"][name] = value
            carrying.keep_change(by, survivor, name, value, at)
            setattr(survivor, name, value)
    if "snils" in before["taken"]:
        merged.snils = None
        Person.objects.in_region(by.region).filter(pk=merged.pk).update(snils=None)
    survivor.registered_by_id = by.account_id
    followers = Person.objects.in_region(by.region).filter(merged_into=merged.pk)
    before["followers"] = [str(one) for one in followers.values_list("pk", flat=True)]
    followers.update(merged_into=survivor)
    merged.merged_into = survivor
    return before


def _inherit(region: str, merged: UUID, survivor: UUID, at: datetime) -> None:
    """What was asked or answered of the joined record holds for the one that stays."""
    rows = Likeness.objects.in_region(region)
    pairs = [*rows.filter(first=merged), *rows.filter(second=merged)]
    for pair in pairs:
        other = pair.second_id if pair.first_id == merged else pair.first_id
        if other == survivor or pair.verdict == Verdict.ONE:
            continue
        first, second = sorted((survivor, other))
        if pair.verdict == Verdict.DIFFERENT:
            known, _made = rows.get_or_create(
                first_id=first, second_id=second,
                defaults={"region": region, "score": pair.score, "why": pair.why, "asked_at": pair.asked_at},
            )  # fmt: skip
            if known.verdict in (Verdict.WAITING, Verdict.LATER):
                _answer_alike(known, pair)
        else:
            propose_pair(region, first, second, why=pair.why, at=at, score=pair.score)


def _answer_alike(known: Likeness, pair: Likeness) -> None:
    for name in ("verdict", "reason", "settled_at", "account_id", "who"):
        setattr(known, name, getattr(pair, name))
    known.save()


@transaction.atomic
def part(*, by: Actor, at: datetime, merge_id: Id, reason: str) -> None:
    """«Разъединить»: what had moved goes back, what was written anew is withdrawn, and the two are different people.

    What came to the surviving record after the joining stays there. Raises NotAllowed, NotFound, Refused: no_reason,
    parted, joined_later (a later joining must be undone first).
    """
    row = _held_merge(by, merge_id)
    reason = line(reason, 500)
    if not reason:
        raise Refused("no_reason", _("Напишите, почему вы так решили: это останется в деле."))
    survivor, merged = _both(by.region, row)
    for one in references.every():
        one.back(by.region, row.moved, merged.id, survivor.id)
    carrying.withdraw_copies(by, row.copied, survivor, reason, at)
    _give_back(by, row, survivor, merged, at)
    carrying.refresh_columns(survivor)
    row.parted_at, row.parted_account_id, row.parted_who, row.parted_why = at, by.account, by.name[:200], reason
    row.save()
    settle(by, row.pair, Verdict.DIFFERENT, reason, at)
    _leave_lines(by, at, (survivor, merged), joined=False)
    announce(
        PersonsParted(
            region=by.region, at=at, account_id=by.account_id, person_id=survivor.id, merged_id=merged.id
        )
    )  # fmt: skip


def _held_merge(by: Actor, merge_id: Id) -> Merge:
    rows = Merge.objects.in_region(by.region).select_for_update(of=("self",)).select_related("pair")
    row = rows.filter(pk=as_id(merge_id)).first()
    if row is None:
        raise NotFound("merge")
    may.join_records.demand(by, row)
    if row.parted_at is not None:
        raise Refused("parted", _("Эти дела уже разъединили: %(who)s.") % {"who": row.parted_who})
    return row


def _both(region: str, row: Merge) -> tuple[Person, Person]:
    rows = Person.objects.in_region(region).select_for_update(of=("self",)).order_by("pk")
    found = {one.pk: one for one in rows.filter(pk__in=(row.survivor_id, row.merged_id))}
    survivor, merged = found[row.survivor_id], found[row.merged_id]
    if survivor.merged_into_id is not None or merged.merged_into_id != survivor.pk:
        raise Refused("joined_later", _("После этого было ещё одно объединение. Сначала разъедините его."))
    return survivor, merged


def _give_back(by: Actor, row: Merge, survivor: Person, merged: Person, at: datetime) -> None:
    for name, value in row.fields["taken"].items():
        if getattr(survivor, name) == value:
            empty = None if name == "snils" else ""
            carrying.keep_change(by, survivor, name, empty, at)
            setattr(survivor, name, empty)
            setattr(merged, name, value)
    survivor.registered_by_id = row.fields["registered_by"]
    merged.merged_into = None
    survivor.save()
    merged.save()
    Person.objects.in_region(by.region).filter(pk__in=row.fields["followers"]).update(merged_into=merged)


def _leave_lines(by: Actor, at: datetime, persons: Sequence[Person], *, joined: bool) -> None:
    with override("ru"):  # the person reads it, whatever language staff work in
        purpose = _("Два дела одного человека объединены") if joined else _("Объединённые дела разъединены")
    AccessLine.objects.in_region(by.region).bulk_create(
        AccessLine(
            region=by.region, person=one, account_id=by.account, reader_name=by.name[:200],
            reader_roles=sorted(by.roles), at=at, purpose=purpose, what=["joining"],
        )
        for one in persons
    )  # fmt: skip
