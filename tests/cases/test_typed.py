"""What people type is kept whole and harmless."""

import pytest

from ryadom.cases.typed import typed

from .conftest import AT, ON


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("  Позвонить  ", "Позвонить"),
        ("а\x00б\x07", "аб"),
        ("Гал\u202eя", "Галя"),
        ("и\u0306", "й"),
        ("😀 ok", "😀 ok"),
        ("'; DROP TABLE cases_case; --", "'; DROP TABLE cases_case; --"),
        ("{{ 7*7 }} {% load x %}", "{{ 7*7 }} {% load x %}"),
        ("м" * 10_000_000, "м" * 50),
        ("\x00\u202e", ""),
    ],
)
def test_typed(raw, kept):
    assert typed(raw, 50) == kept


@pytest.mark.django_db
def test_odd_text_is_kept_and_read_back(galina, vera):
    from ryadom.cases import api as cases

    odd = "'; DROP TABLE x; -- {{ 7*7 }} %(number)s %s 😀 مرحبا \x00"
    cases.note(by=vera, person=galina.pk, text=odd, next_contact_on=ON, on=ON, at=AT)
    (note,) = cases.notes(by=vera, person=galina.pk)
    assert note.text == odd.replace("\x00", "").strip()
    with pytest.raises(cases.WrongState):
        cases.note(by=vera, person=galina.pk, text="\x00 \u202e", on=ON, at=AT)
