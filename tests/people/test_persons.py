"""Entering people: what is accepted, what is refused, and how they look."""

import threading
from datetime import date

import pytest
from django.db import connection
from django.utils.translation import override
from people_cast import HERE, NOW, SYSTEM, THERE, TODAY, enter, sign_in

from ryadom.people import api
from ryadom.people.api import BadValue, NotAllowed, NotFound, Refused, WrongOrder
from ryadom.people.models import Person


def test_galina_as_people_read_her(galina):
    assert galina.full_name == "Соколова Галина Петровна"
    assert galina.polite_name == "Галина Петровна"
    assert galina.short_name == "Соколова\u00a0Г.\u00a0П."
    assert galina.snils_text == "112-233-445 95"
    assert galina.phone_text == "+7\u00a0912\u00a0345‑67‑89"
    assert galina.age(TODAY) == 74
    assert galina.age(date(1950, 1, 1)) is None


@pytest.mark.parametrize(
    ("about", "name"),
    [
        ({"snils": "112-233-445 96"}, "snils_checksum"),
        ({"snils": "112"}, "snils_length"),
        ({"phone": "позвоните"}, "phone_not_digits"),
        ({"surname": " "}, "no_surname"),
        ({"surname": "---"}, "no_surname"),
        ({"name": ""}, "no_name"),
        ({"surname": "А" * 101}, "length"),
        ({"address": "x" * 10_000_000}, "length"),
        ({"name": "Анна\x00"}, "control"),
        ({"name": "Анна\u202e"}, "control"),
    ],
)
def test_what_cannot_be_is_refused_with_its_name(db, about, name):
    with pytest.raises(Refused) as refused:
        enter(**{"surname": "Ким", "name": "Анна"} | about)
    assert refused.value.name == name
    assert refused.value.said.endswith(".")
    assert not Person.objects.in_region(HERE).exists()


def test_the_refusal_speaks_the_readers_language(db):
    with override("en"), pytest.raises(Refused, match="one of the digits is wrong"):
        enter("Ким", "Анна", snils="112-233-445 96")
    with override("ru"), pytest.raises(Refused, match="в одной из цифр ошибка"):
        enter("Ким", "Анна", snils="112-233-445 96")


@pytest.mark.parametrize("born", ["31.02.1990", "2027-01-01", "вчера", "1066-10-14"])
def test_an_impossible_birth_leaves_nothing_behind(db, born):
    with pytest.raises(BadValue):
        enter("Ким", "Анна", born=born)
    assert not Person.objects.in_region(HERE).exists()


@pytest.mark.parametrize(
    "name", ["Анна-Мария", "О’Нил", "Мухаммад оглы", "محمد", "Анна 😀", "<b>Анна</b>", "{{ Анна }}"]
)
def test_names_of_all_kinds_are_kept_as_they_are(db, name):
    assert enter("Ким", name).name == name


def test_one_snils_is_one_person_in_a_region(galina):
    with pytest.raises(Refused) as refused:
        enter("Другая", "Галина", snils="11223344595")
    assert refused.value.name == "snils_taken"
    there = api.system_actor(region=THERE, reason="test")
    assert enter("Соколова", "Галина", snils="11223344595", by=there).region == THERE
    assert enter("Без", "Номера").snils is None
    assert enter("Тоже", "Безномера").snils is None


def test_a_person_changes(galina):
    changed = api.change_person(
        by=SYSTEM, at=NOW, on=TODAY, person_id=galina.id, surname="Ёлкина", phone="8 900 111-22-33", snils=""
    )
    assert (changed.surname, changed.phone, changed.snils) == ("Ёлкина", "+79001112233", None)
    assert api.person(region=HERE, id=str(galina.id)) == changed
    row = Person.objects.in_region(HERE).get()
    assert (row.surname_key, row.sort_key[:6]) == ("елкина", "елкина")


def test_a_death_before_a_birth_is_refused(galina):
    with pytest.raises(WrongOrder, match="раньше") as refused:
        api.change_person(by=SYSTEM, at=NOW, on=TODAY, person_id=galina.id, died_on="1950-01-01", source="document")
    assert refused.value.name == "died_before_birth"
    died = api.change_person(by=SYSTEM, at=NOW, on=TODAY, person_id=galina.id, died_on="2026-11-01", source="document")
    assert died.died_on == date(2026, 11, 1)


