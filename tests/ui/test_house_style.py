"""Our words, our templates, our documents: what a reader of the code is promised."""

import re
from pathlib import Path

import pytest
from django.template import Library

from ryadom.ui import messages, words
from ryadom.ui.templatetags import ryadom as tags

HOUSE = Path(messages.HOUSE)
DOCS = HOUSE.parents[1] / "docs"
TEMPLATES = sorted(HOUSE.rglob("templates/**/*.html"))


SHOWN = r"translate|block|card|warning|notice|empty"
UNSEEN = re.compile(rf"<[^>]+>|\{{#.*?#\}}|\{{%\s*(?!{SHOWN})[^%]*%\}}")


def visible(path: Path) -> str:
    return UNSEEN.sub(" ", path.read_text("utf-8"))


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("В целях осуществления выплаты необходимо предоставить данный документ", 5),
        ("Принесите чек до 24 ноября, и мы заплатим", 0),
        ("Мы храним персональные данные 5 лет", 0),
        ("Завтра мы сообщим Вам ответ", 1),
        ("Вы получите деньги. Вам позвонят.", 0),
        ("Правило «О порядке предоставления субсидий»", 0),
        ("Согласно закону вы являетесь", 1),
    ],
)
def test_office_language_is_found_and_plain_words_are_not(text, caught):
    assert len(words.officialese(text)) == caught, words.officialese(text)


def test_every_finding_says_what_to_write_instead():
    found = words.officialese("Заявитель обязан при наличии чека")
    assert [str(one) for one in found] == ["«Заявитель»: лучше вы", "«при наличии»: лучше если есть"]
    assert len(words.officialese("Заявитель обязан при наличии чека", staff=True)) == 1


def test_the_list_in_the_document_is_the_list_in_the_code():
    table = (DOCS / "words.md").read_text("utf-8").split("| не пишем |")[1]
    rows = re.findall(r"^\| (?!---)(.+?) \| (.+?) \| (всем|жителям) \|$", table, re.M)
    assert rows == [(r.shown, r.instead, "жителям" if r.resident_only else "всем") for r in words.RULES]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_templates_speak_to_people(path):
    staff = {"curator", "ministry", "desk.html"} & set(path.parts)
    assert not [str(found) for found in words.officialese(visible(path), staff=bool(staff))]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_templates_keep_the_strict_policy(path):
    text = path.read_text("utf-8")
    assert not re.search(r"\sstyle=|<style|\son\w+=|hx-on|javascript:|js:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"""(?:src|href)=["']?https?://""", text)


def test_every_sentence_of_this_room_has_its_english():
    untold = [text for path, text in messages.missing() if path.relative_to(HOUSE).parts[0] == "ui"]
    assert not untold


def test_catalogues_compile_and_a_second_time_is_instant(tmp_path):
    place = tmp_path / "room/locale/en/LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "django.po").write_text(
        'msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "Да"\nmsgstr "Yes"\n', encoding="utf-8"
    )
    assert messages.compile_all(tmp_path) == 1
    assert messages.compile_all(tmp_path) == 0
    assert (place / "django.mo").stat().st_size > 0


def test_sentences_of_code_and_templates_are_collected(tmp_path):
    (tmp_path / "pages.py").write_text(
        'x = _("Привет")\ny = _("день/дня/дней")\nz = "не для людей"\n', encoding="utf-8"
    )
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/a.html").write_text(
        '{% load i18n %}{% translate "Назад" %}{{ n|counted:_("год/года/лет") }}'
        '{% blocktranslate %}До {{ day }}{% endblocktranslate %}{% tagged title=_("Что вы написали") %}',
        encoding="utf-8",
    )
    said = {text for _, text in messages.said(tmp_path)}
    assert said == {"Привет", "день/дня/дней", "Назад", "год/года/лет", "До %(day)s", "Что вы написали"}


def test_the_reference_names_every_tag_and_filter():
    text = (DOCS / "reference/components.md").read_text("utf-8")
    library: Library = tags.register
    absent = [name for name in library.tags if f"{{% {name}" not in text]
    absent += [name for name in library.filters if f"|{name}" not in text]
    assert not absent
