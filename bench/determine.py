"""Determinations of a region's own people, end to end: read, decided, written; and writing alone.

`python -m bench.determine [families]`; DATABASE_URL names a migrated database. Everything is undone at the end. Wall
time is ours and the database's, process time is ours alone. The people are invented: «условное население».
"""

import random
import sys
import time
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
ON, AT, REGION = date(2026, 11, 20), datetime(2026, 11, 20, 6, tzinfo=UTC), "RU-CHE"


@contextmanager
def timed(title: str, rows):
    """Prints rates of what `rows()` says was done. Checks that wait for the end of a transaction are made within."""
    from django.db import connection

    wall, cpu = time.perf_counter(), time.process_time()
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{title}: {wall:.2f} s, {cpu:.2f} s of process, {rows():,} determinations, {rows() / wall:,.0f} a second")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def settle(families: int) -> None:
    """Mothers with a child, a birthday of each, an income of the mother: four facts of a family."""
    from ryadom.people.models import Dwelling, Fact, Family, FamilyMember, IncomeRecord, Person

    chance = random.Random(7)
    told = {"region": REGION, "recorded_at": AT, "source": "register"}
    numbers = range(families)
    ids = [[UUID(int=chance.getrandbits(128), version=4) for _ in numbers] for _ in range(4)]
    mothers, children, homes, dwellings = ids
    named = {"region": REGION, "surname": "Условная", "patronymic": "", "registered_at": AT}
    Person.objects.in_region(REGION).bulk_create(
        [Person(id=id, name="Анна", **named) for id in mothers] + [Person(id=id, name="Ян", **named) for id in children]
    )
    Dwelling.objects.in_region(REGION).bulk_create([Dwelling(id=id, region=REGION, address="") for id in dwellings])
    Family.objects.in_region(REGION).bulk_create(
        [Family(id=a, region=REGION, dwelling_id=b, founded_at=AT) for a, b in zip(homes, dwellings, strict=True)]
    )
    since = {"region": REGION, "starts": date(2020, 1, 1), "recorded_at": AT}
    members = [(homes[n], mothers[n], "head") for n in numbers] + [(homes[n], children[n], "child") for n in numbers]
    FamilyMember.objects.in_region(REGION).bulk_create(
        [FamilyMember(family_id=home, person_id=one, role=role, **since) for home, one, role in members]
    )
    facts = []
    for n in numbers:
        for one, years in ((mothers[n], chance.randrange(20, 45)), (children[n], chance.randrange(18))):
            born = ON - timedelta(days=365 * years + chance.randrange(365))
            facts.append(Fact(person_id=one, key="birth-date", type="date", value=born.isoformat(), **told))
            facts.append(Fact(person_id=one, key="lives-here", type="boolean", value=True, **told))
        facts.append(Fact(dwelling_id=dwellings[n], key="gas", type="boolean", value=chance.random() < 0.7, **told))
    Fact.objects.in_region(REGION).bulk_create(facts, batch_size=5_000)
    IncomeRecord.objects.in_region(REGION).bulk_create(
        [IncomeRecord(person_id=one, month=date(2026, 10, 1), kind="salary", amount=chance.randrange(60_000), **told)
         for one in mothers]
    )  # fmt: skip


def main(families: int) -> None:
    from ryadom.site.cli import set_up_django

    set_up_django()
    from django.db import connection, transaction

    from ryadom.rules import api as rules

    book = rules.book_at(ROOT / "practices", REGION)
    with transaction.atomic():
        settle(families)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        print(f"условное население: {families:,} families of two, {len(book.measures)} measures")
        with transaction.atomic():
            alone(book, families)
            transaction.set_rollback(True)
        whole(book)
        transaction.set_rollback(True)


def whole(book) -> None:
    """The command, the first time and a day later."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from ryadom.measures import api as measures

    runs = []
    for days, title in ((0, "end to end, all new"), (1, "end to end, a day later")):
        with timed(title, lambda: runs[-1].determined), CaptureQueriesContext(connection) as spent:
            at = AT + timedelta(days)
            runs.append(measures.determine(book=book, on=ON + timedelta(days), at=at))
        print(f"  {len(spent)} statements, {runs[-1].opened:,} new, {runs[-1].closed:,} closed")


def alone(book, families: int) -> None:
    """Reading and deciding without a row written, then writing what came out."""
    from ryadom.measures import api as measures
    from ryadom.measures.determining import running, writing

    blocks, runs = [], []
    write, running.write = running.write, lambda told, made: blocks.extend(made)
    with timed("reading and deciding alone", lambda: sum(one.count("\n") for one in blocks)):
        measures.determine(book=book, on=ON, at=AT)
    running.write = write
    changed = [one.replace("\tunknown\t", "\tfailed\t") for one in blocks]
    told = writing.Told(REGION, ON, AT, book.lock, "0" * 64, tuple(book.measures), True, families, families * 2)
    for lines, title in ((blocks, "all new"), (blocks, "nothing changed"), (changed, "what was unknown written anew")):
        with timed(f"writing alone, {title}", lambda: runs[-1].determined):
            runs.append(write(told, lines))
        print(f"  {runs[-1].opened:,} new, {runs[-1].closed:,} closed")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1_000)
