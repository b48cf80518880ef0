"""A file as a model: elements to nodes. Versions 1.1 to 1.5 differ in what they may say, hardly in how they say it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from . import model as m
from .errors import ModelError, Place
from .markup import Element, parse_markup, read_markup

POLICIES = ("UNIQUE", "ANY", "PRIORITY", "FIRST", "RULE ORDER", "OUTPUT ORDER", "COLLECT")
AGGREGATIONS = ("SUM", "COUNT", "MIN", "MAX")


def read_model(path: Path) -> m.Model:
    """The model of a file. Raises ModelError with file, line and element."""
    return _Reader(path.name).model(read_markup(path))


def parse_model(data: bytes, file: str = "model.dmn") -> m.Model:
    """The model of a text that is not a file."""
    return _Reader(file).model(parse_markup(data, file))


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file

    def place(self, element: Element) -> Place:
        title = element.get("name") or element.get("label") or element.get("id")
        return Place(self.file, element.line, f"{element.tag} «{title}»" if title else element.tag)

    # -- the whole

    def model(self, root: Element) -> m.Model:
        kinds: dict[str, Callable[[Element], m.Node]] = {
            "inputData": self.input_data, "decision": self.decision,
            "businessKnowledgeModel": self.knowledge, "decisionService": self.service,
        }  # fmt: skip
        nodes = tuple(kinds[child.tag](child) for child in root.children if child.tag in kinds)
        self.feel_only(root)
        seen: set[str] = set()
        for node in nodes:
            if node.id and node.id in seen:
                raise ModelError("duplicate-id", node.place, name=node.id)
            seen.add(node.id)
        return m.Model(
            root.get("name"),
            root.get("namespace"),
            tuple(self.item_definition(child) for child in root.all("itemDefinition")),
            nodes,
            tuple(
                m.Import(i.get("name"), i.get("namespace"), i.get("locationURI"), self.place(i))
                for i in root.all("import")
            ),
            self.place(root),
        )

    def item_definition(self, element: Element) -> m.ItemDefinition:
        function = element.first("functionItem")
        return m.ItemDefinition(
            element.get("name"),
            _said(element, "typeRef"),
            element.get("isCollection") == "true",
            self.texts(element, "allowedValues"),
            self.texts(element, "typeConstraint"),
            tuple(self.item_definition(child) for child in element.all("itemComponent")),
            function is not None,
            "" if function is None else function.get("outputTypeRef"),
            self.place(element),
        )

    # -- nodes

    def _node(self, element: Element) -> tuple[str, str, str, Place]:
        variable = element.first("variable")
        name = element.get("name") or ("" if variable is None else variable.get("name"))
        if not name:
            raise ModelError("no-name", self.place(element))
        return element.get("id", name), name, "" if variable is None else _type(variable), self.place(element)

    def input_data(self, element: Element) -> m.InputData:
        return m.InputData(*self._node(element))

    def decision(self, element: Element) -> m.Decision:
        return m.Decision(*self._node(element), self.only_box(element), self.needs(element))

    def knowledge(self, element: Element) -> m.Knowledge:
        logic = element.first("encapsulatedLogic")
        function = None if logic is None else self.function(logic)
        return m.Knowledge(*self._node(element), function, self.needs(element))

    def service(self, element: Element) -> m.Service:
        return m.Service(
            *self._node(element),
            self.hrefs(element, "outputDecision"),
            self.hrefs(element, "inputDecision"),
            self.hrefs(element, "inputData"),
        )

    def needs(self, element: Element) -> tuple[m.Need, ...]:
        return tuple(
            need
            for requirement in element.all("informationRequirement", "knowledgeRequirement")
            for need in self.hrefs(requirement, "requiredDecision", "requiredInput", "requiredKnowledge")
        )

    def hrefs(self, element: Element, *tags: str) -> tuple[m.Need, ...]:
        return tuple(m.Need(child.get("href"), self.place(element)) for child in element.all(*tags))

    # -- boxed expressions

    def only_box(self, element: Element | None) -> m.Box | None:
        """The expression inside this element, if there is one."""
        if element is None:
            return None
        boxes = self.boxes(element)
        if len(boxes) > 1:
            raise ModelError("two-logics", self.place(element))
        return boxes[0] if boxes else None

    def boxes(self, element: Element) -> list[m.Box]:
        return [self.box(child) for child in element.children if child.tag in _BOXES]

    def box(self, element: Element) -> m.Box:
        return _BOXES[element.tag](self, element)

    def literal(self, element: Element) -> m.LiteralBox:
        return m.LiteralBox(self.place(element), _type(element), self.said(element))

    def said(self, element: Element) -> str:
        """The FEEL text of an element."""
        self.feel_only(element)
        return _said(element, "text")

    def feel_only(self, element: Element) -> None:
        language = element.get("expressionLanguage")
        if language and "feel" not in language.lower():
            raise ModelError("foreign-language", self.place(element), name=language)

    def context(self, element: Element) -> m.ContextBox:
        entries: list[tuple[m.Variable | None, m.Box | None]] = []
        for entry in element.all("contextEntry"):
            entries.append((_variable(entry.first("variable")), self.only_box(entry)))
        return m.ContextBox(self.place(element), _type(element), tuple(entries))

    def list(self, element: Element) -> m.ListBox:
        return m.ListBox(self.place(element), _type(element), tuple(self.boxes(element)))

    def relation(self, element: Element) -> m.RelationBox:
        columns = tuple(m.Variable(column.get("name"), _type(column)) for column in element.all("column"))
        rows = tuple(tuple(self.boxes(row)) for row in element.all("row"))
        for row in rows:
            if len(row) != len(columns):
                raise ModelError("cells", self.place(element), found=len(row), wanted=len(columns))
        return m.RelationBox(self.place(element), _type(element), columns, rows)

    def function(self, element: Element) -> m.FunctionBox:
        params = tuple(m.Variable(param.get("name"), _type(param)) for param in element.all("formalParameter"))
        kind = element.get("kind", "FEEL").rpartition(":")[2]
        return m.FunctionBox(self.place(element), _type(element), kind, params, self.only_box(element))

    def invocation(self, element: Element) -> m.InvocationBox:
        bindings = tuple(
            (_variable(binding.first("parameter")) or m.Variable(""), self.only_box(binding))
            for binding in element.all("binding")
        )
        return m.InvocationBox(self.place(element), _type(element), self.only_box(element), bindings)

    def conditional(self, element: Element) -> m.ConditionalBox:
        parts = (self.only_box(element.first(part)) for part in ("if", "then", "else"))
        return m.ConditionalBox(self.place(element), _type(element), *parts)

    def filter(self, element: Element) -> m.FilterBox:
        parts = (self.only_box(element.first(part)) for part in ("in", "match"))
        return m.FilterBox(self.place(element), _type(element), *parts)

    def loop(self, element: Element) -> m.LoopBox:
        source = element.first("in")
        variable = m.Variable(element.get("iteratorVariable"))
        body = self.only_box(element.first("return", "satisfies"))
        return m.LoopBox(self.place(element), _type(element), element.tag, variable, self.only_box(source), body)

    # -- tables

    def table(self, element: Element) -> m.TableBox:
        policy = element.get("hitPolicy", "UNIQUE")
        aggregation = element.get("aggregation")
        place = self.place(element)
        if policy not in POLICIES:
            raise ModelError("hit-policy", place, name=policy)
        inputs = tuple(self.input(child) for child in element.all("input"))
        outputs = tuple(self.output(child) for child in element.all("output"))
        if not outputs:
            raise ModelError("no-output", place)
        fits = aggregation in AGGREGATIONS and policy == "COLLECT" and len(outputs) == 1
        if aggregation and not fits:
            raise ModelError("aggregation", place, name=aggregation)
        rules = tuple(self.rule(child, len(inputs), len(outputs)) for child in element.all("rule"))
        return m.TableBox(place, _type(element), policy, aggregation, inputs, outputs, rules)

    def input(self, element: Element) -> m.Input:
        expression = element.first("inputExpression")
        text, kind = ("", "") if expression is None else (self.said(expression), _type(expression))
        return m.Input(text, kind, self.texts(element, "inputValues"), self.place(element))

    def output(self, element: Element) -> m.Output:
        values, default = self.texts(element, "outputValues"), self.texts(element, "defaultOutputEntry")
        return m.Output(element.get("name"), _type(element), values, default, self.place(element))

    def rule(self, element: Element, inputs: int, outputs: int) -> m.Rule:
        tests = tuple(self.said(entry) for entry in element.all("inputEntry"))
        results = tuple(self.said(entry) for entry in element.all("outputEntry"))
        if (len(tests), len(results)) != (inputs, outputs):
            found, wanted = len(tests) + len(results), inputs + outputs
            raise ModelError("cells", self.place(element), found=found, wanted=wanted)
        return m.Rule(tests, results, self.place(element))

    def texts(self, element: Element, tag: str) -> str:
        inner = element.first(tag)
        return "" if inner is None else self.said(inner)


def _said(element: Element, tag: str) -> str:
    inner = element.first(tag)
    return "" if inner is None else inner.text.strip()


def _type(element: Element) -> str:
    return element.get("typeRef").strip()


def _variable(element: Element | None) -> m.Variable | None:
    return None if element is None else m.Variable(element.get("name"), _type(element))


_BOXES: dict[str, Callable[[_Reader, Element], m.Box]] = {
    "literalExpression": _Reader.literal, "context": _Reader.context, "list": _Reader.list,
    "relation": _Reader.relation, "functionDefinition": _Reader.function, "invocation": _Reader.invocation,
    "conditional": _Reader.conditional, "filter": _Reader.filter, "for": _Reader.loop, "some": _Reader.loop,
    "every": _Reader.loop, "decisionTable": _Reader.table,
}  # fmt: skip
