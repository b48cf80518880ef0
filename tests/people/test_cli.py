"""The first member of staff of a region is appointed from the terminal."""

import pytest
from click.testing import CliRunner

from ryadom.people import api
from ryadom.people.cli import staff_group
from ryadom.people.models import Account
from ryadom.regions.clock import today

pytestmark = pytest.mark.django_db
BOYKO = ["appoint", "boyko", "--region", "RU-CHE", "--role", "head", "--name", "Елена Бойко"]


def run(*arguments: str, password: str = "rodnikovsk-1974"):
    return CliRunner().invoke(staff_group, [*arguments, "--password", password])


def test_elena_boyko_is_appointed_and_may_sign_in():
    done = run(*BOYKO)
    assert done.exit_code == 0, done.output
    account = Account.objects.get(login="boyko")
    assert account.check_password("rodnikovsk-1974")
    known = api.actor(account_id=account.pk, region="RU-CHE", on=today("RU-CHE"))
    assert known.roles == {"head"}


def test_a_weak_password_a_strange_region_and_a_second_time_are_refused_with_a_sentence():
    assert run(*BOYKO, password="1234").exit_code == 1
    assert not Account.objects.exists()
    assert run(*[word.replace("RU-CHE", "Урал") for word in BOYKO]).exit_code == 1
    assert not Account.objects.exists(), "nothing half done"
    run(*BOYKO)
    again = run(*BOYKO)
    assert again.exit_code == 1
    assert "уже" in again.output
