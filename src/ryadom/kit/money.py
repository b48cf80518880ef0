"""Money: exact roubles as Decimal, to the kopeck. A float never enters."""

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

KOPECK = Decimal("0.01")
NO_BREAK = "\u00a0"
LARGEST = Decimal(10) ** 15
LONGEST = 60

_SPACES = re.compile("[\u00a0\u2007\u2009\u202f]")
_CURRENCY = re.compile(r"(₽|р\.|р|руб\.|руб|рубл(?:ь|я|ей)|rub)$", re.IGNORECASE)
_AMOUNT = re.compile(r"(?P<sign>[-−]?)(?P<whole>\d{1,3}(?: \d{3})+|\d+)(?:[.,](?P<kopecks>\d{1,2}))?", re.ASCII)


class BadMoney(ValueError):
    """The text is not a sum of money. `ru` and `en` say it to a reader."""

    def __init__(self, ru: str, en: str) -> None:
        super().__init__(en)
        self.ru, self.en = ru, en


def parse_money(text: str) -> Decimal:
    """Roubles from what a person writes: «1 234,50 ₽», «1234.5», «12 руб.». Raises BadMoney.

    Two decimals at most: a third one is a slip of the finger, not something to round away.
    """
    bare = _CURRENCY.sub("", _SPACES.sub(" ", text.strip())).strip() if len(text) <= LONGEST else ""
    found = _AMOUNT.fullmatch(bare)
    if found is None:
        raise BadMoney(
            "Напишите сумму цифрами, например 24 500 или 24 500,50.", "Write a sum, such as 24500 or 24500.50."
        )
    value = Decimal(f"{found['whole'].replace(' ', '')}.{found['kopecks'] or '0':0<2}")
    if value >= LARGEST:
        raise BadMoney("Сумма слишком большая, проверьте цифры.", "The sum is too large, check the digits.")
    return -value if found["sign"] and value else value


def roubles(value: Decimal | int) -> Decimal:
    """An exact sum with two decimals. Raises BadMoney when the value has parts of a kopeck or is a float."""
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise BadMoney("Сумма должна быть точной.", "Money is never a float.")
    exact = Decimal(value)
    if not exact.is_finite() or abs(exact) >= LARGEST:
        raise BadMoney("Сумма слишком большая, проверьте цифры.", "The sum is too large, check the digits.")
    if exact != exact.quantize(KOPECK, rounding=ROUND_DOWN):
        raise BadMoney("В сумме есть доли копейки.", "The sum has parts of a kopeck.")
    return exact.quantize(KOPECK)


def round_half_up(value: Decimal) -> Decimal:
    """To the kopeck, half away from zero: the rounding that social law means when it names none of its own."""
    return value.quantize(KOPECK, rounding=ROUND_HALF_UP)


def format_money(value: Decimal, *, sign: bool = True, point: str = ",") -> str:
    """«24 500 ₽», «1 234,50 ₽» with no-break spaces; kopecks only when there are any. English writes another point."""
    exact = roubles(value)
    whole, _, kopecks = f"{abs(exact):.2f}".partition(".")
    text = f"{int(whole):,}".replace(",", NO_BREAK)
    text += f"{point}{kopecks}" if kopecks != "00" else ""
    text = f"−{text}" if exact < 0 else text
    return f"{text}{NO_BREAK}₽" if sign else text
