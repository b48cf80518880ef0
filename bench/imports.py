"""Rates of loading files: matching against a region without a database, and a whole load into one that is empty.

python -m bench.imports [rows] [known]           matching in memory: 100,000 rows against 100,000 persons
python -m bench.imports --load [rows]            a whole load, undone at its end; DATABASE_URL names the database
"""

import random
import sys
import time
from datetime import date, timedelta
from uuid import UUID

from ryadom.people.imports.likeness import Name
from ryadom.people.imports.matching import Index, Known, Outcome

SURNAMES = ("Соколов", "Гусев", "Волков", "Ахметов", "Морозов", "Тихонов", "Рогов", "Кузнецов", "Орлов", "Бойко")
ENDS = ("", "ский", "ин", "енко", "ых", "аев", "юк", "ян", "швили", "цев")
NAMES = ("Анна", "Галина", "Ольга", "Мария", "Елена", "Пётр", "Иван", "Тимур", "Андрей", "Олег")
FATHERS = ("Иванович", "Петровна", "Сергеевич", "Ильинична", "Олегович", "Маратовна", "")
DAYS = 80 * 365


def somebody(chance: random.Random) -> tuple[Name, date]:
    name = Name(
        chance.choice(SURNAMES) + chance.choice(ENDS) + chance.choice("абвгд") * chance.randrange(2),
        chance.choice(NAMES), chance.choice(FATHERS),
    )  # fmt: skip
    return name, date(1940, 1, 1) + timedelta(days=chance.randrange(DAYS))


def matching(rows: int, known: int) -> None:
    chance = random.Random(7)
    people = [somebody(chance) for _ in range(known)]
    index = Index(Known(UUID(int=n + 1), name, born) for n, (name, born) in enumerate(people))
    asked = [chance.choice(people) if n % 10 == 0 else somebody(chance) for n in range(rows)]
    began = time.perf_counter()
    found = [index.match(Known(UUID(int=0), name, born)).outcome for name, born in asked]
    took = time.perf_counter() - began
    print(f"matching: {rows:,} rows against {known:,} persons in {took:.2f} s, {rows / took:,.0f} rows a second")
    print(", ".join(f"{one}: {found.count(one):,}" for one in Outcome))


def loading(rows: int) -> None:
    from ryadom.site.cli import set_up_django

    set_up_django()
    from datetime import UTC, datetime

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from ryadom.people import api
    from ryadom.people.core import CORE

    chance = random.Random(7)
    people = [somebody(chance) for _ in range(rows)]
    persons = "person;surname;name;patronymic;birth_date;source\n" + "".join(
        f"{n};{name.surname};{name.name};{name.patronymic};{born};document\n" for n, (name, born) in enumerate(people)
    )
    incomes = "person;month;kind;amount;source\n" + "".join(f"{n};2026-01;salary;100;document\n" for n in range(rows))
    began = time.perf_counter()
    with CaptureQueriesContext(connection) as asked:
        done = api.load_files(
            by=api.system_actor(region="RU-CHE", reason="bench"), at=datetime(2026, 11, 12, tzinfo=UTC),
            on=date(2026, 11, 12), catalogue=CORE, title="bench", keep=False,
            files=[("persons.csv", persons.encode()), ("incomes.csv", incomes.encode())],
        )  # fmt: skip
    took = time.perf_counter() - began
    print(f"loading: {rows:,} persons with a birth and an income in {took:.2f} s, {rows / took:,.0f} persons a second")
    print(f"{len(asked)} SQL statements; {dict(done.counts)}")


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    if "--load" in sys.argv:
        loading(int(words[0]) if words else 10_000)
    else:
        matching(*(int(word) for word in (words + ["100000", "100000"][len(words) :])))
