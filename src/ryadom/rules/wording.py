"""The numbers that decided, in words: «доход на человека: 12 500 ₽, нужно не больше 17 424 ₽». One wording for
page, letter and API.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from ryadom.feel import Compared, Unknown
from ryadom.kit.money import format_money, round_half_up
from ryadom.kit.periods import MONTHS_EN, MONTHS_OF_RU
from ryadom.rules.compiled import Rulebook
from ryadom.rules.outcomes import CriterionAnswer

NEEDED_RU = {
    "<=": "нужно не больше",
    "<": "нужно меньше",
    ">=": "нужно не меньше",
    ">": "нужно больше",
    "=": "нужно",
    "!=": "не должно быть",
}
NEEDED_EN = {"<=": "at most", "<": "less than", ">=": "at least", ">": "more than", "=": "needed:", "!=": "must not be"}
# Names that stand in no practice's file, or in files that have no label: what the engine itself knows.
OWN_NAMES_EN = {
    "дата": "the date",
    "дата заявления": "the day of applying",
    "возраст": "age",
    "члены семьи": "family members",
    "состав": "members who count",
    "человек в составе": "people who count",
    "доход состава": "income of the members who count",
    "месяцев в окне": "months counted",
    "среднедушевой доход": "income per person",
    "доход человека": "the person's income",
    "уже получено": "already received",
}
ENGINE_MONEY = frozenset({"доход состава", "среднедушевой доход", "доход человека"})
MOST = 2


def numbers(book: Rulebook, criterion: CriterionAnswer, language: str = "ru") -> list[str]:
    """At most two comparisons of a criterion with the family's own numbers; what compares nothing readable is left
    out.
    """
    return list(_numbers(book, criterion, language))[:MOST]


def _numbers(book: Rulebook, criterion: CriterionAnswer, language: str) -> Iterator[str]:
    seen: set[str] = set()
    for compared in criterion.compared:
        said = _said(book, compared, language)
        if said and said not in seen:
            seen.add(said)
            yield said


def _said(book: Rulebook, compared: Compared, language: str) -> str | None:
    if (
        compared.left not in book.names
        or compared.op not in NEEDED_RU
        or not _plain(compared.left_value)
        or not _plain(compared.right_value)
    ):
        return None
    if isinstance(compared.left_value, bool) or compared.left_value is None or compared.right_value is None:
        return None
    money = is_money(book, compared.left) or is_money(book, compared.right)
    left = shown(compared.left_value, money=money, language=language)
    right = shown(compared.right_value, money=money, language=language)
    needed = (NEEDED_EN if language == "en" else NEEDED_RU)[compared.op]
    return f"{name_of(book, compared.left, language)}: {left}, {needed} {right}"


def _plain(value: Any) -> bool:
    return not isinstance(value, Unknown) and isinstance(value, Decimal | int | str | date)


def name_of(book: Rulebook, text: str, language: str) -> str:
    """What a name is called: a fact by its label, a definition by one that both languages have, the engine's own."""
    known = book.names.get(text)
    if known is not None and known.kind in ("fact", "person fact") and (label := book.facts[known.id].file.label):
        return str(label.said(language))
    defined = book.definitions.get(text)
    if defined is not None and defined.label and defined.label.en:
        return defined.label.said(language)
    return OWN_NAMES_EN.get(text, text) if language == "en" else text


def is_money(book: Rulebook, text: str) -> bool:
    """Whether a side of a comparison is roubles: by the declared type of the names it says."""
    return any(name in text and _money_name(book, name) for name in book.names)


def _money_name(book: Rulebook, name: str) -> bool:
    known = book.names[name]
    if name in ENGINE_MONEY:
        return True
    if known.id in book.facts and known.kind in ("fact", "person fact"):
        return bool(book.facts[known.id].file.type == "money")
    if known.kind in ("parameter", "table"):
        return book.parameters[known.id].type == "money"
    return name in book.definitions and book.definitions[name].type == "money"


def shown(value: Any, *, money: bool = False, language: str = "ru") -> str:
    """A value as people write it."""
    if isinstance(value, Decimal):
        if money:
            return format_money(round_half_up(value))
        text = f"{value.normalize():f}"
        return text.replace(".", ",") if language == "ru" else text
    if isinstance(value, date):
        months = MONTHS_OF_RU if language == "ru" else MONTHS_EN
        return f"{value.day} {months[value.month - 1]} {value.year}"
    return str(value)
