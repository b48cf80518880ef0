"""A measure as forms and back: what nobody touched is exactly what it was, for every measure of every practice."""

import pytest
from django.conf import settings

from ryadom.desks.curator.drafting import writing
from ryadom.desks.curator.drafting.sheet import Sheet
from ryadom.rules import api as rules
from ryadom.rules.draftdata import plain
from ryadom.rules.laying import plain_content

from .conftest import AT, CHE
from .filled import sent

REGIONS = (CHE, "RU-SAK")


def draft_of(measure, content, cases=()):
    return rules.Draft(
        token=None, region=CHE, measure=measure, state="writing", content=content, laws={}, cases=cases, starts=None,
        act=None, revision=1, author=1, author_name="Лис", at=AT,
    )  # fmt: skip


def meaning(raw):
    """The same data with its defaults left out: a condition that may be advised on says so by saying nothing."""
    if isinstance(raw, dict):
        found = {key: meaning(one) for key, one in raw.items()}
        drop = {"advise": True, "article": "not checked", "mandatory": True, "reference": "дата заявления"}
        return {
            key: one for key, one in found.items()
            if one not in (None, "", [], {}) and not (key in drop and one == drop[key])
        }  # fmt: skip
    if isinstance(raw, list | tuple):
        return [meaning(one) for one in raw]
    return raw.strip() if isinstance(raw, str) else raw


@pytest.mark.parametrize("region", REGIONS)
def test_untouched_it_stays_what_it_was(region):
    book = rules.book_at(settings.RYADOM.practices, region)
    assert len(book.measures) > 30
    for id, measure in book.measures.items():
        content = plain(plain_content(measure))
        draft = draft_of(id, content)
        sheet = Sheet(draft, book, "ru", sent(Sheet(draft, book, "ru")))
        assert sheet.is_valid(), (id, [one.errors for one in sheet.forms() if one.errors])
        assert meaning(sheet.written().content) == meaning(content), id


@pytest.mark.parametrize(
    ("words", "latin"),
    [
        ("Выплата на форму", "vyplata-na-formu"),
        ("Щука, ёж и 2 объекта", "shchuka-ezh-i-2-obekta"),
        ("2026 год", "condition"),
        ("…", "condition"),
    ],
)
def test_an_identifier_can_be_read(words, latin):
    assert writing.slug(words) == latin
    assert writing.slug(words, {latin}) == f"{latin}-2"


def test_a_translation_goes_with_its_words():
    old = {"ru": "Доход", "en": "Income"}
    assert writing.worded(old, "Доход") == old
    assert writing.worded(old, "Доход семьи") == {"ru": "Доход семьи"}
    assert writing.worded(old, "") is None
    assert writing.worded(old, "Доход", "") == {"ru": "Доход"}
