"""Who acts for whom, on what ground, until when; and what people agreed to."""

from datetime import date, timedelta

import pytest
from people_cast import HERE, NOW, SYSTEM, THERE, TODAY, enter, found, sign_in

from ryadom.people import api
from ryadom.people.api import NotFound, Refused, WrongOrder


def represent(person, other, ground="power_of_attorney", **more):
    right = {"starts": TODAY, "ends": date(2027, 1, 1), "evidence": "доверенность 74 АА 1"} | more
    return api.represent(by=SYSTEM, at=NOW, person_id=person.id, representative_id=other.id, ground=ground, **right)


def test_a_mother_acts_for_a_child_until_eighteen(ivanovs):
    anna, _pavel, masha, *_rest = (member.person for member in ivanovs.members)
    represent(masha, anna, "parent", ends=None, evidence="свидетельство о рождении")
    (right,) = api.represents(region=HERE, representative_id=anna.id, on=TODAY)
    assert (right.person.name, right.ground, right.ends) == ("Маша", "parent", date(2032, 1, 9))
    assert api.represents(region=HERE, representative_id=anna.id, on=date(2032, 1, 10)) == ()
    assert [one.representative.name for one in api.representatives_of(region=HERE, person_id=masha.id, on=TODAY)] == [
        "Анна"
    ]


def test_a_parent_does_not_act_for_a_grown_up(timur, galina):
    with pytest.raises(Refused) as refused:
        represent(timur, galina, "parent", ends=None)
    assert refused.value.name == "grown_up"


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ({"evidence": " "}, "no_evidence"),
        ({"ends": None}, "power_without_end"),
        ({"purposes": ()}, "purposes"),
        ({"purposes": ("spy",)}, "purposes"),
        ({"ground": "neighbour"}, "ground"),
        ({"ground": "staff_assist"}, "ground"),
        ({"ends": TODAY - timedelta(days=1)}, "dates"),
    ],
)
def test_a_right_needs_ground_paper_purpose_and_end(galina, timur, more, name):
    with pytest.raises(Refused) as refused:
        represent(galina, timur, **more)
    assert refused.value.name == name
    assert api.represents(region=HERE, representative_id=timur.id, on=TODAY) == ()


def test_nobody_represents_themselves(galina):
    with pytest.raises(Refused) as refused:
        represent(galina, galina)
    assert refused.value.name == "self"


def test_a_right_covers_only_its_purposes(staff, galina, timur):
    represent(galina, timur, purposes=("papers",))
    himself = sign_in("timur", timur, by=staff.curator)
    assert api.acts_for(actor=himself, person_id=galina.id, purpose="papers", on=TODAY)
    assert api.acts_for(actor=himself, person_id=galina.id, purpose="apply", on=TODAY) is None
    assert not api.may_see(actor=himself, person_id=galina.id, on=TODAY)


def test_galina_ends_a_right_herself(staff, galina, timur):
    right = represent(galina, timur)
    herself = sign_in("galina", galina, by=staff.curator)
    with pytest.raises(WrongOrder):
        api.end_representation(by=herself, at=NOW, representation_id=right, ends=TODAY - timedelta(days=1))
    api.end_representation(by=herself, at=NOW, representation_id=right, ends=TODAY)
    assert api.represents(region=HERE, representative_id=timur.id, on=TODAY + timedelta(days=1)) == ()


def test_assisted_mode_lasts_a_day_and_is_seen(staff, galina):
    api.assist(by=staff.curator, at=NOW, person_id=galina.id, on=TODAY, evidence="позвонила сама")
    (right,) = api.assisted_by(region=HERE, account_id=staff.curator.account_id, on=TODAY)
    assert (right.person.polite_name, right.ground) == ("Галина Петровна", "staff_assist")
    assert api.acts_for(actor=staff.curator, person_id=galina.id, purpose="apply", on=TODAY)
    assert api.acts_for(actor=staff.specialist, person_id=galina.id, purpose="apply", on=TODAY) is None
    assert api.acts_for(actor=staff.curator, person_id=galina.id, purpose="apply", on=date(2026, 11, 13)) is None
    with pytest.raises(Refused) as refused:
        api.assist(by=staff.curator, at=NOW, person_id=galina.id, on=TODAY, evidence=" ")
    assert refused.value.name == "no_evidence"


