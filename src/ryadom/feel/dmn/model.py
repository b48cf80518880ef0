"""A model as frozen nodes: what a file says, nothing resolved and nothing computed yet."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import Place

# -- boxed expressions ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Box:
    """Any expression of a model; `type_ref` is the type it declares for its value, or empty."""

    place: Place
    type_ref: str


@dataclass(frozen=True, slots=True)
class Variable:
    """A named and perhaps typed thing: a parameter, a column, a component, the result of an element."""

    name: str
    type_ref: str = ""


@dataclass(frozen=True, slots=True)
class LiteralBox(Box):
    text: str


@dataclass(frozen=True, slots=True)
class ContextBox(Box):
    """`None` for the variable: the entry that is the result."""

    entries: tuple[tuple[Variable | None, Box | None], ...]


@dataclass(frozen=True, slots=True)
class ListBox(Box):
    items: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class RelationBox(Box):
    columns: tuple[Variable, ...]
    rows: tuple[tuple[Box, ...], ...]


@dataclass(frozen=True, slots=True)
class FunctionBox(Box):
    """`kind` is FEEL, or a language whose functions are named and not run."""

    kind: str
    params: tuple[Variable, ...]
    body: Box | None


@dataclass(frozen=True, slots=True)
class InvocationBox(Box):
    callee: Box | None
    bindings: tuple[tuple[Variable, Box | None], ...]


@dataclass(frozen=True, slots=True)
class ConditionalBox(Box):
    condition: Box | None
    then: Box | None
    otherwise: Box | None


@dataclass(frozen=True, slots=True)
class FilterBox(Box):
    source: Box | None
    match: Box | None


@dataclass(frozen=True, slots=True)
class LoopBox(Box):
    """`kind` is `for`, `some` or `every`."""

    kind: str
    variable: Variable
    source: Box | None
    body: Box | None


@dataclass(frozen=True, slots=True)
class Input:
    text: str
    type_ref: str
    values: str
    place: Place


@dataclass(frozen=True, slots=True)
class Output:
    name: str
    type_ref: str
    values: str
    default: str
    place: Place


@dataclass(frozen=True, slots=True)
class Rule:
    tests: tuple[str, ...]
    outputs: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class TableBox(Box):
    policy: str  # UNIQUE, ANY, PRIORITY, FIRST, RULE ORDER, OUTPUT ORDER, COLLECT
    aggregation: str  # SUM, COUNT, MIN, MAX or empty
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]


# -- elements -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ItemDefinition:
    """A type: by reference, by components, or of a function (`result`)."""

    name: str
    type_ref: str
    collection: bool
    allowed: str
    constraint: str
    components: tuple[ItemDefinition, ...]
    function: bool
    result: str
    place: Place


@dataclass(frozen=True, slots=True)
class Need:
    """A requirement: `href` is `#id` or `namespace#id`."""

    href: str
    place: Place


@dataclass(frozen=True, slots=True)
class Node:
    """An element that others may require."""

    id: str
    name: str
    type_ref: str
    place: Place


@dataclass(frozen=True, slots=True)
class InputData(Node):
    pass


@dataclass(frozen=True, slots=True)
class Decision(Node):
    logic: Box | None
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Knowledge(Node):
    """A business knowledge model: a function with a name."""

    logic: FunctionBox | None
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Service(Node):
    """A decision service: some decisions as a function of data and of other decisions."""

    outputs: tuple[Need, ...]
    input_decisions: tuple[Need, ...]
    input_data: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Import:
    name: str
    namespace: str
    location: str
    place: Place


@dataclass(frozen=True, slots=True)
class Model:
    """One file."""

    name: str
    namespace: str
    types: tuple[ItemDefinition, ...]
    nodes: tuple[Node, ...]
    imports: tuple[Import, ...]
    place: Place
