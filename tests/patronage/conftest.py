"""Curators of Chelyabinsk: Olga Orlova and Svetlana Yurina, whom Elena Boyko heads; Inna Kan works in Korsakov."""

from datetime import UTC, date, datetime

import pytest
from tests.cases.conftest import person, represents, resident, staff  # noqa: F401  (the same people and offices)

from ryadom.patronage import api as patronage
from ryadom.people import api as people
from ryadom.people.models import Dwelling, Family, FamilyMember

CHE, SAK = "RU-CHE", "RU-SAK"
ON = date(2026, 11, 23)  # a Monday
AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # 11 in the morning in Chelyabinsk
WHEN = {"on": ON, "at": AT}
LAW = patronage.Why("law", "постановление администрации о сопровождении семьи")
AGREED = patronage.Agreed(consent=True)


@pytest.fixture(autouse=True)
def _clock_of_chelyabinsk():
    from ryadom.regions.clock import register_zone

    register_zone(CHE, "Asia/Yekaterinburg")
    register_zone(SAK, "Asia/Sakhalin")


@pytest.fixture
def orlova(staff):  # noqa: F811
    return staff("Ольга Орлова", "curator")


@pytest.fixture
def yurina(staff):  # noqa: F811
    return staff("Светлана Юрина", "curator")


@pytest.fixture
def boyko(staff):  # noqa: F811
    return staff("Елена Бойко", "head")


@pytest.fixture
def garipov(staff):  # noqa: F811
    return staff("Марат Гарипов", "specialist")


@pytest.fixture
def kan(staff):  # noqa: F811
    return staff("Инна Кан", "curator", region=SAK)


@pytest.fixture
def household(db):
    """A family at one address: `household(gulnara, timur)`."""

    def make(head, *others, oktmo=""):
        home = Dwelling.objects.create(region=head.region, address="Родниковск", oktmo=oktmo)
        family = Family.objects.create(region=head.region, dwelling=home, founded_at=AT)
        for one, role in ((head, "head"), *((other, "child") for other in others)):
            FamilyMember.objects.create(
                region=head.region, family=family, person=one, role=role, starts=date(2020, 1, 1), recorded_at=AT
            )
        return family

    return make


@pytest.fixture
def gulnara(person, household):  # noqa: F811
    """Gulnara Akhmetova with Timur, who studies far away, and two younger children."""
    mother = person("Ахметова", "Гульнара", "Рашитовна")
    household(mother, person("Ахметов", "Тимур", ""), person("Ахметов", "Ленар", ""))
    return mother


@pytest.fixture
def galina(person):  # noqa: F811
    return person("Соколова", "Галина", "Петровна")


@pytest.fixture
def beside(boyko):
    """A curator beside a family by law, put there by the head: `beside(orlova, gulnara)` gives the care."""

    def make(curator, who, why=LAW, **when):
        patronage.assign(by=boyko, person=who.pk, curator=curator.account_id, why=why, **{**WHEN, **when})
        return patronage.of_person(by=curator, person=who.pk, on=ON)

    return make


@pytest.fixture
def agrees():
    """The person agreed to a curator: recorded on paper before this member of staff."""

    def give(by, who):
        people.give_consent(
            by=by, **WHEN, person_id=who.pk, purpose=patronage.CONSENT, text_version="2026-01", how="paper"
        )

    return give
