"""The page of the one question: opens from a letter, takes one answer, says thank you."""

from datetime import timedelta

import pytest
from django.test import Client

from ryadom.regions.clock import frozen

from .conftest import AT, LIP


@pytest.fixture
def visitor():
    with frozen(AT):
        yield Client()


def test_galina_answers_from_a_letter(asked, visitor) -> None:
    address = f"/voice/{asked(region=LIP)}/"
    page = visitor.get(address).content.decode()
    assert "Получилось ли решить ваш вопрос?" in page and page.count("<h1") == 1
    assert visitor.post(address, {"score": "5", "comment": "Спасибо Вере"}).status_code == 302
    assert "Спасибо за ответ" in visitor.get(address).content.decode()
    assert "Спасибо Вере" in visitor.get(f"{address}?change=1").content.decode()


def test_no_answer_chosen_gets_a_sentence_and_keeps_the_words(asked, visitor) -> None:
    answer = visitor.post(f"/voice/{asked()}/", {"comment": "Долго"})
    assert answer.status_code == 422
    assert "Выберите один из пяти ответов" in answer.content.decode()
    assert "Долго" in answer.content.decode()


def test_too_late_is_said_calmly(asked, visitor) -> None:
    token = asked()
    with frozen(AT + timedelta(days=100)):
        answer = visitor.post(f"/voice/{token}/", {"score": "5"})
    assert answer.status_code == 422
    assert "Прошло больше трёх месяцев" in answer.content.decode()


@pytest.mark.parametrize("token", ["x", "9" * 500, "';--", "%F0%9F%98%80"])
def test_a_token_out_of_thin_air_is_not_found(db, visitor, token: str) -> None:
    assert visitor.get(f"/voice/{token}/").status_code == 404


def test_the_page_is_cheap(asked, visitor, django_assert_max_num_queries) -> None:
    address = f"/voice/{asked()}/"
    with django_assert_max_num_queries(6):
        visitor.get(address)
