"""The office of Miass again, with a small library of invented measures and families whose files are known."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest
from tests.cases.conftest import (  # noqa: F401  (the same office, the same people)
    AT,
    CHE,
    LIP,
    ON,
    galina,
    ivan,
    nina,
    oleg,
    person,
    represents,
    resident,
    staff,
    vera,
)

from ryadom.measures import api as measures
from ryadom.measures import events
from ryadom.packs import api as packs
from ryadom.people.models import Dwelling, Fact, Family, FamilyMember, IncomeTotal
from ryadom.rules import api as rules
from ryadom.rules.api import FactValue
from ryadom.rules.book import compile_book

HERE = Path(__file__).parent
PRACTICES = HERE.parents[1] / "practices"
WHEN = {"on": ON, "at": AT}


@cache
def the_book():
    folders = [
        (PRACTICES / "russia/core", PRACTICES),
        (PRACTICES / "chelyabinsk/region", PRACTICES),
        (HERE / "library/chelyabinsk/office", HERE / "library"),
    ]
    return compile_book(tuple(packs.load_practice(folder, root) for folder, root in folders), CHE)


@pytest.fixture
def book():
    return the_book()


@pytest.fixture
def fact(db):
    def make(whose, key, value, source="register", kind=None):
        of = {"Person": "person", "Family": "family", "Dwelling": "dwelling"}[type(whose).__name__]
        kind = kind or {"bool": "boolean", "date": "date", "str": "text"}[type(value).__name__]
        raw = value.isoformat() if isinstance(value, date) else value
        return Fact.objects.create(
            region=whose.region, key=key, type=kind, value=raw, source=source, recorded_at=AT, **{of: whose}
        )

    return make


@pytest.fixture
def household(db):
    def make(head, *others, gas=None):
        home = Dwelling.objects.create(region=head.region, address="Миасс, ул. Садовая, 5")
        family = Family.objects.create(region=head.region, dwelling=home, founded_at=AT)
        for one, role in ((head, "head"), *others):
            FamilyMember.objects.create(
                region=head.region, family=family, person=one, role=role, starts=date(2020, 1, 1), recorded_at=AT
            )
        return family, home

    return make


@pytest.fixture
def income(db):
    def make(who, total, source="register"):
        IncomeTotal.objects.create(
            region=who.region, person=who, first_month=date(2025, 10, 1), last_month=date(2026, 9, 1),
            amount=Decimal(total), source=source, recorded_at=AT,
        )  # fmt: skip

    return make


@pytest.fixture
def heard():
    """What was announced at endings."""
    found = []

    def receive(sender, event, **kwargs):
        found.append(event)

    events.ClaimEnded.signal.connect(receive)
    yield found
    events.ClaimEnded.signal.disconnect(receive)


@pytest.fixture
def draft(book):
    def make(by, who, measure, subject=None, said=None, form_token=None, channel="web"):
        return measures.start_draft(
            by=by, form_token=form_token or uuid4(), person=who.pk, measure=measure, subject=subject or str(who.pk),
            facts={ref: FactValue(value) for ref, value in (said or {}).items()}, channel=channel, book=book,
            situation="gas", **WHEN,
        )  # fmt: skip

    return make


@pytest.fixture
def sent(draft, book):
    def make(by, *args, **more):
        claim = draft(by, *args, **more)
        return measures.send(by=by, claim=claim.token, book=book, **WHEN)

    return make


ORDER = rules.Act("Приказ", "12", date(2026, 1, 10), verified="act")


def the_places(count, measure="car", starts=date(2026, 1, 1), ends=date(2026, 12, 31), sure=()):
    return measures.PlacesOffer(measure, starts, ends, count, ORDER, frozenset(sure))


@pytest.fixture
def places(book, staff):  # noqa: F811
    """The year's places, entered by one and approved by another: `places(2)`."""
    first, second = staff("Анна Методова", "methodologist"), staff("Пётр Главный", "head")

    def make(count, **more):
        entered = measures.enter_places(by=first, book=book, offer=the_places(count, **more), **WHEN)
        return measures.approve_places(by=second, entry=entered.token, at=AT)

    return make
