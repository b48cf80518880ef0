"""An office of Chelyabinsk region that sends its files: the Ivanovs, the Petrovs, old Nina."""

import csv
from datetime import date
from pathlib import Path

from ryadom.rules.snapshots.files.making import make_snapshot
from ryadom.rules.snapshots.store import About

ON = date(2026, 11, 20)
ABOUT = About("RU-CHE", ON, title="Из файлов")
FAMILIES = [
    {"id": "ivanovy", "district": "Миасс", "gas": "нет", "all-citizens": "да"},
    {"id": "petrovy", "district": "Аша", "gas": "да"},
    {"id": "nina", "district": "Миасс"},
]
PERSONS = [
    {"id": "olga", "family": "ivanovy", "family-role": "заявитель", "birth-date": "01.02.1990", "citizen": "да"},
    {"id": "ivan", "family": "ivanovy", "family-role": "spouse", "birth-date": "1988-05-06", "citizen": ""},
    {"id": "masha", "family": "ivanovy", "family-role": "ребёнок", "birth-date": "03.04.2018", "citizen": "да"},
    {"id": "pavel", "family": "petrovy", "family-role": "applicant", "birth-date": "07.08.1979", "citizen": "да"},
    {"id": "ninap", "family": "nina", "family-role": "applicant", "birth-date": "02.03.1951", "citizen": "да"},
]
INCOMES = [
    {"person": "olga", "month": "2026-09", "kind": "зарплата", "amount": "24 500,50"},
    {"person": "olga", "month": "2026-10", "kind": "зарплата", "amount": "25000"},
    {"person": "ivan", "month": "10.2026", "kind": "зарплата", "amount": "31000,10"},
    {"person": "pavel", "month": "2026-10", "kind": "пенсия", "amount": "18000"},
]
RECEIVED = [{"measure": "gas-registration", "family": "petrovy", "person": ""}]


def write(path: Path, rows: list[dict], *, encoding: str = "utf-8", mark: str = ",") -> Path:
    """A CSV as an office saves it; the columns are all that any row has."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter=mark, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def files(folder: Path, **changed: list[dict]) -> Path:
    """The four files, with some tables told otherwise."""
    folder.mkdir(exist_ok=True)
    told = {"families": FAMILIES, "persons": PERSONS, "incomes": INCOMES, "received": RECEIVED, **changed}
    for name, rows in told.items():
        if rows:
            write(folder / f"{name}.csv", rows)
    return folder


def changed(rows: list[dict], at: int, **cells: str) -> list[dict]:
    """The rows with some cells of one of them changed."""
    return [
        {**row, **{k.replace("_", "-"): v for k, v in cells.items()}} if i == at else row for i, row in enumerate(rows)
    ]


def made(book, folder: Path, **options):
    """What comes of the files; the snapshot goes to `out` beside them."""
    here = folder.parent
    return make_snapshot(folder, here / "out", ABOUT, book, report=here / "faults.csv", **options)
