"""The words of a case's history: what the person reads, what staff reads. Russian msgids; `values` fills them.

A line keeps the msgid and its values, so the history never changes and is still read in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, gettext_noop

from ryadom.kit.money import format_money

NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Words:
    """Both texts of one kind of line; an empty one is not shown."""

    for_person: str
    for_staff: str


N = gettext_noop
APPLICANT = N("заявитель")  # who of a line that the person wrote
BY_ITSELF = N("автоматически")  # who of a line that follows from the person's step and is not theirs
OPENED = Words(
    N("Заявление %(number)s принято. Ответим до %(promised)s."),
    N("Дело %(number)s открыто, срок до %(promised)s."),
)
OPENED_WITHOUT_TERM = Words(N("Заявление %(number)s принято."), N("Дело %(number)s открыто, срок не внесён."))
TAKEN = Words(N("Вашим заявлением занимается %(holder)s."), N("В работе у: %(holder)s."))
HANDED = Words(N("Теперь вашим заявлением занимается %(holder)s."), N("Передано: %(holder)s. Почему: %(reason)s."))
HELPS = Words(N("Вам помогает %(helper)s."), N("Помогает: %(helper)s."))
PAUSED = Words(
    N("Срок остановлен: %(reason)s. Он пойдёт дальше, когда это будет у нас."), N("Срок остановлен: %(reason)s.")
)
RESUMED = Words(N("Срок снова идёт. Ответим до %(promised)s."), N("Срок возобновлён, до %(promised)s."))
ASKED = Words(
    N("Мы сами запросили: %(subject)s. Ждём ответ до %(due)s. От вас ничего не нужно."),
    N("Запрос: %(authority)s, %(subject)s, ответ до %(due)s."),
)
ANSWERED = Words(N("Ответ получен: %(subject)s."), N("Ответ на запрос «%(subject)s»: %(answer)s."))
NOTED = Words("", N("Заметка: %(text)s"))
ADVANCED = Words("%(stage_for_person)s", N("Этап: %(stage)s."))
CLOSED = Words(N("Рассмотрение закончено: %(outcome)s."), N("Закрыто: %(outcome)s."))
APPEALED = Words(
    N("Жалоба принята под номером %(appeal)s. Её рассмотрит другой человек."), N("Подана жалоба: %(appeal)s.")
)


def read(msgid: str, values: Mapping[str, object]) -> str:
    """The line in the reader's language. A value that names a msgid of its own is translated too."""
    if not msgid:
        return ""
    return gettext(msgid) % {key: _shown(key, value) for key, value in values.items()}


def kept(values: Mapping[str, object]) -> dict[str, str]:
    """The values as they lie in the database: dates in ISO form, the rest as text."""
    return {key: value.isoformat() if isinstance(value, date) else str(value) for key, value in values.items()}


def _shown(key: str, value: object) -> str:
    text = str(value)
    if key in {"promised", "due", "on", "until", "starts", "ends"}:
        return day(date.fromisoformat(text)) if text else ""
    if key in {"stage", "stage_for_person", "outcome", "verdict", "why"} and text:
        return gettext(text)
    if key == "amount" and text:
        return format_money(Decimal(text), point="." if (get_language() or "ru").startswith("en") else ",")
    return text


def day(value: date) -> str:
    """`12 ноября 2026`, kept on one line."""
    return date_format(value, "j E Y").replace(" ", NBSP)
