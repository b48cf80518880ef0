"""On the way to an application the members told in the conversation become persons, on the teller's word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from ryadom.cases import api as cases
from ryadom.people import api as people
from ryadom.people.api import Actor, Introduced, NewFact, Person, Whose
from ryadom.rules.api import FactRef
from ryadom.talk import steps
from ryadom.talk.actions import Owner, find, touch
from ryadom.talk.answers import kind_of, said_value
from ryadom.talk.family import names
from ryadom.talk.household import BadAnswer, Member, packed, unpacked
from ryadom.talk.members import YES, ToldMember, ages_that_cannot_be, read_members
from ryadom.talk.models import Conversation

_APART = frozenset({"birth-date", "family-role"})  # the person and the family hold these themselves
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Unknown:
    """A member who is no person yet: how they are called in this conversation, and when they were born, if told."""

    member: Member
    title: str
    born: date | None


class MembersUnclear(BadAnswer):
    """The page cannot be taken yet, and nothing was written. `alike`: members of the teller's own family who look like
    those told of, by the member's id; of each it must be said whether it is the same person.
    """

    def __init__(self, errors: Mapping[str, str], alike: Mapping[str, Person]) -> None:
        self.alike = dict(alike)
        super().__init__(errors)


def unknown_members(row: Conversation) -> tuple[Unknown, ...]:
    """Who was told of and is no person yet."""
    called = names(row)
    waiting = [member for member in unpacked(row.household).members if not member.person]
    return tuple(Unknown(member, called[member.id], member.born or _born(row, member.id)) for member in waiting)


def _born(row: Conversation, id: str) -> date | None:
    entry = row.answers.get(f"birth-date@{id}")
    said = said_value(entry) if entry else None
    return said.value if said else None


@transaction.atomic
def introduce(
    *,
    region: str,
    token: str,
    owner: Owner,
    by: Actor,
    person_id: UUID,
    data: Mapping[str, Any],
    on: date,
    at: datetime,
) -> None:
    """Enter everybody told of as a person of the family of `person_id`, with what was said of them. All or none.

    Sent twice, the second finds nobody left to enter. Raises MembersUnclear with every fault at once,
    ConversationLost, and what `people.tell_relatives` refuses.
    """
    row = find(region, token, owner, at, lock=True)
    waiting = unknown_members(row)
    if not waiting:
        return
    told, errors = read_members(data, [one.member for one in waiting], on=on)
    teller = people.person(region=region, id=person_id)
    home = people.family_of(region=region, person_id=person_id, on=on)
    spouses = home.related("spouse") if home else ()
    errors |= ages_that_cannot_be(told, teller.birth_date, spouses[0].person.birth_date if spouses else None)
    errors |= {f"{one.member.id}-snils": _mine() for one in told if one.snils and one.snils == teller.snils}
    alike = _alike(home, person_id, told)
    errors |= _taken(told, alike)
    errors |= {f"{one.member.id}-same": _who() for one in told if one.member.id in alike and not one.same}
    if errors:
        raise MembersUnclear(errors, alike)
    same = {id: person.id for id, person in alike.items()}
    relatives = [one.relative(same_as=same.get(one.member.id) if one.same == YES else None) for one in told]
    made = people.tell_relatives(by=by, at=at, on=on, person_id=person_id, relatives=relatives)
    _keep_facts(row, by, list(zip(told, made, strict=True)), on, at)
    _leave_tasks(region, made, on, at)
    _remember(row, told, made)
    touch(row, at)
    log.info("members_introduced", region=region, entered=sum(one.new for one in made))


def _who() -> str:
    return _("Ответьте, тот ли это человек.")


def _mine() -> str:
    return _("Это ваш СНИЛС. Напишите номер этого человека или оставьте пустым.")


def _alike(home: people.Family | None, teller: UUID, told: tuple[ToldMember, ...]) -> dict[str, Person]:
    found = {
        one.member.id: people.who_it_may_be(family=home, teller_id=teller, relative=one.relative()) for one in told
    }
    return {id: person for id, person in found.items() if person is not None}


def _taken(told: tuple[ToldMember, ...], alike: Mapping[str, Person]) -> dict[str, str]:
    """«Нет, другой человек», and yet the number is the same: one of the two is a slip."""
    said = _("Этот СНИЛС в вашей семье уже у другого человека. Проверьте номер.")
    return {
        f"{one.member.id}-snils": said
        for one in told
        if one.snils and one.same not in ("", YES) and _holds(alike.get(one.member.id), one.snils)
    }


def _holds(person: Person | None, number: str) -> bool:
    return person is not None and number in (person.snils, person.snils_said)


def _keep_facts(
    row: Conversation, by: Actor, made: list[tuple[ToldMember, Introduced]], on: date, at: datetime
) -> None:
    """What was said of a member goes into their file as words, with the day on which it was said.

    Of somebody who was a person before, only whoever may speak for them writes; else it stays with the application.
    """
    asked = steps.book_of(row.region, at).facts
    catalogue = people.Catalogue.of(kind_of(asked, FactRef(key)) for key in asked)
    facts = [
        fact
        for told, one in made
        if one.new or by.is_staff or people.acts_for(actor=by, person_id=one.person_id, purpose="facts", on=on)
        for fact in _said(row, told.member.id, one.person_id, catalogue)
    ]
    if facts:
        people.record_facts(by=by, facts=facts, catalogue=catalogue, on=on, at=at)


def _said(row: Conversation, id: str, person_id: UUID, catalogue: people.Catalogue) -> Iterator[NewFact]:
    for name, entry in sorted(row.answers.items()):
        ref, value = FactRef.of(name), said_value(entry)
        known = ref.person == id and ref.key in catalogue and ref.key not in _APART
        if known and value is not None and catalogue[ref.key].of == "person":
            whose = Whose("person", person_id)
            yield NewFact(whose, ref.key, value.value, "said", value.about, value.as_of)


def _leave_tasks(region: str, made: tuple[Introduced, ...], on: date, at: datetime) -> None:
    with override("ru"):  # staff read it in the file, whatever language the page is in
        text = _(
            "Внесён со слов родных. Возможно, этот человек уже есть в регионе: совпали СНИЛС или имя и дата рождения. "
            "Сравните записи и ответьте, один ли это человек. Родным об этом не говорите."
        )
    for one in made:
        if one.doubtful:
            cases.leave_task(region=region, person=one.person_id, text=text, on=on, at=at, about=cases.ONE_PERSON)


def _remember(row: Conversation, told: tuple[ToldMember, ...], made: tuple[Introduced, ...]) -> None:
    """The conversation knows from now on whom it is about, by their names and births as in the papers."""
    now = {one.member.id: (one, person) for one, person in zip(told, made, strict=True)}
    household = unpacked(row.household)
    members = tuple(
        _introduced(member, *now[member.id]) if member.id in now else member for member in household.members
    )
    row.household = packed(replace(household, members=members))
    row.answers = {name: _mended(name, entry, now) for name, entry in row.answers.items()}


def _introduced(member: Member, told: ToldMember, made: Introduced) -> Member:
    name = " ".join((told.surname, told.name))[:60]
    return replace(member, name=name, born=told.born or member.born, role=told.role, person=str(made.person_id))


def _mended(name: str, entry: dict[str, Any], now: Mapping[str, tuple[ToldMember, Introduced]]) -> dict[str, Any]:
    """A date of birth mended on the page counts in the answers too."""
    ref = FactRef.of(name)
    born = now[ref.person][0].born if ref.key == "birth-date" and ref.person and ref.person in now else None
    return {**entry, "state": "said", "value": born.isoformat()} if born else entry
