"""«Кто живёт с вами одной семьёй?»: Анна Иванова tells it in two pages, slips included."""

from datetime import date

import pytest

from ryadom.talk.household import (
    BadAnswer,
    Household,
    Who,
    clean_name,
    packed,
    read_children,
    read_who,
    unpacked,
    with_children,
    with_who,
)

ON = date(2026, 11, 22)


def test_anna_has_a_husband_and_three_children() -> None:
    who = read_who({"spouse": "yes", "children": "3", "parents": "", "others": "0"})
    household = with_who(Household(), who)
    assert who == Who(True, 3)
    assert [member.id for member in household.members] == ["spouse", "child-1", "child-2", "child-3"]
    assert household.stage == "children"


def test_galina_lives_alone_and_is_asked_nothing_more() -> None:
    assert with_who(Household(), read_who({"spouse": "no"})).told


def test_children_get_names_dates_and_wards() -> None:
    household = with_who(Household(), Who(False, 2))
    form = {
        "child-1-name": " Миша ",
        "child-1-born": "03.02.2018",
        "child-2-born-day": "5",
        "child-2-born-month": "11",
        "child-2-born-year": "2020",
        "child-2-ward": "on",
    }
    told = with_children(household, read_children(form, 2, on=ON))
    misha, other = told.children
    assert (misha.name, misha.born, misha.role) == ("Миша", date(2018, 2, 3), "child")
    assert (other.born, other.role) == (date(2020, 11, 5), "ward")
    assert told.told
    assert unpacked(packed(told)) == told


def test_a_birth_date_may_be_unknown_but_not_left_out() -> None:
    assert read_children({"child-1-unknown": "on"}, 1, on=ON)[0].born is None
    with pytest.raises(BadAnswer) as refused:
        read_children({}, 1, on=ON)
    assert "не знаю" in refused.value.errors["child-1-born"]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("31.02.2020", "нет в календаре"),
        ("22.11.2027", "не наступила"),
        ("01.01.1920", "давняя"),
        ("вчера", "27.03.1990"),
        ("' OR 1=1 --", "27.03.1990"),
        ("{{ 7*7 }}", "27.03.1990"),
        ("9" * 10_000, "Слишком длинно"),
    ],
)
def test_an_impossible_birth_date_gets_a_clear_sentence(text: str, part: str) -> None:
    with pytest.raises(BadAnswer) as refused:
        read_children({"child-1-born": text}, 1, on=ON)
    assert part in refused.value.errors["child-1-born"]


def test_every_wrong_field_is_told_at_once() -> None:
    with pytest.raises(BadAnswer) as refused:
        read_who({"children": "много", "parents": "-1", "others": "99"})
    assert set(refused.value.errors) == {"spouse", "children", "parents", "others"}


@pytest.mark.parametrize("number", ["21", "-1", "1.5", "²", "٣", "1e1", "0x1", "9" * 50])
def test_only_small_whole_numbers_count_children(number: str) -> None:
    with pytest.raises(BadAnswer):
        read_who({"spouse": "no", "children": number})


def test_changing_the_number_of_children_loses_nobody_told_before() -> None:
    one = with_children(with_who(Household(), Who(False, 1)), read_children({"child-1-born": "03.02.2018"}, 1, on=ON))
    two = with_who(one, Who(True, 2))
    assert two.children[0].born == date(2018, 2, 3)
    assert two.children[1].born is None


@pytest.mark.parametrize("name", ["а" * 61, "Ми\u202eша", "Миша\x00"])
def test_a_name_that_hides_something_is_refused(name: str) -> None:
    assert clean_name(name) is None
