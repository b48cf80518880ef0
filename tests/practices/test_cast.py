"""Every answer that the cast of the demonstration is promised, and how many pages each of them is asked."""

from datetime import UTC, datetime
from statistics import median

import pytest
from tests.stories.cast import ABSENT, NAMES, Truth, book, family, told, truth, typed

from ryadom.rules import api as rules
from ryadom.talk import api as talk
from ryadom.talk import steps

AT = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
EXPECTED = [
    pytest.param(name, expect, id=f"{name}-{expect['measure']}-{expect['subject']}")
    for name in NAMES
    for expect in told(name)["expect"]
]


@pytest.fixture(scope="module")
def answered():
    """The whole answer of a family, once."""
    known = {}

    def of(name: str) -> rules.Answers:
        if name not in known:
            found = family(name)
            known[name] = rules.answer(book(found.region), found, on=told(name)["on"])
        return known[name]

    return of


def test_the_cast_is_a_dozen_families_and_all_outcomes(answered) -> None:
    assert len(NAMES) >= 12
    wanted = {expect["outcome"] for name in NAMES for expect in told(name)["expect"]}
    assert wanted == {"entitled", "likely", "unknown", "not_yet", "not_entitled", "closed", "failed"}


@pytest.mark.parametrize(("name", "expect"), EXPECTED)
def test_what_the_cast_expects_comes_out(answered, name: str, expect: dict) -> None:
    (found,) = [one for one in answered(name).of(expect["measure"]) if one.subject == expect["subject"]]
    assert found.outcome == expect["outcome"]
    if "amount" in expect:
        assert found.amount is not None and found.amount.value is not None
        assert f"{found.amount.value:.2f}" == expect["amount"]
    if "not_yet_from" in expect:
        assert found.not_yet is not None and found.not_yet.on == expect["not_yet_from"]
    named = {name for ref in found.missing for name in (ref.id, ref.key, ref.prefix)}
    assert set(expect.get("missing", ())) <= named


WALKS = [pytest.param(name, one, id=f"{name}-{one}") for name in NAMES for one in told(name)["situations"]]


@pytest.fixture
def pages(db, monkeypatch):
    """How many pages a family is asked in a situation, all answered as the family would."""

    def of(name: str, situation: str) -> int:
        region = told(name)["facts"]["region"]
        monkeypatch.setattr(steps, "book_of", lambda *_args: book(region))
        known = {"region": region, "owner": talk.Owner(visitor_key=name), "at": AT}
        known["token"] = talk.start(**known)
        talk.choose_for_whom(**known, for_whom="self")
        talk.choose_situation(**known, situation=situation)
        return _asked(known, truth(name))

    return of


def _asked(known: dict, mine: Truth) -> int:
    talk.tell_who(**known, who=talk.Who(mine.spouse, len(mine.children)))
    if mine.children:
        talk.tell_children(**known, children=tuple(talk.ChildTold(*child) for child in mine.children))
    for count in range(talk.MOST_QUESTIONS + 1):
        _view, step = talk.next_step(**known, on=AT.date())
        if isinstance(step, talk.ResultsStep):
            return count
        talk.answer(**known, on=AT.date(), values={line.ref: _given(mine.of(line.ref)) for line in step.lines})
    raise AssertionError("the questions do not end")


def _given(value: object) -> talk.Given:
    if value is ABSENT:
        return talk.Given(absent=True)
    return talk.Given(unknown=True) if value is None else talk.Given(typed(value))


def test_at_most_twelve_pages_at_the_median_and_twenty_at_worst(pages, capsys) -> None:
    asked = {f"{walk.values[0]}, {walk.values[1]}": pages(*walk.values) for walk in WALKS}
    worst = max(asked, key=asked.__getitem__)
    with capsys.disabled():
        print(f"\n  pages over the cast: median {median(asked.values())}, most {asked[worst]} ({worst})")
    assert median(asked.values()) <= 12
    assert asked[worst] <= 20
