"""Makes the checkout ready: the virtual environment, the locked packages, the front-end assets.

Runs before anything is installed, so it uses the standard library alone and is started by path:
`python3.11 src/ryadom/site/prepare.py [--dev]`. Each step leaves its stamp last: a start killed half-way begins that
step again, a complete one is passed in milliseconds.
"""

import hashlib
import io
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
SPACE_NEEDED = 1_500  # megabytes for packages and assets
OFFLINE = ("connection", "resolution", "network", "timed out", "No matching distribution", "ProxyError")


class Obstacle(Exception):
    """One sentence for the person at the terminal."""


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def check_python() -> None:
    if sys.version_info < OLDEST:
        raise Obstacle(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]} at {sys.executable}.")


def check_space() -> None:
    free = shutil.disk_usage(CHECKOUT).free // 1_000_000
    if free < SPACE_NEEDED:
        raise Obstacle(f"The disk is nearly full: {free} MB free, {SPACE_NEEDED} MB are needed to set up {CHECKOUT}.")


def run(*command: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([str(part) for part in command], check=False, capture_output=True, text=True, cwd=CHECKOUT)


def works(*command: str | Path) -> bool:
    try:
        return run(*command).returncode == 0
    except OSError:
        return False


def make_venv() -> None:
    if works(PYTHON, "-c", f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"):
        return
    check_space()
    say("  … virtual environment in .venv · виртуальное окружение")
    shutil.rmtree(VENV, ignore_errors=True)
    done = run(sys.executable, "-m", "venv", VENV)
    if done.returncode:
        told = done.stdout + done.stderr
        if "ensurepip" in told:
            raise Obstacle("Python lacks its venv part: install it (Debian: apt install python3-venv) and run again.")
        raise Obstacle(f"The virtual environment could not be made: {last_line(told)}")


def last_line(told: str) -> str:
    lines = [line.strip() for line in told.splitlines() if line.strip() and not line.startswith("[notice]")]
    errors = [line for line in lines if "ERROR" in line]
    return (errors or lines or ["no reason was given"])[-1].removeprefix("ERROR: ")


def stamp_of(lock: Path) -> str:
    version = run(PYTHON, "-c", "import sys; print(sys.version_info[:2])").stdout
    return hashlib.sha256(lock.read_bytes() + version.encode()).hexdigest()


def install(name: str, russian: str) -> None:
    lock, kept = CHECKOUT / name, VENV / f"{name}.installed"
    stamp = stamp_of(lock)
    if kept.is_file() and kept.read_text() == stamp:
        return
    check_space()
    total = sum("==" in line for line in lock.read_text().splitlines())
    say(f"  … {total} packages from {name} · {russian}")
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--retries", "1", "--progress-bar", "off"]
    told = follow([*map(str, pip), "--require-hashes", "--no-deps", "-r", str(lock)], total)
    if told is not None:
        raise Obstacle(why_not_installed(told, name))
    kept.write_text(stamp)


def follow(command: list[str], total: int) -> str | None:
    """Runs pip and counts aloud; None when all went well, else what it said."""
    seen, told = 0, []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=CHECKOUT) as pip:
        assert pip.stdout is not None
        for line in pip.stdout:
            told.append(line)
            seen += line.startswith(("Collecting ", "Requirement already"))
            if sys.stdout.isatty():
                sys.stdout.write(f"\r    {min(seen, total)}/{total} ")
                sys.stdout.flush()
    if sys.stdout.isatty():
        sys.stdout.write("\r")
    return None if pip.returncode == 0 else "".join(told)


def why_not_installed(told: str, name: str) -> str:
    if "No space left" in told:
        return f"The disk is full: free {SPACE_NEEDED} MB and run again."
    if "HASHES" in told:
        return f"A package is not the one that {name} names: do not use it, and tell whoever runs your package index."
    if any(word in told for word in OFFLINE):
        return "The package index cannot be reached: check the network (once installed, Ryadom starts without it)."
    return f"The packages could not be installed: {last_line(told)}"


def link_house() -> None:
    """Makes `import ryadom` and the command `ryadom` work in the virtual environment, without building a package."""
    libraries = next((VENV / "lib").glob("python3*/site-packages"))
    write_once(libraries / "ryadom.pth", f"{CHECKOUT / 'src'}\n")
    write_once(VENV / "bin" / "ryadom", '#!/bin/sh\nexec "$(dirname "$0")/python" -m ryadom.site.cli "$@"\n')
    (VENV / "bin" / "ryadom").chmod(0o755)


def write_once(path: Path, text: str) -> None:
    if not path.is_file() or path.read_text() != text:
        path.write_text(text)


def bring_assets() -> None:
    if not (CHECKOUT / "src/ryadom/ui/assets.py").is_file():
        return
    done = run(PYTHON, "-m", "ryadom.ui.assets")
    if done.returncode and not shutil.which("npm"):
        install("requirements-node.lock", "npm для оформления страниц")
        done = run(PYTHON, "-m", "ryadom.ui.assets")
    if done.returncode:
        raise Obstacle(last_line(done.stderr))
    if "ready" in done.stdout:
        say("  ✓ front-end assets · оформление страниц")


def prepare(*, dev: bool) -> None:
    started = time.monotonic()
    check_python()
    make_venv()
    install("requirements.lock", "библиотеки")
    if dev:
        install("requirements-dev.lock", "инструменты разработчика")
    link_house()
    bring_assets()
    compile_words()
    say(f"  ✓ environment ({time.monotonic() - started:.1f} s) · окружение готово")


def compile_words() -> None:
    """Compiles the catalogues of words; a quarter of a second, and only when one is newer than its compiled form."""
    catalogues = (CHECKOUT / "src").rglob("LC_MESSAGES/*.po")
    stale = [po for po in catalogues if not po.with_suffix(".mo").is_file() or is_newer(po, po.with_suffix(".mo"))]
    for po in stale:
        done = run(PYTHON, "-m", "babel.messages.frontend", "compile", "-i", po, "-o", po.with_suffix(".mo"))
        if done.returncode:
            raise Obstacle(f"The words in {po.relative_to(CHECKOUT)} cannot be compiled: {last_line(done.stderr)}")


def is_newer(one: Path, other: Path) -> bool:
    return one.stat().st_mtime > other.stat().st_mtime


def main(arguments: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        prepare(dev="--dev" in arguments)
        if "--serve" in arguments:
            os.execv(PYTHON, [str(PYTHON), "-m", "ryadom.site.cli", "serve"])  # noqa: S606 - our own command
    except Obstacle as obstacle:
        sys.stderr.write(f"Ryadom cannot start: {obstacle}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped; what is done stays done. · Остановлено.\n")
        return 130
    except OSError as fault:
        sys.stderr.write(f"Ryadom cannot start: {fault.strerror or fault}: {fault.filename or CHECKOUT}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
