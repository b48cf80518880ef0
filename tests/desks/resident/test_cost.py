"""A resident's page costs at most twelve queries, and as many for one row as for thirty."""

# ruff: noqa: F811  (fixtures of other folders, taken by their names)

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.desks.curator.conftest import _law, _today  # noqa: F401  (the small library of invented measures as the law)
from tests.measures.conftest import (  # noqa: F401  (the same office and families)
    AT,
    CHE,
    ON,
    WHEN,
    book,
    draft,
    fact,
    galina,
    household,
    ivan,
    nina,
    oleg,
    person,
    represents,
    resident,
    sent,
    staff,
    the_book,
)
from tests.papers.test_checks import photo

from ryadom.cases import api as cases
from ryadom.measures import api as measures
from ryadom.papers import api as papers
from ryadom.people import api as people
from ryadom.people.models import Account
from ryadom.talk import api as talk

pytestmark = pytest.mark.django_db
MOST = 12


def at_home(actor):
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def cost(client, path):
    client.get(path)  # the regions of the account are asked once a session
    with CaptureQueriesContext(connection) as spent:
        assert client.get(path).status_code == 200
    return sum("SAVEPOINT" not in one["sql"] for one in spent)  # those are only for the rollback of these tests


@pytest.fixture
def me(galina, resident):
    return resident(galina)


@pytest.fixture
def grows(galina, me, person, household, fact, represents, sent, nina):
    """People for whom Galina acts, each with an award and a sheet of another body; readings, consents, drafts."""

    def come(first, last):
        for number in range(first, last):
            who = person(f"Людина{number}", "Анна", "")
            represents(galina, who, ("all",))
            fact(who, "lives-here", True)
            household(who, (person(f"Людин{number}", "Лев", ""), "child"))
            claim = sent(me, who, "certificate")
            measures.decide_grant(by=nina, claim=claim.token, book=the_book(), **WHEN)
            measures.print_sheet(
                by=me, person=who.pk, measure="elsewhere", subject=str(galina.pk), channel="web", book=the_book(), on=ON
            )
            people.log_reading(by=nina, at=AT, person_ids=[galina.pk], purpose="Проверка")
            text = {"purpose": f"news-{number}", "text_version": "1", "how": "paper"}
            people.give_consent(by=me, **WHEN, person_id=galina.pk, **text)
            talk.start(region=CHE, owner=talk.Owner(account_id=me.account_id), at=AT)

    return come


@pytest.mark.parametrize("path", ["/claims/", "/me/", "/help/", "/"])
def test_her_pages_cost_the_same_for_one_row_and_for_thirty(path, me, grows):
    home = at_home(me)
    grows(0, 1)
    one = cost(home, path)
    grows(1, 30)
    assert cost(home, path) == one <= MOST


@pytest.fixture
def refused(galina, me, person, household, fact, represents, resident, draft, nina, oleg, book, settings, tmp_path):
    """A claim with everything that may hang on it: papers, requests, a line for each, a refusal, a complaint."""
    settings.MEDIA_ROOT = tmp_path

    def make(rows):
        who = person(f"Ким{rows}", "Вера", "")
        _family, home = household(who)
        represents(galina, who, ("all",))
        fact(who, "lives-here", True)
        fact(home, "gas", True)
        claim = draft(me, who, "gas")
        for number in range(rows):
            files = [(f"{number}.jpg", photo(size=(40 + number, 60)))]
            paper = papers.add(
                region=CHE, owner=who.pk, kind="contract", title="Договор", files=files, account=me.account_id, at=AT
            )
            measures.attach_paper(by=me, claim=claim.token, paper=paper.token, document="contract", **WHEN)
        claim = measures.send(by=me, claim=claim.token, book=book, **WHEN)
        cases.take(by=nina, case=claim.case.token, **WHEN)
        for number in range(rows):
            asked = {"authority": "ЗАГС", "subject": f"справка {number}", "due_on": ON + timedelta(days=3)}
            cases.request(by=nina, case=claim.case.token, **asked, **WHEN)
        _refuse(claim, nina, book)
        for _time in range(min(rows, 3)):
            tried = measures.appeal(by=me, claim=claim.token, text="Не согласна", channel="web", book=book, **WHEN)
            cases.take(by=oleg, case=tried.case, **WHEN)
            measures.resolve_appeal(by=oleg, claim=claim.token, change=False, reason="Газ в доме есть", **WHEN)
        return claim

    return make


def _refuse(claim, by, book):
    measures.decide_refuse(by=by, claim=claim.token, book=book, ground="criteria", criteria=("no-gas",), **WHEN)


def test_a_claim_with_all_that_may_hang_on_it_costs_the_same(me, refused):
    """Read by who acts for the person: the ground of acting is asked too."""
    home = at_home(me)
    small, large = (f"/claims/{refused(rows).token}/" for rows in (1, 30))
    page = home.get(large)
    assert len(page.context["appeals"]) == 3 and page.context["question"] and len(page.context["items"][0].papers) == 30
    assert len(page.context["steps"]) > 30
    assert cost(home, small) == cost(home, large) <= MOST


def test_a_place_in_the_queue_costs_the_same_for_one_and_for_thirty(
    person, household, resident, nina, ivan, sent, book
):
    def wait(number):
        mother = person(f"Лим{number}", "Марина", "")
        household(mother, *[(person(f"Лим{number}", f"Ребёнок{n}", ""), "ward") for n in range(5)])
        me = resident(mother)
        claim = sent(me, mother, "car", subject="family")
        measures.decide_grant(by=nina, claim=claim.token, book=book, **WHEN)
        measures.approve(by=ivan, claim=claim.token, book=book, **WHEN)
        return at_home(me), f"/claims/{claim.token}/"

    home, path = wait(0)
    one = cost(home, path)
    for number in range(1, 30):
        home, path = wait(number)
    assert "место 30" in home.get(path).content.decode()
    assert cost(home, path) == one <= MOST
