"""A scenario file: read strictly, every fault named with its line and the nearest name."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from ryadom.packs.api import Document, Finding, PracticeErrors, did_you_mean, read_file
from ryadom.rules.laying import OwnMeasure
from ryadom.rules.parameters import Keys, Parameter
from ryadom.rules.whatif.measures_on_trial import measure_on_trial
from ryadom.rules.whatif.scenario import Ceiling, Per, Scenario, Step, TrialNumber
from ryadom.rules.whatif.sides import StatusQuo
from ryadom.rules.whatif.worth import PAID_KINDS

Place = tuple[str | int, ...]
TOP = ("title", "on", "parameters", "measures", "installed", "ceiling", "sensitivity", "seed")
LONGEST = 200
KOPECKS = 100
LARGEST = Decimal(10) ** 12
SMALLEST = {"money": Decimal("0.01"), "share": Decimal("0.000001"), "number": Decimal("0.000001"), "days": Decimal(1)}


def read_scenario(path: Path, quo: StatusQuo, *, on: date | None = None) -> Scenario:
    """The scenario of a file. Raises PracticeErrors naming every fault. `on` wins over the day that the file says."""
    return scenario_of(read_file(path), quo, on=on, folder=path.parent)


def scenario_of(document: Document, quo: StatusQuo, *, on: date | None = None, folder: Path | None = None) -> Scenario:
    """The scenario of a document (`laying.addressed` makes one of plain data). Measures in files of their own are
    looked for in `folder`; without a folder they are refused. Raises PracticeErrors.
    """
    if not isinstance(document.data, dict):
        raise PracticeErrors([document.finding((), "здесь нужны ключи и значения", "keys and values are needed here")])
    return _Reader(document, quo, folder).scenario(document.data, on)


class _Reader:
    def __init__(self, document: Document, quo: StatusQuo, folder: Path | None) -> None:
        self.document, self.quo, self.folder = document, quo, folder
        self.book = quo.book
        self.by_name = {p.name: p for p in self.book.parameters.values()} | dict(self.book.parameters)
        self.findings: list[Finding] = []

    def fault(self, path: Place, ru: str, en: str) -> None:
        self.findings.append(self.document.finding(path, ru, en))

    def scenario(self, data: Mapping[str, Any], on: date | None) -> Scenario:
        self.known_keys((), data, TOP)
        day = on or self.day(data.get("on"))
        added, left_out = self.installed(self.mapped(("installed",), data.get("installed")))
        measures = tuple(self.measures(data.get("measures"), day))
        numbers = tuple(self.numbers(self.mapped(("parameters",), data.get("parameters")), day))
        moves = tuple(self.steps(data.get("sensitivity"), numbers, day))
        found = Scenario(
            self.title(data.get("title")), self.book.region, day, (*numbers, *self.starts(moves, numbers, day)),
            measures, added, left_out, (), moves, self.seed(data.get("seed")), self.plain(data, measures, day),
        )  # fmt: skip
        found = replace(found, ceilings=tuple(self.ceilings(data.get("ceiling"), measures, bool(added))))
        if self.findings:
            raise PracticeErrors(self.findings)
        return found

    # --- the plain keys ----------------------------------------------------------------------------------------------

    def known_keys(self, path: Place, data: Mapping[str, Any], known: tuple[str, ...]) -> None:
        for key in data:
            if key not in known:
                ru, en = did_you_mean(str(key)[:LONGEST], known)
                self.fault((*path, key), f"неизвестный ключ «{key}»{ru}", f'unknown key "{key}"{en}')

    def mapped(self, path: Place, raw: Any) -> Mapping[str, Any]:
        if raw is None or isinstance(raw, dict):
            return raw or {}
        self.fault(path, "здесь нужны ключи и значения", "keys and values are needed here")
        return {}

    def title(self, raw: Any) -> str:
        if isinstance(raw, str) and 0 < len(raw.strip()) <= LONGEST:
            return raw.strip()
        self.fault(
            ("title",), f"нужно название до {LONGEST} знаков", f"a title of up to {LONGEST} characters is needed"
        )
        return ""

    def day(self, raw: Any) -> date:
        if isinstance(raw, date):
            return raw
        self.fault(("on",), "нужен день, как 2026-11-20", "a day like 2026-11-20 is needed")
        return date.min

    def seed(self, raw: Any) -> int:
        if raw is None:
            return 0
        if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw < 2**63:
            return raw
        self.fault(("seed",), "нужно целое число от 0", "a whole number from 0 is needed")
        return 0

    def number(self, path: Place, raw: Any) -> Decimal | None:
        if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
            self.fault(path, "здесь нужно число, как 1234.50", "a number like 1234.50 is needed here")
            return None
        return Decimal(raw)

    # --- numbers on trial --------------------------------------------------------------------------------------------

    def numbers(self, raw: Mapping[str, Any], on: date) -> Iterator[TrialNumber]:
        seen: set[tuple[str, Keys]] = set()
        for name, given in raw.items():
            parameter = self.parameter(("parameters", name), name)
            for path, keys, value in self.keyed(("parameters", name), parameter, given):
                after = self.value(path, parameter, value)
                if parameter is None or after is None:
                    continue
                if (parameter.id, keys) in seen:
                    self.fault(path, f"число «{parameter.name}» названо дважды", f"{parameter.id} is named twice")
                seen.add((parameter.id, keys))
                yield TrialNumber(parameter.id, parameter.name, keys, self.holding(parameter, keys, on), after)

    def parameter(self, path: Place, name: str) -> Parameter | None:
        found = self.by_name.get(name)
        if found is None:
            ru, en = did_you_mean(name[:LONGEST], self.by_name)
            self.fault(path, f"нет параметра «{name}»{ru}", f'no parameter "{name}"{en}')
        return found

    def keyed(self, path: Place, parameter: Parameter | None, given: Any) -> Iterator[tuple[Place, Keys, Any]]:
        """Each number with its keys: `{дети: 17000}`; several keys are joined with `/`."""
        if parameter is None:
            return
        if not parameter.keys:
            if isinstance(given, dict):
                self.fault(path, f"у «{parameter.name}» одно значение, без ключей", f"{parameter.id} has no keys")
            else:
                yield path, (), given
            return
        choices = {"/".join(value for _, value in row): row for row in rows_in_order(parameter)}
        if not isinstance(given, dict):
            said = ", ".join(choices)
            self.fault(path, f"нужны ключи: {said}", f"keys are needed: {said}")
            return
        for key, value in given.items():
            if str(key) in choices:
                yield (*path, key), choices[str(key)], value
            else:
                ru, en = did_you_mean(str(key)[:LONGEST], choices)
                told = f"у «{parameter.name}» нет ключа «{key}»{ru}; есть: {', '.join(choices)}"
                self.fault((*path, key), told, f'{parameter.id} has no key "{key}"{en}; it has: {", ".join(choices)}')

    def value(self, path: Place, parameter: Parameter | None, raw: Any) -> Decimal | None:
        value = self.number(path, raw)
        if value is None or parameter is None:
            return None
        if value < 0:
            self.fault(
                path, f"«{parameter.name}» не бывает меньше нуля, а в сценарии {value}",
                f"{parameter.id} cannot be below zero, the scenario says {value}",
            )  # fmt: skip
            return None
        return self.fits(path, parameter, value)

    def fits(self, path: Place, parameter: Parameter, value: Decimal) -> Decimal | None:
        unit = SMALLEST[parameter.type]
        if value % unit or value > LARGEST:
            told = {"money": "сумма до копейки", "days": "целое число дней"}.get(
                parameter.type, "число до шести знаков"
            )
            self.fault(path, f"здесь нужна {told} и не больше 10¹²", f"a multiple of {unit} up to 10^12 is needed here")
            return None
        return value

    def holding(self, parameter: Parameter, keys: Keys, on: date) -> Decimal | None:
        found = parameter.holding(on, self.book.region, keys)
        return Decimal(found.value) if found else None

    # --- steps -------------------------------------------------------------------------------------------------------

    def steps(self, raw: Any, numbers: tuple[TrialNumber, ...], on: date) -> Iterator[Step]:
        """Where nothing is said, every number that is changed, by a hundredth of it."""
        if raw is None:
            yield from (_own_step(self.book.parameters[one.parameter], one) for one in numbers if one.changes)
            return
        for name, given in self.mapped(("sensitivity",), raw).items():
            path: Place = ("sensitivity", name)
            parameter = self.parameter(path, name)
            for place, keys, value in self.keyed(path, parameter, given):
                by = self.number(place, value)
                if by is None or parameter is None:
                    continue
                if not by:
                    self.fault(place, "шаг не может быть нулём", "a step cannot be zero")
                elif self.fits(place, parameter, by) is not None:
                    yield Step(parameter.id, parameter.name, keys, by)

    def starts(self, steps: tuple[Step, ...], numbers: tuple[TrialNumber, ...], on: date) -> Iterator[TrialNumber]:
        """The numbers that are only moved: they start from what holds."""
        tried = {(one.parameter, one.keys) for one in numbers}
        for step in steps:
            if (step.parameter, step.keys) in tried:
                continue
            tried.add((step.parameter, step.keys))
            holds = self.holding(self.book.parameters[step.parameter], step.keys, on)
            if holds is None:
                told = f"«{step.name}» на {on:%d.%m.%Y} не внесён: двигать нечего"
                self.fault(("sensitivity", step.name), told, f"{step.parameter} has no value on {on}: nothing to move")
            else:
                yield TrialNumber(step.parameter, step.name, step.keys, holds, holds)

    # --- measures, practices, ceilings -------------------------------------------------------------------------------

    def measures(self, raw: Any, on: date) -> Iterator[OwnMeasure]:
        if raw is None:
            return
        if not isinstance(raw, list):
            self.fault(("measures",), "здесь нужен список мер", "a list of measures is needed here")
            return
        for at, one in enumerate(raw):
            try:
                yield measure_on_trial(self.document, ("measures", at), one, self.book, on, self.folder)
            except PracticeErrors as errors:
                self.findings += errors.findings

    def installed(self, raw: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        self.known_keys(("installed",), raw, ("add", "leave_out"))
        here = {practice.id for practice in self.quo.installed}
        elsewhere = set(self.quo.library) - here
        return (
            tuple(self.practices("add", raw.get("add"), elsewhere, here, "уже действует", "is installed already")),
            tuple(
                self.practices("leave_out", raw.get("leave_out"), here, elsewhere, "не действует", "is not installed")
            ),
        )

    def practices(
        self, key: str, raw: Any, known: set[str], other: set[str], ru: str, en: str
    ) -> Iterator[str]:  # fmt: skip
        if raw is not None and not isinstance(raw, list):
            self.fault(("installed", key), "здесь нужен список практик", "a list of practices is needed here")
            return
        for at, id in enumerate(raw or ()):
            path: Place = ("installed", key, at)
            if id in known:
                yield id
            elif id in other:
                self.fault(path, f"практика «{id}» и так {ru}", f'the practice "{id}" {en}')
            else:
                hint = did_you_mean(str(id)[:LONGEST], known)
                self.fault(path, f"нет практики «{id}»{hint[0]}", f'no practice "{id}"{hint[1]}')

    def ceilings(self, raw: Any, measures: tuple[OwnMeasure, ...], added: bool) -> Iterator[Ceiling]:
        files = {id: one.file.kind for id, one in self.book.measures.items()}
        files |= {one.measure: one.content.get("kind", "") for one in measures}
        files |= self.of_added() if added else {}
        for id, given in self.mapped(("ceiling",), raw).items():
            path: Place = ("ceiling", id)
            if id not in files:
                hint = did_you_mean(id[:LONGEST], files)
                self.fault(path, f"нет меры «{id}»{hint[0]}", f'no measure "{id}"{hint[1]}')
            elif files[id] not in PAID_KINDS:
                self.fault(
                    path, f"мера «{id}» — не деньги, потолка у неё нет", f'"{id}" is no money: it has no ceiling'
                )
            else:
                yield from self.ceiling(path, id, self.mapped(path, given))

    def of_added(self) -> dict[str, str]:
        return {item.id: item.value.kind for one in self.quo.library.values() for item in one.of("measure")}

    def ceiling(self, path: Place, id: str, raw: Mapping[str, Any]) -> Iterator[Ceiling]:
        self.known_keys(path, raw, ("month", "year"))
        pers: tuple[Per, ...] = ("month", "year")
        said = [per for per in pers if per in raw]
        if len(said) != 1:
            self.fault(path, "нужно одно из двух: month или year", "exactly one of month and year is needed")
            return
        value = self.number((*path, said[0]), raw[said[0]])
        if value is not None and (value < 0 or value % SMALLEST["money"] or value > LARGEST):
            told = "потолок — сумма в рублях от 0, до копейки"
            self.fault((*path, said[0]), told, "a ceiling is an amount in roubles from 0, to the kopeck")
        elif value is not None:
            yield Ceiling(id, int(value * KOPECKS), said[0])

    def plain(self, data: Mapping[str, Any], measures: tuple[OwnMeasure, ...], on: date) -> Mapping[str, Any]:
        """What was written, with the texts of measures inside it."""
        texts = [{"id": one.measure, "content": dict(one.content), "from": one.starts} for one in measures]
        return {**data, "on": on, **({"measures": texts} if texts else {})}


def rows_in_order(parameter: Parameter) -> list[Keys]:
    """Every set of keys of a parameter, each in the order of its own keys."""
    rows: list[Keys] = [()]
    for key in parameter.keys:
        rows = [(*row, (key, choice)) for row in rows for choice in parameter.choices[key]]
    return rows


def _own_step(parameter: Parameter, one: TrialNumber) -> Step:
    unit = {"money": Decimal(1), "days": Decimal(1)}.get(parameter.type, Decimal("0.01"))
    by = max(unit, (one.after / 100 / unit).to_integral_value() * unit)
    return Step(one.parameter, one.name, one.keys, by)
