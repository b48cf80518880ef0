"""Numbers that carry a checksum, and phones. Reading one gives a frozen result or a named error.

A form calls `.demand()` and shows the error; an import keeps the digits and shows the error as a warning:
published state samples themselves hold numbers that fail.
"""

from collections.abc import Sequence
from dataclasses import dataclass

_SEPARATORS = str.maketrans("", "", " \u00a0\u2007\u2009\u202f\t-‐‑‒–—−().")


class BadIdentifier(ValueError):
    """A number that cannot be right. `name` says what is wrong; `ru` and `en` say it to a reader."""

    def __init__(self, name: str, ru: str, en: str) -> None:
        super().__init__(en)
        self.name, self.ru, self.en = name, ru, en


@dataclass(frozen=True)
class Read:
    """What was read: the kind of number, its digits, how people write it, and the name of the error ("" when none).

    Errors: `empty`, `not_digits`, `length`, `checksum`, `range`.
    """

    kind: str
    digits: str
    text: str
    error: str = ""
    ru: str = ""
    en: str = ""

    @property
    def ok(self) -> bool:
        return not self.error

    def demand(self) -> str:
        """The digits. Raises BadIdentifier."""
        if self.error:
            raise BadIdentifier(self.error, self.ru, self.en)
        return self.digits


_TITLES = {
    "snils": ("СНИЛС", "the СНИЛС"),
    "inn": ("ИНН", "the ИНН"),
    "ogrn": ("ОГРН", "the ОГРН"),
    "ogrnip": ("ОГРНИП", "the ОГРНИП"),
    "bik": ("БИК", "the БИК"),
    "account": ("номер счёта", "the account number"),
    "card": ("номер карты", "the card number"),
    "oktmo": ("ОКТМО", "the ОКТМО"),
    "phone": ("номер телефона", "the phone number"),
}


def snils(text: str) -> Read:
    """СНИЛС, 11 digits; numbers up to 001-001-998 were given before checksums existed and are taken as they are."""
    digits, fault = _digits("snils", text, (11,))
    if fault:
        return fault
    number = int(digits[:9])
    if number == 0:
        return _wrong("snils", digits, "range")
    if number > 1_001_998 and _snils_check(digits) != int(digits[9:]):
        return _wrong("snils", digits, "checksum")
    return Read("snils", digits, format_snils(digits))


def format_snils(digits: str) -> str:
    """«112-233-445 95» from eleven digits."""
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:9]} {digits[9:]}"


def _snils_check(digits: str) -> int:
    return _weighted(digits[:9], range(9, 0, -1)) % 101 % 100


def inn(text: str) -> Read:
    """ИНН of an organisation (10 digits) or of a person (12 digits)."""
    digits, fault = _digits("inn", text, (10, 12))
    if fault:
        return fault
    right = _inn_person(digits) if len(digits) == 12 else _inn_check(digits, _INN_WEIGHTS)
    if set(digits) == {"0"}:
        return _wrong("inn", digits, "range")
    return Read("inn", digits, digits) if right else _wrong("inn", digits, "checksum")


_INN_WEIGHTS = (2, 4, 10, 3, 5, 9, 4, 6, 8)


def _inn_person(digits: str) -> bool:
    return _inn_check(digits, (7, *_INN_WEIGHTS)) and _inn_check(digits, (3, 7, *_INN_WEIGHTS))


def _inn_check(digits: str, weights: Sequence[int]) -> bool:
    return _weighted(digits, weights) % 11 % 10 == int(digits[len(weights)])


def ogrn(text: str) -> Read:
    """ОГРН, 13 digits: the last is the rest of the first twelve by 11."""
    return _divided("ogrn", text, 13, 11)


def ogrnip(text: str) -> Read:
    """ОГРНИП, 15 digits: the last is the rest of the first fourteen by 13."""
    return _divided("ogrnip", text, 15, 13)


def _divided(kind: str, text: str, length: int, divisor: int) -> Read:
    digits, fault = _digits(kind, text, (length,))
    if fault:
        return fault
    if set(digits) == {"0"}:
        return _wrong(kind, digits, "range")
    right = int(digits[:-1]) % divisor % 10 == int(digits[-1])
    return Read(kind, digits, digits) if right else _wrong(kind, digits, "checksum")


