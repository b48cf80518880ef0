"""The floors and the doors, held against the house and against graphs that break them."""

import subprocess
import sys
from pathlib import Path

import grimp
import pytest
from tests.house.contracts import DoorContract, FloorsContract, room_of

CHECKOUT = Path(__file__).resolve().parents[2]


def test_the_house_keeps_all_contracts():
    """In a process of its own: the linter switches off every logger that it finds."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    told = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    assert "Contracts: 4 kept, 0 broken." in told.stdout


def house(*imports, extra=()):
    graph = grimp.ImportGraph()
    modules = {"ryadom", *extra, *(module for pair in imports for module in pair)}
    for module in modules:
        parts = module.split(".")
        for size in range(1, len(parts) + 1):
            graph.add_module(".".join(parts[:size]))
    for importer, imported in imports:
        graph.add_import(importer=importer, imported=imported, line_number=1, line_contents="import")
    return graph


def floors(graph):
    return FloorsContract("floors", {"root_packages": ["ryadom"]}, {}).check(graph, verbose=False).kept


def door(graph):
    contract = DoorContract("door", {}, {"open_rooms": ["feel", "kit", "regions", "ui"]})
    return contract.check(graph, verbose=False).kept


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("ryadom.people.actions", "ryadom.cases.api"),  # upwards
        ("ryadom.rules.answers", "ryadom.papers.api"),  # a sibling
        ("ryadom.kit.money", "ryadom.regions.clock"),  # from the ground up
        ("ryadom.measures.actions", "ryadom.desks.curator.api"),
    ],
)
def test_floors_can_fail(importer, imported):
    assert not floors(house((importer, imported)))


def test_a_room_that_no_floor_names_is_found():
    assert not floors(house(extra=["ryadom.newroom.api"]))


def test_calling_down_is_fine():
    assert floors(house(("ryadom.cases.actions", "ryadom.people.api"), ("ryadom.people.api", "ryadom.kit.money")))


@pytest.mark.parametrize("inside", ["models", "actions", "queries", "may", "apps"])
def test_doors_can_fail(inside):
    assert not door(house(("ryadom.cases.actions", f"ryadom.people.{inside}")))


@pytest.mark.parametrize("inside", ["people.api", "people.events", "people.api.persons", "ui.links", "kit.money"])
def test_doors_let_guests_in(inside):
    assert door(house(("ryadom.cases.actions", f"ryadom.{inside}")))


def test_a_room_is_at_home_in_itself():
    assert door(house(("ryadom.cases.actions", "ryadom.cases.models")))


def test_every_module_knows_its_room():
    assert room_of("ryadom.desks.public.pages.home") == "desks.public"
    assert room_of("ryadom.cases.actions") == "cases"
    assert room_of("ryadom") is None
