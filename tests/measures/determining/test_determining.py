"""The office of Miass has the rules run over everybody: who is due what is kept, and nobody is granted anything."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.measures.conftest import AT, CHE, LIP, ON, WHEN

from ryadom.measures import api as measures
from ryadom.measures.determining.writing import COPY
from ryadom.measures.family import file_of
from ryadom.measures.models import Award, Decision, Determination, DeterminationRun
from ryadom.people.models import Fact
from ryadom.rules import api as rules

pytestmark = pytest.mark.django_db


def determine(book, on=ON, **more):
    return measures.determine(book=book, on=on, at=AT + (on - ON), **more)


def now(measure="certificate", region=CHE):
    """What is said now, by the person or the family."""
    rows = Determination.objects.in_region(region).filter(measure=measure, closed_by=None)
    return {row.person or row.family: row for row in rows}


@pytest.fixture
def pyotr(person, household, fact):
    one = person("Орлов", "Пётр", "Ильич")
    household(one)
    fact(one, "lives-here", True)
    return one


def test_everybody_is_said_what_a_page_says(book, pyotr, person, household, fact):
    anna = person("Гусева", "Анна")
    _family, home = household(anna, (person("Гусев", "Лев"), "child"))
    fact(anna, "lives-here", False)
    fact(home, "gas", False)
    run = determine(book)
    assert (run.families, run.persons, run.lock) == (2, 3, book.lock)
    assert run.determined == run.opened == Determination.objects.in_region(CHE).count() > 0
    assert run.closed == 0
    said = sum(_as_a_page_says(book, one) for one in (pyotr, anna))
    assert said == run.determined
    assert now()[pyotr.pk].outcome == "entitled" and now()[anna.pk].outcome == "not_entitled"
    assert now()[anna.pk].criteria == {"lives-here": "not_met"}


def _as_a_page_says(book, head):
    """Every answer about a family is kept as it was told; gives how many."""
    file = file_of(CHE, head.pk, ON)
    found = rules.answer(book, measures.family_of(file, ON), on=ON, ask=False).measures
    for said in found:
        held = now(said.measure)
        row = held[file.family.id if said.subject == "family" else UUID(said.subject)]
        assert (row.outcome, row.version_from) == (said.outcome, said.version_from)
        assert row.criteria == {one.id: one.state for one in said.criteria}
        waits = {ref.id.partition("@")[0] for ref in said.missing} if said.outcome == "unknown" else set()
        assert set(row.missing) == waits
    return len(found)


def test_a_sum_is_kept_as_it_is_known(book, person, household, fact):
    anna = person("Гусева", "Анна")
    _family, home = household(anna)
    fact(anna, "lives-here", True)
    fact(home, "gas", False)
    determine(book)
    row = now("gas")[anna.pk]
    assert (row.outcome, row.amount_known) == ("unknown", "between")
    assert row.amount_high == Decimal(100000)
    assert row.criteria == {"lives-here": "met", "no-gas": "met", "house-seen": "unknown"}
    assert row.missing


def test_nobody_is_granted_or_refused_anything(book, pyotr):
    determine(book)
    assert not Decision.objects.in_region(CHE).exists() and not Award.objects.in_region(CHE).exists()
    assert measures.of_persons(region=CHE, persons=[pyotr.pk]) == ()


def test_a_second_run_writes_only_what_changed(book, pyotr, person, household, fact):
    anna = person("Гусева", "Анна")
    household(anna)
    held = fact(anna, "lives-here", False)
    first = determine(book)
    kept = set(Determination.objects.in_region(CHE).values_list("pk", flat=True))
    again = determine(book, ON + timedelta(1))
    assert (again.determined, again.opened, again.closed) == (first.determined, 0, 0)
    assert again.snapshot != "" and DeterminationRun.objects.in_region(CHE).count() == 2
    Fact.objects.in_region(CHE).filter(pk=held.pk).update(superseded_at=AT)
    fact(anna, "lives-here", True)
    third = determine(book, ON + timedelta(2))
    assert third.opened == third.closed > 0
    assert set(Determination.objects.in_region(CHE).values_list("pk", flat=True)) > kept
    old, new = Determination.objects.in_region(CHE).filter(measure="certificate", person=anna.pk).order_by("pk")
    assert (old.outcome, old.valid_from, old.valid_to) == ("not_entitled", ON, ON + timedelta(2))
    assert (old.run_id, old.closed_by_id) == (first.pk, third.pk)
    assert (new.outcome, new.valid_from, new.valid_to, new.run_id) == ("entitled", ON + timedelta(2), None, third.pk)
    assert now()[pyotr.pk].run_id == first.pk


def test_what_was_said_is_never_overwritten(book, pyotr):
    determine(book)
    rows = Determination.objects.in_region(CHE)
    for change in (lambda: rows.update(outcome="entitled", amount_low=1), rows.delete):
        with pytest.raises(DatabaseError, match="never"), transaction.atomic():
            change()


def test_who_left_the_region_s_book_is_closed(book, pyotr):
    determine(book)
    type(pyotr).objects.in_region(CHE).filter(pk=pyotr.pk).update(died_on=ON - timedelta(30))
    from ryadom.people.models import FamilyMember

    FamilyMember.objects.in_region(CHE).filter(person=pyotr).update(ends=ON - timedelta(30))
    person = type(pyotr).objects.create(region=CHE, surname="Львов", name="Лев", patronymic="", registered_at=AT)
    run = determine(book, ON + timedelta(1))
    assert run.closed > 0 and pyotr.pk not in now() and person.pk in now()


def test_one_measure_leaves_the_others_alone(book, pyotr):
    determine(book)
    before = {row.pk for row in now("gas").values()}
    Fact.objects.in_region(CHE).update(superseded_at=AT)
    run = determine(book, measures=["certificate"])
    assert run.measures == ["certificate"] and run.closed == run.opened == 1
    assert now()[pyotr.pk].outcome == "unknown"
    assert {row.pk for row in now("gas").values()} == before


def test_an_award_is_received_until_it_ends(book, pyotr):
    from ryadom.measures.models import Received

    def got(**days):
        Received.objects.create(
            region=CHE, person=pyotr, subject=str(pyotr.pk), measure="certificate", title="Удостоверение",
            source="register", batch=uuid4(), recorded_at=AT, **days,
        )  # fmt: skip

    got(starts=ON - timedelta(400), ends=ON - timedelta(40))
    determine(book)
    assert now()[pyotr.pk].received is False
    got(starts=ON - timedelta(30))
    determine(book)
    assert now()[pyotr.pk].received is True


def test_statements_do_not_grow_with_people(book, person, household, fact):
    def family(number):
        mother = person(f"Мать-{number}", "Анна")
        household(mother, (person(f"Мать-{number}", "Пётр"), "child"))
        fact(mother, "lives-here", number % 2 == 0)

    def statements(on):
        with CaptureQueriesContext(connection) as spent:
            run = determine(book, on)
        return run, [one["sql"] for one in spent]

    family(0)
    one, few = statements(ON)
    for number in range(1, 30):
        family(number)
    many, more = statements(ON + timedelta(1))
    assert many.families == 30 and many.opened >= 29 * one.opened > 0
    assert len(more) == len(few) <= 24
    assert sum("INSERT INTO measures_determination " in sql for sql in more) == 1


@pytest.mark.parametrize(
    ("told", "ru", "en"),
    [
        ({"measures": ["certifcate"]}, "Нет меры «certifcate»", "no measure"),
        ({"on": ON + timedelta(1), "at": AT}, "ещё не наступил", "has not come"),
        ({}, "нет людей", "nobody"),
    ],
)
def test_what_cannot_be_run_says_why_and_writes_nothing(book, db, told, ru, en):
    with pytest.raises(measures.DeterminingError) as why:
        measures.determine(**{"book": book, "on": ON, "at": AT, **told})
    assert ru in why.value.said("ru") and en in why.value.said("en")
    assert not DeterminationRun.objects.in_region(CHE).exists()


def test_an_empty_region_leaves_what_was_said(book, pyotr):
    determine(book)
    before = {row.pk for row in now().values()}
    with pytest.raises(measures.DeterminingError, match="раньше"):
        determine(book, ON - timedelta(1))
    assert {row.pk for row in now().values()} == before


def test_a_fault_in_the_middle_leaves_what_was_said(book, pyotr, monkeypatch):
    from ryadom.measures.determining import rows

    determine(book)
    before = Determination.objects.in_region(CHE).count(), {row.pk for row in now().values()}
    monkeypatch.setattr(rows, "lines", lambda *told: "certificate\tbroken\n")
    with pytest.raises(DatabaseError):
        determine(book, ON + timedelta(1))
    assert (Determination.objects.in_region(CHE).count(), {row.pk for row in now().values()}) == before
    assert DeterminationRun.objects.in_region(CHE).count() == 1


def test_regions_do_not_meet(book, pyotr, person):
    person("Липин", "Пётр", region=LIP)
    determine(book)
    assert not Determination.objects.in_region(LIP).exists()
    assert "STDIN" in COPY and WHEN
