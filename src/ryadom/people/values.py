"""Values of facts: read strictly, kept exactly, shown as people write them. Pure: no Django, no database."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from ryadom.kit.money import BadMoney, format_money, parse_money, roubles
from ryadom.kit.periods import MONTHS_EN, MONTHS_OF_RU
from ryadom.people.factkind import FactKind

Value: TypeAlias = date | Decimal | bool | str | None
Json: TypeAlias = str | bool | None

LONGEST_TEXT = 2000
LONGEST_OTHER = 100
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII)
_DOTS = re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})(?: ?г\.?)?", re.ASCII)
_WORDS = re.compile(r"(?P<day>\d{1,2})[ \u00a0](?P<word>[а-я]+)[ \u00a0](?P<year>\d{4})(?: ?(?:г\.?|года))?")
_NUMBER = re.compile(r"[-−]?\d{1,15}(?:[.,]\d{1,6})?", re.ASCII)
_YES, _NO = frozenset({"да", "yes", "true"}), frozenset({"нет", "no", "false"})
# Left-to-right and right-to-left overrides make a text read as another one; plain Arabic or Hebrew needs none.
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class BadValue(ValueError):
    """An answer that cannot be taken. `name` names the fault, `ru` and `en` say what to write instead.

    Names: empty, absent, length, control, not_date, no_such_day, future, too_early, too_late, not_number, not_money,
    negative, too_small, too_large, not_boolean, not_choice, not_text.
    """

    def __init__(self, name: str, ru: str, en: str) -> None:
        super().__init__(en)
        self.name, self.ru, self.en = name, ru, en

    def said(self, language: str) -> str:
        """The sentence in the reader's language."""
        return self.en if language == "en" else self.ru


def parse_value(kind: FactKind, raw: object, *, on: date | None = None) -> Value:
    """What a person, a file or an API gave, as a value of this fact.

    `on` is the day asked about: a birth after it is refused. An explicit None is "known to be absent" and is
    taken only where the fact may be absent. Raises BadValue.
    """
    if raw is None:
        _demand_absence(kind)
        return None
    if isinstance(raw, str):
        raw = _clean(kind, raw)
    return _PARSERS[kind.type](kind, raw, on)


def _demand_absence(kind: FactKind) -> None:
    if not kind.may_be_absent:
        raise BadValue(
            "absent",
            f"«{kind.titled()}» не может отсутствовать: оставьте пустым, если не знаете.",
            f"{kind.key} cannot be absent: leave it empty when it is not known.",
        )


def _clean(kind: FactKind, raw: str) -> str:
    """The text trimmed and in one form. Refuses what is too long, empty, or holds control characters."""
    longest = LONGEST_TEXT if kind.type == "text" else LONGEST_OTHER
    if len(raw) > longest:
        raise BadValue(
            "length", f"Слишком длинно: не больше {longest} знаков.", f"Too long: at most {longest} characters."
        )
    text = unicodedata.normalize("NFC", raw).strip()
    if any(is_control(sign) for sign in text):
        raise BadValue("control", "Уберите невидимые знаки из ответа.", "Take invisible characters out of the answer.")
    if not text:
        raise BadValue("empty", "Напишите ответ или выберите «не знаю».", 'Write an answer or choose "I do not know".')
    return text


