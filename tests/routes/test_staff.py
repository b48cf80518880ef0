"""The desk moves a path with a family: who asked, by which paper, why not, when; a daughter for her mother."""

from datetime import date, timedelta

import pytest
from django.test import Client

from ryadom.people.models import Account
from ryadom.routes import api as routes
from ryadom.routes.api import State

from .conftest import CHE, LIP, ON

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def at(actor):
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def read(page):
    return page.content.decode().replace("\u00a0", " ")


@pytest.fixture
def vera(staff):
    return staff("Вера Кузина", "curator")


@pytest.fixture
def desk(vera, tamara):
    """Vera has said why she opens the file of Tamara."""
    client = at(vera)
    client.post(f"/staff/people/{tamara.pk}/purpose/", {"purpose": "came"})
    return client


@pytest.fixture
def begun(vera, tamara, walks):
    """Tamara's path after her husband's death, as she asked for it on the phone."""
    return walks.choose(vera, tamara, "death", happened_on=date(2026, 10, 19))


def post(desk, tamara, token, **data):
    back = f"/staff/people/{tamara.pk}/"
    return desk.post(f"/paths/{token}/step/", {"back": back, **data})


def test_vera_begins_a_path_and_it_says_who_asked(desk, tamara):
    back = f"/staff/people/{tamara.pk}/"
    form = {"back": back, "route": "death", "person": str(tamara.pk), "day": "19.10.2026"}
    refused = desk.post("/paths/begin/", {**form, "asked": " "})
    assert refused.status_code == 409 and "кто попросил" in read(refused)
    done = desk.post("/paths/begin/", {**form, "asked": "соседка, пришла вместе с ней"})
    assert done["Location"] == f"{back}#paths"
    page = read(desk.get(back))
    assert "Попросили: соседка, пришла вместе с ней." in page and "сделано 0 из 9" in page


def test_a_step_is_done_by_a_paper_or_passed_over_for_a_reason(desk, tamara, begun, walks, vera):
    assert post(desk, tamara, begun, do="done", step="medical-certificate", words="").status_code == 409
    assert post(desk, tamara, begun, do="skipped", step="bills", words="  ").status_code == 409
    post(desk, tamara, begun, do="done", step="medical-certificate", words="медицинское свидетельство")
    post(desk, tamara, begun, do="skipped", step="bills", words="лицевой счёт уже её")
    steps = walks.steps(vera, begun)
    assert (steps["medical-certificate"].state, steps["medical-certificate"].words) == (
        State.DONE, "медицинское свидетельство",
    )  # fmt: skip
    assert (steps["bills"].state, steps["bills"].who) == (State.SKIPPED, "Вера Кузина")
    assert walks.see(vera, begun).counted == (1, 8)
    page = read(desk.get(f"/staff/people/{tamara.pk}/"))
    assert "лицевой счёт уже её" in page and "медицинское свидетельство" in page
    post(desk, tamara, begun, do="undone", step="bills")
    assert walks.steps(vera, begun)["bills"].state is State.AHEAD


def test_what_was_passed_over_stands_in_nobodys_way(begun, walks, vera):
    walks.mark(vera, begun, "medical-certificate", "skipped", words="свидетельство уже в ЗАГСе")
    assert walks.steps(vera, begun)["death-record"].state is State.OPEN


def test_a_day_is_put_and_when_it_has_passed_that_is_said(begun, walks, vera, book):
    walks.mark(vera, begun, "medical-certificate", "planned", due=ON + 3 * DAY)
    step = walks.steps(vera, begun)["medical-certificate"]
    assert (step.state, step.planned, step.overdue(ON)) == (State.OPEN, ON + 3 * DAY, "")
    later = routes.one(by=vera, token=begun, book=book, on=ON + 4 * DAY)
    assert {one.step.id: one.overdue(ON + 4 * DAY) for one in later.steps}["medical-certificate"] == "day"
    for due in (None, ON - DAY, ON + 731 * DAY):
        with pytest.raises(routes.Wordless):
            walks.mark(vera, begun, "medical-certificate", "planned", due=due)
    walks.mark(vera, begun, "medical-certificate")
    assert walks.steps(vera, begun)["medical-certificate"].planned is None


