"""Whoever switches to English reads English: every Russian sentence of every room has its translation, with the same
placeholders and with no Russian word left in it.

The sentences are those that `python -m ryadom.ui.messages missing` reads, and beside those the labels of choices.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from ryadom.cases.models import Channel, State
from ryadom.measures.models import ClaimState
from ryadom.ui.messages import CYRILLIC, HOUSE, said

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}")
# "день/дня/дней", and "день, дня, дней" where the three begin alike.
COUNTED = re.compile(
    r"[\w ]+(?P<mark>[/|])[\w ]+(?P=mark)[\w ]+|(?P<letter>\w)[\w ]*(?P<comma>,) (?P=letter)[\w ]*, (?P=letter)[\w ]*"
)
CHOICES_SAID = (State, Channel, ClaimState)
# Russian that must stay: the abbreviation as it is printed on the card, examples of what may be typed, words that a
# table of another authority must hold.
STAYS = re.compile(r"СНИЛС|\bродился( третий)? ребёнок(, уволили с работы)?|“назначено”|“отказано”")


def catalogues(house: Path) -> Iterator[tuple[str, Message]]:
    """Every Russian sentence that a catalogue holds, with the catalogue."""
    for path in sorted(house.rglob("locale/en/LC_MESSAGES/*.po")):
        with path.open("rb") as file:
            held = [one for one in read_po(file, locale="en") if CYRILLIC.search(str(one.id))]
        yield from ((str(path.relative_to(house)), one) for one in held)


def forms(text: str | Iterable[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def untranslated(house: Path, known: Iterable[tuple[str, Message]]) -> list[str]:
    """Sentences without English."""
    ready = {forms(one.id)[0] for _, one in known if one.string and all(forms(one.string))}
    return [f"{path.relative_to(house)}: {text}" for path, text in said(house) if text not in ready]


def faults(message: Message) -> Iterator[str]:
    """What is wrong with one translation: placeholders, Russian left in it, counted forms split another way."""
    russian, english = forms(message.id), forms(message.string or "")
    for text in english:
        if CYRILLIC.search(STAYS.sub("", text)):
            yield f"Russian in the English: {text}"
    if set(PLACEHOLDER.findall(english[-1])) != set(PLACEHOLDER.findall(russian[-1])):
        yield f"other placeholders: {russian[-1]} -> {english[-1]}"
    counted = COUNTED.fullmatch(russian[0])
    if counted and len(english[0].split(counted["mark"] or counted["comma"])) not in (2, 3):
        yield f"counted forms are split otherwise: {russian[0]} -> {english[0]}"


def test_every_sentence_has_its_english():
    lacking = untranslated(HOUSE, catalogues(HOUSE))
    assert not lacking, "no English for:\n" + "\n".join(lacking)


def test_every_label_that_a_page_says_has_its_english():
    known = {forms(one.id)[0] for _, one in catalogues(HOUSE)}
    lacking = [str(label) for choices in CHOICES_SAID for label in choices.labels if str(label) not in known]
    assert not lacking


def test_translations_keep_the_placeholders_and_leave_no_russian():
    wrong = [f"{place}: {fault}" for place, one in catalogues(HOUSE) for fault in faults(one)]
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def small_house(tmp_path: Path) -> Path:
    """A room that says six sentences, of which two have English."""
    room = tmp_path / "room"
    (room / "templates").mkdir(parents=True)
    (room / "locale/en/LC_MESSAGES").mkdir(parents=True)
    (room / "page.py").write_text(
        "from django.utils.translation import gettext as _, gettext_noop as later\n"
        'BEGUN = later("Начато")\nDONE = _("Готово")\nSAID = _("Где вы живёте?")\n'
        "TOLD = f\"1. {_('Со слов.')}\"\n",
        "utf-8",
    )
    (room / "templates/page.html").write_text(
        '{% load i18n %}{% translate "Найти" %}'
        "{% blocktranslate count n=n %}{{ n }} ответ{% plural %}ответов: {{ n }}{% endblocktranslate %}",
        "utf-8",
    )
    (room / "locale/en/LC_MESSAGES/django.po").write_text(
        'msgid "Готово"\nmsgstr "Done"\n\nmsgid "Найти"\nmsgstr "Find"\n\nmsgid "Где вы живёте?"\nmsgstr ""\n', "utf-8"
    )
    return tmp_path


def test_a_sentence_without_english_is_named(small_house):
    assert untranslated(small_house, catalogues(small_house)) == [
        "room/page.py: Начато",
        "room/page.py: Где вы живёте?",
        "room/page.py: Со слов.",
        "room/templates/page.html: %(n)s ответ",
    ]


@pytest.mark.parametrize(
    ("russian", "english", "fault"),
    [
        ("до %(day)s", "until the day", "other placeholders"),
        ("Нет такого", "There is нет", "Russian in the English"),
        ("день/дня/дней", "day, days", "split otherwise"),
        ("день, дня, дней", "day/days", "split otherwise"),
        (("%(n)s день", "%(n)s дней"), ("%(n)s day", "days"), "other placeholders"),
    ],
)
def test_a_wrong_translation_is_named(russian, english, fault):
    assert [fault in found for found in faults(Message(russian, english))] == [True]


def test_a_right_translation_passes():
    right = [("до %(day)s", "until %(day)s"), ("день/дня/дней", "day/days"), ("Ваш СНИЛС", "Your СНИЛС")]
    assert not [fault for one in right for fault in faults(Message(*one))]
