"""Lock files pin every package by its hash and name no registry."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).resolve().parents[2]
LOCKS = [
    "requirements.lock", "requirements-dev.lock", "requirements-node.lock", "requirements-spark.lock",
    "requirements-messengers.lock",
]  # fmt: skip
PIN = re.compile(r"([a-z0-9-]+)==([\w.]+)((?: --hash=sha256:[0-9a-f]{64})+)")


def pins(name):
    text = (CHECKOUT / name).read_text().replace(" \\\n    ", " ")
    found = [PIN.fullmatch(line) for line in lines(text)]
    return {canonicalize_name(pin.group(1)): pin.group(2) for pin in found}


def lines(text):
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_is_one_hashed_pin(name):
    assert pins(name)


def test_a_line_without_a_hash_would_be_seen():
    assert PIN.fullmatch("django==5.2.19") is None
    assert PIN.fullmatch("--extra-address https://example") is None


def test_developers_run_what_people_run():
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_the_locks_follow_the_project():
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    asked = {
        "requirements.lock": project["dependencies"],
        "requirements-dev.lock": project["dependencies"] + extras["dev"],
        "requirements-spark.lock": extras["spark"],
        "requirements-node.lock": extras["node"],
    }
    for name, requirements in asked.items():
        locked = pins(name)
        for requirement in map(Requirement, requirements):
            version = locked.get(canonicalize_name(requirement.name))
            assert version is not None, f"{requirement.name} is missing in {name}: make lock"
            assert requirement.specifier.contains(version), f"{requirement.name} {version} in {name}: make lock"
