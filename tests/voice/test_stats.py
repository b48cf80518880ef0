"""The numbers of a region: one query, honest under 100 answers, and only for those who may see them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from ryadom.people.api import Actor, NotAllowed
from ryadom.voice import api
from ryadom.voice.actions import part_comments

from .conftest import AT, CHE, LIP

SINCE, UNTIL = date(2026, 11, 1), date(2026, 11, 30)


def stats(actor: Actor, since: date = SINCE, until: date = UNTIL) -> api.Stats:
    return api.stats(actor=actor, since=since, until=until)


def test_nothing_is_told_under_a_hundred_answers(answered, minister) -> None:
    answered(80, 99)
    found = stats(minister).all
    assert (found.asked, found.answered, found.satisfied) == (99, 99, 80)
    assert found.share is None
    answered(1, 1)
    share = stats(minister).all.share
    assert share is not None and share.share == Decimal("0.81")
    assert share.low < share.share < share.high


def test_the_parts_add_up(answered, asked, minister) -> None:
    answered(
        3, 4, situation="birth", outcome="granted", channel="web", measure="unified-child-benefit", stage="decision"
    )
    answered(0, 2, situation="gas", outcome="refused", channel="office")
    asked(situation="gas", outcome="withdrawn")
    found = stats(minister)
    assert found.all == api.Tally(7, 6, 3)
    assert {line.key: line.tally.asked for line in found.by_situation} == {"birth": 4, "gas": 3}
    assert {line.key for line in found.by_outcome} == {"granted", "refused", "withdrawn"}
    assert {line.key: line.tally.satisfied for line in found.by_channel} == {"web": 3, "office": 0}
    assert [line.key for line in found.by_measure] == ["unified-child-benefit"]
    assert [line.key for line in found.by_stage] == ["decision"]
    assert found.by_helper == ()


def test_the_period_is_counted_on_the_regions_own_calendar(asked, minister) -> None:
    # 19:30 UTC on 31 October is already 1 November in Chelyabinsk.
    asked(at=AT.replace(month=10, day=31, hour=19, minute=30))
    assert stats(minister).all.asked == 1
    assert stats(minister, date(2026, 10, 1), date(2026, 10, 31)).all.asked == 0


def test_month_by_month(asked, minister) -> None:
    asked()
    asked(at=AT - timedelta(days=40))
    months = stats(minister, date(2026, 9, 1)).by_month
    assert [(month.isoformat(), tally.asked) for month, tally in months] == [("2026-10-01", 1), ("2026-11-01", 1)]


def test_one_region_does_not_hear_another(answered, minister) -> None:
    answered(2, 2, region=LIP)
    assert stats(minister).all.asked == 0


@pytest.mark.parametrize("rows", [1, 30])
def test_one_query_whatever_the_rows(answered, minister, rows: int, django_assert_num_queries) -> None:
    for number in range(rows):
        answered(1, 1, situation=f"situation-{number}")
    with django_assert_num_queries(1):
        assert len(stats(minister).by_situation) == rows


ROLES = ("curator", "specialist", "head", "methodologist", "observer", None)
SEE = {"head", "methodologist", "observer"}
READ = {"head", "methodologist"}


@pytest.mark.parametrize("role", ROLES)
def test_who_may_see_numbers_and_read_words(answered, asked, role: str | None) -> None:
    answered(1, 1)
    token = asked()
    api.answer(region=CHE, token=token, score=2, comment="Было холодно в коридоре", at=AT)
    part_comments(at=AT + timedelta(days=2))
    actor = Actor(region=CHE, account_id=5, roles=frozenset({role} if role else ()))
    elsewhere = Actor(region=LIP, account_id=5, roles=frozenset({role} if role else ()))
    if role in SEE:
        assert stats(actor).all.asked == 2
        assert stats(elsewhere).all.asked == 0
    else:
        with pytest.raises(NotAllowed):
            stats(actor)
    if role in READ:
        assert [words for *_rest, words in api.comments(actor=actor, since=SINCE, until=UNTIL)]
        assert not api.comments(actor=elsewhere, since=SINCE, until=UNTIL)
    else:
        with pytest.raises(NotAllowed):
            api.comments(actor=actor, since=SINCE, until=UNTIL)


def test_words_of_today_are_not_read_yet(asked) -> None:
    token = asked()
    api.answer(region=CHE, token=token, score=2, comment="Только что", at=AT)
    head = Actor(region=CHE, account_id=5, roles=frozenset({"head"}))
    assert api.comments(actor=head, since=SINCE, until=UNTIL) == ()
