"""Ages and whose they are: «сыну 19 лет», «мне 67», «дети 3 и 7 лет», «пятилетняя дочь», «ребёнку три месяца»."""

from __future__ import annotations

from collections.abc import Iterator

from ryadom.talk.hearing.claim import Claim, forms
from ryadom.talk.hearing.numerals import Number, number_at, ordinal_at, years_in
from ryadom.talk.hearing.reader import Context, is_child
from ryadom.talk.hearing.rules.children import CHILDREN

_YEARS = forms("год лето лет годик годок")
_MONTHS = forms("месяц мес месяцев")
_NOT_BEFORE = forms("до с за через после старше младше более больше около от на в последний")
_NOT_AFTER = forms("назад стаж отработать работать подряд служба брак прожить замужем женатый")
_NEVER = forms("стаж отработать прожить проработать замужем брак назад")
_HARDLY = forms("ждать копить платить стоять жить служить ходить болеть")
_ALREADY = forms("уже всего исполниться скоро будет почти только")
# What a number may count besides years.
_UNITS = forms(
    "рубль руб р тысяча тыс т тр к процент неделя нед день дней месяц мес час группа гр ребенок раз комната класс курс "
    "человек метр квартира этаж школа сад дом сын дочь дочка пенсионер инвалид год"
)
_OLDEST = 115


def read(context: Context) -> Iterator[Claim]:
    """Every age that is told."""
    at = 0
    while at < len(context.words):
        years = years_in(context.words[at])
        if years is not None:
            yield Claim("age", years, _owner_after(context, at), at, at + 1)
        number = number_at(context.words, at)
        if number is None:
            at += 1
            continue
        yield from _age_of(context, number)
        at = number.end


def _age_of(context: Context, number: Number) -> Iterator[Claim]:
    same = number.end < len(context.words) and context.clause_of[number.end] == context.clause_of[number.start]
    unit = context.lemmas[number.end] if same else ""
    if unit in _YEARS:
        if _is_age(context, number, number.end):
            yield _age(context, number, number.end + 1)
    elif unit in _MONTHS:
        if _is_age(context, number, number.end) and has_child(context, number.start):
            yield Claim("age-months", int(number.value), "child", number.start, number.end + 1)
    elif _listed(context, number) or _bare(context, number):
        yield _age(context, number, number.end)


def _age(context: Context, number: Number, end: int) -> Claim:
    if number.value == 1.5:
        return Claim("age-months", 18, "child", number.start, end)
    return Claim("age", int(number.value), context.whose(number.start, goes_on=True), number.start, end)


def _is_age(context: Context, number: Number, unit: int) -> bool:
    """«сыну 19 лет» is an age; «20 лет отработала», «до 18 лет», «через 2 года» are not."""
    if not 0 <= number.value <= _OLDEST or number.together:
        return False
    if context.before(number.start, *_NOT_BEFORE) or context.after(unit, *_NOT_AFTER, within=2):
        return False
    beside = number.start > 0 and context.person_in(number.start - 1) is not None
    if context.has(number.start, *_NEVER) or (context.has(number.start, *_HARDLY) and not beside):
        return False
    return _someone_in(context, number.start) or _little_else(context, number, unit)


def _someone_in(context: Context, at: int) -> bool:
    return any(context.person_in(i) or context.lemmas[i] in CHILDREN for i in context.clause(at))


def _little_else(context: Context, number: Number, unit: int) -> bool:
    """«62 года, пенсионерка»: a clause of an age and little else."""
    own = context.clause(number.start)
    return len(own) <= unit - number.start + 3 and not any("VERB" in context.words[i].tag for i in own)


def _listed(context: Context, number: Number) -> bool:
    """The first of «дети 3 и 7 лет», «сыновья 12, 9 и 4 года»."""
    end = number.end
    if number.whole is None or not 0 <= number.value <= 30 or number.together or end >= len(context.words):
        return False
    if context.lemmas[end] == "и":
        end += 1
    elif not context.words[end].after_stop:
        return False
    following = number_at(context.words, end) if end < len(context.words) else None
    if following is None or following.together or following.end >= len(context.words):
        return False
    named = any(is_child(lemma) for lemma in context.lemmas[max(0, number.start - 4) : number.start])
    return named and (context.lemmas[following.end] in _YEARS or _listed(context, following))


def has_child(context: Context, at: int) -> bool:
    """Whether a child is named in the clause."""
    return any(is_child(context.lemmas[i]) or context.lemmas[i] in CHILDREN for i in context.clause(at))


def _bare(context: Context, number: Number) -> bool:
    """«мне 67», «маме 82»: a person in the dative right before a number that counts nothing."""
    at, end = number.start, number.end
    if number.whole is None or not 1 <= number.value <= _OLDEST or number.together or at == 0:
        return False
    unit = context.lemmas[end] if end < len(context.words) else ""
    if unit in _UNITS or ordinal_at(context.words, at) is not None:
        return False
    before = at - 2 if context.lemmas[at - 1] in _ALREADY and at > 1 else at - 1
    if context.clause_of[before] != context.clause_of[at] or not context.person_in(before):
        return False
    return "datv" in context.words[before].tag or context.words[before].text in {"мне", "ей", "ему"}


def _owner_after(context: Context, at: int) -> str:
    """«пятилетний сын»: whoever the adjective stands before."""
    found = (context.person_in(i) for i in range(at, min(at + 3, len(context.words))))
    return next((who for who in found if who), context.whose(at))
