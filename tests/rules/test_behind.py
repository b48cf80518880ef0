# ruff: noqa: E501  The files of the tiny library stand here as they would on disk.
"""Whom a number concerns: one walk tells the form that enters it, the slider that moves it, the scenario that changes it."""

from datetime import date

import pytest
from tests.rules.conftest import FILES, compiled, written

from ryadom.rules.api import measures_using, reached_by
from ryadom.rules.whatif.touched import reading, touched

ON = date(2026, 11, 20)
MORE = {
    "parameters/old-age.yaml": "name: возраст пенсии\ntype: number\nvalues:\n  - {from: 2020-01-01, value: 60, verified: act}\n",
    "parameters/child-age.yaml": "name: возраст детства\ntype: number\nvalues:\n  - {from: 2020-01-01, value: 18, verified: act}\n",
    "parameters/unread.yaml": "name: ничей\ntype: number\nvalues:\n  - {from: 2020-01-01, value: 1, verified: act}\n",
    "definitions/old.yaml": 'name: пенсионер\nof: person\ntype: boolean\nversions:\n  - {from: 2000-01-01, rule: "возраст >= возраст пенсии", verified: act}\n',
    "definitions/those.yaml": 'name: взрослые и дети\nof: family\ntype: people\nversions:\n  - {from: 2000-01-01, rule: "члены семьи[возраст < возраст детства]", verified: act}\n',
    "measures/care.yaml": """\
title: Помощь
short: Помощь
summary: Помощь.
decided_by: region
for: family
situations: [birth]
kind: money
period: once
sources: [{id: page, title: страница, date: 2026-01-10, verified: official_page}]
versions:
  - from: 2025-01-01
    acts: [{title: Закон, verified: act}]
    composition: взрослые и дети
    income: {months: [-13, -2]}
    who:
      criteria:
        - {id: old, title: Пенсионер, rule: заявитель.пенсионер, unmet: Рано., source: page}
    amount: {rule: "предел", round: none, source: page}
""",
}


@pytest.fixture
def book(tmp_path):
    return compiled(written(tmp_path, FILES | MORE))


@pytest.mark.parametrize(
    ("parameter", "measures", "threshold"),
    [
        ("old-age", ("care",), True),  # behind a dot: заявитель.пенсионер
        ("child-age", ("care",), True),  # by who counts as the family
        ("cap", ("care", "gas-money"), False),  # an amount alone
        ("minimum", ("child-money",), True),  # a table, called
        ("unread", (), False),
    ],
)
def test_everybody_who_asks_is_told_the_same(book, parameter, measures, threshold):
    reached = reached_by(book, parameter)
    assert set(measures_using(book, ON)[parameter]) == set(reached.measures) == set(reading(book, parameter))
    assert set(reached.measures) == set(measures)
    assert reached.threshold is threshold
    value = {"дети": 1} if parameter == "minimum" else 1
    assert set(touched(book, book, {book.parameters[parameter].name: value})) == set(measures)


def test_a_number_at_another_key_is_not_read(book):
    assert reading(book, "minimum", "дети") == ("child-money",)
    assert reading(book, "minimum", "старики") == ()


def test_a_version_that_is_over_needs_no_new_number(tmp_path):
    over = MORE["measures/care.yaml"].replace("  - from: 2025-01-01", "  - from: 2025-01-01\n    to: 2026-10-31")
    book = compiled(written(tmp_path, FILES | MORE | {"measures/care.yaml": over}))
    assert measures_using(book, ON)["old-age"] == ()
    assert reached_by(book, "old-age").measures == ("care",)
