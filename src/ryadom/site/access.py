"""One line of log for each request: what was asked by route, what was answered, how long it took. Nobody is named."""

import re
import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

log = structlog.get_logger("ryadom.access")

_REQUEST_ID = re.compile(r"[0-9A-Za-z-]{8,64}")


def _request_id(request: HttpRequest) -> str:
    given = request.headers.get("X-Request-ID", "")
    return given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    # A path that no route knows may hold anything that a person typed.
    return "/" + match.route if match else "(unknown)"


class AccessLogMiddleware:
    """Logs method, route, status and milliseconds; never the query, the body, the path's values or the address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request=_request_id(request)):
            status = 500  # what the server says when even the page of errors failed
            try:
                response = self.get_response(request)
                status = response.status_code
                return response
            finally:
                spent = round((time.perf_counter() - started) * 1000)
                log.info("request", method=request.method, route=_route(request), status=status, ms=spent)
