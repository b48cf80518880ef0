"""The office of Miass: Vera helps, Nina and Oleg decide, Ivan approves; Galina asks. Lipetsk has its own people."""

from datetime import UTC, date, datetime

import pytest

from ryadom.cases import kinds
from ryadom.kit.calendar import Calendar, Year
from ryadom.people.api import actor
from ryadom.people.models import Account, Identity, Person, Representation, Staff

CHE, LIP = "RU-CHE", "RU-LIP"
ON = date(2026, 11, 12)  # a Thursday
AT = datetime(2026, 11, 12, 6, 30, tzinfo=UTC)
CALENDAR = Calendar.of([Year(2026, days_off=frozenset({date(2026, 11, 4)}))]).or_weekends_only()

LETTER = kinds.Kind(
    "test-letter",
    "Обращение",
    (kinds.Stage("new", "Принято", "Заявление у нас."), kinds.Stage("decision", "Решение", "Готовим решение.")),
    {"done": "выполнено", "refused": "отказано"},
)


@pytest.fixture(autouse=True)
def _kind():
    kinds.register(LETTER)


@pytest.fixture
def person(db):
    def make(surname, name="Галина", patronymic="Петровна", region=CHE):
        return Person.objects.create(region=region, surname=surname, name=name, patronymic=patronymic, registered_at=AT)

    return make


@pytest.fixture
def staff(db):
    def make(login, *roles, region=CHE):
        account = Account.objects.create_user(login)
        for role in roles:
            Staff.objects.create(region=region, account=account, role=role, name=login, starts=date(2026, 1, 1))
        return actor(account_id=account.pk, region=region, on=ON)

    return make


@pytest.fixture
def resident(db):
    def make(who, level="identified", region=CHE):
        account = Account.objects.create_user(f"resident-{who.pk}")
        Identity.objects.create(
            region=region, account=account, person=who, level=level, how="passport", confirmed_at=AT
        )
        return actor(account_id=account.pk, region=region, on=ON)

    return make


@pytest.fixture
def represents(db):
    def make(representative, who, purposes=("apply",)):
        Representation.objects.create(
            region=who.region, person=who, representative=representative, ground="power_of_attorney",
            purposes=list(purposes), starts=date(2026, 1, 1), recorded_at=AT,
        )  # fmt: skip

    return make


@pytest.fixture
def galina(person):
    return person("Соколова")


@pytest.fixture
def vera(staff):
    return staff("Вера Кузина", "curator")


@pytest.fixture
def nina(staff):
    return staff("Нина Иванова", "specialist")


@pytest.fixture
def oleg(staff):
    return staff("Олег Маслов", "specialist")


@pytest.fixture
def ivan(staff):
    return staff("Иван Громов", "head")
