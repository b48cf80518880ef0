"""Every page and press of the phone desk, every role, both regions: who may, who is turned away, nothing breaks."""

import pytest
from django.test import Client

from ryadom.desks.phone import calls, returning
from ryadom.desks.phone.models import Call
from ryadom.desks.phone.urls import urlpatterns
from ryadom.people import api as people
from ryadom.people.models import Account

from .conftest import AT, CHE, LIP

pytestmark = pytest.mark.django_db

ROLES = ("curator", "specialist", "head", "methodologist", "observer", "foreign", "resident", "anonymous")
ANSWER = {"curator", "specialist", "head"}
GIVE = {"curator", "specialist"}
# name -> (method, who may, whether another region's staff of every role may open such a page of theirs)
PAGES = {
    "desk": ("get", ANSWER, True),
    "begin": ("post", ANSWER, True),
    "missed": ("post", ANSWER, True),
    "back": ("post", ANSWER, False),
    "status": ("get", ANSWER, True),
    "code": ("get", GIVE, False),
    "call": ("get", ANSWER, False),
    "record": ("post", ANSWER, False),
    "find": ("post", ANSWER, False),
    "who": ("post", ANSWER, False),
    "ask-back": ("post", ANSWER, False),
    "agree": ("post", ANSWER, False),
    "talk": ("get", ANSWER, False),
    "say": ("post", ANSWER, False),
    "apply": ("post", GIVE, False),
}


@pytest.fixture
def office(staff, resident, andrei, person):
    who = {
        "curator": staff("Вера", "curator"),
        "specialist": staff("Спец", "specialist"),
        "head": staff("Глава", "head"),
        "methodologist": staff("Метод", "methodologist"),
        "observer": staff("Министр", "observer"),
        "foreign": staff("Липа", "curator", "specialist", "head", region=LIP),
        "resident": resident(person("Чужой")),
    }
    return who, andrei


@pytest.fixture
def addresses(office):
    """The address of every page, with a call and a call to give back of Chelyabinsk."""
    who, andrei = office
    call = calls.begin(by=who["curator"], phone="+73000000501", name="Андрей", at=AT, person=andrei.pk)
    back = returning.missed(by=who["curator"], phone="+73000000502", name="", at=AT)
    filled = {"<uuid:token>": str(call.token), "<uuid:person>": str(andrei.pk), "<str:do>": "called-back"}

    def make(name):
        route = str(next(one for one in urlpatterns if one.name == name).pattern)
        own = {**filled, "<uuid:token>": str(back.token), "<str:do>": "silent"} if name == "back" else filled
        for key, value in own.items():
            route = route.replace(key, value)
        return f"/staff/phone/{route}"

    return make


def browser(who, role):
    client = Client()
    if role in who:
        client.force_login(Account.objects.get(pk=who[role].account_id))
    return client


def test_the_matrix_knows_every_address():
    assert {one.name for one in urlpatterns} == PAGES.keys()


def expected(role, may, own):
    if role == "anonymous":
        return {302}
    if role == "foreign":
        return {200, 302, 422} if own else {404}
    return {200, 302, 404, 409, 422} if may and role != "resident" else {403}


@pytest.mark.parametrize("role", ROLES)
def test_every_page(role, office, addresses):
    who, _andrei = office
    wrong = {}
    for name, (method, may, own) in PAGES.items():
        status = getattr(browser(who, role), method)(addresses(name)).status_code
        if status not in expected(role, role in may, own):
            wrong[name] = status
    assert not wrong


def test_the_word_of_the_menu_is_for_those_who_answer(office):
    who, _andrei = office
    for role in ("curator", "observer"):
        page = browser(who, role).get("/staff/" if role == "curator" else "/region/").content.decode()
        assert ("/staff/phone/" in page) is (role == "curator")


def test_another_region_neither_sees_nor_ends_a_call(office, addresses):
    who, _andrei = office
    client = browser(who, "foreign")
    client.post(addresses("record"), {"about": "x", "over": "1"})
    client.post(addresses("back"))
    assert Call.objects.in_region(CHE).get().ended_at is None
    assert "502" not in client.get("/staff/phone/").content.decode()
    assert calls.recent(by=who["foreign"], on=AT.date()) == []


def test_nothing_personal_stands_in_addresses_or_logs(office, addresses, caplog, capfd):
    who, andrei = office
    client = browser(who, "curator")
    client.post(addresses("find"), {"q": "Волков Андрей 30.01.1987"})
    client.post(addresses("say"), {"text": "Меня зовут Андрей Волков", "once": "0" * 32})
    for name, (method, _may, _own) in PAGES.items():
        getattr(client, method)(addresses(name))
    told = caplog.text + "".join(capfd.readouterr())
    assert not [word for word in ("Волков", "Андрей", "3000000501", "30.01") if word in told]
    assert people.person(region=CHE, id=andrei.pk).surname == "Волков"


@pytest.mark.parametrize("name", ["begin", "record", "say", "agree", "who"])
def test_a_form_without_its_token_is_not_taken(name, office, addresses):
    who, _andrei = office
    client = Client(enforce_csrf_checks=True)
    client.force_login(Account.objects.get(pk=who["curator"].account_id))
    assert client.post(addresses(name), {"name": "x"}).status_code == 403
