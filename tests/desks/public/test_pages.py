"""The first page: a stranger is understood, in danger sees phones first, and leaves no trace in an address."""

import re
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.test import Client

from ryadom.packs.api import install_library
from ryadom.ui.words import officialese

AT = datetime(2026, 11, 12, 6, 30, tzinfo=UTC)
PAGES = ("/", "/about/", "/accessibility/", "/privacy/", "/region-choice/", "/status/")


@pytest.fixture
def installed(db):
    install_library(settings.RYADOM.practices, since=date(2024, 1, 1), at=AT)


@pytest.fixture
def visitor() -> Client:
    return Client()


def say(visitor: Client, sentence: str, **more: str) -> str:
    return visitor.post("/", {"say": sentence, **more}).content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_every_page_opens_before_anything_is_installed(db, visitor, address: str) -> None:
    assert visitor.get(address).status_code == 200


def test_every_page_opens_cheaply(installed, visitor, django_assert_max_num_queries) -> None:
    for address in PAGES:
        visitor.get(address)
        with django_assert_max_num_queries(6):
            assert visitor.get(address).status_code == 200


@pytest.mark.parametrize("address", PAGES[1:])
def test_english_by_switch(db, visitor, address: str) -> None:
    visitor.cookies["django_language"] = "en"
    page = visitor.get(address).content.decode()
    assert 'lang="en"' in page


def test_situations_of_the_region_lead_on(installed, visitor) -> None:
    page = visitor.get("/").content.decode()
    assert "Провести газ в дом" in page
    assert "situation=gas" in page


def test_a_sentence_leads_on(installed, visitor) -> None:
    page = say(visitor, "меня уволили с завода")
    assert "Похоже, вам сюда" in page


def test_what_was_not_understood_is_said_so_and_kept_in_the_box(installed, visitor) -> None:
    page = say(visitor, "хочу на луну")
    assert "Мы не поняли" in page
    assert 'value="хочу на луну"' in page


def test_an_empty_box_gets_a_sentence(installed, visitor) -> None:
    assert "Напишите хотя бы одно слово" in say(visitor, "  ")


def test_danger_shows_phones_and_nothing_else(installed, visitor) -> None:
    page = say(visitor, "муж бьёт меня, родился ребёнок, что положено")
    assert 'href="tel:112"' in page
    assert "8-800-2000-122" in page
    assert "Похоже" not in page and "r-doors" not in page


def test_after_the_phones_the_way_goes_on(installed, visitor) -> None:
    page = say(visitor, "муж бьёт меня, родился ребёнок, что положено", **{"go-on": "1"})
    assert 'href="tel:112"' in page
    assert "Похоже, вам сюда" in page


def test_danger_is_heard_where_nothing_is_installed(db, visitor) -> None:
    assert 'href="tel:112"' in say(visitor, "не хочу жить")


INJECTIONS = (
    "<script>alert(1)</script>",
    "{{ 7*7 }}{% debug %}",
    "'; DROP TABLE people_person; --",
    "😀\u202e",
    "газ\x00",
)


def test_nothing_typed_becomes_a_part_of_the_page(installed, visitor) -> None:
    for sentence in INJECTIONS:
        page = say(visitor, sentence)
        assert "<script>alert" not in page
        assert "49" not in page.partition('name="say"')[2][:200]


def test_a_sentence_in_an_address_is_not_read(installed, visitor) -> None:
    assert "Похоже" not in visitor.get("/?say=меня уволили").content.decode()


def test_another_region_is_chosen_from_the_list(installed, visitor) -> None:
    assert visitor.post("/region-choice/", {"region": "RU-LIP"}).status_code == 302
    assert "Липецкая область" in visitor.get("/").content.decode()


def test_a_region_out_of_thin_air_gets_a_sentence(db, visitor) -> None:
    for code in ("", "RU-XXX", "../", "RU-CHE'--", "мой"):
        answer = visitor.post("/region-choice/", {"region": code})
        assert answer.status_code == 422
        assert "Выберите регион из списка" in answer.content.decode()


def test_our_words_are_not_the_words_of_offices(installed, visitor) -> None:
    for address in PAGES:
        main = visitor.get(address).content.decode().partition("<main")[2].partition("</main>")[0]
        assert [str(found) for found in officialese(re.sub(r"<[^>]+>", " ", main))] == []
