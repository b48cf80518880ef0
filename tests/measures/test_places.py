"""Places of a measure with a quota: one person enters them by an act, another approves; only then are they given."""

import time
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from tests.cases.test_at_once import both as at_once

from ryadom.measures import api as measures
from ryadom.measures.actions import placing
from ryadom.measures.models import Places
from ryadom.people.api import Actor
from ryadom.rules.api import Act

from .conftest import AT, CHE, LIP, ON, WHEN, the_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def lis(staff):
    return staff("Лис Татьяна", "methodologist")


def enter(by, book, offer=None):
    return measures.enter_places(by=by, book=book, offer=offer or the_places(1), **WHEN)


def car():
    return measures.quotas(region=CHE, measures=["car"])[0]


@pytest.fixture
def granted(person, household, resident, sent, book, nina, ivan):
    """A foster family with five wards whose right to the car is confirmed; gives the claim's state."""

    def make(surname):
        mother = person(surname, "Марина")
        household(mother, *((person(surname, str(n)), "ward") for n in range(5)))
        claim = sent(resident(mother), mother, "car", subject="family")
        measures.decide_grant(by=nina, claim=claim.token, book=book, **WHEN)
        measures.approve(by=ivan, claim=claim.token, book=book, **WHEN)
        return measures.one(by=nina, token=claim.token, on=ON).state

    return make


def test_places_that_wait_are_not_given(granted, book, lis, ivan):
    entered = enter(lis, book, the_places(2))
    assert granted("Ким") == "queued"
    measures.approve_places(by=ivan, entry=entered.token, at=AT)
    assert granted("Лим") == "granted"
    found = car()
    assert (found.queue, found.counts[0].places, found.counts[0].taken, found.counts[0].left) == (1, 2, 1, 1)
    # Fewer than are taken: asked about, and never a minus.
    with pytest.raises(measures.BadPlaces, match="Уже занято 1"):
        enter(lis, book, the_places(0, sure=["overlap"]))
    zero = enter(lis, book, the_places(0, sure=["overlap", "jump"]))
    measures.approve_places(by=ivan, entry=zero.token, at=AT)
    assert [(one.places, one.left) for one in car().counts] == [(0, 0)]


def test_all_problems_are_told_at_once(book, lis):
    offer = replace(the_places(-1), starts=None, ends=None, act=Act(dated=date(2030, 1, 1), url="там"))
    with pytest.raises(measures.BadPlaces) as told:
        enter(lis, book, offer)
    fields = [one.field for one in told.value.problems]
    assert fields == ["places", "starts", "ends", "act", "act_date", "act_url", "verified"]
    for measure in ("certificate", "no-such"):
        with pytest.raises(measures.BadPlaces, match="нет мест"):
            enter(lis, book, the_places(1, measure=measure))
    enter(lis, book)
    with pytest.raises(measures.BadPlaces, match="ждут второго человека: Лис Татьяна"):
        enter(lis, book)
    assert Places.objects.in_region(CHE).count() == 1


VERBS = {
    "approve": lambda by, token: measures.approve_places(by=by, entry=token, at=AT),
    "return": lambda by, token: measures.return_places(by=by, entry=token, reason="Не тот акт", at=AT),
    "take_back": lambda by, token: measures.take_back_places(by=by, entry=token, at=AT),
}
MAY = {"approve": {"head", "methodologist"}, "return": {"head", "methodologist"}, "take_back": {"author"}}
ROLES = ("author", "curator", "specialist", "head", "methodologist", "observer", "foreign", "anonymous")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("verb", VERBS)
def test_who_may_settle(verb, role, book, lis, staff):
    who = {
        "author": lambda: lis,
        "anonymous": lambda: Actor(CHE),
        "foreign": lambda: staff("Чужой", "head", "methodologist", region=LIP),
    }
    by = who[role]() if role in who else staff("Некто", role)
    token = enter(lis, book).token
    if role in MAY[verb]:
        assert VERBS[verb](by, token).verdict == {"approve": "approved", "return": "returned"}.get(verb, "taken_back")
        with pytest.raises(measures.AlreadyDecided):
            VERBS[verb](by, token)
    else:
        with pytest.raises(measures.Missing if role == "foreign" else measures.Forbidden):
            VERBS[verb](by, token)
        assert car().waiting


def test_a_reason_is_given_and_a_stranger_record_is_missing(book, lis, ivan):
    token = enter(lis, book).token
    with pytest.raises(measures.BadPlaces, match="что поправить"):
        measures.return_places(by=ivan, entry=token, reason="  ", at=AT)
    with pytest.raises(measures.Missing):
        measures.approve_places(by=ivan, entry=uuid4(), at=AT)


@pytest.mark.parametrize("change", [{"places": 5}, {"verdict": "returned"}])
def test_the_database_keeps_a_record_as_it_was(book, places, change):
    rows = Places.objects.in_region(CHE).filter(token=places(1).token)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        rows.update(**change)


@pytest.mark.django_db(transaction=True)
def test_two_approve_at_once_and_one_is_told_who_was_first(book, lis, ivan, staff, monkeypatch):
    token = enter(lis, book).token
    settled = placing._settled

    def slowly(*args, **more):  # long enough for the other to have read the record, were it not locked
        time.sleep(0.5)
        return settled(*args, **more)

    monkeypatch.setattr(placing, "_settled", slowly)
    other = staff("Ершова Нина", "methodologist")

    def run(by):
        def deed():
            try:
                return measures.approve_places(by=by, entry=token, at=AT)
            except measures.ClaimError as no:
                return no

        return deed

    assert sorted(type(one).__name__ for one in at_once(run(ivan), run(other))) == ["AlreadyDecided", "PlacesView"]
