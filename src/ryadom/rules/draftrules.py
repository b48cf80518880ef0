"""The expressions of a measure that is being written: each problem with its columns and what to write instead.

Quick enough to be asked at every key: one text against the names of a book, without compiling a measure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from django.utils.translation import gettext as _

from ryadom.feel import Expression, FeelSyntaxError, check_profile, nearest
from ryadom.feel import tree as t
from ryadom.rules.compiled import Place, Rulebook
from ryadom.rules.drafts import DraftProblem

Wanted = Literal["boolean", "number", "date", ""]
Rule = tuple[Place, str, Wanted]
LONGEST_RULE = 4_000
NUMBERS = frozenset({"number", "count", "money", "days", "share"})
MEASURED = {"дата": "date", "дата заявления": "date", "человек в составе": "number", "месяцев в окне": "number",
            "доход состава": "money", "среднедушевой доход": "money", "доход человека": "money",
            "уже получено": "boolean", "состав": "people", "члены семьи": "people"}  # fmt: skip


def read_rule(book: Rulebook, text: str, language: str = "ru", wanted: Wanted = "") -> tuple[DraftProblem, ...]:
    """What is wrong with one expression, the first column first. `wanted`: what it must give, where that is known."""
    if len(text) > LONGEST_RULE:
        said = _("Условие длиннее %(most)s знаков. Вынесите часть в определение.") % {"most": LONGEST_RULE}
        return (DraftProblem((), said, (0, LONGEST_RULE)),)
    try:
        expression = book.parse(text)
    except FeelSyntaxError as error:
        return (_problem(error, language),)
    found = [*_unknown(book, expression)]
    if not found:
        found += [_problem(e, language) for e in check_profile(expression, in_filters=book.in_filters)]
        found += _meaning(book, expression, wanted)
    return tuple(sorted(found, key=lambda one: one.span or (0, 0)))


def _problem(error: FeelSyntaxError, language: str) -> DraftProblem:
    return DraftProblem((), " ".join(filter(None, (error.message(language), error.hint(language)))), error.span)


def _unknown(book: Rulebook, expression: Expression) -> Iterator[DraftProblem]:
    """Names that nobody has given."""
    for use in expression.uses:
        known, what = (book.tables, "f") if use.called else (book.words, "n")
        if use.name in known or (use.name not in expression.names and use.name not in expression.functions):
            continue
        said = _("Имени «%(name)s» нет.") if what == "n" else _("Функции «%(name)s» нет.")
        close = nearest(use.name, known)
        hint = _("Может быть, «%(close)s»?") % {"close": close} if close else _("Выберите из подсказок.")
        yield DraftProblem((), f"{said % {'name': use.name}} {hint}", use.span)


# --- what an expression gives, as far as its tree says --------------------------------------------------------------


def _meaning(book: Rulebook, expression: Expression, wanted: Wanted) -> Iterator[DraftProblem]:
    found = kind_of(book, expression.tree)
    if wanted and found and not _fits(found, wanted):
        told = {"boolean": _("Условие должно давать да или нет, а здесь %(what)s. Сравните с чем-нибудь."),
                "number": _("Здесь нужна сумма, а выходит %(what)s."),
                "date": _("Здесь нужна дата, а выходит %(what)s.")}[wanted]  # fmt: skip
        yield DraftProblem((), told % {"what": said_kind(found)}, expression.tree.span)
    yield from _clashes(book, expression.tree)


def _fits(found: str, wanted: str) -> bool:
    return found == wanted or (wanted == "number" and found in NUMBERS)


def said_kind(kind: str) -> str:
    """What an expression gives, in words."""
    return {
        "number": _("число"), "count": _("число"), "money": _("сумма в рублях"), "days": _("число дней"),
        "share": _("доля"), "date": _("дата"), "text": _("текст"),
        "people": _("список людей"), "boolean": _("да или нет"),
    }[kind]  # fmt: skip


def _clashes(book: Rulebook, node: t.Node) -> Iterator[DraftProblem]:
    """Comparisons of what cannot be compared: roubles with days, a date with a number, a word that is no choice."""
    for one in _pairs(node):
        left, right = kind_of(book, one[0]), kind_of(book, one[1])
        if left and right and _clash(left, right):
            said = _("Нельзя сравнивать: слева %(left)s, справа %(right)s.")
            span = (min(one[0].span[0], one[1].span[0]), max(one[0].span[1], one[1].span[1]))
            yield DraftProblem((), said % {"left": said_kind(left), "right": said_kind(right)}, span)
        yield from _no_choice(book, *one)
    if isinstance(node, t.And | t.Or):
        for part in node.parts:
            found = kind_of(book, part)
            if found not in ("", "boolean"):
                said = _("Между and и or стоят условия, а здесь %(what)s.")
                yield DraftProblem((), said % {"what": said_kind(found)}, part.span)
    for child in t.children(node):
        yield from _clashes(book, child)


def _pairs(node: t.Node) -> Iterator[tuple[t.Node, t.Node]]:
    if isinstance(node, t.Compare):
        yield node.left, node.right
    elif isinstance(node, t.Between):
        yield node.value, node.low
        yield node.value, node.high
    elif isinstance(node, t.In):
        for test in node.tests:
            for one in test.items if isinstance(test, t.ListOf) else (test,):
                if isinstance(one, t.Literal | t.Name):
                    yield node.value, one


def _clash(left: str, right: str) -> bool:
    if left == right:
        return False
    if left in NUMBERS and right in NUMBERS:
        # A bare number may be roubles, days or people; roubles are never days nor people.
        return "number" not in (left, right)
    return True


def _no_choice(book: Rulebook, left: t.Node, right: t.Node) -> Iterator[DraftProblem]:
    """A fact with choices beside a text that is none of them."""
    for fact, said in ((left, right), (right, left)):
        choices = choices_of(book, fact.key if isinstance(fact, t.Path) else getattr(fact, "name", ""))
        if choices and isinstance(said, t.Literal) and isinstance(said.value, str) and said.value not in choices:
            close = nearest(said.value, choices)
            hint = _("Может быть, «%(close)s»?") % {"close": close} if close else "; ".join(choices)
            told = _("Такого ответа нет: «%(said)s». %(hint)s") % {"said": said.value, "hint": hint}
            yield DraftProblem((), told, said.span)


def choices_of(book: Rulebook, name: str) -> tuple[str, ...]:
    """The words that a fact may be compared with; none where it has no choices."""
    known = book.names.get(name)
    if known is None or known.kind not in ("fact", "person fact"):
        return ()
    return tuple(book.facts[known.id].by_value.values())


def kind_of(book: Rulebook, node: t.Node) -> str:
    """boolean, money, days, number, share, date, text, people; empty where the tree does not say."""
    if isinstance(node, t.Compare | t.And | t.Or | t.Between | t.In | t.Quantified | t.InstanceOf):
        return "boolean"
    if isinstance(node, t.Literal):
        return _of_value(node.value)
    if isinstance(node, t.Name):
        return _counted(book, node.name)
    if isinstance(node, t.Path):
        return _counted(book, node.key)
    if isinstance(node, t.Filter):
        return kind_of(book, node.source)
    if isinstance(node, t.Neg):
        return kind_of(book, node.operand)
    if isinstance(node, t.If):
        then, other = kind_of(book, node.then), kind_of(book, node.otherwise)
        return then if then == other else ""
    if isinstance(node, t.Arith):
        return _of_arithmetic(node.op, kind_of(book, node.left), kind_of(book, node.right))
    if isinstance(node, t.Call) and isinstance(node.callee, t.Name):
        return _of_call(book, node.callee.name, node)
    return ""


def _counted(book: Rulebook, name: str) -> str:
    """A number that a family has is a count of something: never roubles. A bare number of the law may be anything."""
    found, known = name_kind(book, name), book.names.get(name)
    return "count" if found == "number" and known is not None and known.kind not in ("parameter", "table") else found


def _of_value(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    kinds = {"Decimal": "number", "str": "text", "date": "date"}
    return kinds.get(type(value).__name__, "")


def _of_arithmetic(op: str, left: str, right: str) -> str:
    both = (left, right)
    if not left or not right or not set(both) <= NUMBERS:
        return ""
    if op in ("+", "-"):
        return left if left == right else ""
    if op == "*":
        return "money" if "money" in both else left if right in PURE else right
    return "number" if left == right else left if right in PURE or left == "money" else ""


PURE = frozenset({"number", "share", "count"})
SAME = frozenset({"min", "max", "abs"})
YES = frozenset({"not", "all", "any", "list contains", "contains", "starts with", "ends with", "is", "even", "odd"})
COUNTS = frozenset({"count", "полных лет", "полных месяцев", "string length", "полных лет со следующего дня"})
DAYS = frozenset({"date", "начало месяца", "конец месяца", "прибавить месяцы", "last day of month"})


def _of_call(book: Rulebook, name: str, node: t.Call) -> str:
    if name in book.names:
        return name_kind(book, name)
    if name in YES:
        return "boolean"
    if name in COUNTS:
        return "count"
    if name in DAYS and name != "last day of month":
        return "date"
    if (name.startswith("round") or name in SAME) and node.args:
        kinds = {kind_of(book, one) for one in (node.args[:1] if name.startswith("round") else node.args)}
        return kinds.pop() if len(kinds) == 1 else ""
    return ""


def name_kind(book: Rulebook, name: str) -> str:
    """What a name of the book gives."""
    if name in MEASURED:
        return MEASURED[name]
    known = book.names.get(name)
    if known is None:
        return ""
    if known.kind in ("fact", "person fact"):
        given = str(book.facts[known.id].file.type)
        return "text" if given == "choice" else given
    if known.kind in ("definition", "person definition"):
        return book.definitions[name].type
    if known.kind in ("parameter", "table"):
        return book.parameters[known.id].type
    return ""


# --- where the expressions of a measure stand -----------------------------------------------------------------------


def rules_in(content: Mapping[str, Any]) -> Iterator[Rule]:
    """Every expression of a content, whatever else is wrong with it: its path, its text, what it must give."""
    versions = content.get("versions")
    for i, version in enumerate(versions if isinstance(versions, list) else ()):
        if not isinstance(version, Mapping):
            continue
        place: Place = ("versions", i)
        yield from _text(version, place, "reference", "date")
        who = version.get("who")
        if isinstance(who, Mapping):
            yield from _criteria(who.get("criteria"), (*place, "who", "criteria"))
        if isinstance(version.get("amount"), Mapping):
            yield from _text(version["amount"], (*place, "amount"), "rule", "number")


def _criteria(raw: Any, place: Place) -> Iterator[Rule]:
    for i, one in enumerate(raw if isinstance(raw, list) else ()):
        if isinstance(one, Mapping):
            here = (*place, i)
            yield from _text(one, here, "rule", "boolean")
            if isinstance(one.get("not_yet"), Mapping):
                yield from _text(one["not_yet"], (*here, "not_yet"), "when", "boolean")
                yield from _text(one["not_yet"], (*here, "not_yet"), "from", "date")
            yield from _criteria(one.get("any"), (*here, "any"))


def _text(raw: Mapping[str, Any], place: Place, key: str, wanted: Wanted) -> Iterator[Rule]:
    if isinstance(raw.get(key), str):
        yield (*place, key), raw[key], wanted
