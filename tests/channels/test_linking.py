"""A messenger is not a person: Галина comes to the office, Ольга gives her a code, Галина writes it in the chat."""

from datetime import timedelta

import pytest
from django.db import transaction

from ryadom.channels import api, events, linking
from ryadom.channels.models import LinkCode
from ryadom.people import api as people
from ryadom.people.events import unsubscribe as deaf

from .conftest import HERE, NOON, THERE, TODAY, said, serve

pytestmark = pytest.mark.django_db


@pytest.fixture
def chat():
    return api.address(region=HERE, channel=api.Channel.MAX, bot="main", chat="galina-chat", at=NOON)


def test_a_code_given_at_the_office_links_the_chat(orlova, galina, chat, heard):
    told = []

    def hear(event):
        told.append((event.address, event.person, event.how))

    events.subscribe(events.Linked, hear)
    code = api.issue_code(by=orlova, person=galina.id, at=NOON)
    try:
        assert api.link(region=HERE, address=chat.id, code=f" {code} ", at=NOON + timedelta(minutes=14)) == galina.id
    finally:
        deaf(events.Linked, hear)
    assert told == [(chat.id, galina.id, "code")]
    assert [one.id for one in api.addresses_of(region=HERE, person=galina.id)] == [chat.id]
    api.store(said("это я"), region=HERE, at=NOON)
    api.work(at=NOON)
    assert heard[0].person == str(galina.id)
    line = people.changes_of(region=HERE, person_id=galina.id)[0]
    assert (line.field, line.before, line.after, line.by) == ("channel", "", "MAX", "Ольга Орлова")


def test_a_code_works_once_and_for_fifteen_minutes(orlova, galina, chat):
    code = api.issue_code(by=orlova, person=galina.id, at=NOON)
    with pytest.raises(api.CodeRefused) as late:
        api.link(region=HERE, address=chat.id, code=code, at=NOON + timedelta(minutes=15))
    assert late.value.name == "wrong"
    code = api.issue_code(by=orlova, person=galina.id, at=NOON)
    api.link(region=HERE, address=chat.id, code=code, at=NOON)
    other = api.address(region=HERE, channel=api.Channel.VK, bot="main", chat="v", at=NOON)
    with pytest.raises(api.CodeRefused):
        api.link(region=HERE, address=other.id, code=code, at=NOON)


def test_a_new_code_ends_the_earlier_one(orlova, galina, chat):
    first = api.issue_code(by=orlova, person=galina.id, at=NOON)
    api.issue_code(by=orlova, person=galina.id, at=NOON)
    with pytest.raises(api.CodeRefused):
        api.link(region=HERE, address=chat.id, code=first, at=NOON)


def test_five_wrong_tries_end_it_for_fifteen_minutes(orlova, galina, chat):
    code = api.issue_code(by=orlova, person=galina.id, at=NOON)
    wrong = f"{(int(code.replace('-', '')) + 1) % 10**8:08d}"
    names = []
    for _ in range(6):
        with transaction.atomic(), pytest.raises(api.CodeRefused) as refused:  # the receiver answers, and goes on
            api.link(region=HERE, address=chat.id, code=wrong, at=NOON)
        names.append(refused.value.name)
    assert names == ["wrong"] * 5 + ["attempts"]
    with pytest.raises(api.CodeRefused):
        api.link(region=HERE, address=chat.id, code=code, at=NOON)
    later = NOON + timedelta(minutes=15, seconds=1)
    code = api.issue_code(by=orlova, person=galina.id, at=later)
    assert api.link(region=HERE, address=chat.id, code=code, at=later) == galina.id


def test_whoever_guesses_from_many_chats_is_stopped(orlova, galina, monkeypatch):
    monkeypatch.setattr(linking, "TRIES_OF_REGION", 10)
    code = api.issue_code(by=orlova, person=galina.id, at=NOON)
    names = []
    for number in range(12):
        one = api.address(region=HERE, channel=api.Channel.MAX, bot="main", chat=f"thief-{number}", at=NOON)
        with pytest.raises(api.CodeRefused) as refused:
            api.link(region=HERE, address=one.id, code="00000000" if code != "0000-0000" else "1", at=NOON)
        names.append(refused.value.name)
    assert names == ["wrong"] * 10 + ["busy"] * 2


