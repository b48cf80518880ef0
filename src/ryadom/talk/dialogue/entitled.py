"""What is due: for whom, who lives together, one question at a time, the results. The engine is that of the pages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from ryadom.rules.api import FactRef
from ryadom.talk.answers import Given
from ryadom.talk.dialogue import asking, flows, household, results, ways
from ryadom.talk.dialogue.course import Course
from ryadom.talk.dialogue.interview import Interview, counted_children
from ryadom.talk.household import APPLICANT, MOST_CHILDREN, BadAnswer, unpacked
from ryadom.talk.steps import MOST_QUESTIONS, QuestionStep

ENTITLED = "entitled"
CHILDREN = frozenset({"children-count", "children"})
ALONE = frozenset({"raises-alone", "widowed", "lives-alone"})  # of oneself they say that there is no husband or wife
MOST_WORDS = 12


def interview_of(course: Course) -> Interview:
    """The interview of the thread, to be changed and kept."""
    return Interview.of(course.world.region, course.stack.told)


def enter(course: Course, *, situation: str = "", measure: str = "") -> None:
    """Begin, or go on with other questions: what was answered before counts."""
    interview = interview_of(course)
    interview.with_situation(situation, measure)
    course.change(told=interview.told())
    course.push(ENTITLED, stage="")
    proceed(course)


def proceed(course: Course) -> None:
    """Ask whatever comes next, or tell the results."""
    book = course.world.book
    interview = interview_of(course)
    if book is None:
        course.pop()
        course.say(_("Меры для вашего региона ещё не внесены. Спросите в отделении соцзащиты."), course.person())
    elif not household.ask(course, interview):
        step = interview.step(book, course.world.on)
        if isinstance(step, QuestionStep) and len(interview.trail) < MOST_QUESTIONS:
            asking.ask(course, step)
        else:
            results.tell(course, interview)


def hear_facts(course: Course, facts: list[dict[str, Any]]) -> None:
    """Keep facts that the person said in a sentence and confirmed."""
    interview = interview_of(course)
    hints = dict(interview.hints)
    for one in facts:
        if one["fact"] in CHILDREN and str(one["value"]).isdigit():
            count = min(int(one["value"]), MOST_CHILDREN)
            hints["children"] = count
            if interview.family.told:
                interview.family = counted_children(interview.family, count)
        elif one["fact"] in ALONE and one["value"] is True and one["whose"] == "self":
            hints["spouse"] = False
        else:
            hints["said"] = [*(kept for kept in hints.get("said", []) if kept["fact"] != one["fact"]), one]
    hints["words"] = _worded(interview, facts)
    interview.hints = hints
    take_hints(course, interview)
    course.change(told=interview.told())


def usable(course: Course, one: dict[str, Any]) -> bool:
    """Whether an answer can be made of a heard fact; the rest is for the colleague who reads the thread."""
    book = course.world.book
    known = book is not None and one["fact"] in book.facts
    return one["fact"] in CHILDREN or known or (one["fact"] in ALONE and one["whose"] == "self")


def note(course: Course, facts: list[dict[str, Any]]) -> None:
    """Keep what was heard as words only."""
    if facts:
        interview = interview_of(course)
        interview.hints = {**interview.hints, "words": _worded(interview, facts)}
        course.change(told=interview.told())


def perhaps(course: Course, title: str) -> None:
    """Keep what it seems to be about; the person has not said yes to it."""
    interview = interview_of(course)
    interview.hints = {**interview.hints, "perhaps": title}
    course.change(told=interview.told())


def _worded(interview: Interview, facts: list[dict[str, Any]]) -> list[str]:
    words = [*interview.hints.get("words", []), *(str(one["words"]) for one in facts)]
    return [*dict.fromkeys(words)][-MOST_WORDS:]


def told_already(course: Course, one: dict[str, Any]) -> bool:
    """Whether a heard fact speaks of something that was told before: then it corrects it."""
    interview = interview_of(course)
    if one["fact"] in CHILDREN:
        return "children" in interview.hints or interview.family.told
    return any(FactRef.of(id).key == one["fact"] for id in interview.answers)


def take_hints(course: Course, interview: Interview) -> None:
    """What was said early becomes an answer as soon as it is known whose it is."""
    waiting = [one for one in interview.hints.get("said", []) if not _taken(course, interview, one)]
    interview.hints = {**interview.hints, "said": waiting} if waiting else {
        name: value for name, value in interview.hints.items() if name != "said"
    }  # fmt: skip


def _taken(course: Course, interview: Interview, one: dict[str, Any]) -> bool:
    """Whether it was kept, or can never be: a fact that no rule of the region knows says nothing here."""
    book = course.world.book
    if book is None or one["fact"] not in book.facts:
        return True
    ref = _ref(interview, book.facts[one["fact"]].file.of, one)
    if ref is None:
        return False
    try:
        interview.give(
            book, ref, Given(_typed(one["value"])), on=course.world.on, at=course.heard.at,
            language=course.world.language,
        )  # fmt: skip
    except BadAnswer:
        return True  # not a value that this fact takes: it is asked when it matters
    return True


def _ref(interview: Interview, of: str, one: dict[str, Any]) -> str | None:
    """The fact with whose it is; None until the family is known."""
    if of != "person":
        return str(one["fact"])
    whose = one["whose"]
    if whose in ("self", "applicant"):
        return FactRef(one["fact"], APPLICANT).id
    family = unpacked(interview.household)
    members = {"child": family.children, "spouse": family.of("spouse"), "husband": family.of("spouse"),
               "wife": family.of("spouse"), "mother": family.of("parent"), "father": family.of("parent")}  # fmt: skip
    found = members.get(whose, ())
    if interview.for_whom == "parent" and whose in ("mother", "father"):
        return FactRef(one["fact"], APPLICANT).id
    return FactRef(one["fact"], found[0].id).id if len(found) == 1 else None


def _typed(value: Any) -> str:
    return "да" if value is True else "нет" if value is False else str(value)


def _press(course: Course, code: str) -> bool:
    stage = _stage(course)
    if code == "way":
        return ways.pressed(course)
    if stage == "results":
        return results.press(course, code)
    if stage in household.STAGES:
        return household.press(course, code)
    return asking.press(course, code)


def _typed_words(course: Course, text: str) -> bool:
    stage = _stage(course)
    if stage == "results":
        return results.typed(course, text)
    if stage in household.STAGES:
        return household.typed(course, text)
    return asking.typed(course, text)


def _again(course: Course) -> None:
    """Whatever is asked now, computed anew: what was told meanwhile counts."""
    proceed(course)


def _why(course: Course) -> None:
    stage = _stage(course)
    if stage == "results":
        results.why(course)
    elif stage in household.STAGES:
        household.why(course)
    else:
        asking.why(course)


def _skip(course: Course) -> None:
    stage = _stage(course)
    if stage in household.STAGES:
        household.skip(course)
    elif stage == "question":
        asking.skip(course)
    else:
        proceed(course)


def _back(course: Course) -> None:
    """One question back; before the first one, the family; before that, the situations."""
    interview = interview_of(course)
    if _stage(course) == "results" and interview.enough:
        interview.enough = False
    elif interview.back():
        pass
    elif interview.family.told and not interview.prefilled:
        interview.household, interview.hints = {}, {}
    elif interview.for_whom:
        interview.for_whom = ""
    course.change(told=interview.told())
    proceed(course)


def _stage(course: Course) -> str:
    top = course.stack.top
    return str(top.data.get("stage", "")) if top else ""


flows.register(ENTITLED, flows.Flow(_press, _typed_words, _again, _why, _skip, _back, returns=True))
