"""A real HTTP server on this machine that speaks the protocol of chat completions, and can be ill in several ways."""

import json
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Endpoint:
    """`answer`: a text, or what makes one of the asked; `fault`: "", "500", "slow", "drip", "broken", "huge"."""

    def __init__(self):
        self.asked, self.answer, self.fault, self.headers = [], "none", "", []

    def words(self):
        """Everything that ever left the house."""
        return "\n".join(message["content"] for body in self.asked for message in body["messages"][1:])


def _handler(endpoint):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            endpoint.asked.append(body)
            endpoint.headers.append(dict(self.headers))
            if endpoint.fault == "slow":
                time.sleep(8)
            self.send_response(500 if endpoint.fault == "500" else 200)
            self.end_headers()
            with suppress(OSError):  # who asked has gone
                self._write(body)

        def _write(self, body):
            answer = endpoint.answer(body) if callable(endpoint.answer) else endpoint.answer
            told = json.dumps({"choices": [{"message": {"role": "assistant", "content": answer}}]}).encode()
            if endpoint.fault == "broken":
                told = told[:20]
            if endpoint.fault == "huge":
                told = json.dumps({"choices": [{"message": {"content": "я" * 100_000}}]}).encode()
            if endpoint.fault == "drip":
                for sign in told[:80]:
                    self.wfile.write(bytes([sign]))
                    self.wfile.flush()
                    time.sleep(0.1)
            else:
                self.wfile.write(told)

        def log_message(self, *_args):
            pass

    return Handler


@contextmanager
def serving():
    """The endpoint and its address."""
    endpoint = Endpoint()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(endpoint))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield endpoint, f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()
