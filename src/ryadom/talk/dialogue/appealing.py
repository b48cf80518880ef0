"""A complaint or another обращение: from a known person it is registered and answered in its term; from somebody
unknown it is a consultation, and is said to be one.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from ryadom.talk.dialogue import flows
from ryadom.talk.dialogue.course import Course, cut
from ryadom.talk.dialogue.shapes import IDENTIFIED

APPEALING = "appealing"
LONGEST = 4000


def enter(course: Course) -> None:
    """Begin, or say why it cannot be begun here."""
    if course.stack.level != IDENTIFIED:
        course.announce("sign_in")
        course.say(
            _(
                "Сейчас мы не знаем, кто вы, поэтому это консультация. Обращение с ответом в срок принимаем от того, "
                "кто назвал себя: войдите на сайте по коду из отделения или МФЦ, придите сами или пришлите письмо. "
                "Человек может выслушать вас и сейчас."
            ),
            course.person(),
            course.button(_("Спросить о другом"), "menu"),
        )
        return
    course.push(APPEALING, stage="text")
    _again(course)


def writes(course: Course) -> bool:
    """Whether the next words are the text of an appeal: «позовите» in it is a part of the story."""
    top = course.stack.top
    return top is not None and top.kind == APPEALING and top.data.get("stage") == "text"


def _again(course: Course) -> None:
    top = course.stack.top
    stop = course.button(_("Не нужно"), "stop")
    if top is not None and top.data.get("stage") == "check":
        course.say(
            _("Отправить как обращение?\n«%(text)s»") % {"text": cut(str(top.data["text"]), 600)},
            (course.button(_("Отправить"), "yes"), course.button(_("Написать заново"), "other")), stop,
        )  # fmt: skip
    else:
        course.say(
            _(
                "Мы знаем, кто вы, поэтому это будет обращение: с номером и ответом. "
                "Напишите одним сообщением, что случилось."
            ),
            *(course.button(words, f"r:{place}") for place, words in enumerate(_ready())),
            stop,
        )


def _ready() -> tuple[str, str, str]:
    """For who cannot write: the rest is asked by whoever looks into it."""
    return _("Мне отказали, а я не согласен"), _("Мне долго не отвечают"), _("Со мной обошлись грубо")


def _typed(course: Course, text: str) -> bool:
    top = course.stack.top
    if top is None or top.data.get("stage") != "text" or len(text.split()) < 2:
        return False
    course.keep(stage="check", text=text.strip()[:LONGEST])
    _again(course)
    return True


def _press(course: Course, code: str) -> bool:
    top = course.stack.top
    assert top is not None, "pressed on the frame"
    if top.data.get("stage") == "text" and code in ("r:0", "r:1", "r:2"):
        course.keep(stage="check", text=_ready()[int(code[2:])])
        _again(course)
        return True
    if top.data.get("stage") != "check" or code not in ("yes", "other"):
        return False
    if code == "other":
        course.keep(stage="text")
        _again(course)
        return True
    course.pop()
    course.announce("appeal_told", text=top.data["text"])
    course.say(_("Обращение принято."))
    flows.resume(course, _what_else)
    return True


def _what_else(course: Course) -> None:
    course.say("", (course.button(_("Спросить о другом"), "menu"), course.person()))


flows.register(APPEALING, flows.Flow(_press, _typed, _again, returns=True))
