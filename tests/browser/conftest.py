"""A real browser for tests: system Chromium, no request outside, axe at hand. This folder runs as its own process."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="no playwright: pip install 'ryadom[dev]'")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's loop runs in this thread; only this folder may do so

NAMES = (os.environ.get("RYADOM_CHROMIUM"), "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
CHROMIUM = next((path for name in NAMES if name and (path := shutil.which(name))), None)
WIDTHS = {"phone": (390, 844), "desktop": (1280, 900), "small": (320, 640)}
READING = {"normal": "", "x2": "200.normal.normal", "black": "1.black.normal", "cream-wide": "125.cream.wide"}
# What passed is neither gathered nor sent over: more than twice as fast, and the same faults.
VIOLATIONS = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
GUILTY = """() => [...document.querySelectorAll('body *')].filter(e => {
  const r = e.getBoundingClientRect();
  return r.width && r.right > document.documentElement.clientWidth + 1 && !e.closest('.r-wide');
}).slice(0, 5).map(e => e.tagName + '.' + (e.className.baseVal ?? e.className))"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ["--disable-dev-shm-usage"]}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if not item.path.is_relative_to(here):
            continue
        item.add_marker(pytest.mark.browser)
        if CHROMIUM is None and {"page", "browser", "visit"} & set(item.fixturenames):
            item.add_marker(pytest.mark.skip(reason="no chromium: apt install chromium, or set RYADOM_CHROMIUM"))


@dataclass
class Visit:
    """An open page with what went wrong on the way."""

    page: Any
    complaints: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    weight: int = 0

    def axe(self) -> list[str]:
        """Violations found by axe, one line each."""
        from ryadom.ui import assets

        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(assets.axe().read_text("utf-8"))
        found = self.page.evaluate(VIOLATIONS)
        return [f"{v['id']}: {n['target'][0]}: {n['failureSummary']}" for v in found for n in v["nodes"]]

    def go(self, url: str) -> None:
        """Open a page with all that belongs to it."""
        self.page.goto(url, wait_until="load")

    def read_as(self, reading: str, home: str) -> None:
        """Letters, colours and spacing from the next page on."""
        value = READING[reading] or "1.normal.normal"
        self.page.context.add_cookies([{"name": "ryadom_reading", "value": value, "url": home}])

    def weighed(self, size: float) -> None:
        self.weight += int(size)

    def overflow(self) -> list[str]:
        """What sticks out to the right, empty when the page needs no sideways scrolling."""
        return self.page.evaluate(GUILTY) or ["?"] if self.page.evaluate(OVERFLOW) > 0 else []


@pytest.fixture
def visit(browser: Any, live_server: Any, settings: Any) -> Iterator[Callable[..., Visit]]:
    """``visit(path, width="phone", reading="x2", scripts=True, policy=True)``.

    ``policy=False`` lifts the content policy, which axe needs to be injected; a second pass with it on sees that
    nothing complains.
    """
    settings.DEMO = True
    opened = []

    def go(
        path: str, *, width: str = "desktop", reading: str = "normal", scripts: bool = True, policy: bool = False
    ) -> Visit:
        size = dict(zip(("width", "height"), WIDTHS[width], strict=True))
        context = browser.new_context(
            viewport=size, locale="ru-RU", reduced_motion="reduce", java_script_enabled=scripts, bypass_csp=not policy
        )
        opened.append(context)
        if READING[reading]:
            context.add_cookies([{"name": "ryadom_reading", "value": READING[reading], "url": live_server.url}])
        seen = Visit(context.new_page())
        _watch(seen, context, live_server.url)
        seen.page.goto(live_server.url + path)
        seen.page.wait_for_load_state("networkidle")
        return seen

    yield go
    for context in opened:
        context.close()


