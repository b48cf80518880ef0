"""The rehearsal over HTTP on this machine alone: `/telegram`, `/vk`, `/max` for bots, and pages of chats for people."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

from ryadom.channels.rehearsal import pages
from ryadom.channels.rehearsal.answering import Asked, Reply, answer
from ryadom.channels.rehearsal.sending import given
from ryadom.channels.rehearsal.town import Town
from ryadom.channels.shapes import Channel

LARGEST = 1_000_000


class Handler(BaseHTTPRequestHandler):
    """Reads a call, asks the town, writes the reply."""

    protocol_version = "HTTP/1.1"
    town: Town

    def do_GET(self) -> None:
        self._do("GET")

    def do_POST(self) -> None:
        self._do("POST")

    def do_PUT(self) -> None:
        self._do("PUT")

    def do_DELETE(self) -> None:
        self._do("DELETE")

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: addresses hold tokens."""

    def _do(self, method: str) -> None:
        where = urlsplit(self.path)
        data = self._body()
        if data is None:
            self.close_connection = True  # who called died in the middle of a word: nothing was said
            return
        told: dict[str, Any] = dict(parse_qsl(where.query)) | self._told(data)
        head, _slash, rest = where.path.lstrip("/").partition("/")
        try:
            channel = Channel(head)
        except ValueError:
            self._page(method, where.path, told)
            return
        if channel not in self.town.houses:
            self._write(Reply(404, {}))
        elif self.town.houses[channel].faults.down:
            self.close_connection = True  # the line goes dead: nobody knows what became of the call
        elif method == "GET" and rest.startswith("file/"):
            with self.town.lock:
                status, file = given(self.town.houses[channel], rest)
            self._bytes(status, file.media, file.data)
        else:
            token = self.headers.get("Authorization", "")
            reply = answer(self.town, channel, Asked(method, f"/{unquote(rest)}", told, token))
            sleep(self.town.houses[channel].faults.slow)
            self._write(reply)

    def _body(self) -> bytes | None:
        """All of what was announced, or nothing: half a call is not a call."""
        announced = min(int(self.headers.get("Content-Length") or 0), LARGEST)
        data = self.rfile.read(announced)
        return data if len(data) == announced else None

    def _told(self, data: bytes) -> dict[str, Any]:
        kind = self.headers.get("Content-Type", "")
        if kind.startswith("application/json"):
            body = json.loads(data or b"{}")
            return body if isinstance(body, dict) else {}
        if kind.startswith("multipart/form-data"):
            head = f"Content-Type: {kind}\r\n\r\n".encode()
            parts = message_from_bytes(head + data, policy=policy.HTTP).iter_parts()
            return {str(part.get_param("name", header="content-disposition")): part.get_content() for part in parts}
        return {name: values[-1] for name, values in parse_qs(data.decode("utf-8", "replace")).items()}

    def _page(self, method: str, path: str, told: dict[str, Any]) -> None:
        if method == "POST":
            pages.act(self.town, path, told)
            self.send_response(303)
            self.send_header("Location", path)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        html = pages.show(self.town, path)
        self._bytes(200 if html else 404, "text/html; charset=utf-8", (html or "").encode())

    def _write(self, reply: Reply) -> None:
        self._bytes(reply.status, "application/json", json.dumps(reply.body).encode(), reply.headers)

    def _bytes(self, status: int, kind: str, data: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


class Server(ThreadingHTTPServer):
    daemon_threads = True


def _server(town: Town, port: int) -> Server:
    return Server(("127.0.0.1", port), type("TownHandler", (Handler,), {"town": town}))


@contextmanager
def running(town: Town, port: int = 0) -> Iterator[str]:
    """The server in a thread of this process; gives its address, as `http://127.0.0.1:8765`."""
    server = _server(town, port)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def serve(town: Town, port: int, tell: Callable[[str], None]) -> None:
    """The same until Ctrl-C."""
    server = _server(town, port)
    tell(f"http://127.0.0.1:{server.server_address[1]}")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
