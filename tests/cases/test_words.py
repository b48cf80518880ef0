"""The words of a case's history in the reader's language."""

from django.utils import translation

from ryadom.cases import words
from ryadom.measures.words import APPROVED, PROPOSED, VERDICTS


def test_the_verdict_is_read_in_the_readers_language():
    with translation.override("en"):
        said = words.read(APPROVED.for_staff, {"verdict": VERDICTS["grant"]})
        proposed = words.read(PROPOSED.for_staff, {"verdict": VERDICTS["refuse"], "reason": "No papers."})
    assert not [letter for letter in said + proposed if "а" <= letter.lower() <= "я"]


def test_in_russian_it_is_the_verdict_itself():
    with translation.override("ru"):
        assert "назначить" in words.read(APPROVED.for_staff, {"verdict": VERDICTS["grant"]})
