"""Numbers as people write them: 3, трое, тремя, третий, двадцать пять, полтора, двухлетний."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ryadom.talk.hearing.said import Word

_UNITS = "один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать"
_UNITS += " пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
_TENS = "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто"
_HUNDREDS = "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот"
_TOGETHER = "двое трое четверо пятеро шестеро семеро восьмеро девятеро десятеро"
_ORDER = "первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый"
CARDINAL: dict[str, int] = {
    **{word: number for number, word in enumerate(_UNITS.split(), 1)},
    **{word: 10 * number for number, word in enumerate(_TENS.split(), 2)},
    **{word: 100 * number for number, word in enumerate(_HUNDREDS.split(), 1)},
    "оба": 2,
}
TOGETHER: dict[str, int] = {word: number for number, word in enumerate(_TOGETHER.split(), 2)}
ORDINAL: dict[str, int] = {word: number for number, word in enumerate(_ORDER.split(), 1)}
# Forms that the dictionary takes for other words.
_FORMS = {
    "двоих": 2,
    "троих": 3,
    "четверых": 4,
    "пятерых": 5,
    "шестерых": 6,
    "семерых": 7,
    "восьмерых": 8,
    "двоими": 2,
    "троими": 3,
    "четверыми": 4,
    "пятерыми": 5,
    "двоим": 2,
    "троим": 3,
    "четверым": 4,
    "пятерым": 5,
    "две": 2,
    "двух": 2,
    "двумя": 2,
    "двум": 2,
    "трех": 3,
    "тремя": 3,
    "трем": 3,
    "четырех": 4,
    "четырьмя": 4,
    "пяти": 5,
    "пятью": 5,
    "шести": 6,
    "семи": 7,
    "восьми": 8,
    "двойка": 2,
    "тройка": 3,
}
_BEFORE_YEARS = {
    "одно": 1,
    "двух": 2,
    "трех": 3,
    "четырех": 4,
    "пяти": 5,
    "шести": 6,
    "семи": 7,
    "восьми": 8,
    "девяти": 9,
    "десяти": 10,
    "одиннадцати": 11,
    "двенадцати": 12,
    "тринадцати": 13,
    "четырнадцати": 14,
    "пятнадцати": 15,
    "шестнадцати": 16,
    "семнадцати": 17,
    "восемнадцати": 18,
}
_GROUPS = ("двои", "трои", "четверы", "пятеры", "шестеры", "семеры", "восьмеры")
_HALVES = {"полтора": 1.5, "полторы": 1.5, "полтор": 1.5}


@dataclass(frozen=True)
class Number:
    """A number that stands in `words[start:end]`. `together`: said of people as a group (двое, трое)."""

    value: float
    start: int
    end: int
    together: bool = False

    @property
    def whole(self) -> int | None:
        """The number where it is whole."""
        return int(self.value) if self.value == int(self.value) else None


def number_at(words: Sequence[Word], at: int) -> Number | None:
    """The number that begins at a word: «25», «14 200», «двадцать пять», «трое», «полтора»; None for another word."""
    word = words[at]
    if word.number is not None:
        return _digits(words, at)
    if word.text in _HALVES:
        return Number(_HALVES[word.text], at, at + 1)
    if word.text in _FORMS:
        return _and_a_half(words, Number(_FORMS[word.text], at, at + 1, together=word.text.startswith(_GROUPS)))
    if word.lemma in TOGETHER:
        return Number(TOGETHER[word.lemma], at, at + 1, together=True)
    found = _in_words(words, at)
    return _and_a_half(words, found) if found else None


def _and_a_half(words: Sequence[Word], number: Number) -> Number:
    """«два с половиной»."""
    end = number.end
    half = end + 1 < len(words) and words[end].text == "с" and words[end + 1].lemma == "половина"
    return Number(number.value + 0.5, number.start, end + 2) if half else number


def _digits(words: Sequence[Word], at: int) -> Number:
    """«14 200» and «1 250 000» are one number: groups of three that stand one space apart."""
    value, end = words[at].number or 0.0, at + 1
    while end < len(words) and _continues(words[end - 1], words[end], value):
        value = value * 1000 + (words[end].number or 0)
        end += 1
    return Number(value, at, end)


def _continues(before: Word, word: Word, value: float) -> bool:
    apart = word.start - before.end
    grouped = word.text.isdigit() and len(word.text) == 3 and not word.after_stop and apart == 1
    return grouped and value == int(value) and 0 < value < 10**6 and len(before.text) <= 3


def _in_words(words: Sequence[Word], at: int) -> Number | None:
    total, end = 0, at
    ceiling = 1000
    while end < len(words) and (end == at or not words[end].after_stop):
        value = CARDINAL.get(words[end].lemma)
        if value is None or value >= ceiling:
            break
        ceiling = 100 if value >= 100 else 10 if value >= 20 else 1
        total += value
        end += 1
    return Number(total, at, end) if end > at else None


def ordinal_at(words: Sequence[Word], at: int) -> int | None:
    """1 for «первый», «1-й», «1й»; None for another word."""
    word = words[at]
    if word.lemma in ORDINAL:
        return ORDINAL[word.lemma]
    if (
        word.text.isdigit()
        and at + 1 < len(words)
        and words[at + 1].text in {"й", "я", "ю", "ая", "ой", "го", "ий", "ья"}
        and (words[at + 1].text != "я" or words[at + 1].start == words[at].end or _counts_on(words, at + 2))
    ):
        return int(word.text) if len(word.text) < 3 else None
    return None


def _counts_on(words: Sequence[Word], at: int) -> bool:
    """«2 я группа», and not «мне 29 я беременна»."""
    return at < len(words) and words[at].lemma in ("группа", "неделя", "гр", "класс", "очередь")


def years_in(word: Word) -> int | None:
    """5 for «пятилетний», 1 for «годовалый»; None for another word."""
    if word.lemma == "годовалый":
        return 1
    stem = word.lemma.removesuffix("летний")
    return _BEFORE_YEARS.get(stem) if stem != word.lemma else None
