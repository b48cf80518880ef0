"""One call to a channel's server, and what its failure means. Nothing of the call is ever logged or quoted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from ryadom.channels.errors import Temporary

TIMEOUT = httpx.Timeout(10.0, connect=5.0)
LONGEST_WAIT = 3_600.0  # seconds; a channel that asks for more is asked again after an hour


@dataclass(frozen=True)
class Answer:
    """What the channel's server said. `body`: its JSON object, empty when it is none."""

    status: int
    headers: Mapping[str, str]
    body: dict[str, Any]

    @property
    def after(self) -> float | None:
        """Seconds for which it asks to be left alone."""
        return seconds(self.headers.get("retry-after"))


def seconds(told: object) -> float | None:
    """A number of seconds as servers tell it, within reason; None where it is no number."""
    try:
        return min(max(float(str(told)), 0.0), LONGEST_WAIT)
    except ValueError:
        return None


@cache
def _client(certificates: Path | None) -> httpx.Client:
    import ssl

    context = ssl.create_default_context()
    if certificates is not None:
        context.load_verify_locations(certificates)
    # A proxy of the environment is honoured; a redirect is not: it could lead a token elsewhere.
    return httpx.Client(timeout=TIMEOUT, verify=context, follow_redirects=False)


def call(method: str, url: str, *, certificates: Path | None = None, **about: Any) -> Answer:
    """Raises Temporary: "unreachable" when nothing was sent, "no answer" when nobody knows what became of it."""
    try:
        response = _client(certificates).request(method, url, **about)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
        raise Temporary("unreachable") from None
    except httpx.HTTPError:
        raise Temporary("no answer", doubtful=True) from None
    try:
        body = response.json()
    except ValueError:
        body = {}
    return Answer(response.status_code, response.headers, body if isinstance(body, dict) else {})
