"""A range from its text, for `range("[18..25)")`: its ends are literals."""

from __future__ import annotations

from decimal import Decimal

from .errors import FeelSyntaxError
from .grammar import Parser
from .names import Names
from .tree import Call, Literal, Name, Neg, Node, RangeOf
from .values import Range


def parse_range(text: str) -> Range:
    """A range whose ends are literals. Raises FeelSyntaxError for anything else."""
    tree = Parser(text, Names()).whole("expression")
    if isinstance(tree, RangeOf):
        low, high = _literal_end(tree.low, text), _literal_end(tree.high, text)
        return Range(low, high, tree.low_open, tree.high_open)
    raise FeelSyntaxError("unexpected", text, (0, 1), found=text[:1])


def _literal_call(node: Call, name: str, text: str) -> object:
    """`date("2026-01-01")` and its kin count as literals."""
    from .builtins import BUILTINS

    if name not in ("date", "time", "date and time", "duration"):
        raise FeelSyntaxError("unexpected", text, node.span, found=name)
    return BUILTINS[name].call([arg.value for arg in node.args if isinstance(arg, Literal)])


def _literal_end(node: Node, text: str) -> object:
    if isinstance(node, Neg) and isinstance(node.operand, Literal) and isinstance(node.operand.value, Decimal):
        return -node.operand.value
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, Call) and isinstance(node.callee, Name) and all(isinstance(arg, Literal) for arg in node.args):
        return _literal_call(node, node.callee.name, text)
    raise FeelSyntaxError("unexpected", text, node.span, found=text[slice(*node.span)])
