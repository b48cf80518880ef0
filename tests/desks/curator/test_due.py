"""«Кому положено, а не получают»: Nina reads names and everybody named sees it; the minister reads numbers."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.desks.curator.test_cost import cost

from ryadom.cases.models import Case
from ryadom.measures import api as measures
from ryadom.measures.models import Claim, Determination, Received
from ryadom.people.api import NotAllowed
from ryadom.people.models import AccessLine

from .conftest import AT, CHE, LIP, ON, the_book

pytestmark = pytest.mark.django_db
LIST = "/staff/entitled/"


def determine():
    return measures.determine(book=the_book(), on=ON, at=AT, measures=["certificate"])


def received(who):
    Received.objects.create(
        region=CHE, person=who, subject=str(who.pk), measure="certificate", title="Удостоверение", source="register",
        starts=ON, batch=uuid4(), recorded_at=AT,
    )  # fmt: skip


@pytest.fixture
def crowd(person, household, fact):
    """So many people to whom the certificate is due; a list names them all."""

    def come(first, last):
        for number in range(first, last):
            one = person(f"Людина{number}", "Анна", "")
            household(one)
            fact(one, "lives-here", True)

    return come


def test_pyotr_is_named_with_the_reasons_and_sees_who_read(at_desk, nina, pyotr):
    determine()
    page = at_desk(nina).get(LIST)
    told = page.content.decode()
    assert "Орлов Пётр Ильич" in told and "Удостоверение жителя" in told and "Вы живёте в области" in told
    assert "предложение правил, а не решение" in told and the_book().lock[:12] in told
    (line,) = AccessLine.objects.in_region(CHE).filter(person=pyotr.pk)
    assert (line.purpose, line.account_id) == ("Список «Положено, а не получают»", nina.account_id)
    assert line.what == ["person", "determination"]


def test_who_received_it_since_the_run_is_not_named(at_desk, nina, pyotr):
    determine()
    received(pyotr)
    told = at_desk(nina).get(LIST).content.decode()
    assert "Орлов" not in told and "Никого не нашли" in told
    assert not AccessLine.objects.in_region(CHE).filter(person=pyotr.pk).exists()


def test_who_has_applied_stands_apart_and_is_not_called(at_desk, reads, nina, asked, pyotr):
    """Pyotr applied before the run, and Nina need not call him: he waits for her."""
    determine()
    desk = at_desk(nina)
    told = desk.get(LIST).content.decode()
    assert "Орлов" not in told and "Уже подали заявление и ждут ответа: 1" in told
    assert not AccessLine.objects.in_region(CHE).filter(person=pyotr.pk, purpose__contains="не получают").exists()
    page = desk.get(LIST, {"who": "applied"})
    told = page.content.decode().replace("\xa0", " ")
    assert "Орлов Пётр Ильич" in told and f"/staff/claims/{asked.token}/" in told
    (row,) = page.context["rows"]
    assert row.applied.replace("\xa0", " ") == "заявление уже подано 12 ноября 2026, решение до 19 ноября 2026"
    told = reads(nina, pyotr).get(f"/staff/people/{pyotr.pk}/").content.decode().replace("\xa0", " ")
    assert "Заявление уже подано 12 ноября 2026" in told
    (one,) = measures.not_receiving_numbers(by=nina, on=ON, measures=["certificate"])
    assert (one.entitled, one.likely, one.applied, one.total) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("state", "shown"), [("proposed", True), ("queued", True), ("refused", False), ("withdrawn", False)]
)
def test_only_an_application_that_waits_counts(nina, asked, pyotr, state, shown):
    Claim.objects.in_region(CHE).filter(token=asked.token).update(state=state)
    determine()
    (one,) = measures.not_receiving_numbers(by=nina, on=ON, measures=["certificate"])
    assert (one.total, one.applied) == ((0, 1) if shown else (1, 0))


def test_a_clock_that_stands_and_a_promise_that_has_passed_are_told(at_desk, nina, asked):
    determine()
    case = Case.objects.in_region(CHE).filter(token=asked.case.token)

    def said():
        (row,) = at_desk(nina).get(LIST, {"who": "applied"}).context["rows"]
        return row.applied.replace("\xa0", " ")

    case.update(promised_on=ON - timedelta(days=1))
    assert said() == "заявление уже подано 12 ноября 2026, решение обещали до 11 ноября 2026"
    case.update(state="paused")
    assert said() == "заявление уже подано 12 ноября 2026, срок стоит"
    Claim.objects.in_region(CHE).update(state="queued")
    assert said() == "заявление уже подано 12 ноября 2026: право есть, ждёт места"


def test_the_minister_reads_numbers_and_leaves_no_trace(at_desk, staff, pyotr):
    determine()
    for role in ("observer", "methodologist"):
        page = at_desk(staff(f"Без имён {role}", role)).get(LIST)
        told = page.content.decode()
        assert page.status_code == 200 and "Удостоверение жителя" in told
        assert "Орлов" not in told and "rows" not in page.context
    assert not AccessLine.objects.in_region(CHE).exists()


@pytest.mark.parametrize("role", ["curator", "specialist", "head", "observer", "methodologist", "foreign", "resident"])
def test_names_are_asked_of_the_room_itself(role, staff, resident, pyotr, person):
    determine()
    roles = (role,) if role != "foreign" else ("curator", "specialist", "head")
    region = LIP if role == "foreign" else CHE
    by = resident(person("Чужой")) if role == "resident" else staff(role, *roles, region=region)
    asked = {"by": by, "on": ON, "measures": ["certificate"]}
    if role in ("curator", "specialist", "head"):
        assert [one.person for one in measures.not_receiving(**asked, at=AT).rows] == [pyotr.pk]
    elif role == "foreign":
        assert measures.not_receiving(**asked, at=AT).rows == () == measures.not_receiving_numbers(**asked)
    else:
        with pytest.raises(NotAllowed):
            measures.not_receiving(**asked, at=AT)
    if role == "resident":
        with pytest.raises(NotAllowed):
            measures.not_receiving_numbers(**asked)
    elif role != "foreign":
        assert [one.total for one in measures.not_receiving_numbers(**asked)] == [1]


def test_another_region_sees_nobody(at_desk, staff, pyotr):
    determine()
    told = at_desk(staff("Липа", "head", region=LIP)).get(LIST).content.decode()
    assert "Орлов" not in told


def test_a_measure_is_chosen_and_pages_are_turned(at_desk, nina, crowd):
    crowd(0, 31)
    determine()
    desk = at_desk(nina)
    first, second = desk.get(LIST, {"measure": "certificate"}), desk.get(LIST, {"measure": "certificate", "page": 2})
    assert [len(one.context["rows"]) for one in (first, second)] == [30, 1]
    seen = {row.who.id for one in (first, second) for row in one.context["rows"]}
    assert len(seen) == 31
    for odd in ({"measure": "no-such"}, {"page": "-1"}, {"page": "x"}, {"measure": "gas"}):
        assert desk.get(LIST, odd).status_code == 200


def test_the_list_costs_the_same_for_one_row_and_for_thirty(at_desk, nina, crowd):
    desk = at_desk(nina)
    crowd(0, 1)
    determine()
    one = cost(desk, LIST)
    crowd(1, 30)
    determine()
    assert len(desk.get(LIST).context["rows"]) == 30
    assert cost(desk, LIST) == one <= 14


def test_the_numbers_cost_the_same(at_desk, staff, crowd):
    desk = at_desk(staff("Министр", "observer"))
    crowd(0, 1)
    determine()
    one = cost(desk, LIST)
    crowd(1, 30)
    determine()
    assert cost(desk, LIST) == one <= 10


def test_the_family_s_page_says_what_is_not_received(reads, nina, pyotr):
    determine()
    told = reads(nina, pyotr).get(f"/staff/people/{pyotr.pk}/").content.decode()
    assert 'id="proposed"' in told and "Положено, а не получает" in told
    assert "прогон 12.11.2026" in told and the_book().lock[:12] in told
    received(pyotr)
    told = reads(nina, pyotr).get(f"/staff/people/{pyotr.pk}/").content.decode()
    assert 'id="proposed"' not in told


def test_before_a_run_the_list_is_empty_and_says_how_to_make_one(at_desk, nina, pyotr):
    told = at_desk(nina).get(LIST).content.decode()
    assert "Либо прогона ещё не было" in told and not Determination.objects.in_region(CHE).exists()
