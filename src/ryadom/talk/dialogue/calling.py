"""«Перезвоните мне»: the number, when it suits, and a check before it is taken."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from ryadom.talk.dialogue import flows
from ryadom.talk.dialogue.course import Course
from ryadom.talk.dialogue.shapes import State
from ryadom.ui import figures

CALLING = "calling"


def enter(course: Course) -> None:
    """Begin a call-back."""
    course.push(CALLING, stage="phone")
    _again(course)


def _again(course: Course) -> None:
    top = course.stack.top
    data = top.data if top else {}
    stop = course.button(_("Не нужно"), "stop")
    if data.get("stage") == "when":
        when = (course.button(_("Как можно скорее"), "w:soon"), course.button(_("Утром"), "w:morning"))
        course.say(
            _("Когда удобнее?"),
            when,
            (course.button(_("Днём"), "w:day"), course.button(_("Вечером"), "w:evening")),
            stop,
        )
    elif data.get("stage") == "check":
        course.say(
            _("Перезвоним на %(phone)s, %(when)s. Верно?")
            % {"phone": figures.phone(data["phone"]), "when": _when(data["when"])},
            (course.button(_("Да, жду звонка"), "yes"), course.button(_("Другой номер"), "other")), stop,
        )  # fmt: skip
    else:
        course.say(_("На какой номер перезвонить? Напишите его цифрами. Если номера нет, позову человека сюда."), stop,
                   course.person())  # fmt: skip


def _when(code: str) -> str:
    return {
        "soon": _("как можно скорее"), "morning": _("утром"), "day": _("днём"), "evening": _("вечером"),
    }[code]  # fmt: skip


def _typed(course: Course, text: str) -> bool:
    top = course.stack.top
    if top is None or top.data.get("stage") != "phone":
        return False
    digits = re.sub(r"\D", "", text)
    if len(digits) == 10:
        digits = "7" + digits
    if len(digits) != 11 or digits[0] not in "78":
        if not digits:
            return False
        course.missed = True
        course.change(misses=course.stack.misses + 1)
        course.say(_("В номере должно быть 11 цифр, например 8 900 000-00-00."))
        _again(course)
        return True
    course.keep(stage="when", phone="7" + digits[1:])
    _again(course)
    return True


def _press(course: Course, code: str) -> bool:
    top = course.stack.top
    assert top is not None, "pressed on the frame"
    stage = top.data.get("stage")
    if code.startswith("w:") and stage == "when" and code[2:] in ("soon", "morning", "day", "evening"):
        course.keep(stage="check", when=code[2:])
        _again(course)
    elif code == "other" and stage == "check":
        course.keep(stage="phone")
        _again(course)
    elif code == "yes" and stage == "check":
        course.pop()
        course.announce("call_back", phone=top.data["phone"], when=top.data["when"])
        if course.stack.state is State.BOT:
            course.change(state=State.WAITING)
            course.announce("asked_for_a_person", crisis=False)
        course.say(_("Записал. Перезвонит человек. Он не спросит кодов и номера карты."),
                   course.button(_("Продолжить с помощником"), "bot"))  # fmt: skip
    else:
        return False
    return True


flows.register(CALLING, flows.Flow(_press, _typed, _again, returns=True))
