"""The queue is in order, costs the same with 1 row and with 30, and leaves as XLSX without a formula in it."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from ryadom.cases import api as cases
from ryadom.cases.xlsx import write

from .conftest import AT, CALENDAR, CHE, ON

pytestmark = pytest.mark.django_db
WHEN = {"on": ON, "at": AT}


@pytest.fixture
def make(galina, vera):
    def opened(days=10, on=ON, **more):
        return cases.open_case(
            by=vera, kind="test-letter", title="Газ", person=galina.pk, channel="office", calendar=CALENDAR,
            term=None if days is None else cases.Term(days), on=on, at=AT, may_pause=True, **more,
        )  # fmt: skip

    return opened


def test_overdue_first_then_nearest_then_without_promise_then_paused(make, nina):
    late = make(1, on=date(2026, 11, 2))
    later = make(20)
    soon = make(2)
    free = make(None)
    still = make(1)
    cases.take(by=nina, case=still.token, **WHEN)
    cases.pause(by=nina, case=still.token, reason="Ждём", **WHEN)
    done = make(3)
    cases.close(by=cases_holder(done, nina), case=done.token, outcome="done", **WHEN)
    page = cases.queue(by=nina, on=ON)
    assert [row.token for row in page.rows] == [c.token for c in (late, soon, later, free, still)]
    assert [row.overdue(ON) for row in page.rows] == [True, False, False, False, False]
    assert cases.queue(by=nina, on=ON, filters=cases.Filters(overdue=True)).total == 1
    assert cases.queue(by=nina, on=ON, filters=cases.Filters(free=True)).total == 4
    assert cases.queue(by=nina, on=ON, filters=cases.Filters(closed=True)).total == 6
    assert cases.queue(by=nina, on=ON, filters=cases.Filters(number=soon.number)).rows[0].token == soon.token
    assert cases.counts(by=nina, on=ON) == cases.Counts(open=4, paused=1, overdue=1, free=4, closed=1)


def cases_holder(case, nina):
    cases.take(by=nina, case=case.token, **WHEN)
    return nina


@pytest.mark.parametrize("rows", [1, 30])
def test_the_cost_does_not_grow(rows, make, nina, vera, django_assert_num_queries):
    made = [make(days % 9, helper=vera.account_id) for days in range(rows)]
    for case in made:
        cases.take(by=nina, case=case.token, **WHEN)
        cases.note(by=nina, person=case.person, text="Позвонить", next_contact_on=ON, case=case.token, **WHEN)
    tokens = [case.token for case in made]
    with django_assert_num_queries(3):  # rows with person, names of staff, total
        assert len(cases.queue(by=nina, on=ON, size=50).rows) == rows
    with django_assert_num_queries(2):
        assert len(cases.mine(by=nina, on=ON)) == rows
    with django_assert_num_queries(5):
        assert len(cases.today(by=nina, on=ON).notes) == rows
    with django_assert_num_queries(1):
        assert len(cases.history(region=CHE, tokens=tokens)) == rows
    with django_assert_num_queries(2):
        assert len(cases.many(region=CHE, tokens=tokens)) == rows


def test_list_as_xlsx(make, nina):
    make(1, on=date(2026, 11, 2))
    header, rows = cases.table(cases.queue(by=nina, on=ON).rows, ON)
    sheet = load_workbook(io.BytesIO(cases.xlsx("Очередь", header, rows))).active
    values = list(sheet.values)
    assert values[0][0] == "Номер" and values[1][6] == "да" and values[1][4].date() == date(2026, 11, 2)


@pytest.mark.parametrize("nasty", ['=HYPERLINK("http://x")', "+7 351", "-1", "@SUM(A1)", "\t=1", "=1+1"])
def test_what_was_typed_is_never_a_formula(nasty):
    cell = load_workbook(io.BytesIO(write("Л", ["a"], [[nasty]]))).active["A2"]
    assert cell.data_type == "s" and cell.value.strip() == nasty.strip() and cell.quotePrefix


def test_sums_stay_exact_and_odd_letters_do_not_break_the_file():
    book = write(
        "Имя: [лист]/\\*?" * 4, ["сумма"], [[Decimal("12675.75")], ["\x00\x0bЁ😀\ud800"], [None], [True], [AT]]
    )
    sheet = load_workbook(io.BytesIO(book)).active
    assert Decimal(str(sheet["A2"].value)) == Decimal("12675.75") and sheet["A3"].value == "Ё😀"


def test_near_promises_of_the_next_days(make, nina):
    near, far = make(1), make(20)
    for case in (near, far):
        cases.take(by=nina, case=case.token, **WHEN)
    assert [row.token for row in cases.today(by=nina, on=ON).promises] == [near.token]
    later = ON + timedelta(days=60)
    assert len(cases.today(by=nina, on=later).promises) == 2
