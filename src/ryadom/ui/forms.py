"""Fields that forgive: dates, sums and phones as people write them.

A date is one text box, not three: one label, one thing for a screen reader to say, a date can be pasted, and the
number pad of a phone is enough because `27032015` is understood. A date picker makes a birth year a long journey.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MONTHS: Final = ["янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"]
FIRST_YEAR: Final = 1900


class DateField(forms.DateField):
    """`27.03.2015`, `27 марта 2015`, `27/3/2015`, `27032015` or `2015-03-27`; never a guess about the century."""

    default_error_messages: ClassVar = {
        "required": _("Укажите дату, например 27.03.2015"),
        "invalid": _("Напишите дату числами: день, месяц и год, например 27.03.2015"),
        "absent": _("Такого дня нет в календаре. Проверьте день и месяц"),
        "year": _("Проверьте год: нужны четыре цифры, например 2015"),
    }

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "r-date", "maxlength": "40"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        kwargs.setdefault("help_text", _("Например, 27.03.2015"))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d.%m.%Y}" if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date) or value in self.empty_values:
            return value or None
        year, month, day = self._parts(str(value).strip().lower())
        if not FIRST_YEAR <= year <= 2200:
            raise ValidationError(self.error_messages["year"], code="year")
        try:
            return date(year, month, day)
        except ValueError:
            raise ValidationError(self.error_messages["absent"], code="absent") from None

    def _parts(self, text: str) -> tuple[int, int, int]:
        if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
            return int(found[1]), int(found[2]), int(found[3])
        if found := re.fullmatch(r"(\d{2})(\d{2})(\d{4})", text):
            return int(found[3]), int(found[2]), int(found[1])
        if found := re.fullmatch(r"(\d{1,2})[\s./,-]+(\d{1,2}|[а-яё]+)[\s./,-]+(\d{1,4})(?:\s*г\.?|\s*года)?", text):
            return int(found[3]), self._month(found[2]), int(found[1])
        raise ValidationError(self.error_messages["invalid"], code="invalid")

    def _month(self, text: str) -> int:
        if text.isdigit():
            return int(text)
        for number, start in enumerate(MONTHS, 1):
            if text.startswith(start):
                return number
        raise ValidationError(self.error_messages["invalid"], code="invalid")


class MoneyField(forms.Field):
    """Roubles as people write them: `24 500`, `24500,50`, `24 500 ₽`. Gives an exact Decimal, never negative."""

    suffix = "₽"
    default_error_messages: ClassVar = {
        "required": _("Укажите сумму цифрами, например 24 500"),
        "invalid": _("Напишите сумму цифрами, например 24 500"),
        "negative": _("Сумма не может быть меньше нуля"),
        "kopecks": _("В сумме не больше двух цифр после запятой"),
        "large": _("Проверьте сумму: она слишком большая"),
    }

    def __init__(self, *, most: Decimal = Decimal("999999999.99"), **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "r-money", "maxlength": "30"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        self.most = most
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        from ryadom.ui import figures

        return figures.roubles(value).removesuffix("\u00a0₽") if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal):
            return value
        text = re.sub(r"\s|₽|рублей|рубля|рубль|руб\.?|р\.?$", "", str(value).strip().lower()).replace("\u2212", "-")
        if re.fullmatch(r"-\d+(?:[.,]\d+)?", text):
            raise ValidationError(self.error_messages["negative"], code="negative")
        found = re.fullmatch(r"([0-9]+)(?:[.,]([0-9]+))?", text)
        if not found:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if len(found[2] or "") > 2:
            raise ValidationError(self.error_messages["kopecks"], code="kopecks")
        exact = Decimal(f"{found[1]}.{found[2] or '0'}")
        if exact > self.most:
            raise ValidationError(self.error_messages["large"], code="large")
        return exact


class PhoneField(forms.CharField):
    """A Russian phone in any spelling; gives `+7XXXXXXXXXX`."""

    default_error_messages: ClassVar = {
        "required": _("Укажите телефон, например 8 900 000-00-00"),
        "invalid": _("В номере телефона должно быть 11 цифр, например 8 900 000-00-00"),
    }

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"type": "tel", "inputmode": "tel", "autocomplete": "tel", "class": "r-short", "maxlength": "40"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        digits = re.sub(r"\D", "", text)
        if len(digits) == 10 and not text.strip().startswith("+"):
            digits = "7" + digits
        if len(digits) != 11 or digits[0] not in "78" or re.search(r"[^\d\s()+.\-\u2011\u2013]", text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return f"+7{digits[1:]}"
