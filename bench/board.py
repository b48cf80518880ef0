"""`python bench/board.py [persons] [parameter ...]`: how long the minister's slider takes in a real Chromium.

A demonstration is served in a process and a database of its own (DATABASE_URL names the server), with so many imagined
persons (1,000,000). For every parameter the slider is moved by keyboard, and the time from the key to the changed
result on the page is taken, in milliseconds of the clock on the wall: what a hand feels; and the processor's time of
the server, which other work on the machine moves less. `parameter:row` is one key of a parameter.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

PERSONS = 1_000_000
PARAMETERS = ("utilities-payment", "minimum-wage", "subsistence-minimum", "subsistence-minimum:2")
MOVES = 12
# The time between a key and the sentence that tells the new value, seen by the page itself.
MEASURE = """([key]) => new Promise(done => {
  const range = document.querySelector('[data-range]'), result = document.getElementById('result');
  const before = result.querySelector('.w-files a')?.href, begun = performance.now();
  const watch = new MutationObserver(() => {
    if (result.querySelector('.w-files a')?.href === before) return;
    watch.disconnect();
    requestAnimationFrame(() => done(performance.now() - begun));
  });
  watch.observe(result, {childList: true, subtree: true});
  key > 0 ? range.stepUp() : range.stepDown();
  range.dispatchEvent(new Event('input', {bubbles: true}));
})"""


def main(persons: int, parameters: tuple[str, ...]) -> None:
    from playwright.sync_api import sync_playwright
    from tests.browser.walker import Walker

    chromium = os.environ.get("RYADOM_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with served(persons) as (home, server), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--disable-dev-shm-usage"])
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="ru-RU")
        walker = Walker(home)
        context.add_cookies(walker.sign_in("/staff/enter/", "savin").cookies)
        print(f"{persons:,} imagined persons")
        print(f"{'':26} {'ready, s':>9} {'median, ms':>11} {'worst':>10} {'processor, median':>22} {'worst':>10}")
        for parameter in parameters:
            print(_row(context.new_page(), home, server, parameter), flush=True)
        print(f"peak memory of the server: {_peak(server):,.0f} MB")
        browser.close()


def _row(page: Any, home: str, server: Any, parameter: str) -> str:
    begun = time.perf_counter()
    name, _, row = parameter.partition(":")
    page.goto(f"{home}/region/what-if/numbers/{name}/?wait=1&row={row}", timeout=300_000)
    while not page.locator(".w-tiles").count():
        page.wait_for_timeout(500)
        page.reload(timeout=300_000)
    ready = time.perf_counter() - begun
    times, spent = [], []
    for _ in range(MOVES):  # every value a new one: what was tried is remembered
        used = _processor(server)
        times.append(page.evaluate(MEASURE, [1]))
        spent.append(_processor(server) - used)
    page.close()
    wall = f"{median(times):11.0f} {max(times):10.0f}"
    return f"{parameter:26} {ready:9.1f} {wall} {median(spent):22.0f} {max(spent):10.0f}"


def _processor(server: Any) -> float:
    """Milliseconds of the processor that the server has taken, in the steps of the system's clock."""
    fields = Path(f"/proc/{server.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def _peak(server: Any) -> float:
    status = Path(f"/proc/{server.pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


@contextmanager
def served(persons: int) -> Iterator[tuple[str, Any]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as data:
        env = {
            **os.environ, "PYTHONPATH": f"{ROOT}/src", "RYADOM_DATA": data, "RYADOM_LOG_LEVEL": "ERROR",
            "RYADOM_DEMO": "true", "RYADOM_SHOWN_PERSONS": str(persons),
        }  # fmt: skip
        command = [sys.executable, str(ROOT / "tests/browser/serve_demo.py"), str(port)]
        server = subprocess.Popen(command, env=env, stdout=subprocess.PIPE)
        try:
            assert server.stdout and server.stdout.readline().strip() == b"ready"
            yield f"http://127.0.0.1:{port}", server
        finally:
            server.terminate()
            server.wait(20)


if __name__ == "__main__":
    given = sys.argv[1:]
    main(int(given[0]) if given else PERSONS, tuple(given[1:]) or PARAMETERS)
