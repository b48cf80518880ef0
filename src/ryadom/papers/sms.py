"""A text message: at most three Cyrillic parts, no link, no word about health. What would break this is not sent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from ryadom.kit.textmessage import LIMIT, fault
from ryadom.ui.figures import day, roubles


class NotForSms(ValueError):
    """The text may not go by text message: too long, a link, or a word about health."""


def checked(text: str) -> str:
    """The same text on one line, or NotForSms saying which rule it breaks."""
    text = " ".join(text.split())
    match fault(text):
        case "length":
            raise NotForSms(_("СМС длиннее %(limit)s знаков: %(length)s.") % {"limit": LIMIT, "length": len(text)})
        case "link":
            raise NotForSms(_("В СМС не должно быть ссылок."))
        case "health":
            raise NotForSms(_("В СМС не должно быть слов о здоровье."))
    return text


def received(*, number: str, promised: date | None, phone: str, letters: str = "") -> str:
    """We have the application: its number, the promised date, and the letters to name when one asks about it."""
    text = [_("Заявление %(number)s принято.") % {"number": number}]
    if promised is not None:
        text.append(_("Ответим до %(day)s.") % {"day": day(promised)})
    if letters:
        text.append(
            _("Спросить о нём: %(phone)s, назовите номер и буквы %(letters)s.") % {"phone": phone, "letters": letters}
        )
    else:
        text.append(_("Вопросы: %(phone)s.") % {"phone": phone})
    return checked(" ".join([*text, _("Сами мы кодов и карт не спрашиваем.")]))


def granted(*, number: str, amount: Decimal | None, phone: str) -> str:
    """The answer is yes. The measure's name is not said: it may tell of health."""
    if amount is None:
        text = _("Заявление %(number)s: решение положительное. Подробности в письме и по телефону %(phone)s.")
    else:
        text = _("Заявление %(number)s: назначено %(amount)s. Подробности в письме и по телефону %(phone)s.")
    return checked(text % {"number": number, "amount": roubles(amount) if amount is not None else "", "phone": phone})


def refused(*, number: str, phone: str) -> str:
    """The answer is no: why and how to appeal is told in the letter and by phone, never in a text message."""
    return checked(
        _("По заявлению %(number)s отказ. Причину и как обжаловать объясним по телефону %(phone)s и в письме.")
        % {"number": number, "phone": phone}
    )


def bring(*, number: str, until: date, phone: str) -> str:
    """A paper is needed by a date."""
    return checked(
        _("К заявлению %(number)s нужен документ до %(day)s. Какой — скажем по телефону %(phone)s.")
        % {"number": number, "day": day(until), "phone": phone}
    )


def reminder(*, on: date, begins: bool, phone: str) -> str:
    """The day has come that the person asked for. The measure's name is not said: it may tell of health."""
    if begins:
        text = _("Вы просили напомнить: с %(day)s может быть положена помощь. Какая — скажем по телефону %(phone)s.")
    else:
        text = _("Вы просили напомнить: с %(day)s помощь могла закончиться. Подробности по телефону %(phone)s.")
    return checked(text % {"day": day(on), "phone": phone})
