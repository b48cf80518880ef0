"""The near miss: the smallest set of failing conditions that stands between a person and the right.

Conditions are joined by AND, so every failing one belongs to it; of a group one member is enough, the cheapest. A
resident is advised only over money, dates and papers: every fact behind what is shown must be one that the catalogue
lets us advise on, and the practice may forbid it for a condition. Nobody is told that a child is missing.
"""

from collections.abc import Iterable, Iterator

from ryadom.feel import Compared, Expression
from ryadom.feel import tree as t
from ryadom.rules.compiled import CompiledCriterion, CompiledVersion, Rulebook
from ryadom.rules.distances import distance
from ryadom.rules.moving import INCOMES
from ryadom.rules.outcomes import CriterionAnswer, Distance, MeasureAnswer, Missed, NearMiss, Outcome, State

FAILING = frozenset({State.NOT_MET, State.NOT_YET})
MISSED = frozenset({Outcome.NOT_ENTITLED, Outcome.NOT_YET})
NOT_OURS = frozenset({"член семьи", "члены семьи", "состав", "человек в составе", "уже получено"})
MOST = 2


def near_miss(book: Rulebook, version: CompiledVersion | None, answer: MeasureAnswer) -> NearMiss | None:
    """What is missing for the right, as far as is known; None where nothing fails, or the measure is not in force."""
    if version is None or answer.outcome not in MISSED:
        return None
    compiled = {c.file.id: c for c in version.criteria}
    found: list[Missed] = []
    for criterion in answer.criteria:
        if criterion.state in FAILING:
            found.extend(cheapest(book, compiled.get(criterion.id), criterion))
    return NearMiss(tuple(found), all(one.advise for one in found)) if found else None


def cheapest(book: Rulebook, compiled: CompiledCriterion | None, criterion: CriterionAnswer) -> list[Missed]:
    """The fewest leaves that would make a failing criterion met; then those we may advise on, then the first."""
    if not criterion.group:
        return [missed(book, compiled, criterion)]
    members = compiled.group if compiled else ()
    ways = [cheapest(book, c, a) for c, a in zip(members, criterion.group, strict=True)]
    return min(ways, key=lambda way: (len(way), sum(not one.advise for one in way)))


def missed(book: Rulebook, compiled: CompiledCriterion | None, criterion: CriterionAnswer) -> Missed:
    """One failing leaf with its distances."""
    rule = compiled.rule if compiled else None
    if rule is None:  # a paper can be brought; what a person confirmed, or received already, is not ours to advise on
        return Missed(criterion, (), criterion.advise and criterion.judge == "document")
    shown = tuple(distances(book, rule, criterion))
    nodes = [node for node, _ in shown] or [rule.tree]
    advise = criterion.advise and all(may_advise(book, node) for node in nodes)
    return Missed(criterion, tuple(found for _, found in shown), advise)


def distances(book: Rulebook, rule: Expression, criterion: CriterionAnswer) -> Iterator[tuple[t.Node, Distance]]:
    """The comparisons of the rule itself that came out false, each side once, the shortest way first."""
    own = {node.span: node for node in _comparisons(rule.tree)}
    best: dict[tuple[str, bool], tuple[t.Node, Distance]] = {}
    for compared in criterion.compared:
        node = own.get(compared.span)
        if node is None or compared.result is not False:
            continue
        found = distance(book, _turned(compared, node))
        if found is None:
            continue
        key = (found.name, found.more)
        if key not in best or found.by < best[key][1].by:
            best[key] = node, found
    yield from list(best.values())[:MOST]


def _comparisons(node: t.Node) -> Iterator[t.Node]:
    """The comparisons that the rule joins by and, or, if: not those about each member of a list, nor under a `not`."""
    if isinstance(node, t.Compare):
        yield node
    elif isinstance(node, t.And | t.Or):
        for part in node.parts:
            yield from _comparisons(part)
    elif isinstance(node, t.If):
        yield from _comparisons(node.then)
        yield from _comparisons(node.otherwise)


TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


def _turned(compared: Compared, node: t.Node) -> Compared:
    """`18 <= возраст` is said as `возраст >= 18`."""
    if isinstance(node, t.Compare) and isinstance(node.left, t.Literal):
        return Compared(
            compared.span,
            TURNED[compared.op],
            compared.right,
            compared.right_value,
            compared.left,
            compared.left_value,
            compared.result,
        )
    return compared


def may_advise(book: Rulebook, node: t.Node) -> bool:
    """Whether every fact behind a part of a rule is one that a resident may be advised on."""
    return all(_advisable(book, name, set()) for name in _names(node))


def _advisable(book: Rulebook, name: str, seen: set[str]) -> bool:
    known = book.names.get(name)
    if known is None or name in seen or name in INCOMES:  # money: by how much it is above or below the limit
        return True
    if name in NOT_OURS:
        return False
    if known.kind in ("fact", "person fact"):
        return bool(book.facts[known.id].file.may_advise)
    if known.kind in ("definition", "person definition"):
        seen.add(name)
        versions = book.definitions[name].versions
        return all(_advisable(book, used, seen) for v in versions for used in _names(v.rule.tree))
    return True


def _names(node: t.Node) -> Iterable[str]:
    """Every name that a part of a rule reads, those behind a full stop included."""
    if isinstance(node, t.Name):
        yield node.name
    elif isinstance(node, t.Path):
        yield node.key
    for part in t.children(node):
        yield from _names(part)
