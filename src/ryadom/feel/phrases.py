"""The phrases of FEEL that begin with a word: if, for, some, every, function; types and unary tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import FeelSyntaxError
from .tree import Call, For, FunctionOf, If, Iterator, Name, Node, OpTest, Quantified, Tests
from .types import ALIASES, SIMPLE, Type

if TYPE_CHECKING:
    from .grammar import Parser

_BY_NAME = {name.lower(): name for name in SIMPLE if name[0].isupper()}


def if_then(p: Parser) -> Node:
    start = p.take().start
    condition = p.expression()
    p.want("then")
    then = p.expression()
    if not p.is_word("else"):
        at = p.here.start
        raise FeelSyntaxError("no-else", p.text, (at, at + 1))
    p.take()
    otherwise = p.expression()
    return If(p.since(start), condition, then, otherwise)


def for_return(p: Parser) -> Node:
    start = p.take().start
    p.names.open()
    iterators = _iterators(p)
    p.want("return")
    p.names.add("partial")
    body = p.expression()
    p.names.close()
    return For(p.since(start), iterators, body)


def quantified(p: Parser) -> Node:
    word = p.take()
    p.names.open()
    iterators = _iterators(p)
    p.want("satisfies")
    condition = p.expression()
    p.names.close()
    return Quantified(p.since(word.start), word.text == "every", iterators, condition)


def _iterators(p: Parser) -> tuple[Iterator, ...]:
    found = [_iterator(p)]
    while p.is_op(","):
        p.take()
        found.append(_iterator(p))
    return tuple(found)


def _iterator(p: Parser) -> Iterator:
    start = p.here.start
    name = _plain_name(p)
    p.want("in")
    source = p.expression()
    end = None
    if p.is_op(".."):
        p.take()
        end = p.expression()
    p.names.add(name)
    return Iterator(p.since(start), name, source, end)


def _plain_name(p: Parser) -> str:
    """The name that a phrase introduces: words up to a keyword or a sign."""
    first = p.at
    while p.here.kind == "word" and p.here.text not in ("in", "return", "satisfies"):
        p.take()
    if p.at == first:
        raise FeelSyntaxError("expected-name", p.text, (p.here.start, max(p.here.end, p.here.start + 1)))
    return p.spelled(first, p.at)


def function(p: Parser) -> Node:
    start = p.take().start
    p.want("(")
    p.names.open()
    params = () if p.is_op(")") else _parameters(p)
    p.want(")")
    for name, _ in params:
        p.names.add(name)
    external = p.is_word("external")
    if external:
        p.take()
    body = p.expression()
    p.names.close()
    return FunctionOf(p.since(start), params, None if external else body)


def _parameters(p: Parser) -> tuple[tuple[str, Type | None], ...]:
    found = [_parameter(p)]
    while p.is_op(","):
        p.take()
        found.append(_parameter(p))
    return tuple(found)


def _parameter(p: Parser) -> tuple[str, Type | None]:
    name = _plain_name(p)
    if not p.is_op(":"):
        return name, None
    p.take()
    return name, type_of(p)


# -- types --------------------------------------------------------------------------------------------------------


def type_of(p: Parser) -> Type:
    """A type as it is written after `instance of` or a parameter's colon."""
    start = p.here
    name = _type_name(p)
    if name == "function":
        return _function_type(p)
    if name == "context" and p.is_op("<"):
        return _context_type(p)
    if name in ("list", "range") and p.is_op("<"):
        p.take()
        item = type_of(p)
        p.want(">")
        return Type(name, item)
    if name not in SIMPLE:
        raise FeelSyntaxError("expected-type", p.text, (start.start, max(start.end, start.start + 1)))
    return Type(name)


def _type_name(p: Parser) -> str:
    """The longest run of words that is a type's name."""
    for length in range(5, 0, -1):
        tokens = p.tokens[p.at : p.at + length]
        name = " ".join(token.text for token in tokens)
        name = ALIASES.get(name, _BY_NAME.get(name, name))
        if name in SIMPLE:
            p.at += len(tokens)
            return name
    return ""


def _context_type(p: Parser) -> Type:
    p.take()
    entries: list[tuple[str, Type]] = []
    while not p.is_op(">"):
        key = p.text_until_colon()
        p.want(":")
        entries.append((key, type_of(p)))
        if not p.is_op(">"):
            p.want(",")
    p.take()
    return Type("context", entries=tuple(entries))


def _function_type(p: Parser) -> Type:
    if not p.is_op("<"):
        return Type("function")
    p.take()
    params: list[Type] = []
    while not p.is_op(">"):
        params.append(type_of(p))
        if not p.is_op(">"):
            p.want(",")
    p.take()
    p.want("->")
    return Type("function", params=tuple(params), result=type_of(p))


# -- unary tests ----------------------------------------------------------------------------------------------------


def unary_tests(p: Parser) -> Node:
    """`-` (anything), tests parted by commas, or `not(tests)`; the input is called `?`."""
    start = p.here.start
    if p.is_op("-") and p.peek().kind == "end":
        p.take()
        return Tests(p.since(start), (), False)
    found = [test(p)]
    while p.is_op(","):
        p.take()
        found.append(test(p))
    only = found[0]
    if len(found) == 1 and isinstance(only, Call) and isinstance(only.callee, Name) and only.callee.name == "not":
        return Tests(p.since(start), only.args, True)
    return Tests(p.since(start), tuple(found), False)


def test(p: Parser, power: int = 0) -> Node:
    """One test: an operator with its operand, or an expression (a value, a range, a condition on `?`)."""
    if p.is_op("<", "<=", ">", ">=", "=", "!="):
        start = p.here.start
        op = p.take().text
        operand = p.expression(3)
        return OpTest(p.since(start), op, operand)
    if p.is_word("not") and p.peek().text == "(":
        return _negated(p, power)
    return p.expression(power)


def _negated(p: Parser, power: int) -> Node:
    """`not(...)` around unary tests; around an ordinary condition it stays the function."""
    start, back = p.take().start, p.at
    p.want("(")
    tests = p.listed(lambda: test(p), ")")
    if all(isinstance(part, OpTest) for part in tests) or len(tests) > 1:
        return Tests(p.since(start), tests, True)
    p.at = back - 1
    return p.expression(power)
