"""«Кто живёт с вами одной семьёй?»: two short pages instead of a dozen questions. Knows no database.

First page: is there a husband or wife, how many children, parents, others. Second page, only where there are children:
a name to tell them apart and the date of birth. Everything else about a member is asked by the rules, if it matters.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ryadom.people.api import BadValue, FactKind, parse_value

MOST_CHILDREN = 20
MOST_PARENTS = 4
MOST_OTHERS = 20
LONGEST_NAME = 60
ADULT_CHILD = 23
APPLICANT = "applicant"
BIRTH = FactKind("birth-date", "дата рождения", "person", "date", not_after_today=True)
Role = Literal["applicant", "spouse", "child", "ward", "parent", "other"]
Stage = Literal["who", "children", "done", "skipped"]


class BadAnswer(ValueError):
    """Answers that cannot be taken: a clear sentence for each field. Nothing was saved."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__("; ".join(sorted(self.errors)))


@dataclass(frozen=True)
class Member:
    """Someone of the family. `id` is stable in a conversation; `born` None: not told; `person`: id in `people`.

    `closed`: a person of the file whom this reader may not read.
    """

    id: str
    role: Role
    name: str = ""
    born: date | None = None
    person: str = ""
    closed: bool = False


@dataclass(frozen=True)
class Household:
    """The family as told. `skipped`: the person did not want to say, so there may be more members than we know."""

    members: tuple[Member, ...] = ()
    stage: Stage = "who"

    def of(self, *roles: str) -> tuple[Member, ...]:
        """The members in these roles."""
        return tuple(member for member in self.members if member.role in roles)

    @property
    def children(self) -> tuple[Member, ...]:
        """Children and wards, in the order they were told."""
        return self.of("child", "ward")

    @property
    def spouse(self) -> bool:
        """Whether there is a husband or wife."""
        return bool(self.of("spouse"))

    @property
    def told(self) -> bool:
        """Whether nothing is left to ask about who lives here."""
        return self.stage in ("done", "skipped")


@dataclass(frozen=True)
class Who:
    """The first page: who is there and how many."""

    spouse: bool
    children: int = 0
    parents: int = 0
    others: int = 0


@dataclass(frozen=True)
class ChildTold:
    """The second page: one child. `born` None means «не знаю»."""

    name: str = ""
    born: date | None = None
    ward: bool = False


@dataclass
class _Errors:
    found: dict[str, str] = field(default_factory=dict)

    def raise_any(self) -> None:
        if self.found:
            raise BadAnswer(self.found)


def read_who(data: Mapping[str, Any]) -> Who:
    """The first page from a form: `spouse` yes/no; `children`, `parents`, `others` as numbers.

    An empty number is 0. Raises BadAnswer.
    """
    errors = _Errors()
    spouse = str(data.get("spouse", "")).strip()
    if spouse not in ("yes", "no"):
        errors.found["spouse"] = _("Выберите, есть ли муж или жена.")
    counts = {
        name: _count(data.get(name), name, most, errors)
        for name, most in (("children", MOST_CHILDREN), ("parents", MOST_PARENTS), ("others", MOST_OTHERS))
    }
    errors.raise_any()
    return Who(spouse == "yes", **counts)


def _count(raw: Any, name: str, most: int, errors: _Errors) -> int:
    text = str(raw or "").strip()
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= most):
        errors.found[name] = _("Напишите число от 0 до %(most)s.") % {"most": most}
        return 0
    return int(text)


def read_children(data: Mapping[str, Any], count: int, *, on: date) -> tuple[ChildTold, ...]:
    """The second page from a form: `child-1-name`, `child-1-born`, `child-1-unknown`, `child-1-ward` and so on.

    The date may also come as `child-1-born-day`, `-month`, `-year`.
    Raises BadAnswer with a sentence for each wrong field.
    """
    errors = _Errors()
    children = tuple(_child(data, f"child-{number}", on, errors) for number in range(1, count + 1))
    errors.raise_any()
    return children


