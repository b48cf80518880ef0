"""Galina Petrovna asks about gas before she signs anything, sends, waits, and looks at who read her file."""

import pytest

pytestmark = pytest.mark.django_db


def test_a_stranger_learns_the_order_of_the_steps(visitor):
    asking = visitor.asks("galina", "gas")
    assert len(asking.asked) <= 12
    first = asking.measure("Постановка на учёт для выплаты на газ")
    assert "положено" in first.text.lower()
    assert first.text.index("Подайте заявление") < first.text.index("Только после уведомления подписывайте договоры")
    then = asking.measure("Выплата на газовое оборудование")
    assert "пока нет" in then and "Сначала подайте заявление о постановке на учёт" in then


def test_at_home_nothing_is_asked_that_the_file_knows(at_home):
    asking = at_home("galina").asks("galina", "gas")
    asked = {ref.partition("@")[0] for page in asking.asked for ref in page}
    assert not asked & {"birth-date", "sex", "pension", "lives-here", "gas", "owner"}
