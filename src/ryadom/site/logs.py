"""Structured logs without personal data.

Three rules keep people out of the log: an exception is written as its type and its places, never its message (messages
quote what was typed); a request is written as its route, never its path or query; a job is written as its name and
number, never its arguments. What still looks like a number of a person is masked as the last step.
"""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog

EventDict = MutableMapping[str, Any]

# СНИЛС, phone, passport, card: nine digits or more in a row, separated by nothing heavier than spaces and dashes.
_PERSONAL_NUMBER = re.compile(r"(?<![\w-])\+?\d(?:[\s().-]{0,2}\d){8,}(?![\w-])")
_KEPT_WHOLE = frozenset({"timestamp", "level", "logger", "event", "where"})


def _places(trace: TracebackType | None) -> list[str]:
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]


def _exception(value: BaseException) -> dict[str, Any]:
    told: dict[str, Any] = {"type": type(value).__qualname__, "places": _places(value.__traceback__)}
    cause = value.__cause__ or value.__context__
    if cause is not None:
        told["cause"] = type(cause).__qualname__
    return told


def nameless_exceptions(logger: object, method: str, event: EventDict) -> EventDict:
    """Replaces `exc_info` by the exception's type and places: its message may quote a person."""
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    value = info[1] if isinstance(info, tuple) else info
    if isinstance(value, BaseException):
        event["fault"] = _exception(value)
    return event


def nameless_records(logger: object, method: str, event: EventDict) -> EventDict:
    """Lines of other libraries are rewritten where they quote what people sent or what a job carries."""
    record: logging.LogRecord | None = event.get("_record")
    if record is None:
        return event
    if record.name.startswith(("django.request", "django.security", "django.server")):
        # Their messages quote the path or the rejected value; the access line says what happened.
        event["event"] = record.name
        event["status"] = getattr(record, "status_code", None)
    elif record.name.startswith("gunicorn") and record.levelno >= logging.WARNING:
        event["event"] = str(record.msg)  # the sentence without what it quotes: address, query, header
    elif record.name.startswith("procrastinate"):
        job = getattr(record, "job", None) or {}
        event["event"] = getattr(record, "action", None) or "procrastinate"
        event.update({key: job[key] for key in ("id", "task_name", "attempts") if key in job})
    return event


def masked_numbers(logger: object, method: str, event: EventDict) -> EventDict:
    """The last line of defence: what looks like a person's number becomes «…»."""
    for key, value in event.items():
        if isinstance(value, str) and (key not in _KEPT_WHOLE or key == "event"):
            event[key] = _PERSONAL_NUMBER.sub("…", value)
    return event


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    nameless_exceptions,
]


class OneHandler(logging.StreamHandler):  # type: ignore[type-arg]
    """Standard error. A line that cannot be written is only counted aloud: Python's own report would quote it."""

    def handleError(self, record: logging.LogRecord) -> None:
        sys.stderr.write(f"a line of {record.name} could not be logged\n")


def _formatter(json: bool) -> logging.Formatter:
    last: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=0)
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_SHARED,
        processors=[
            nameless_records,
            masked_numbers,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            last,
        ],
    )


def configure(*, json: bool, level: str = "INFO") -> None:
    """Sends every logger of this process to one handler on standard error: JSON lines, or lines for a person."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = OneHandler()
    handler.set_name("ryadom")
    handler.setFormatter(_formatter(json))
    root = logging.getLogger()
    for old in [one for one in root.handlers if one.get_name() == "ryadom"]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    logging.getLogger("django.db.backends").setLevel(logging.WARNING)  # its lines hold SQL with values
    # Their lines hold whole addresses, and a bot's address holds its token.
    for talkative in ("httpx", "httpcore"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    for chatty in ("asyncio", "procrastinate.blueprints", "procrastinate.periodic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
