"""Pages of docs/ that say what the code does: their examples are run, their lists are complete."""

import ast
import doctest
import json
import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from django.apps import apps
from django.conf import settings

from ryadom.rules import api as rules
from ryadom.site.cli import ryadom

ROOT = settings.RYADOM.practices.parent
DOCS = ROOT / "docs"
FENCE = re.compile(r"^```([a-z]+) ?([^\n]*)\n(.*?)^```$", re.M | re.S)


def fences(page: str) -> list[tuple[str, str, str]]:
    return FENCE.findall((DOCS / page).read_text("utf-8"))


def commands(group: click.Group, above: str = "ryadom") -> dict[str, click.Command]:
    context = click.Context(group)
    found: dict[str, click.Command] = {}
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        full = f"{above} {name}"
        found |= commands(command, full) if isinstance(command, click.Group) else {full: command}
    return found


def test_every_command_has_its_heading_and_every_heading_its_command() -> None:
    told = set(re.findall(r"^### (ryadom .+)$", (DOCS / "reference/commands.md").read_text("utf-8"), re.M))
    known = commands(ryadom)
    assert told <= set(known)
    assert {name for name, command in known.items() if not command.hidden} <= told


def examples() -> list[tuple[str, str]]:
    return [
        (found[1], found[2])
        for kind, _, text in fences("reference/commands.md")
        if kind == "console"
        for found in re.finditer(r"^\$ ryadom ([^\n]+)\n(.*?)(?=^\$ |\Z)", text, re.M | re.S)
    ]


@pytest.mark.parametrize(("line", "expected"), examples(), ids=[line for line, _ in examples()])
def test_the_commands_say_what_the_page_shows(tmp_path, monkeypatch, line, expected) -> None:
    for kind, name, text in fences("reference/commands.md"):
        if kind in ("yaml", "csv") and name:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "practices").symlink_to(ROOT / "practices")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(ryadom, shlex.split(line))
    assert done.exit_code == 0, done.output
    said = iter([one.rstrip() for one in done.output.splitlines() if one.strip()])
    for wanted in expected.splitlines():
        assert wanted == "…" or wanted.rstrip() in said, wanted


def test_every_event_is_listed_with_what_it_carries() -> None:
    told = (DOCS / "reference/events.md").read_text("utf-8")
    missing = []
    for path in sorted((ROOT / "src/ryadom").glob("**/events.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            names = announced(node)
            for name in names:
                row = next((line for line in told.splitlines() if line.startswith(f"| `{name}` |")), "")
                missing += [name] if not row else [f"{name}.{f}" for f in carried(node) if f"`{f}`" not in row]
    assert missing == []


def announced(node: ast.stmt) -> list[str]:
    """Event dataclasses, and bare signals."""
    # A private class is what several events have in common, and is never announced itself.
    if isinstance(node, ast.ClassDef) and node.name != "Event" and not node.name.startswith("_"):
        return [node.name]
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and ast.unparse(node.value) == "Signal()":
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    return []


def carried(node: ast.stmt) -> list[str]:
    if not isinstance(node, ast.ClassDef):
        return []
    fields = [one for one in node.body if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)]
    return [one.target.id for one in fields if "ClassVar" not in ast.unparse(one.annotation)]


def identifiers() -> dict[str, str]:
    """What the glossary names, with the sentence beside it."""
    rows = re.findall(r"^\| [^|]+ \| ([^|]+) \| (.+) \|$", (DOCS / "glossary.md").read_text("utf-8"), re.M)
    return {name: meaning for names, meaning in rows for name in re.findall(r"`([^`]+)`", names)}


def test_the_glossary_knows_every_noun_and_every_outcome() -> None:
    nouns = {model.__name__ for model in apps.get_models() if model.__module__.startswith("ryadom.")}
    states = {"met", "not_met", "register", "document", "staff", "said", "explain", "intake", "decide"}
    verified = {"act", "official_page", "press", "recalled"}
    values = {name for name in rules.__all__ if isinstance(getattr(rules, name), type)} - {"Family", "Text"}
    known = identifiers()
    assert sorted((nouns | set(rules.Outcome) | states | verified | values) - set(known)) == []
    assert [name for name, meaning in known.items() if len(meaning.split()) < 2] == []


def pairs() -> list[tuple[str, str, str, str]]:
    """Each request of api.md with the reply after it."""
    found = [(how, text) for kind, how, text in fences("reference/api.md") if kind == "json"]
    return [(*ask, *reply) for ask, reply in zip(found[::2], found[1::2], strict=True)]


@pytest.mark.parametrize(("how", "body", "status", "expected"), pairs())
def test_the_api_replies_what_the_page_shows(ask, how, body, status, expected) -> None:
    method, address = how.split()
    assert method == "POST"
    reply = ask(body.encode(), address)
    assert reply.status_code == int(status)
    holds(reply.json(), json.loads(expected))


def holds(whole, part, path="") -> None:
    """Everything in `part` stands in `whole`; of a list of objects with an id, each is found by it."""
    if isinstance(part, dict):
        for key, value in part.items():
            assert key in whole, f"{path}/{key}"
            holds(whole[key], value, f"{path}/{key}")
    elif isinstance(part, list):
        for i, one in enumerate(part):
            mark = next((k for k in ("id", "path", "measure") if isinstance(one, dict) and k in one), None)
            other = next(w for w in whole if w[mark] == one[mark]) if mark else whole[i]
            holds(other, one, f"{path}/{i}")
    else:
        assert whole == part, path


def test_every_address_of_the_api_is_told(caller) -> None:
    told = (DOCS / "reference/api.md").read_text("utf-8")
    for path, verbs in caller.get("/api/openapi.json").json()["paths"].items():
        for method in verbs:
            assert f"`{method.upper()} {path}" in told


@pytest.mark.parametrize("page", ["unknown", "one-answer", "architecture"])
def test_what_is_explained_is_so(page) -> None:
    path = DOCS / f"explanation/{page}.md"
    text = "\n".join(body for kind, _, body in FENCE.findall(path.read_text("utf-8")) if kind == "pycon")
    test = doctest.DocTestParser().get_doctest(text, {}, page, str(path), 0)
    assert doctest.DocTestRunner(verbose=False).run(test).failed == 0


@pytest.mark.parametrize("page", sorted(DOCS.glob("**/*.md")), ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+\.md)[^)]*\)", page.read_text("utf-8")):
        assert (page.parent / target).is_file(), target


def test_the_floors_of_the_architecture_page_are_the_rooms() -> None:
    told = (DOCS / "explanation/architecture.md").read_text("utf-8")
    house = ROOT / "src/ryadom"
    rooms = [p.name for p in [*house.iterdir(), *(house / "desks").iterdir()] if (p / "__init__.py").is_file()]
    assert [room for room in rooms if f"`{room}`" not in told and room != "desks"] == []