@pytest.mark.parametrize("id", ["1", "' OR 1=1", "", "x" * 5000, "00000000-0000-0000-0000-000000000000"])
def test_a_token_typed_by_hand_finds_nobody(db, id):
    with pytest.raises(NotFound):
        api.person(region=HERE, id=id)


def test_thirty_persons_cost_one_query(db, django_assert_num_queries):
    ids = [enter("Житель", f"Имя{number}").id for number in range(30)]
    for some in (ids[:1], ids):
        with django_assert_num_queries(1):
            assert len(api.persons(region=HERE, ids=some)) == len(some)
    with django_assert_num_queries(0):
        assert api.persons(region=HERE, ids=[]) == {}


def test_somebody_alike_is_shown_before_entering_twice(galina, timur):
    same = {"surname": "СОКОЛОВА", "name": "галина"}
    assert api.alike(region=HERE, **same) == (galina,)
    assert api.alike(region=HERE, birth_date=date(1952, 3, 8), **same) == (galina,)
    assert api.alike(region=HERE, birth_date=date(1960, 1, 1), **same) == ()
    assert api.alike(region=HERE, surname="Ким", name="Анна", snils="112-233-445 95") == (galina,)
    assert api.alike(region=THERE, **same) == ()


def test_an_organisation_is_entered(staff):
    office = api.register_organisation(by=staff.head, title="Комплексный центр", short_title="КЦСОН", inn="7707083893")
    assert api.organisation(region=HERE, id=office.id).short_title == "КЦСОН"
    assert api.organisations(region=THERE) == ()
    with pytest.raises(NotFound):
        api.organisation(region=THERE, id=office.id)


def test_an_import_warns_where_entry_refuses(db):
    andrei = enter("Волков", "Андрей", snils="112-233-445 96", imported=True)
    assert andrei.snils == "11223344596"
    assert andrei.snils_doubtful
    assert not enter("Ким", "Анна", snils="112-233-445 95").snils_doubtful
    with pytest.raises(Refused):
        enter("Ким", "Анна", snils="112", imported=True)


def test_only_the_system_imports(staff):
    with pytest.raises(Refused):
        enter("Волков", "Андрей", snils="112-233-445 96", imported=True, by=staff.curator)


def test_what_is_written_anew_is_kept_with_who_wrote_it(staff, galina):
    api.change_person(
        by=staff.curator, at=NOW, on=TODAY, person_id=galina.id, surname="Ёлкина", phone="8 912 345-67-89"
    )
    (line,) = api.changes_of(region=HERE, person_id=galina.id)
    assert (line.field, line.before, line.after, line.by) == ("surname", "Соколова", "Ёлкина", "Ольга Орлова")
    assert api.changes_of(region=THERE, person_id=galina.id) == ()


def test_a_code_without_a_passport_opens_no_file_and_moves_no_letters(staff, galina):
    unsure = sign_in("galina", galina, by=staff.curator, seen=False)
    assert not api.may_see(actor=unsure, person_id=galina.id, on=TODAY)
    with pytest.raises(NotAllowed):
        api.change_person(by=unsure, at=NOW, on=TODAY, person_id=galina.id, phone="89001112233")
    sure = sign_in("galina2", galina, by=staff.curator)
    assert api.may_see(actor=sure, person_id=galina.id, on=TODAY)


def test_who_began_the_own_file_sees_it(db):
    visitor = sign_in("andrei")
    andrei = api.introduce_oneself(by=visitor, at=NOW, on=TODAY, surname="Волков", name="Андрей")
    himself = api.actor(account_id=visitor.account_id, region=HERE, on=TODAY)
    assert api.may_see(actor=himself, person_id=andrei.id, on=TODAY)
    changed = api.change_person(by=himself, at=NOW, on=TODAY, person_id=andrei.id, phone="89001112233")
    assert changed.phone == "+79001112233"


@pytest.mark.django_db(transaction=True)
def test_a_doubled_click_enters_one_person():
    visitor = sign_in("andrei")
    outcomes = []

    def click():
        try:
            outcomes.append(api.introduce_oneself(by=visitor, at=NOW, on=TODAY, surname="Волков", name="Андрей"))
        except Refused as refused:
            outcomes.append(refused.name)
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _click in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join(timeout=20)
    assert sorted(isinstance(outcome, str) for outcome in outcomes) == [False, True]
    assert "already_known" in outcomes
    assert Person.objects.in_region(HERE).count() == 1
