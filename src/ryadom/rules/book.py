"""The rulebook: the practices of one region, compiled once. Every name a rule may say is known here, every rule is
parsed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from ryadom.feel import Expression, FeelSyntaxError, parse
from ryadom.feel import tree as t
from ryadom.packs.api import (
    EVERYWHERE,
    RANK,
    Finding,
    Item,
    Practice,
    PracticeErrors,
    RegionFile,
    Text,
    did_you_mean,
    lock_of,
)
from ryadom.rules.compiled import (
    DATED,
    ENGINE,
    MEASURE_SCOPED,
    CompiledCriterion,
    CompiledVersion,
    Definition,
    DefinitionVersion,
    FactKind,
    Measure,
    Name,
    NameKind,
    Place,
    Reach,
    Rulebook,
)
from ryadom.rules.kinds import Criterion, MeasureFile, MeasureVersion
from ryadom.rules.occurrences import OccurrenceCounter
from ryadom.rules.parameters import Parameter

__all__ = ["CompiledCriterion", "FactKind", "Measure", "Rulebook", "compile_book"]


def compile_book(practices: tuple[Practice, ...], region: str, about: RegionFile | None = None) -> Rulebook:
    """Compile the practices installed for a region. Raises PracticeErrors with every fault."""
    return Compiler(practices, region, about).book()


class Compiler:
    """Gathers names first, then parses every rule against them; collects every fault before it gives up."""

    def __init__(self, practices: tuple[Practice, ...], region: str, about: RegionFile | None) -> None:
        self.practices, self.region = practices, region
        self.about = about or next((p.region for p in practices if p.region and p.region.code == region), None)
        self.findings: list[Finding] = []
        self.names: dict[str, Name] = {name: Name(kind, name) for name, kind in ENGINE.items()}
        self.origin: dict[str, str] = {}
        self.scoped: frozenset[str] = MEASURE_SCOPED

    def items(self, kind: str) -> Iterable[Item]:
        for practice in self.practices:
            yield from practice.of(kind)

    def book(self) -> Rulebook:
        facts = self.facts()
        parameters = self.parameters()
        sets = {
            item.id: tuple(item.value.values) for item in self.items("set") if self.name(item, item.value.name, "set")
        }
        chosen = self.definition_items()
        self.words, self.tables = frozenset(self.names), frozenset(p.name for p in parameters.values())
        definitions = self.definitions(chosen)
        counts = OccurrenceCounter(self.names, definitions)
        measures = self.measures(counts)
        if self.findings:
            raise PracticeErrors(self.findings)
        return Rulebook(
            region=self.region,
            about=self.about,
            lock=lock_of(self.practices),
            locks={p.id: p.lock for p in self.practices},
            facts=facts,
            names=self.names,
            definitions=definitions,
            parameters=parameters,
            sets=sets,
            situations={
                item.id: item.value for item in sorted(self.items("situation"), key=lambda i: (i.value.order, i.id))
            },
            calendars={item.value.year: item.value for item in self.items("calendar")},
            measures=measures,
        )

    def name(self, item: Item, name: str, kind: NameKind, id: str | None = None) -> bool:
        """Take a name for an item; two owners of one name are a fault."""
        if name in self.names:
            other = self.origin.get(name, "the engine")
            self.findings.append(
                item.finding(("name",), f"имя «{name}» уже занято: {other}", f'the name "{name}" is taken: {other}')
            )
            return False
        self.names[name] = Name(kind, id or item.id)
        self.origin[name] = item.document.file
        return True

    def facts(self) -> dict[str, FactKind]:
        found: dict[str, FactKind] = {}
        for item in self.items("fact"):
            if item.value.name == "дата заявления" or self.name(
                item, item.value.name, "person fact" if item.value.of == "person" else "fact"
            ):
                found[item.id] = FactKind(item.id, item.practice, item.value)
        return found

    def parameters(self) -> dict[str, Parameter]:
        heads: dict[str, Item] = {}
        values: dict[str, list[Any]] = {}
        for item in self.items("parameter"):
            values.setdefault(item.id, []).extend(item.value.values)
            if item.value.name:
                heads[item.id] = item
        for id in values.keys() - heads.keys():
            orphan = next(i for i in self.items("parameter") if i.id == id)
            self.findings.append(
                orphan.finding((), "значения есть, а самого параметра нет", "values without a parameter")
            )
        return {id: self.parameter(item, values[id]) for id, item in heads.items()}

    def parameter(self, item: Item, values: list[Any]) -> Parameter:
        file = item.value
        self.name(item, file.name, "table" if file.keys else "parameter")
        choices = {key: tuple(str(v) for v in options) for key, options in file.keys.items()}
        for value in values:
            self.check_keys(item, choices, value)
        return Parameter(
            item.id,
            file.name,
            file.type or "number",
            tuple(file.keys),
            choices,
            tuple(values),
            file.rhythm,
            file.unit,
            file.label,
        )

    def check_keys(self, item: Item, choices: Mapping[str, tuple[str, ...]], value: Any) -> None:
        wrong = set(value.keys) ^ set(choices)
        wrong |= {k for k, v in value.keys.items() if k in choices and str(v) not in choices[k]}
        if wrong:
            said = ", ".join(sorted(wrong))
            self.findings.append(
                item.finding(
                    ("values",),
                    f"ключи значения с {value.from_}: {said}",
                    f"keys of the value from {value.from_}: {said}",
                )
            )

    def definition_items(self) -> dict[str, Item]:
        """By id; the region's own wins over the federal one of the same file name."""
        chosen: dict[str, Item] = {}
        owner = {p.id: p.about.region for p in self.practices}
        for item in self.items("definition"):
            if item.id not in chosen or owner[chosen[item.id].practice] == EVERYWHERE:
                chosen[item.id] = item
        for item in chosen.values():
            self.name(item, item.value.name, "person definition" if item.value.of == "person" else "definition")
        return chosen

    def definitions(self, chosen: Mapping[str, Item]) -> dict[str, Definition]:
        found = {item.value.name: self.definition(item) for item in chosen.values()}
        self.refuse_cycles(found, chosen)
        scoped = _measure_scoped(found)
        self.scoped = MEASURE_SCOPED | scoped
        return {name: _replace_scoped(d, name in scoped) for name, d in found.items()}

    def definition(self, item: Item) -> Definition:
        file, versions = item.value, []
        for i, version in enumerate(file.versions):
            rule = self.expression(item, ("versions", i, "rule"), version.rule)
            if rule is not None:
                source = version.source.title if version.source else None
                versions.append(
                    DefinitionVersion(version.from_, version.to, rule, version.verified, version.article, source)
                )
        return Definition(
            item.id,
            file.name,
            file.of,
            file.type,
            file.label,
            tuple(versions),
            item.practice,
        )

    def refuse_cycles(self, found: Mapping[str, Definition], chosen: Mapping[str, Item]) -> None:
        done: set[str] = set()

        def walk(name: str, path: tuple[str, ...]) -> None:
            if name in path:
                loop = " → ".join([*path[path.index(name) :], name])
                item = next(i for i in chosen.values() if i.value.name == name)
                self.findings.append(
                    item.finding(
                        ("name",),
                        f"определения ссылаются друг на друга по кругу: {loop}",
                        f"definitions refer in a circle: {loop}",
                    )
                )
                return
            if name in done or name not in found:
                return
            for version in found[name].versions:
                for used in version.rule.names:
                    walk(used, (*path, name))
            done.add(name)

        for name in found:
            walk(name, ())

    def expression(self, item: Item, place: Place, text: str) -> Expression | None:
        """Parse a rule; a syntax fault or an unknown name is a finding at its place in the file."""
        try:
            expression = parse(text, names=self.words, functions=self.tables)
        except FeelSyntaxError as error:
            self.findings.append(
                item.finding(
                    place, f"{error.message('ru')}\n{error.caret('ru')}", f"{error.message('en')}\n{error.caret('en')}"
                )
            )
            return None
        for name in sorted(expression.names - self.words):
            ru, en = did_you_mean(name, self.words)
            self.findings.append(item.finding(place, f"неизвестное имя «{name}»{ru}", f'unknown name "{name}"{en}'))
        for name in sorted(expression.functions - self.tables):
            ru, en = did_you_mean(name, self.tables)
            self.findings.append(
                item.finding(place, f"неизвестная функция «{name}»{ru}", f'unknown function "{name}"{en}')
            )
        plain = frozenset(n for n in expression.functions if n in self.names and self.names[n].kind == "parameter")
        return replace(expression, tree=_dated(expression.tree, plain)) if plain else expression

    def measures(self, counts: "OccurrenceCounter") -> dict[str, Measure]:
        found: dict[str, Measure] = {}
        for item in self.items("measure"):
            if item.id in found:
                other = found[item.id].practice
                self.findings.append(
                    item.finding(
                        (), f"мера {item.id} уже есть в {other}", f"the measure {item.id} already stands in {other}"
                    )
                )
                continue
            found[item.id] = self.measure(item, counts)
        return found

    def measure(self, item: Item, counts: "OccurrenceCounter") -> Measure:
        versions = tuple(self.version(item, i, v, counts) for i, v in enumerate(item.value.versions))
        return Measure(
            item.id, item.practice, item.value, self.mode(item.value), versions, item, tuple(self.standing(item))
        )

    def standing(self, item: Item) -> Iterable[tuple[CompiledCriterion, str]]:
        """What every once-only or exclusive measure asks, written nowhere twice: the criterion and the measure
        received.
        """
        titles = {i.id: i.value.title for i in self.items("measure")}
        if item.value.once:
            text = Text(
                ru="Эту меру дают один раз, и вы её уже получили.", en="It is given once, and you have received it."
            )
            yield (
                _standing("not-received", Text(ru="Эту меру вы ещё не получали", en="Not received before"), text),
                item.id,
            )
        for other in item.value.excludes:
            title = titles.get(other, Text(ru=other))
            text = Text(ru=f"Вместе с мерой «{title.ru}» не назначают.", en=f'Not together with "{title.said("en")}".')
            yield (
                _standing(
                    f"excludes-{other}",
                    Text(ru=f"Вы не получаете: {title.ru}", en=f"Not receiving: {title.said('en')}"),
                    text,
                ),
                other,
            )

    def mode(self, file: MeasureFile) -> str:
        modes = self.about.modes if self.about else {}
        return file.mode or modes.get(file.decided_by, "intake" if file.decided_by == "region" else "explain")

    def version(self, item: Item, index: int, file: MeasureVersion, counts: "OccurrenceCounter") -> CompiledVersion:
        place: Place = ("versions", index)
        reference = self.expression(item, (*place, "reference"), file.reference)
        compiled = (self.criterion(item, (*place, "who", "criteria", i), c) for i, c in enumerate(file.who.criteria))
        criteria = tuple(
            replace(c, repeated=counts.repeated([part.rule for part in (c, *c.group) if part.rule])) for c in compiled
        )
        amount = self.expression(item, (*place, "amount", "rule"), file.amount.rule) if file.amount else None
        self.composition(item, place, file)
        return CompiledVersion(
            file,
            index,
            reference or parse("null"),
            criteria,
            amount,
            self.weakest(item, file, criteria),
            self.reach(amount),
            _judges(criteria),
        )

    def weakest(self, item: Item, file: MeasureVersion, criteria: tuple[CompiledCriterion, ...]) -> str:
        """The least verified of the acts, the criteria and the amount; values of parameters are added when they
        are used.
        """
        marks: list[str] = [act.verified for act in file.acts]
        marks += [part.verified for top in criteria for part in (top.group or (top,))]
        if file.amount:
            source = next((s for s in item.value.sources if s.id == file.amount.source), None)
            marks.append(file.amount.verified or (source.verified if source else "recalled"))
        return min(marks, key=lambda mark: RANK[mark], default="recalled")

    def composition(self, item: Item, place: Place, file: MeasureVersion) -> None:
        if file.composition and file.composition not in self.names:
            ru, en = did_you_mean(file.composition, self.names)
            self.findings.append(
                item.finding(
                    (*place, "composition"),
                    f"нет определения «{file.composition}»{ru}",
                    f'no definition "{file.composition}"{en}',
                )
            )

    def reach(self, rule: Expression | None) -> Reach:
        """Whether a rule reads the subject's own facts, or the composition and income of the measure that asks."""
        if rule is None:
            return Reach()
        kinds = [(use.name, self.names[use.name].kind) for use in rule.uses if use.name in self.names]
        outside = {use.name for use in rule.uses if not use.in_filter}
        own = any(name in outside and (kind.startswith("person") or name == "уже получено") for name, kind in kinds)
        return Reach(own, any(name in self.scoped for name, _kind in kinds))

    def criterion(self, item: Item, place: Place, file: Criterion) -> CompiledCriterion:
        rule = self.expression(item, (*place, "rule"), file.rule) if file.rule else None
        group = tuple(self.criterion(item, (*place, "any", i), c) for i, c in enumerate(file.any or ()))
        when = self.expression(item, (*place, "not_yet", "when"), file.not_yet.when) if file.not_yet else None
        start = (
            self.expression(item, (*place, "not_yet", "from"), file.not_yet.from_)
            if file.not_yet and file.not_yet.from_
            else None
        )
        source = next((s for s in item.value.sources if s.id == file.source), None)
        verified = file.verified or (source.verified if source else "recalled")
        return CompiledCriterion(
            file,
            place,
            rule,
            when,
            start,
            group,
            reach=self.reach(rule),
            judge=file.judge,
            verified=verified,
            source=source.title if source else None,
        )


