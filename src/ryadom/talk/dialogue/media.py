"""What is no sentence: stickers, voice, files, forwarded chains, an edited message. Each has one clear answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from ryadom.talk.dialogue import flows, handing
from ryadom.talk.dialogue.course import Course, cut
from ryadom.talk.dialogue.shapes import Sort
from ryadom.talk.dialogue.wanting import wants_person

CHAIN = timedelta(minutes=2)
EDITED = "edited"


def forwarded(course: Course) -> bool:
    """A chain of forwarded messages is one turn: answered at its first, the rest is kept in silence."""
    at, before = course.heard.at, course.stack.forwarded_at
    course.change(forwarded_at=at.isoformat())
    if before and at - datetime.fromisoformat(before) <= CHAIN:
        return True
    course.say(_("Вижу пересланные сообщения, человек сможет их прочесть. Напишите сами одной фразой, что вам нужно."))
    _again(course)
    return True


def answer(course: Course) -> None:
    """One answer for what cannot be read, and the question again."""
    sort, caption = course.heard.sort, course.heard.text
    if wants_person(caption):
        course.change(said_first=course.stack.said_first or cut(caption, 300))
        handing.ask(course)
        return
    if sort is Sort.VOICE:
        course.say(voice(course.heard.kept))
    elif sort is Sort.FILE:
        course.say(file(course.heard.kept))
    elif sort is Sort.STICKER:
        course.say(_("Картинку вижу, а понимаю только слова и кнопки."))
    else:
        course.say(_("Этого я прочесть не могу. Напишите словами или нажмите кнопку."))
    _again(course)


def voice(kept: bool) -> str:
    """What is said of a recorded voice. `kept`: it is on its way to the papers of the person."""
    if kept:
        return _(
            "Голосовые пока не понимаю. Запись сохраняю: человек послушает, если позвать. "
            "Или напишите словами, нажмите кнопку."
        )
    return _("Голосовые пока не понимаю и не сохраняю: мы ещё не знаем, кто вы. Напишите словами или нажмите кнопку.")


def file(kept: bool) -> str:
    """What is said of a photo or a document."""
    if kept:
        return _(
            "Файл принял и кладу к вашим бумагам. Его увидит только тот, кто вам отвечает, и ваш куратор. "
            "Паспорт в чат присылать не нужно."
        )
    return _(
        "Фото и документы здесь не нужны, паспорт тем более: присылать его не надо. Этот файл мы не сохранили. "
        "Какие бумаги понадобятся, скажу, когда дойдём до заявления."
    )


def edited(course: Course) -> None:
    """What was answered stays until the person says that the new words count."""
    course.push(EDITED, text=cut(course.heard.text, 2000))
    _ask(course)


def _ask(course: Course) -> None:
    rows = (course.button(_("Понять заново"), "yes"), course.button(_("Оставить как было"), "no"))
    course.say(_("Вижу, вы исправили сообщение. Понять его заново?"), rows)


def _again(course: Course) -> None:
    from ryadom.talk.dialogue.turning import again

    again(course)


def _press(course: Course, code: str) -> bool:
    from ryadom.talk.dialogue import opening, turning

    top = course.stack.top
    if top is None or code not in ("yes", "no"):
        return False
    course.pop()
    if code == "yes":
        turning.understood(course, str(top.data["text"]))
    else:
        course.say(_("Хорошо, оставил как было."))
        flows.resume(course, opening.menu)
    return True


flows.register(EDITED, flows.Flow(_press, flows.not_typed, _ask))
