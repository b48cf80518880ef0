"""An office sends files: good ones become a snapshot, bad rows are named one by one, no family is ever halved."""

import csv
from datetime import date
from decimal import Decimal

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.rules.snapshots.office import FAMILIES, INCOMES, PERSONS, RECEIVED, changed, files, made, write
from tests.stories.cast import book

from ryadom.rules.facts import Cover, FactValue
from ryadom.rules.snapshots.families import families_of
from ryadom.rules.snapshots.store import Snapshot, SnapshotError


@pytest.fixture(scope="module")
def rules():
    return book("RU-CHE")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "in"


def _families(folder, rules):
    snapshot = Snapshot(folder.parent / "out", rules)
    return {
        str(part.family_ids[row]): family for part in snapshot.parts() for row, family in enumerate(families_of(part))
    }


def test_the_ivanovs_are_read_as_they_were_told(rules, folder) -> None:
    done = made(rules, files(folder))
    assert (done.faults, done.families, done.persons) == (0, 3, 5)
    assert not (folder.parent / "faults.csv").exists()
    ivanovy = _families(folder, rules)["ivanovy"]
    assert [person.id for person in ivanovy.persons] == ["olga", "ivan", "masha"]
    assert ivanovy.by_id["olga"].facts["birth-date"] == FactValue(date(1990, 2, 1), "said")
    assert ivanovy.by_id["masha"].facts["family-role"].value == "child"
    assert "citizen" not in ivanovy.by_id["ivan"].facts
    assert ivanovy.facts["gas"].value is False
    assert ivanovy.cover == Cover(date(2026, 10, 1), date(2026, 10, 1))
    assert {(r.person, r.month.month, r.amount) for r in ivanovy.records} == {
        ("olga", 9, Decimal("24500.50")), ("olga", 10, Decimal(25000)), ("ivan", 10, Decimal("31000.10")),
    }  # fmt: skip
    assert _families(folder, rules)["petrovy"].facts["received:gas-registration"].value is True


def test_windows_1251_with_semicolons_gives_the_same_families(rules, folder, tmp_path) -> None:
    plain = made(rules, files(folder))
    other = tmp_path / "excel" / "in"
    other.mkdir(parents=True)
    write(other / "families.csv", FAMILIES, encoding="cp1251", mark=";")
    write(other / "persons.csv", PERSONS, encoding="cp1251", mark=";")
    write(other / "incomes.csv", INCOMES, encoding="utf-8-sig", mark="\t")
    write(other / "received.csv", RECEIVED, encoding="cp1251", mark=";")
    done = made(rules, other)
    assert done.hash == plain.hash
    # The last file is plain ASCII, which is UTF-8 as well.
    assert [file.found for file in done.files] == ["cp1251, «;»", "cp1251, «;»", "utf-8-sig, «tab»", "utf-8, «;»"]


def test_xlsx_and_parquet_give_the_same_families(rules, folder, tmp_path) -> None:
    plain = made(rules, files(folder))
    (tmp_path / "typed").mkdir()
    other = files(tmp_path / "typed" / "in")
    (other / "persons.csv").unlink()
    sheet = openpyxl.Workbook()
    sheet.active.append(list(PERSONS[0]))
    for row in PERSONS:
        day, year = row["birth-date"], row["birth-date"][:4]
        born = date.fromisoformat(day) if year.isdigit() else date(*map(int, reversed(day.split("."))))
        sheet.active.append([born if key == "birth-date" else value or None for key, value in row.items()])
    sheet.save(other / "persons.xlsx")
    (other / "incomes.csv").unlink()
    amounts = [Decimal("24500.50"), Decimal("25000.00"), Decimal("31000.10"), Decimal("18000.00")]
    months = [date(2026, 9, 1), date(2026, 10, 1), date(2026, 10, 1), date(2026, 10, 1)]
    columns = {name: [row[name] for row in INCOMES] for name in ("person", "kind")}
    pq.write_table(pa.table({**columns, "month": months, "amount": amounts}), other / "incomes.parquet")
    assert made(rules, other).hash == plain.hash


def test_a_family_split_over_files_comes_together(rules, folder, tmp_path) -> None:
    plain = made(rules, files(folder))
    (tmp_path / "other").mkdir()
    other = files(tmp_path / "other" / "in")
    write(other / "persons.csv", PERSONS[:1])
    write(other / "persons_2.csv", PERSONS[1:])
    write(other / "families-again.csv", FAMILIES)
    assert made(rules, other, most=1).hash == plain.hash


