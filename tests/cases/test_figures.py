"""The minister's numbers are counted by hand on a few requests."""

from datetime import date

import pytest

from ryadom.cases import api as cases

from .conftest import AT, CALENDAR

pytestmark = pytest.mark.django_db
YEAR = {"since": date(2026, 1, 1), "until": date(2026, 12, 31)}


def test_flow(galina, vera, nina, staff):
    def case(opened, closed=None, term=5):
        made = cases.open_case(
            by=vera, kind="test-letter", title="Газ", person=galina.pk, channel="office", calendar=CALENDAR,
            term=cases.Term(term) if term else None, on=opened, at=AT,
        )  # fmt: skip
        if closed:
            cases.take(by=nina, case=made.token, on=closed, at=AT)
            cases.close(by=nina, case=made.token, outcome="done", on=closed, at=AT)

    case(date(2025, 12, 30), date(2026, 1, 12))  # received a year before, decided late
    case(date(2026, 2, 2), date(2026, 2, 4))
    case(date(2026, 2, 3), date(2026, 3, 3), term=None)
    case(date(2026, 3, 2))
    minister = staff("Павел", "observer")
    found = cases.flow(by=minister, **YEAR)
    assert (found.received, found.decided, found.promised, found.in_time) == (3, 3, 2, 1)
    assert found.median_days == 13
    assert [(one.month.month, one.received, one.decided) for one in found.months] == [(1, 0, 1), (2, 2, 1), (3, 1, 1)]


def test_residents_do_not_count(galina, resident):
    with pytest.raises(cases.Forbidden):
        cases.flow(by=resident(galina), **YEAR)
