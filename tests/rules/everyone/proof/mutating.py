"""Small faults for a module, one at a time: what a person could have written by mistake in a kernel over columns."""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

COMPARED = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}
COUNTED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd}
CALLED = {
    "minimum": "maximum", "maximum": "minimum", "min": "max", "max": "min", "logical_and": "logical_or",
    "logical_or": "logical_and", "any": "all", "all": "any", "floor": "ceil", "ceil": "floor",
    "intersection": "union", "union": "intersection",
}  # fmt: skip
ENDS = {"low": "high", "high": "low", "lower": "upper", "upper": "lower", "least": "most", "most": "least"}
ROUNDINGS = {
    "HALF_UP": "DOWN", "HALF_EVEN": "HALF_UP", "HALF_DOWN": "HALF_UP", "CEILING": "DOWN",
    "ROUND_HALF_UP": "ROUND_DOWN", "ROUND_DOWN": "ROUND_HALF_UP", "ROUND_FLOOR": "ROUND_CEILING",
    "ROUND_CEILING": "ROUND_FLOOR", "ROUND_HALF_EVEN": "ROUND_HALF_UP", "half up": "down", "down": "half up",
}  # fmt: skip
KINDS = ("comparison", "arithmetic", "mask", "condition", "choice", "bound", "constant", "rounding", "branch")


@dataclass(frozen=True)
class Mutant:
    """One change of one module. `at` counts the change among all of its module; `was` is the line as it is written;
    `again`: how many times the same was changed alike before it in its function (0: never).
    """

    module: str
    path: str
    line: int
    at: int
    kind: str
    change: str
    was: str
    function: str = ""
    again: int = 0

    @property
    def title(self) -> str:
        return f"{self.path}:{self.line}: {self.kind}: {self.change}"

    @property
    def key(self) -> str:
        """What a mutant is by what it changes and in which function, not by where it stands: it stays when lines move.
        By it a sample is chosen and equivalent ones are listed.
        """
        place = ".".join(filter(None, (self.module, self.function)))
        return f"{place} | {self.was} | {self.change}{f' ({self.again + 1})' if self.again else ''}"


Change = tuple[int, str, str, Callable[[], None]]  # line, kind, words, what does it


def mutants_of(module: str, path: Path) -> list[Mutant]:
    """Every mutant of a module, in the order of its text."""
    source = path.read_text(encoding="utf-8")
    lines, tree = source.splitlines(), ast.parse(source)
    functions, seen, found = _functions(tree), Counter[tuple[str, ...]](), []
    for at, (line, kind, words, _) in enumerate(_changes(tree)):
        was, function = lines[line - 1].strip(), functions.get(line, "")
        same = (function, was, words)
        found.append(Mutant(module, path.name, line, at, kind, words, was, function, seen[same]))
        seen[same] += 1
    return found


def _functions(node: ast.AST, name: str = "") -> dict[int, str]:
    """The innermost function or class of each line, by its full name."""
    found: dict[int, str] = {}
    for child in ast.iter_child_nodes(node):
        inner = name
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            inner = f"{name}.{child.name}" if name else child.name
            found |= dict.fromkeys(range(child.lineno, (child.end_lineno or child.lineno) + 1), inner)
        found |= _functions(child, inner)
    return found


def mutated(mutant: Mutant, source: str) -> ast.Module:
    """The module with the change in it."""
    tree = ast.parse(source)
    _changes(tree)[mutant.at][3]()
    return ast.fix_missing_locations(tree)


def _changes(tree: ast.Module) -> list[Change]:
    """The changes that a tree allows. Each is bound to this very tree."""
    return sorted(
        (change for node in _live(tree) for change in _of_node(node)), key=lambda change: (change[0], change[1:3])
    )


