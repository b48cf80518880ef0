"""The resident's pages on the demonstration: time, queries, weight of the first visit. In a database of its own."""

import gzip
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urljoin

from bench.measured.clock import Row, timed

RESIDENT = "ivanovy"
ASSET = re.compile(r'<(?:link|script|img)[^>]+(?:href|src)="(/static/[^"]+)"')
FONT = re.compile(r'url\("?([^)"]+\.woff2)"?\)')


def rows() -> Iterator[Row]:
    with _demonstration():
        yield from _visits()
        yield _first_visit()


def _visits() -> Iterator[Row]:
    """The way of one who signed in, from the first page to why, then own applications; the API last."""
    from django.test import Client

    from ryadom.people.models import Account

    caller = Client(HTTP_HOST="localhost")
    for address in ("/", "/about/", "/help/"):
        yield _row(f"page: {address}", caller, address)
    caller.force_login(Account.objects.get(login=RESIDENT))
    began = caller.post("/help/?situation=low-income", {"for_whom": "self"})
    way = urljoin("/help/", began.headers.get("Location", "/help/"))
    yield _row("page: the next step", caller, way)
    results = caller.get(f"{way}results/")
    yield _row("page: results", caller, f"{way}results/")
    why = re.search(rf'href="({re.escape(way)}results/[^"/]+/)"', results.content.decode())
    if why:
        yield _row("page: why", caller, why[1])
    for address in ("/claims/", "/me/"):
        yield _row(f"page: {address}", caller, address)
    own = re.findall(r'href="(/claims/[0-9a-f-]{36}/)"', caller.get("/claims/").content.decode())
    if own:
        yield _row("page: one of the claims", caller, own[-1])
    body: dict[str, Any] = {"content_type": "application/json", "data": b'{"region": "RU-CHE"}'}
    yield Row("api: answer, nothing known", timed(lambda: caller.post("/api/v1/answer", **body), times=7))


def _row(what: str, caller: Any, address: str) -> Row:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    caller.get(address)
    with CaptureQueriesContext(connection) as queries:
        reply = caller.get(address)
    note = f"{len(queries)} queries, {len(gzip.compress(reply.content)) / 1024:.1f} KB, {reply.status_code}"
    return Row(what, timed(lambda: caller.get(address), times=7), note)


def _first_visit() -> Row:
    """What a browser fetches for the first page: the page, its styles, scripts, pictures, the fonts of Cyrillic."""
    from django.test import Client

    page = Client(HTTP_HOST="localhost").get("/").content
    parts = {"page": len(gzip.compress(page))}
    for address in dict.fromkeys(ASSET.findall(page.decode())):
        parts[address] = _weight(address)
    fonts = [font for address in list(parts) if address.endswith(".css") for font in _fonts(address)]
    total = sum(parts.values()) / 1024
    missing = [address for address, weight in parts.items() if weight == 0]
    note = f"{total:.0f} KB in {len(parts)} files without fonts, {len(fonts)} fonts named in styles; aim 120 KB"
    return Row("first visit", None, note + (f"; not built: {', '.join(missing)}" if missing else ""))


def _weight(address: str) -> int:
    data = _static(address)
    return len(data if address.endswith((".woff2", ".png", ".webp")) else gzip.compress(data)) if data else 0


def _fonts(address: str) -> list[str]:
    return FONT.findall(_static(address).decode("utf-8", "replace"))


def _static(address: str) -> bytes:
    from pathlib import Path

    from django.contrib.staticfiles import finders

    found = finders.find(address.removeprefix("/static/").split("?")[0])
    return Path(found).read_bytes() if isinstance(found, str) else b""


@contextmanager
def _demonstration() -> Iterator[None]:
    """A database made for this run, with the practices and the cast; dropped whatever happens."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ryadom.site.settings")
    import django

    from ryadom.site.nearby import find_database

    find_database()
    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    from ryadom.regions.clock import now
    from ryadom.site.demonstration import load

    connection.settings_dict["TEST"]["NAME"] = f"bench_{os.getpid()}"
    name = connection.settings_dict["NAME"]
    setup_test_environment(debug=False)
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        load(now())
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()