def test_a_late_answer_is_overdue_and_a_kept_one_is_not(begun, walks, vera, book):
    walks.mark(vera, begun, "medical-certificate", "started")
    step = walks.steps(vera, begun)["medical-certificate"]
    assert step.overdue(ON) == ""  # the term was not entered: nobody is called late by a guess
    assert walks.steps(vera, begun)["death-record"].overdue(ON) == "deadline"


def test_branches_stand_side_by_side_and_say_what_they_open(begun, walks, vera):
    steps = walks.steps(vera, begun)
    assert (steps["medical-certificate"].stage, steps["death-record"].stage) == (1, 2)
    assert {steps[one].stage for one in ("unpaid-pension", "stop-payments", "heirs", "bills")} == {3}
    assert steps["medical-certificate"].opens == (steps["death-record"].step.title.ru,)
    assert len(steps["death-record"].opens) > 4


def test_the_sheet_is_for_paper_and_staff_who_print_it_are_written_down(desk, tamara, begun, resident):
    page = read(desk.get(f"/paths/{begun}/sheet/"))
    assert "можно одновременно" in page and "Срок был до 22 октября 2026" in page and "Взять с собой" in page
    me = at(resident(tamara))
    assert "Лист пути для печати" in read(me.get("/me/"))
    assert me.get(f"/paths/{begun}/sheet/").status_code == 200


def test_a_daughter_walks_for_her_old_mother(tamara, person, represents, resident, vera):
    daughter = person("Жукова", "Елена")
    represents(daughter, tamara)
    home = at(resident(daughter))
    assert "Для кого этот путь?" in read(home.get("/ways/death/"))
    page = home.post("/ways/death/", {"whom": str(tamara.pk)}, follow=True)
    assert "Для кого: Тамара Ильинична" in read(page) and "если вы на пенсии" not in read(page)
    assert "Для кого: Тамара Ильинична" in read(home.get("/ways/"))
    assert routes.briefs(region=CHE, persons=[tamara.pk])[0].route == "death"
    assert routes.briefs(region=CHE, persons=[daughter.pk]) == ()


def test_nobody_walks_for_a_stranger(tamara, person, resident, law):
    home = at(resident(person("Чужова")))
    page = home.post("/ways/death/", {"whom": str(tamara.pk)})
    assert page.status_code == 422 and "вы здесь не действуете" in read(page)
    assert routes.briefs(region=CHE, persons=[tamara.pk]) == ()


STAFF = {"curator", "specialist"}
SHEET = STAFF | {"head", "self", "representative"}


@pytest.mark.parametrize(
    "role", ["self", "representative", "stranger", "curator", "specialist", "head", "methodologist", "foreign"]
)
def test_who_may_open_the_sheet_and_press_the_buttons(
    role, tamara, begun, person, represents, resident, staff, walks, vera
):
    daughter = person("Жукова", "Елена")
    represents(daughter, tamara)
    who = {
        "self": lambda: resident(tamara), "representative": lambda: resident(daughter),
        "stranger": lambda: resident(person("Чужова")),
        "foreign": lambda: staff("Липа", "curator", region=LIP),
    }.get(role, lambda: staff(f"Кто {role}", role))()  # fmt: skip
    client = at(who)
    assert (client.get(f"/paths/{begun}/sheet/").status_code == 200) == (role in SHEET)
    post(client, tamara, begun, do="skipped", step="medical-certificate", words="видели")
    assert (walks.steps(vera, begun)["medical-certificate"].state is State.SKIPPED) == (role in STAFF)


def test_bad_input_leads_nowhere_else(desk, tamara, begun):
    assert post(desk, tamara, begun, do="dance", step="bills").status_code == 404
    assert post(desk, tamara, begun, do="planned", step="bills", day="когда-нибудь").status_code == 422
    away = desk.post(
        f"/paths/{begun}/step/", {"back": "https://example.org/", "do": "skipped", "step": "bills", "words": "так"}
    )
    assert away["Location"] == "/staff/#paths"
    assert desk.post("/paths/begin/", {"route": "death", "person": "x", "asked": "сама"}).status_code == 404
