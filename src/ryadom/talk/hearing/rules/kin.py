"""How many live together, who died, whose guardian one is, how many foster children, and which pension."""

from __future__ import annotations

from collections.abc import Iterator

from ryadom.talk.hearing.claim import Claim, forms
from ryadom.talk.hearing.numerals import number_at
from ryadom.talk.hearing.reader import SELF, Context
from ryadom.talk.hearing.rules.children import FOSTERED

_DIED = forms("умереть скончаться похоронить погибнуть помереть")
_TOGETHER = {"вдвоем": 2, "втроем": 3, "вчетвером": 4, "впятером": 5, "вшестером": 6, "всемером": 7}
_WISHES = forms("хотеть стать оформить мочь думать планировать как можно")
_PENSIONER = forms("пенсионер пенсионерка")
_LATER = forms("выйти выходить скоро пора уйти уходить собираться проводить до")
_MOST = 20


def read(context: Context) -> Iterator[Claim]:
    """Every claim about kin."""
    yield from _size(context)
    yield from _dead(context)
    yield from _guardian(context)
    yield from _fostered(context)
    yield from _pension(context)


def _size(context: Context) -> Iterator[Claim]:
    """«нас пятеро», «семья из четырёх человек», «живём вшестером», «на троих выходит 30 тысяч»."""
    for at, lemma in enumerate(context.lemmas):
        if lemma in _TOGETHER and context.has(at, "жить", "семья", "проживать"):
            yield Claim("family-size", _TOGETHER[lemma], SELF, at, at + 1)
            return
        number = number_at(context.words, at)
        if number is None or number.whole is None or not 2 <= number.value <= _MOST:
            continue
        ours = number.together and context.before(at, "нас") and not context.has(at, "у")
        people = context.after(number.end - 1, "человек", "чел")
        family = people and context.before(at, "из", "нас", "семья") and context.has(at, "семья", "мы", "жить")
        shared = number.together and context.before(at, "на") and context.has(at, "выходить", "доход", "получаться")
        if ours or family or shared:
            start = at - 2 if family and at > 1 and context.lemmas[at - 2] == "семья" else at
            yield Claim("family-size", number.whole, SELF, start, number.end + people)
            return


def _dead(context: Context) -> Iterator[Claim]:
    for at, lemma in enumerate(context.lemmas):
        gone = lemma == "стать" and context.before(at, "не") and context.words[at].text == "стало"
        if (lemma in _DIED and "past" in context.words[at].tag) or gone:
            whose = _who_died(context, at)
            if whose and whose != SELF:
                yield Claim("dead", True, whose, at, at + 1)
                return


def _who_died(context: Context, at: int) -> str | None:
    near = (at + 1, at - 1, at + 2, at - 2, at - 3, at + 3)
    own = context.clause(at)
    return next((who for i in near if i in own and (who := context.person_in(i)) and who != SELF), None)


def _guardian(context: Context) -> Iterator[Claim]:
    for at, lemma in enumerate(context.lemmas):
        is_one = lemma in ("опекун", "попечитель") and "nomn" in context.words[at].tag
        has_one = (
            lemma == "опека" and context.before(at, "под") and context.has(at, "взять", "у", "воспитывать", "растить")
        )
        if (is_one or has_one) and not context.has(at, *_WISHES) and not context.denied(at):
            yield Claim("guardian", True, SELF, at, at + 1)
            return


def _fostered(context: Context) -> Iterator[Claim]:
    for at in range(len(context.words)):
        number = number_at(context.words, at)
        if number and number.whole and 1 <= number.value <= _MOST and context.after(number.end - 1, *FOSTERED):
            yield Claim("foster-children-count", number.whole, SELF, at, number.end + 1)
            return


def _pension(context: Context) -> Iterator[Claim]:
    """«я на пенсии», «муж пенсионер», «пенсия по инвалидности»."""
    for at, lemma in enumerate(context.lemmas):
        kind = _which(context, at) if lemma == "пенсия" else None
        named = lemma in _PENSIONER and {"sing", "nomn"} <= set(context.words[at].tag.replace(" ", ",").split(","))
        retired = lemma == "пенсия" and context.words[at].text == "пенсии" and context.before(at, "на")
        if kind or ((named or retired) and not context.denied(at) and not context.has(at, *_LATER)):
            yield Claim("pension", kind or "old_age", context.whose(at, children=False), at, at + 1)
            return


def _which(context: Context, at: int) -> str | None:
    if not context.after(at, "по") or context.has(at, *_WISHES):
        return None
    if context.after(at, "инвалидность", within=2):
        return "disability"
    return "survivor" if context.after(at, "потеря", within=2) else None
