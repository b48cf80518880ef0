"""What was written about a person stays written: the database refuses, not only the code."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from ryadom.people.models import Fact, Person

AT = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)
RU = "RU-CHE"


@pytest.fixture
def fact(db):
    galina = Person.objects.create(region=RU, surname="Соколова", name="Галина", registered_at=AT)
    return Fact.objects.create(
        region=RU, person=galina, key="birth-date", type="date", value="1952-03-08", source="document", recorded_at=AT
    )


@pytest.mark.parametrize(
    "change", [{"value": "1953-03-08"}, {"source": "said"}, {"key": "sex"}, {"recorded_at": AT.replace(year=2020)}]
)
def test_a_written_value_cannot_be_changed(fact, change):
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Fact.objects.in_region(RU).filter(pk=fact.pk).update(**change)
    fact.refresh_from_db()
    assert fact.value == "1952-03-08"


def test_a_written_value_cannot_be_deleted(fact):
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        Fact.objects.in_region(RU).filter(pk=fact.pk).delete()
    assert Fact.objects.in_region(RU).count() == 1


def test_a_value_is_superseded_once(fact):
    mine = Fact.objects.in_region(RU).filter(pk=fact.pk)
    assert mine.update(superseded_at=AT) == 1
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        mine.update(superseded_at=AT.replace(year=2027))
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        mine.update(superseded_at=None)
    assert date(2026, 11, 12) == mine.get().superseded_at.date()
