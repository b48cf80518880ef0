"""What a writer sees when a text is not FEEL: the place, the reason, what to write instead, in both languages."""

from __future__ import annotations

import pytest

from ryadom.feel import FeelSyntaxError, parse
from ryadom.feel.messages import HINTS, MESSAGES


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("доход == 5", "double-equals", 6),
        ("доход <> 5", "not-equals", 6),
        ("доход && пол", "foreign-and", 6),
        ("доход || пол", "foreign-or", 6),
        ("!учится", "foreign-not", 0),
        ("пол = 'женский'", "single-quote", 6),
        ("пол = «женский»", "single-quote", 6),
        ("1,5 * МРОТ", "decimal-comma", 1),
        ("5 % доход", "percent", 2),
        ('пол = "женский', "open-string", 6),
        ("1 /* примечание", "open-comment", 2),
        ("учится и работает", "russian-word", 7),
        ("если учится", "russian-word", 0),
        ("if учится then 5", "no-else", 16),
        ("1 < доход < 5", "chained", 10),
        ("доход >", "unexpected-end", 7),
        ("(1 + 2", "expected-end", 6),
        ("[1, 2", "expected-end", 5),
        ("f(a: 1, 2)", "mixed-arguments", 8),
        ("x instance of рубль", "expected-type", 14),
        ("", "empty", 0),
        ("2 дня", "unexpected", 2),
        ("доход # 5", "bad-character", 6),
    ],
)
def test_error(text: str, code: str, column: int) -> None:
    with pytest.raises(FeelSyntaxError) as raised:
        parse(text)
    error = raised.value
    assert (error.code, error.span[0]) == (code, column)
    for lang in ("ru", "en"):
        line, caret, said = error.caret(lang).split("\n")
        assert line == text
        assert caret.index("^") == column
        assert said.startswith(error.message(lang))
        assert "{" not in said


def test_the_caret_stands_under_its_column_in_a_text_of_several_lines() -> None:
    with pytest.raises(FeelSyntaxError) as raised:
        parse("доход > 5\n  and пол == 1")
    line, caret, _ = raised.value.caret("ru").split("\n")
    assert line == "  and пол == 1"
    assert line[caret.index("^") :].startswith("==")


def test_a_long_line_is_cut_around_the_caret() -> None:
    with pytest.raises(FeelSyntaxError) as raised:
        parse("доход + " * 100 + "== 1")
    line, caret, _ = raised.value.caret("en").split("\n")
    assert len(line) < 170
    assert line[caret.index("^") :].startswith("==")


def test_every_message_has_both_languages() -> None:
    for table in (MESSAGES, HINTS):
        for code, (russian, english) in table.items():
            assert russian, code
            assert english, code
            assert any("а" <= char.lower() <= "я" for char in russian), code
    assert set(HINTS) == set(MESSAGES)
