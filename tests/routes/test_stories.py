"""Tamara buries her husband; Andrei looks for work. What each sees to do first, and how facts move the path."""

from datetime import date

import pytest

from ryadom.people import api as people
from ryadom.routes import api as routes
from ryadom.routes import events
from ryadom.routes.models import RouteCopy

from .conftest import CHE, ON, WHEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened():
    """What was announced of steps that facts have opened."""
    found = []

    def receive(sender, event, **kwargs):
        found.append(event)

    events.StepsOpened.signal.connect(receive)
    yield found
    events.StepsOpened.signal.disconnect(receive)


def test_tamara_is_told_what_to_do_first_and_by_when(tamara, resident, walks):
    me = resident(tamara)
    token = walks.choose(me, tamara, "death", happened_on=date(2026, 10, 19))
    steps = walks.steps(me, token)
    assert steps["medical-certificate"].state == "open"
    assert steps["death-record"].state == "ahead"
    assert steps["death-record"].after == ("Получите медицинское свидетельство о смерти",)
    # Whether she paid for the funeral nobody has said: the step stays, with its «если».
    assert steps["funeral-benefit"].perhaps and steps["funeral-benefit"].state == "ahead"
    assert steps["funeral-benefit"].deadline == date(2027, 4, 19)
    # No children are left: the survivor's pension is not for her, and being alone concerns her surely.
    assert steps["survivor-pension"].state == "not_yours"
    assert steps["not-alone"].state == "open" and not steps["not-alone"].perhaps
    assert steps["own-supplement"].state == "ahead" and not steps["own-supplement"].perhaps


def test_what_is_done_opens_what_waited_for_it(tamara, resident, walks):
    me = resident(tamara)
    token = walks.choose(me, tamara, "death")
    walks.mark(me, token, "medical-certificate")
    assert walks.steps(me, token)["death-record"].state == "open"
    walks.mark(me, token, "death-record", "started")
    waits = walks.steps(me, token)["death-record"]
    assert (waits.state, waits.on, waits.until) == ("waits", ON, None)  # no term was entered: nothing is promised
    walks.mark(me, token, "death-record")
    steps = walks.steps(me, token)
    assert {steps[one].state for one in ("funeral-benefit", "unpaid-pension", "heirs", "bills")} == {"open"}
    walks.mark(me, token, "death-record", "undone")
    assert walks.steps(me, token)["heirs"].state == "ahead"


def test_a_term_in_working_days_gives_the_day_of_the_answer(andrei, resident, walks):
    me = resident(andrei)
    token = walks.choose(me, andrei, "job-loss")
    walks.mark(me, token, "papers")
    walks.mark(me, token, "application", "started")
    waits = walks.steps(me, token)["application"]
    assert waits.state == "waits"
    assert waits.until == date(2026, 11, 27)  # eleven working days after Thursday 12 November


def test_andreis_path_moves_when_the_job_centre_registers_him(andrei, resident, walks, staff, opened, book):
    me, nina = resident(andrei), staff("Нина Иванова", "specialist")
    token = walks.choose(me, andrei, "job-loss")
    assert walks.steps(me, token)["papers"].state == "open"
    routes.look_again(region=CHE, token=token, book=book, **WHEN)
    assert not opened, "a first look tells nothing: everything is new"

    told = people.NewFact(people.Whose("person", andrei.pk), "work", "jobless", source="register", as_of=ON)
    people.record_facts(
        by=nina,
        facts=[told],
        catalogue=people.Catalogue.of(kind.file.kind(key) for key, kind in book.facts.items()),
        **WHEN,
    )
    assert RouteCopy.objects.in_region(CHE).get(token=token).look_again

    steps = walks.steps(me, token)
    assert steps["papers"].state == steps["application"].state == "done"
    assert steps["application"].by_fact
    assert steps["benefit"].state == steps["plan"].state == "open"
    routes.look_again(region=CHE, token=token, book=book, **WHEN)
    (told,) = opened
    assert {"benefit", "plan"} <= set(told.steps) and told.person == andrei.pk
    routes.look_again(region=CHE, token=token, book=book, **WHEN)
    assert len(opened) == 1, "the same is not told twice"


def test_a_granted_right_closes_its_step_and_a_sent_application_makes_it_wait(andrei, resident, walks, book):
    me = resident(andrei)
    token = walks.choose(me, andrei, "job-loss")
    family = routes.known_of(CHE, andrei.pk, ON).family
    going = routes.Going(
        {"housing-subsidy": date(2026, 11, 2)}, {"unemployment-benefit": routes.Sent(ON, None, "74-1")}
    )
    steps = {
        one.step.id: one
        for one in routes.steps_for(routes.routes(CHE, ON)["job-loss"], family, book=book, on=ON, going=going)
    }
    assert (steps["utilities"].state, steps["utilities"].on) == ("done", date(2026, 11, 2))
    assert (steps["benefit"].state, steps["benefit"].number) == ("waits", "74-1")
    assert walks.steps(me, token)["utilities"].state == "open"


def test_what_is_known_cannot_be_unmarked_and_what_is_ahead_cannot_be_done(andrei, resident, walks, fact):
    me = resident(andrei)
    token = walks.choose(me, andrei, "job-loss")
    for step, what in (("plan", "done"), ("own-thing", "done"), ("child-benefit", "done")):
        with pytest.raises(routes.NotNow):
            walks.mark(me, token, step, what)
    with pytest.raises(routes.NotNow):
        walks.mark(me, token, "papers", "done", day=date(2026, 11, 13))  # tomorrow


def test_two_clicks_are_one_path_and_a_path_that_was_left_can_be_begun_anew(tamara, resident, walks):
    me = resident(tamara)
    first = walks.choose(me, tamara, "death")
    assert walks.choose(me, tamara, "death") == first
    routes.leave(by=me, token=first, **WHEN)
    assert walks.see(me, first).left_on == ON
    with pytest.raises(routes.NotNow):
        walks.mark(me, first, "medical-certificate")
    assert walks.choose(me, tamara, "death") != first
    with pytest.raises(routes.Missing):
        walks.choose(me, tamara, "no-such-path")


def test_a_path_keeps_the_text_it_was_chosen_with_until_the_newer_one_is_taken(tamara, resident, walks):
    me = resident(tamara)
    token = walks.choose(me, tamara, "death")
    walks.mark(me, token, "medical-certificate")
    row = RouteCopy.objects.in_region(CHE).get(token=token)
    row.content["steps"] = [one for one in row.content["steps"] if one["id"] != "heirs"]
    row.digest = "0" * 16
    row.save(update_fields=["content", "digest"])

    old = walks.see(me, token)
    assert old.newer and "heirs" not in {one.step.id for one in old.steps}
    routes.upgrade(by=me, token=token, **WHEN)
    new = walks.see(me, token)
    assert not new.newer
    steps = {one.step.id: one for one in new.steps}
    assert steps["heirs"].state == "ahead" and steps["medical-certificate"].state == "done"


def test_two_records_of_one_person_are_one_path(tamara, person, resident, walks):
    other = person("Жукова", "Тамара", "Ильинична")
    me = resident(other)
    token = walks.choose(me, other, "old-age-alone")
    from ryadom.routes.listening import PERSONS

    PERSONS.move(CHE, other.pk, tamara.pk)
    assert RouteCopy.objects.in_region(CHE).get(token=token).person_id == tamara.pk
