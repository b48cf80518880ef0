"""Two specialists press the button in the same second: one is done, the other is told who was first."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from ryadom.cases import api as cases

from .conftest import AT, CALENDAR, CHE, ON

pytestmark = pytest.mark.django_db(transaction=True)
WHEN = {"on": ON, "at": AT}


def both(*deeds):
    gate = Barrier(len(deeds))

    def run(deed):
        try:
            gate.wait(10)
            return deed()
        except cases.CaseError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_two_close_at_once(galina, resident, nina, ivan):
    case = cases.open_case(
        by=resident(galina), kind="test-letter", title="Газ", person=galina.pk, channel="web", calendar=CALENDAR,
        term=cases.Term(10), **WHEN,
    )  # fmt: skip
    cases.take(by=nina, case=case.token, **WHEN)
    results = both(
        lambda: cases.close(by=nina, case=case.token, outcome="done", **WHEN),
        lambda: cases.close(by=ivan, case=case.token, outcome="refused", **WHEN),
    )
    assert sorted(type(result).__name__ for result in results) == ["AlreadyDecided", "CaseView"]
    lines = cases.history(region=CHE, tokens=[case.token])[case.token]
    assert [line.what for line in lines].count("closed") == 1


def test_ten_numbers_at_once_are_ten_numbers(galina, vera):
    def opened():
        return cases.open_case(
            by=vera, kind="test-letter", title="Газ", person=galina.pk, channel="office", calendar=CALENDAR,
            term=cases.Term(10), **WHEN,
        ).number  # fmt: skip

    numbers = both(*[opened] * 6)
    assert sorted(int(number[-6:]) for number in numbers) == list(range(1, 7))
