"""YAML read strictly: a value means one thing, and every value knows its line.

The subset is YAML 1.2's core schema without tags, anchors and merge keys: `true`/`false` are the booleans, numbers are
exact (int or Decimal, never float), dates are `2026-01-31`, everything else is text. An empty value is "not given": its
key is dropped, so that "unknown" and "known to be absent" (`null`) stay apart.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import yaml

from ryadom.packs.errors import Finding, PracticeErrors

Path_ = tuple[str | int, ...]
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

LARGEST = 2_000_000
DEEPEST = 40
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_WRONG_DATE = re.compile(r"[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{4}\Z|[0-9]{4}[./][0-9]{1,2}[./][0-9]{1,2}\Z")
_WRONG_NUMBER = re.compile(
    r"[-+]?[0-9][0-9_ ]*,[0-9]+\Z|[-+]?[0-9.]+[eE][-+]?[0-9]+\Z|0[xo][0-9a-fA-F]+\Z|[-+]?\.(inf|nan)\Z", re.I
)
_WRONG_BOOLEAN = frozenset(
    [
        "yes",
        "no",
        "on",
        "off",
        "Yes",
        "No",
        "On",
        "Off",
        "YES",
        "NO",
        "ON",
        "OFF",
        "True",
        "False",
        "TRUE",
        "FALSE",
        "y",
        "n",
    ]
)
_NOT_GIVEN = object()


@dataclass
class Document:
    """One YAML document: plain data, and where each value stands (path -> line, column, counted from 1)."""

    data: object
    file: str
    marks: dict[Path_, tuple[int, int]] = field(default_factory=dict)

    def place(self, path: Path_) -> tuple[int, int]:
        """Line and column of the value at `path`, or of its nearest known ancestor."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.marks:
                return self.marks[path[:end]]
        return (1, 1)

    def finding(self, path: Path_, ru: str, en: str, severity: str = "error") -> Finding:
        """A finding at the value that stands at `path`."""
        line, column = self.place(path)
        return Finding(self.file, line, column, ru, en, severity)


def read_file(path: Path, name: str | None = None) -> Document:
    """The one document of a file. Raises PracticeErrors naming every fault."""
    documents = read_documents(_text(path, name or str(path)), name or str(path))
    if len(documents) != 1:
        raise PracticeErrors(
            [Finding(name or str(path), 1, 1, "в файле должен быть один документ", "the file must hold one document")]
        )
    return documents[0]


def read_documents(text: str, name: str) -> list[Document]:
    """All documents of a text. Raises PracticeErrors naming every fault."""
    if len(text) > LARGEST:
        raise PracticeErrors([Finding(name, 1, 1, "файл слишком большой: больше 2 МБ", "the file is larger than 2 MB")])
    try:
        nodes = list(yaml.compose_all(text, Loader=Loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise PracticeErrors(
            [Finding(name, line, column, f"не читается как YAML: {error.problem}", f"not YAML: {error.problem}")]
        ) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise PracticeErrors([Finding(name, 1, 1, f"не читается как YAML: {error}", f"not YAML: {error}")]) from None
    return [_Builder(name).build(node) for node in nodes if node is not None]


def _text(path: Path, name: str) -> str:
    try:
        if path.stat().st_size > LARGEST * 2:
            raise PracticeErrors(
                [Finding(name, 1, 1, "файл слишком большой: больше 2 МБ", "the file is larger than 2 MB")]
            )
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise PracticeErrors([Finding(name, 1, 1, "файл не в кодировке UTF-8", "the file is not UTF-8")]) from None
    except OSError as error:
        raise PracticeErrors(
            [Finding(name, 1, 1, f"файл не открывается: {error.strerror}", f"cannot open: {error.strerror}")]
        ) from None


class _Builder:
    """Turns the nodes of one document into data, collecting every fault before it gives up."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.marks: dict[Path_, tuple[int, int]] = {}
        self.findings: list[Finding] = []
        self.seen: set[int] = set()

    def build(self, node: yaml.Node) -> Document:
        data = self.value(node, (), 0)
        if self.findings:
            raise PracticeErrors(self.findings)
        return Document(None if data is _NOT_GIVEN else data, self.name, self.marks)

    def fault(self, node: yaml.Node, ru: str, en: str) -> None:
        mark = node.start_mark
        self.findings.append(Finding(self.name, mark.line + 1, mark.column + 1, ru, en))

    def value(self, node: yaml.Node, path: Path_, depth: int) -> object:
        self.marks[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if id(node) in self.seen or depth > DEEPEST:
            self.fault(
                node, "ссылки и слишком глубокая вложенность не разрешены", "aliases and deep nesting are not allowed"
            )
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self.item(child, (*path, i), depth) for i, child in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        return self.scalar(node)

    def item(self, node: yaml.Node, path: Path_, depth: int) -> object:
        value = self.value(node, path, depth + 1)
        if value is _NOT_GIVEN:
            self.fault(node, "пустой пункт списка", "an empty list item")
        return value

    def mapping(self, node: yaml.MappingNode, path: Path_, depth: int) -> dict[str, object]:
        out: dict[str, object] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode) or key_node.value == "<<":
                self.fault(key_node, "ключ должен быть словом", "a key must be a plain word")
                continue
            key = key_node.value
            if (*path, key) in self.marks:
                self.fault(key_node, f"ключ «{key}» повторяется", f'key "{key}" stands twice')
            value = self.value(value_node, (*path, key), depth + 1)
            self.marks[(*path, key)] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if value is not _NOT_GIVEN:
                out[key] = value
        return out

    def scalar(self, node: yaml.ScalarNode) -> object:
        text = node.value
        if node.style in ("'", '"', "|", ">"):
            return text
        if not text:
            return _NOT_GIVEN
        if text in ("null", "~"):
            return None
        if text in ("true", "false"):
            return text == "true"
        if _DATE.match(text):
            return self.day(node, text)
        if _WHOLE.match(text):
            return int(text) if len(text) <= 34 else self.too_long(node)
        if _DECIMAL.match(text):
            return Decimal(text) if len(text) <= 40 else self.too_long(node)
        self.refuse(node, text)
        return text

    def too_long(self, node: yaml.ScalarNode) -> int:
        self.fault(node, "слишком длинное число", "the number is too long")
        return 0

    def day(self, node: yaml.ScalarNode, text: str) -> date | None:
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.fault(node, f"даты {text} не бывает", f"there is no day {text}")
            return None

    def refuse(self, node: yaml.ScalarNode, text: str) -> None:
        """Text that looks like something else is a fault: nobody should guess what was meant."""
        if text in _WRONG_BOOLEAN:
            self.fault(
                node,
                f"«{text}»: напишите true или false, а слово возьмите в кавычки",
                f'"{text}": write true or false, or quote the word',
            )
        elif _WRONG_DATE.match(text):
            self.fault(node, f"«{text}»: дата пишется так: 2026-01-31", f'"{text}": write dates as 2026-01-31')
        elif _WRONG_NUMBER.match(text):
            self.fault(node, f"«{text}»: число пишется так: 1234.50", f'"{text}": write numbers as 1234.50')
