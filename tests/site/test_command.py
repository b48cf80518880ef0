"""The command `ryadom`: quick to start, one sentence for a foreseen obstacle."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from ryadom.site import cli
from ryadom.site.rooms import rooms_with

CHECKOUT = Path(__file__).resolve().parents[2]


def run(*words, **extra):
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT / "src")} | extra
    command = [sys.executable, "-m", "ryadom.site.cli", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def heavy_modules(module):
    """What importing this module drags in."""
    code = f"import sys; import {module}; print([m for m in ('django', 'psycopg') if m in sys.modules])"
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT / "src")}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)


@pytest.mark.parametrize("room", ["ryadom.site", *(room for room in rooms_with("cli.py") if room != "ryadom.site")])
def test_reading_the_words_of_a_room_is_cheap(room):
    assert heavy_modules(f"{room}.cli").stdout.strip() == "[]"


def test_the_help_names_every_command():
    told = run("--help")
    assert told.returncode == 0
    for word in ("serve", "migrate", "worker", "backup", "restore", "check", "demo"):
        assert f"  {word} " in told.stdout


def test_own_commands_do_not_depend_on_rooms(monkeypatch):
    def broken(room):
        if room != "ryadom.site":
            raise ImportError(room)
        return {"serve": click.Command("serve")}

    monkeypatch.setattr(cli, "_commands_of", broken)
    assert CliRunner().invoke(cli.ryadom, ["serve"]).exit_code == 0


def test_django_is_set_up_only_where_a_room_asks(monkeypatch):
    calls = []
    monkeypatch.setattr(cli, "set_up_django", lambda: calls.append("django"))
    inner = click.Command("inner", callback=lambda: calls.append("work"))
    CliRunner().invoke(cli._prepare(click.Group("outer", commands=[inner])), ["inner"])
    assert calls == ["django", "work"]


def test_a_foreseen_obstacle_is_one_sentence():
    told = run("migrate", DATABASE_URL="mysql://db/name")
    assert told.returncode == 1
    assert told.stderr == "Error: DATABASE_URL must begin with postgres://; Ryadom stores its data in PostgreSQL only\n"


CLICK = {"click"}
YAML = CLICK | {"yaml", "_yaml"}
SHAPES = YAML | {
    "annotated_types", "pydantic", "pydantic_core", "typing_extensions", "typing_inspection",
}  # fmt: skip


@pytest.mark.parametrize(
    ("word", "needed"),
    [("serve", CLICK), ("feel", YAML), *((word, SHAPES) for word in ("answer", "facts", "measures", "practice"))],
)
def test_a_command_loads_what_it_needs_and_nothing_else(word, needed):
    """A third of a second on a quiet machine comes from this: neither Django, nor a database, nor another room."""
    code = f"""if True:
        import sys
        before = set(sys.modules)
        from ryadom.site.cli import main
        sys.argv = ["ryadom", {word!r}, "--help"]
        try:
            main()
        except SystemExit as end:
            assert not end.code
        tops = {{name.partition(".")[0] for name in {{*sys.modules}} - before}} - sys.stdlib_module_names - {{"ryadom"}}
        print("loaded:", *sorted(tops))"""
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT / "src")}
    told = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    loaded = set(told.stdout.rpartition("loaded:")[2].split())
    loaded = {name for name in loaded if not name.startswith(("_sysconfigdata", "_cython", "cython_runtime"))}
    assert loaded <= needed, f"ryadom {word} loads {', '.join(sorted(loaded - needed))}"


def test_a_command_may_ask_for_django_alone(monkeypatch):
    calls = []
    monkeypatch.setattr(cli, "set_up_django", lambda: calls.append("django"))

    def take():
        calls.append("take")

    take.needs_django = True
    group = click.Group(
        "outer", commands=[click.Command("take", callback=take), click.Command("show", callback=lambda: None)]
    )
    CliRunner().invoke(cli._prepare(group, every=False), ["show"])
    assert calls == []
    CliRunner().invoke(group, ["take"])
    assert calls == ["django", "take"]
