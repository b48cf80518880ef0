"""Group of disability, weeks of pregnancy."""

from __future__ import annotations

from collections.abc import Iterator

from ryadom.talk.hearing.claim import Claim, forms
from ryadom.talk.hearing.numerals import number_at, ordinal_at
from ryadom.talk.hearing.reader import Context
from ryadom.talk.hearing.rules.family import bearer, expects_at

_GROUP = {1: "first", 2: "second", 3: "third"}
_ROMAN = {"i": 1, "ii": 2, "iii": 3}
_SHORT = ("группа", "гр", "гр.")
_OTHER_GROUPS = forms("сад садик младший старший ясли кровь риск студент учебный продленный вк продленка")
_OF_ILLNESS = forms(
    "инвалид инвалидность мсэ втэк ипра дать присвоить снять получить продлить установить нерабочий "
    "бессрочный комиссия подтвердить оформить"
)


def read(context: Context) -> Iterator[Claim]:
    """Every claim about health."""
    yield from _disability(context)
    yield from _weeks(context)


def _disability(context: Context) -> Iterator[Claim]:
    grouped = [claim for at in range(len(context.words)) if (claim := _group_at(context, at))]
    yield from grouped
    if grouped:
        return
    for at, lemma in enumerate(context.lemmas):
        if lemma not in ("инвалид", "инвалидность", "инвалидка"):
            continue
        whose = context.whose(at, goes_on=True)
        if context.denied(at) or context.after(at, "нет"):
            if lemma == "инвалид" and context.before(at, "не"):
                yield Claim("disabled", False, whose, at - 1, at + 1)
                return
            continue
        if context.after(at, "детство"):
            yield Claim("disabled", True, whose, at, at + 2)
        elif whose == "child":
            yield Claim("disability", "child", whose, at, at + 1)
        elif lemma == "инвалид":
            yield Claim("disabled", True, whose, at, at + 1)
        else:
            continue
        return


def _group_at(context: Context, at: int) -> Claim | None:
    """«вторая группа», «инвалид 2 гр», «группа третья», «инвалидность первой группы»."""
    if context.lemmas[at] not in _SHORT or context.has(at, *_OTHER_GROUPS):
        return None
    if context.has(at, "снять", "лишить") or not (context.holds(*_OF_ILLNESS) or len(context.clause(at)) <= 4):
        return None
    for place in (at - 1, at - 2, at + 1):
        if 0 <= place < len(context.words) and context.clause_of[place] == context.clause_of[at]:
            number = _order(context, place)
            if number in _GROUP:
                whose = context.whose(min(place, at), goes_on=True)
                return Claim("disability", _GROUP[number], whose, min(place, at), max(place, at) + 1)
    return None


def _of_weeks(context: Context, at: int) -> str:
    """«встала на учёт в 10 недель»: the week of that day, not of today."""
    registered = context.has(at, "учет", "консультация") and context.has(at, "встать", "прийти", "пойти", "вставать")
    return "pregnancy-registered-week" if registered else "pregnancy-week"


def _order(context: Context, at: int) -> int | None:
    word = context.words[at]
    if word.text in _ROMAN:
        return _ROMAN[word.text]
    order = {"первый": 1, "второй": 2, "третий": 3}.get(context.lemmas[at])
    if order:
        return order
    number = number_at(context.words, at)
    return ordinal_at(context.words, at) or (number.whole if number else None)


def _weeks(context: Context) -> Iterator[Claim]:
    bears = context.holds("консультация", "беременный", "беременность", "рожать", "роды", "уз", "узи", "срок")
    awaits = any(expects_at(context, i) for i in range(len(context.words)))
    if not (bears or awaits):
        return
    for at in range(len(context.words)):
        number = number_at(context.words, at)
        order = ordinal_at(context.words, at) if number is None else None
        value = number.whole if number else order
        if value is None:
            continue
        end = number.end if number else at + 1
        while end < len(context.words) and context.words[end].text in ("й", "я", "ю", "ая", "ой", "ти"):
            end += 1
        unit = context.lemmas[end] if end < len(context.words) else ""
        if unit in ("неделя", "нед", "неделька") and 1 <= value <= 43 and not context.before(at, "через"):
            yield Claim(_of_weeks(context, at), value, bearer(context, at), at, end + 1)
            return
        if unit in ("месяц", "мес") and 1 <= value <= 9 and context.has(at, "беременный", "беременность", "срок"):
            yield Claim("pregnancy-month", value, bearer(context, at), at, end + 1)
            return