def _standing(id: str, title: Text, unmet: Text) -> CompiledCriterion:
    file = Criterion(id=id, title=title, rule="not(уже получено)", unmet=unmet, verified="act", article="")
    return CompiledCriterion(file, (), None, verified="act")


def _judges(criteria: Iterable[CompiledCriterion]) -> tuple[int, int, int]:
    """How many criteria a rule, a document and a person decide."""
    judges = [part.judge for top in criteria for part in (top.group or (top,))]
    return judges.count("rule"), judges.count("document"), judges.count("attested")


def _dated(node: Any, plain: frozenset[str]) -> Any:
    """A plain parameter called with a date (`МРОТ(дата: ...)`) is looked up as a table, not as its value of the
    reference date.
    """
    if isinstance(node, tuple):
        return tuple(_dated(part, plain) for part in node)
    if not is_dataclass(node) or isinstance(node, type):
        return node
    changed = {f.name: _dated(getattr(node, f.name), plain) for f in fields(node)}
    if isinstance(node, t.Call) and isinstance(node.callee, t.Name) and node.callee.name in plain:
        changed["callee"] = replace(node.callee, name=node.callee.name + DATED)
    return replace(node, **changed)


def _measure_scoped(found: Mapping[str, Definition]) -> set[str]:
    """The definitions whose value depends on the measure that asks (its composition or its income window)."""
    scoped: set[str] = set()
    grown = True
    while grown:
        grown = False
        for name, definition in found.items():
            used = {n for v in definition.versions for n in v.rule.names}
            if name not in scoped and used & (MEASURE_SCOPED | scoped):
                scoped.add(name)
                grown = True
    return scoped


def _replace_scoped(definition: Definition, scoped: bool) -> Definition:
    return replace(definition, measure_scoped=scoped)
