"""A question that forgets its region is not answered, whichever way it is asked."""

import logging
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, Prefetch

from ryadom.kit.codes import BadRegionCode
from ryadom.people.models import FamilyMember, Person
from ryadom.regions.models import RegionMismatch, RegionMissing

AT = datetime(2026, 11, 12, 9, tzinfo=UTC)
HERE, THERE = "RU-CHE", "RU-LIP"


def enter(region, name="Галина"):
    return Person.objects.create(region=region, surname="Соколова", name=name, registered_at=AT)


FORGETFUL = {
    "list": lambda rows: list(rows),
    "length": len,
    "truth": bool,
    "get": lambda rows: rows.get(name="Галина"),
    "first": lambda rows: rows.first(),
    "last": lambda rows: rows.order_by("sort_key").last(),
    "latest": lambda rows: rows.latest("registered_at"),
    "slice": lambda rows: rows[0],
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "contains": lambda rows: rows.contains(Person(pk=Person().pk, region=HERE)),
    "aggregate": lambda rows: rows.aggregate(Count("pk")),
    "values": lambda rows: list(rows.values("name")),
    "values_list": lambda rows: list(rows.values_list("name", flat=True)),
    "dates": lambda rows: list(rows.dates("birth_date", "year")),
    "iterator": lambda rows: list(rows.iterator()),
    "in_bulk": lambda rows: rows.in_bulk(),
    "filtered": lambda rows: list(rows.filter(name="Галина").exclude(surname="")),
    "by region, but unsaid": lambda rows: list(rows.filter(region=HERE)),
    "update": lambda rows: rows.update(name="Анна"),
    "delete": lambda rows: rows.delete(),
    "get_or_create": lambda rows: rows.get_or_create(name="Галина", defaults={"region": HERE}),
    "update_or_create": lambda rows: rows.update_or_create(name="Галина", defaults={"region": HERE}),
    "explain": lambda rows: rows.explain(),
    "union": lambda rows: list(rows.union(rows)),
    "union with": lambda rows: list(rows.model.objects.in_region(HERE).union(rows)),
    "subquery": lambda rows: list(Person.objects.in_region(HERE).filter(pk__in=rows.values("pk"))),
    "exists subquery": lambda rows: list(Person.objects.in_region(HERE).filter(Exists(rows))),
    "raw": lambda rows: rows.raw("select * from people_person"),
    "prefetch": lambda rows: list(
        FamilyMember.objects.in_region(HERE).prefetch_related(Prefetch("person", queryset=rows))
    ),
}


@pytest.mark.parametrize("way", FORGETFUL)
def test_a_forgotten_region_raises(db, way):
    galina = enter(HERE)
    if way == "prefetch":
        join_family(galina)
    with pytest.raises(RegionMissing):
        FORGETFUL[way](Person.objects.all())
    galina.refresh_from_db()
    assert galina.name == "Галина"


def join_family(person):
    from ryadom.people.models import Family

    family = Family.objects.create(region=person.region, founded_at=AT)
    FamilyMember.objects.create(
        region=person.region, family=family, person=person, role="head", starts=AT.date(), recorded_at=AT
    )


NARROWED = {name: ask for name, ask in FORGETFUL.items() if name not in {"raw", "delete", "union", "union with"}}


@pytest.mark.parametrize("way", NARROWED)
def test_the_same_question_with_its_region_is_answered(db, way):
    enter(HERE)
    NARROWED[way](Person.objects.in_region(HERE))


def test_a_region_sees_only_its_own(db):
    enter(HERE), enter(THERE, "Анна")
    assert [row.name for row in Person.objects.in_region(HERE)] == ["Галина"]
    assert Person.objects.in_region(THERE).update(name="Вера") == 1
    assert Person.objects.in_region(THERE).delete()[0] == 1
    assert Person.objects.in_region(HERE).get().name == "Галина"


def test_a_job_over_all_regions_says_why(db, capsys):
    enter(HERE), enter(THERE)
    with pytest.raises(RegionMissing):
        Person.objects.across_regions(" ")
    assert Person.objects.across_regions("nightly check").count() == 2


def test_a_narrowed_manager_writes_rows_of_its_region(db):
    assert Person.objects.in_region(HERE).create(surname="Ким", name="Анна", registered_at=AT).region == HERE
    with pytest.raises(RegionMismatch):
        Person.objects.in_region(HERE).create(region=THERE, surname="Ким", name="Анна", registered_at=AT)
    with pytest.raises(RegionMismatch):
        Person.objects.in_region(HERE).bulk_create([Person(region=THERE, surname="Ким", name="Анна")])


@pytest.mark.parametrize("region", ["", None])
def test_a_row_without_a_region_is_not_written(db, region):
    with pytest.raises(RegionMissing):
        Person(region=region, surname="Ким", name="Анна", registered_at=AT).save()
    with pytest.raises(RegionMissing):
        Person.objects.bulk_create([Person(region=region, surname="Ким", name="Анна", registered_at=AT)])


def test_a_code_of_another_shape_is_refused_by_the_code_and_by_the_database(db):
    with pytest.raises(BadRegionCode):
        enter("CHE")
    with pytest.raises(BadRegionCode):
        Person.objects.in_region("'; drop table people_person; --")
    galina = enter(HERE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person._base_manager.filter(pk=galina.pk).update(region="RU")


def test_a_row_never_moves_to_another_region(db):
    galina = Person.objects.in_region(HERE).get(pk=enter(HERE).pk)
    galina.region = THERE
    with pytest.raises(RegionMismatch):
        galina.save()
    with pytest.raises(RegionMismatch):
        Person.objects.in_region(HERE).update(region=THERE)


def test_the_reason_goes_to_the_log(db, caplog, capsys):
    with caplog.at_level(logging.INFO):
        Person.objects.across_regions("which regions hold people").count()
    assert "which regions hold people" in caplog.text + capsys.readouterr().out
