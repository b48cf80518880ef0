"""Clicks that wait for the page that answers: what is looked at next is that one, and not the one that goes."""

import re
from typing import Any


def press(page: Any, name: str | re.Pattern[str], role: str = "button") -> None:
    """Press the first button (or `role`) of this name; a string is the whole name."""
    follow(page, page.get_by_role(role, name=name, exact=isinstance(name, str)))


def follow(page: Any, found: Any) -> None:
    """Click the first of what was found, and be on the page it leads to, with its scripts run."""
    with page.expect_navigation(wait_until="load"):
        found.first.click()


def by_key(page: Any, key: str) -> None:
    """Press this key, and be on the page it leads to, with its scripts run: before that nobody hears the next key."""
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press(key)


def said(page: Any) -> str:
    """What the page says, in one line."""
    return " ".join(page.locator("main").inner_text().split())
