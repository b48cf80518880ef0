"""A written answer as it is read aloud over the phone: short sentences, numbers in words that an ear tells apart.

Only what is written changes its shape; nothing is added to the meaning and nothing is left out. Russian only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ryadom.kit import spelling
from ryadom.kit.periods import MONTHS_OF_RU
from ryadom.kit.spelling import cardinal, digits, form, of_ordinal

WORDS_A_SECOND = 2.2  # unhurried reading: about 130 words in a minute
LONG = 110  # characters of a sentence; a longer one is parted where it breathes

_SP = r"[ \u00a0\u202f]"
_DASH = "[-\u2010\u2011]"
_WHOLE = rf"\d{{1,3}}(?:{_SP}\d{{3}})+|\d+"

_MONTH = "|".join(MONTHS_OF_RU)
_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]


def aloud(text: str) -> str:
    """The same text with sums, days, hours, phones and numbers in words."""
    for pattern, say in _RULES:
        text = pattern.sub(say, text)
    return re.sub(rf"{_SP}+", " ", text).strip()


def sentences(text: str) -> tuple[str, ...]:
    """What is said in one breath each: lines and sentences, a long one parted at a semicolon, a colon or a dash."""
    found: list[str] = []
    for line in text.splitlines():
        bare = line.strip().lstrip("•*✓✗–").strip()
        for one in re.split(r"(?<=[.!?])\s+(?=[А-ЯЁA-Z«0-9])", bare):
            found += _parted(one.strip())
    return tuple(one for one in found if one)


def _parted(one: str) -> list[str]:
    if len(one) <= LONG:
        return [one]
    parts = re.split(r"(?<=[;:])\s+|\s+(?=— )", one)
    return [part.removeprefix("— ").strip() for part in parts if part.strip("— ")]


def seconds(said: Iterable[str]) -> int:
    """How long reading takes, about."""
    return round(sum(len(one.split()) for one in said) / WORDS_A_SECOND)


def phone(text: str) -> str:
    """A phone by its groups, digit by digit: «восемь, восемь ноль ноль, два ноль ноль ноль, один два два»."""
    return ", ".join(digits(group) for group in re.findall(r"\d+", text))


def choices(words: Iterable[str]) -> str:
    """Buttons as they are read: «Скажите: один — потеря работы; два — другое»."""
    said = "; ".join(f"{cardinal(number)} — {aloud(one)}" for number, one in enumerate(words, 1))
    return f"Скажите: {said}." if said else ""


def _int(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _roubles(found: re.Match[str]) -> str:
    whole, kopecks = _int(found["whole"]), found["part"]
    if whole >= spelling.MOST:
        return found.group()
    minus = "минус " if found["minus"] else ""
    said = f"{minus}{cardinal(whole)} {form(whole, ('рубль', 'рубля', 'рублей'))}"
    if not kopecks or not int(kopecks):
        return said
    count = int(kopecks.ljust(2, "0"))
    return f"{said} {cardinal(count, she=True)} {form(count, ('копейка', 'копейки', 'копеек'))}"


def _day(found: re.Match[str]) -> str:
    number, month = int(found["day"]), found["month"]
    name = MONTHS_OF_RU[int(month) - 1] if month.isdigit() else month
    if not 1 <= number <= 31:
        return found.group()
    year = found["year"]
    return f"{of_ordinal(number)} {name}" + (f" {of_ordinal(int(year))} года" if year else "")


def _hour(found: re.Match[str]) -> str:
    minutes = found["minutes"]
    said = (
        "ноль ноль"
        if minutes == "00"
        else f"ноль {cardinal(int(minutes))}"
        if minutes[0] == "0"
        else cardinal(int(minutes))
    )
    return f"{cardinal(int(found['hours']))} {said}"


def _percent(found: re.Match[str]) -> str:
    whole, part = _int(found["whole"]), found["part"]
    if not part:
        return f"{cardinal(whole)} {form(whole, ('процент', 'процента', 'процентов'))}"
    name = {1: "десятых", 2: "сотых"}.get(len(part), "тысячных")
    return f"{cardinal(whole, she=True)} целых {cardinal(int(part), she=True)} {name} процента"


def _number(found: re.Match[str]) -> str:
    """The number of a case: its groups as numbers, without noughts in front."""
    return ", ".join(cardinal(int(group)) for group in re.findall(r"\d+", found.group()))


def _code(found: re.Match[str]) -> str:
    return ", ".join(digits(group) for group in re.findall(r"\d+", found.group()))


_RULES = (
    (re.compile(r"№\s*"), lambda found: "номер "),
    (re.compile(rf"(?<!\d)\d{{2}}{_DASH}20\d\d{_DASH}\d{{6}}(?!\d)"), _number),
    (re.compile(rf"(?<!\d)\d{{4}}{_DASH}\d{{4}}(?!\d)"), _code),
    (
        re.compile(
            rf"(?<!\d)(?:\+7|8){_SP}?\(?{_DASH}?\d{{3,4}}\)?(?:[ \u00a0]|{_DASH})?\d{{2,4}}"
            rf"(?:(?:[ \u00a0]|{_DASH})\d{{2,4}}){{1,2}}(?!\d)"
        ),
        lambda found: phone(found.group()),
    ),
    (re.compile(r"(?<!\d)1[0-2]\d(?= — )|(?<=номер )1[0-2]\d\b|\b112\b"), lambda found: digits(found.group())),
    (re.compile(rf"(?P<minus>\u2212)?(?<!\d)(?P<whole>{_WHOLE})(?:,(?P<part>\d{{1,2}}))?{_SP}?(?:₽|руб\.)"), _roubles),
    (re.compile(rf"(?<!\d)(?P<day>\d{{1,2}}){_SP}(?P<month>{_MONTH})(?:{_SP}(?P<year>\d{{4}})(?:{_SP}года)?)?"), _day),
    (re.compile(r"(?<!\d)(?P<day>[0-3]?\d)\.(?P<month>0[1-9]|1[0-2])\.(?P<year>[12]\d{3})(?!\d)"), _day),
    (re.compile(r"(?<!\d)(?P<hours>[01]?\d|2[0-3]):(?P<minutes>[0-5]\d)(?!\d)"), _hour),
    (re.compile(rf"(?<!\d)(?P<whole>{_WHOLE})(?:,(?P<part>\d{{1,3}}))?{_SP}?%"), _percent),
    (re.compile(r"(?<!\d)(\d{1,4})-й\b"), lambda found: spelling.place(int(found[1]))),
    (re.compile(rf"(?<![\d,])\d{{1,3}}(?:{_SP}\d{{3}})+(?![\d,])"), lambda found: cardinal(_int(found.group()))),
)  # fmt: skip