def _live(node: ast.AST) -> Iterator[ast.AST]:
    """Nodes that run: no annotations, no docstrings, no messages of errors, no imports, no type aliases."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "bases", "keywords") and isinstance(
            node, ast.AnnAssign | ast.arg | ast.FunctionDef | ast.ClassDef
        ):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _dead(child):
                yield child
                yield from _live(child)


def _dead(node: ast.AST) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Raise | ast.Assert | ast.JoinedStr):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
        return True
    targets = node.targets if isinstance(node, ast.Assign) else []
    return any(isinstance(one, ast.Name) and (one.id == "__all__" or one.id[0].isupper()) and not one.id.isupper()
               for one in targets)  # fmt: skip


def _of_node(node: ast.AST) -> Iterator[Change]:
    for maker in (_compare, _binary, _boolean, _unary, _call, _ends, _constant, _branch):
        yield from maker(node)


def _compare(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Compare):
        for at, op in enumerate(node.ops):
            if type(op) in COMPARED:
                other = COMPARED[type(op)]
                words = f"{_text(node)}: {_sign(op)} becomes {_sign(other())}"
                yield node.lineno, "comparison", words, _setter(node.ops, at, other())


def _binary(node: ast.AST) -> Iterator[Change]:
    if not isinstance(node, ast.BinOp | ast.AugAssign):
        return
    masks = isinstance(node.op, ast.BitOr | ast.BitAnd)
    kind = "mask" if masks else "arithmetic"
    if type(node.op) in COUNTED:
        other = COUNTED[type(node.op)]()
        words = f"{_text(node)}: {_sign(node.op)} becomes {_sign(other)}"
        yield node.lineno, kind, words, lambda: setattr(node, "op", other)
    if masks and isinstance(node, ast.BinOp):
        for side in ("left", "right"):
            yield node.lineno, kind, f"{_text(node)}: only {_text(getattr(node, side))}", _become(node, side)
    if masks and isinstance(node, ast.AugAssign):
        yield node.lineno, kind, f"{_text(node)}: left out", lambda: setattr(node, "value", copy.deepcopy(_read(node)))


def _read(node: ast.AugAssign) -> ast.expr:
    """The target of `x |= y` as a value: then nothing is added."""
    found = copy.deepcopy(node.target)
    for one in ast.walk(found):
        if hasattr(one, "ctx"):
            one.ctx = ast.Load()
    return found


def _boolean(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        words = f"{_text(node)}: {_sign(node.op)} becomes {_sign(other)}"
        yield node.lineno, "condition", words, lambda: setattr(node, "op", other)


def _unary(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert | ast.USub):
        if isinstance(node.operand, ast.Constant):
            return
        kind = "mask" if isinstance(node.op, ast.Invert) else "condition"
        yield node.lineno, kind, f"{_text(node)}: {_sign(node.op)} left out", _become(node, "operand")


def _call(node: ast.AST) -> Iterator[Change]:
    if not isinstance(node, ast.Call):
        return
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in CALLED:
        yield node.lineno, "choice", f"{_text(node)}: {name} becomes {CALLED[name]}", _rename(node.func, CALLED[name])
    if name == "where" and len(node.args) == 3:
        yield (
            node.lineno,
            "choice",
            f"{_text(node)}: turned",
            lambda: node.args.__setitem__(slice(1, 3), [node.args[2], node.args[1]]),
        )


def _ends(node: ast.AST) -> Iterator[Change]:
    """Low and high mistaken for each other, as an attribute or a name that is read."""
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and node.attr in ENDS:
        yield node.lineno, "bound", f"{_text(node)}: {ENDS[node.attr]}", lambda: setattr(node, "attr", ENDS[node.attr])
    if isinstance(node, ast.Name) and node.id in ROUNDINGS and isinstance(node.ctx, ast.Load):
        yield node.lineno, "rounding", f"{node.id}: {ROUNDINGS[node.id]}", _rename(node, ROUNDINGS[node.id])


def _constant(node: ast.AST) -> Iterator[Change]:
    if not isinstance(node, ast.Constant):
        return
    value = node.value
    if isinstance(value, bool):
        yield node.lineno, "constant", f"{value} becomes {not value}", lambda: setattr(node, "value", not value)
    elif isinstance(value, int):
        for other in (value + 1, value - 1):
            yield node.lineno, "constant", f"{value} becomes {other}", _put(node, other)
    elif isinstance(value, str) and value in ROUNDINGS:
        yield node.lineno, "rounding", f"{value!r} becomes {ROUNDINGS[value]!r}", _put(node, ROUNDINGS[value])


def _branch(node: ast.AST) -> Iterator[Change]:
    """A condition that nobody asks, an addition that nobody makes."""
    if isinstance(node, ast.If):
        if not all(isinstance(one, ast.Raise) for one in node.body):
            yield node.lineno, "branch", f"if {_text(node.test)}: never", _test(node, False)
            yield node.lineno, "branch", f"if {_text(node.test)}: always", _test(node, True)
    elif isinstance(node, ast.IfExp):
        yield node.lineno, "branch", f"{_text(node)}: never", _become(node, "orelse")
        yield node.lineno, "branch", f"{_text(node)}: always", _become(node, "body")


# --- how a change is made --------------------------------------------------------------------------------------------


def _setter(list_: list[ast.cmpop], at: int, value: ast.cmpop) -> Callable[[], None]:
    return lambda: list_.__setitem__(at, value)


def _put(node: ast.Constant, value: object) -> Callable[[], None]:
    return lambda: setattr(node, "value", value)


def _test(node: ast.If, value: bool) -> Callable[[], None]:
    return lambda: setattr(node, "test", ast.copy_location(ast.Constant(value), node.test))


def _rename(node: ast.AST, name: str) -> Callable[[], None]:
    return lambda: setattr(node, "attr" if isinstance(node, ast.Attribute) else "id", name)


def _become(node: ast.AST, field: str) -> Callable[[], None]:
    """The node turned into one of its own parts, in place."""

    def change() -> None:
        part = getattr(node, field)
        node.__class__ = type(part)  # type: ignore[assignment]
        node.__dict__ = dict(part.__dict__)

    return change


def _text(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) < 90 else f"{text[:87]}..."


_SIGNS = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=", ast.Add: "+", ast.Sub: "-",
    ast.Mult: "*", ast.BitAnd: "&", ast.BitOr: "|", ast.And: "and", ast.Or: "or", ast.Not: "not", ast.Invert: "~",
    ast.USub: "-",
}  # fmt: skip


def _sign(op: ast.AST) -> str:
    return _SIGNS[type(op)]
