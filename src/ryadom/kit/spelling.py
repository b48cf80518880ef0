"""Russian numbers in words, as they are said: «двенадцать тысяч двести пятьдесят», «двадцать шестого»."""

from __future__ import annotations

from collections.abc import Sequence

_ONES = ("", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять")
_SHE = {"один": "одна", "два": "две"}
_TEENS = (
    "десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать", "семнадцать",
    "восемнадцать", "девятнадцать",
)  # fmt: skip
_TENS = (
    "", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто",
)  # fmt: skip
_HUNDREDS = (
    "", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот",
)  # fmt: skip
THOUSAND = ("тысяча", "тысячи", "тысяч")
_GROUPS: Sequence[tuple[Sequence[str], bool]] = (
    (("", "", ""), False), (THOUSAND, True), (("миллион", "миллиона", "миллионов"), False),
    (("миллиард", "миллиарда", "миллиардов"), False),
)  # fmt: skip
MOST = 10**12  # numbers from here on are said digit by digit

_ONES_OF = (
    "", "первого", "второго", "третьего", "четвёртого", "пятого", "шестого", "седьмого", "восьмого", "девятого",
)  # fmt: skip
_TENS_OF = (
    "", "десятого", "двадцатого", "тридцатого", "сорокового", "пятидесятого", "шестидесятого", "семидесятого",
    "восьмидесятого", "девяностого",
)  # fmt: skip
_HUNDREDS_OF = (
    "", "сотого", "двухсотого", "трёхсотого", "четырёхсотого", "пятисотого", "шестисотого", "семисотого",
    "восьмисотого", "девятисотого",
)  # fmt: skip
_FIRST = (
    "", "первый", "второй", "третий", "четвёртый", "пятый", "шестой", "седьмой", "восьмой", "девятый", "десятый",
)  # fmt: skip


def form(count: int, forms: Sequence[str]) -> str:
    """The word that goes with a count: («рубль», «рубля», «рублей»)."""
    if count % 10 == 1 and count % 100 != 11:
        return forms[0]
    return forms[1] if 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14 else forms[2]


def cardinal(number: int, *, she: bool = False) -> str:
    """A number from nought to 999 999 999 999. `she`: it counts something feminine («две тысячи»)."""
    if not 0 <= number < MOST:
        raise ValueError(f"{number} is said digit by digit")
    if number == 0:
        return "ноль"
    words: list[str] = []
    for place in range(len(_GROUPS) - 1, -1, -1):
        group = number // 1000**place % 1000
        forms, feminine = _GROUPS[place]
        if group:
            words += [*_hundreds(group, feminine or (place == 0 and she)), form(group, forms)]
    return " ".join(word for word in words if word)


def _hundreds(number: int, she: bool) -> list[str]:
    tens, ones = number // 10 % 10, number % 10
    if tens == 1:
        return [_HUNDREDS[number // 100], _TEENS[ones]]
    one = _ONES[ones]
    return [_HUNDREDS[number // 100], _TENS[tens], _SHE.get(one, one) if she else one]


def of_ordinal(number: int) -> str:
    """«двадцать шестого», «две тысячи двадцать шестого», «двухтысячного»: days and years from 1 to 2999."""
    if not 1 <= number <= 2999:
        raise ValueError(f"{number} is neither a day nor a year")
    rest = number % 100
    if rest:
        head = number - rest
        return " ".join(filter(None, (cardinal(head) if head else "", _below_hundred(rest)))).replace(
            "одна тысяча", "тысяча"
        )
    if number % 1000:
        head = number // 1000 * 1000
        said = " ".join(filter(None, (cardinal(head) if head else "", _HUNDREDS_OF[number % 1000 // 100])))
        return said.replace("одна тысяча", "тысяча")
    return {1000: "тысячного", 2000: "двухтысячного"}[number]


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens == 1 and ones:
        return f"{_TEENS[ones][:-1]}ого"
    return " ".join(filter(None, (_TENS[tens] if ones else "", _ONES_OF[ones] if ones else _TENS_OF[tens])))


def place(number: int) -> str:
    """«третий» in line; from the eleventh on the count is said: «номер двенадцать»."""
    return _FIRST[number] if 1 <= number < len(_FIRST) else f"номер {cardinal(number)}"


def digits(text: str) -> str:
    """Digit by digit: «восемь ноль ноль»."""
    return " ".join(_ONES[int(one)] if one != "0" else "ноль" for one in text if one.isascii() and one.isdigit())
