"""`ryadom serve`: one process that owns the embedded database, the web server and the worker.

Whatever is killed, nothing is left: a part without its supervisor ends (`leash.py`), a part that ended is started
again, and what an earlier life left running is found by its note in the data folder. Data are never in doubt, for
PostgreSQL keeps them; only processes come and go.
"""

import contextlib
import errno
import fcntl
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import psutil

from ryadom.site.environment import Environment
from ryadom.site.faults import Fault
from ryadom.site.leash import VARIABLE
from ryadom.site.postgres import EmbeddedPostgres
from ryadom.site.steps import DONE, say, step

SPACE_NEEDED = 300  # megabytes
STOP_LIMIT = 20
START_LIMIT = 60
LOG_LIMIT = 10_000_000  # bytes; then a start begins a new file and keeps one old
QUICK_DEATH = 10  # a part that lives shorter than this has a reason that will not pass
QUICK_DEATHS_ALLOWED = 3


class Stop(BaseException):
    """Somebody asked us to stop."""


@dataclass
class Part:
    """One process that works for us, and the note by which a next life would find it."""

    name: str
    command: list[str]
    note: Path
    log: Path
    deaths: int = 0
    process: subprocess.Popen[bytes] | None = None
    born: float = field(default=0.0)

    def start(self, environment: dict[str, str], leash: int) -> None:
        if self.log.is_file() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env={**os.environ, **environment, VARIABLE: str(leash)},
                pass_fds=(leash,),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C in the terminal is for the supervisor alone
            )
        self.born = time.monotonic()
        self.note.write_text(f"{self.process.pid} {psutil.Process(self.process.pid).create_time()}")

    def ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def see_it_stop(self) -> None:
        if self.process is not None:
            try:
                self.process.wait(STOP_LIMIT)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            end_family(self.process.pid)
        self.note.unlink(missing_ok=True)


def end_family(leader: int) -> None:
    """Ends what a dead part left behind in its process group, such as web workers without their master."""
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, ProcessLookupError, PermissionError):
            if os.getpgid(process.pid) == leader and "ryadom.site" in " ".join(process.cmdline()):
                process.kill()


def end_leftover(note: Path) -> None:
    """Ends a part of an earlier life. The note holds its number and its birth, so a stranger is never hit."""
    try:
        number, birth = note.read_text().split()
        leader, born = int(number), float(birth)
    except (OSError, ValueError):
        note.unlink(missing_ok=True)
        return
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(leader)
        if abs(process.create_time() - born) < 1:
            process.terminate()
            with contextlib.suppress(psutil.TimeoutExpired):
                process.wait(STOP_LIMIT)
            if process.is_running():
                process.kill()
    end_family(leader)
    note.unlink(missing_ok=True)


