"""Whoever of staff reads or searches leaves a line, and the person sees who read."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, connection, transaction
from people_cast import CATALOGUE, HERE, NOW, THERE, TODAY, enter, found, sign_in

from ryadom.people import api
from ryadom.people.actions import reading
from ryadom.people.api import NotAllowed, NotFound, Refused, Whose
from ryadom.people.models import AccessLine, Person, SearchLine


def open_file(by, person, purpose="приём по телефону"):
    return api.read_file(by=by, at=NOW, on=TODAY, person_id=person.id, purpose=purpose, catalogue=CATALOGUE)


def search(by, text):
    return api.search(by=by, at=NOW, text=text)


def names(hits):
    return [person.full_name for person in hits.persons]


def test_galina_sees_who_opened_her_file(staff, galina):
    file = open_file(staff.curator, galina)
    assert file.person.full_name == "Соколова Галина Петровна"
    assert file.facts[Whose("person", galina.id)]["birth-date"].proved
    (line,) = api.readings_of(region=HERE, person_id=galina.id)
    assert (line.reader, line.roles, line.purpose) == ("Ольга Орлова", ("curator",), "приём по телефону")
    assert line.at == NOW


def test_reading_a_family_leaves_a_line_for_everybody_in_it(staff, ivanovs):
    file = open_file(staff.specialist, ivanovs.members[0].person)
    assert len(file.family.members) == 5
    assert len(file.facts) == 7
    for member in ivanovs.members:
        assert len(api.readings_of(region=HERE, person_id=member.person.id)) == 1


def test_every_reading_leaves_its_own_line(staff, galina):
    for _time in range(3):
        open_file(staff.curator, galina)
    assert len(api.readings_of(region=HERE, person_id=galina.id)) == 3


def test_a_reading_without_a_purpose_is_refused(staff, galina):
    with pytest.raises(Refused, match="зачем") as refused:
        open_file(staff.curator, galina, "  ")
    assert refused.value.name == "no_purpose"
    assert not AccessLine.objects.in_region(HERE).exists()


def test_lines_cannot_be_taken_away(staff, galina):
    open_file(staff.curator, galina)
    lines = AccessLine.objects.in_region(HERE)
    with pytest.raises(IntegrityError), transaction.atomic():
        lines.update(purpose="другое")
    with pytest.raises(IntegrityError), transaction.atomic():
        lines.delete()
    assert lines.count() == 1


def test_another_region_finds_nobody(staff, galina):
    with pytest.raises(NotFound):
        open_file(staff.stranger, galina)
    assert search(staff.stranger, "Соколова").total == 0


@pytest.fixture
def town(db, galina):
    enter("Фёдоров", "Пётр", "Ильич", "1960-01-01")
    enter("Федорова", "Алёна", "", "1970-01-01")
    enter("Салтыков-Щедрин", "Михаил", "", "1980-01-01")
    enter("Ёлкина", "Яна", "", "1990-01-01")
    enter("Ельцова", "Яна", "", "1990-01-01")
    return galina


@pytest.mark.parametrize(
    ("text", "found_names"),
    [
        ("федоров", ["Федорова Алёна", "Фёдоров Пётр Ильич"]),
        ("ФЁДОРОВ ПЕТР", ["Фёдоров Пётр Ильич"]),
        ("Петр Федоров", ["Фёдоров Пётр Ильич"]),
        ("петр ильич", ["Фёдоров Пётр Ильич"]),
        ("Фёдоров Пётр Ильич", ["Фёдоров Пётр Ильич"]),
        ("пётр ильич фёдоров", ["Фёдоров Пётр Ильич"]),
        ("салтыков щедрин", ["Салтыков-Щедрин Михаил"]),
        ("Салтыков-Щедрин", ["Салтыков-Щедрин Михаил"]),
        ("алена", ["Федорова Алёна"]),
        ("Ел", ["Ёлкина Яна", "Ельцова Яна"]),
        ("яна 1990", ["Ёлкина Яна", "Ельцова Яна"]),
        ("федоров 01.01.1960", ["Фёдоров Пётр Ильич"]),
        ("федоров 1961", []),
        ("федоров 0000", []),
        ("1960", None),
        ("%", None),
        ("_", None),
        ("Робертс'); DROP TABLE people_person;--", []),
    ],
)
def test_people_are_found_by_name(staff, town, text, found_names):
    if found_names is None:
        with pytest.raises(Refused, match="две буквы"):
            search(staff.curator, text)
    else:
        hits = search(staff.curator, text)
        assert sorted(names(hits)) == sorted(found_names)
        assert hits.kind == "name"


def test_hits_stand_in_the_order_of_the_alphabet(staff, town):
    enter("Авдеева", "Яна")
    enter("Жукова", "Яна")
    order = [person.surname for person in search(staff.curator, "Яна").persons]
    assert order == ["Авдеева", "Ёлкина", "Ельцова", "Жукова"]


@pytest.mark.parametrize("text", ["112-233-445 95", "11223344595", "112 233 445 95"])
def test_a_person_is_found_by_snils(staff, town, text):
    hits = search(staff.curator, text)
    assert (names(hits), hits.kind) == (["Соколова Галина Петровна"], "snils")


@pytest.mark.parametrize("text", ["89123456789", "+7 912 345-67-89", "9123456789"])
def test_a_person_is_found_by_phone(staff, town, text):
    hits = search(staff.curator, text)
    assert (names(hits), hits.kind) == (["Соколова Галина Петровна"], "phone")


def test_a_number_of_an_upper_room_is_asked_first(staff, town, monkeypatch):
    monkeypatch.setattr(reading, "_number_finders", [])
    api.register_number_finder(lambda region, text: [town.id] if (region, text) == (HERE, "74-2026-000123") else [])
    hits = search(staff.curator, "74-2026-000123")
    assert (names(hits), hits.kind) == (["Соколова Галина Петровна"], "number")


def test_every_search_is_logged_without_what_was_typed(staff, town, monkeypatch):
    monkeypatch.setattr(reading, "_number_finders", [])
    search(staff.curator, "Соколова")
    search(staff.curator, "соколова ")
    search(staff.curator, "89123456789")
    first, second, third = SearchLine.objects.in_region(HERE).order_by("id")
    assert (first.kind, first.hits, first.account_id) == ("name", 1, staff.curator.account_id)
    assert first.digest == second.digest != third.digest
    assert "сокол" not in str(first.__dict__).lower()
    with pytest.raises(IntegrityError), transaction.atomic():
        SearchLine.objects.in_region(HERE).delete()


def test_a_resident_does_not_search(staff, galina):
    with pytest.raises(NotAllowed):
        search(sign_in("galina", galina, by=staff.curator), "Ким")


def test_a_search_uses_the_index_and_a_fixed_number_of_queries(staff, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(reading, "_number_finders", [])
    for number in range(31):
        enter("Житель", f"Имя{number:02d}")
    for limit in (1, 30):
        with django_assert_num_queries(5):  # savepoint, count, page, line, release
            hits = api.search(by=staff.curator, at=NOW, text="житель", limit=limit)
        assert (len(hits.persons), hits.total) == (limit, 31)


def test_a_file_costs_the_same_for_one_and_for_thirty_relatives(staff, galina, django_assert_num_queries):
    family = found(galina)
    _count_file(staff, galina, django_assert_num_queries)
    for number in range(29):
        relative = enter("Соколова", f"Родня{number}", born="1990-01-01")
        api.add_member(by=staff.curator, at=NOW, family_id=family.id, person_id=relative.id, role="other", starts=TODAY)
    file = _count_file(staff, galina, django_assert_num_queries)
    assert len(file.family.members) == 30


def _count_file(staff, person, django_assert_num_queries):
    with django_assert_num_queries(9):
        return open_file(staff.curator, person)


def test_the_newest_reading_stands_first(staff, galina):
    for hours in (1, 3, 2):
        api.log_reading(by=staff.head, at=NOW + timedelta(hours=hours), person_ids=[galina.id], purpose="проверка")
    moments = [line.at for line in api.readings_of(region=HERE, person_id=galina.id)]
    assert moments == sorted(moments, reverse=True)
    assert api.readings_of(region=THERE, person_id=galina.id) == ()


def test_the_search_of_a_beginning_walks_an_index(galina):
    """Without pg_trgm a beginning is found by pattern operators; a plain index would be passed by."""
    letters = "абвгдежзик"
    town = [
        Person(region=HERE, surname=f"{a}{b}{c}ов", name=f"{c}{b}{a}", registered_at=NOW)
        for a, b, c in product(letters, repeat=3)
    ]
    Person.objects.bulk_create(town)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE people_person")
        cursor.execute("SET LOCAL enable_seqscan = off")
    rows = Person.objects.in_region(HERE)
    paper = rows.filter(surname_key__startswith="сок", name_key__startswith="г").explain()
    assert "people_person_surname" in paper
    assert "surname_key)::text ~>=~" in paper, "the beginning is searched in the index, not filtered afterwards"
    assert "people_person_name" in rows.filter(name_key__startswith="гал").explain()
