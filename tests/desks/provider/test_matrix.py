"""Every page and every press of the provider's desk, every role, both regions: who may, who is turned away."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern
from tests.desks.provider.conftest import CHE, LIP, MONDAY_NOON, ON, STARTS, WHEN, text

from ryadom.desks.provider.urls import urlpatterns
from ryadom.hire import api as hire
from ryadom.hire.models import Hire, Item
from ryadom.people.models import Account
from ryadom.services import api as services
from ryadom.services.models import Order, Visit

pytestmark = pytest.mark.django_db

ROLES = ("worker", "manager", "other", "staff", "resident", "anonymous", "foreign")
EVERYBODY, LEADS = {"worker", "manager"}, {"manager"}

# name of the address -> (method, who may, whether another provider's worker may open such a page of their own)
PAGES = {
    "today": ("get", EVERYBODY, True),
    "visit": ("get", EVERYBODY, False),
    "done": ("post", EVERYBODY, False),
    "not-done": ("post", EVERYBODY, False),
    "cancel": ("post", EVERYBODY, False),
    "orders": ("get", EVERYBODY, True),
    "order": ("get", EVERYBODY, False),
    "accept": ("post", LEADS, False),
    "refuse": ("post", LEADS, False),
    "people": ("get", EVERYBODY, True),
    "person": ("get", EVERYBODY, False),
    "arrange": ("post", LEADS, False),
    "plan": ("post", LEADS, False),
    "end": ("post", LEADS, False),
    "month": ("get", EVERYBODY, True),
    "hire": ("get", EVERYBODY, True),
    "item-add": ("post", EVERYBODY, True),
    "item": ("post", EVERYBODY, False),
    "hire-one": ("get", EVERYBODY, False),
    "give": ("post", EVERYBODY, False),
    "hire-act": ("post", EVERYBODY, False),
    "places": ("get", EVERYBODY, True),
    "set-places": ("post", LEADS, True),
}
OPEN_TO_ALL = {"leave"}
WAITING = {"order", "accept", "refuse"}  # these need an order that nobody has answered


@pytest.fixture
def who(polina, lida, provider, worker, ivan, resident, person, staff):
    return {
        "manager": polina,
        "worker": lida,
        "other": worker(provider("Другие", places=3).id, "Олег Чужой"),
        "staff": staff("Всё Сразу", "curator", "specialist", "head", "methodologist", "observer"),
        "resident": resident(person("Чужая")),
        "foreign": staff("Липа", "curator", "head", region=LIP),
    }


@pytest.fixture
def addresses(planned, running, person, vera, nina, ivan, care, polina, book):
    """The address of every page: Galina is in care, Sokolov's order waits."""
    whom = person("Соколов")
    told = services.tell_need(
        by=vera, person=whom.pk, need="один", told_by="self", form="home", channel="web", book=book, **WHEN
    )
    services.recognise(by=nina, programme=told.id, why="", **WHEN)
    services.draw(
        by=nina, programme=told.id, lines=[services.Line("shopping", 1, "week")], starts=STARTS,
        ends=STARTS + timedelta(200), ceiling=services.Ceiling(None), book=book, **WHEN,
    )  # fmt: skip
    services.approve(by=ivan, programme=told.id, **WHEN)
    sent = services.order(by=vera, programme=told.id, provider=care.id, book=book, **WHEN).live_order

    shelf = [
        hire.put_on_shelf(by=polina, provider=care.id, thing="walker", number=f"Х-{n}", book=book, on=ON)
        for n in (1, 2)
    ]
    asked = hire.ask(by=vera, person=whom.pk, thing="walker", need="", channel="web", book=book, **WHEN)
    hire.confirm(by=nina, hire=asked.id, ground="ipra", why="ИПРА 1", book=book, **WHEN)
    kept = hire.keep(by=vera, hire=asked.id, provider=care.id, **WHEN)

    def make(name):
        route = str(next(one for one in urlpatterns if one.name == name).pattern)
        filled = {
            "<uuid:visit>": planned[1 if name == "cancel" else 0].id,
            "<uuid:order>": sent.id if name in WAITING else running.id,
            "<slug:form>": "home",
            "<uuid:hire_>": kept.id,
            "<uuid:item>": next(one for one in shelf if one != kept.item),
        }
        for key, value in filled.items():
            route = route.replace(key, str(value))
        return f"/provider/{route}"

    return make


def browser(who, role):
    client = Client()
    if role in who:
        client.force_login(Account.objects.get(pk=who[role].account_id))
    return client


def test_the_matrix_knows_every_address():
    assert {one.name for one in urlpatterns if isinstance(one, URLPattern)} == PAGES.keys() | OPEN_TO_ALL


