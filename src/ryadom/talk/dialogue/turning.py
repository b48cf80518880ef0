"""One turn: danger first, then who answers now, then buttons, words that mean the same everywhere, the question that
was asked, and at last understanding.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from ryadom.talk.dialogue import (
    appealing,
    calling,
    commands,
    confirming,
    danger,
    entitled,
    flows,
    handing,
    hours,
    leading,
    media,
    opening,
    surveying,
    understanding,
    ways,
)
from ryadom.talk.dialogue.course import ALWAYS, Course
from ryadom.talk.dialogue.pieces import hearing_of, is_long
from ryadom.talk.dialogue.shapes import (
    Button,
    Event,
    Heard,
    Hearing,
    Message,
    Sort,
    Stack,
    State,
    Turned,
    World,
)
from ryadom.talk.dialogue.wanting import wants_person

log = logging.getLogger(__name__)
AWAY = timedelta(hours=12)
SURELY = 0.5  # of the share of a topic: so much a word or two at a question must say to be no answer
_SILENT = frozenset({Sort.BLOCKED, Sort.DELETED})
_MEDIA = frozenset({Sort.STICKER, Sort.VOICE, Sort.FILE, Sort.OTHER})
_YES, _NO = frozenset({"yes", "now", "a:да", "f:yes"}), frozenset({"no", "safe", "a:нет", "f:no"})


def turn(world: World, stack: Stack, heard: Heard) -> Turned:
    """What is said and done, and where the conversation stands then. Never raises: what breaks becomes a human
    sentence with the way to a person, and the stack stays as it was.
    """
    with translation.override(world.language):
        try:
            return lead(world, stack, heard)
        except Exception as error:
            # The kind of the error only: its words may hold what a person said.
            log.exception("a turn broke: %s", type(error).__name__, exc_info=None)
            return _broke(world, stack, type(error).__name__)


def lead(world: World, stack: Stack, heard: Heard) -> Turned:
    """The same, unguarded."""
    course = Course(world, stack, heard)
    house = _HOUSE.get(heard.sort)
    if house is not None:
        house(course)
    elif heard.sort not in _SILENT:
        course.change(level=heard.level)
        _person(course)
    return course.turned()


def _broke(world: World, stack: Stack, kind: str) -> Turned:
    said = _("У нас сломалось, это не из-за вас. Что вы написали, сохранено. Попробуйте ещё раз или позовите человека.")
    rows = ((Button(_("Попробовать ещё раз"), "again"), Button(_("Позвать человека"), "person")),)
    return Turned(stack, (Message(said, rows),), (Event("broke", {"kind": kind}),), hours.foot(world, stack))


def _know(course: Course) -> None:
    known = course.heard.known
    if known is not None:
        interview = entitled.interview_of(course)
        interview.know(known)
        course.change(told=interview.told())


_HOUSE = {
    Sort.KNOWN: _know, Sort.TOOK: handing.took, Sort.GAVE_BACK: handing.gave_back, Sort.CLOSED: handing.closed,
    Sort.RANG: handing.rang, Sort.SILENT: handing.silent, Sort.MOVED: ways.told,
}  # fmt: skip


def _person(course: Course) -> None:
    heard, stack = course.heard, course.stack
    if heard.text and heard.sort is not Sort.BUTTON and (alarm := hearing_of(course, heard.text).crisis):
        danger.enter(course, alarm, heard.text)
        return
    top = stack.top.kind if stack.top else ""
    if stack.state is State.STAFF and top != danger.CRISIS:
        return  # somebody answers: a program beside them would only be in the way
    if stack.state is State.WAITING and top != danger.CRISIS:
        _while_waiting(course)
        return
    if stack.state is State.CLOSED and top != surveying.SURVEY:
        course.change(state=State.BOT)
    _heard(course)


def _while_waiting(course: Course) -> None:
    pressed = _button(course)
    if pressed == "bot" or (not pressed and commands.command(course.heard.text) in (commands.GO_ON, commands.STOP)):
        handing.leave(course)
    elif course.heard.forwarded and course.stack.forwarded_at:
        media.forwarded(course)
    elif pressed == "person":
        handing.ask(course)
    else:
        if course.heard.forwarded:
            course.change(forwarded_at=course.heard.at.isoformat())
        handing.waiting(course)


def _button(course: Course) -> str:
    """The data of the button that was pressed, or whose words were typed; "" for none."""
    if course.heard.sort is Sort.BUTTON:
        return course.heard.button
    said = commands.plain(course.heard.text)
    return next((data for words, data in course.stack.offered if said and commands.plain(words) == said), "")


def _heard(course: Course) -> None:
    heard = course.heard
    if heard.forwarded:
        media.forwarded(course)
    elif heard.sort in _MEDIA:
        media.answer(course)
    elif heard.sort is Sort.EDITED:
        media.edited(course)
    elif heard.sort is Sort.STARTED:
        started(course)
    elif heard.sort is Sort.BUTTON:
        press(course, heard.button)
    else:
        _welcome_back(course)
        typed(course, heard.text)


def started(course: Course) -> None:
    """The chat was opened: a greeting, or back to where one stopped."""
    flow = flows.flow_of(course)
    if flow is not None and flow.returns:
        course.say(_("С возвращением. Мы остановились здесь."))
        flow.again(course)
    else:
        opening.greet(course)


def _welcome_back(course: Course) -> None:
    """After half a day or more one is told where one stopped, whatever is said next."""
    before, flow = course.stack.last_at, flows.flow_of(course)
    if before and flow is not None and flow.returns and course.heard.at - datetime.fromisoformat(before) >= AWAY:
        course.say(_("С возвращением. Ваши ответы сохранены."))


def press(course: Course, data: str) -> None:
    """A button. One of an older message is not taken for an answer to what is asked now."""
    if data in ALWAYS:
        _always(course, data)
        return
    serial, _colon, code = data.partition(":")
    if serial != str(course.stack.serial) or all(known != data for _words, known in course.stack.offered):
        course.say(_("Эта кнопка от прошлого сообщения."))
        again(course)
        return
    flow = flows.flow_of(course)
    if code == "stop":
        stop(course)
    elif not (flow and (_moves(course, flow, code) or flow.press(course, code))) and not leading.does(course, code):
        again(course)


def _always(course: Course, data: str) -> None:
    if data == "person":
        handing.ask(course)
    elif data == "menu":
        opening.menu(course)
    elif data == "bot":
        handing.leave(course) if course.stack.state is State.WAITING else again(course)
    else:
        again(course)


def _moves(course: Course, flow: flows.Flow, code: str) -> bool:
    """«Почему?», «не знаю», «назад» under a question."""
    act = {"why": flow.why, "skip": flow.skip, "back": flow.back}.get(code)
    if act is None:
        return False
    act(course)
    return True


def typed(course: Course, text: str) -> None:
    """Words: a button's own, a command, an answer, a correction, or something new."""
    pressed = _button(course)
    if pressed:
        press(course, pressed)
        return
    if not commands.plain(text):
        media.answer(course)
        return
    flow, said = flows.flow_of(course), commands.command(text)
    if said and _commanded(course, flow, said):
        return
    if not appealing.writes(course) and _wanted(course, text):
        return
    if flow is not None and flow.typed(course, text):
        return
    if _numbered(course, text):
        return
    understood(course, text)


