"""Tokens to tree: a table of binding powers and one small function per construct.

Names may hold spaces, so a run of words is a name: the longest known one first; words that stay unknown are kept
together as one name, and the caller reports it with the nearest known name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from . import phrases
from .decimals import MATH
from .errors import Bad, FeelSyntaxError, Span
from .names import Names
from .reading import read_temporal
from .tokens import KEYWORDS, Token, tokenize, unquote
from .tree import (
    And,
    Arith,
    Between,
    Broken,
    Call,
    Compare,
    ContextOf,
    Filter,
    In,
    InstanceOf,
    ListOf,
    Literal,
    Name,
    Neg,
    Node,
    OpRange,
    Or,
    Path,
    RangeOf,
)  # fmt: skip

DEPTH = 60  # of nested parts; deeper text belongs into definitions
CHAIN = 150  # of operators of one rank in a row: `1 + 1 + ...`

# How tightly each operator binds; the unary minus binds tightest (in FEEL -3 ** 2 is 9), all lean left.
POWERS = {
    "or": 1, "and": 2,
    "=": 3, "!=": 3, "<": 3, "<=": 3, ">": 3, ">=": 3, "between": 3, "in": 3,
    "+": 4, "-": 4, "*": 5, "/": 5, "**": 6, "instance": 7,
}  # fmt: skip
_ORDER = frozenset({"<", "<=", ">", ">=", "=", "!="})
# What a writer of Russian rules may type instead of a keyword.
_RUSSIAN = {
    "и": "and", "или": "or", "не": "not(…)", "если": "if", "то": "then", "иначе": "else", "между": "between",
    "истина": "true", "ложь": "false", "да": "true", "нет": "false",
}  # fmt: skip


# What may follow a finished value, and so tells that a `[` before it was a closing bracket.
_AFTER_VALUE = frozenset({"then", "else", "return", "satisfies", "and", "or", "in", "between", "instance"})
_CANNOT_BEGIN = frozenset({")", "]", "}", ",", "=", "!=", "+", "*", "/", "**", "..", ".", "<", ">", "<=", ">="})

T = TypeVar("T")


class Parser:
    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.at = 0
        self.depth = 0
        self.names = names

    # -- reading tokens

    @property
    def here(self) -> Token:
        return self.tokens[self.at]

    def peek(self, ahead: int = 1) -> Token:
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)]

    def take(self) -> Token:
        token = self.tokens[self.at]
        if token.kind != "end":
            self.at += 1
        return token

    def is_op(self, *texts: str) -> bool:
        token = self.tokens[self.at]
        return token.kind == "op" and token.text in texts

    def is_word(self, *texts: str) -> bool:
        token = self.tokens[self.at]
        return token.kind == "word" and token.text in texts

    def want(self, text: str) -> Token:
        """The next token, which must be this sign or keyword."""
        if self.here.text == text and self.here.kind in ("op", "word"):
            return self.take()
        raise self.wrong(text)

    def wrong(self, wanted: str | None = None) -> FeelSyntaxError:
        """The error for the token here."""
        token, span = self.here, (self.here.start, max(self.here.end, self.here.start + 1))
        if token.kind == "end":
            at = (len(self.text), len(self.text) + 1)
            code = "expected-end" if wanted else "unexpected-end"
            return FeelSyntaxError(code, self.text, at, wanted=wanted)
        better = _RUSSIAN.get(token.text.lower()) if token.kind == "word" else None
        if better:
            return FeelSyntaxError("russian-word", self.text, span, found=token.text, better=better)
        if wanted:
            return FeelSyntaxError("expected", self.text, span, wanted=wanted, found=token.text)
        return FeelSyntaxError("unexpected", self.text, span, found=token.text)

    def since(self, start: int) -> Span:
        return start, self.tokens[self.at - 1].end

    # -- expressions

    def whole(self, kind: str) -> Node:
        if self.here.kind == "end":
            raise FeelSyntaxError("empty", self.text, (0, 1))
        node = phrases.unary_tests(self) if kind == "unary tests" else self.expression()
        if self.here.kind != "end":
            raise self.leftover()
        return node

    def leftover(self) -> FeelSyntaxError:
        """Something stands after a whole expression; a comma between digits is a Russian decimal comma."""
        before, after = self.tokens[max(self.at - 1, 0)], self.peek()
        if self.is_op(",") and before.kind == after.kind == "number" and before.end == self.here.start:
            better = f"{before.text}.{after.text}"
            return FeelSyntaxError("decimal-comma", self.text, (self.here.start, self.here.end), better=better)
        return self.wrong()

    def expression(self, power: int = 0) -> Node:
        self.depth += 1
        if self.depth > DEPTH:
            raise FeelSyntaxError("too-deep", self.text, (self.here.start, self.here.start + 1), limit=DEPTH)
        left = self.prefix()
        for count in range(CHAIN + 1):
            operator = self.operator()
            if operator is None or POWERS[operator] <= power:
                self.depth -= 1
                return left
            if count == CHAIN:
                break
            left = self.infix(left, operator)
        raise FeelSyntaxError("too-deep", self.text, (self.here.start, self.here.start + 1), limit=CHAIN)

    def operator(self) -> str | None:
        token = self.here
        if token.kind == "word" and token.text == "instance" and self.peek().text == "of":
            return "instance"
        return token.text if token.kind in ("op", "word") and token.text in POWERS else None

    def infix(self, left: Node, operator: str) -> Node:
        if operator in ("and", "or"):
            return self.chain(left, operator)
        start = left.span[0]
        self.take()
        special = _INFIX.get(operator)
        if special is not None:
            return special(self, left, start)
        right = self.expression(POWERS[operator])
        if operator not in _ORDER:
            return Arith(self.since(start), operator, left, right)
        following = self.operator()
        if following in _ORDER and not {operator, following} <= {"=", "!="}:
            raise FeelSyntaxError("chained", self.text, (self.here.start, self.here.end))
        return Compare(self.since(start), operator, left, right)

    def chain(self, left: Node, operator: str) -> Node:
        """`a and b and c` is one node of three parts, so a long list does not become a deep tree."""
        parts = [left]
        while self.is_word(operator):
            self.take()
            parts.append(self.expression(POWERS[operator]))
        made = And if operator == "and" else Or
        return made(self.since(left.span[0]), tuple(parts))

    def between(self, value: Node, start: int) -> Node:
        low = self.expression(POWERS["between"])
        self.want("and")
        high = self.expression(POWERS["between"])
        return Between(self.since(start), value, low, high)

    def inside(self, value: Node, start: int) -> Node:
        """`x in test` or `x in (test, test)`; a parenthesis may also open a range."""
        if self.is_op("(") and not self.opens_range():
            self.take()
            tests = self.listed(lambda: phrases.test(self, 0), ")")
            return In(self.since(start), value, tests)
        test = phrases.test(self, 3)
        return In(self.since(start), value, (test,))

    def opens_range(self) -> bool:
        """Does this parenthesis open a range such as `(1..5]`? Looks for `..` at its own level."""
        level = 0
        for token in self.tokens[self.at :]:
            if token.kind == "op":
                level += (token.text in "([{") - (token.text in ")]}")
                if level == 1 and token.text == "..":
                    return True
                if level == 1 and token.text == ",":
                    return False
            if level == 0 or token.kind == "end":
                return False
        return False

    def instance(self, value: Node, start: int) -> Node:
        self.want("of")
        kind = phrases.type_of(self)
        return InstanceOf(self.since(start), value, kind)

    # -- prefixes

    def prefix(self) -> Node:
        token = self.here
        if token.kind == "op" and token.text == "-":
            start = self.take().start
            operand = self.expression(POWERS["**"])
            return Neg(self.since(start), operand)
        return self.postfix(self.primary())

    def postfix(self, node: Node) -> Node:
        start = node.span[0]
        for _ in range(CHAIN):
            if self.is_op(".") and self.peek().kind == "word":
                self.take()
                key = self.key()
                node = Path(self.since(start), node, key)
            elif self.is_op("["):
                if self.ends_range():
                    return node
                self.take()
                condition = self.expression()
                self.want("]")
                node = Filter(self.since(start), node, condition)
            elif self.is_op("("):
                node = self.call(node, start)
            else:
                return node
        raise FeelSyntaxError("too-deep", self.text, (self.here.start, self.here.start + 1), limit=CHAIN)

    def ends_range(self) -> bool:
        """Is this `[` the open end of a range (`[1..5[`) rather than a filter? It is if no expression can follow it."""
        after = self.peek()
        if after.kind == "end":
            return True
        if after.kind == "op":
            return after.text in _CANNOT_BEGIN
        return after.kind == "word" and after.text in _AFTER_VALUE

    def primary(self) -> Node:
        token = self.here
        made = _PRIMARY.get(token.kind)
        if made is None:
            raise self.wrong()
        return made(self)

    def number(self) -> Node:
        token = self.take()
        value = MATH.create_decimal(token.text)
        span = (token.start, token.end)
        return Literal(span, value) if value.is_finite() else Broken(span, "number-overflow")

    def string(self) -> Node:
        token = self.take()
        return Literal((token.start, token.end), unquote(token.text))

    def sign(self) -> Node:
        """An expression that begins with a sign: a bracket, an at-literal, a unary test inside a parenthesis."""
        made = _SIGNS.get(self.here.text)
        if made is None:
            raise self.wrong()
        return made(self)

    def word(self) -> Node:
        token = self.here
        made = _WORDS.get(token.text)
        if made is not None and not self.names.longer_than_word(self.tokens, self.at):
            return made(self)
        return self.name()

    def name(self) -> Node:
        """The longest known name; failing that, all the words up to the next sign or keyword."""
        start = self.here.start
        found = self.names.longest(self.tokens, self.at)
        if found is None or self.continues(found[0]):
            end = self.unknown_end()
            if end == self.at or self.begins_in_russian(end):
                raise self.wrong()
            found = end, self.joined(end)
        self.at = found[0]
        return Name(self.since(start), found[1])

    def begins_in_russian(self, end: int) -> bool:
        """`если учится`, `не учится`, a bare `истина`: a keyword in the wrong language, not an unknown name."""
        word = self.here.text.lower()
        return word in ("если", "не") or (word in _RUSSIAN and end == self.at + 1)

    def continues(self, end: int) -> bool:
        """Another plain word follows a known name directly: then the whole run is one (unknown) name."""
        token = self.tokens[end]
        return token.kind == "word" and not self.stops(token)

    def stops(self, token: Token) -> bool:
        return token.text in KEYWORDS or token.text == "instance" or token.text.lower() in ("и", "или", "то", "иначе")

    def unknown_end(self) -> int:
        end = self.at
        while self.tokens[end].kind in ("word", "number"):
            token = self.tokens[end]
            if (token.kind == "number" and end == self.at) or self.stops(token):
                break
            end += 1
        return end

    def joined(self, end: int) -> str:
        return " ".join(token.text for token in self.tokens[self.at : end])

    def constant(self) -> Node:
        token = self.take()
        return Literal((token.start, token.end), {"true": True, "false": False, "null": None}[token.text])

    def at_literal(self) -> Node:
        start = self.take().start
        if self.here.kind != "string":
            raise self.wrong('"…"')
        text = unquote(self.take().text)
        try:
            return Literal(self.since(start), read_temporal(text))
        except (Bad, ValueError):
            return Broken(self.since(start), "bad-temporal")

    # -- brackets

    def parenthesis(self) -> Node:
        start = self.take().start
        if self.is_op("<", "<=", ">", ">=", "=", "!="):
            op = self.take().text
            operand = self.expression()
            self.want(")")
            return OpRange(self.since(start), op, operand)
        inner = self.expression()
        if self.is_op(".."):
            return self.range(start, inner, low_open=True)
        self.want(")")
        return _respan(inner, self.since(start))

    def range(self, start: int, low: Node, *, low_open: bool) -> Node:
        self.want("..")
        high = self.expression()
        if not self.is_op(")", "]", "["):
            raise self.wrong("]")
        high_open = self.take().text != "]"
        return RangeOf(self.since(start), low, high, low_open, high_open)

    def square(self) -> Node:
        """A list, or a range that includes its low end."""
        start = self.take().start
        if self.is_op("]"):
            self.take()
            return ListOf(self.since(start), ())
        first = self.expression()
        if self.is_op(".."):
            return self.range(start, first, low_open=False)
        items = [first]
        while self.is_op(","):
            self.take()
            items.append(self.expression())
        self.want("]")
        return ListOf(self.since(start), tuple(items))

    def open_range(self) -> Node:
        """`]1..5]`, the other spelling of an open low end."""
        start = self.take().start
        return self.range(start, self.expression(), low_open=True)

    def context(self) -> Node:
        start = self.take().start
        entries: list[tuple[str, Node]] = []
        self.names.open()
        while not self.is_op("}"):
            key = self.context_key()
            self.want(":")
            entries.append((key, self.expression()))
            self.names.add(key)
            if not self.is_op("}"):
                self.want(",")
        self.take()
        self.names.close()
        return ContextOf(self.since(start), tuple(entries))

    def context_key(self) -> str:
        if self.here.kind == "string":
            return unquote(self.take().text)
        return self.text_until_colon()

    def text_until_colon(self) -> str:
        """A key or the name of an argument: every token up to the colon, with the spaces as they were written."""
        first = last = self.at
        while not (self.tokens[last].kind == "end" or self.tokens[last].text in (":", ",", "}", "{", "]", ")")):
            last += 1
        if first == last or self.tokens[last].text != ":" or self.tokens[first].kind != "word":
            raise FeelSyntaxError("expected-name", self.text, (self.here.start, self.here.end))
        self.at = last
        return self.spelled(first, last)

    def spelled(self, first: int, last: int) -> str:
        """The tokens of a name, parted where the text parts them; a comment parts them as a space does."""
        tokens = self.tokens[first:last]
        gaps = ("" if before.end == after.start else " " for before, after in pairwise(tokens))
        return tokens[0].text + "".join(gap + token.text for gap, token in zip(gaps, tokens[1:], strict=True))

    def key(self) -> str:
        """The name after a dot: the longest known name, or one word and the plain words after it."""
        end, name = self.names.longest(self.tokens, self.at) or (self.at + 1, self.here.text)
        if self.continues(end):
            while self.continues(end):
                end += 1
            name = self.joined(end)
        self.at = end
        return name

    # -- calls

    def call(self, callee: Node, start: int) -> Node:
        self.want("(")
        if self.is_op(")"):
            self.take()
            return Call(self.since(start), callee, (), None)
        if self.named_argument_follows():
            named = self.listed(self.named_argument, ")")
            return Call(self.since(start), callee, (), named)
        args = self.listed(self.argument, ")")
        return Call(self.since(start), callee, args, None)

    def argument(self) -> Node:
        if self.named_argument_follows():
            raise FeelSyntaxError("mixed-arguments", self.text, (self.here.start, self.here.end))
        return self.expression()

    def named_argument_follows(self) -> bool:
        end = self.at
        while self.tokens[end].kind == "word":
            end += 1
        return end > self.at and self.tokens[end].text == ":"

    def named_argument(self) -> tuple[str, Node]:
        if not self.named_argument_follows():
            raise FeelSyntaxError("mixed-arguments", self.text, (self.here.start, self.here.end))
        name = self.text_until_colon()
        self.want(":")
        return name, self.expression()

    def listed(self, part: Callable[[], T], closing: str) -> tuple[T, ...]:
        parts = [part()]
        while self.is_op(","):
            self.take()
            parts.append(part())
        self.want(closing)
        return tuple(parts)


def _respan(node: Node, span: Span) -> Node:
    """A part in parentheses covers them too, so the explanation shows what was written."""
    return replace(node, span=span)


_INFIX: dict[str, Callable[[Parser, Node, int], Node]] = {
    "between": Parser.between, "in": Parser.inside, "instance": Parser.instance,
}  # fmt: skip
_PRIMARY: dict[str, Callable[[Parser], Node]] = {
    "number": Parser.number, "string": Parser.string, "word": Parser.word, "op": Parser.sign,
}  # fmt: skip
_SIGNS: dict[str, Callable[[Parser], Node]] = {
    "(": Parser.parenthesis, "[": Parser.square, "]": Parser.open_range, "{": Parser.context, "@": Parser.at_literal,
}  # fmt: skip
_WORDS: dict[str, Callable[[Parser], Node]] = {
    "true": Parser.constant, "false": Parser.constant, "null": Parser.constant,
    "if": phrases.if_then, "for": phrases.for_return, "some": phrases.quantified, "every": phrases.quantified,
    "function": phrases.function,
}  # fmt: skip