def is_control(sign: str) -> bool:
    return sign in _REORDERING or (unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\r\t")


def _date(kind: FactKind, raw: object, on: date | None) -> date:
    day = raw if isinstance(raw, date) and not isinstance(raw, datetime) else parse_date(raw)
    if kind.not_after_today and on is not None and day > on:
        raise BadValue(
            "future", "Эта дата ещё не наступила, проверьте год.", "This date has not come yet, check the year."
        )
    if day < EARLIEST:
        raise BadValue("too_early", "Дата слишком давняя, проверьте год.", "The date is too long ago, check the year.")
    if day > LATEST:
        raise BadValue("too_late", "Дата слишком далёкая, проверьте год.", "The date is too far ahead, check the year.")
    return day


def parse_date(raw: object) -> date:
    """A date written 2020-12-31, 31.12.2020 or «31 декабря 2020». Raises BadValue, also for 31.02."""
    text = raw.strip().lower() if isinstance(raw, str) and len(raw) <= LONGEST_OTHER else ""
    found = _ISO.fullmatch(text) or _DOTS.fullmatch(text) or _WORDS.fullmatch(text)
    parts = found.groupdict() if found else {}
    if "word" in parts:
        parts["month"] = str(MONTHS_OF_RU.index(parts["word"]) + 1) if parts["word"] in MONTHS_OF_RU else ""
    if not parts.get("month"):
        raise BadValue("not_date", "Напишите дату так: 27.03.1990.", "Write a date so: 27.03.1990 or 1990-03-27.")
    try:
        return date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
    except ValueError:
        raise BadValue(
            "no_such_day", "Такого дня нет в календаре, проверьте дату.", "There is no such day, check the date."
        ) from None


def _number(kind: FactKind, raw: object, on: date | None) -> Decimal:
    value = _decimal(raw)
    if value is None:
        raise BadValue("not_number", "Напишите число цифрами, например 12.", "Write a number in digits, such as 12.")
    return _within(kind, value)


def _decimal(raw: object) -> Decimal | None:
    if isinstance(raw, str) and not _NUMBER.fullmatch(raw):
        return None
    if isinstance(raw, bool) or not isinstance(raw, str | int | Decimal | float):
        return None
    # The shortest text of a float is what was typed; its binary value never enters.
    text = repr(raw) if isinstance(raw, float) else str(raw)
    try:
        value = Decimal(text.replace(",", ".").replace("−", "-"))
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < Decimal(10) ** 15 else None


def _money(kind: FactKind, raw: object, on: date | None) -> Decimal:
    try:
        value = parse_money(raw) if isinstance(raw, str) else _exact_money(raw)
    except BadMoney as bad:
        raise BadValue("not_money", bad.ru, bad.en) from None
    if value < 0:
        raise BadValue("negative", "Сумма не может быть меньше нуля.", "A sum cannot be negative.")
    return _within(kind, value)


def _exact_money(raw: object) -> Decimal:
    value = _decimal(raw)
    if value is None:
        raise BadMoney("Напишите сумму цифрами, например 24 500.", "Write a sum, such as 24500.")
    return roubles(value)


def _within(kind: FactKind, value: Decimal) -> Decimal:
    if kind.min is not None and value < kind.min:
        raise BadValue("too_small", f"Должно быть не меньше {_plain(kind.min)}.", f"It must be at least {kind.min}.")
    if kind.max is not None and value > kind.max:
        raise BadValue("too_large", f"Должно быть не больше {_plain(kind.max)}.", f"It must be at most {kind.max}.")
    return value


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".").replace(".", ",") if "." in text else text


def _boolean(kind: FactKind, raw: object, on: date | None) -> bool:
    if isinstance(raw, bool):
        return raw
    word = raw.lower() if isinstance(raw, str) else ""
    if word not in _YES | _NO:
        raise BadValue("not_boolean", "Ответьте «да» или «нет».", 'Answer "yes" or "no".')
    return word in _YES


def _text(kind: FactKind, raw: object, on: date | None) -> str:
    if not isinstance(raw, str):
        raise BadValue("not_text", "Напишите ответ словами.", "Write the answer in words.")
    return raw


def _choice(kind: FactKind, raw: object, on: date | None) -> str:
    word = raw.casefold() if isinstance(raw, str) else None
    for choice in kind.choices:
        known = (choice.value, choice.name, choice.title.ru, choice.title.en or choice.value)
        if word in {name.casefold() for name in known}:
            return choice.value
    titles = ", ".join(choice.title.ru for choice in kind.choices)
    values = ", ".join(choice.value for choice in kind.choices)
    raise BadValue("not_choice", f"Выберите один из ответов: {titles}.", f"Choose one of: {values}.")


_PARSERS: dict[str, Callable[[FactKind, object, date | None], Value]] = {
    "date": _date,
    "number": _number,
    "money": _money,
    "boolean": _boolean,
    "text": _text,
    "choice": _choice,
}


def encode(value: Value) -> Json:
    """A value as JSON that loses nothing: dates and numbers as text."""
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else value


def decode(type_: str, kept: Json) -> Value:
    """The value that `encode` kept, by the type it was kept with."""
    if kept is None:
        return None
    if type_ == "date":
        return date.fromisoformat(str(kept))
    return Decimal(str(kept)) if type_ in {"number", "money"} else kept


def show(kind: FactKind, value: Value, language: str = "ru") -> str:
    """A value as a reader writes it: «12 ноября 2026», «24 500 ₽», «да», the title of a choice, «нет такого»."""
    english = language == "en"
    if value is None:
        return "none" if english else "нет такого"
    if isinstance(value, bool):
        return ("yes" if value else "no") if english else ("да" if value else "нет")
    if isinstance(value, date):
        return show_date(value, language)
    if isinstance(value, Decimal):
        return format_money(value) if kind.type == "money" else f"{_plain(value)}\u00a0{kind.unit}".rstrip("\u00a0")
    choice = kind.choice(value) if kind.type == "choice" else None
    return choice.title.said(language) if choice else value


def show_date(day: date, language: str = "ru") -> str:
    """«12 ноября 2026» with no-break spaces."""
    months = MONTHS_EN if language == "en" else MONTHS_OF_RU
    return f"{day.day}\u00a0{months[day.month - 1]}\u00a0{day.year}"
