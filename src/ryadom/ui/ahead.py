"""What lies ahead of an answer, told on every desk in the same words: the next date, what stands between a person and
a right, what is still to be asked, who checks how many of the conditions.

Answers come from the rules, which stand above this room: what is read of them is named in each sentence.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from ryadom.ui import figures

RIGHT: Final = frozenset({"entitled", "likely"})
NEVER: Final = frozenset({"not_entitled", "closed"})
_TENTH: Final = Decimal("0.1")


@dataclass(frozen=True)
class Ahead:
    """A next date in words. `kind`: begins, ends, or changes (neither opens nor closes a right)."""

    on: date
    kind: str
    words: str


def next_date(found: Any, *, desk: bool = False) -> Ahead | None:
    """The day on which an answer changes by itself; None without one, and where the change is nothing to a person.

    On a desk a right is «положено»; to the person it is so «по вашим ответам».
    """
    ahead = found.next_date
    if ahead is None:
        return None
    before, after = _plain(found.outcome), _plain(ahead.outcome)
    kind = _kind(before, after)
    words = _changes(ahead.on, after, desk=desk) if kind == "changes" else ""
    if kind == "begins":
        words = _begins(ahead.on, after, desk=desk)
    elif kind == "ends":
        words = _ends(ahead.on, after)
    return Ahead(ahead.on, kind, words) if words else None


def _plain(outcome: object) -> str:
    return str(getattr(outcome, "value", outcome))


def _kind(before: str, after: str) -> str:
    if before not in RIGHT and after in RIGHT:
        return "begins"
    # A right does not end because a number of the law is not entered for the next year yet.
    return "ends" if before in RIGHT and after not in RIGHT and after != "failed" else "changes"


def _begins(on: date, after: str, *, desk: bool) -> str:
    if after == "likely":
        said = _("Скорее всего, положено с %(day)s.")
    else:
        said = _("Положено с %(day)s.") if desk else _("По вашим ответам положено с %(day)s.")
    return said % {"day": figures.day(on)}


def _ends(on: date, after: str) -> str:
    """The last day that still counts is named: «до 14 мая» leaves it open whether the fourteenth does."""
    last = {"day": figures.day(on - timedelta(days=1))}
    if after == "closed":
        return _("До %(day)s включительно. Потом мера закончится.") % last
    if after == "not_yet":
        return _("До %(day)s включительно. Потом будет перерыв.") % last
    return _("До %(day)s включительно. Потом право закончится.") % last


def _changes(on: date, after: str, *, desk: bool) -> str:
    """Neither opens nor closes a right: mostly nothing to mark in a calendar, so staff alone read it."""
    first = {"day": figures.day(on)}
    if after in NEVER:
        return _("С %(day)s эта мера уже не подойдёт.") % first
    if not desk:
        return ""
    if after in RIGHT:
        return _("С %(day)s ответ точнее: положено.") % first if after == "entitled" else ""
    if after == "failed":
        return _("С %(day)s правилу не хватает чисел закона: проверит специалист.") % first
    return _("С %(day)s ответ будет «пока нет».") % first


def near_miss(missed: Any, language: str, said: Callable[[Any], str]) -> tuple[str, tuple[str, ...]]:
    """What stands between the person and the right: a heading, and each condition in words and numbers.

    `said` words a condition in which nothing is counted.
    """
    lines = tuple(_missed(one, language, said) for one in missed.conditions)
    count = len(lines)
    if count == 1:
        return _("Мешает одно условие:"), lines
    return _("Мешают %(count)s:") % {"count": figures.counted(count, _("условие/условия/условий"))}, lines


def _missed(one: Any, language: str, said: Callable[[Any], str]) -> str:
    return "; ".join(far.words.said(language) for far in one.distances) or said(one.criterion)


def left(found: Any) -> str:
    """How many questions are left at most, and how many measures they settle; "" when none is."""
    if found is None or not found.questions:
        return ""
    asked = figures.counted(found.questions, _("вопроса/вопросов/вопросов"))
    if not found.measures:  # what is asked can only refuse: nothing is promised for it
        return _("Остался 1 вопрос.") if found.questions == 1 else _("Осталось не больше %(asked)s.") % {"asked": asked}
    settled = figures.counted(found.measures, _("меру/меры/мер"))
    if found.questions == 1:
        return _("Остался 1 вопрос. Он решит %(settled)s.") % {"settled": settled}
    return _("Осталось не больше %(asked)s, они решат %(settled)s.") % {"asked": asked, "settled": settled}


def left_at_desk(found: Any) -> str:
    """The same for staff, who ask about rights of a whole family."""
    if found is None or not found.questions:
        return ""
    asked = figures.counted(found.questions, _("вопрос/вопроса/вопросов"))
    rights = figures.counted(found.measures, _("меру/меры/мер"))
    return _("Осталось узнать: ответы не больше чем на %(asked)s решат %(rights)s.") % {
        "asked": asked, "rights": rights,
    }  # fmt: skip


def gain(settles: Iterable[str], waiting: int, expected: Decimal | None) -> tuple[str, ...]:
    """Why a question is asked: which measures its answer may settle, and how many of so many waiting to expect.

    A measure waits for each of whom it is: three children are three.
    """
    titles = tuple(dict.fromkeys(settles))
    if not titles:
        return ()
    named = (_("Ответ может решить: %(titles)s.") % {"titles": "; ".join(titles)},)
    if expected is None or waiting == 1:
        return named
    told = {
        "waiting": figures.counted(waiting, _("мера/меры/мер")),
        "number": figures.number(max(expected.quantize(_TENTH), _TENTH).normalize()),
    }
    if waiting == len(titles):
        return (*named, _("Ответа ждут: %(waiting)s. В среднем он решает: %(number)s.") % told)
    each = _("Ответа ждут: %(waiting)s, если считать каждого человека отдельно. В среднем он решает: %(number)s.")
    return (*named, each % told)


def checked(found: Any) -> str:
    """Who checks the conditions of a measure: the program, by a document, a specialist; "" without conditions."""
    total = found.by_rule + found.by_document + found.by_person
    if not total:
        return ""
    if found.by_rule == total:
        return _("Все условия этой меры проверяет программа.")
    parts = [
        (found.by_rule, _("%(n)s проверяет программа")),
        (found.by_document, _("%(n)s подтверждает документ")),
        (found.by_person, _("%(n)s проверяет специалист")),
    ]
    told = ", ".join(words % {"n": n} for n, words in parts if n)
    return _("Из %(total)s: %(told)s.") % {
        "total": figures.counted(total, _("условия/условий/условий")), "told": told,
    }  # fmt: skip
