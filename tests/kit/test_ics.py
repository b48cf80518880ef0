"""A day for somebody's calendar, read back by the rules of RFC 5545."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryadom.kit.ics import LINE, Day, calendar, escaped, folded

AT = datetime(2026, 11, 20, 12, 30, tzinfo=timezone(timedelta(hours=5)))
DAY = Day(date(2027, 5, 14), "Посмотреть, что положено; срок", "Мера «Питание, школа»\nПозвоните", "RU-CHE|food")


def unfolded(data: bytes) -> list[str]:
    """Lines as a reader sees them."""
    text = data.decode()
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def plain(value: str) -> str:
    """What `escaped` has written out."""
    letters, found = iter(value), []
    for letter in letters:
        found.append({"n": "\n"}.get(following := next(letters), following) if letter == "\\" else letter)
    return "".join(found)


def read(data: bytes) -> dict[str, str]:
    """The properties of the only event; the alarm stands inside and is read apart."""
    lines = unfolded(data)
    event = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("BEGIN:VALARM")]
    return dict(line.split(":", 1) for line in event)


def test_the_day_is_a_whole_day_and_is_said_at_nine():
    data = calendar([DAY], at=AT, maker="Ryadom")
    event = read(data)
    assert event["DTSTART;VALUE=DATE"] == "20270514"
    assert event["DTEND;VALUE=DATE"] == "20270515"
    assert event["DTSTAMP"] == "20261120T073000Z"
    assert "TRIGGER;RELATED=START:PT9H" in unfolded(data)


def test_words_come_back_as_they_were():
    event = read(calendar([DAY], at=AT, maker="Ryadom"))
    assert event["SUMMARY"] == "Посмотреть\\, что положено\\; срок"
    assert plain(event["SUMMARY"]) == DAY.title
    assert plain(event["DESCRIPTION"]) == DAY.text


def test_every_line_fits_and_no_letter_is_cut():
    data = calendar([Day(DAY.on, "Ы" * 300, "я, " * 200, "x")], at=AT, maker="Ryadom")
    assert max(len(line) for line in data.split(b"\r\n")) == LINE
    for line in data.split(b"\r\n"):
        line.decode()
    assert plain(read(data)["SUMMARY"]) == "Ы" * 300


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=200))
def test_any_text_stands_in_one_line_and_comes_back(text):
    written = folded(f"SUMMARY:{escaped(text)}")
    assert all(len(part.encode()) <= LINE for part in written.split("\r\n"))
    (line,) = unfolded(f"{written}\r\n".encode())
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(one for one in kept if one in "\t\n" or not (ord(one) < 32 or ord(one) == 127))
    assert plain(line.removeprefix("SUMMARY:")) == kept


def test_the_same_day_twice_is_the_same_event_and_says_nothing_of_who_asked():
    first, again = (calendar([DAY], at=at, maker="Ryadom") for at in (AT, datetime(2026, 12, 1, tzinfo=UTC)))
    assert read(first)["UID"] == read(again)["UID"]
    assert b"food" not in first
    other = Day(DAY.on, DAY.title, DAY.text, "RU-CHE|other")
    assert read(calendar([other], at=AT, maker="Ryadom"))["UID"] != read(first)["UID"]


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError):
        calendar([DAY], at=datetime(2026, 11, 20), maker="Ryadom")
