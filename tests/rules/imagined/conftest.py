"""The rulebook of Chelyabinsk region, compiled once, and its imagined region."""

import pytest

from ryadom.rules.cli import PRACTICES, Books
from ryadom.rules.compiled import Rulebook
from ryadom.rules.imagined.making import region_file
from ryadom.rules.imagined.marginals import RegionFile


@pytest.fixture(scope="session")
def practices() -> Books:
    return Books(PRACTICES)


@pytest.fixture(scope="session")
def book(practices: Books) -> Rulebook:
    found = practices("RU-CHE")
    assert found
    return found


@pytest.fixture(scope="session")
def region() -> RegionFile:
    return region_file("chelyabinsk")