def _numbered(course: Course, text: str) -> bool:
    """Where a channel has no buttons, they were numbered lines."""
    said = text.strip().rstrip(".)")
    if not (said.isascii() and said.isdigit() and len(said) <= 2 and 1 <= int(said) <= len(course.stack.offered)):
        return False
    press(course, course.stack.offered[int(said) - 1][1])
    return True


def understood(course: Course, text: str) -> None:
    """A correction of what was said, or a sentence to be understood."""
    if _wanted(course, text):
        return
    hearing = hearing_of(course, text)
    if is_long(text):
        course.say(_("Спасибо, что рассказали. Я прочёл всё."))
    facts = understanding.said_facts(hearing)
    under_way = any(frame.kind == entitled.ENTITLED for frame in course.stack.frames)
    facts = [one for one in facts if entitled.usable(course, one)] if under_way else facts
    again = any(entitled.told_already(course, one) for one in facts)
    if facts and under_way and (again or commands.corrects(text) or not hearing.guesses):
        confirming.enter(course, facts, then="")
        return
    if under_way and _says_little(hearing, text):
        understanding.miss(course)
        return
    understanding.understand(course, hearing, text)


def _says_little(hearing: Hearing, text: str) -> bool:
    """At a question a number, or a word or two that mean no topic for sure, are an answer that missed: «двое» where a
    date was asked for is no wish to talk of taxes.
    """
    if not any(sign.isalpha() for sign in text):
        return True
    sure = bool(hearing.guesses) and hearing.guesses[0].score >= SURELY
    return len(text.split()) <= 2 and not sure