@pytest.mark.parametrize("role", ROLES)
def test_every_page(role, who, addresses):
    wrong = {}
    for name, (method, may, own) in PAGES.items():
        status = getattr(browser(who, role), method)(addresses(name)).status_code
        if status not in expected(role, may, own):
            wrong[name] = status
    assert not wrong


def expected(role, may, own):
    """A page may ask for a form (422); who may not gets 403, a stranger the door; what is another's is missing."""
    if role == "anonymous":
        return {302}
    if role in ("staff", "resident", "foreign"):
        return {403}
    if role == "other":  # they lead themselves, since nobody else does at theirs
        return {200, 302, 422} if own else {404, 403}
    return {200, 302, 422, 409} if role in may else {403}


PRESSES = {
    "done": {"times-shopping": "1", "times-cleaning": "1"},
    "not-done": {"what": "closed"},
    "cancel": {"note": "х"},
    "accept": {"yes-weekdays": ["0"], "yes-starts": "20.11.2026"},
    "refuse": {"no-why": "нет людей"},
    "arrange": {"who-hour": "09:00", "who-worker": ""},
    "plan": {},
    "end": {"end-why": "переезд"},
    "set-places": {"home-places": "7"},
    "item-add": {"new-thing": "walker", "new-number": "Х-9"},
    "item": {"do": "off", "why": "сломана"},
    "give": {"give-due_on": "20.12.2026", "give-code": "0000"},
    "hire-act": {"do": "back"},
}


@pytest.mark.parametrize("role", [one for one in ROLES if one != "manager"])
def test_who_may_not_changes_nothing_by_pressing(role, who, addresses, care):
    # Another provider's worker may fill their own shelf and set their own places.
    may = {name for name, (_method, allowed, own) in PAGES.items() if role in allowed or (role == "other" and own)}
    before = written()
    for name, data in PRESSES.items():
        if name not in may:
            browser(who, role).post(addresses(name), data)
    assert written() == before


def written():
    things = list(Item.objects.in_region(CHE).order_by("pk").values_list("number", "off_why"))
    hires = list(Hire.objects.in_region(CHE).values_list("stage", "tries"))
    orders = Order.objects.in_region(CHE).order_by("pk").values_list("state", "hour", "version")
    return (
        things,
        hires,
        list(orders),
        list(Visit.objects.in_region(CHE).order_by("pk").values_list("state", "note", "signed")),
    )


def test_every_press_of_the_one_who_leads_does_something(who, addresses):
    for name, data in PRESSES.items():
        before, undone = written(), transaction.savepoint()
        answer = browser(who, "manager").post(addresses(name), data)
        if name not in ("give", "hire-act"):  # a wrong code, and a thing that is not out: told, see the tests of hire
            assert answer.status_code == 302, (name, answer.status_code)
            assert written() != before or name in ("set-places", "plan"), name
        transaction.savepoint_rollback(undone)


def test_another_region_finds_nothing(addresses, staff):
    """A provider of Lipetsk: its worker is taken to Lipetsk, and what Chelyabinsk has is missing there."""
    from ryadom.people.models import Organisation
    from ryadom.providers import api as providers

    head = staff("Глава Липецка", "head", region=LIP)
    body = Organisation.objects.create(region=LIP, title="Липецкие")
    theirs = providers.enlist(by=head, organisation=body.pk, owner="ngo", on=ON)
    account = Account.objects.create_user("Лев Липецкий")
    providers.admit(by=head, provider=theirs.id, account_id=account.pk, name="Лев", on=ON)
    client = Client()
    client.force_login(account)
    assert client.get("/provider/").status_code == 302
    assert "Липецкие" in text(client.get("/provider/"))
    for name, (method, _may, own) in PAGES.items():
        if not own:
            assert getattr(client, method)(addresses(name)).status_code == 404, name


def test_a_form_without_its_token_is_not_taken(who, addresses):
    client = Client(enforce_csrf_checks=True)
    client.force_login(Account.objects.get(pk=who["manager"].account_id))
    before = written()
    for name, data in PRESSES.items():
        assert client.post(addresses(name), data).status_code == 403
    assert written() == before


def test_unknown_things_are_missing(who):
    client = browser(who, "manager")
    for path in ("visits", "orders", "people"):
        assert client.get(f"/provider/{path}/{uuid4()}/").status_code == 404
    assert client.post("/provider/places/moon/", {}).status_code == 404
    assert MONDAY_NOON.date() > ON


def test_the_page_tells_neither_the_need_nor_the_reasons(who, addresses):
    client = browser(who, "manager")
    for name, (method, _may, _own) in PAGES.items():
        if method == "get":
            page = text(client.get(addresses(name)))
            assert not [word for word in ("Упала", "перелом", "один</") if word in page], name
