"""The guide «Run Ryadom for real», followed: its SQL, its settings and its units, by a user that is not root."""

import contextlib
import json
import os
import re
import secrets
import shlex
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import psycopg
import pytest
from django.db import connection
from tests.site.conftest import free_port

from ryadom.site.postgres import _owner

CHECKOUT = Path(__file__).resolve().parents[2]
GUIDE = (CHECKOUT / "docs/guides/run-for-real.md").read_text()
UNITS = sorted((CHECKOUT / "deploy").glob("*.service")) + sorted((CHECKOUT / "deploy").glob("*.timer"))
PROGRAM = "/opt/ryadom/.venv/bin/ryadom"


def commands_of(unit, key):
    text = (CHECKOUT / "deploy" / f"{unit}.service").read_text()
    return [shlex.split(line) for line in re.findall(rf"^{key}=(.*)$", text, re.MULTILINE)]


class Machine:
    """What the guide asks for, under names of its own: a role, a database, a user, a folder."""

    def __init__(self, folder, name):
        self.folder, self.name, self.port = folder, name, free_port()
        self.owner = _owner()
        self.started = []
        for place in ("data", "backups"):
            (folder / place).mkdir(mode=0o700)
            if self.owner:
                os.chown(folder / place, self.owner.uid, self.owner.gid)

    def address(self, database):
        told = connection.settings_dict
        port = f"&port={told['PORT']}" if told["PORT"] else ""
        return f"postgresql://{self.name}@/{database}?host={told['HOST']}{port}"

    @property
    def environment(self):
        example = (CHECKOUT / "deploy/ryadom.env.example").read_text()
        told = dict(line.split("=", 1) for line in example.splitlines() if line and not line.startswith("#"))
        assert set(told) <= set(re.findall(r"RYADOM_[A-Z_]+|DATABASE_URL", GUIDE)), "the guide explains every variable"
        own = {
            "RYADOM_SECRET_KEY": secrets.token_urlsafe(64),
            "DATABASE_URL": self.address(self.name),
            "RYADOM_DATA": str(self.folder / "data"),
            "RYADOM_PRACTICES": str(CHECKOUT / "practices"),
            "RYADOM_PORT": str(self.port),
        }
        return told | own | {"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT / "src")}

    def as_user(self, command):
        """The command as the unit has it, run by the unit's user; our interpreter may lie where only root looks."""
        words = [part for word in command for part in self._real(word)]
        if self.owner is None:
            return words
        reach = [] if self.owner.may_pass(Path(sys.executable).resolve()) else ["+dac_read_search"]
        caps = ",".join(["-all", *reach])
        user = [f"--reuid={self.owner.uid}", f"--regid={self.owner.gid}", "--clear-groups"]
        return ["setpriv", *user, f"--inh-caps={caps}", f"--ambient-caps={caps}", *words]

    def _real(self, word):
        here = f"{sys.executable} -m ryadom.site.cli"
        if word == PROGRAM:
            return here.split()
        backups = str(self.folder / "backups")
        return [
            word.replace(PROGRAM, here).replace("/var/backups/ryadom", backups).replace("$$", "$").replace("%%", "%")
        ]

    def run(self, *command, **extra):
        environment = self.environment | extra
        words = self.as_user(command)
        return subprocess.run(words, env=environment, cwd=CHECKOUT, capture_output=True, text=True, check=False)

    def start(self, command):
        with (self.folder / "log").open("a") as log:
            process = subprocess.Popen(
                self.as_user(command),
                env=self.environment,
                cwd=CHECKOUT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.started.append(process)
        return process

    def ask(self, path, **headers):
        """Status, headers and body of one page; a redirect is an answer too."""

        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *arguments):
                return None

        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.build_opener(Stay).open(request, timeout=10) as response:
                return response.status, response.headers, response.read()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers, answer.read()

    def await_healthy(self):
        deadline = time.monotonic() + 60
        told = None
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                told = self.ask("/healthz", Host="ryadom.example")
                if told[0] == 200:
                    return
            time.sleep(0.3)
        raise AssertionError(f"{told}\n{(self.folder / 'log').read_text()[-3000:]}")


@pytest.fixture
def superuser(django_db_setup, django_db_blocker):
    told = connection.settings_dict
    parameters = {"host": told["HOST"], "port": told["PORT"], "user": told["USER"], "password": told["PASSWORD"]}
    with psycopg.connect(dbname="postgres", autocommit=True, **{k: v for k, v in parameters.items() if v}) as open_one:
        yield open_one


@pytest.fixture
def machine(superuser, open_folder):
    made = Machine(open_folder, f"guide_{secrets.token_hex(3)}")
    yield made
    for process in made.started:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    for database in (made.name, f"{made.name}_second"):
        superuser.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
    superuser.execute(f"DROP ROLE IF EXISTS {made.name}")


def follow_the_sql(superuser, name):
    block = re.search(r"```sql\n(.*?)```", GUIDE, re.DOTALL).group(1)
    for statement in block.split(";"):
        if statement.strip():
            superuser.execute(re.sub(r"\bryadom\b", name, statement))


@pytest.mark.slow
def test_the_guide_leads_to_a_working_site(machine, superuser):
    follow_the_sql(superuser, machine.name)
    for command in commands_of("ryadom-web", "ExecStartPre"):
        done = machine.run(*command)
        assert done.returncode == 0, done.stderr
    web = machine.start(commands_of("ryadom-web", "ExecStart")[0])
    worker = machine.start(commands_of("ryadom-worker", "ExecStart")[0])
    machine.await_healthy()
    done = machine.run(PROGRAM, "install")
    assert done.returncode == 0, done.stderr

    assert all(psutil.Process(process.pid).uids().real != 0 for process in (web, worker))
    the_site_is_closed_to_strangers(machine)
    everything_is_looked_over(machine)
    the_archive_comes_back(machine, superuser)

    for process in (web, worker):
        process.terminate()
        process.wait(30)
    log = (machine.folder / "log").read_text()
    assert all(line.startswith("{") for line in log.splitlines() if line.strip()), log
    assert "secret-of-a-person" not in log


def the_site_is_closed_to_strangers(machine):
    through_proxy = {"Host": "ryadom.example", "X-Forwarded-Proto": "https"}
    status, headers, _ = machine.ask("/", Host="ryadom.example")
    assert (status, headers["Location"]) == (301, "https://ryadom.example/")
    status, headers, _ = machine.ask("/?who=secret-of-a-person", **through_proxy)
    assert status in {200, 404}
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert machine.ask("/", Host="evil.example", **{"X-Forwarded-Proto": "https"})[0] == 400
    names = json.loads((machine.folder / "data/static/staticfiles.json").read_text())["paths"]
    for name in list(names.values())[:3]:
        assert machine.ask(f"/static/{name}", **through_proxy)[0] == 200


def everything_is_looked_over(machine):
    done = machine.run(PROGRAM, "check")
    wrong = [line for line in done.stdout.splitlines() if line.startswith("✗")]
    assert wrong == [], done.stdout + done.stderr


def the_archive_comes_back(machine, superuser):
    done = machine.run(*commands_of("ryadom-backup", "ExecStart")[0])
    assert done.returncode == 0, done.stderr
    (archive,) = (machine.folder / "backups").glob("ryadom-*.tar")
    second = f"{machine.name}_second"
    superuser.execute(
        f"CREATE DATABASE {second} OWNER {machine.name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"
    )
    other = {"DATABASE_URL": machine.address(second), "RYADOM_DATA": str(machine.folder / "data" / "second")}
    assert machine.run(PROGRAM, "restore", str(archive), **other).returncode == 0
    refused = machine.run(PROGRAM, "restore", str(archive), **other)
    assert refused.returncode == 1
    assert "--force" in refused.stderr
    assert machine.run(PROGRAM, "restore", str(archive), "--force", **other).returncode == 0


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_understands_the_units(unit, tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze: apt install systemd")
    for other in UNITS:
        text = other.read_text().replace(PROGRAM, "/bin/true")
        (tmp_path / other.name).write_text(text)
    command = ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    told = [line for line in done.stderr.splitlines() if "ryadom" in line]
    assert told == []


def test_units_run_as_a_user_that_is_not_root():
    for unit in UNITS:
        if unit.suffix == ".service":
            assert "\nUser=ryadom\n" in unit.read_text()


def test_the_guide_names_only_commands_that_exist():
    words = set(re.findall(r"^as_ryadom (\w+)", GUIDE, re.MULTILINE))
    assert {"install", "check", "backup", "restore"} <= words
    for word in words:
        command = [sys.executable, "-m", "ryadom.site.cli", word, "--help"]
        environment = os.environ | {"PYTHONPATH": str(CHECKOUT / "src")}
        assert subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0, word


def test_the_guide_names_only_files_that_exist():
    for name in re.findall(r"`((?:deploy|tests)/[\w./-]+)`", GUIDE):
        assert (CHECKOUT / name).exists(), name
