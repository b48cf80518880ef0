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


# A tag of HTML with its quoted values whole, so that a sign ">" inside them does not end it.
TAG = re.compile(r"""<([a-z][\w-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>""", re.I)
ATTRIBUTE = re.compile(r"""([^\s"'=<>/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")


def against_policy(text: str) -> list[str]:
    """What of a template the strict content policy would refuse: handlers, styles and scripts inside, other sites."""
    found = []
    for name, rest in TAG.findall(re.sub(r"\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\}", " ", text, flags=re.S)):
        held = {key.lower(): value.strip("\"'") for key, value in ATTRIBUTE.findall(rest)}
        found += [key for key in held if re.match(r"on\w+$|hx-on|style$", key)]
        found += [value for value in held.values() if re.match("(?:javascript|js):", value.strip(), re.I)]
        found += [held[key] for key in ("src", "href") if re.match("https?://", held.get(key, ""), re.I)]
        found += [name] * (name.lower() == "style" or (name.lower() == "script" and "src" not in held))
    return found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_templates_keep_the_strict_policy(path):
    assert not against_policy(path.read_text("utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        '<button onclick="go()">',
        "<a {% if a %}class=\"b\"{% endif %}\n  onmouseover='x'>",
        '<a title="a > b" ONCLICK=go>',
        '<p style="color: red">',
        '<form hx-on:submit="x">',
        '<a href="javascript:x">',
        '<div {% if one %}onload="x"{% endif %}>',
        "<style>",
        "<script>x</script>",
        '<img src="https://example.org/a.png">',
    ],
)
def test_what_the_strict_policy_forbids_is_caught(text):
    assert against_policy(text)


@pytest.mark.parametrize(
    "text",
    [
        '{% include "a.html" with one=first only=1 %}',
        '<p class="a" data-on="x">{% tagged one="да" onclick=action %}</p>',
        '<p title="{% tagged one=a %}">one=1, onclick="не атрибут"</p>',
        '<script src="/static/a.js"></script><a title="a onclick=b" href="/">',
        "{# <a onclick=1> #}",
    ],
)
def test_what_the_strict_policy_allows_passes(text):
    assert not against_policy(text)


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


PAGES = """
from django.utils.translation import gettext as _, gettext_noop, gettext_noop as _n, ngettext, pgettext
N = gettext_noop
x = _("Привет")
y = _("день/дня/дней")
z = "не для людей"
kept = [_n("Начато"), N("Принято"), gettext_noop("Закрыто")]
line = f"1. {_('Со слов.')}"
counted = ngettext("%(n)s год", "%(n)s лет", 5)
told_apart = pgettext("о человеке", "Один")
same_name = other._n("Тоже")
"""
PAGE = (
    '{% load i18n %}{% translate "Назад" %}{{ n|counted:_("год/года/лет") }}'
    '{% blocktranslate %}До {{ day }}{% endblocktranslate %}{% tagged title=_("Что вы написали") %}'
    "{% blocktranslate count n=n %}{{ n }} ответ{% plural %}ответов: {{ n }}{% endblocktranslate %}"
    '<p>слово\xa0слово</p>{% translate "Через\xa05 дней" %}{% translate "Да" context "ответ" %}'
)


@pytest.fixture
def small_house(tmp_path):
    """One room with a module and a template; two of its sentences have English."""
    room = tmp_path / "room"
    (room / "templates").mkdir(parents=True)
    (room / "apps.py").write_text("")
    (room / "pages.py").write_text(PAGES, encoding="utf-8")
    (room / "templates/a.html").write_text(PAGE, encoding="utf-8")
    (room / "locale/en/LC_MESSAGES").mkdir(parents=True)
    (room / "locale/en/LC_MESSAGES/django.po").write_text(
        'msgid "Привет"\nmsgstr "Hello"\n\nmsgid "Давно не говорим"\nmsgstr "Said before"\n\n'
        'msgid "Через\xa05 дней"\nmsgstr "In\xa05 days"\n',
        encoding="utf-8",
    )
    return tmp_path


def test_sentences_of_code_and_templates_are_collected(small_house):
    assert {text for _, text in messages.said(small_house)} == {
        *("Привет", "день/дня/дней", "Начато", "Принято", "Закрыто", "Со слов.", "%(n)s год", "Один", "Тоже"),
        *("Назад", "год/года/лет", "До %(day)s", "Что вы написали", "%(n)s ответ", "Через\xa05 дней", "Да"),
    }


def test_a_no_break_space_in_a_template_is_no_miss(small_house):
    assert not [text for _, text in messages.missing(small_house) if "\xa0" in text]


def test_collecting_adds_what_is_new_and_keeps_what_is_translated(small_house):
    catalogue = small_house / "room/locale/en/LC_MESSAGES/django.po"
    before = catalogue.read_text("utf-8")
    assert messages.collect(small_house) == 14
    assert messages.collect(small_house) == 0
    text = catalogue.read_text("utf-8")
    assert text.startswith(before)
    assert 'msgid "Привет"\nmsgstr "Hello"' in text and 'msgstr "Said before"' in text
    assert 'msgid "%(n)s ответ"\nmsgid_plural "ответов: %(n)s"\nmsgstr[0] ""' in text
    assert 'msgctxt "о человеке"\nmsgid "Один"' in text and 'msgid "Со слов."\nmsgstr ""' in text
    assert "Привет" not in {text for _, text in messages.missing(small_house)}
    assert len(messages.missing(small_house)) == 14


def test_a_room_without_a_catalogue_gets_one(small_house):
    catalogue = small_house / "room/locale/en/LC_MESSAGES/django.po"
    catalogue.unlink()
    assert messages.collect(small_house) == 16
    assert catalogue.read_text("utf-8").startswith('msgid ""\nmsgstr ""\n"Language: en\\n"\n')
    assert messages.compile_all(small_house) == 1


def test_the_reference_names_every_tag_and_filter():
    text = (DOCS / "reference/components.md").read_text("utf-8")
    library: Library = tags.register
    absent = [name for name in library.tags if f"{{% {name}" not in text]
    absent += [name for name in library.filters if f"|{name}" not in text]
    assert not absent
