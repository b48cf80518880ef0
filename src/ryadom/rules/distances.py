"""How far a number or a date is from where a condition would hold, in numbers and in words.

The words state a difference; they never say that somebody or something is lacking, for they are also said of the
number of children.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from ryadom.feel import Compared
from ryadom.kit.money import format_money
from ryadom.kit.names import inside_sentence
from ryadom.packs.api import Text
from ryadom.rules.compiled import Rulebook
from ryadom.rules.outcomes import Distance
from ryadom.rules.wording import NEEDED_EN, NEEDED_RU, is_money, name_of, shown

KOPECK, WHOLE = Decimal("0.01"), Decimal(1)
PER_HEAD = "среднедушевой доход"
TODAY = frozenset({"дата", "дата заявления"})
ONE = timedelta(days=1)
YEARS, MONTHS, DAYS = ("год", "года", "лет"), ("месяц", "месяца", "месяцев"), ("день", "дня", "дней")


def distance(book: Rulebook, compared: Compared) -> Distance | None:
    """The distance of one comparison that came out false; None where nothing is counted."""
    left, right, op = compared.left_value, compared.right_value, compared.op
    if op not in ("<", "<=", ">", ">="):
        return None
    if type(left) is date and type(right) is date:
        return _days(book, compared)
    if not (isinstance(left, Decimal) and isinstance(right, Decimal)):
        return None
    if is_money(book, compared.left) or is_money(book, compared.right):
        return _money(book, compared)
    return _count(book, compared)


def _gap(compared: Compared, step: Decimal) -> Decimal:
    """The difference to the nearest value that would do: a strict limit itself would not."""
    difference = abs(compared.left_value - compared.right_value)
    return Decimal(difference + step if compared.op in ("<", ">") else difference)


def _made(compared: Compared, by: Decimal, unit: str | None, words: Text) -> Distance:
    more = compared.op in (">", ">=")
    return Distance(compared.left, compared.left_value, compared.right_value, by, more, unit, words)


def _money(book: Rulebook, compared: Compared) -> Distance:
    by = _gap(compared, KOPECK).quantize(KOPECK, rounding="ROUND_UP")
    more = compared.op in (">", ">=")
    ru, en = format_money(by), format_money(by, point=".")
    if compared.left == PER_HEAD:
        words = Text(
            ru=f"доход {'ниже' if more else 'выше'} на {ru} на человека",
            en=f"the income per person is {en} too {'low' if more else 'high'}",
        )
    elif compared.left in book.names:
        words = Text(
            ru=f"{inside_sentence(name_of(book, compared.left, 'ru'))}: {'ниже' if more else 'выше'} на {ru}",
            en=f"{inside_sentence(name_of(book, compared.left, 'en'))}: {en} too {'low' if more else 'high'}",
        )
    else:
        words = Text(ru=f"сумма {'ниже' if more else 'выше'} на {ru}", en=f"{en} too {'low' if more else 'high'}")
    return _made(compared, by, "₽", words)


def _days(book: Rulebook, compared: Compared) -> Distance:
    strict = compared.op in ("<", ">")
    by = Decimal(abs((compared.left_value - compared.right_value).days) + strict)
    more = compared.op in (">", ">=")
    edge = compared.right_value + (ONE if more else -ONE) if strict else compared.right_value
    ru, en = shown(edge), shown(edge, language="en")
    if compared.left in TODAY:
        words = (
            Text(ru=f"с {ru}", en=f"from {en}")
            if more
            else Text(ru=f"последний день был {ru}", en=f"the last day was {en}")
        )
    else:
        own_ru, own_en = shown(compared.left_value), shown(compared.left_value, language="en")
        said = compared.left in book.names
        before_ru = f"{inside_sentence(name_of(book, compared.left, 'ru'))}: {own_ru}" if said else own_ru
        before_en = f"{inside_sentence(name_of(book, compared.left, 'en'))}: {own_en}" if said else own_en
        words = Text(
            ru=f"{before_ru}, нужно не {'раньше' if more else 'позже'} {ru}",
            en=f"{before_en}, needed: not {'before' if more else 'after'} {en}",
        )
    return _made(compared, by, "days", words)


def _count(book: Rulebook, compared: Compared) -> Distance:
    whole = compared.left_value == compared.left_value.to_integral_value()
    by = _gap(
        compared, WHOLE if whole and compared.right_value == compared.right_value.to_integral_value() else Decimal(0)
    )
    more = compared.op in (">", ">=")
    unit = _unit(compared.left)
    if unit is None or by != by.to_integral_value():
        said = compared.left in book.names
        before_ru = name_of(book, compared.left, "ru") if said else "сейчас"
        before_en = name_of(book, compared.left, "en") if said else "now"
        have, need = compared.left_value, compared.right_value
        words = Text(
            ru=f"{inside_sentence(before_ru)}: {shown(have)}, {NEEDED_RU[compared.op]} {shown(need)}",
            en=f"{inside_sentence(before_en)}: {shown(have, language='en')}, {NEEDED_EN[compared.op]} "
            + shown(need, language="en"),
        )
        return _made(compared, by, None, words)
    forms, english = (MONTHS, "month") if unit == "months" else (YEARS, "year")
    ru = f"{by:f} {_plural(int(by), forms)}"
    en = f"{by:f} {english}{'' if by == 1 else 's'}"
    if compared.left == "возраст":
        words = Text(
            ru=f"до нужного возраста {ru}" if more else f"возраст больше на {ru}",
            en=f"{en} before the age needed" if more else f"{en} above the age",
        )
    else:
        words = Text(ru=f"ещё {ru}" if more else f"больше на {ru}", en=f"{en} more" if more else f"{en} over")
    return _made(compared, by, unit, words)


def _unit(text: str) -> str | None:
    if text.startswith("полных месяцев("):
        return "months"
    return "years" if text == "возраст" or text.startswith(("полных лет(", "полных лет со следующего дня(")) else None


def _plural(count: int, forms: tuple[str, str, str]) -> str:
    """1 год, 2 года, 5 лет, 11 лет, 21 год."""
    tens, ones = count % 100, count % 10
    if 10 < tens < 20:
        return forms[2]
    return forms[0] if ones == 1 else forms[1] if 1 < ones < 5 else forms[2]


def count_said(count: int, forms: tuple[str, str, str]) -> str:
    """A number with its word."""
    return f"{count} {_plural(count, forms)}"


__all__: list[Any] = ["count_said", "distance"]
