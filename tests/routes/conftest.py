"""Tamara Zhukova whose husband died, Andrei Volkov who was laid off; the office of Miass; the real practices."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from tests.cases.conftest import CHE, LIP, person, represents, resident, staff  # noqa: F401
from tests.desks.resident.conftest import LIBRARY

from ryadom.packs.api import install_library
from ryadom.people.models import Fact, Family, FamilyMember, IncomeTotal
from ryadom.regions.clock import frozen
from ryadom.routes import api as routes
from ryadom.rules import api as rules

ON = date(2026, 11, 12)
AT = datetime(2026, 11, 12, 6, 30, tzinfo=UTC)
WHEN = {"on": ON, "at": AT}


@pytest.fixture
def law(db, settings):
    """Every practice of the library; the clock stands on 12 November 2026 in Chelyabinsk."""
    settings.RYADOM_REGION = CHE
    install_library(LIBRARY, since=date(2024, 1, 1), at=AT)
    with frozen(AT):
        yield


@pytest.fixture
def book(law):
    return rules.rulebook(CHE, ON)


@pytest.fixture
def fact(db):
    def make(whose, key, value, source="register"):
        of = {"Person": "person", "Family": "family"}[type(whose).__name__]
        kind = {"bool": "boolean", "date": "date", "str": "choice"}[type(value).__name__]
        raw = value.isoformat() if isinstance(value, date) else value
        return Fact.objects.create(
            region=whose.region, key=key, type=kind, value=raw, source=source, recorded_at=AT, **{of: whose}
        )

    return make


@pytest.fixture
def household(db):
    def make(head, *others):
        family = Family.objects.create(region=head.region, founded_at=AT)
        for one, role in ((head, "head"), *others):
            FamilyMember.objects.create(
                region=head.region, family=family, person=one, role=role, starts=date(2020, 1, 1), recorded_at=AT
            )
        return family

    return make


@pytest.fixture
def income(db):
    def make(who, total):
        IncomeTotal.objects.create(
            region=who.region, person=who, first_month=date(2025, 10, 1), last_month=date(2026, 9, 1),
            amount=Decimal(total), source="register", recorded_at=AT,
        )  # fmt: skip

    return make


@pytest.fixture
def tamara(law, person, household, fact):  # noqa: F811
    """68, on a pension, alone since her husband died."""
    one = person("Жукова", "Тамара", "Ильинична")
    household(one)
    fact(one, "birth-date", date(1958, 6, 21))
    fact(one, "pension", "old_age")
    fact(one, "work", "none")
    return one


@pytest.fixture
def andrei(law, person, household, fact):  # noqa: F811
    """39, laid off in October, not yet registered anywhere."""
    one = person("Волков", "Андрей", "Олегович")
    household(one)
    fact(one, "birth-date", date(1987, 1, 30))
    fact(one, "work", "none", source="said")
    fact(one, "pension", "none")
    return one


@pytest.fixture
def walks(book):
    """Choose a route for oneself and see where one stands: {step id: view}."""

    class Walks:
        def choose(self, by, who, route, happened_on=None, asked="позвонила сама"):
            return routes.choose(by=by, person=who.pk, route=route, happened_on=happened_on, asked=asked, **WHEN)

        def see(self, by, token):
            return routes.one(by=by, token=token, book=book, on=ON)

        def steps(self, by, token):
            return {one.step.id: one for one in self.see(by, token).steps}

        def mark(self, by, token, step, what="done", day=ON, words="видели бумагу", due=None):
            routes.mark(
                by=by, token=token, step=step, what=routes.What(what), day=day, words=words, due=due, book=book, **WHEN
            )

    return Walks()
