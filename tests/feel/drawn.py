"""Models drawn in a few words, for tests: a decision `итог` over the inputs `доход`, `дети` and `город`."""

from __future__ import annotations

from xml.sax.saxutils import escape

from ryadom.feel.dmn import Models, parse_model
from ryadom.feel.dmn.graph import Graph

DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"
INPUTS = {"доход": "number", "дети": "number", "город": "string"}


def definitions(inner: str, *, namespace: str = DMN) -> bytes:
    return f'<definitions xmlns="{namespace}" name="m" namespace="m">{inner}</definitions>'.encode()


def model(inner: str, *, namespace: str = DMN) -> Models:
    return Models(Graph([parse_model(definitions(inner, namespace=namespace))]))


def inputs() -> str:
    return "".join(
        f'<inputData id="{name}" name="{name}"><variable name="{name}" typeRef="{kind}"/></inputData>'
        for name, kind in INPUTS.items()
    )


def decision(logic: str, *, name: str = "итог", kind: str = "", needs: tuple[str, ...] = tuple(INPUTS)) -> str:
    """Inputs are required by `requiredInput`, everything else by `requiredDecision` or, with a `!`, as knowledge."""
    variable = f'<variable name="{name}" typeRef="{kind}"/>' if kind else f'<variable name="{name}"/>'
    required = "".join(map(_need, needs))
    return f'<decision id="{name}" name="{name}">{variable}{required}{logic}</decision>'


def _need(name: str) -> str:
    if name.startswith("!"):
        return f'<knowledgeRequirement><requiredKnowledge href="#{name[1:]}"/></knowledgeRequirement>'
    tag = "requiredInput" if name in INPUTS else "requiredDecision"
    return f'<informationRequirement><{tag} href="#{name}"/></informationRequirement>'


def literal(text: str, kind: str = "") -> str:
    ref = f' typeRef="{kind}"' if kind else ""
    return f"<literalExpression{ref}><text>{escape(text)}</text></literalExpression>"


def table(
    policy: str,
    rules: list[tuple[str, ...]],
    *,
    columns: tuple[str, ...] = ("доход", "дети"),
    outputs: tuple[str, ...] = ("",),
    values: str = "",
    default: str = "",
    aggregation: str = "",
) -> str:
    """A decision table; each rule says its tests, then its outputs."""
    inside = "".join(f"<input><inputExpression><text>{escape(c)}</text></inputExpression></input>" for c in columns)
    for name in outputs:
        listed = f"<outputValues><text>{escape(values)}</text></outputValues>" if values else ""
        rest = f"<defaultOutputEntry><text>{escape(default)}</text></defaultOutputEntry>" if default else ""
        inside += f'<output name="{name}">{listed}{rest}</output>'
    for rule in rules:
        tests, results = rule[: len(columns)], rule[len(columns) :]
        cells = "".join(f"<inputEntry><text>{escape(cell)}</text></inputEntry>" for cell in tests)
        cells += "".join(f"<outputEntry><text>{escape(cell)}</text></outputEntry>" for cell in results)
        inside += f"<rule>{cells}</rule>"
    extra = f' aggregation="{aggregation}"' if aggregation else ""
    return f'<decisionTable hitPolicy="{policy}"{extra}>{inside}</decisionTable>'


def deciding(logic: str, *, kind: str = "", more: str = "", needs: tuple[str, ...] = tuple(INPUTS)) -> Models:
    """A model of one decision `итог`, with more elements beside it."""
    return model(inputs() + more + decision(logic, kind=kind, needs=needs))
