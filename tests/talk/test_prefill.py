"""What the state knows is shown and not asked; and a spouse's file stays closed."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from ryadom.people import api as people
from ryadom.people.models import AccessLine, Account, Family, FamilyMember, Identity, Person, Representation, Staff
from ryadom.rules.api import FactRef
from ryadom.talk import api
from ryadom.talk.models import Conversation

CHE = "RU-CHE"
AT = datetime(2026, 11, 12, 6, 30, tzinfo=UTC)
ON = date(2026, 11, 12)
LONG_AGO = date(2015, 1, 1)


@pytest.fixture(autouse=True)
def _book(book):
    return book


def person(name: str, born: date) -> Person:
    return Person.objects.create(region=CHE, surname="Иванова", name=name, birth_date=born, registered_at=AT)


@pytest.fixture
def ivanovs(db):
    """Анна, her husband Игорь and little Миша; Анна is Миша's representative, nobody represents Игорь."""
    anna, igor, misha = (
        person("Анна", date(1990, 5, 1)),
        person("Игорь", date(1988, 3, 1)),
        person("Миша", date(2018, 2, 3)),
    )
    family = Family.objects.create(region=CHE, founded_at=AT)
    for one, role in ((anna, "head"), (igor, "spouse"), (misha, "child")):
        FamilyMember.objects.create(region=CHE, family=family, person=one, role=role, starts=LONG_AGO, recorded_at=AT)
    Representation.objects.create(
        region=CHE,
        person=misha,
        representative=anna,
        ground="parent",
        purposes=["all"],
        starts=LONG_AGO,
        recorded_at=AT,
    )
    clerk = people.system_actor(region=CHE, reason="register")
    facts = [
        people.NewFact(people.Whose("person", one.id), "citizen", True, "register", as_of=ON)
        for one in (anna, igor, misha)
    ]
    people.record_facts(by=clerk, facts=facts, on=ON, at=AT, **_catalogue())
    return anna, igor, misha


def _catalogue() -> dict:
    from .conftest import FACTS

    return {"catalogue": people.Catalogue.of(FACTS.values())}


def begin(owner: api.Owner) -> dict:
    return {
        "region": CHE,
        "owner": owner,
        "token": api.start(region=CHE, owner=owner, at=AT, for_whom="self"),
        "at": AT,
    }


def resident(anna: Person) -> people.Actor:
    account = Account.objects.create_user("anna")
    Identity.objects.create(
        region=CHE, account=account, person=anna, level="identified", how="passport", confirmed_at=AT
    )
    return people.actor(account_id=account.pk, region=CHE, on=ON)


def known(begun: dict, who: str) -> bool:
    return api.read(**begun, on=ON).family.known(FactRef("citizen", who)) is not None


def test_anna_sees_her_own_file_and_mishas_but_not_her_husbands(ivanovs) -> None:
    anna, igor, misha = ivanovs
    actor = resident(anna)
    begun = begin(api.Owner(account_id=actor.account_id))
    api.prefill_from_people(**begun, actor=actor, person_id=anna.id, on=ON)
    husband, child = api.view(**begun).household.members
    assert (husband.role, husband.id, husband.born) == ("spouse", str(igor.id), None)
    assert (child.role, child.id, child.born) == ("child", str(misha.id), date(2018, 2, 3))
    assert known(begun, "applicant") and known(begun, child.id)
    assert not known(begun, husband.id)
    assert api.read(**begun, on=ON).family.known(FactRef("citizen", "applicant")).source == "register"


def test_the_family_is_not_asked_when_it_is_known(ivanovs) -> None:
    anna, _igor, misha = ivanovs
    actor = resident(anna)
    begun = begin(api.Owner(account_id=actor.account_id))
    api.prefill_from_people(**begun, actor=actor, person_id=anna.id, on=ON)
    household = api.view(**begun).household
    assert household.told
    assert household.children[0].person == str(misha.id)


def test_a_husband_is_not_let_into_his_wifes_file(ivanovs) -> None:
    anna, igor, _misha = ivanovs
    actor = resident(igor)
    begun = begin(api.Owner(account_id=actor.account_id))
    with pytest.raises(people.NotAllowed):
        api.prefill_from_people(**begun, actor=actor, person_id=anna.id, on=ON)
    assert Conversation.objects.in_region(CHE).get().prefilled == {}


def test_a_curator_who_helps_leaves_a_line_for_everyone_shown(ivanovs) -> None:
    anna, igor, _misha = ivanovs
    account = Account.objects.create_user("vera")
    Staff.objects.create(region=CHE, account=account, role="curator", name="Вера", starts=LONG_AGO)
    actor = people.actor(account_id=account.pk, region=CHE, on=ON)
    begun = begin(api.Owner(account_id=account.pk))
    api.prefill_from_people(**begun, actor=actor, person_id=anna.id, on=ON)
    assert known(begun, str(igor.id))
    assert AccessLine.objects.in_region(CHE).count() == 3


def test_an_unknown_person_is_not_found(ivanovs) -> None:
    actor = resident(ivanovs[0])
    begun = begin(api.Owner(account_id=actor.account_id))
    with pytest.raises(people.NotFound):
        api.prefill_from_people(**begun, actor=actor, person_id=UUID(int=1), on=ON)
