"""`ryadom backup` and `ryadom restore`: the database and the files people brought, as one archive with checksums.

An archive is an ordinary tar: `database.dump` (PostgreSQL's own format), `files/...` and `manifest.json`, which names
the checksum of every other member. It holds people's data in the clear: keep it where only you can read it.
"""

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection

from ryadom.site.faults import Fault
from ryadom.site.postgres import wheel_programs

FORMAT = 1
DUMP = "database.dump"
MANIFEST = "manifest.json"
FILES = "files/"
LIBPQ = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}

# All of it or nothing: the old tables go and the new ones come in one transaction.
EMPTY_THE_DATABASE = """
SET lock_timeout = '10s';
SET client_min_messages = warning;
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
ALTER SCHEMA public OWNER TO pg_database_owner;
"""


def write(archive: Path) -> str:
    """Writes a new archive, readable by its owner only; returns a sentence. The site may go on working meanwhile."""
    if archive.exists():
        raise Fault(f"{archive} exists: an archive is never overwritten.")
    draft = archive.with_name(archive.name + ".partial")
    draft.unlink(missing_ok=True)
    try:
        draft.touch(mode=0o600)
        count = _write(draft)
        draft.rename(archive)
    except OSError as fault:
        raise Fault(f"The archive could not be written: {fault.strerror} ({archive.parent}).") from None
    finally:
        draft.unlink(missing_ok=True)
    return f"{archive}: the database and {count} files, {archive.stat().st_size / 1_000_000:.1f} MB."


def _write(place: Path) -> int:
    sums: dict[str, str] = {}
    with tempfile.TemporaryDirectory(dir=place.parent) as scratch, tarfile.open(place, "w") as tar:
        dump = Path(scratch) / DUMP
        # The dump comes first: a file that a row names is then surely among the files.
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={dump}")
        for name, path in [(DUMP, dump), *_stored_files()]:
            sums[name] = _add(tar, name, path)
        _add_text(tar, MANIFEST, json.dumps(_manifest(sums), ensure_ascii=False, indent=1))
    return len(sums) - 1


def _stored_files() -> list[tuple[str, Path]]:
    root = Path(settings.MEDIA_ROOT)
    found = (path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink())
    return [(FILES + path.relative_to(root).as_posix(), path) for path in found]


def _add(tar: tarfile.TarFile, name: str, path: Path) -> str:
    tar.add(path, arcname=name, recursive=False)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    data = text.encode()
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(data), 0o600
    tar.addfile(member, io.BytesIO(data))


def _manifest(sums: dict[str, str]) -> dict[str, Any]:
    try:
        release = version("ryadom")
    except PackageNotFoundError:
        release = "checkout"
    made = datetime.now(UTC).isoformat(timespec="seconds")
    return {"format": FORMAT, "made": made, "ryadom": release, "postgres": _server_major(), "sha256": sums}


def read_back(archive: Path, *, force: bool) -> str:
    """Reads an archive into this installation; returns a sentence.

    Nothing is touched before every checksum is right. What is there stays unless `force` says otherwise.
    """
    if not force:
        _require_empty()
    root = Path(settings.MEDIA_ROOT)
    root.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root.parent, prefix=".restore-") as scratch:
        manifest = _unpack(archive, Path(scratch))
        _require_not_newer(manifest)
        _replace_database(Path(scratch))
        _replace_files(root, Path(scratch))
    return f"Read back: the database and {len(manifest['sha256']) - 1} files of {manifest['made']}."


def _require_empty() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
            (tables,) = cursor.fetchone()
    except OperationalError as fault:
        raise Fault(f"The database cannot be used: {str(fault).splitlines()[0]}") from None
    if tables or _stored_files():
        raise Fault("There are data here already; `ryadom restore --force` replaces them, after a backup of them.")


def _unpack(archive: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")  # the filter keeps members inside the folder
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
        named = {name: _sum(folder / name) for name in manifest["sha256"]}
    except FileNotFoundError as fault:
        raise Fault(f"{archive} is not a complete archive: {Path(fault.filename).name} is missing.") from None
    except (tarfile.TarError, ValueError, KeyError, OSError, TypeError):
        raise Fault(f"{archive} is not an archive of `ryadom backup`, or it is damaged.") from None
    if manifest.get("format") != FORMAT:
        raise Fault(f"{archive} has format {manifest.get('format')}; this Ryadom reads {FORMAT}.")
    if named != manifest["sha256"] or set(_members(folder)) != {*named, MANIFEST}:
        raise Fault(f"{archive} is damaged: its content does not fit its checksums. Nothing was changed.")
    return manifest


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _members(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _require_not_newer(manifest: dict[str, Any]) -> None:
    theirs, ours = int(manifest["postgres"]), _server_major()
    if theirs > ours:
        raise Fault(f"The archive comes from PostgreSQL {theirs} and this server is {ours}: it cannot be older.")


def _replace_database(folder: Path) -> None:
    prelude, script = folder / "prelude.sql", folder / "script.sql"
    prelude.write_text(EMPTY_THE_DATABASE)
    _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(folder / DUMP))
    _run("psql", "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-f", str(prelude), "-f", str(script))


def _replace_files(root: Path, folder: Path) -> None:
    arrived, before = folder / FILES, folder / "before"
    arrived.mkdir(exist_ok=True)
    if root.exists():
        root.rename(before)
    arrived.rename(root)
    for path in root.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)


# -- PostgreSQL's own programs


def _server_major() -> int:
    connection.ensure_connection()
    return int(connection.pg_version) // 10_000  # type: ignore[attr-defined]


def _folders() -> Iterator[Path]:
    yield from (Path(found).parent for name in ("pg_dump",) if (found := shutil.which(name)))
    yield from Path("/usr/lib/postgresql").glob("*/bin")
    yield from (folder for major in (16, 18) if (folder := wheel_programs(major)))


def _major_of(folder: Path) -> int:
    try:
        told = subprocess.run([folder / "pg_dump", "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return 0
    found = re.search(r"(\d+)", told)
    return int(found.group(1)) if found else 0


def _programs() -> Path:
    """The programs nearest to the server: older ones cannot read it, newer ones write what it cannot read."""
    server = _server_major()
    able = [(major, folder) for folder in _folders() if (major := _major_of(folder)) >= server]
    if not able:
        raise Fault(f"pg_dump of PostgreSQL {server} or newer is needed: install postgresql-client-{server}.")
    return min(able, key=lambda pair: pair[0])[1]


def _surroundings() -> dict[str, str]:
    database = connection.settings_dict
    told = {name: str(database[key]) for key, name in LIBPQ.items() if database.get(key)}
    options = database.get("OPTIONS", {})
    told |= {f"PG{key.upper()}": str(value) for key, value in options.items() if key.startswith("ssl")}
    return {**os.environ, **told}


def _run(program: str, *arguments: str) -> None:
    command: list[str | Path] = [_programs() / program, *arguments]
    done = subprocess.run(command, env=_surroundings(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise Fault(f"{program} failed: {_reason(done.stderr)}")


def _reason(told: str) -> str:
    lines = [line for line in told.splitlines() if line.strip()]
    if "lock timeout" in told:
        return "the database is in use; stop the site and the worker first"
    # Only the first words: what follows may quote a row.
    return next((line for line in lines if "ERROR" in line or "error" in line), (lines or ["no reason"])[0])[:200]
