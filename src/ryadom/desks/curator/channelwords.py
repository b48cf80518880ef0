"""What failed on a channel and why, in words for a head and not for a programmer."""

from __future__ import annotations

from django.utils.translation import gettext as _


def titles() -> dict[str, str]:
    """Channels as staff call them."""
    return {
        "web": _("сайт"), "phone": _("телефон"), "max": _("MAX"), "vk": _("VK"), "sms": _("SMS"), "email": _("почта"),
        "paper": _("письмо"), "telegram": _("Telegram"),
    }  # fmt: skip


def why_not_heard(fault: str) -> str:
    """Why an incoming message could not be handled. `fault`: the stable word that is kept with it."""
    if fault == "worker died":
        return _("Программа останавливалась на этом сообщении.")
    if fault == "KeyError":
        return _("Слова уже стёрты по сроку хранения.")
    return _("Программа споткнулась на этом сообщении (%(kind)s). Покажите это тому, кто её обслуживает.") % {
        "kind": fault or _("причина не записана")
    }


def why_not_sent(why: str) -> str:
    """Why a message did not go. `why`: the stable word that is kept with it."""
    known = {
        "blocked": _("Человек остановил наш чат."),
        "recipient": _("Почтовый сервер не знает такого адреса."),
        "returned": _("Вернулось: адресат не найден."),
        "number": _("Номер телефона записан неверно."),
        "address": _("Адрес записан неверно."),
        "token": _("Канал не принял наш ключ. Замените ключ в файле каналов."),
        "unreachable": _("Нет связи с каналом."),
        "no answer": _("Канал не отвечал."),
        "certificate": _("Сертификат сервера не внушает доверия: проверьте его срок, имя и корневой сертификат."),
        "unencrypted": _("Почтовый сервер работает без шифрования, поэтому писем через него нет."),
        "sender": _("Почтовый сервер не разрешает писать от этого адреса. Исправьте sender в файле каналов."),
        "refused": _("Почтовый сервер не принял имя или пароль."),
        "no such bot": _("Этого бота нет в файле каналов."),
        "no gateway": _("Не указано, через кого уходят СМС."),
        "broken adapter": _("Ошибка нашей программы. Покажите это тому, кто её обслуживает."),
        "429": _("Канал просил подождать, и ожидание вышло."),
    }
    if why in known:
        return known[why]
    if why.isdigit() and why.startswith("5"):
        return _("Канал был сломан три дня подряд (ответ %(code)s).") % {"code": why}
    return _("Канал отказал (ответ %(code)s).") % {"code": why or _("не записан")}


def watch_told(told: str, *, stale: bool, mail: bool = False) -> str:
    """What the watch over our subscription saw, or (`mail`) who reads the mailbox."""
    if stale:
        return _("давно не смотрели: проверьте, работает ли обработчик")
    known = {"kept": _("подписка на месте"), "renewed": _("подписка пропадала и возобновлена")}
    if mail:
        known = {"kept": _("ящик читается"), "refused": _("Почтовый сервер не принял имя, пароль или папку.")}
    return known.get(told) or why_not_sent(told)