def _watch(seen: Visit, context: Any, home: str) -> None:
    page = seen.page
    page.on("console", lambda said: seen.complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))

    def gate(route: Any) -> None:
        if route.request.url.startswith(home):
            route.continue_()
        else:
            seen.outside.append(route.request.url)
            route.abort()

    page.route("**/*", gate)
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.on(
        "Network.loadingFinished", lambda event: setattr(seen, "weight", seen.weight + int(event["encodedDataLength"]))
    )


# Two bots of a region on trial: nobody is written to, and the page of channels has something to watch.
BOTS = """
[[bots]]
channel = "max"
name = "shown"
region = "RU-CHE"
token = "token-of-nobody"
secret = "secret-of-nobody"
path = "path-of-nobody"
public_url = "https://help.example"

[[bots]]
channel = "email"
name = "shown"
region = "RU-CHE"
sender = "help@help.example"
base_url = "smtp://mail.example:587"
inbox_url = "imaps://mail.example"
"""


# --- the demonstration, served by a process of its own ---------------------------------------------------------------


def _signs() -> str:
    from tests.browser.places import SIGNS

    return SIGNS


@pytest.fixture(scope="session")
def home(tmp_path_factory: Any) -> Iterator[str]:
    """The address of a demonstration on a clock that stands still; see `serve_demo.py`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    here = Path(__file__).parent
    bots = tmp_path_factory.mktemp("bots") / "channels.toml"
    bots.touch(mode=0o600)
    bots.write_text(BOTS, "utf-8")
    env = {
        **os.environ,
        "RYADOM_CHANNELS": str(bots),
        "PYTHONPATH": str(here.parents[1] / "src"),
        "RYADOM_DATA": str(tmp_path_factory.mktemp("data")),
        "RYADOM_LOG_LEVEL": "ERROR",
        "RYADOM_DEMO": "true",
        "RYADOM_SECRET_KEY": _signs(),
    }
    with (tmp_path_factory.mktemp("log") / "site.log").open("w") as log:
        site = subprocess.Popen(
            [sys.executable, str(here / "serve_demo.py"), str(port)], env=env, stdout=subprocess.PIPE, stderr=log
        )
        try:
            assert site.stdout and site.stdout.readline().strip() == b"ready", Path(log.name).read_text()[-3000:]
            yield f"http://127.0.0.1:{port}"
        finally:
            site.terminate()
            site.wait(20)


@pytest.fixture(scope="session")
def places(home: str) -> Any:
    from tests.browser.places import Places

    return Places(home)


@pytest.fixture
def look(browser: Any, home: str, places: Any) -> Iterator[Callable[..., Visit]]:
    """``look(path, who="galina", width="phone", reading="x2", scripts=True, policy=False)`` at the demonstration."""
    opened = []

    def go(
        path: str,
        who: str = "visitor",
        *,
        width: str = "desktop",
        reading: str = "normal",
        scripts: bool = True,
        policy: bool = False,
        fresh: bool = False,
    ) -> Visit:
        size = dict(zip(("width", "height"), WIDTHS[width], strict=True))
        context = browser.new_context(
            viewport=size, locale="ru-RU", reduced_motion="reduce", java_script_enabled=scripts, bypass_csp=not policy
        )
        opened.append(context)
        if not fresh:
            context.add_cookies(places.walker(who).cookies)
        seen = Visit(context.new_page())
        _watch(seen, context, home)
        seen.read_as(reading, home)
        seen.go(home + path)
        return seen

    yield go
    for context in opened:
        context.close()


@pytest.fixture(scope="session")
def every(places: Any) -> list[Any]:
    """Every page there is, with who looks at it."""
    return list(places.all())


@pytest.fixture
def subtests_or_all() -> Iterator[Callable[[Any], Any]]:
    """One list of all faults instead of the first: a matrix is read as a whole."""
    found = []

    @contextmanager
    def one(place: Any) -> Iterator[None]:
        try:
            yield
        except AssertionError as fault:
            found.append(f"{place.name} {place.path} ({place.who}): {str(fault)[:900]}")

    yield one
    assert not found, "\n\n".join([f"{len(found)} pages:", *found])
