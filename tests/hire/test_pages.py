"""The pages of hire: every address, every role, both regions; what the person and staff read."""

import pytest
from django.test import Client
from tests.hire.conftest import CHE, LIP, WHEN

from ryadom.hire import api as hire
from ryadom.hire.models import Hire
from ryadom.hire.pages.urls import urlpatterns
from ryadom.people.models import AccessLine, Account
from ryadom.regions import clock

pytestmark = pytest.mark.django_db
ROLES = ("herself", "stranger", "curator", "specialist", "head", "observer", "point", "foreign", "anonymous")
STAFF, ALL = {"curator", "specialist", "head"}, set(ROLES)
# name -> (method, who may, status for the others)
PAGES = {
    "mine": ("get", ALL, 0),
    "thing": ("get", ALL, 0),
    "hire": ("get", {"herself"}, 404),
    "act": ("post", {"herself"}, 404),
    "waiting": ("get", STAFF | {"foreign"}, 403),
    "decide": ("get", STAFF, 403),
    "behalf": ("get", {"curator", "specialist"}, 403),
}


@pytest.fixture(autouse=True)
def _today(settings):
    settings.RYADOM_REGION = CHE
    with clock.frozen(WHEN["at"]):
        yield


@pytest.fixture
def who(herself, resident, person, staff, tamara):
    roles = {role: staff(f"Кто {role}", role) for role in ("curator", "specialist", "head", "observer")}
    return {
        **roles, "herself": herself, "stranger": resident(person("Чужая")), "point": tamara,
        "foreign": staff("Липа", "curator", "specialist", "head", region=LIP),
    }  # fmt: skip


def browser(who, role):
    client = Client()
    if role in who:
        client.force_login(Account.objects.get(pk=who[role].account_id))
    return client


@pytest.fixture
def address(asked, galina, shelf):
    told = asked(galina)

    def make(name):
        route = str(next(one for one in urlpatterns if one.name == name).pattern)
        for key, value in {"<uuid:hire>": told.id, "<uuid:person>": galina.pk, "<slug:thing>": "walker"}.items():
            route = route.replace(key, str(value))
        return f"/hire/{route}"

    return make


def test_the_matrix_knows_every_address():
    assert {one.name for one in urlpatterns} == PAGES.keys()


@pytest.mark.parametrize("role", ROLES)
def test_every_page(role, who, address):
    wrong = {}
    for name, (method, may, otherwise) in PAGES.items():
        status = getattr(browser(who, role), method)(address(name)).status_code
        right = {200, 302} if role in may else {otherwise, 302 if role == "anonymous" else otherwise}
        if role in ("foreign",) and name in ("decide", "behalf"):
            right = {404}
        if name == "act" and role == "herself":
            right = {404}  # a press without a word what to do
        if status not in right:
            wrong[name] = status
    assert not wrong


def test_she_asks_once_chooses_and_reads_her_code(who, shelf, care, nina, book):
    client = browser(who, "herself")
    assert client.post("/hire/things/walker/", {"need": "после перелома"}).status_code == 302
    again = client.post("/hire/things/walker/", {"need": "ещё раз"})
    assert again.status_code == 422
    row = Hire.objects.in_region(CHE).get()
    hire.confirm(by=nina, hire=row.token, ground="region", why="порядок", book=book, **WHEN)
    assert client.post(f"/hire/{row.token}/act/", {"do": "keep", "point": "moon"}).status_code == 409
    client.post(f"/hire/{row.token}/act/", {"do": "keep", "point": str(care.id)})
    page = client.get(f"/hire/{row.token}/").content.decode()
    code = hire.one(by=who["herself"], id=row.token, on=WHEN["on"]).code
    assert code in page
    assert code not in browser(who, "curator").get(f"/hire/staff/{row.token}/").content.decode()


def test_staff_leave_one_line_a_day_for_each_name(who, address, galina):
    client = browser(who, "specialist")
    for _ in range(3):
        client.get("/hire/staff/")
        client.get(address("decide"))
    assert AccessLine.objects.in_region(CHE).filter(person=galina.pk, reader_name="Кто specialist").count() == 1


def test_a_curator_decides_nothing(who, address):
    browser(who, "curator").post(address("decide"), {"do": "confirm", "ground": "ipra", "why": "ИПРА"})
    assert Hire.objects.in_region(CHE).get().stage == "asked"


@pytest.mark.parametrize("path", ["/hire/", "/hire/staff/"])
def test_thirty_rows_cost_what_one_costs(path, who, asked, person, shelf):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost():
        client.get(path)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path).status_code == 200
        return len(caught)

    client = browser(who, "specialist")
    asked(person("Первая"))
    one = cost()
    for number in range(29):
        asked(person(f"Сосед{number}"))
    assert cost() == one