BACKWARDS = {"cover-from": "2026-10", "cover-to": "2026-09"}
BAD_ROWS = [
    ("persons", changed(PERSONS, 1, birth_date="2027-01-01"), 3, "birth-date", "ещё не наступила"),
    ("persons", changed(PERSONS, 1, birth_date="31.02.1990"), 3, "birth-date", "нет в календаре"),
    ("persons", changed(PERSONS, 0, family_role="дядя"), 2, "family-role", "Выберите"),
    ("persons", changed(PERSONS, 2, citizen="может быть"), 4, "citizen", "«да» или «нет»"),
    ("persons", changed(PERSONS, 2, family="sidorovy"), 4, "family", "Нет семьи «sidorovy»"),
    ("persons", changed(PERSONS, 2, family=""), 4, "family", "Нужен номер"),
    ("persons", changed(PERSONS, 2, id="olga"), 4, "id", "уже есть: persons.csv, строка 2"),
    ("persons", changed(PERSONS, 1, family_role="applicant"), 3, "family-role", "два заявителя"),
    ("persons", changed(PERSONS, 2, family_role="spouse"), 4, "family-role", "два супруга"),
    ("persons", changed(PERSONS, 2, birth_date="1980-01-01"), 4, "birth-date", "старше родителя"),
    ("incomes", changed(INCOMES, 0, amount="-5"), 2, "amount", "меньше нуля"),
    ("incomes", changed(INCOMES, 0, amount="10,005"), 2, "amount", "сумму"),
    ("incomes", changed(INCOMES, 0, month="2026-13"), 2, "month", "2025-01"),
    ("incomes", changed(INCOMES, 0, month="2026-12"), 2, "month", "Месяц должен быть"),
    ("incomes", changed(INCOMES, 0, person="nobody"), 2, "person", "Нет человека"),
    ("incomes", changed(INCOMES, 1, month="2026-09"), 3, "month", "уже были"),
    ("received", changed(RECEIVED, 0, measure="gas-registratoin"), 2, "measure", "gas-registration"),
    ("families", changed(FAMILIES, 0, gas="2"), 2, "gas", "«да» или «нет»"),
    ("families", [FAMILIES[0] | BACKWARDS, *FAMILIES[1:]], 2, "cover-to", "раньше"),
    ("families", [*FAMILIES, {"id": "empty"}], 5, "id", "людей: 0"),
    ("families", [*FAMILIES, {"id": "nina", "gas": "да"}], 5, "id", "сказано другое"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "rows", "line", "column", "reason"), BAD_ROWS)
def test_a_bad_row_is_named_and_nothing_is_written(rules, folder, table, rows, line, column, reason) -> None:
    done = made(rules, files(folder, **{table: rows}))
    assert (done.faults, done.hash) == (1, None)
    with (folder.parent / "faults.csv").open(encoding="utf-8-sig") as file:
        (fault,) = csv.DictReader(file)
    assert (fault["file"], fault["line"], fault["column"]) == (f"{table}.csv", str(line), column)
    assert reason in fault["причина"]
    assert fault["reason"].isascii() or "«" not in fault["reason"]
    assert not (folder.parent / "out").exists()


def test_a_number_outside_the_catalogue_is_named(rules, folder) -> None:
    key, kind = next((k, f) for k, f in sorted(rules.facts.items()) if f.file.of == "family" and f.file.type == "money")
    done = made(rules, files(folder, families=[{**FAMILIES[0], key: str(kind.file.max + 1)}, *FAMILIES[1:]]))
    assert [(f.column, f.ru[:9]) for f in done.first] == [(key, "Должно бы")]


def test_only_good_families_are_loaded_whole_when_asked(rules, folder) -> None:
    bad = changed(PERSONS, 2, citizen="может быть")
    done = made(rules, files(folder, persons=bad), only_good=True)
    assert (done.faults, done.left_out, done.families, done.persons) == (1, 1, 2, 2)
    assert set(_families(folder, rules)) == {"petrovy", "nina"}


def test_every_fault_of_every_row_is_told(rules, folder) -> None:
    persons = changed(changed(PERSONS, 0, birth_date="x", citizen="x"), 3, birth_date="y")
    done = made(rules, files(folder, persons=persons, incomes=changed(INCOMES, 3, amount="много")))
    assert [(f.file, f.line, f.column) for f in done.first] == [
        ("persons.csv", 2, "birth-date"), ("persons.csv", 2, "citizen"), ("persons.csv", 5, "birth-date"),
        ("incomes.csv", 5, "amount"),
    ]  # fmt: skip


def _without_column(folder):
    write(folder / "persons.csv", [{k: v for k, v in row.items() if k != "family"} for row in PERSONS])


def _misspelt_column(folder):
    write(folder / "persons.csv", [{**row, "citizn": "да"} for row in PERSONS])


def _empty(folder):
    (folder / "persons.csv").write_text("")


def _no_encoding(folder):
    (folder / "persons.csv").write_bytes(b"id;family\n\x98\xff\x00")


def _cut_parquet(folder):
    pq.write_table(pa.Table.from_pylist(PERSONS), folder / "persons.parquet")
    whole = (folder / "persons.parquet").read_bytes()
    (folder / "persons.parquet").write_bytes(whole[: len(whole) // 2])
    (folder / "persons.csv").unlink()


def _cut_xlsx(folder):
    (folder / "persons.csv").rename(folder / "persons.xlsx")


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (_without_column, "нет столбца «family»"),
        (_misspelt_column, "непонятный столбец «citizn»"),
        (_empty, "файл пуст"),
        (_no_encoding, "кодировка не узнана"),
        (_cut_parquet, "не читается"),
        (_cut_xlsx, "не читается"),
    ],
)
def test_a_file_that_cannot_be_read_stops_everything(rules, folder, spoil, reason) -> None:
    spoil(files(folder))
    done = made(rules, folder, only_good=True)
    assert done.hash is None
    assert done.first[0].line == 0
    assert reason in done.first[0].ru


def test_a_missing_table_is_named(rules, folder) -> None:
    (files(folder) / "families.csv").unlink()
    with pytest.raises(SnapshotError, match="нет файла families"):
        made(rules, folder)
