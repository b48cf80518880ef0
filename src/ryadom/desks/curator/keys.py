"""The keys of the desk's pages, as the sheet that «?» opens tells them. Templates name the places by `data-key`."""

from __future__ import annotations

from django.utils.translation import gettext as _

Keys = tuple[tuple[str, str], ...]


def _everywhere() -> Keys:
    return (
        ("J K", _("следующая и предыдущая строка")),
        ("Enter", _("открыть или нажать")),
        ("Tab", _("дальше по строке")),
        ("Esc", _("выйти из поля")),
        ("?", _("этот лист")),
    )


def of_day() -> Keys:
    """«Мой день»: its parts."""
    return (
        ("Q", _("кто ждёт ответа")), ("C", _("кому позвонить")), ("D", _("сроки")), ("F", _("все семьи")),
        *_everywhere(),
    )  # fmt: skip


def of_family() -> Keys:
    """The passport: what one does most."""
    return (
        ("C", _("записать контакт")), ("N", _("записать, что нужно")), ("S", _("что было сказано")),
        ("W", _("написать первым")), ("M", _("передать, направить, закончить")), ("P", _("полное дело")),
        ("B", _("назад")), *_everywhere(),
    )  # fmt: skip


def of_talk() -> Keys:
    """A conversation: an answer that is ready, corrected and sent."""
    return (
        ("T", _("отвечать самому")), ("1–9", _("вставить готовый ответ")), ("A", _("к своему ответу")),
        ("Ctrl Enter", _("отправить")), ("G", _("к кнопке «Вернуть помощнику»")),
        ("E", _("к кнопке «Передать коллегам»")), ("Z", _("к кнопке «Закончить разговор»")),
        ("F", _("паспорт семьи")), ("B", _("назад")), *_everywhere(),
    )  # fmt: skip


def of_list() -> Keys:
    """A list of families."""
    return (("S", _("отбор")), *_everywhere())


def of_load() -> Keys:
    """The head's view."""
    return (
        ("Q", _("кто ждёт ответа")), ("L", _("нагрузка")), ("R", _("у кого появилось право")),
        ("N", _("кто ждёт куратора")), *_everywhere(),
    )  # fmt: skip
