"""One call to a channel's server, and what its failure means. Nothing of the call is ever logged or quoted."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from ryadom.channels.errors import Permanent, Temporary

from .reaching import believing, failed

TIMEOUT = httpx.Timeout(10.0, connect=5.0)
MOST_REDIRECTS = 3
CHUNK = 64 * 1024
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
    # A proxy of the environment is honoured; a redirect is not: it could lead a token elsewhere.
    return httpx.Client(timeout=TIMEOUT, verify=believing(certificates), follow_redirects=False)


def call(method: str, url: str, *, certificates: Path | None = None, **about: Any) -> Answer:
    """Raises Temporary: "unreachable" or "certificate" when nothing was sent, "no answer" when nobody knows."""
    try:
        response = _client(certificates).request(method, url, **about)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as fault:
        raise _unconnected(fault) from None
    except httpx.HTTPError:
        raise Temporary("no answer", doubtful=True) from None
    try:
        body = response.json()
    except ValueError:
        body = {}
    return Answer(response.status_code, response.headers, body if isinstance(body, dict) else {})


def download(url: str, most: int, *, base_url: str = "", certificates: Path | None = None) -> bytes:
    """A file that somebody sent, at most `most` bytes. Raises Permanent ("too big", "gone", "address"), Temporary.

    Where the file lies is told by the channel, so the address is not believed: HTTPS, and no host of our own network.
    `base_url`: a server that was configured by hand, which may be anywhere.
    """
    for _hop in range(MOST_REDIRECTS + 1):
        _demand_outside(url, base_url)
        try:
            with _client(certificates).stream("GET", url) as response:
                if response.status_code in (301, 302, 303, 307, 308):
                    url = urljoin(url, response.headers.get("location", ""))
                    continue
                return _read(response, most)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as fault:
            raise _unconnected(fault) from None
        except (httpx.HTTPError, httpx.InvalidURL):
            raise Temporary("no answer") from None
    raise Permanent("address")


def _unconnected(fault: httpx.TransportError) -> Temporary:
    return known if (known := failed(fault)).why == "certificate" else Temporary("unreachable")


def _read(response: httpx.Response, most: int) -> bytes:
    if response.status_code == 429:
        raise Temporary("429", after=seconds(response.headers.get("retry-after")) or 1.0)
    if response.status_code >= 500:
        raise Temporary(str(response.status_code))
    if response.status_code != 200:
        raise Permanent("gone")
    data = bytearray()
    for chunk in response.iter_bytes(CHUNK):
        data += chunk
        if len(data) > most:  # what a header promises is not believed either
            raise Permanent("too big")
    return bytes(data)


def _demand_outside(url: str, base_url: str) -> None:
    where = urlsplit(url)
    if base_url and (where.scheme, where.netloc) == urlsplit(base_url)[:2]:
        return
    if where.scheme != "https" or not where.hostname:
        raise Permanent("address")
    try:
        found = socket.getaddrinfo(where.hostname, where.port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Temporary("unreachable") from None
    if not all(ipaddress.ip_address(str(one[4][0])).is_global for one in found):
        raise Permanent("address")
