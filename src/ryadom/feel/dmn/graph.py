"""Models put together: imports found beside the file, references resolved, names collected, circles named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

from . import model as m
from .errors import ModelError, Place
from .markup import read_markup
from .reading import read_model
from .types import Types

FILES = 50  # models that one model may include, with all that those include
BESIDE = 200  # files beside a model that are looked into for a namespace


@dataclass(slots=True, eq=False)
class Home:
    """One model with its types, its names and the models it knows by an alias."""

    model: m.Model
    types: Types
    names: frozenset[str]
    aliases: dict[str, str]  # namespace -> alias


class Graph:
    """A model with all that it imports; `homes` by namespace, the first is the model itself."""

    def __init__(self, models: list[m.Model]) -> None:
        self.main = models[0]
        self.homes: dict[str, Home] = {}
        self.nodes: dict[tuple[str, str], m.Node] = {}
        self.home_of: dict[int, Home] = {}
        every = frozenset(name for model in models for name in _names(model) if name and "." not in name)
        for model in models:
            aliases = {one.namespace: one.name for one in model.imports}
            home = Home(model, Types(model.types, every), every, aliases)
            self.homes[model.namespace] = home
            for node in model.nodes:
                self.nodes[model.namespace, node.id] = node
                self.home_of[id(node)] = home
        for home in self.homes.values():
            for namespace, alias in home.aliases.items():
                if namespace in self.homes:
                    home.types.imported[alias] = self.homes[namespace].types
        self._check()

    def home(self, node: m.Node) -> Home:
        return self.home_of[id(node)]

    def target(self, home: Home, need: m.Need, *kinds: type) -> m.Node:
        """The element that a reference means."""
        namespace, mark, id = need.href.rpartition("#")
        if not mark:
            namespace, id = "", need.href
        node = self.nodes.get((namespace or home.model.namespace, id))
        if node is None:
            raise ModelError("no-such-element", need.place, name=need.href)
        if kinds and not isinstance(node, kinds):
            raise ModelError("wrong-element", need.place, name=need.href, found=node.place.element)
        return node

    def needed(self, node: m.Decision | m.Knowledge) -> list[m.Node]:
        home = self.home(node)
        return [self.target(home, need) for need in node.needs]

    @property
    def aliases(self) -> frozenset[str]:
        return frozenset(alias for home in self.homes.values() for alias in home.aliases.values())

    def own(self, kind: type[Any]) -> list[Any]:
        """The elements of one kind in the model itself."""
        return [node for node in self.main.nodes if isinstance(node, kind)]

    # -- what must hold

    def _check(self) -> None:
        for node in self.nodes.values():
            if isinstance(node, m.Decision | m.Knowledge):
                self.needed(node)
            elif isinstance(node, m.Service):
                home = self.home(node)
                for need in (*node.outputs, *node.input_decisions):
                    self.target(home, need, m.Decision)
                for need in node.input_data:
                    self.target(home, need, m.InputData)
        self._check_circles()

    def _check_circles(self) -> None:
        """Decisions may not require themselves, however far around. Walked without recursion: a chain may be long."""
        done: set[int] = set()
        for start in self.nodes.values():
            path: list[m.Node] = []
            on_path: set[int] = set()
            stack: list[tuple[m.Node, bool]] = [(start, False)]
            while stack:
                node, leaving = stack.pop()
                if leaving:
                    path.pop()
                    on_path.discard(id(node))
                    done.add(id(node))
                    continue
                if id(node) in on_path:
                    circle = [*path[path.index(node) :], node]
                    names = " → ".join(f"«{one.name}»" for one in circle)
                    raise ModelError("cycle", node.place, path=names)
                if id(node) in done or not isinstance(node, m.Decision):
                    continue
                path.append(node)
                on_path.add(id(node))
                stack.append((node, True))
                stack.extend((one, False) for one in self.needed(node))


def load(path: Path) -> Graph:
    """The model of a file with its imports, which stand beside it. Raises ModelError."""
    main = read_model(path)
    models, waiting = [main], list(main.imports)
    known = {main.namespace}
    beside: dict[str, Path] | None = None
    while waiting:
        one = waiting.pop(0)
        if one.namespace in known or not _is_model(path, one):
            continue
        if len(models) >= FILES:
            raise ModelError("too-many-files", one.place, limit=FILES)
        if beside is None:
            beside = dict(_beside(path))
        if one.namespace not in beside:
            raise ModelError("no-import", one.place, name=one.namespace)
        found = read_model(beside[one.namespace])
        known.add(found.namespace)
        models.append(found)
        waiting.extend(found.imports)
    return Graph(models)


def _is_model(path: Path, one: m.Import) -> bool:
    """Imports of other things (an XML schema, a statistical model) are not followed."""
    return not one.location.lower().endswith((".xsd", ".pmml"))


def _beside(path: Path) -> Iterator[tuple[str, Path]]:
    """The namespaces of the models in the folder of a model. No other place is looked into, whatever a model says."""
    for file in sorted(path.parent.glob("*.dmn"))[:BESIDE]:
        try:
            yield read_markup(file, only_root=True).get("namespace"), file
        except ModelError:
            continue


def _names(value: Any) -> Iterator[str]:
    """Every name that a model gives to anything: names with spaces are found in texts by the longest match."""
    if isinstance(value, m.Node | m.Variable | m.ItemDefinition | m.Import | m.Output):
        yield value.name
    if isinstance(value, tuple):
        for part in value:
            yield from _names(part)
    elif is_dataclass(value) and not isinstance(value, Place):
        for part in fields(value):
            yield from _names(getattr(value, part.name))