def test_the_digits_are_nowhere(orlova, galina):
    code = api.issue_code(by=orlova, person=galina.id, at=NOON)
    row = LinkCode.objects.in_region(HERE).get()
    assert code.replace("-", "") not in str(vars(row)) and len(row.digest) == 64


def test_a_code_of_another_region_is_a_wrong_one(orlova, galina):
    code = api.issue_code(by=orlova, person=galina.id, at=NOON)
    lipetsk = api.address(region=THERE, channel=api.Channel.MAX, bot="main", chat="c", at=NOON)
    with pytest.raises(api.CodeRefused):
        api.link(region=THERE, address=lipetsk.id, code=code, at=NOON)
    with pytest.raises(people.NotFound):
        api.link(region=THERE, address=api.address(
            region=HERE, channel=api.Channel.MAX, bot="main", chat="c", at=NOON).id, code=code, at=NOON)  # fmt: skip


def test_signing_in_links_the_browser_and_it_can_be_undone(galina, orlova, chat):
    api.link_by_login(region=HERE, address=chat.id, person=galina.id, at=NOON)
    api.link_by_login(region=HERE, address=chat.id, person=galina.id, at=NOON)
    assert len(people.changes_of(region=HERE, person_id=galina.id)) == 1, "saying it twice leaves one line"
    assert api.unlink(region=HERE, address=chat.id, at=NOON, by=orlova)
    assert not api.unlink(region=HERE, address=chat.id, at=NOON)
    assert api.addresses_of(region=HERE, person=galina.id) == ()
    newest = people.changes_of(region=HERE, person_id=galina.id)[0]
    assert (newest.before, newest.after) == ("MAX", "")


def test_a_chat_that_moves_to_another_person_leaves_the_first(galina, orlova, chat):
    timur = people.register_person(
        by=people.system_actor(region=HERE, reason="the cast"), at=NOON, on=TODAY, surname="Ахметов", name="Тимур"
    )
    api.link_by_login(region=HERE, address=chat.id, person=galina.id, at=NOON)
    api.link_by_login(region=HERE, address=chat.id, person=timur.id, at=NOON)
    assert api.addresses_of(region=HERE, person=galina.id) == ()
    assert [one.after for one in people.changes_of(region=HERE, person_id=galina.id)][::-1] == ["MAX", ""]


ROLES = ("curator", "specialist", "head", "methodologist", "observer")
HERE_MAY = {
    "issue a code": {"curator", "specialist"},
    "unlink": {"curator", "specialist", "system"},
    "read dead letters": {"curator", "specialist", "head"},
    "return a dead letter": {"curator", "specialist", "head", "system"},
}
ELSEWHERE_MAY = {"read dead letters": {"curator", "specialist", "head"}}  # those of their own region


def _dead_letter():
    from ryadom.channels.models import InboundUpdate

    api.store(said("яд"), region=HERE, at=NOON)
    row = InboundUpdate.objects.in_region(HERE).order_by("-id").first()
    InboundUpdate.objects.in_region(HERE).filter(pk=row.pk).update(dead_at=NOON)
    return row.pk


def _act(action, by, galina, chat):
    match action:
        case "issue a code":
            api.issue_code(by=by, person=galina.id, at=NOON)
        case "unlink":
            api.link_by_login(region=HERE, address=chat.id, person=galina.id, at=NOON)
            api.unlink(region=by.region, address=chat.id, at=NOON, by=by)
        case "read dead letters":
            letters = api.dead(by=by)
            assert bool(letters) == (by.region == HERE)
        case "return a dead letter":
            api.return_dead(by=by, letter=_dead_letter(), at=NOON)


@pytest.mark.parametrize("action", HERE_MAY)
def test_who_may_do_what(action, galina, chat):
    _dead_letter()
    wrong = []
    for region in (HERE, THERE):
        actors = {role: serve(f"{role}-{region}", role, role, region=region) for role in ROLES}
        actors["system"] = people.system_actor(region=region, reason="test")
        actors["visitor"] = people.actor(account_id=None, region=region, on=TODAY)
        for name, by in actors.items():
            point = transaction.savepoint()
            try:
                _act(action, by, galina, chat)
                done = True
            except (people.NotAllowed, people.NotFound):
                done = False
            transaction.savepoint_rollback(point)
            allowed = HERE_MAY[action] if region == HERE else ELSEWHERE_MAY.get(action, set())
            if done != (name in allowed):
                wrong.append((name, region, done))
    assert not wrong
