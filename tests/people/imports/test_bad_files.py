"""Files as they come from other programs: other letters, other shapes, cut off, with rows that cannot be right."""

import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pyarrow as arrow
import pyarrow.parquet as parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people_cast import CATALOGUE, HERE, NOW, TODAY

from ryadom.people.imports import loading
from ryadom.people.imports.faults import FileFaults
from ryadom.people.imports.files import read_tables
from ryadom.people.imports.likeness import ALIKE, Name, likeness
from ryadom.people.imports.loading import load
from ryadom.people.imports.matching import Index, Known, Outcome
from ryadom.people.models import AccessLine, Fact, ImportBatch, Person

HEAD = "person;surname;name;patronymic;birth_date;sex;snils;source\n"
SUMS = "person;month;kind;amount;source\n"
OLGA = "1;Гусева;Ольга;Ивановна;14.02.1991;ж;;document\n"


def workbook(**sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def parquet_of(**columns):
    kept = io.BytesIO()
    parquet.write_table(arrow.table(columns), kept)
    return kept.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("sign", [";", ","])
def test_letters_and_separators_of_every_office(encoding, sign):
    (table,) = read_tables("люди.csv", (HEAD + OLGA).replace(";", sign).encode(encoding))
    assert table.lines[0].values["surname"] == "Гусева" and table.lines[0].number == 2


def test_a_workbook_with_dates_and_numbers_of_its_own():
    rows = [["person", "surname", "name", "birth_date", "snils"], [1, "Гусева", "Ольга", datetime(1991, 2, 14), 1.5]]
    (table,) = read_tables("region.xlsx", workbook(persons=rows))
    assert table.lines[0].values == {
        "person": "1", "surname": "Гусева", "name": "Ольга", "birth_date": "1991-02-14", "snils": "1.5",
    }  # fmt: skip


def test_parquet_keeps_dates_and_sums_exact():
    made = parquet_of(person=["1"], month=[date(2026, 9, 1)], amount=[Decimal("24500.50")], note=[None])
    (table,) = read_tables("incomes.parquet", made)
    assert table.lines[0].values == {"person": "1", "month": "2026-09-01", "amount": "24500.50", "note": ""}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("persons.csv", b"", "пустой"),
        ("persons.csv", b"person;\x98\xff", "Не понять буквы"),
        ("persons.csv", b"person;sur\x00name\n", "нулевые знаки"),
        ("persons.csv", 'person;name\n1;"Оль'.encode(), "кавычки"),
        ("persons.pdf", b"%PDF", "нужен CSV, XLSX или Parquet"),
        ("persons.xlsx", workbook(persons=[["person"]])[:-40], "повреждён или обрезан"),
        ("persons.parquet", parquet_of(person=["1"])[:-9], "повреждён или обрезан"),
    ],
)
def test_what_cannot_be_read_is_refused_whole(name, content, said):
    with pytest.raises(FileFaults) as told:
        read_tables(name, content)
    assert said in told.value.faults[0].ru and told.value.faults[0].en


@pytest.fixture
def loading_by(staff):
    def make(by=None, rest=False, **texts):
        files = [(f"{name}.csv", text.encode()) for name, text in texts.items()]
        return load(by=by or staff.specialist, at=NOW, on=TODAY, catalogue=CATALOGUE, title="x", files=files, rest=rest)

    return make


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("1;;Ольга;;;;;document", "surname", "пусто"),
        ("1;Гусева1;Ольга;;;;;document", "surname", "только буквы"),
        ("1;Гусева;Ольга;;31.02.1991;;;document", "birth_date", "Такого дня нет"),
        ("1;Гусева;Ольга;;01.01.2091;;;document", "birth_date", "ещё не наступила"),
        ("1;Гусева;Ольга;;01.01.1091;;;document", "birth_date", "слишком давняя"),
        ("1;Гусева;Ольга;;;x;;document", "sex", "Выберите одно из"),
        ("1;Гусева;Ольга;;;;112-233-445 96;document", "snils", "в одной из цифр ошибка"),
        ("1;Гусева;Ольга;;;;;said", "source", "Выберите одно из"),
        ("1;Гусева;Ольга;;;;;document;лишнее", "", "больше значений"),
        ("1;Гусева;Ольга;;;;;", "source", "Выберите одно из"),
    ],
)
def test_a_person_who_cannot_be_right(loading_by, row, column, said):
    with pytest.raises(FileFaults) as told:
        loading_by(persons=HEAD + row + "\n")
    (fault,) = told.value.faults
    assert (fault.file, fault.line, fault.column) == ("persons.csv", 2, column)
    assert said in fault.ru and fault.en.isascii() | ("СНИЛС" in fault.en)
    assert not Person.objects.in_region(HERE).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"persons": "person;surname;source\n"}, "Не хватает столбца"),
        ({"persons": HEAD.replace("sex", "colour") + OLGA}, "Такого столбца нет"),
        ({"persons": HEAD.replace("sex", "name") + OLGA}, "стоит дважды"),
        ({"strange": "a;b\n1;2\n"}, "Не узнали, что здесь"),
        ({"persons": HEAD + OLGA + OLGA}, "уже стоит в строке 2"),
        ({"facts": "person;fact;value;source\n1;citizen;да;document\n"}, "Такого нет в этом файле"),
        ({"persons": HEAD + OLGA, "facts": "person;fact;value;source\n1;citizn;да;document\n"}, "нет факта"),
        ({"persons": HEAD + OLGA, "facts": "person;fact;value;source\n1;citizen;17;document\n"}, "да» или «нет"),
        ({"persons": HEAD + OLGA, "facts": "person;fact;value;source\n1;долг по алиментам;5;document\n"}, "о семье"),
        ({"persons": HEAD + OLGA, "incomes": f"{SUMS}1;13.2026;salary;5;document\n"}, "месяц"),
        ({"persons": HEAD + OLGA, "incomes": f"{SUMS}1;12.2026;salary;5;document\n"}, "не наступил"),
        ({"persons": HEAD + OLGA, "families": "family;person;role;starts;source\nА;1;child;2020-01-01;document\n"},
         "один глава"),
    ],
)  # fmt: skip
def test_tables_that_do_not_fit(loading_by, texts, said):
    with pytest.raises(FileFaults) as told:
        loading_by(**texts)
    assert any(said in fault.ru for fault in told.value.faults), told.value.said()
    assert not Person.objects.in_region(HERE).exists()


