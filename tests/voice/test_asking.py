"""Asked once at every ending, answered once, changed for a day, and nobody can see who it was."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from ryadom.voice import api, surveys
from ryadom.voice.actions import part_comments
from ryadom.voice.events import Answered
from ryadom.voice.models import Asking, Comment

from .conftest import AT, CHE, LIP


def asking(token: str) -> Asking:
    return Asking.objects.in_region(CHE).get(token=token)


@pytest.mark.parametrize("outcome", [*api.Outcome.values])
def test_every_ending_is_asked_about(asked, outcome: str) -> None:
    assert asking(asked(outcome=outcome)).outcome == outcome


def test_the_same_ending_is_asked_about_once(asked) -> None:
    assert asked(ending="cases:case:7:closed") == asked(ending="cases:case:7:closed", at=AT + timedelta(days=1))
    assert Asking.objects.in_region(CHE).count() == 1


def test_the_done_page_finds_the_question_of_an_ending(asked, django_assert_num_queries) -> None:
    token = asked(ending="measures:claim:7")
    with django_assert_num_queries(1):
        found = api.questions_of(region=CHE, endings=["measures:claim:7", "measures:claim:8"])
    assert found == {"measures:claim:7": token}
    assert api.questions_of(region=LIP, endings=["measures:claim:7"]) == {}


def test_a_situation_may_have_its_own_question(asked, monkeypatch) -> None:
    own = SimpleNamespace(situation="gas")
    monkeypatch.setattr(surveys, "_files", lambda region, on: {"settled": SimpleNamespace(situation=None), "warm": own})
    assert asking(asked(situation="gas")).survey == "warm"
    assert asking(asked(situation="birth")).survey == "settled"


def test_the_row_names_neither_person_nor_case(asked) -> None:
    row = asking(asked(ending="cases:case:74-2026-000123:closed"))
    assert all("74-2026-000123" not in str(value) for value in vars(row).values())
    assert not {"person", "account", "case"} & {field.name for field in Asking._meta.get_fields()}


def test_an_answer_is_kept_and_announced_once(asked) -> None:
    heard: list[Answered] = []

    def listen(sender: type, event: Answered, **kwargs: object) -> None:
        heard.append(event)

    Answered.signal.connect(listen)
    token = asked()
    for _twice in range(2):
        api.answer(region=CHE, token=token, score="5", at=AT)
    Answered.signal.disconnect(listen)
    assert asking(token).score == 5
    assert [event.score for event in heard] == [5]


def test_galina_changes_her_mind_within_a_day(asked) -> None:
    token = asked()
    api.answer(region=CHE, token=token, score=2, comment="Долго ждала", at=AT)
    api.answer(region=CHE, token=token, score=4, comment="Всё-таки позвонили", at=AT + timedelta(hours=23))
    assert asking(token).score == 4
    assert Comment.objects.in_region(CHE).get().text == "Всё-таки позвонили"
    with pytest.raises(api.AnswerRefused, match="late"):
        api.answer(region=CHE, token=token, score=1, at=AT + timedelta(days=2))
    assert asking(token).score == 4


def test_the_question_closes_after_three_months(asked) -> None:
    token = asked()
    with pytest.raises(api.AnswerRefused, match="over"):
        api.answer(region=CHE, token=token, score=5, at=AT + timedelta(days=91))


@pytest.mark.parametrize("score", [0, 6, -1, "", None, "пять", "5; DROP TABLE", True, 4.5, "٥", [5]])
def test_only_five_answers_exist(asked, score: object) -> None:
    token = asked()
    with pytest.raises(api.AnswerRefused, match="score") as refused:
        api.answer(region=CHE, token=token, score=score, at=AT)
    assert "пяти" in refused.value.said
    assert asking(token).answered_at is None


def test_ten_megabytes_are_refused_and_nothing_is_half_done(asked) -> None:
    token = asked()
    with pytest.raises(api.AnswerRefused, match="comment"):
        api.answer(region=CHE, token=token, score=5, comment="😀" * 10_000_000, at=AT)
    assert asking(token).score is None


def test_another_region_does_not_know_the_token(asked) -> None:
    with pytest.raises(api.AnswerRefused, match="unknown"):
        api.answer(region=LIP, token=asked(), score=5, at=AT)


def test_after_a_day_words_lead_nowhere(asked) -> None:
    token = asked()
    api.answer(region=CHE, token=token, score=1, comment="Ходила четыре раза", at=AT)
    assert part_comments(at=AT + timedelta(hours=23)) == 0
    assert part_comments(at=AT + timedelta(hours=25)) == 1
    assert part_comments(at=AT + timedelta(hours=26)) == 0
    words = Comment.objects.in_region(CHE).get()
    assert (words.asking_id, words.text, words.satisfied) == (None, "Ходила четыре раза", False)
    assert words.month.isoformat() == "2026-11-01"