class DataFolder:
    """Where everything that must stay lies: database, files, key, logs."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._lock: IO[str] | None = None
        try:
            (place / "run").mkdir(mode=0o700, parents=True, exist_ok=True)
            (place / "logs").mkdir(mode=0o700, exist_ok=True)
            (place / "run" / "probe").write_bytes(b"x")
        except OSError as fault:
            raise Fault(self._why_not_writable(fault)) from None
        if shutil.disk_usage(place).free < SPACE_NEEDED * 1_000_000:
            raise Fault(f"The disk is full: less than {SPACE_NEEDED} MB free at {place}. Free some and run again.")

    def _why_not_writable(self, fault: OSError) -> str:
        if fault.errno in {errno.ENOSPC, errno.EDQUOT}:
            return f"The disk is full: nothing can be written to {self.place}. Free some space and run again."
        return f"The data folder {self.place} cannot be written ({fault.strerror}): set RYADOM_DATA to one that can."

    def hold(self) -> None:
        """Makes this process the only supervisor of the folder; the system lets go of it even after a kill."""
        self._lock = (self.place / "run" / "lock").open("a+")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._lock.seek(0)
            told = self._lock.read().strip() or "?"
            raise Fault(f"Ryadom already runs on {self.place} (process {told}): stop that one first.") from None
        self._lock.truncate(0)
        self._lock.write(str(os.getpid()))
        self._lock.flush()

    def secret_key(self) -> str:
        """The key that signs sessions on trial: made once, readable by its owner only."""
        place = self.place / "secret-key"
        if not place.is_file():
            draft = place.with_suffix(".new")
            draft.unlink(missing_ok=True)
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(64))
            draft.rename(place)
        return place.read_text().strip()

    def note(self, name: str) -> Path:
        return self.place / "run" / f"{name}.pid"

    def log(self, name: str) -> Path:
        return self.place / "logs" / f"{name}.log"


def check_port(bind: str, port: int) -> None:
    """Raises a `Fault` when somebody else listens there."""
    with socket.socket(socket.AF_INET6 if ":" in bind else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind, port))
        except OSError as fault:
            if fault.errno == errno.EADDRINUSE:
                raise Fault(f"Port {port} is busy: `make run PORT={port + 1}`, or stop what listens there.") from None
            raise Fault(f"Port {port} on {bind} cannot be used: {fault.strerror}.") from None


class Supervisor:
    """The life of `make run` from the first check to the last stop."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.folder = DataFolder(environment.data)
        self.postgres: EmbeddedPostgres | None = None
        self.given: dict[str, str] = {}
        self.parts = [self._part("web"), self._part("worker")]
        self.leash_end, self._leash = os.pipe()

    def _part(self, name: str) -> Part:
        command = [sys.executable, "-m", "ryadom.site.cli", name]
        return Part(name, command, self.folder.note(name), self.folder.log(name))

    def run(self) -> None:
        """Starts everything and stays until told to stop; then stops everything."""
        self.folder.hold()
        listen_for_stop()
        try:
            self._start()
            self._watch()
        except Stop:
            say("\nStopping; data stay. · Останавливаюсь, данные сохраняются.")
        finally:
            ignore_signals()
            self._stop()

    # -- start

    def _start(self) -> None:
        for part in self.parts:
            end_leftover(part.note)
        check_port(self.environment.bind, self.environment.port)
        self.given["RYADOM_SECRET_KEY"] = self.environment.secret_key or self.folder.secret_key()
        self.given["DATABASE_URL"] = self.environment.database_url or self._embedded()
        logins = self._settle()
        with step("web and worker", "сайт и исполнитель заданий"):
            for part in self.parts:
                part.start(self.given, self.leash_end)
            self._await_site()
        self._greet(logins)

    def _embedded(self) -> str:
        with step("database", "база данных"):
            self.postgres = EmbeddedPostgres(self.environment.data)
            return self.postgres.start()

    def _settle(self) -> list[str]:
        """Runs `ryadom settle`, shows its steps as they come, and returns what it says beside them: the logins."""
        process = subprocess.Popen(
            [sys.executable, "-m", "ryadom.site.cli", "settle"],
            env={**os.environ, **self.given, VARIABLE: str(self.leash_end), "RYADOM_LOG_LEVEL": "WARNING"},
            pass_fds=(self.leash_end,),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        assert process.stdout is not None
        told: list[str] = []
        try:
            for line in process.stdout:
                if line.startswith(DONE):
                    say(line.rstrip())
                elif line.strip():
                    told.append(line.rstrip())
            process.wait()
        except BaseException:
            process.terminate()
            process.wait()
            raise
        if process.returncode:
            self.folder.log("start").write_text("\n".join(told))
            reason = told[-1].strip().removeprefix("Error: ") if told else "no reason was given"
            raise Fault(f"{reason} (the whole story: {self.folder.log('start')})")
        return told

    def _await_site(self) -> None:
        deadline = time.monotonic() + START_LIMIT
        while time.monotonic() < deadline:
            if self.parts[0].ended():
                raise Fault(f"The web server did not start; its story: {self.folder.log('web')}")
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{self._address()}/healthz", timeout=5).close()  # noqa: S310 - our own address
                return
            time.sleep(0.1)
        raise Fault(
            f"The site does not answer; `ryadom check` tells what is wrong, its story: {self.folder.log('web')}"
        )

    def _address(self) -> str:
        host = self.environment.bind
        host = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - compared, not bound
        return f"http://{f'[{host}]' if ':' in host else host}:{self.environment.port}"

    def _greet(self, logins: list[str]) -> None:
        say(f"\nRyadom is ready: {self._address()}/ · Рядом готов.")
        for line in logins:
            say(line)
        say("Ctrl-C stops everything; data stay. · Ctrl-C остановит всё, данные сохранятся.\n")

    # -- watch

    def _watch(self) -> None:
        while True:
            time.sleep(0.5)
            if self.postgres is not None and not self.postgres.running():
                say("  ! the database had ended; starting it again · база данных остановилась, запускаю снова")
                self.postgres.start()
            for part in self.parts:
                if part.ended():
                    self._raise_again(part)

    def _raise_again(self, part: Part) -> None:
        assert part.process is not None
        lived = time.monotonic() - part.born
        part.deaths = part.deaths + 1 if lived < QUICK_DEATH else 1
        if part.deaths >= QUICK_DEATHS_ALLOWED:
            raise Fault(f"The {part.name} ends again and again; its story: {part.log}")
        say(f"  ! {part.name} had ended; starting it again · {part.name} остановился, запускаю снова")
        end_family(part.process.pid)
        part.start(self.given, self.leash_end)

    # -- stop

    def _stop(self) -> None:
        for part in self.parts:
            part.ask_to_stop()
        for part in self.parts:
            part.see_it_stop()
        if self.postgres is not None:
            self.postgres.stop()
        say("Stopped. · Остановлено.")


def listen_for_stop() -> None:
    """Ctrl-C, TERM and a closed terminal all mean: stop cleanly."""

    def stop(number: int, frame: object) -> None:
        ignore_signals()
        raise Stop

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)


def ignore_signals() -> None:
    """While stopping, a second Ctrl-C would only leave things half done."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
