"""Whole interviews over the real practices: short, nothing asked twice, one page where several are asked alike."""

from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

import pytest

from ryadom.rules import api as rules
from ryadom.talk import api, steps

ROOT = Path(__file__).resolve().parents[2] / "practices"
CHE = "RU-CHE"
AT = datetime(2026, 11, 12, 6, 30, tzinfo=UTC)
ON = date(2026, 11, 12)
THREE = (
    api.ChildTold("Миша", date(2018, 2, 3)),
    api.ChildTold("Оля", date(2020, 5, 5)),
    api.ChildTold("Ваня", date(2026, 9, 1)),
)
WARDS = tuple(
    api.ChildTold(name, date(2012 + n, 3, 3), True) for n, name in enumerate(("Ира", "Лев", "Яна", "Юра", "Зоя"))
)
ANNA = {"birth-date": "01.05.1990", "sex": "female", "sex@spouse": "male", "disability": "none", "pension": "none"}
GALINA = {"birth-date": "01.05.1950", "sex": "female", "disability": "none", "pension": "old_age", "gas": "нет"}


@pytest.fixture(scope="module")
def real_book():
    return rules.book_at(ROOT, CHE)


@pytest.fixture
def begin(db, real_book, monkeypatch):
    """Begin with a situation and a family; gives what every call of the door needs."""
    monkeypatch.setattr(steps, "book_of", lambda region, at: real_book)

    def start(situation: str, who: api.Who, children=()) -> dict:
        owner = api.Owner(visitor_key="anna")
        known = {"region": CHE, "owner": owner, "at": AT}
        known["token"] = api.start(**known)
        api.choose_for_whom(**known, for_whom="self")
        api.choose_situation(**known, situation=situation)
        api.tell_who(**known, who=who)
        if children:
            api.tell_children(**known, children=children)
        return known

    return start


def plausible(question: rules.Question) -> str:
    if question.type == "choice":
        return question.choices[-1][0]
    low = question.low if question.low and question.low > 1 else 1
    return {"boolean": "да", "money": "300000", "number": str(low), "date": "01.06.2026"}.get(question.type, "да")


def interview(known: dict, truth: dict[str, str], know: bool = True) -> tuple[list[list[str]], api.ResultsStep]:
    """Answer page after page; the pages asked and the results."""
    pages: list[list[str]] = []
    while True:
        _view, step = api.next_step(**known, on=ON)
        if isinstance(step, api.ResultsStep):
            return pages, step
        assert isinstance(step, api.QuestionStep)
        assert step.number == len(pages) + 1 <= api.MOST_QUESTIONS
        pages.append([line.ref for line in step.lines])
        given = {}
        for line in step.lines:
            said = truth.get(line.ref, truth.get(line.ref.partition("@")[0], plausible(step.question)))
            given[line.ref] = api.Given(said) if know else api.Given(unknown=True)
        api.answer(**known, on=ON, values=given)


def test_interviews_are_short(begin, real_book, capsys) -> None:
    asked = {}
    for situation in real_book.situations:
        asked[f"Анна, {situation}"] = len(interview(begin(situation, api.Who(True, 3), THREE), ANNA)[0])
    for situation in ("gas", "utilities", "pension", "old-age", "low-income"):
        asked[f"Галина, {situation}"] = len(interview(begin(situation, api.Who(False)), GALINA)[0])
    for situation in ("foster", "large-family", "school", "camp"):
        asked[f"Приёмная семья, {situation}"] = len(interview(begin(situation, api.Who(True, 5), WARDS), ANNA)[0])
    with capsys.disabled():
        longest = max(asked, key=asked.get)
        print(f"\n  questions: median {median(asked.values())}, most {asked[longest]} ({longest})")
    assert median(asked.values()) <= 12
    assert max(asked.values()) < api.MOST_QUESTIONS


def test_nothing_is_asked_twice_and_everything_ends_settled(begin) -> None:
    pages, results = interview(begin("birth", api.Who(True, 3), THREE), ANNA)
    refs = [ref for page in pages for ref in page]
    assert len(refs) == len(set(refs))
    assert results.stopped == "settled"
    assert not any(ref.startswith("birth-date@child") for ref in refs)


