"""A snapshot of thirty families costs the database what one costs."""

from datetime import date
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from ryadom.measures import api as measures
from ryadom.people.models import IncomeRecord
from ryadom.rules.snapshots.families import families_of
from ryadom.rules.snapshots.store import Snapshot

from .conftest import AT, ON


def _family(person, household, fact, number):
    mother, child = person(f"Мать-{number}", "Анна"), person(f"Мать-{number}", "Пётр")
    for one, born in ((mother, date(1990, 1, 1)), (child, date(2018, 1, 1))):
        type(one).objects.in_region(one.region).filter(pk=one.pk).update(birth_date=born)
    _family, home = household(mother, (child, "child"))
    fact(mother, "birth-date", date(1990, 1, 1))
    fact(child, "birth-date", date(2018, 1, 1), source="said")
    fact(home, "gas", number % 2 == 0)
    IncomeRecord.objects.create(
        region=mother.region, person=mother, month=date(2026, 10, 1), kind="salary", amount=Decimal("100.50"),
        source="register", recorded_at=AT,
    )  # fmt: skip
    return mother


def _statements(book, out):
    with CaptureQueriesContext(connection) as spent:
        taken = measures.take_snapshot(book=book, on=ON, out=out)
    return taken.manifest, len(spent)


def test_statements_do_not_grow_with_families(book, person, household, fact, tmp_path) -> None:
    _family(person, household, fact, 0)
    one, few = _statements(book, tmp_path / "one")
    for number in range(1, 30):
        _family(person, household, fact, number)
    many, statements = _statements(book, tmp_path / "many")
    assert (one.families, many.families, many.persons) == (1, 30, 60)
    assert statements == few <= 8
    gas = [family.facts["gas"].value for part in Snapshot(tmp_path / "many").parts() for family in families_of(part)]
    assert (gas.count(True), gas.count(False)) == (15, 15)
    assert many.covered == 30
    assert many.person_facts["birth-date"] == {
        **dict.fromkeys(many.person_facts["birth-date"], 0),
        "register": 30,
        "said": 30,
    }


def test_somebody_in_no_family_is_a_family_that_may_have_more(book, person, fact, tmp_path) -> None:
    alone = person("Одинцова", "Нина")
    gone = person("Прошлов", "Иван")
    type(gone).objects.in_region(gone.region).filter(pk=gone.pk).update(died_on=date(2020, 1, 1))
    fact(alone, "birth-date", date(1950, 1, 1))
    measures.take_snapshot(book=book, on=ON, out=tmp_path / "out")
    ((family,),) = [list(families_of(part)) for part in Snapshot(tmp_path / "out").parts()]
    assert [one.id for one in family.persons] == [str(alone.id)] != [str(gone.id)]
    assert family.persons_open
    assert family.persons[0].facts["family-role"].value == "applicant"