def bik(text: str) -> Read:
    """БИК of a Russian bank: nine digits that begin with 04 (banks), 00 to 02 (the treasury and the Bank of Russia)."""
    digits, fault = _digits("bik", text, (9,))
    if fault:
        return fault
    return Read("bik", digits, digits) if digits[:2] in {"00", "01", "02", "04"} else _wrong("bik", digits, "range")


def bank_account(text: str, bank: str, *, correspondent: bool = False) -> Read:
    """A bank account of 20 digits, checked against the БИК of its bank; a correspondent account has another prefix."""
    digits, fault = _digits("account", text, (20,))
    if fault:
        return fault
    known = bik(bank)
    if not known.ok:
        return known
    prefix = f"0{known.digits[4:6]}" if correspondent else known.digits[6:]
    if _weighted_last_digits(prefix + digits, (7, 1, 3)) % 10:
        return _wrong("account", digits, "checksum")
    return Read("account", digits, digits)


def mir_card(text: str) -> Read:
    """A «Мир» card: 16 to 19 digits that begin with 2200 to 2204, checked by Luhn's rule."""
    digits, fault = _digits("card", text, (16, 17, 18, 19))
    if fault:
        return fault
    if not "2200" <= digits[:4] <= "2204":
        return _wrong("card", digits, "range")
    if not luhn(digits):
        return _wrong("card", digits, "checksum")
    return Read("card", digits, " ".join(digits[start : start + 4] for start in range(0, len(digits), 4)))


def luhn(digits: str) -> bool:
    """Luhn's rule over a string of digits."""
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def oktmo(text: str) -> Read:
    """ОКТМО of a municipality (8 digits) or of a settlement in it (11); it carries no checksum."""
    digits, fault = _digits("oktmo", text, (8, 11))
    return fault or Read("oktmo", digits, digits)


def phone(text: str) -> Read:
    """A Russian phone in the form +79123456789, from 8 912 345-67-89, 7..., or ten digits."""
    typed = text.strip().removeprefix("+")
    digits, fault = _digits("phone", typed, (10, 11))
    if fault:
        return fault
    if len(digits) == 11 and digits[0] not in "78":
        return _wrong("phone", digits, "range")
    number = digits[-10:]
    if number[0] in "01267":  # no area code begins so; 7 is a neighbour's numbering
        return _wrong("phone", digits, "range")
    return Read("phone", f"+7{number}", format_phone(f"+7{number}"))


def format_phone(normal: str) -> str:
    """«+7 912 345-67-89» with no-break spaces from +79123456789; anything else is given back as it is."""
    if len(normal) != 12 or not normal.startswith("+7"):
        return normal
    number = normal[2:]
    return f"+7\u00a0{number[:3]}\u00a0{number[3:6]}‑{number[6:8]}‑{number[8:]}"


def _digits(kind: str, text: str, lengths: tuple[int, ...]) -> tuple[str, Read | None]:
    bare = text.strip().translate(_SEPARATORS) if len(text) <= 60 else text[:60]
    if not bare:
        return bare, _wrong(kind, bare, "empty")
    if not (bare.isascii() and bare.isdigit()):
        return bare, _wrong(kind, bare, "not_digits")
    return bare, None if len(bare) in lengths else _wrong(kind, bare, "length", lengths)


def _wrong(kind: str, digits: str, error: str, lengths: tuple[int, ...] = ()) -> Read:
    ru, en = _TITLES[kind]
    many = " или ".join(map(str, lengths)), " or ".join(map(str, lengths))
    said = {
        "empty": (f"Напишите {ru}.", f"Write {en}."),
        "not_digits": (f"В поле «{ru}» должны быть только цифры.", f"Only digits may stand in {en}."),
        "length": (f"Проверьте {ru}: должно быть {many[0]} цифр.", f"Check {en}: it has {many[1]} digits."),
        "checksum": (f"Проверьте {ru}: в одной из цифр ошибка.", f"Check {en}: one of the digits is wrong."),
        "range": (f"Проверьте {ru}: такого не бывает.", f"Check {en}: there is no such number."),
    }[error]
    return Read(kind, digits, digits, error, *said)


def _weighted(digits: str, weights: Sequence[int] | range) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def _weighted_last_digits(digits: str, cycle: Sequence[int]) -> int:
    return sum(int(digit) * cycle[place % len(cycle)] for place, digit in enumerate(digits))