def test_the_same_question_about_several_people_is_one_page(begin) -> None:
    pages, _results = interview(begin("birth", api.Who(True, 3), THREE), ANNA)
    together = [page for page in pages if len(page) > 1]
    assert together
    assert all(len({ref.partition("@")[0] for ref in page}) == 1 for page in together)


def test_one_who_knows_nothing_reaches_honest_results(begin) -> None:
    pages, results = interview(begin("birth", api.Who(True, 3), THREE), {}, know=False)
    assert len(pages) <= 12
    assert set(results.not_known) == {ref for page in pages for ref in page}
    assert not any(answer.outcome in ("entitled", "likely") for answer in results.answers.measures)


def test_enough_is_enough_and_more_is_possible(begin) -> None:
    known = begin("gas", api.Who(False))
    api.see_results(**known)
    assert api.next_step(**known, on=ON)[1].stopped == "enough"
    api.ask_more(**known)
    assert isinstance(api.next_step(**known, on=ON)[1], api.QuestionStep)


def test_going_back_shows_the_same_question_with_the_answer_given(begin) -> None:
    known = begin("gas", api.Who(False))
    _view, first = api.next_step(**known, on=ON)
    api.answer(**known, on=ON, values={line.ref: api.Given("да") for line in first.lines})
    api.go_back(**known)
    _view, again = api.next_step(**known, on=ON)
    assert [line.ref for line in again.lines] == [line.ref for line in first.lines]
    assert again.lines[0].earlier is True


def test_a_refused_family_page_leaves_the_answers_open(begin) -> None:
    known = begin("birth", api.Who(False))
    api.reopen_household(**known)
    api.skip_household(**known)
    _pages, results = interview(known, ANNA)
    assert results.stopped == "settled"


def test_what_was_told_can_be_read_back_and_changed(begin) -> None:
    known = begin("gas", api.Who(False))
    interview(known, GALINA)
    told = api.told(**known)
    assert told and all(line.label and line.value for line in told)
    again = api.question_about(**known, ref=told[0].ref)
    assert again.lines[0].ref == told[0].ref
    assert again.lines[0].earlier == told[0].raw
    with pytest.raises(api.BadAnswer):
        api.question_about(**known, ref="no-such-fact@applicant")


def test_a_step_costs_one_query_for_the_conversation(begin, django_assert_num_queries) -> None:
    known = begin("birth", api.Who(True, 3), THREE)
    with django_assert_num_queries(1):
        api.next_step(**known, on=ON)


def test_who_expects_a_child_is_asked_for_the_weeks_first_and_never_for_their_sex(begin) -> None:
    known = begin("pregnancy", api.Who(spouse=True, children=0))
    pages, results = interview(known, {"pregnancy-week": "20", "pregnancy-registered-week": "9", "work": "employed"})
    asked = [ref.partition("@")[0] for page in pages for ref in page]
    assert asked[:3] == ["pregnancy-week", "pregnancy-registered-week", "work"]
    assert "sex" not in asked
    maternity = next(
        one for one in results.answers.measures if one.measure == "maternity-pay" and one.subject == "applicant"
    )
    assert str(maternity.outcome) == "likely"


def test_no_pregnancy_implies_nothing(begin, real_book) -> None:
    """«Нет такого» is no word about who somebody is."""
    from ryadom.rules.api import FactValue, Person
    from ryadom.talk.family import _with_implied

    def sex(weeks: object) -> object:
        told = _with_implied(Person("applicant", "Вы", {"pregnancy-week": FactValue(weeks)}), real_book)
        return told.facts["sex"].value if "sex" in told.facts else None

    assert sex(12) == "female"
    assert sex(None) is None and sex(0) is None
    known_already = Person("a", "А", {"pregnancy-week": FactValue(12), "sex": FactValue("male", "register")})
    assert _with_implied(known_already, real_book).facts["sex"].value == "male", (
        "what is known stands before what follows"
    )
