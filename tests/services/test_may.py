"""Each verb, each role, own region and another: who may do what with care."""

import pytest
from django.db import transaction
from tests.services.conftest import CHE, LIP, ON, STARTS, WHEN

from ryadom.people.api import NotAllowed, NotFound
from ryadom.services import api as services
from ryadom.services.api import Ceiling, Line
from ryadom.services.models import Programme, Visit

ROLES = ("curator", "specialist", "head", "methodologist", "observer", "herself", "worker", "stranger")
MAY = {
    "tell_need": {"curator", "specialist", "herself"},
    "recognise": {"specialist"},
    "refuse": {"specialist"},
    "draw": {"specialist"},
    "approve": {"head"},
    "give_back": {"head"},
    "order": {"curator", "specialist", "herself"},
    "accept": {"worker"},
    "turn_down": {"worker"},
    "cancel_order": {"curator", "specialist", "herself"},
    "withdraw": {"herself"},
    "plan_visits": {"worker"},
    "end_order": {"worker", "head", "herself"},
    "visits": {"worker", "curator", "specialist", "head", "herself"},
    "programme": {"curator", "specialist", "head", "herself"},
}
REFUSED = (NotAllowed, NotFound, services.Missing)


@pytest.fixture
def actors(staff, resident, person, herself, tamara):
    def make(region):
        told = {role: staff(f"{role} {region}", role, region=region) for role in ROLES[:5]}
        if region == CHE:
            told |= {"herself": herself, "worker": tamara, "stranger": resident(person("Чужая"))}
        else:
            told |= {"stranger": resident(person("Чужая", region=LIP), region=LIP)}
        return told

    return make


@pytest.fixture
def verbs(galina, told, nina, vera, ivan, care, tamara, book):
    """For each verb: bring the care to where it is possible, then the verb itself."""

    def need():
        return told.id

    def decided():
        services.recognise(by=nina, programme=told.id, why="", **WHEN)
        return told.id

    def drawn():
        decided()
        services.draw(by=nina, programme=told.id, lines=[Line("shopping", 1, "week")], starts=STARTS, ends=STARTS,
                      ceiling=Ceiling(None), book=book, **WHEN)  # fmt: skip
        return told.id

    def approved():
        return services.approve(by=ivan, programme=drawn(), **WHEN).id

    def sent():
        return services.order(by=vera, programme=approved(), provider=care.id, book=book, **WHEN).live_order.id

    def running():
        return services.accept(by=tamara, order=sent(), weekdays=[0], starts=STARTS, **WHEN).live_order.id

    def tell(by, _):
        # The case that stands is put aside: the same need twice is refused for another reason.
        Programme.objects.in_region(CHE).update(stage="ended")
        services.tell_need(
            by=by, person=galina.pk, need="п", told_by="self", form="home", channel="web", book=book, **WHEN
        )

    days = {"first": STARTS, "last": STARTS}
    return {
        "tell_need": (need, tell),
        "recognise": (need, lambda by, id: services.recognise(by=by, programme=id, why="", **WHEN)),
        "refuse": (need, lambda by, id: services.refuse(by=by, programme=id, why="нет", **WHEN)),
        "draw": (decided, lambda by, id: services.draw(
            by=by, programme=id, lines=[Line("shopping", 1, "week")], starts=STARTS, ends=STARTS, ceiling=Ceiling(None),
            book=book, **WHEN)),
        "approve": (drawn, lambda by, id: services.approve(by=by, programme=id, **WHEN)),
        "give_back": (drawn, lambda by, id: services.give_back(by=by, programme=id, why="мало", **WHEN)),
        "order": (approved, lambda by, id: services.order(by=by, programme=id, provider=care.id, book=book, **WHEN)),
        "accept": (sent, lambda by, id: services.accept(by=by, order=id, weekdays=[0], starts=STARTS, **WHEN)),
        "turn_down": (sent, lambda by, id: services.turn_down(by=by, order=id, why="нет людей", **WHEN)),
        "cancel_order": (sent, lambda by, id: services.cancel_order(by=by, order=id, **WHEN)),
        "withdraw": (approved, lambda by, id: services.withdraw(by=by, programme=id, **WHEN)),
        "plan_visits": (running, lambda by, id: services.plan_visits(by=by, order=id, **days, book=book, on=ON)),
        "end_order": (running, lambda by, id: services.end_order(by=by, order=id, why="переезд", **WHEN)),
        "visits": (running, lambda by, id: services.visits(by=by, order=id, **days, on=ON)),
        "programme": (need, lambda by, id: services.programme(by=by, id=id, on=ON)),
    }  # fmt: skip


@pytest.mark.parametrize("verb", MAY)
def test_in_the_own_region(verb, verbs, actors):
    bring, act = verbs[verb]
    everybody, thing = actors(CHE), bring()
    allowed = set()
    for role in ROLES:
        before = states()
        undone = transaction.savepoint()
        try:
            act(everybody[role], thing)
            allowed.add(role)
        except REFUSED:
            assert verb == "tell_need" or states() == before
        transaction.savepoint_rollback(undone)
    assert allowed == MAY[verb]


@pytest.mark.parametrize("verb", MAY)
def test_from_another_region_nothing_is_found(verb, verbs, actors):
    bring, act = verbs[verb]
    thing = bring()
    for role, who in actors(LIP).items():
        with pytest.raises(REFUSED):
            act(who, thing)
        assert who.region == LIP, role


def test_a_worker_of_another_provider_is_nobody_here(running, provider, worker, book):
    other = worker(provider("Другие", places=3).id, "Олег Чужой")
    with pytest.raises(NotAllowed):
        services.plan_visits(by=other, order=running.id, first=STARTS, last=STARTS, book=book, on=ON)
    assert not Visit.objects.in_region(CHE).exists()


def test_a_worker_who_is_the_person_keeps_no_visits_of_their_own(running, galina, care, ivan, resident, book):
    from ryadom.people.api import actor
    from ryadom.providers import api as providers

    herself = resident(galina)
    providers.admit(by=ivan, provider=care.id, account_id=herself.account_id, name="Галина", on=ON)
    both = actor(account_id=herself.account_id, region=CHE, on=ON)
    with pytest.raises(NotAllowed):
        services.plan_visits(by=both, order=running.id, first=STARTS, last=STARTS, book=book, on=ON)


def states():
    return list(Programme.objects.in_region(CHE).values_list("stage", "version"))
