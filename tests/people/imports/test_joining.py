"""Галина stands twice in the region: staff say so, the records become one, and can be parted as they were."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from people_cast import CATALOGUE, HERE, NOW, SYSTEM, TODAY, enter, found, join, sign_in

from ryadom.people import api
from ryadom.people.actions.pairs import propose_pair
from ryadom.people.api import NewFact, NotAllowed, NotFound, Refused, Whose
from ryadom.people.models import Consent, Fact, FamilyMember, IncomeRecord, Likeness, Merge, Person, Representation

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def galina_again():
    """The same Галина, told of by her daughter without her number."""
    return enter("Соколова", "Галина", "Петровна", "1952-03-08", sex="female", phone="8 900 111-22-33")


@pytest.fixture
def pair(galina, galina_again):
    propose_pair(HERE, galina.id, galina_again.id, why=("born", "name"), at=NOW)
    return Likeness.objects.in_region(HERE).get()


@pytest.fixture
def olga(staff):
    return staff.curator


def joined(by, pair, survivor, reason="видела паспорт"):
    return api.join_records(by=by, at=LATER, pair_id=pair.pk, survivor_id=survivor.id, reason=reason)


def say(person, key, value, source, at=NOW):
    fact = NewFact(Whose("person", person.id), key, value, source)
    api.record_facts(by=SYSTEM, facts=[fact], catalogue=CATALOGUE, on=TODAY, at=at)


def facts(person):
    whose = Whose("person", person.id)
    return {key: one.value for key, one in api.facts_of(region=HERE, subjects=[whose], on=TODAY)[whose].items()}


def everything(*persons):
    """All that stands of these people: what parting must bring back."""
    ids = [one.id for one in persons]
    return (
        sorted(Person.objects.in_region(HERE).filter(pk__in=ids).values_list(
            "pk", "snils", "snils_said", "phone", "patronymic", "birth_date", "merged_into", "registered_by")),
        sorted(FamilyMember.objects.in_region(HERE).values_list("pk", "person_id", "ends")),
        sorted(Representation.objects.in_region(HERE).values_list("person_id", "representative_id")),
        sorted(Consent.objects.in_region(HERE).values_list("pk", "person_id")),
        [facts(one) for one in persons],
        sorted(IncomeRecord.objects.in_region(HERE).filter(superseded_at=None).values_list("person_id", "amount")),
    )  # fmt: skip


@pytest.fixture
def lives(galina, galina_again, timur):
    """What hangs on the second record: a family, a right, a consent, a proof, words, an income."""
    found(galina_again, date(2020, 1, 1))
    api.represent(by=SYSTEM, at=NOW, person_id=timur.id, representative_id=galina_again.id, ground="guardian",
                  starts=TODAY, evidence="решение опеки")  # fmt: skip
    api.give_consent(by=SYSTEM, at=NOW, on=TODAY, person_id=galina_again.id, purpose="services", text_version="1",
                     how="paper")  # fmt: skip
    say(galina_again, "citizen", True, "document")
    say(galina_again, "note", "любит стихи", "said")
    api.record_income(by=SYSTEM, at=NOW, on=TODAY, person_id=galina_again.id, month=date(2026, 9, 1), kind="pension",
                      amount="21 000", source="register")  # fmt: skip


def test_all_that_hung_on_the_second_record_hangs_on_the_first(olga, galina, galina_again, pair, lives, timur):
    joined(olga, pair, galina)
    assert api.person(region=HERE, id=galina_again.id).merged_into == galina.id
    assert api.family_of(region=HERE, person_id=galina.id, on=TODAY).members[0].role == "head"
    assert api.family_of(region=HERE, person_id=galina_again.id, on=TODAY) is None
    assert api.represents(region=HERE, representative_id=galina.id, on=TODAY)[0].person.id == timur.id
    assert [one.purpose for one in api.consents_of(region=HERE, person_id=galina.id)] == ["services"]
    known = facts(galina)
    assert (known["citizen"], known["note"]) == (True, "любит стихи")
    sums = api.incomes(region=HERE, person_ids=[galina.id], first=date(2026, 9, 1), last=TODAY)
    assert [one.amount for one in sums] == [Decimal("21000.00")]


def test_both_logs_say_who_joined_the_records(olga, galina, galina_again, pair):
    joined(olga, pair, galina)
    lines = api.readings_of(region=HERE, person_id=galina.id)
    assert [(one.reader, one.purpose) for one in lines] == [("Ольга Орлова", "Два дела одного человека объединены")] * 2


def test_parting_brings_everything_back(olga, galina, galina_again, pair, lives):
    before = everything(galina, galina_again)
    merge = joined(olga, pair, galina)
    assert everything(galina, galina_again) != before
    api.part_records(by=olga, at=LATER, merge_id=merge, reason="пришла сестра с тем же именем")
    assert everything(galina, galina_again) == before
    row = Merge.objects.in_region(HERE).get()
    assert (row.parted_who, row.parted_why) == ("Ольга Орлова", "пришла сестра с тем же именем")
    assert Likeness.objects.in_region(HERE).get().verdict == "different"


def test_a_number_goes_over_and_comes_back(olga, galina, galina_again, pair):
    merge = joined(olga, pair, galina_again)
    assert api.person(region=HERE, id=galina_again.id).snils == "11223344595"
    assert [(one.field, one.after) for one in api.changes_of(region=HERE, person_id=galina_again.id)][:1]
    api.part_records(by=olga, at=LATER, merge_id=merge, reason="ошибка")
    assert api.person(region=HERE, id=galina.id).snils == "11223344595"
    assert api.person(region=HERE, id=galina_again.id).snils is None


def test_a_birth_date_that_only_the_other_record_knew_leaves_with_it(olga, galina):
    unborn = enter("Соколова", "Галина", "Петровна")
    propose_pair(HERE, galina.id, unborn.id, why=("name",), at=NOW)
    merge = joined(olga, Likeness.objects.in_region(HERE).get(), unborn)
    assert api.person(region=HERE, id=unborn.id).birth_date == date(1952, 3, 8)
    api.part_records(by=olga, at=LATER, merge_id=merge, reason="ошибка")
    assert api.person(region=HERE, id=unborn.id).birth_date is None


def test_words_of_one_record_never_override_a_proof_of_the_other(olga, galina, galina_again, pair):
    say(galina, "citizen", True, "document")
    say(galina_again, "citizen", False, "said", at=NOW + timedelta(minutes=5))
    joined(olga, pair, galina)
    whose = Whose("person", galina.id)
    known = api.facts_of(region=HERE, subjects=[whose], on=TODAY)[whose]["citizen"]
    assert (known.value, known.source, known.contradiction.value) == (True, "document", False)


def test_two_proofs_that_differ_are_shown_before_and_the_survivors_stands(olga, galina, galina_again, pair):
    say(galina, "work", "employed", "document")
    say(galina_again, "work", "jobless", "register")
    assert api.left_behind(region=HERE, survivor_id=galina.id, merged_id=galina_again.id) == (
        ("work", "employed", "jobless"),
    )
    joined(olga, pair, galina)
    assert facts(galina)["work"] == "employed"
    assert Fact.objects.in_region(HERE).filter(person=galina_again.id, key="work", superseded_at=None).exists()


def test_in_one_family_twice_she_is_seen_once(olga, galina, galina_again, pair):
    home = found(galina, date(2020, 1, 1))
    join(home.id, galina_again, "other", date(2021, 1, 1))
    joined(olga, pair, galina)
    assert len(api.family_of(region=HERE, person_id=galina.id, on=TODAY).members) == 1


def test_a_pair_declared_different_is_never_proposed_again(olga, galina, galina_again, pair):
    api.declare_different(by=olga, at=NOW, pair_id=pair.pk, reason="сёстры")
    propose_pair(HERE, galina_again.id, galina.id, why=("name",), at=LATER)
    assert api.pairs(region=HERE) == ()
    with pytest.raises(Refused, match="уже ответили"):
        joined(olga, pair, galina)


def test_what_was_said_of_the_joined_record_holds_for_the_survivor(olga, galina, galina_again, pair):
    sister = enter("Соколова", "Галина", "Павловна", "1952-03-08")
    propose_pair(HERE, galina_again.id, sister.id, why=("born",), at=NOW)
    other = Likeness.objects.in_region(HERE).exclude(pk=pair.pk).get()
    api.declare_different(by=olga, at=NOW, pair_id=other.pk, reason="сёстры")
    joined(olga, pair, galina)
    propose_pair(HERE, galina.id, sister.id, why=("born",), at=LATER)
    assert api.pairs(region=HERE) == ()


def test_put_off_pairs_stand_last(olga, galina, galina_again, pair):
    other = enter("Соколова", "Галина", "Павловна", "1952-03-08")
    propose_pair(HERE, galina.id, other.id, why=("born",), at=NOW, score=90)
    api.put_off(by=olga, at=NOW, pair_id=pair.pk, reason="ждём паспорт")
    assert [one.verdict for one in api.pairs(region=HERE)] == ["waiting", "later"]


def test_two_numbers_are_two_people(olga, galina):
    other = enter("Соколова", "Галина", "Петровна", "1952-03-08", snils="116-973-385 89")
    propose_pair(HERE, galina.id, other.id, why=("born",), at=NOW)
    with pytest.raises(Refused, match="разные СНИЛС"):
        joined(olga, Likeness.objects.in_region(HERE).get(), galina)
    assert api.person(region=HERE, id=other.id).merged_into is None


def test_a_reason_is_needed(olga, galina, pair):
    with pytest.raises(Refused, match="Напишите, почему"):
        joined(olga, pair, galina, reason="  ")


def test_a_joined_record_is_not_written_to(olga, galina, galina_again, pair):
    joined(olga, pair, galina)
    with pytest.raises(Refused, match="объединено"):
        say(galina_again, "citizen", True, "document")
    assert galina_again.id not in {one.id for one in api.search(by=olga, at=LATER, text="Соколова Галина").persons}


def test_a_chain_is_parted_from_its_end(olga, galina, galina_again, pair):
    first = joined(olga, pair, galina_again)
    third = enter("Соколова", "Галина", "Петровна", "1952-03-08")
    propose_pair(HERE, galina_again.id, third.id, why=("born",), at=NOW)
    other = Likeness.objects.in_region(HERE).filter(verdict="waiting").get()
    second = joined(olga, other, third)
    assert api.person(region=HERE, id=galina.id).merged_into == third.id
    with pytest.raises(Refused, match="ещё одно объединение"):
        api.part_records(by=olga, at=LATER, merge_id=first, reason="ошибка")
    api.part_records(by=olga, at=LATER, merge_id=second, reason="ошибка")
    api.part_records(by=olga, at=LATER, merge_id=first, reason="ошибка")
    assert api.person(region=HERE, id=galina.id).merged_into is None


def test_who_began_a_record_does_not_see_by_that_what_was_joined_to_it(staff, galina):
    """Somebody who called herself Галина at home does not get the file of the real one."""
    stranger = sign_in("nobody")
    own = api.introduce_oneself(by=stranger, at=NOW, on=TODAY, surname="Соколова", name="Галина", patronymic="Петровна",
                                birth_date="1952-03-08")  # fmt: skip
    stranger = api.actor(account_id=stranger.account_id, region=HERE, on=TODAY)
    assert api.may_see(actor=stranger, person_id=own.id, on=TODAY)
    propose_pair(HERE, galina.id, own.id, why=("born", "name"), at=NOW)
    joined(staff.curator, Likeness.objects.in_region(HERE).get(), own)
    assert not api.may_see(actor=stranger, person_id=own.id, on=TODAY)


@pytest.mark.parametrize("verb", ["join", "different", "later", "part"])
def test_who_may_answer(verb, staff, galina, galina_again, pair):
    merge = joined(staff.curator, pair, galina) if verb == "part" else None
    acts = {
        "join": lambda by: joined(by, pair, galina),
        "different": lambda by: api.declare_different(by=by, at=LATER, pair_id=pair.pk, reason="сёстры"),
        "later": lambda by: api.put_off(by=by, at=LATER, pair_id=pair.pk, reason="ждём"),
        "part": lambda by: api.part_records(by=by, at=LATER, merge_id=merge, reason="ошибка"),
    }
    for who in (staff.head, staff.methodologist, staff.observer, sign_in("visitor"), SYSTEM):
        with pytest.raises(NotAllowed):
            acts[verb](who)
    with pytest.raises(NotFound):
        acts[verb](staff.stranger)
    acts[verb](staff.specialist)
