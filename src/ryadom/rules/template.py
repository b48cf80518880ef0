"""A commented facts file: every fact that the region's catalogue knows, empty, with its name and its possible
values.
"""

from collections.abc import Iterable

from ryadom.rules.compiled import FactKind, Rulebook

HEAD = """# A facts file of Ryadom: one YAML document per family (documents are separated by ---).
# A missing key or an empty value is unknown; an explicit null is "known to be absent".
# A value may also be written {value: ..., source: register | document | staff | said, about: true}.
"""


def template(book: Rulebook) -> str:
    """The whole template for one region, ready to be filled in."""
    lines = [
        HEAD.rstrip(),
        f"region: {book.region}",
        "persons-complete: true   # false: there may be more members",
        "persons:",
        "  - id: anna",
        "    name: Анна",
    ]
    lines += _facts(book, "person", "    ")
    for owner in ("family", "dwelling", "application"):
        lines += [f"{owner}:", *_facts(book, owner, "  ")]
    lines += [
        "income:                  # totals of the whole family for stated windows",
        "#  - {from: 2024-12, to: 2025-11, total: 600000, about: false}",
        "#records-cover: {from: 2024-12, to: 2025-11}",
        "#records:",
        "#  - {person: anna, month: 2025-01, kind: salary, amount: 40000}",
        "#received: {measure-id: false}",
        "#attested: {measure-id/criterion-id: true}",
        "#documents: {measure-id/criterion-id: verified}    # verified | brought | none",
        "#parameters: {}          # overrides, marked in the answer",
    ]
    return "\n".join(lines) + "\n"


def _facts(book: Rulebook, owner: str, indent: str) -> Iterable[str]:
    for key, kind in sorted(book.facts.items()):
        if kind.file.of == owner:
            absent = ", may be null" if kind.file.may_be_absent else ""
            yield f"{indent}{key}:   # {kind.file.name}: {_values(kind)}{absent}"


def _values(kind: FactKind) -> str:
    file = kind.file
    if file.type == "choice":
        return " | ".join(f"{c.value} ({c.name})" for c in file.choices)
    if file.type == "boolean":
        return "true | false"
    if file.type in ("number", "money"):
        return f"{file.min}..{file.max} {file.unit or ''}".strip()
    return "2026-01-31" if file.type == "date" else str(file.type)