def _child(data: Mapping[str, Any], row: str, on: date, errors: _Errors) -> ChildTold:
    name = clean_name(data.get(f"{row}-name"))
    if name is None:
        errors.found[f"{row}-name"] = _("Имя слишком длинное или с невидимыми знаками. Напишите короче.")
    return ChildTold(name or "", _born(data, row, on, errors), bool(data.get(f"{row}-ward")))


def _born(data: Mapping[str, Any], row: str, on: date, errors: _Errors) -> date | None:
    if data.get(f"{row}-unknown"):
        return None
    parts = [str(data.get(f"{row}-born-{part}") or "").strip() for part in ("day", "month", "year")]
    text = str(data.get(f"{row}-born") or "").strip() or (".".join(parts) if any(parts) else "")
    if not text:
        errors.found[f"{row}-born"] = _("Напишите дату рождения, например 27.03.2018, или отметьте «не знаю».")
        return None
    try:
        born = parse_value(BIRTH, text, on=on)
    except BadValue as bad:
        errors.found[f"{row}-born"] = unborn() if bad.name == "future" else bad.said(language())
        return None
    assert isinstance(born, date)
    if born.year < on.year - 100:
        errors.found[f"{row}-born"] = _("Дата слишком давняя. Проверьте год.")
    return born


def unborn() -> str:
    """What is said of a birth in the future."""
    return _("Эта дата ещё не наступила. Проверьте год. Если ребёнок ещё не родился, не указывайте его здесь.")


def language() -> str:
    """The reader's language, for sentences that come in both."""
    return "en" if (get_language() or "ru").startswith("en") else "ru"


def clean_name(raw: Any) -> str | None:
    """A name as it may be shown, "" when none was given, None when it is too long or holds invisible signs."""
    text = " ".join(str(raw or "").split())
    return text if len(text) <= LONGEST_NAME and text.isprintable() else None


def with_who(household: Household, who: Who) -> Household:
    """The household after the first page. What was told of a child before stays with that child."""
    known = {member.id: member for member in household.members}
    wanted: list[Member] = [Member("spouse", "spouse")] if who.spouse else []
    wanted += [Member(f"child-{number}", "child") for number in range(1, who.children + 1)]
    wanted += [Member(f"parent-{number}", "parent") for number in range(1, who.parents + 1)]
    wanted += [Member(f"other-{number}", "other") for number in range(1, who.others + 1)]
    members = tuple(known.get(member.id, member) for member in wanted)
    return Household(members, "children" if who.children else "done")


def with_children(household: Household, told: tuple[ChildTold, ...]) -> Household:
    """The household after the second page."""
    rows = iter(told)
    members = tuple(
        _told(member, next(rows)) if member.role in ("child", "ward") else member for member in household.members
    )
    return Household(members, "done")


def _told(member: Member, row: ChildTold) -> Member:
    return replace(member, name=row.name, born=row.born, role="ward" if row.ward else "child")


def older_than(household: Household, born: date) -> tuple[Member, ...]:
    """Children who would be older than a parent born then: a slip in one of the dates."""
    return tuple(child for child in household.children if child.born and child.born <= born)


def packed(household: Household) -> dict[str, Any]:
    """The household as JSON."""
    members = [
        {
            "id": m.id,
            "role": m.role,
            "name": m.name,
            "born": m.born.isoformat() if m.born else None,
            "person": m.person,
            "closed": m.closed,
        }
        for m in household.members
    ]
    return {"stage": household.stage, "members": members}


def unpacked(kept: Mapping[str, Any]) -> Household:
    """The household that `packed` kept; nothing kept yet is an empty one."""
    members = tuple(
        Member(
            m["id"],
            m["role"],
            m["name"],
            date.fromisoformat(m["born"]) if m["born"] else None,
            m.get("person", ""),
            m.get("closed", False),
        )
        for m in kept.get("members", ())
    )
    return Household(members, kept.get("stage", "who"))
