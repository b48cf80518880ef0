"""A calendar file with days in it, by RFC 5545: whole-day events only, which is all that a region promises.

Nothing of the file says who asked: the name of an event comes from what it is about, so the same day is never doubled.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

LINE = 75  # octets, without the line end
CRLF = "\r\n"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Day:
    """One day to remember. `about` names it among all days, and is not shown; `hour`: when the phone says it."""

    on: date
    title: str
    text: str = ""
    about: str = ""
    hour: int = 9


def calendar(days: Iterable[Day], *, at: datetime, maker: str) -> bytes:
    """The file. `at` (aware) is the moment of making; `maker` says which program made it."""
    if at.tzinfo is None:
        raise ValueError("the moment of making needs its time zone")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{escaped(maker)}//RU",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *(line for one in days for line in _event(one, at)),
        "END:VCALENDAR",
    ]
    return "".join(folded(line) + CRLF for line in lines).encode()


def _event(one: Day, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{sha256(f'{one.about}|{one.on.isoformat()}'.encode()).hexdigest()[:32]}"
    yield f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{_day(one.on)}"
    yield f"DTEND;VALUE=DATE:{_day(one.on + timedelta(days=1))}"
    yield f"SUMMARY:{escaped(one.title)}"
    if one.text:
        yield f"DESCRIPTION:{escaped(one.text)}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{escaped(one.title)}"
    yield f"TRIGGER;RELATED=START:PT{one.hour}H"
    yield "END:VALARM"
    yield "END:VEVENT"


def _day(on: date) -> str:
    # `strftime` leaves out the zeros of early years.
    return f"{on.year:04}{on.month:02}{on.day:02}"


def escaped(text: str) -> str:
    """Text as a value: backslash, semicolon, comma and line ends are written out; controls have no place in it."""
    plain = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """A content line in parts of at most 75 octets; a letter of several octets is never cut."""
    parts, room = [""], LINE
    for letter in line:
        size = len(letter.encode())
        if size > room:
            parts.append("")
            room = LINE - 1  # the space that begins a continued line counts
        parts[-1] += letter
        room -= size
    return f"{CRLF} ".join(parts)
