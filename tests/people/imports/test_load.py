"""The office of Miass gets files from the old system: who is in them becomes people here, and nobody twice."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from people_cast import CATALOGUE, HERE, NOW, TODAY, enter

from ryadom.people import api
from ryadom.people.api import NewFact, Whose
from ryadom.people.imports.faults import FileFaults
from ryadom.people.imports.loading import load
from ryadom.people.models import AccessLine, Fact, FamilyMember, ImportBatch, IncomeRecord, Likeness, Person

pytestmark = pytest.mark.django_db

PEOPLE = """person;surname;name;patronymic;birth_date;sex;snils;source
1;Соколова;Галина;Петровна;08.03.1952;женский;112-233-445 95;register
2;Гусева;Ольга;Ивановна;14.02.1991;ж;;document
3;Гусев;Пётр;;2021-05-06;м;;document
"""
FAMILIES = """семья;человек;роль;с;адрес;источник
А;2;глава;01.06.2021;Миасс, ул. Лесная, 3;документ
А;3;ребёнок;01.06.2021;;документ
"""
FACTS = """person,family,fact,value,source,as_of
1,,citizen,да,register,
2,,занятость,работает,document,2026-10-01
,А,долг по алиментам,"12 500,50",document,
,А,газ в доме,нет,document,
"""
INCOMES = """человек;месяц;вид;сумма;источник
2;09.2026;зарплата;24 500,50;реестр
2;2026-10;зарплата;25000;реестр
"""


def files(**texts):
    return [(f"{name}.csv", text.encode()) for name, text in texts.items()]


def everything(**instead):
    return files(**({"persons": PEOPLE, "families": FAMILIES, "facts": FACTS, "incomes": INCOMES} | instead))


@pytest.fixture
def marat(staff):
    """Марат Гарипов, specialist: he may enter what registers say."""
    return staff.specialist


@pytest.fixture
def loading(marat):
    def make(some, by=None, at=NOW, **more):
        return load(by=by or marat, at=at, on=TODAY, catalogue=CATALOGUE, title="выгрузка", files=some, **more)

    return make


def the(surname, name):
    return Person.objects.in_region(HERE).get(surname=surname, name=name)


def test_olga_and_her_son_arrive_with_what_is_known_of_them(loading):
    done = loading(everything())
    assert {key: done.counts[key] for key in ("new", "same", "perhaps", "families", "members", "facts", "incomes")} == {
        "new": 3, "same": 0, "perhaps": 0, "families": 1, "members": 2, "facts": 4, "incomes": 2,
    }  # fmt: skip
    olga, pyotr = the("Гусева", "Ольга"), the("Гусев", "Пётр")
    home = api.family_of(region=HERE, person_id=olga.pk, on=TODAY)
    assert [(one.person.id, one.role, one.source) for one in home.members] == [
        (olga.pk, "head", "document"), (pyotr.pk, "child", "document"),
    ]  # fmt: skip
    assert home.dwelling.address == "Миасс, ул. Лесная, 3"
    subjects = [Whose("person", olga.pk), Whose("family", home.id), Whose("dwelling", home.dwelling.id)]
    facts = api.facts_of(region=HERE, subjects=subjects, on=TODAY)
    assert facts[subjects[0]]["work"].value == "employed" and facts[subjects[0]]["work"].as_of == date(2026, 10, 1)
    assert facts[subjects[1]]["alimony-debt"].value == Decimal("12500.50")
    assert facts[subjects[2]]["gas"].value is False
    assert facts[subjects[0]]["birth-date"].source == "document"
    months = api.incomes(region=HERE, person_ids=[olga.pk], first=date(2026, 9, 1), last=TODAY)
    assert [(one.month.month, one.amount, one.source) for one in months] == [
        (9, Decimal("24500.50"), "register"), (10, Decimal("25000.00"), "register"),
    ]  # fmt: skip


def test_each_of_them_reads_in_their_own_log_who_loaded_the_file(loading):
    loading(everything())
    read = api.readings_of(region=HERE, person_id=the("Гусева", "Ольга").pk)
    assert [(one.reader, one.purpose, one.what) for one in read] == [
        ("Марат Гарипов", "Загрузка из файла «выгрузка»", ("import",))
    ]
    assert AccessLine.objects.in_region(HERE).count() == 3


def test_the_same_file_again_adds_nothing_and_says_so(loading):
    first = loading(everything())
    counts = [model.objects.in_region(HERE).count() for model in (Person, Fact, FamilyMember, IncomeRecord)]
    again = loading(everything())
    assert (again.already, again.batch, again.counts) == (NOW, first.batch, {})
    assert counts == [model.objects.in_region(HERE).count() for model in (Person, Fact, FamilyMember, IncomeRecord)]


def test_a_file_with_one_more_line_adds_one_person(loading):
    loading(everything())
    more = PEOPLE + "4;Волков;Степан;;01.01.1960;м;;document\n"
    done = loading(everything(persons=more))
    assert (done.counts["new"], done.counts["same"], done.counts["pairs"]) == (1, 3, 0)
    assert (done.counts["facts"], done.counts["incomes"], done.counts["members"]) == (0, 0, 0)
    assert Person.objects.in_region(HERE).count() == 4


def test_a_trial_is_counted_and_undone(loading):
    done = loading(everything(), keep=False)
    assert done.counts["new"] == 3
    assert not Person.objects.in_region(HERE).exists()
    assert not ImportBatch.objects.in_region(HERE).exists()


def test_galina_is_known_by_her_number(loading, galina):
    done = loading(everything())
    assert (done.counts["new"], done.counts["same"]) == (2, 1)
    assert api.facts_of(region=HERE, subjects=[Whose("person", galina.id)], on=TODAY)[Whose("person", galina.id)][
        "citizen"
    ].value is True  # fmt: skip


def test_a_number_with_another_birth_date_is_never_joined_in_silence(loading, galina):
    done = loading(files(persons=PEOPLE.replace("08.03.1952", "08.03.1953")))
    assert (done.counts["contradiction"], done.counts["same"], done.counts["pairs"]) == (1, 0, 1)
    other = Person.objects.in_region(HERE).exclude(pk=galina.id).get(surname="Соколова")
    assert (other.snils, other.snils_said) == (None, "11223344595")
    pair = Likeness.objects.in_region(HERE).get()
    assert {pair.first_id, pair.second_id} == {galina.id, other.pk}
    assert "other_born" in pair.why and pair.verdict == "waiting"


@pytest.mark.parametrize(
    ("surname", "name", "patronymic"),
    [
        ("Гусева", "Ольга", "Ивановна"),
        ("ГУСЕВА", "ольга", "Ивановна"),
        ("Гусева", "Ольга", "Иванован"),
        ("Ольга", "Гусева", "Ивановна"),
        ("Гусева-Петрова", "Ольга", "Ивановна"),
        ("Гусева", "Ольга", ""),
    ],
)
def test_olga_under_another_spelling_is_proposed_and_not_joined(loading, surname, name, patronymic):
    known = enter("Гусева", "Ольга", "Ивановна", "1991-02-14")
    row = f"9;{surname};{name};{patronymic};14.02.1991;ж;;document\n"
    done = loading(files(persons=PEOPLE.splitlines(keepends=True)[0] + row))
    assert (done.counts["perhaps"], done.counts["new"]) == (1, 0)
    pair = Likeness.objects.in_region(HERE).get()
    assert known.id in (pair.first_id, pair.second_id)


def test_words_never_override_and_a_register_leaves_differing_words_to_be_asked(loading, galina):
    whose = Whose("person", galina.id)
    said = NewFact(whose, "citizen", False, "said")
    system = api.system_actor(region=HERE, reason="story")
    api.record_facts(by=system, facts=[said], catalogue=CATALOGUE, on=TODAY, at=NOW)
    done = loading(everything())
    known = api.facts_of(region=HERE, subjects=[whose], on=TODAY)[whose]["citizen"]
    assert (known.value, known.source, known.contradiction.value) == (True, "register", False)
    assert done.counts["beside_words"] == 1


def test_a_weaker_proof_of_the_file_is_asked_about_and_not_written(loading, galina):
    whose = Whose("person", galina.id)
    proof = NewFact(whose, "citizen", False, "register")
    system = api.system_actor(region=HERE, reason="story")
    api.record_facts(by=system, facts=[proof], catalogue=CATALOGUE, on=TODAY, at=NOW)
    done = loading(everything(facts=FACTS.replace("1,,citizen,да,register", "1,,citizen,да,document")))
    assert api.facts_of(region=HERE, subjects=[whose], on=TODAY)[whose]["citizen"].value is False
    assert [(one["key"], one["ours"], one["theirs"]) for one in done.asks] == [("citizen", False, True)]


def many(count):
    head = PEOPLE.splitlines(keepends=True)[0]
    days = [date(1950, 1, 1).replace(year=1950 + n) for n in range(count)]
    persons = head + "".join(f"{n};Человек{'абвгдежзиклмнопрстуфхцчшщэюяйё'[n]};Имя;;{day};м;;document\n".replace(
        f"Человек{'абвгдежзиклмнопрстуфхцчшщэюяйё'[n]}", "Челове" + "абвгдежзиклмнопрстуфхцчшщэюяйё"[n] * 5)
        for n, day in enumerate(days))  # fmt: skip
    families = "family;person;role;starts;source\n" + "".join(
        f"f{n};{n};head;2020-01-01;document\n" for n in range(count)
    )
    facts = "person;family;fact;value;source\n" + "".join(f"{n};;citizen;да;document\n" for n in range(count))
    incomes = "person;month;kind;amount;source\n" + "".join(f"{n};2026-09;salary;1;document\n" for n in range(count))
    return files(persons=persons, families=families, facts=facts, incomes=incomes)


def test_thirty_people_cost_as_many_statements_as_one(loading):
    costs = []
    for count in (1, 30):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            done = loading(many(count), keep=False)
        assert done.counts["new"] == count
        costs.append(len(asked))
    assert costs[0] == costs[1], costs


def test_a_fault_refuses_the_whole_unless_the_rest_was_asked_for(loading):
    wrong = PEOPLE.replace("14.02.1991", "31.02.1991")
    with pytest.raises(FileFaults) as told:
        loading(everything(persons=wrong))
    assert not Person.objects.in_region(HERE).exists()
    first = told.value.faults[0]
    assert (first.file, first.line, first.column) == ("persons.csv", 3, "birth_date")
    assert "Такого дня нет" in first.ru and "no such day" in first.en
    done = loading(everything(persons=wrong), rest=True)
    assert (done.counts["new"], done.counts["families"], done.counts["incomes"]) == (2, 0, 0)
    assert {fault.file for fault in done.left_out} == {"persons.csv", "families.csv", "facts.csv", "incomes.csv"}
