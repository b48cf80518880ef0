"""«Где моё заявление?»: number, stage, the promised day, who holds it. Only for who is known for sure."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ryadom.talk.dialogue import flows
from ryadom.talk.dialogue.course import Course
from ryadom.talk.dialogue.shapes import IDENTIFIED, Standing
from ryadom.ui import figures

SHOWN = 5


def enter(course: Course) -> None:
    """Tell how the applications stand, and go back to what was asked."""
    if course.stack.level != IDENTIFIED:
        course.announce("sign_in")
        course.say(
            _(
                "О заявлении говорю только тому, чьё оно. Войдите на сайте по коду, который дают в отделении или МФЦ: "
                "покажу день ответа и у кого дело. Или позовите человека."
            ),
            course.person(),
        )
    elif not course.world.standings:
        course.say(
            _("Заявлений от вас мы не видим. Если подавали на бумаге или в другое ведомство, спросите человека.")
        )
    else:
        course.say("\n".join(_line(one) for one in course.world.standings[:SHOWN]))
    flows.resume(course, _what_else)


def _line(one: Standing) -> str:
    head = f"№ {one.number}, {one.title}."
    if one.closed_on is not None:
        return " ".join(
            filter(
                None,
                (
                    head,
                    one.outcome and f"{one.outcome[:1].upper()}{one.outcome[1:]}.",
                    figures.day(one.closed_on) + ".",
                ),
            )
        )
    promised = (
        _("Ответим до %(day)s.") % {"day": figures.day(one.promised_on)} if one.promised_on else _("Срок не указан.")
    )
    holder = _("Занимается %(name)s.") % {"name": one.holder} if one.holder else _("Пока никто не взял в работу.")
    return f"{head} {promised} {one.stage}. {holder}"


def _what_else(course: Course) -> None:
    course.say("", (course.button(_("Спросить о другом"), "menu"), course.person()))
