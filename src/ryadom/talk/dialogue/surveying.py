"""The one question after a thread: asked in the chat itself, answered by one tap. A low answer is looked into."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ryadom.talk.dialogue import flows
from ryadom.talk.dialogue.course import Course

SURVEY = "survey"
BAD = 2  # of 5: so low an answer is looked into by the head


def offer(course: Course) -> None:
    """Ask it, where there is a question to ask."""
    survey = course.world.survey
    if survey is None:
        course.say("", course.button(_("Новый вопрос"), "menu"))
        return
    course.drop(SURVEY)
    course.push(SURVEY)
    _again(course)


def _again(course: Course) -> None:
    survey = course.world.survey
    if survey is None:
        return
    course.say(survey.question)
    course.say(
        _("Если помощь не получилась, переписку прочтёт руководитель."),
        *(course.button(words, f"v:{value}") for value, words in reversed(survey.choices)),
    )


def press(course: Course, code: str) -> bool:
    """One of the five answers."""
    survey = course.world.survey
    score = int(code[2:]) if code[:2] == "v:" and code[2:].isdigit() else 0
    if survey is None or score not in [value for value, _words in survey.choices]:
        return False
    course.drop(SURVEY)
    course.announce("survey_answered", score=score, bad=score <= BAD)
    course.say(survey.thanks)
    if score <= BAD:
        course.say(_("Жаль, что не получилось. Руководитель прочтёт этот разговор и разберётся."))
    course.say("", course.button(_("Новый вопрос"), "menu"))
    return True


def _typed(course: Course, text: str) -> bool:
    said = text.strip()
    return len(said) == 1 and said.isdigit() and press(course, f"v:{said}")


flows.register(SURVEY, flows.Flow(press, _typed, _again))
