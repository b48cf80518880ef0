"""One question of the rules, its answer, why it is asked, «не знаю», one step back."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from ryadom.rules import api as rules
from ryadom.rules.api import FactRef, Question
from ryadom.talk.answers import Given
from ryadom.talk.dialogue.commands import plain
from ryadom.talk.dialogue.course import Course
from ryadom.talk.dialogue.interview import Interview
from ryadom.talk.dialogue.pieces import hearing_of
from ryadom.talk.dialogue.shapes import Button
from ryadom.talk.household import BadAnswer
from ryadom.talk.steps import QuestionStep
from ryadom.ui import ahead

_MONEY = re.compile(
    r"(?P<about>примерно|около|где то)?\s*(?P<sum>\d[\d ]*(?:[.,]\d+)?) ?(?P<thousand>т(?:ыс\w*|\b))?"
    r"\.?(?: ?(?:руб\w*|р|₽)\.?)?"
)
MOST_CHOICES = 12


def ask(course: Course, step: QuestionStep) -> None:
    """Put a question; the lines of a page for several people come one after another."""
    lines = [line.ref for line in step.lines]
    course.keep(stage="question", ref=lines[0], lines=lines, number=step.number)
    _put(course, step.question, step.lines[0].person, _progress(step))


def _answered(known: dict[str, object], ref: str) -> bool:
    entry = known.get(ref)
    return isinstance(entry, dict) and not entry.get("aside")


def _progress(step: QuestionStep) -> str:
    if step.left and 0 < step.left.questions <= step.most - step.number:
        return ahead.left(step.left)
    return ""


def _put(course: Course, question: Question, person: str, progress: str) -> None:
    language = course.world.language
    parts = [question.text.said(language)]
    if person and FactRef.of(_ref(course)).person not in (None, "applicant"):
        parts[0] = f"{person}. {parts[0]}"
    if question.hint:
        parts.append(question.hint.said(language))
    if question.type in _EXAMPLES:
        parts.append(_EXAMPLES[question.type]())
    if progress:
        parts.append(progress)
    course.say("\n".join(parts), *_choices(course, question), *_ways(course, question))


_EXAMPLES = {
    "date": lambda: _("Напишите дату, например 27.03.1990."),
    "money": lambda: _("Напишите сумму в рублях, например 24 500."),
    "number": lambda: _("Напишите числом."),
}


def _choices(course: Course, question: Question) -> list[tuple[Button, ...] | Button]:
    if question.type == "boolean":
        return [(course.button(_("Да"), "a:да"), course.button(_("Нет"), "a:нет"))]
    shown = question.choices[:MOST_CHOICES]
    return [course.button(title.said(course.world.language), f"c:{n}") for n, (_v, title) in enumerate(shown)]


def _ways(course: Course, question: Question) -> list[tuple[Button, ...] | Button]:
    first = [course.button(_("Не знаю"), "skip")]
    if question.may_be_absent:
        first.insert(0, course.button(_("Нет такого"), "absent"))
    second = (course.button(_("Почему спрашиваете?"), "why"), course.button(_("Назад"), "back"))
    return [tuple(first), second, course.button(_("Хватит вопросов, покажите ответ"), "enough")]


def _ref(course: Course) -> str:
    top = course.stack.top
    return str(top.data.get("ref", "")) if top else ""


def question_of(course: Course, interview: Interview) -> Question | None:
    """The question that is asked now."""
    from ryadom.talk.family import family_of

    book, ref = course.world.book, _ref(course)
    if book is None or not ref:
        return None
    fact = FactRef.of(ref)
    if not fact.prefix and fact.key not in book.facts:
        return None  # another edition of the rules has come meanwhile
    return rules.question(book, family_of(interview), fact)


def press(course: Course, code: str) -> bool:
    """A button under a question."""
    from ryadom.talk.dialogue.entitled import interview_of, proceed

    interview = interview_of(course)
    question = question_of(course, interview)
    if question is None:
        proceed(course)
        return True
    if code == "enough":
        interview.enough = True
        course.change(told=interview.told())
        proceed(course)
        return True
    if code == "absent" and question.may_be_absent:
        return _give(course, interview, Given(absent=True))
    if code.startswith("a:") and question.type == "boolean":
        return _give(course, interview, Given(code[2:]))
    if code.startswith("c:") and code[2:].isdigit() and int(code[2:]) < len(question.choices):
        return _give(course, interview, Given(question.choices[int(code[2:])][0]))
    return False


def typed(course: Course, text: str) -> bool:
    """An answer in words; what cannot be one is left to be understood otherwise."""
    from ryadom.talk.dialogue.entitled import interview_of

    interview = interview_of(course)
    question = question_of(course, interview)
    if question is None:
        return False
    given = _read(question, text, course.world.language)
    if given is None:
        given = _heard(course, question)
    return given is not None and _give(course, interview, given)


def _read(question: Question, text: str, language: str) -> Given | None:
    """The answer that words are, None where they look like none."""
    said = plain(text)
    if question.type == "boolean":
        words = {"да": "да", "ага": "да", "есть": "да", "конечно": "да", "нет": "нет", "неа": "нет", "нету": "нет"}
        return Given(words[said]) if said in words else None
    if question.type == "choice":
        return next((Given(id) for id, title in question.choices if plain(title.said(language)) == said), None)
    if question.type == "money":
        return _money(text)
    if question.type in ("date", "number"):
        return Given(text.strip()[:100]) if any(sign.isdigit() for sign in text) and len(text) <= 40 else None
    return Given(text.strip()) if question.type == "text" else None


def _money(text: str) -> Given | None:
    """«около 20 тысяч» is 20 000, about."""
    found = _MONEY.fullmatch(" ".join(text.casefold().replace("\u00a0", " ").split()))
    if found is None:
        return Given(text.strip()[:100]) if text.strip()[:1].isdigit() and len(text) <= 40 else None
    whole = found["sum"].replace(" ", "").replace(",", ".")
    if found["thousand"]:
        whole = f"{Decimal(whole) * 1000:.0f}"
    return Given(whole.replace(".", ","), about=bool(found["about"]))


def _heard(course: Course, question: Question) -> Given | None:
    """The fact asked about, where a longer sentence holds it: «родилась я в марте 1990, 27 числа»."""
    from ryadom.talk.dialogue.understanding import plain as as_typed

    for one in hearing_of(course, course.heard.text).facts:
        if one.fact == question.ref.key and one.value is not None:
            value = as_typed(one.value)
            return Given("да" if value is True else "нет" if value is False else str(value))
    return None


def _give(course: Course, interview: Interview, given: Given) -> bool:
    from ryadom.talk.dialogue.entitled import proceed

    top, book = course.stack.top, course.world.book
    assert top is not None and book is not None, "a question was asked"
    ref, lines = _ref(course), list(top.data.get("lines", []))
    try:
        interview.give(book, ref, given, on=course.world.on, at=course.heard.at, language=course.world.language)
    except BadAnswer as bad:
        course.missed = True
        course.change(misses=course.stack.misses + 1)
        course.say(next(iter(bad.errors.values())))
        proceed(course)
        return True
    left = [line for line in lines if line != ref and not _answered(interview.answers, line)]
    if left and ref in lines:
        course.change(told=interview.told())
        _next_line(course, interview, left[0])
        return True
    interview.asked(sorted(lines))
    course.change(told=interview.told())
    proceed(course)
    return True


def _next_line(course: Course, interview: Interview, ref: str) -> None:
    """The same question about the next of the family."""
    course.keep(ref=ref)
    question = question_of(course, interview)
    assert question is not None, "asked about another already"
    _put(course, question, interview.called().get(FactRef.of(ref).person or "", ""), "")


def skip(course: Course) -> None:
    """«Не знаю»: kept, and not asked again."""
    from ryadom.talk.dialogue.entitled import interview_of, proceed

    if question_of(course, interview_of(course)) is None:
        proceed(course)
        return
    _give(course, interview_of(course), Given(unknown=True))


def why(course: Course) -> None:
    """Why it is asked: the reason of the fact, and which measures the answer may settle."""
    from ryadom.talk.dialogue.entitled import interview_of, proceed

    interview, book = interview_of(course), course.world.book
    question = question_of(course, interview)
    if question is None or book is None:
        proceed(course)
        return
    language = course.world.language
    reason = question.why.said(language) if question.why else _("От ответа зависит, что вам положено.")
    step = interview.step(book, course.world.on)
    settles = [title.said(language) for title in step.settles] if isinstance(step, QuestionStep) else []
    course.say("\n".join([reason, *ahead.gain(settles[:5], len(settles), None)]))
    proceed(course)
