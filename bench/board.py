"""`python bench/board.py [persons] [parameter ...]`: how long the minister's slider takes in a real Chromium.

A demonstration is served in a process and a database of its own (DATABASE_URL names the server), with so many imagined
persons (1,000,000). For every parameter the slider is moved by keyboard, and the time from the key to the changed
result on the page is taken, in milliseconds of the clock on the wall: what a hand feels. Numbers, not verdicts.
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
PARAMETERS = ("utilities-payment", "service-child-payment", "minimum-wage", "subsistence-minimum")
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
        print(f"{persons:,} imagined persons\n{'':26} {'ready, s':>9} {'median, ms':>11} {'worst, ms':>10}")
        for parameter in parameters:
            print(_row(context.new_page(), home, parameter), flush=True)
        print(f"peak memory of the server: {_peak(server):,.0f} MB")
        browser.close()


def _row(page: Any, home: str, parameter: str) -> str:
    begun = time.perf_counter()
    page.goto(f"{home}/region/what-if/numbers/{parameter}/?wait=1", timeout=300_000)
    while not page.locator(".w-tiles").count():
        page.wait_for_timeout(500)
        page.reload(timeout=300_000)
    ready = time.perf_counter() - begun
    times = [page.evaluate(MEASURE, [1 if move % 4 < 2 else -1 if move < 8 else 1]) for move in range(MOVES)]
    page.close()
    return f"{parameter:26} {ready:9.1f} {median(times):11.0f} {max(times):10.0f}"


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
