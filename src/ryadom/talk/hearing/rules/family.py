"""A child expected, who raises children alone, who lives alone, who is a widow."""

from __future__ import annotations

from collections.abc import Iterator

from ryadom.talk.hearing.claim import Claim, forms
from ryadom.talk.hearing.numerals import ordinal_at
from ryadom.talk.hearing.reader import SELF, Context, is_child
from ryadom.talk.hearing.rules import ages, children
from ryadom.talk.hearing.rules.children import CHILDREN, SONS

_LEFT_FOR = forms("работа пить курить война сво фронт армия жизнь")


def read(context: Context) -> Iterator[Claim]:
    """Every claim about the family."""
    told = list(ages.read(context))
    yield from told
    counted = [*children.read(context, {at for claim in told for at in range(claim.start, claim.end)})]
    yield from counted
    if not any(claim.fact == "children-count" for claim in counted):
        yield from _listed(context, [claim for claim in told if claim.whose == "child"])
    yield from _expected(context)
    yield from _alone(context)


def _listed(context: Context, ages: list[Claim]) -> Iterator[Claim]:
    """«дети 3 и 7 лет»: whoever lists the ages of the children counts them."""
    first = min((age.start for age in ages), default=0)
    if len(ages) > 1 and first and context.words[first - 1].text in ("дети", "детям", "детки", "деткам"):
        yield Claim("children-count", len(ages), SELF, first - 1, max(age.end for age in ages))


def _expected(context: Context) -> Iterator[Claim]:
    for at in range(len(context.words)):
        if expects_at(context, at) and not context.has(at, "тяжелый", "трудный", "сложный"):
            denied = context.denied(at)
            if not denied or context.lemmas[at] == "беременный":
                yield Claim("pregnant", not denied, bearer(context, at), at, at + 1)


def expects_at(context: Context, at: int) -> bool:
    """«беременна», «в положении», «жду малыша», «ждём третьего»."""
    if context.lemmas[at] == "беременный":
        return True
    if context.words[at].text == "положении":
        return context.before(at, "в")
    comes = ("ребенок", "малыш", "двойня", "тройня", "первенец", "пополнение", "прибавление")
    waits = context.lemmas[at] in ("ждать", "ожидать")
    return waits and (context.after(at, *comes, within=3) or _ordinal_near(context, at))


def _ordinal_near(context: Context, at: int) -> bool:
    """«жду третьего», «третьего ждём»."""
    near = (i for i in (at - 1, at + 1) if 0 <= i < len(context.words))
    counts = ("год", "месяц", "день", "неделя", "раз", "час")
    return any(ordinal_at(context.words, i) is not None for i in near) and not context.has(at, *counts)


def bearer(context: Context, at: int) -> str:
    """Who expects the child: a child in the sentence is most often the one expected."""
    who = context.whose(at, goes_on=True)
    return who if who != "child" or context.has(at, "дочь", "дочка") else SELF


def _alone(context: Context) -> Iterator[Claim]:
    """Of «одна с детьми», «живу одна», «вдова» the first that is said."""
    for at, lemma in enumerate(context.lemmas):
        if _raises_alone(context, at):
            yield Claim("raises-alone", True, SELF, at, at + 1)
            return
        if lemma in ("вдова", "вдовец", "овдоветь"):
            yield Claim("widowed", True, context.whose(at), at, at + 1)
            return
        own = [context.words[i].text for i in context.clause(at)]
        if own in (["одна"], ["один"], ["совсем", "одна"], ["совсем", "один"]) and context.clause_of[at]:
            yield Claim("lives-alone", True, context.whose(context.clause(at)[0], goes_on=True), at, at + 1)
            return
        if lemma == "одинокий" or (_one(context, at) and context.has(at, "жить", "проживать", "остаться")):
            yield Claim("lives-alone", True, context.whose(at), at, at + 1)
            return


def _raises_alone(context: Context, at: int) -> bool:
    lemma = context.lemmas[at]
    if lemma == "одиночка" or (lemma == "одинокий" and context.after(at, "мать", "отец", "мама")):
        return True
    if lemma in ("бросить", "уйти", "развестись"):
        left = context.has(at, "муж", "жена", "отец", "супруг") and not context.has(at, *_LEFT_FOR)
        return left and any(is_child(other) for other in context.lemmas)
    raises = context.has(at, "воспитывать", "растить", "поднимать", "тянуть")
    with_children = context.after(at, "с") and context.after(at, *CHILDREN, *SONS, within=4)
    return (_one(context, at) or lemma == "одинокий") and (raises or with_children)


def _one(context: Context, at: int) -> bool:
    denied = any(context.lemmas[i] == "жить" and context.before(i, "не") for i in context.clause(at))
    return (
        context.words[at].text in ("одна", "один")
        and not denied
        and not context.after(at, "ребенок", "сын", "дочь", "раз", "год")
    )
