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
    "человек метр квартира этаж школа сад дом сын дочь дочка год"
)
_OF_THEM = frozenset({"ему", "ей"})
_OLDEST = 115
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_IS_BORN = forms("родиться рождение")


def read(context: Context) -> Iterator[Claim]:
    """Every age that is told."""
    at = 0
    while at < len(context.words):
        years = years_in(context.words[at])
        if years is not None:
            yield Claim("age", years, _owner_after(context, at), at, at + 1)
        yield from _one_year(context, at)
        yield from _born(context, at)
        number = number_at(context.words, at)
        if number is None:
            at += 1
            continue
        told = _told_in_a_row(context, number)
        if told:
            whose = context.whose(number.start, goes_on=True)
            yield from (Claim("age", int(one.value), whose, one.start, one.end) for one in told)
            at = told[-1].end
            continue
        yield from _age_of(context, number)
        at = number.end


def _born(context: Context, at: int) -> Iterator[Claim]:
    """«1938 года рождения», «2019 г.р.», «родилась в 1985 году»."""
    text = context.words[at].text
    if not (text.isdigit() and len(text) == 4 and _FIRST_YEAR <= int(text) <= _LAST_YEAR):
        return
    written = [word.text for word in context.words[at + 1 : at + 3]]
    if written[1:] in (["рождения"], ["р"]) or written[:1] == ["гр"] or context.before(at, *_IS_BORN, within=2):
        yield Claim("birth-year", int(text), context.whose(at), at, at + 1)


def _one_year(context: Context, at: int) -> Iterator[Claim]:
    """«внучке годик», «ребёнку год и два месяца», «дочке полгода»: a year or half of it without a number."""
    lemma, before = context.lemmas[at], at - 2 if at > 1 and context.lemmas[at - 1] in _ALREADY else at - 1
    if lemma not in ("год", "годик", "годок", "полгода") or before < 0 or context.after(at, *_NOT_AFTER):
        return
    whose = context.person_in(before)
    if whose not in ("child", "grandchild", "sibling", "relative") or not _dative(context, before):
        return
    if lemma == "полгода":
        yield Claim("age-months", 6, whose, at, at + 1)
        return
    more = number_at(context.words, at + 2) if context.after(at, "и") and at + 2 < len(context.words) else None
    if more and more.whole and more.end < len(context.words) and context.lemmas[more.end] in _MONTHS:
        yield Claim("age-months", 12 + more.whole, whose, at, more.end + 1)
    else:
        yield Claim("age", 1, whose, at, at + 1)


def _dative(context: Context, at: int) -> bool:
    """«мне», «маме»; of «свекрови», «дочери» the form says nothing, so it may be."""
    word = context.words[at]
    alike = word.lemma.endswith("ь") and word.text.endswith("и")
    adjective = "ADJF" in word.tag and "femn" in word.tag and word.text.endswith("ей")
    return "datv" in word.tag or alike or adjective or word.text in {"мне", "ей", "ему"}


def _told_in_a_row(context: Context, first: Number) -> list[Number]:
    """«трое детей: 2, 6, 11»: bare numbers right after children, to the end of what is said of them."""
    if not any(context.lemmas[i] in CHILDREN for i in range(max(0, first.start - 2), first.start)):
        return []
    found, number = [], first
    while number.whole is not None and 0 <= number.value <= 30 and not number.together:
        found.append(number)
        end = number.end + (number.end < len(context.words) and context.lemmas[number.end] == "и")
        following = number_at(context.words, end) if end < len(context.words) else None
        if following is None:
            break
        number = following
    last = found[-1].end if found else 0
    over = last == len(context.words) or context.words[last].after_stop
    return found if len(found) > 1 and over else []


def _age_of(context: Context, number: Number) -> Iterator[Claim]:
    same = number.end < len(context.words) and context.clause_of[number.end] == context.clause_of[number.start]
    unit = context.lemmas[number.end] if same else ""
    if unit in _YEARS:
        if _is_age(context, number, number.end):
            yield _age(context, number, number.end + 1)
    elif unit in _MONTHS:
        whole = not _after_a_year(context, number.start)
        if whole and _is_age(context, number, number.end) and has_child(context, number.start):
            whose = _little(context, number.start)
            yield Claim("age-months", int(number.value), whose, number.start, number.end + 1)
    elif unit == "летний" and 1 <= number.value <= _OLDEST:
        yield Claim("age", int(number.value), _owner_beside(context, number.end), number.start, number.end + 1)
    elif _listed(context, number) or _bare(context, number):
        yield _age(context, number, number.end)


def _age(context: Context, number: Number, end: int) -> Claim:
    if number.whole is None and number.value < 7:
        return Claim("age-months", int(number.value * 12), _little(context, number.start), number.start, end)
    return Claim("age", int(number.value), _aged(context, number.start), number.start, end)


def _aged(context: Context, at: int) -> str:
    """«брат инвалид, ему 30»: «ему» is whoever was named last."""
    if at and context.words[at - 1].text in _OF_THEM:
        earlier = (context.person_in(i) for i in range(at - 2, -1, -1))
        return next((who for who in earlier if who and who != "self"), "self")
    return context.whose(at, goes_on=True)


def _little(context: Context, at: int) -> str:
    """Whose age is told in months: a child's, where no grandchild is named."""
    whose = context.whose(at, goes_on=True)
    return whose if whose in ("grandchild", "sibling", "relative", "neighbour") else "child"


def _after_a_year(context: Context, at: int) -> bool:
    """«годик и два месяца» is one age."""
    return at > 1 and context.lemmas[at - 1] == "и" and context.lemmas[at - 2] in ("год", "годик", "годок")


def _owner_beside(context: Context, at: int) -> str:
    """«дочь 16-летняя», «16-летняя дочь»."""
    owner = _owner_after(context, at)
    return owner if owner != "self" else context.whose(at)


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
    named = any(_young(context, i) for i in range(max(0, number.start - 4), number.start))
    return named and (context.lemmas[following.end] in _YEARS or _listed(context, following))


def _young(context: Context, at: int) -> bool:
    return is_child(context.lemmas[at]) or context.person_in(at) == "grandchild"


def has_child(context: Context, at: int) -> bool:
    """Whether a child is named in the clause."""
    return any(is_child(context.lemmas[i]) or context.lemmas[i] in CHILDREN for i in context.clause(at))


def _bare(context: Context, number: Number) -> bool:
    """«мне 67», «маме 82»: a person in the dative right before a number that counts nothing."""
    at, end = number.start, number.end
    if number.whole is None or not 1 <= number.value <= _OLDEST or number.together or at == 0:
        return False
    unit = context.lemmas[end] if end < len(context.words) and not context.words[end].after_stop else ""
    if (unit in _UNITS and not _another(context, end)) or ordinal_at(context.words, at) is not None:
        return False
    before = at - 2 if context.lemmas[at - 1] in _ALREADY and at > 1 else at - 1
    if context.clause_of[before] != context.clause_of[at]:
        return False
    if not context.person_in(before) and context.words[before].text not in _OF_THEM:
        return False
    return _dative(context, before)


def _another(context: Context, at: int) -> bool:
    """«мужу 35 дети 3 и 5 лет»: a person of whom something else is said, not what the number counts."""
    named = context.lemmas[at] in CHILDREN or context.person_in(at) is not None
    return named and ("nomn" in context.words[at].tag or "datv" in context.words[at].tag)


def _owner_after(context: Context, at: int) -> str:
    """«пятилетний сын»: whoever the adjective stands before."""
    found = (context.person_in(i) for i in range(at, min(at + 3, len(context.words))))
    return next((who for who in found if who), context.whose(at))
