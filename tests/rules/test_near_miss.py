"""The near miss against the long way round: every subset of conditions tried. And what is never said to anyone."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from tests.rules.ahead import MORE, families, measure, subsets
from tests.rules.conftest import FILES, compiled, written
from tests.stories.cast import NAMES
from tests.stories.cast import book as real_book
from tests.stories.cast import family as real_family
from tests.stories.cast import told as real_told
from tests.turns import examples

from ryadom.rules.api import CriterionAnswer, MeasureAnswer, Outcome, State, answer
from ryadom.rules.combining import combine, either

SLOWLY = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=examples(25, 10))
MISSED = {Outcome.NOT_ENTITLED, Outcome.NOT_YET}
REFUSED = {State.NOT_MET, State.NOT_YET}


@pytest.fixture(scope="module")
def moving(tmp_path_factory):
    return compiled(written(tmp_path_factory.mktemp("missing"), FILES | MORE))


def leaves(found: MeasureAnswer) -> list[tuple[int, int | None]]:
    """Where each single condition stands: its place, and the place within its group."""
    return [
        (at, within)
        for at, one in enumerate(found.criteria)
        for within in (range(len(one.group)) if one.group else [None])
    ]


def met(one: CriterionAnswer) -> CriterionAnswer:
    return one._replace(state=State.MET, askable=True)


def flipped(found: MeasureAnswer, changed: set[tuple[int, int | None]]) -> Outcome:
    """The outcome if these conditions were met and everything else as it is."""
    criteria = []
    for at, one in enumerate(found.criteria):
        if (at, None) in changed:
            criteria.append(met(one))
        elif any(place == at for place, _ in changed):
            group = [met(part) if (at, n) in changed else part for n, part in enumerate(one.group)]
            state, _, askable = either(group, True)
            criteria.append(one._replace(state=state, askable=askable))
        else:
            criteria.append(one)
    return combine(criteria, True)


def smallest(found: MeasureAnswer) -> list[set[tuple[int, int | None]]]:
    """All smallest sets of conditions without which nothing stands against the right."""
    known: list[set[tuple[int, int | None]]] = []
    where = leaves(found)
    for subset in subsets(len(where)):
        if known and len(subset) > len(known[0]):
            break
        if flipped(found, chosen := {where[i] for i in subset}) not in MISSED:
            known.append(chosen)
    return known


def proved(found: MeasureAnswer) -> None:
    if found.near_miss is None:
        fails = any(one.state in REFUSED for one in found.criteria)
        assert not (found.outcome in MISSED and fails), found.id
        return
    assert found.outcome in MISSED
    ways = smallest(found)
    mine = {
        (at, within)
        for at, one in enumerate(found.criteria)
        for within, part in ([(None, one)] if not one.group else enumerate(one.group))
        if any(missed.criterion is part for missed in found.near_miss.conditions)
    }
    assert mine in ways, (found.id, mine, ways)
    assert found.near_miss.advise == all(one.advise for one in found.near_miss.conditions)


@SLOWLY
@given(one=families())
def test_no_smaller_set_of_conditions_stands_between_a_family_and_its_right(moving, one) -> None:
    family, on = one
    for found in answer(moving, family, on=on, ask=False, ahead=True).measures:
        proved(found)


@pytest.mark.parametrize("name", NAMES)
def test_nor_for_the_cast_under_the_real_rules(name) -> None:
    family = real_family(name)
    for found in answer(real_book(family.region), family, on=real_told(name)["on"], ask=False, ahead=True).measures:
        if len(leaves(found)) <= 12:
            proved(found)


def words(found: MeasureAnswer, language: str = "ru") -> list[str]:
    assert found.near_miss is not None
    return [d.words.said(language).replace("\u00a0", " ") for one in found.near_miss.conditions for d in one.distances]


def test_the_morozovs_are_312_roubles_a_head_above_the_limit_and_may_hear_it() -> None:
    family = real_family("morozovy")
    answers = answer(real_book(family.region), family, on=real_told("morozovy")["on"], ask=False, ahead=True)
    (found,) = [one for one in answers.of("unified-child-benefit") if one.subject == "kira"]
    assert words(found) == ["доход выше на 312 ₽ на человека"]
    assert words(found, "en") == ["the income per person is 312 ₽ too high"]
    assert found.near_miss is not None and found.near_miss.advise
    (distance,) = found.near_miss.conditions[0].distances
    assert (distance.by, distance.more, distance.unit) == (Decimal("312.00"), False, "₽")


@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_told_of_a_missing_child_or_advised_to_have_one(name) -> None:
    family = real_family(name)
    for found in answer(real_book(family.region), family, on=real_told(name)["on"], ask=False, ahead=True).measures:
        for one in found.near_miss.conditions if found.near_miss else ():
            said = " ".join(d.words.ru for d in one.distances)
            assert "не хватает" not in said
            about_children = any("дет" in c.left or "человек" in c.left for c in one.criterion.compared)
            assert not (about_children and one.advise), (found.id, one.criterion.id)
            keys = {ref.key for ref in one.criterion.facts}
            if keys & {"disability", "pregnancy-week", "single-parent", "work"} and not one.distances:
                assert not one.advise, (found.id, one.criterion.id)


AGES = "{id: misha, name: Миша, family-role: child, birth-date: %s, citizen: true}"


@pytest.mark.parametrize(
    ("born", "said", "english"),
    [
        ("2009-01-20", "возраст больше на 1 год", "1 year above the age"),
        ("2007-12-01", "возраст больше на 2 года", "2 years above the age"),
        ("2004-01-01", "возраст больше на 6 лет", "6 years above the age"),
    ],
)
def test_years_have_their_right_form(told, born, said, english) -> None:
    anna = "{id: anna, name: Анна, family-role: applicant, citizen: true}"
    found = told(f"persons: [{anna}, {AGES % born}]\n", ahead=True)["child-money@misha"]
    assert (words(found), words(found, "en")) == ([said], [english])
    assert found.near_miss is not None and not found.near_miss.advise, "a date of birth is nobody's to change"


def test_a_strict_limit_in_money_is_passed_by_a_kopeck(book_with, family) -> None:
    book = book_with({"measures/x.yaml": measure("Х", "family", "cheap: стоимость < предел")})
    asked = family("persons: []\napplication: {cost: 100000}\n")
    (found,) = answer(book, asked, on=date(2026, 1, 20), ask=False, ahead=True).of("x")
    assert words(found) == ["стоимость: выше на 0,01 ₽"]
