"""Every page and every press, every role, both regions, over HTTP: who may, who is turned away, and nothing breaks."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern

from ryadom.cases import api as cases
from ryadom.desks.curator.care.acting import ACTS as CARE_ACTS
from ryadom.desks.curator.claimacts import ACTS
from ryadom.desks.curator.urls import urlpatterns
from ryadom.measures import api as measures
from ryadom.people import api as people
from ryadom.people.actions.pairs import propose_pair
from ryadom.people.models import Account, Likeness
from ryadom.rules import api as rules
from ryadom.services import api as services
from ryadom.talk import api as talk

from .conftest import A_VALUE, CHE, LIP, ON, WHEN, the_book, the_places

pytestmark = pytest.mark.django_db

ROLES = ("curator", "specialist", "head", "methodologist", "observer", "foreign", "resident", "anonymous")
WORKERS = {"curator", "specialist", "head"}
ENTERS = {"curator", "specialist"}
SERVES = {*WORKERS, "methodologist", "observer"}
CONFIRM = {"head", "methodologist"}
WRITES = {"methodologist"}
RUNS = {"curator", "head"}
NOBODY = set()  # of these: only who entered it takes it back

# name of the address -> (method, who may, whether another region's staff of every role may open such a page of theirs)
PAGES = {
    "home": ("get", SERVES, True),
    "xlsx": ("get", WORKERS, True),
    "today": ("get", WORKERS, True),
    "approvals": ("get", {"head"}, True),
    "due": ("get", SERVES, True),
    "finish-note": ("post", WORKERS, False),
    "search": ("get", WORKERS, True),
    "register": ("get", ENTERS, True),
    "files": ("get", ENTERS, True),
    "file": ("get", ENTERS, False),
    "file-load": ("post", ENTERS, False),
    "file-forget": ("post", ENTERS, False),
    "twins": ("get", ENTERS, True),
    "twin": ("get", ENTERS, False),
    "twin-answer": ("post", ENTERS, False),
    "part": ("post", ENTERS, False),
    "person": ("get", WORKERS, False),
    "purpose": ("post", WORKERS, False),
    "note": ("post", WORKERS, False),
    "passport": ("post", ENTERS, False),
    "code": ("post", ENTERS, False),
    "apply": ("post", ENTERS, False),
    "sheets": ("get", WORKERS, False),
    "sheet": ("get", WORKERS, False),
    "mark": ("post", ENTERS, False),
    "remind": ("post", ENTERS, False),
    "stop-reminding": ("post", ENTERS, False),
    "contacts": ("get", ENTERS, False),
    "family": ("post", ENTERS, False),
    "member-add": ("get", ENTERS, False),
    "member-confirm": ("post", ENTERS, False),
    "member-end": ("post", ENTERS, False),
    "represent": ("get", ENTERS, False),
    "represent-end": ("post", ENTERS, False),
    "consent": ("get", ENTERS, False),
    "facts": ("get", ENTERS, False),
    "incomes": ("get", ENTERS, False),
    "assist": ("post", ENTERS, False),
    "leave-assist": ("post", ENTERS, False),
    "keep-answers": ("post", ENTERS, False),
    "claim": ("get", WORKERS, False),
    "appeal": ("get", WORKERS, False),
    "decision": ("get", WORKERS, False),
    "application": ("get", WORKERS, False),
    "practices": ("get", CONFIRM, True),
    "parameters": ("get", CONFIRM, True),
    "parameter": ("get", CONFIRM, True),
    "value": ("get", CONFIRM, True),
    "value-approve": ("post", CONFIRM, False),
    "value-return": ("post", CONFIRM, False),
    "value-take-back": ("post", NOBODY, False),
    "places": ("get", CONFIRM, True),
    "measure-places": ("get", CONFIRM, True),
    "places-approve": ("post", CONFIRM, False),
    "places-return": ("post", CONFIRM, False),
    "places-take-back": ("post", NOBODY, False),
    "drafts": ("get", CONFIRM, True),
    "draft-new": ("get", WRITES, True),
    "draft-rule": ("post", WRITES, True),
    "draft-words": ("get", WRITES, True),
    "draft": ("get", CONFIRM, False),
    "draft-edit": ("get", WRITES, False),
    "draft-live": ("post", WRITES, False),
    "draft-file": ("get", CONFIRM, False),
    "draft-approve": ("post", CONFIRM, False),
    "draft-return": ("post", CONFIRM, False),
    "draft-take-back": ("post", NOBODY, False),
    "draft-begin": ("post", WRITES, True),
    "measure": ("get", CONFIRM, True),
    "confirm-second": ("post", CONFIRM, False),
    "confirm-withdraw": ("post", CONFIRM, False),
    "day": ("get", {"curator"}, True),
    "plan": ("post", {"curator"}, True),
    "families": ("get", RUNS, True),
    "families-xlsx": ("get", RUNS, True),
    "beside": ("get", WORKERS, False),
    "contact": ("post", RUNS, False),
    "need": ("post", WORKERS, False),
    "need-answer": ("post", RUNS, False),
    "calls": ("post", WORKERS, False),
    "begin": ("post", WORKERS, False),
    "move": ("get", RUNS, False),
    "write": ("post", {"head"}, False),  # a curator writes to families of their own
    "moves": ("get", RUNS, True),
    "settle": ("post", RUNS, False),
    "away": ("get", RUNS, True),
    "back": ("post", RUNS, False),
    "take": ("post", RUNS, False),
    "talk": ("get", RUNS, False),
    "talk-act": ("post", RUNS, True),  # what nobody knows leads back to one's own day
    "duty": ("get", WORKERS, True),
    "duty-terms": ("post", {"head"}, True),
    "duty-cancel": ("post", {"head"}, False),
    "outside": ("get", {"head"}, True),
    "outside-end": ("post", {"head"}, True),
    "load": ("get", {"head", "observer"}, True),
    "capacity": ("post", {"head"}, False),
    "care": ("get", WORKERS, True),
    "care-bills": ("get", WORKERS, True),
    "care-of": ("get", WORKERS, False),
    "care-one": ("get", WORKERS, False),
    "care-draw": ("get", {"specialist"}, False),
    "first-contact": ("post", {"head"}, False),
    "move-now": ("post", {"head"}, False),
    "channels": ("get", {"head", "observer"}, True),
    "letter": ("get", {"head"}, False),
    "letter-settle": ("post", {"head"}, False),
    "post": ("get", WORKERS, True),
    "post-file": ("get", WORKERS, True),
    "posted": ("post", WORKERS, True),
}
OPEN_TO_ALL = {"enter", "leave"}
ACT_ROLES = {
    **dict.fromkeys(("sign", "assist", "confirm"), ENTERS),
    **{one: {"specialist", "head"} for one in ("take", "pause", "resume")},
    **{one: {"specialist"} for one in ("grant", "refuse")},
    **{one: {"head"} for one in ("approve", "give-back", "place", "end-award")},
    **dict.fromkeys(("hand-over", "request", "answer", "check", "bring", "ask", "prove", "outcome", "note"), WORKERS),
}
CARE_ROLES = {
    **{key: {"specialist"} for key in ("recognise", "refuse")},
    **{key: {"head"} for key in ("approve", "give-back", "end", "look-into")},
    **dict.fromkeys(("order", "cancel"), ENTERS),
}


@pytest.fixture
def world(staff, resident, pyotr, asked, person, vera):
    who = {
        "curator": vera,
        "specialist": staff("Спец", "specialist"),
        "head": staff("Глава", "head"),
        "methodologist": staff("Метод", "methodologist"),
        "observer": staff("Министр", "observer"),
        "foreign": staff("Липа", "curator", "specialist", "head", "methodologist", region=LIP),
        "resident": resident(person("Чужой")),
        "entered": staff("Внёс Числа", "methodologist"),
    }
    return who, pyotr, asked


def browser(who, role, pyotr):
    client = Client()
    if role in who:
        client.force_login(Account.objects.get(pk=who[role].account_id))
        client.post(f"/staff/people/{pyotr.pk}/purpose/", {"purpose": "came"})
    return client


@pytest.fixture
def addresses(world, person):
    """The address of every page, with things that exist in Chelyabinsk."""
    who, pyotr, asked = world
    book_of = {"by": who["curator"], **WHEN}
    note = cases.note(**book_of, person=pyotr.pk, text="Позвонить", next_contact_on=ON)
    shift = talk.enter_shift(
        by=who["head"], account=None, name="Сменный дежурный", phone="79000000000", starts_at=WHEN["at"],
        ends_at=WHEN["at"] + timedelta(hours=8), at=WHEN["at"],
    )  # fmt: skip
    filled = {
        "shift": shift.token,
        "person": pyotr.pk, "claim": asked.token, "note": note, "who": str(pyotr.pk), "measure": "certificate",
        "parameter": "subsistence-minimum",
        "member": pyotr.pk, "right": uuid4(), "filing": uuid4(), "confirmation": uuid4(), "token": "no-such-talk",
    }  # fmt: skip

    reminder = measures.remind(
        **book_of, person=pyotr.pk, measure="certificate", subject=str(pyotr.pk), subject_name="", begins=True,
        day=ON + timedelta(days=90), channel="office", book=the_book(),
    )  # fmt: skip
    filled["reminder"] = reminder.token
    propose_pair(CHE, pyotr.pk, person("Орлов", "Пётр", "Ильич").pk, why=("name",), at=WHEN["at"])
    filled |= {
        "pair": Likeness.objects.in_region(CHE).get().pk,
        "joining": uuid4(),
        **{key: uuid4() for key in ("need", "move", "absence", "entry")},
        "thread": "no-such-thread",
        "letter": a_dead_letter(),
        "do": "take",
        "account": who["curator"].account_id,
        "batch": people.keep_batch(
            by=who["curator"], at=WHEN["at"], name="persons.csv", content=b"person;surname;name;source\n"
        ),
    }
    filled["programme"] = services.tell_need(
        **book_of, person=pyotr.pk, need="Не выходит из дома", told_by="curator", form="home", channel="phone",
        book=the_book(),
    ).id  # fmt: skip
    entered = rules.enter_value(by=who["entered"], book=the_book(), offer=A_VALUE, **WHEN).token
    places = measures.enter_places(by=who["entered"], book=the_book(), offer=the_places(3), **WHEN).token
    draft = rules.begin_draft(by=who["entered"], book=the_book(), measure="certificate", content=None, **WHEN)
    of_kind = {
        "letter-settle": {"do": "again"},
        **{f"value-{verb}": {"entry": entered} for verb in ("approve", "return", "take-back")},
        **{f"places-{verb}": {"entry": places} for verb in ("approve", "return", "take-back")},
        "measure-places": {"measure": "car"},
    }

    def make(name):
        pattern = next(one for one in urlpatterns if one.name == name)
        route = str(pattern.pattern)
        for key, value in (filled | {"draft": draft.token} | of_kind.get(name, {})).items():
            for kind in ("uuid", "str", "slug", "int"):
                route = route.replace(f"<{kind}:{key}>", str(value))
        return f"/staff/{route}"

    return make


def a_dead_letter():
    """A message of somebody in Chelyabinsk that could not be handled."""
    from ryadom.channels import api as channels
    from ryadom.channels.models import InboundUpdate

    at = WHEN["at"]
    channels.address(region=CHE, channel=channels.Channel.MAX, bot="main", chat="7", at=at)
    told = (channels.Channel.MAX, "main", "u-dead", "7", "7", channels.Sort.TEXT, at, "тайное горе")
    channels.store(channels.Update(*told), region=CHE, at=at)
    InboundUpdate.objects.in_region(CHE).update(dead_at=at, fault="worker died", begun=8)
    return InboundUpdate.objects.in_region(CHE).get().pk


def test_the_matrix_knows_every_address():
    names = {one.name for one in urlpatterns if isinstance(one, URLPattern)}
    assert names == PAGES.keys() | OPEN_TO_ALL | {"act", "care-act"}
    assert set(ACTS) == set(ACT_ROLES)
    assert set(CARE_ACTS) == set(CARE_ROLES)


@pytest.mark.parametrize("role", ROLES)
def test_every_page(role, world, addresses):
    who, pyotr, _asked = world
    wrong = {}
    for name, (method, may, own) in PAGES.items():
        client = browser(who, role, pyotr)
        status = getattr(client, method)(addresses(name)).status_code
        if status not in expected(role, role in may, own):
            wrong[name] = status
    assert not wrong


def expected(role, may, own):
    """A page may ask for a form (422) or miss a thing (404); who may not gets 403, a stranger the door; 409 where
    another was first; never 500."""
    if role == "anonymous":
        return {302}
    if role == "resident":
        return {403}
    if role == "foreign":
        return {200, 302, 422} if own else {404}  # 422: a form of their own that was not filled
    return {200, 302, 404, 409, 422} if may else {403}


@pytest.mark.parametrize("role", ROLES)
def test_every_press_on_a_claim(role, world):
    who, pyotr, asked = world
    client = browser(who, role, pyotr)
    wrong = {}
    for verb, may in ACT_ROLES.items():
        status = client.post(f"/staff/claims/{asked.token}/do/{verb}/").status_code
        if role == "foreign":
            right = {404}
        elif role == "anonymous":
            right = {302}
        else:
            # Some presses need more than a role: the holder, another state. Then they say so by 403, 409 or 422.
            right = {302, 403, 404, 409, 422} if role in may else {403}
        if status not in right:
            wrong[verb] = status
    assert not wrong


@pytest.mark.parametrize("role", ROLES)
def test_every_press_on_a_programme(role, world, addresses):
    who, pyotr, _asked = world
    client, page = browser(who, role, pyotr), addresses("care-one")
    wrong = {}
    keys = {key: str(uuid4()) for key in ("provider", "order", "case")}
    for verb, may in CARE_ROLES.items():
        status = client.post(f"{page}do/{verb}/", keys).status_code
        if role == "foreign":
            right = {404}
        elif role == "anonymous":
            right = {302}
        elif verb in ("cancel", "end", "order") and role in WORKERS:
            right = {403, 404, 409}  # there is no such order yet: nothing is found before anybody is asked
        else:
            right = {302, 403, 404, 409, 422} if role in may else {403}
        if status not in right:
            wrong[verb] = status
    assert not wrong


def test_an_observer_changes_nothing_by_pressing(world):
    who, pyotr, asked = world
    client = browser(who, "observer", pyotr)
    before = measures.one(by=who["head"], token=asked.token, on=ON)
    for verb in ACTS:
        client.post(f"/staff/claims/{asked.token}/do/{verb}/", {"grant-reason": "x", "refuse-ground": "moved"})
    assert measures.one(by=who["head"], token=asked.token, on=ON) == before


def test_another_region_finds_nobody(world):
    who, pyotr, asked = world
    client = browser(who, "foreign", pyotr)
    client.post("/staff/people/", {"q": "Орлов Пётр"})
    assert "Никого не нашли" in client.get("/staff/people/").content.decode()
    client.post("/staff/people/", {"q": asked.number})
    assert str(pyotr.pk) not in client.get("/staff/people/").content.decode()


def test_unknown_verbs_and_addresses_are_missing(world):
    who, pyotr, asked = world
    client = browser(who, "specialist", pyotr)
    paths = (
        f"/staff/claims/{asked.token}/do/explode/", f"/staff/claims/{uuid4()}/do/take/",
        f"/staff/people/{uuid4()}/note/", "/staff/people/1/",
    )  # fmt: skip
    assert {client.post(path).status_code for path in paths} <= {404, 422}


@pytest.mark.parametrize("name", ["note", "code", "passport", "apply", "assist", "purpose"])
def test_a_form_without_its_token_is_not_taken(name, world, addresses):
    who, _pyotr, _asked = world
    client = Client(enforce_csrf_checks=True)
    client.force_login(Account.objects.get(pk=who["curator"].account_id))
    assert client.post(addresses(name), {"note-text": "x"}).status_code == 403
    assert cases.notes(by=who["curator"], person=_pyotr.pk)[1:] == ()


def test_nothing_personal_stands_in_addresses_or_logs(world, addresses, caplog, capfd):
    who, pyotr, _asked = world
    client = browser(who, "curator", pyotr)
    client.post("/staff/people/", {"q": "Орлов Пётр 112-233-445 95"})
    client.get("/staff/people/")
    for name, (method, _may, _own) in PAGES.items():
        getattr(client, method)(addresses(name))
    client.post("/staff/enter/", {"login": "тайный-логин", "password": "тайное-слово"})
    told = caplog.text + "".join(capfd.readouterr())
    assert not [word for word in ("Орлов", "Пётр", "112-233", "тайный", "тайное", "горе") if word in told]
    assert people.person(region=CHE, id=pyotr.pk).surname == "Орлов"
