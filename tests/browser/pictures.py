"""The pictures of «Что, если» in the README, made by the program: `python -m tests.browser.pictures` (DATABASE_URL).

A demonstration with an imagined population is served in a database of its own; a Chromium looks at it.
"""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
SHOWN = {
    "board": "/region/what-if/",
    "whatif": "/region/what-if/numbers/utilities-payment/?v=3504&wait=1",
}
SIZE = {"width": 1280, "height": 1000}


def main(folder: Path, persons: int) -> None:
    """Draw every picture anew."""
    from bench.board import served
    from playwright.sync_api import sync_playwright
    from tests.browser.walker import Walker

    chromium = os.environ.get("RYADOM_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with served(persons) as (home, _server), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--disable-dev-shm-usage"])
        context = browser.new_context(viewport=SIZE, locale="ru-RU", reduced_motion="reduce")
        context.add_cookies(Walker(home).sign_in("/staff/enter/", "savin").cookies)
        page = context.new_page()
        for name, address in SHOWN.items():
            page.goto(home + address)
            while not page.locator(".w-tiles, .w-numbers").count() or page.locator(".w-nobody").count():
                page.wait_for_timeout(500)
                page.reload()
            page.screenshot(path=folder / f"{name}.png")
        for who in ("boyko", "orlova"):
            context.clear_cookies()
            context.add_cookies(Walker(home).sign_in("/staff/enter/", who).cookies)
            if who == "boyko":
                page.goto(home + "/staff/load/")
                page.screenshot(path=folder / "curator-load.png")
        curator(folder, home, page)
        browser.close()


def curator(folder: Path, home: str, page: Any, day: str = "/staff/day/") -> None:
    """The pictures of a curator's guide: a day, a family, a conversation that was taken."""
    for name, address in (("curator-day", day), ("curator-families", "/staff/families/")):
        page.goto(home + address)
        page.screenshot(path=folder / f"{name}.png")
    page.goto(home + "/staff/families/?order=name")
    page.locator("[data-rows] th a", has_text="Ахметова").click()
    page.screenshot(path=folder / "curator-family.png")
    page.goto(home + day)
    page.locator("[data-rows] tr", has_text="Ахметова").locator("button", has_text="Ответить").first.click()
    page.screenshot(path=folder / "curator-talk.png", full_page=True)


if __name__ == "__main__":
    main(ROOT / "docs" / "pictures", int(sys.argv[1]) if sys.argv[1:] else 20_000)
