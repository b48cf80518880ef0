"""How many children there are: told, counted by birth, or sons and daughters added up."""

from __future__ import annotations

from collections.abc import Iterator

from ryadom.talk.hearing.claim import Claim, forms
from ryadom.talk.hearing.numerals import Number, number_at, ordinal_at
from ryadom.talk.hearing.reader import SELF, Context

CHILDREN = forms(
    "ребенок дети ребятишки ребята малыш школьник дошкольник несовершеннолетний пацан"
    " дитя детишки детка деточка ребеночек"
)
SONS = forms("сын дочь дочка сынок доча сынишка дочурка девочка мальчик")
EXPECTS = forms("ждать ожидать беременный беременность рожать")
_PARENTS = forms("мать мама отец папа родитель папаша мамаша")
_BEARS = forms("родить рожать родиться появиться усыновить")
_NOT_A_CHILD = forms("группа класс курс неделя месяц год раз день этаж")
FOSTERED = forms("приемный опекаемый подопечный")
_TWINS = {"двойня": 2, "двойняшка": 2, "близнец": 2, "тройня": 3, "тройняшка": 3}
_MOST = 20


def read(context: Context, taken: set[int]) -> Iterator[Claim]:
    """Every claim about the number of children; `taken`: places of numbers that are ages."""
    counted = next(_counted(context, taken), None) or _ordered(context) or _summed(context, taken) or _only(context)
    if counted:
        yield counted
    for at, lemma in enumerate(context.lemmas):
        if lemma in ("многодетный", "многодетность") and not context.has(at, "или", "ли", "если"):
            yield Claim("large-family", not context.denied(at), SELF, at, at + 1)
            return


def _counted(context: Context, taken: set[int]) -> Iterator[Claim]:
    """«трое детей», «3 маленьких ребёнка», «детей у меня пятеро», «мать двоих», «детей нет»."""
    for at in range(len(context.words)):
        number = number_at(context.words, at)
        if at in taken or number is None or not _is_count(number):
            continue
        noun = _noun_after(context, number.end)
        if _of_others(context, at, noun):
            continue
        if noun is not None and context.lemmas[noun] in CHILDREN:
            yield _count(context, number, at, noun + 1)
        elif noun is None and (
            _of_a_relative(context, number)
            or _after_children(context, at)
            or (number.together and context.before(at, *_PARENTS))
        ):
            yield _count(context, number, at, number.end)
    for at in range(len(context.words)):
        if _no_children(context, at):
            yield Claim("children-count", 0, context.whose(at, children=False), at, at + 1)


def _of_others(context: Context, at: int, noun: int | None) -> bool:
    """«пятеро приёмных» are counted apart; «ни одного ребёнка» counts nobody; «нас трое» is the family."""
    fostered = context.after(at, *FOSTERED, within=2) and (
        noun is None or context.lemmas[noun] in (*CHILDREN, *FOSTERED)
    )
    family = noun is None and context.before(at, "нас") and not context.before(at, "у", within=2)
    return bool(fostered) or context.before(at, "ни") or family


def _of_a_relative(context: Context, number: Number) -> bool:
    """«у брата трое»: nothing else stands in the clause."""
    own = context.clause(number.start)
    return number.together and len(own) <= 4 and number.start - own[0] >= 2 and context.lemmas[own[0]] == "у"


def _only(context: Context) -> Claim | None:
    """«единственный сын», «двойня родилась»."""
    for at, lemma in enumerate(context.lemmas):
        if lemma == "единственный" and context.after(at, *CHILDREN, *SONS):
            return Claim("children-count", 1, SELF, at, at + 2)
        born = lemma in _TWINS and not context.has(at, *EXPECTS)
        if born and not context.holds(*SONS, *CHILDREN, "старший", "младший", "средний"):
            more = next((i for i in range(at, len(context.lemmas) - 1) if context.lemmas[i] == "еще"), None)
            other = number_at(context.words, more + 1) if more else None
            total = _TWINS[lemma] + (int(other.value) if other and other.value < _MOST else 0)
            return Claim("children-count", total, SELF, at, other.end if other else at + 1)
    return None


