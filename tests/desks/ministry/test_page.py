"""The region's page: for those who may see numbers, of their own region, at a fixed price."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from ryadom.people.models import Account, Staff
from ryadom.regions.clock import frozen
from ryadom.voice import api as voice

CHE, LIP = "RU-CHE", "RU-LIP"
AT = datetime(2026, 11, 12, 6, 30, tzinfo=UTC)
# Session, account, roles, the desk's own look at who is here, and nine for the numbers and their titles.
MOST_QUERIES = 12
SEE = {"observer", "head", "methodologist"}


@pytest.fixture(autouse=True)
def _noon():
    with frozen(AT):
        yield


@pytest.fixture
def enter(db):
    """Sign in as staff of a region."""

    def sign_in(role: str, region: str = CHE) -> Client:
        account = Account.objects.create_user(f"{role}-{region}")
        Staff.objects.create(account=account, region=region, role=role, name="Марина Юрьевна", starts=date(2020, 1, 1))
        client = Client()
        client.force_login(account)
        return client

    return sign_in


def answers(good: int, total: int, region: str = CHE, situation: str = "birth") -> None:
    for number in range(total):
        ending = f"{region}:{situation}:{number}"
        token = voice.ask(region=region, ending=ending, at=AT, outcome="granted", channel="web", situation=situation)
        voice.answer(region=region, token=token, score=5 if number < good else 1, at=AT)


@pytest.mark.parametrize("role", ["curator", "specialist", "head", "methodologist", "observer"])
def test_who_may_open_it(enter, role: str) -> None:
    assert enter(role).get("/region/").status_code == (200 if role in SEE else 403)


def test_a_visitor_is_asked_to_sign_in(db) -> None:
    assert Client().get("/region/").status_code in (302, 403)


def test_an_empty_region_is_welcomed(enter) -> None:
    page = enter("observer").get("/region/").content.decode()
    assert "Здесь появятся числа вашего региона" in page
    assert "r-tiles" not in page


def test_thirty_seven_answers_are_too_few_and_said_so(enter) -> None:
    answers(30, 37)
    page = enter("observer").get("/region/").content.decode()
    assert "ало ответов: 37 из 100" in page
    assert "m-share__number" not in page


def test_a_hundred_answers_make_a_share(enter) -> None:
    answers(78, 100)
    page = enter("observer").get("/region/").content.decode()
    assert "78,0\u00a0%" in page


def test_the_neighbours_answers_are_not_counted(enter) -> None:
    answers(100, 100, LIP)
    assert "Здесь появятся числа" in enter("observer").get("/region/").content.decode()


def test_the_price_does_not_grow(enter, django_assert_max_num_queries) -> None:
    client = enter("head")
    answers(1, 1)
    client.get("/region/")
    for rows in (1, 30):
        for number in range(rows):
            answers(1, 1, situation=f"situation-{rows}-{number}")
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get("/region/").status_code == 200
