"""Who belongs to whom, and what cannot be."""

from datetime import date

import pytest
from people_cast import HERE, NOW, SYSTEM, THERE, TODAY, enter, found, join

from ryadom.people import api
from ryadom.people.api import NotFound, Refused, WrongOrder
from ryadom.people.models import Person
from ryadom.people.queries.families import relation


def relations(family):
    return {member.person.name: member.relation for member in family.members}


def test_the_ivanovs_are_seen_by_each_of_them_in_their_own_way(ivanovs):
    anna, pavel, masha, *_rest = ivanovs.members
    assert relations(api.family_of(region=HERE, person_id=anna.person.id, on=TODAY)) == {
        "Анна": "applicant",
        "Павел": "spouse",
        "Маша": "child",
        "Миша": "child",
        "Лена": "child",
    }
    assert relations(api.family_of(region=HERE, person_id=pavel.person.id, on=TODAY))["Анна"] == "spouse"
    seen_by_masha = api.family_of(region=HERE, person_id=masha.person.id, on=TODAY)
    assert relations(seen_by_masha) == {
        "Маша": "applicant",
        "Анна": "parent",
        "Павел": "parent",
        "Миша": "other",
        "Лена": "other",
    }
    assert seen_by_masha.members[0].person.name == "Маша"


def test_a_child_joins_on_the_day_of_birth(ivanovs):
    lena = next(member for member in ivanovs.members if member.person.name == "Лена")
    assert lena.starts == date(2023, 9, 9)
    before = api.family_of(region=HERE, person_id=ivanovs.members[0].person.id, on=date(2020, 1, 1))
    assert "Лена" not in relations(before)


def test_five_wards_of_the_kims_keep_their_contracts(kims):
    wards = kims.related("ward")
    assert len(wards) == 5
    assert {ward.contract_date for ward in wards} == {date(2019, 12, 20)}


def test_a_grandmother_sees_a_child_in_the_head(ivanovs):
    nina = enter("Смирнова", "Нина", born="1962-01-01")
    join(ivanovs.id, nina, "parent")
    assert relations(api.family_of(region=HERE, person_id=nina.id, on=TODAY))["Анна"] == "child"


@pytest.mark.parametrize("asker", ["head", "spouse", "child", "ward", "parent", "other"])
@pytest.mark.parametrize("other", ["head", "spouse", "child", "ward", "parent", "other"])
def test_relations_have_a_name_both_ways(asker, other):
    back = {"spouse": {"spouse"}, "child": {"parent"}, "parent": {"child"}, "ward": {"other"}}
    there, here = relation(asker, other), relation(other, asker)
    assert here in back.get(there, {"other", "ward"})


def test_a_second_spouse_is_refused_and_nothing_changes(ivanovs):
    oleg = enter("Петров", "Олег", born="1985-01-01")
    with pytest.raises(Refused, match="уже есть супруг") as refused:
        join(ivanovs.id, oleg, "spouse")
    assert refused.value.name == "two_spouses"
    assert len(api.family(region=HERE, id=ivanovs.id, on=TODAY).members) == 5


def test_after_the_divorce_a_new_spouse_may_come(ivanovs):
    anna, pavel, *_children = ivanovs.members
    api.end_member(by=SYSTEM, at=NOW, family_id=ivanovs.id, person_id=pavel.person.id, ends=date(2026, 1, 31))
    oleg = enter("Петров", "Олег", born="1985-01-01")
    with pytest.raises(Refused):
        join(ivanovs.id, oleg, "spouse", date(2026, 1, 31))
    join(ivanovs.id, oleg, "spouse", date(2026, 2, 1))
    assert relations(api.family_of(region=HERE, person_id=anna.person.id, on=TODAY))["Олег"] == "spouse"
    earlier = api.family_of(region=HERE, person_id=anna.person.id, on=date(2026, 1, 31))
    assert relations(earlier)["Павел"] == "spouse"
    assert "Олег" not in relations(earlier)


def test_nobody_is_married_in_two_families(ivanovs, galina):
    pavel = ivanovs.members[1].person
    other = found(galina)
    with pytest.raises(Refused) as refused:
        join(other.id, pavel, "spouse")
    assert refused.value.name == "has_family"
    with pytest.raises(Refused):
        found(pavel)


def test_a_child_older_than_the_mother_is_refused_by_name(ivanovs):
    old = enter("Иванов", "Старший", born="1989-01-01")
    with pytest.raises(WrongOrder, match="Старший Иванов не может быть старше родителя: Анна Иванова") as refused:
        join(ivanovs.id, old, "child")
    assert refused.value.name == "child_older_than_parent"


def test_a_parent_younger_than_the_head_is_refused(ivanovs, timur):
    with pytest.raises(WrongOrder, match="старше родителя"):
        join(ivanovs.id, timur, "parent")


