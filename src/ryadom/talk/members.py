"""The members of a family as in their papers: what an application needs of them. Knows no database.

A conversation needs a first name and a date of birth; an application needs the whole name and, if at hand, the СНИЛС.
Every fault of the page is told at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.utils.translation import gettext as _

from ryadom.kit import identifiers
from ryadom.kit.names import search_key, written
from ryadom.people.api import BadValue, Relative, parse_value
from ryadom.talk.household import BIRTH, Member, Role, language, unborn

LONGEST = 100
NAMES = ("surname", "name", "patronymic")
YES, NO = "yes", "no"
CHILDREN = ("child", "ward")


@dataclass(frozen=True)
class ToldMember:
    """One member as the page told: whole name, birth, СНИЛС in digits. `same`: «это он?» yes, no, or not answered."""

    member: Member
    role: Role
    surname: str
    name: str
    patronymic: str = ""
    born: date | None = None
    snils: str = ""
    same: str = ""

    def relative(self, *, same_as: Any = None) -> Relative:
        """The same as `people` takes it."""
        return Relative(
            self.role, self.surname, self.name, self.patronymic, self.born, self.snils, same_as, self.same == NO
        )


def read_members(
    data: Mapping[str, Any], members: Sequence[Member], *, on: date
) -> tuple[tuple[ToldMember, ...], dict[str, str]]:
    """The page from a form: `child-1-surname`, `-name`, `-patronymic`, `-born`, `-ward`, `-snils`, `-same`.

    Gives what could be read and a sentence for each wrong field.
    """
    errors: dict[str, str] = {}
    told = tuple(_member(data, member, on, errors) for member in members)
    _demand_each_once(told, errors)
    return told, errors


def _member(data: Mapping[str, Any], member: Member, on: date, errors: dict[str, str]) -> ToldMember:
    names = [_name(data, f"{member.id}-{part}", part, errors) for part in NAMES]
    role: Role = "ward" if data.get(f"{member.id}-ward") else "child"
    same = str(data.get(f"{member.id}-same") or "")
    return ToldMember(
        member,
        role if member.role in CHILDREN else member.role,
        names[0],
        names[1],
        names[2],
        _born(data, member, on, errors),
        _snils(data, member, errors),
        same if same in (YES, NO) else "",
    )


def _name(data: Mapping[str, Any], field: str, part: str, errors: dict[str, str]) -> str:
    text = " ".join(str(data.get(field) or "").split())
    if not text:
        if part != "patronymic":
            errors[field] = _("Напишите фамилию, как в документе.") if part == "surname" else _("Напишите имя.")
        return ""
    if len(text) > LONGEST:
        errors[field] = _("Слишком длинно: не больше %(n)s знаков.") % {"n": LONGEST}
    elif not written(text):
        errors[field] = _("Напишите буквами, как в документе.")
    return text


def _born(data: Mapping[str, Any], member: Member, on: date, errors: dict[str, str]) -> date | None:
    field = f"{member.id}-born"
    text = str(data.get(field) or "").strip()
    if not text:
        if member.role in CHILDREN:
            errors[field] = _("Напишите дату рождения, например 27.03.2018.")
        return None
    try:
        born = parse_value(BIRTH, text, on=on)
    except BadValue as bad:
        errors[field] = unborn() if bad.name == "future" else bad.said(language())
        return None
    return cast(date, born)


def _snils(data: Mapping[str, Any], member: Member, errors: dict[str, str]) -> str:
    field = f"{member.id}-snils"
    text = str(data.get(field) or "").strip()
    if not text:
        return ""
    read = identifiers.snils(text[:100])
    if not read.ok:
        errors[field] = read.en if language() == "en" else read.ru
        return ""
    return read.digits


def _demand_each_once(told: Sequence[ToldMember], errors: dict[str, str]) -> None:
    numbers: set[str] = set()
    people: set[tuple[str, str, date]] = set()
    for one in told:
        if one.snils in numbers:
            errors.setdefault(f"{one.member.id}-snils", _("Этот СНИЛС на странице уже есть. Проверьте оба номера."))
        if one.born and (who := (search_key(one.surname), search_key(one.name), one.born)) in people:
            errors.setdefault(f"{one.member.id}-name", _("Этот человек на странице уже есть. Проверьте имя и дату."))
        elif one.born:
            people.add(who)
        numbers |= {one.snils} - {""}


def ages_that_cannot_be(told: Sequence[ToldMember], teller: date | None, spouse: date | None) -> dict[str, str]:
    """A child older than a parent, a parent younger than the teller: a sentence beside the date told here."""
    spouse = next((one.born for one in told if one.role == "spouse" and one.born), spouse)
    parents = [born for born in (teller, spouse) if born]
    found: dict[str, str] = {}
    for one in told:
        if one.born and one.role in CHILDREN and any(one.born <= born for born in parents):
            found[f"{one.member.id}-born"] = _("Ребёнок не может быть старше родителя. Проверьте обе даты рождения.")
        if one.born and one.role == "parent" and teller and teller <= one.born:
            found[f"{one.member.id}-born"] = _("Родитель не может быть моложе вас. Проверьте дату рождения.")
    return found
