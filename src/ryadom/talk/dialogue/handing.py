"""A person instead of the bot: the place in the queue, the hours, who answers; silence while they do; back again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ryadom.talk.dialogue import flows, hours, surveying
from ryadom.talk.dialogue.course import Course
from ryadom.talk.dialogue.shapes import ANONYMOUS, State


def ask(course: Course) -> None:
    """A person is asked for. Asked twice, the place in the queue is told again."""
    if course.stack.state is State.WAITING:
        course.say(_("Человека уже позвали."), course.button(_("Не ждать, продолжить с помощником"), "bot"))
        return
    course.change(state=State.WAITING)
    course.announce("asked_for_a_person", crisis=False)
    course.say(
        _(
            "Зову человека. Заново рассказывать не придётся: передам всё, что вы уже сказали. "
            "Пишите, если есть что добавить."
        ),
        course.button(_("Не ждать, продолжить с помощником"), "bot"),
    )
    if course.stack.level == ANONYMOUS:
        course.say(_("Вы пишете без имени, поэтому это консультация, а не обращение."))


def waiting(course: Course) -> None:
    """Something said while one waits: it is kept, and where one stands is told."""
    if course.heard.files and not course.heard.kept:
        course.say(_("Файл не сохранили: мы ещё не знаем, кто вы. Напишите словами, что в нём."))
    course.say(_("Записал, человек это прочтёт."), course.button(_("Не ждать, продолжить с помощником"), "bot"))


def leave(course: Course) -> None:
    """The person waits no longer and goes on with the bot."""
    course.change(state=State.BOT)
    course.announce("person_left_queue")
    course.say(_("Хорошо, продолжим вместе."))
    _go_on(course)


def _go_on(course: Course) -> None:
    """Back to what waits; what was heard beside the call for a person is offered again."""
    from ryadom.talk.dialogue import understanding

    flow = flows.flow_of(course)
    if flow is not None and course.stack.top is not None and course.stack.top.kind == understanding.CHOOSING:
        flow.again(course)
    else:
        flows.resume(course, _menu)


def _menu(course: Course) -> None:
    from ryadom.talk.dialogue import opening

    opening.menu(course)


def took(course: Course) -> None:
    """A colleague took the thread: who it is, by name."""
    course.change(state=State.STAFF, staff=course.heard.who, silent_since=course.heard.at.isoformat())
    course.say(_("Вам отвечает %(name)s. Помощник-программа молчит, пишите человеку.") % {"name": course.heard.who})


def gave_back(course: Course) -> None:
    """The colleague gives the word back."""
    course.change(state=State.BOT, staff="")
    course.say(
        _("%(name)s передаёт слово помощнику. Если что, позовите снова.") % {"name": course.heard.who or _("Сотрудник")}
    )
    _go_on(course)


def silent(course: Course) -> None:
    """Who answered was silent for too long: somebody else is called, and the person is told so."""
    name = course.heard.who or course.stack.staff or _("Сотрудник")
    course.change(state=State.WAITING, staff="")
    if course.heard.text == "passed":
        course.say(
            _("%(name)s передаёт вас коллеге. Повторять ничего не нужно: всё написанное прочтут.") % {"name": name},
            course.button(_("Не ждать, продолжить с помощником"), "bot"),
        )
        return
    course.say(
        _(
            "%(name)s не отвечает дольше, чем положено. Передали вас другому сотруднику, руководитель это видит. "
            "Повторять ничего не нужно: всё написанное прочтут."
        )
        % {"name": name},
        course.button(_("Не ждать, продолжить с помощником"), "bot"),
    )


def closed(course: Course) -> None:
    """The thread is closed by a colleague: the one question comes."""
    course.change(state=State.CLOSED, frames=(), staff="")
    course.announce("settled", by="staff")
    course.say(_("Разговор закончен. Напишите в любой день, и продолжим."))
    surveying.offer(course)


def settle(course: Course) -> None:
    """The person says that all is clear: the thread ends with the one question."""
    course.change(state=State.CLOSED, frames=())
    course.announce("settled", by="person")
    course.say(_("Рад помочь. Ответы сохранены, вернуться можно когда угодно."))
    surveying.offer(course)


def rang(course: Course) -> None:
    """Nobody answered danger in time: it goes higher, and the person is told the truth."""
    name, head = course.heard.who, course.heard.text == "head"
    if name and head:
        said = _("Дежурный ещё не ответил. Мы позвали следующего (%(name)s) и руководителя. Не ждите нас, звоните:")
    elif name:
        said = _("Пока никто не ответил. Мы позвали следующего дежурного (%(name)s). Не ждите нас, звоните:")
    else:
        said = _("Никто ещё не ответил. Мы подняли тревогу у руководителя. Не ждите нас, звоните:")
    course.say(said % {"name": name})
    from ryadom.talk.dialogue import danger

    course.say(danger.phones(course, course.stack.danger))
    course.say(hours.crisis(course.world))