def test_a_corrected_birth_date_may_not_turn_generations_around(ivanovs):
    anna, _pavel, masha, *_rest = ivanovs.members
    for person, born in ((anna.person, "2016-01-01"), (masha.person, "1970-01-01")):
        with pytest.raises(WrongOrder, match="старше родителя"):
            api.change_person(by=SYSTEM, at=NOW, on=TODAY, person_id=person.id, birth_date=born, source="document")
        assert api.person(region=HERE, id=person.id) == person
    assert not api.history_of(region=HERE, subject=api.Whose("person", anna.person.id), key="birth-date")[1:]


def test_a_ward_may_be_older_than_the_guardian(timur, galina):
    family = found(timur)
    assert join(family.id, galina, "ward").members[1].role == "ward"


def test_two_cannot_guard_each_other(galina, timur):
    hers, his = found(galina), found(timur)
    join(hers.id, timur, "ward")
    with pytest.raises(WrongOrder, match="опекать друг друга") as refused:
        join(his.id, galina, "ward")
    assert refused.value.name == "guardian_loop"
    assert len(api.family(region=HERE, id=his.id, on=TODAY).members) == 1


def test_a_round_of_three_guardians_is_seen_through_papers_too(galina, timur):
    andrei = enter("Волков", "Андрей", born="1982-06-06")
    join(found(galina).id, timur, "ward")
    join(found(timur).id, andrei, "ward")
    with pytest.raises(WrongOrder, match="опекать друг друга"):
        api.represent(
            by=SYSTEM,
            at=NOW,
            person_id=galina.id,
            representative_id=andrei.id,
            ground="guardian",
            starts=TODAY,
            evidence="акт опеки",
        )
    assert not api.represents(region=HERE, representative_id=andrei.id, on=TODAY)


def test_a_widower_becomes_the_head(ivanovs):
    anna, pavel, *_children = (member.person for member in ivanovs.members)
    api.end_member(by=SYSTEM, at=NOW, family_id=ivanovs.id, person_id=anna.id, ends=date(2026, 8, 31))
    family = api.change_role(
        by=SYSTEM, at=NOW, family_id=ivanovs.id, person_id=pavel.id, role="head", starts=date(2026, 9, 1)
    )
    assert [(member.person.name, member.relation) for member in family.members[:2]] == [
        ("Павел", "applicant"),
        ("Маша", "child"),
    ]
    assert api.family_of(region=HERE, person_id=pavel.id, on=date(2026, 8, 31)).member(pavel.id).role == "spouse"


@pytest.mark.parametrize(
    ("role", "more", "name"),
    [("uncle", {}, "role"), ("child", {"contract_date": TODAY}, "contract_without_ward"), ("head", {}, "two_heads")],
)
def test_what_cannot_be_is_named(ivanovs, timur, role, more, name):
    with pytest.raises(Refused) as refused:
        join(ivanovs.id, timur, role, **more)
    assert refused.value.name == name


def test_nobody_is_in_a_family_twice(ivanovs):
    with pytest.raises(Refused, match="уже в составе") as refused:
        join(ivanovs.id, ivanovs.members[2].person, "child")
    assert refused.value.name == "already_member"


def test_a_membership_cannot_end_before_it_began(ivanovs):
    with pytest.raises(WrongOrder):
        api.end_member(
            by=SYSTEM, at=NOW, family_id=ivanovs.id, person_id=ivanovs.members[1].person.id, ends=date(2010, 1, 1)
        )


def test_somebody_of_another_region_is_not_found(ivanovs):
    there = api.system_actor(region=THERE, reason="test")
    vera = enter("Лис", "Вера", born="1990-01-01", by=there)
    with pytest.raises(NotFound):
        join(ivanovs.id, vera, "other")
    assert api.family_of(region=THERE, person_id=ivanovs.members[0].person.id, on=TODAY) is None


def test_moving_house_starts_a_dwelling_of_which_nothing_is_known(ivanovs):
    api.change_dwelling(by=SYSTEM, at=NOW, family_id=ivanovs.id, address="Миасс, ул. Лесная, 2")
    moved = api.family(region=HERE, id=ivanovs.id, on=TODAY)
    assert moved.dwelling.id != ivanovs.dwelling.id
    assert moved.dwelling.address == "Миасс, ул. Лесная, 2"


def test_families_cost_one_query_for_one_and_for_thirty(ivanovs, kims, django_assert_num_queries):
    one = ivanovs.members[0].person.id
    with django_assert_num_queries(1):
        assert len(api.families_of(region=HERE, person_ids=[one], on=TODAY)) == 1
    many = [found(enter("Житель", f"Имя{n}", born="1970-01-01")).members[0].person.id for n in range(30)]
    with django_assert_num_queries(1):
        assert len(api.families_of(region=HERE, person_ids=many, on=TODAY)) == 30
    assert Person.objects.in_region(HERE).count() == 41