@pytest.mark.django_db
def test_a_child_older_than_the_head_is_told_of(loading_by):
    son = "2;Гусев;Пётр;;1980-01-01;м;;document\n"
    home = "family;person;role;starts;source\nА;1;head;2020-01-01;document\nА;2;child;2020-01-01;document\n"
    with pytest.raises(FileFaults, match="older than a parent"):
        loading_by(persons=HEAD + OLGA + son, families=home)


@pytest.mark.django_db(transaction=True)
def test_a_load_that_dies_at_its_end_leaves_nothing_and_then_goes_through(loading_by, monkeypatch):
    def dies(*given, **more):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(loading, "leave_lines", dies)
        with pytest.raises(KeyboardInterrupt):
            loading_by(persons=HEAD + OLGA)
    assert not any(model.objects.in_region(HERE).exists() for model in (Person, Fact, ImportBatch, AccessLine))
    assert loading_by(persons=HEAD + OLGA).counts["new"] == 1


GALINA = Name("Соколова", "Галина", "Петровна")


@pytest.mark.parametrize(
    "other",
    [
        Name("соколова", "ГАЛИНА", "петровна"), Name("Соколова", "Галина"), Name("Галина", "Соколова", "Петровна"),
        Name("Соколова", "Галнна", "Петровна"), Name("Соколова-Ким", "Галина", "Петровна"),
        Name("Соколва", "Галина", "Петровна"), Name("Соколова", "Глаина", "Петровна"),
    ],
)  # fmt: skip
def test_galina_under_other_spellings(other):
    assert likeness(GALINA, other) == likeness(other, GALINA) >= ALIKE


@pytest.mark.parametrize("other", [Name("Соколова", "Мария", "Петровна"), Name("Петрова", "Галина", "Ивановна")])
def test_others_are_others(other):
    assert likeness(GALINA, other) < ALIKE


def test_yo_is_ye():
    assert likeness(Name("Ёлкин", "Пётр"), Name("Елкин", "Петр")) == 100


@given(*[st.text("абвгдеё -", min_size=1, max_size=12)] * 4)
@settings(max_examples=60, deadline=None)
def test_likeness_does_not_depend_on_the_order(one, two, three, four):
    first, second = Name(one, two), Name(three, four)
    assert 0 <= likeness(first, second) == likeness(second, first) <= 100
    assert likeness(first, first) == 100


def known(number, name, **more):
    from uuid import UUID

    return Known(UUID(int=number), name, **more)


def test_outcomes_of_a_row():
    born, number = date(1952, 3, 8), "11223344595"
    index = Index([known(1, GALINA, birth_date=born, snils=number, sex="female")])
    row = known(0, GALINA, birth_date=born, snils=number)
    assert index.match(row).outcome == Outcome.SAME
    assert index.match(known(0, GALINA, birth_date=date(1953, 3, 8), snils=number)).outcome == Outcome.CONTRADICTION
    assert index.match(known(0, GALINA, snils=number, sex="male")).outcome == Outcome.CONTRADICTION
    assert index.match(known(0, GALINA, birth_date=born)).outcome == Outcome.PERHAPS
    assert index.match(known(0, GALINA)).outcome == Outcome.PERHAPS
    assert index.match(known(0, GALINA, birth_date=date(1960, 1, 1))).outcome == Outcome.NEW
    assert index.match(known(0, GALINA, birth_date=born, snils="11697338589")).outcome == Outcome.NEW
