"""Galina wants a walker after a fall; «Забота рядом» has two, and one more point has one."""

from datetime import date, timedelta

import pytest
from tests.services.conftest import (  # noqa: F401  (the same office, the same providers)
    AT,
    CHE,
    LIP,
    ON,
    WHEN,
    book,
    care,
    galina,
    herself,
    ivan,
    nina,
    oleg,
    person,
    provider,
    represents,
    resident,
    staff,
    tamara,
    vera,
    worker,
)

from ryadom.hire import api as hire

LATER = ON + timedelta(days=30)
OPENED = date(2026, 1, 1)


@pytest.fixture
def shelf(care, tamara, book):  # noqa: F811
    """Two walkers of «Забота рядом»."""
    return [
        hire.put_on_shelf(by=tamara, provider=care.id, thing="walker", number=f"Х-{n}", book=book, on=OPENED)
        for n in (1, 2)
    ]


@pytest.fixture
def asked(vera, book):  # noqa: F811
    def make(whom, thing="walker"):
        return hire.ask(by=vera, person=whom.pk, thing=thing, need="после перелома", channel="phone", book=book, **WHEN)

    return make


@pytest.fixture
def due(asked, nina, book):  # noqa: F811
    """Confirmed by the specialist."""

    def make(whom, thing="walker"):
        told = asked(whom, thing)
        return hire.confirm(by=nina, hire=told.id, ground="ipra", why="ИПРА 12 от 01.11.2026", book=book, **WHEN)

    return make


@pytest.fixture
def kept(due, galina, vera, care, shelf):  # noqa: F811
    return hire.keep(by=vera, hire=due(galina).id, provider=care.id, **WHEN)


def code_of(by, told):
    """The code as the person reads it on their page."""
    return hire.one(by=by, id=told.id, on=ON).code