def _wanted(course: Course, text: str) -> bool:
    """«Позовите человека, я осталась без работы»: both are heard."""
    if not wants_person(text):
        return False
    understanding.remember(course, hearing_of(course, text), text)
    handing.ask(course)
    return True


def _commanded(course: Course, flow: flows.Flow | None, said: str) -> bool:
    """Do what a command says; False where it means nothing here."""
    if said in (commands.YES, commands.NO):
        return _yes_or_no(course, _YES if said == commands.YES else _NO)
    if said == commands.PERSON:
        handing.ask(course)
    elif said == commands.STOP:
        stop(course)
    elif said in (commands.AGAIN, commands.GO_ON):
        again(course)
    elif said == commands.WAY:
        ways.asked(course)
    elif said in (commands.HELP, commands.ENGLISH, commands.RUSSIAN):
        _help(course, said)
    elif said == commands.MENU:
        opening.menu(course)
    elif said in (commands.THANKS, commands.HELLO):
        _politely(course, flow, said)
    elif said in (commands.CALL_BACK, commands.STATUS, commands.COMPLAINT):
        _digress(course, said)
    elif said == commands.CHANGE:
        return _change(course)
    else:
        code = {commands.WHY: "why", commands.SKIP: "skip", commands.BACK: "back"}[said]
        if flow is None or not _moves(course, flow, code):
            again(course)  # nothing is asked here that could be skipped or explained
    return True


def _help(course: Course, said: str) -> None:
    """What may be typed anywhere; in which language it goes on. The question comes again."""
    if said == commands.HELP:
        course.say(
            _(
                "Пишите как есть или нажимайте кнопки. Всегда можно написать: назад, повтори, пропустить, исправить, "
                "отмена, заново, человек."
            )
        )
    else:
        course.say(_("Хорошо, дальше по-русски. Пишите на том языке, на котором удобно."))
    again(course)


def _yes_or_no(course: Course, codes: frozenset[str]) -> bool:
    found = next((data for _words, data in course.stack.offered if data.partition(":")[2] in codes), "")
    if found:
        press(course, found)
    return bool(found)


def _digress(course: Course, said: str) -> None:
    under_way = course.stack.top.kind if course.stack.top else ""
    if (said, under_way) in ((commands.CALL_BACK, calling.CALLING), (commands.COMPLAINT, appealing.APPEALING)):
        again(course)
    else:
        leading.does(course, said)


def _change(course: Course) -> bool:
    """«Исправить»: the answers given are offered, where there are some."""
    if course.stack.top is None or course.stack.top.kind != entitled.ENTITLED:
        return False
    from ryadom.talk.dialogue import results

    return results.press(course, "change")


def _politely(course: Course, flow: flows.Flow | None, said: str) -> None:
    if said == commands.HELLO and not course.stack.greeted and not (flow and flow.returns):
        opening.greet(course)
        return
    course.say(_("Здравствуйте.") if said == commands.HELLO else _("Пожалуйста. Я рядом."))
    if flow is not None and flow.returns:
        flow.again(course)
    else:
        course.say("", (course.button(_("Спросить о другом"), "menu"), course.person()))


def stop(course: Course) -> None:
    """Enough of this: what was answered is kept, what lies below comes back."""
    if course.stack.top is not None and course.stack.top.kind != opening.MENU:
        course.pop()
        course.say(_("Хорошо, остановились. Ответы сохранены."))
    flows.resume(course, opening.menu)


def again(course: Course) -> None:
    """The question again, or what was said last."""
    flow = flows.flow_of(course)
    if flow is not None:
        flow.again(course)
    elif course.stack.last:
        last = course.stack.last[-1]
        rows = [tuple(_anew(course, words, data) for words, data in row) for row in last["buttons"]]
        course.say(str(last["text"]), *rows)
    else:
        opening.greet(course)


def _anew(course: Course, words: str, data: str) -> Button:
    """A button of the last message as one of this."""
    return Button(words, data) if data in ALWAYS else course.button(words, data.partition(":")[2])


__all__ = ["again", "lead", "press", "started", "stop", "turn", "typed", "understood"]
