"""Setting up on a stranger's machine: each obstacle is one sentence, a killed step begins again."""

import os
import shutil
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from ryadom.site import prepare

CHECKOUT = Path(__file__).resolve().parents[2]
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def empty(monkeypatch, tmp_path):
    """A checkout in which nothing is set up yet."""
    monkeypatch.setattr(prepare, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(prepare, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    return tmp_path


@pytest.fixture
def borrowed(monkeypatch, empty):
    """The same, with the Python that runs these tests in place of a virtual environment's."""
    (empty / ".venv").mkdir()
    monkeypatch.setattr(prepare, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(prepare, "CHECKOUT", empty)
    (empty / "some.lock").write_text("nothing==1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n")
    return empty


def one_sentence(capsys):
    told = capsys.readouterr().err
    assert told.startswith("Ryadom cannot start: ")
    assert told.count("\n") == 1
    assert "Traceback" not in told
    return told


def test_without_a_new_enough_python_make_says_so(tmp_path):
    for tool in ("sh", "true"):
        (tmp_path / tool).symlink_to(shutil.which(tool))
    (tmp_path / "python3").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "python3").chmod(0o755)
    make = shutil.which("make")
    told = subprocess.run(
        [make, "run"], cwd=CHECKOUT, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert told.returncode == 2
    assert "Ryadom needs Python 3.11 or newer and found none" in told.stderr
    assert "Нужен Python 3.11" in told.stderr
    assert "Traceback" not in told.stderr


def test_an_old_python_that_starts_us_by_hand_is_named(monkeypatch, capsys):
    monkeypatch.setattr(prepare, "OLDEST", (4, 0))
    assert prepare.main([]) == 1
    assert sys.executable in one_sentence(capsys)


def test_a_full_disk_is_named_before_anything_is_done(empty, monkeypatch, capsys):
    monkeypatch.setattr(prepare.shutil, "disk_usage", lambda place: Usage(10**12, 10**12, 10**6))
    assert prepare.main([]) == 1
    assert "disk is nearly full: 1 MB free" in one_sentence(capsys)
    assert not (empty / ".venv").exists()


def test_no_network_is_named(borrowed, monkeypatch):
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:1/simple")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    with pytest.raises(prepare.Obstacle, match="index cannot be reached: check the network"):
        prepare.install("some.lock", "проба")
    assert not (borrowed / ".venv" / "some.lock.installed").exists()


def test_neither_npm_nor_network_is_one_sentence(borrowed, monkeypatch, capsys):
    (borrowed / "src/ryadom/ui").mkdir(parents=True)
    (borrowed / "src/ryadom/ui/assets.py").touch()
    (borrowed / "requirements-node.lock").write_text("nothing==1.0\n")
    failed = subprocess.CompletedProcess([], 1, "", "npm is needed once: install Node.js.\n")
    monkeypatch.setattr(prepare, "run", lambda *command: failed)
    monkeypatch.setattr(prepare, "follow", lambda command, total: "ERROR: Temporary failure in name resolution")
    monkeypatch.setattr(prepare.shutil, "which", lambda name: None)
    with pytest.raises(prepare.Obstacle, match="index cannot be reached"):
        prepare.bring_assets()


def test_assets_that_cannot_be_had_pass_on_their_sentence(borrowed, monkeypatch):
    (borrowed / "src/ryadom/ui").mkdir(parents=True)
    (borrowed / "src/ryadom/ui/assets.py").touch()
    failed = subprocess.CompletedProcess([], 1, "", "npm was silent for 300 seconds: check the network.\n")
    monkeypatch.setattr(prepare, "run", lambda *command: failed)
    monkeypatch.setattr(prepare.shutil, "which", lambda name: "/usr/bin/npm")
    with pytest.raises(prepare.Obstacle, match="npm was silent"):
        prepare.bring_assets()


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "is not the one that"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: No matching distribution found for x==1", "check the network"),
        ("ERROR: something else\n", "could not be installed: something else"),
    ],
)
def test_what_pip_says_becomes_a_sentence(told, sentence):
    assert sentence in prepare.why_not_installed(told, "some.lock")


def test_a_done_step_is_passed_and_a_killed_one_begins_again(borrowed, monkeypatch):
    calls = []
    monkeypatch.setattr(prepare, "follow", lambda command, total: calls.append(total))
    prepare.install("some.lock", "проба")
    prepare.install("some.lock", "проба")
    assert calls == [1]
    (borrowed / ".venv" / "some.lock.installed").unlink()  # what a kill before the end leaves
    prepare.install("some.lock", "проба")
    assert calls == [1, 1]


def test_a_changed_lock_is_installed(borrowed, monkeypatch):
    calls = []
    monkeypatch.setattr(prepare, "follow", lambda command, total: calls.append(total))
    prepare.install("some.lock", "проба")
    (borrowed / "some.lock").write_text("nothing==1.1\nmore==1.0\n")
    prepare.install("some.lock", "проба")
    assert calls == [1, 2]


@pytest.mark.slow
def test_a_broken_environment_is_made_anew(empty):
    (empty / ".venv" / "bin").mkdir(parents=True)
    (empty / ".venv" / "bin" / "python").symlink_to("/nonexistent/python")
    prepare.make_venv()
    assert prepare.works(prepare.PYTHON, "-m", "pip", "--version")
    (empty / "src").mkdir()
    prepare.link_house()
    told = subprocess.run([empty / ".venv/bin/python", "-c", "import ryadom; print(ryadom.__file__)"],
                          capture_output=True, text=True, check=True, cwd="/", env={})  # fmt: skip
    assert told.stdout.strip() == str(CHECKOUT / "src" / "ryadom" / "__init__.py")
