"""A thing is never lent twice, a shelf never holds less than nothing, whatever is done in whatever order or at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.hire.conftest import CHE, LATER, ON, WHEN

from ryadom.hire import api as hire
from ryadom.hire.models import Hire, Item
from ryadom.kit.doorcodes import code_of
from ryadom.people.api import NotAllowed
from ryadom.people.models import Person

DEEDS = st.lists(
    st.tuples(st.sampled_from(("keep", "give", "back", "broken", "mend", "let_go", "off")), st.integers(0, 4)),
    max_size=25,
)


def count():
    """What the shelf says and what the rows say."""
    (shelf,) = hire.shelves(region=CHE) or (None,)
    live = Hire.objects.in_region(CHE).filter(stage__in=["kept", "out"]).values_list("item", flat=True)
    return shelf, list(live)


@pytest.fixture
def neighbours(due, person, shelf):
    """Five whose need is confirmed, and two walkers."""
    return [due(person(f"Сосед{n}")) for n in range(5)]


@pytest.mark.django_db
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_whatever_is_done_no_thing_is_with_two_people(deeds, care, tamara, vera, neighbours, book):
    undone = transaction.savepoint()
    for deed, whose in deeds:
        try:
            with transaction.atomic():
                _do(deed, neighbours[whose], care, tamara, vera, book)
        except (hire.HireError, NotAllowed):  # a point has no right to a hire that no thing of it is kept for
            pass
        shown, live = count()
        assert len(live) == len(set(live))
        in_use = Item.objects.in_region(CHE).filter(off_since=None).count()
        free = in_use - len(live)
        assert free >= 0
        assert (shown.free.get("walker", 0) if shown else 0) == free
    transaction.savepoint_rollback(undone)


def _do(deed, told, care, tamara, vera, book):
    row = Hire.objects.in_region(CHE).get(token=told.id)
    if deed == "keep":
        hire.keep(by=vera, hire=told.id, provider=care.id, **WHEN)
    elif deed == "give":
        hire.give(by=tamara, hire=told.id, due_on=LATER, book=book, code=code_of(row.secret, row.token), **WHEN)
    elif deed in ("back", "broken"):
        hire.take_back(by=tamara, hire=told.id, note="", broken=deed == "broken", **WHEN)
    elif deed == "let_go":
        hire.let_go(by=vera, hire=told.id, **WHEN)
    else:
        item = Item.objects.in_region(CHE).order_by("number").first()
        if deed == "mend":
            hire.put_to_use(by=tamara, item=item.token, on=ON)
        else:
            hire.put_out_of_use(by=tamara, item=item.token, why="нет", on=ON)


@pytest.mark.django_db
def test_the_table_itself_refuses_a_second_hand(kept, due, person):
    second = due(person("Второй"))
    item = Hire.objects.in_region(CHE).get(token=kept.id).item
    with pytest.raises(IntegrityError, match="hire_lent_once"), transaction.atomic():
        Hire.objects.in_region(CHE).filter(token=second.id).update(item=item, stage="kept")


@pytest.mark.django_db(transaction=True)
def test_six_at_once_take_two_walkers_and_four_are_told(shelf, due, person, vera, care):
    hires = [due(person(f"Сосед{n}")) for n in range(6)]
    together = Barrier(6)

    def take(told):
        together.wait()
        try:
            return hire.keep(by=vera, hire=told.id, provider=care.id, **WHEN).number
        except hire.NoneFree:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as crowd:
        got = [one for one in crowd.map(take, hires) if one]
    assert sorted(got) == ["Х-1", "Х-2"]
    assert Person.objects.in_region(CHE).count() >= 6
