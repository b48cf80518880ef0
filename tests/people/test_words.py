"""Every refusal of this room speaks both languages."""

import re
from pathlib import Path

from babel.messages.pofile import read_po

import ryadom.people

ROOM = Path(ryadom.people.__file__).parent
SAID = re.compile(r'\b_\(\s*"((?:[^"\\]|\\.)*)"', re.DOTALL)


def test_every_sentence_has_its_english():
    with (ROOM / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        english = {message.id: message.string for message in read_po(file)}
    said = {text for path in ROOM.rglob("*.py") for text in SAID.findall(path.read_text("utf-8"))}
    assert said
    assert sorted(text for text in said if not english.get(text)) == []


def test_no_sentence_is_officialese():
    from ryadom.ui.words import officialese

    with (ROOM / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        assert [message.id for message in read_po(file) if message.id and officialese(message.id)] == []