def test_rights_of_thirty_cost_one_query(galina, django_assert_num_queries):
    for number in range(30):
        represent(enter("Житель", f"Имя{number}"), galina, evidence="поручение")
    with django_assert_num_queries(1):
        assert len(api.represents(region=HERE, representative_id=galina.id, on=TODAY)) == 30


def agree(person, version="2026-09", purpose="measures", **more):
    given = {"by": SYSTEM, "at": NOW, "on": TODAY, "how": "paper"} | more
    api.give_consent(person_id=person.id, purpose=purpose, text_version=version, **given)


def test_a_consent_is_to_a_purpose_and_to_a_text(galina):
    agree(galina)
    agree(galina)
    agree(galina, "2027-01", at=NOW + timedelta(days=60))
    new, old = api.consents_of(region=HERE, person_id=galina.id)
    assert (new.text_version, new.withdrawn_at) == ("2027-01", None)
    assert old.withdrawn_at == NOW + timedelta(days=60)


def test_a_consent_is_withdrawn_once(galina):
    agree(galina)
    withdraw = {"by": SYSTEM, "at": NOW, "on": TODAY, "person_id": galina.id, "purpose": "measures", "how": "phone"}
    api.withdraw_consent(**withdraw)
    with pytest.raises(NotFound):
        api.withdraw_consent(**withdraw)
    assert api.consents_of(region=THERE, person_id=galina.id) == ()


@pytest.mark.parametrize(("more", "name"), [({"how": "telepathy"}, "how"), ({"purpose": " "}, "no_text")])
def test_a_vague_consent_is_refused(galina, more, name):
    with pytest.raises(Refused) as refused:
        agree(galina, **more)
    assert refused.value.name == name


LONG = "x" * 10_000_000
FREE_TEXT = {
    "evidence": lambda world, text: represent(world[0], world[1], evidence=text),
    "assistance": lambda world, text: api.assist(
        by=world[2].curator, at=NOW, person_id=world[0].id, on=TODAY, evidence=text
    ),
    "purpose of a consent": lambda world, text: agree(world[0], purpose=text),
    "text of a consent": lambda world, text: agree(world[0], text),
    "purpose of a reading": lambda world, text: api.log_reading(
        by=world[2].curator, at=NOW, person_ids=[world[0].id], purpose=text
    ),
    "search": lambda world, text: api.search(by=world[2].curator, at=NOW, text=text),
    "note of a family": lambda world, text: found(world[0], note=text),
    "address of a family": lambda world, text: found(world[0], address=text),
    "kind of income": lambda world, text: api.record_income(
        by=SYSTEM, at=NOW, on=TODAY, person_id=world[0].id, month=TODAY, kind=text, amount="1"
    ),
    "name of staff": lambda world, text: api.appoint(
        by=world[2].head, on=TODAY, account_id=world[2].curator.account_id, role="observer", name=text
    ),
    "login": lambda world, text: api.open_account(login=text, password=None),
}


@pytest.mark.parametrize("text", [LONG, "до\x00после", "a\u202eb"], ids=["10 MB", "zero", "override"])
@pytest.mark.parametrize("field", FREE_TEXT)
def test_free_text_is_refused_by_a_sentence_and_not_by_the_database(staff, galina, timur, field, text):
    with pytest.raises(Refused) as refused:
        FREE_TEXT[field]((galina, timur, staff), text)
    assert refused.value.name in {"length", "control"}


def test_a_wrong_oktmo_is_refused(galina):
    with pytest.raises(Refused) as refused:
        found(galina, oktmo="123")
    assert refused.value.name == "oktmo"
    assert found(galina, oktmo="75701000").dwelling.oktmo == "75701000"
