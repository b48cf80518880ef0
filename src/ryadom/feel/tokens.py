"""Text to tokens. Names may hold spaces, so a token is one word; the grammar joins words into names."""

from __future__ import annotations

import re
from typing import NamedTuple

from .errors import FeelSyntaxError

LIMIT = 100_000  # characters in one expression; a longer list of codes belongs to a named set

KEYWORDS = frozenset(
    {
        "if", "then", "else", "for", "return", "in", "some", "every", "satisfies", "and", "or", "between", "true",
        "false", "null", "function",
    }
)  # fmt: skip

# A word may start with any letter, an underscore, «?» (the input of a unary test) or an astral sign such as an emoji.
_WORD = r"(?:[^\W\d]|[?\U00010000-\U000EFFFF])(?:[\w·?‌‍]|[\U00010000-\U000EFFFF])*"
_TOKEN = re.compile(
    rf"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
    |(?P<number>(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<word>{_WORD})
    |(?P<string>"(?:[^"\\]|\\.)*")
    |(?P<op>\*\*|\.\.|<=|>=|!=|->|[-+*/=<>()\[\]{{}},:.@]|(?<=\w)'(?=\w))""",  # ' only within a name
    re.VERBOSE | re.DOTALL,
)

# Signs that other languages use: code of the error that says what to write here.
_FOREIGN = {
    "==": "double-equals", "<>": "not-equals", "≠": "not-equals", "&&": "foreign-and", "||": "foreign-or",
    "!": "foreign-not", "%": "percent",
    "'": "single-quote", "«": "single-quote", "“": "single-quote", "„": "single-quote",
}  # fmt: skip


class Token(NamedTuple):
    kind: str  # number word string op end
    text: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """All tokens and a closing one of kind `end`. Raises FeelSyntaxError at the first sign that is not FEEL."""
    if len(text) > LIMIT:
        raise FeelSyntaxError("too-long", text[:200], (0, 1), limit=LIMIT)
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if text.startswith("<>", at) and tokens and tokens[-1].text in ("function", "context"):
            tokens.append(Token("op", "<", at, at + 1))  # `function<> -> number`: a type without parameters
            at += 1
            continue
        if match is None or text[at : at + 2] in ("==", "<>") or (text.startswith("/*", at) and match["op"]):
            raise _unreadable(text, at)
        if match.lastgroup != "space":
            tokens.append(Token(match.lastgroup or "", match[0], at, match.end()))
        at = match.end()
    tokens.append(Token("end", "", len(text), len(text)))
    return tokens


def _unreadable(text: str, at: int) -> FeelSyntaxError:
    if text[at] == '"':
        return FeelSyntaxError("open-string", text, (at, len(text)))
    if text.startswith("/*", at):
        return FeelSyntaxError("open-comment", text, (at, at + 2))
    for width in (2, 1):
        code = _FOREIGN.get(text[at : at + width])
        if code:
            return FeelSyntaxError(code, text, (at, at + width))
    return FeelSyntaxError("bad-character", text, (at, at + 1), found=text[at])


_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))", re.DOTALL)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\", "/": "/"}


def unquote(token: str) -> str:
    """The value of a string token. An unknown escape keeps its backslash: patterns are full of them."""
    body = token[1:-1]
    if "\\" not in body:
        return body
    return _join_surrogates(_ESCAPE.sub(_unescape, body))


def _unescape(match: re.Match[str]) -> str:
    if match[3] is not None:
        return _PLAIN.get(match[3], match[0])
    point = int(match[1] or match[2], 16)
    return chr(point) if point <= 0x10FFFF else match[0]


def _join_surrogates(value: str) -> str:
    if any("\ud800" <= char <= "\udfff" for char in value):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value
