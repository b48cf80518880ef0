"""The families of the cast as one population, and a short way to try a scenario on them."""

from datetime import date

import pytest
from tests.cases.conftest import staff  # noqa: F401  (the same office)
from tests.stories.cast import NAMES, PRACTICES, family, told

from ryadom.packs.api import load_library
from ryadom.rules.laying import addressed
from ryadom.rules.snapshots.families import part_of
from ryadom.rules.whatif.population import Population
from ryadom.rules.whatif.reading import scenario_of
from ryadom.rules.whatif.running import compare
from ryadom.rules.whatif.sides import StatusQuo

CHELYABINSK = [name for name in NAMES if told(name)["facts"]["region"] == "RU-CHE"]
ON = date(2026, 11, 20)


@pytest.fixture(scope="session")
def quo():
    return StatusQuo.of_library(load_library(PRACTICES), "RU-CHE")


@pytest.fixture(scope="session")
def part(quo):
    return part_of(quo.book, [family(name) for name in CHELYABINSK])


@pytest.fixture(scope="session")
def cast(part):
    """Everybody of the cast who lives in the region."""
    return Population.held([part], title="каст", hash="cast")


@pytest.fixture(scope="session")
def morozovy(quo):
    """The Morozovs alone: three children, 312 roubles a head above the minimum."""
    return Population.held([part_of(quo.book, [family("morozovy")])], title="Морозовы", hash="morozovy")


@pytest.fixture(scope="session")
def read(quo):
    """A scenario of keys and values."""
    return lambda **more: scenario_of(addressed({"title": "Проба", "on": ON} | more, "s.yaml"), quo)


@pytest.fixture(scope="session")
def tried(quo, read):
    """What a scenario does to some people."""
    return lambda people, **more: compare(quo, read(**more), people)
