"""Sums of money, exactly, and what each is: pension, pay, rent, debt."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ryadom.talk.hearing.claim import Claim
from ryadom.talk.hearing.numerals import Number, number_at
from ryadom.talk.hearing.reader import Context

_KINDS = {
    "pension-amount": "пенсия пенсионный",
    "salary": "зарплата зп зарабатывать заработок оклад получка з/п заработать мрот",
    "rent": "аренда снимать съем съемный арендовать наем арендный",
    "loan": "ипотека кредит ипотечный",
    "debt": "долг должный задолженность задолжать",
    "utilities": "коммуналка квартплата жкх жку отопление свет коммунальный квитанция",
    "alimony": "алименты",
    "benefit": "пособие выплата детский",
    "scholarship": "стипендия",
    "income": "доход получать выходить",
    "paid": "заплатить потратить обойтись отдать оплатить потратиться",
}
_KIND = {lemma: kind for kind, lemmas in _KINDS.items() for lemma in lemmas.split()}
_VAGUE = ("income", "paid")  # a nearer word says more
_FAMILY = ("семья", "все", "вся", "всё", "весь", "вместе")
_THOUSANDS = frozenset({"тысяча", "тыс", "тысячка", "тыща", "к", "т", "тр", "косарь"})
_ROUBLES = frozenset({"рубль", "руб", "р", "рублик", "₽"})
_MILLIONS = frozenset({"миллион", "млн", "лям"})
_SHORT = frozenset({"т", "тр", "к", "р", "тыс", "руб"})
_EARNED = ("pension-amount", "salary", "scholarship", "income", "money")
_LEAST_BARE = 500  # a smaller number without a unit counts something else
_MOST = 10**9


def read(context: Context) -> Iterator[Claim]:
    """Every claim about money."""
    at = 0
    while at < len(context.words):
        number = number_at(context.words, at)
        if number is None:
            found = _one_thousand(context, at)
            if found:
                yield found
            at += 1
            continue
        end, value = _worth(context, number)
        if value is not None:
            yield _claim(context, value, number.start, end)
        at = max(end, number.end)


def _one_thousand(context: Context, at: int) -> Claim | None:
    """«тысяча рублей» without a number."""
    if context.lemmas[at] == "тысяча" and context.after(at, *_ROUBLES):
        return _claim(context, Decimal(1000), at, at + 2)
    return None


def _worth(context: Context, number: Number) -> tuple[int, Decimal | None]:
    """Where the sum ends and how many roubles it is; None where the number is no money."""
    end, value = number.end, _exact(context, number)
    unit = context.lemmas[end] if end < len(context.words) and not context.words[end].after_stop else ""
    unit = context.words[end].text if unit and context.words[end].text in _SHORT else unit
    if unit in _THOUSANDS or unit in _MILLIONS:
        value *= 10**6 if unit in _MILLIONS else 1000
        end += 1
        if context.words[end - 1].text == "т" and end < len(context.words) and context.lemmas[end] == "р":
            end += 1
        rest = number_at(context.words, end) if end < len(context.words) else None
        if (
            rest
            and rest.whole is not None
            and 0 < rest.value < 1000
            and context.clause_of[rest.start] == context.clause_of[number.start]
            and _ends_the_sum(context, rest)
        ):
            value, end = value + int(rest.value), rest.end
        if end < len(context.words) and context.lemmas[end] in _ROUBLES and not context.words[end].after_stop:
            end += 1
    elif unit in _ROUBLES:
        end += 1
    elif not (value >= _LEAST_BARE and number.whole is not None and _kind_before(context, number.start)):
        return number.end, None
    return end, value if 0 < value < _MOST else None


def _ends_the_sum(context: Context, rest: Number) -> bool:
    """«14 тысяч 300 рублей», «сорок две тысячи пятьсот»; not «20 тысяч 2 детей»."""
    last = rest.end == len(context.words) or context.words[rest.end].after_stop
    return (last and rest.value >= 100) or (not last and context.lemmas[rest.end] in _ROUBLES)


def _exact(context: Context, number: Number) -> Decimal:
    """The digits as they were written: 15,5 is no binary fraction."""
    written = context.words[number.start].text.replace(",", ".")
    if number.end == number.start + 1 and written[0].isdigit():
        return Decimal(written)
    return Decimal(str(number.value))


def _kind_before(context: Context, at: int) -> bool:
    return any(context.lemmas[i] in _KIND for i in range(context.clause(at)[0], at))


def _claim(context: Context, value: Decimal, start: int, end: int) -> Claim:
    exact: int | Decimal = int(value) if value == value.to_integral_value() else value.quantize(Decimal("0.01"))
    kind = _kind(context, start)
    if kind == "income" and (context.has(start, *_FAMILY) or _for_all(context, start)):
        kind = "monthly-family-income"
    return Claim(kind, exact, _payee(context, kind, start), start, end)


def _payee(context: Context, kind: str, at: int) -> str:
    if kind in ("benefit", "alimony"):
        return context.whose(at)
    return context.earner(at) if kind in _EARNED else context.whose(at, children=False)


def _for_all(context: Context, at: int) -> bool:
    """«на троих выходит 30 тысяч»."""
    found = (number_at(context.words, i) for i in range(context.clause(at)[0], at))
    return any(number and number.together and context.before(number.start, "на") for number in found)


def _kind(context: Context, at: int) -> str:
    """The nearest word of the clause that says what money it is, before the sum rather than after it."""
    own = context.clause(at)
    order = (*range(at - 1, own[0] - 1, -1), *range(at + 1, own[-1] + 1))
    named = [_KIND[context.lemmas[i]] for i in order if context.lemmas[i] in _KIND and not context.after(i, "нет")]
    if "debt" in named:
        return "debt"
    if "rent" not in named and context.has(at, "платить", "заплатить") and context.has(at, "квартира"):
        return "utilities"
    return next((kind for kind in named if kind not in _VAGUE), named[0] if named else "money")