def _no_children(context: Context, at: int) -> bool:
    if context.lemmas[at] in ("бездетный", "бездетность"):
        return True
    spoken = context.words[at].text in ("детей", "ребенка")
    none = context.before(at, "ни", within=2) and context.has(at, "нет", "иметь")
    has_none = context.after(at, "иметь", within=2) and context.after(at, "не")
    return spoken and (none or has_none or context.before(at, "нет", "без") or context.after(at, "нет"))


def _is_count(number: Number) -> bool:
    return number.whole is not None and 1 <= number.value <= _MOST


def _noun_after(context: Context, at: int) -> int | None:
    """The noun that a number counts: at most two adjectives away, in the same clause."""
    for i in range(at, min(at + 3, len(context.words))):
        if context.clause_of[i] != context.clause_of[at - 1]:
            return None
        if "NOUN" in context.words[i].tag or context.lemmas[i] in CHILDREN:
            return i
        if not any(kind in context.words[i].tag for kind in ("ADJF", "PRTF", "NPRO", "PREP")):
            return None
    return None


def _after_children(context: Context, at: int) -> bool:
    """«детей у меня трое»: what is counted stands before, with nothing but small words between."""
    for i in range(at - 1, max(context.clause(at)[0], at - 5) - 1, -1):
        if context.words[i].text in ("детей", "деток", "ребятишек"):
            return True
        if "VERB" in context.words[i].tag and context.lemmas[i] not in ("быть", "стать"):
            return False
    return False


def _count(context: Context, number: Number, start: int, end: int) -> Claim:
    return Claim("children-count", int(number.value), _possessor(context, start), start, end)


def _possessor(context: Context, at: int) -> str:
    """«у соседки трое детей»: theirs, not mine; a husband's are mine too."""
    for i in range(at - 1, context.clause(at)[0] - 1, -1):
        who = context.person_in(i)
        if who and "gent" in context.words[i].tag and context.before(i, "у", within=2):
            return SELF if who == "spouse" else who
    return SELF


def _ordered(context: Context) -> Claim | None:
    """«родился третий», «жду четвёртого»: the child that came, or those before the one expected."""
    for at in range(len(context.words)):
        place = ordinal_at(context.words, at)
        if place is None or place > _MOST or context.after(at, *_NOT_A_CHILD):
            continue
        child = context.after(at, *CHILDREN, *SONS, within=2)
        if context.has(at, *_BEARS) and not context.has(at, "рожать", "беременный"):
            near = context.before(at, *_BEARS, within=2) or context.after(at, *_BEARS, within=2)
            if child or near:
                return Claim("children-count", place, SELF, at, at + 1)
            continue
        near = context.before(at, *EXPECTS, within=2) or context.after(at, *EXPECTS)
        if place > 1 and context.has(at, *EXPECTS) and (child or near):
            return Claim("children-count", place - 1, SELF, at, at + 1)
    return None


def _summed(context: Context, taken: set[int]) -> Claim | None:
    """«сыну 19 лет, ещё две дочки», «два сына и дочка»: sons and daughters added up."""
    found = [(at, _number_before(context, at, taken)) for at in range(len(context.words)) if _own(context, at)]
    counted: dict[str, int] = {}
    for at, number in found:
        lemma = context.lemmas[at]
        if number or lemma not in counted:
            counted[lemma] = counted.get(lemma, 0) + (int(number.value) if number else 1)
    total = sum(counted.values())
    if not 2 <= total <= _MOST or not (any(number for _, number in found) or _joined(context, found)):
        return None
    first, number = found[0]
    return Claim("children-count", total, SELF, number.start if number else first, found[-1][0] + 1)


def _joined(context: Context, found: list[tuple[int, Number | None]]) -> bool:
    """«сын и дочь»."""
    first, last = found[0][0], found[-1][0]
    return last - first <= 3 and "и" in context.lemmas[first:last]


def _own(context: Context, at: int) -> bool:
    """«сына соседки», «дочь родила сына» are no children of who speaks."""
    of_another = context.has(at, "родить", "сосед", "соседка") and not context.has(at, "я")
    return context.lemmas[at] in SONS and not of_another


def _number_before(context: Context, at: int, taken: set[int]) -> Number | None:
    for i in (at - 1, at - 2):
        if i >= 0 and i not in taken and context.clause_of[i] == context.clause_of[at]:
            number = number_at(context.words, i)
            if number and _is_count(number):
                return number
    return None
