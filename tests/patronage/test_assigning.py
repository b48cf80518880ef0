"""A curator beside every family: given round by load, on a ground that is written down, never to the full or absent."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ryadom.patronage import api as patronage
from ryadom.patronage.choosing import Candidate, choose
from ryadom.patronage.models import Care, Transition
from ryadom.people import api as people

from .conftest import AT, CHE, LAW, ON, WHEN

pytestmark = pytest.mark.django_db
CONSENT = patronage.Why("consent", how="phone")
AGREED_BEFORE = patronage.Why("consent")


def names(by, **wanted):
    page = patronage.caseload(by=by, **WHEN, wanted=patronage.Wanted(**wanted))
    return [one.person.surname for one in page.rows]


def ask(by, who, why=LAW, **when):
    patronage.ask_for_curator(by=by, person=who.pk, why=why, **{**WHEN, **when})
    return patronage.of_person(by=by, person=who.pk, on=ON)


def test_gulnara_gets_the_curator_with_the_fewest_families(orlova, yurina, garipov, gulnara, person, beside):
    beside(orlova, person("Первая"))
    care = ask(garipov, gulnara)
    assert (care.curator_name, care.ground, care.ground_words) == ("Светлана Юрина", "law", LAW.words)


def test_families_go_round(orlova, yurina, garipov, person):
    given = [ask(garipov, person(f"Семья{n}"), at=AT + timedelta(minutes=n)).curator_name for n in range(4)]
    assert sorted(given) == sorted(["Ольга Орлова", "Светлана Юрина"] * 2)
    assert given[0] != given[1]


def test_load_is_a_share_of_ones_own_capacity(orlova, yurina, boyko, garipov, gulnara, person, beside):
    patronage.set_capacity(by=boyko, account=yurina.account_id, families=2, at=AT)
    beside(yurina, person("Первая"))
    for n in range(3):
        beside(orlova, person(f"Другая{n}"))  # 3 of 60 is less than 1 of 2
    assert ask(garipov, gulnara).curator_name == "Ольга Орлова"


def test_where_everybody_is_full_the_family_waits_and_the_head_sees_it(orlova, boyko, garipov, gulnara, person, beside):
    patronage.set_capacity(by=boyko, account=orlova.account_id, families=1, at=AT)
    beside(orlova, person("Первая"))
    assert ask(garipov, gulnara).curator is None
    assert patronage.overview(by=boyko, **WHEN).nobody == 1
    assert names(boyko, whose="waiting") == ["Ахметова"]


def test_nobody_gives_a_family_to_the_full(orlova, boyko, gulnara, person, beside):
    patronage.set_capacity(by=boyko, account=orlova.account_id, families=1, at=AT)
    beside(orlova, person("Первая"))
    with pytest.raises(patronage.NotPossible, match="1 из 1 семей"):
        beside(orlova, gulnara)
    assert Care.objects.in_region(CHE).count() == 1


def test_nobody_gives_a_family_to_the_absent(orlova, yurina, boyko, garipov, gulnara, beside):
    patronage.go_away(
        by=orlova, account=orlova.account_id, starts=ON, ends=ON + timedelta(14), why="leave",
        deputy=yurina.account_id, **WHEN,
    )  # fmt: skip
    with pytest.raises(patronage.NotPossible, match="сейчас не работает"):
        beside(orlova, gulnara)
    assert ask(garipov, gulnara).curator_name == "Светлана Юрина"


def test_a_district_is_the_beginning_of_an_oktmo():
    city, lake = Candidate(1, 0, 60, "75701"), Candidate(2, 5, 60, "75642")
    assert choose([city, lake], "75642000001") is lake
    assert choose([city, lake], "") is None, "a home without a code is for those who serve everywhere"
    assert choose([city, lake, anywhere := Candidate(3, 59, 60)], "") is anywhere
    assert choose([replace(lake, away=True)], "75642000001") is None
    assert choose([Candidate(4, 0, 0)], "") is None


def test_consent_is_recorded_where_it_is_given(orlova, gulnara):
    care = ask(orlova, gulnara, CONSENT)
    (given,) = people.consents_of(region=CHE, person_id=gulnara.pk)
    assert (given.purpose, given.how) == (patronage.CONSENT, "phone")
    assert care.ground == "consent"
    assert care.ground_words == "по телефону, 23.11.2026"


def test_without_consent_there_must_be_a_reason(orlova, gulnara):
    with pytest.raises(patronage.NotPossible, match="Согласия семьи нет"):
        ask(orlova, gulnara, AGREED_BEFORE)
    with pytest.raises(patronage.NotPossible, match="напишите причину"):
        ask(orlova, gulnara, patronage.Why("override", " "))
    assert ask(orlova, gulnara, patronage.Why("override", "дети одни дома")).ground == "override"


def test_consent_taken_back_ends_the_care(orlova, gulnara):
    ask(orlova, gulnara, CONSENT)
    people.withdraw_consent(by=orlova, **WHEN, person_id=gulnara.pk, purpose=patronage.CONSENT, how="phone")
    assert patronage.of_person(by=orlova, person=gulnara.pk, on=ON) is None
    (past,) = patronage.before(by=orlova, person=gulnara.pk)
    assert past.ended == "withdrawn"


def test_a_care_by_law_stays_when_another_consent_is_taken_back(orlova, gulnara, agrees, beside):
    agrees(orlova, gulnara)
    beside(orlova, gulnara)
    people.withdraw_consent(by=orlova, **WHEN, person_id=gulnara.pk, purpose=patronage.CONSENT, how="phone")
    assert patronage.of_person(by=orlova, person=gulnara.pk, on=ON).curator_name == "Ольга Орлова"


def test_the_whole_family_has_one_curator(orlova, yurina, gulnara, beside):
    beside(orlova, gulnara)
    family = people.family_of(region=CHE, person_id=gulnara.pk, on=ON)
    son = next(one.person for one in family.members if one.person.name == "Тимур")
    assert patronage.of_person(by=orlova, person=son.id, on=ON).curator_name == "Ольга Орлова"
    patronage.ask_for_curator(by=orlova, person=son.id, why=LAW, **WHEN)
    assert Care.objects.in_region(CHE).count() == 1


def test_orlova_takes_a_family_that_waits_but_not_a_colleagues(orlova, yurina, boyko, garipov, gulnara, galina, beside):
    for one in (orlova, yurina):
        patronage.set_capacity(by=boyko, account=one.account_id, families=0, at=AT)
    assert ask(garipov, gulnara).curator is None
    patronage.set_capacity(by=boyko, account=orlova.account_id, families=5, at=AT)
    patronage.assign(by=orlova, person=gulnara.pk, curator=orlova.account_id, why=AGREED_BEFORE, **WHEN)
    care = patronage.of_person(by=orlova, person=gulnara.pk, on=ON)
    assert (care.curator_name, care.ground) == ("Ольга Орлова", "law"), "the ground on which the family waited stays"
    with pytest.raises(patronage.Forbidden):
        patronage.assign(by=yurina, person=gulnara.pk, curator=yurina.account_id, why=LAW, **WHEN)


def test_the_head_gives_a_family_to_another(orlova, yurina, boyko, gulnara, beside):
    beside(orlova, gulnara)
    beside(yurina, gulnara)
    assert patronage.of_person(by=boyko, person=gulnara.pk, on=ON).curator_name == "Светлана Юрина"
    assert [one.ended for one in patronage.before(by=boyko, person=gulnara.pk)] == ["reassigned"]
    assert Transition.objects.in_region(CHE).filter(move="assign", state="done").count() == 2


def test_the_end_has_a_reason(orlova, gulnara, beside):
    care = beside(orlova, gulnara)
    with pytest.raises(patronage.NotPossible):
        patronage.end_care(by=orlova, care=care.token, how="settled", words="  ", **WHEN)
    patronage.end_care(by=orlova, care=care.token, how="settled", words="Тимур работает", **WHEN)
    assert patronage.of_person(by=orlova, person=gulnara.pk, on=ON) is None
    with pytest.raises(patronage.Late):
        patronage.end_care(by=orlova, care=care.token, how="settled", words="ещё раз", **WHEN)
