"""What can be proved about the criteria of one version: one that nobody meets, one that everybody meets, a member of a
group that adds nothing, a "not yet" that never comes, conditions that exclude one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from ryadom.feel import Expression, Unknown
from ryadom.rules.checks import formulas as f
from ryadom.rules.checks.decided import Outcomes, Verdict
from ryadom.rules.checks.faults import Fault
from ryadom.rules.checks.lowering import Lowering, NoValue, Stretch
from ryadom.rules.checks.space import Space
from ryadom.rules.checks.stretches import stretches
from ryadom.rules.checks.witness import shown
from ryadom.rules.compiled import CompiledCriterion, CompiledVersion, Measure, Rulebook

MOST_STRETCHES = 12


@dataclass
class Decided:
    """The account of one version: what was decided of each criterion and of the measure, and why something was not."""

    criteria: dict[str, Verdict] = field(default_factory=dict)
    measure: Verdict = "not decided"
    reasons: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def valueless(self) -> bool:
        """Whether a rule had no value of a parameter on any day: another region may have entered it."""
        return any(fault.check == "no-value" for fault in self.faults)


def decide(book: Rulebook, measure: Measure, version: CompiledVersion) -> Decided:
    """Everything that can be proved about one version of a measure."""
    return _Deciding(book, measure, version).decided()


@dataclass
class _Lowered:
    """The rules of a version in one stretch of time, over one space of variables."""

    stretch: Stretch
    space: Space
    rules: dict[int, Expression]

    def of(self, criterion: CompiledCriterion) -> list[Expression] | None:
        """The rules one of which must be true; None where somebody other than a rule can say yes."""
        parts = criterion.group or (criterion,)
        if (criterion.group and not criterion.file.complete) or any(p.rule is None for p in parts):
            return None
        return [self.rules[id(p.rule)] for p in parts]


class _Deciding:
    def __init__(self, book: Rulebook, measure: Measure, version: CompiledVersion) -> None:
        self.book, self.measure, self.version = book, measure, version
        self.found = Decided()
        self.missing: dict[int, str] = {}
        self.whole_time = True
        self.lowered = self.lower()

    def decided(self) -> Decided:
        for top in self.version.criteria:
            for one in top.group or (top,):
                if one.rule is not None:
                    self.criterion(one)
            self.redundant(top)
            for one in (top, *top.group):
                self.not_yet(one)
        self.whole()
        self.amount()
        return self.found

    # -- lowering -----------------------------------------------------------------------------------------------------

    def rules(self) -> list[Expression]:
        criteria = [one for top in self.version.criteria for one in (top, *top.group)]
        rules = [rule for one in criteria for rule in (one.rule, one.not_yet_when) if rule is not None]
        return [*rules, self.version.amount] if self.version.amount else rules

    def lower(self) -> list[_Lowered]:
        rules, file, found = self.rules(), self.version.file, []
        cut = stretches(self.book, rules, file.from_, file.to)
        self.whole_time = len(cut) <= MOST_STRETCHES
        for stretch in cut[:MOST_STRETCHES]:
            down = Lowering(self.book, stretch, self.version, self.measure.file.for_)
            done: dict[int, Expression] = {}
            for rule in rules:
                try:
                    done[id(rule)] = down.rule(rule)
                except NoValue as missing:
                    self.missing[id(rule)] = missing.name
            found.append(_Lowered(stretch, down.space, done))
        return found

    def never(self, make: object, needed: Iterable[Expression]) -> bool:
        """Proved that the formula is true in no stretch. One sight of it, even a doubtful one, ends the search."""
        found, _ = self.explored(make, needed, True, doubted=True)
        return found.never

    def explored(
        self, make: object, needed: Iterable[Expression], *enough: object, doubted: bool = False
    ) -> tuple[Outcomes, str | None]:
        """The outcomes in all stretches in which every rule has its values; why an example need not exist."""
        together, doubt, looked = Outcomes(whole=self.whole_time), None, False
        needed = list(needed)
        for lowered in self.lowered:
            if any(id(rule) not in lowered.rules for rule in needed):
                continue
            looked = True
            found = f.explored(lowered.space, make(lowered), enough=enough)  # type: ignore[operator]
            together.looks += found.looks
            together.whole = together.whole and found.whole
            together.seen.update(found.seen)
            read = f.read_by([[lowered.rules[id(rule)] for rule in needed]])
            doubt = lowered.space.doubt(read)
            if set(enough) <= found.seen.keys() and (doubted or doubt is None):
                return found, doubt
        if not looked:
            together.whole = False
            doubt = next((self.missing[id(rule)] for rule in needed if id(rule) in self.missing), "…")
        return together, doubt if doubt is not None or together.whole else "…"

    # -- one criterion ------------------------------------------------------------------------------------------------

    def criterion(self, one: CompiledCriterion) -> None:
        rule = one.rule
        assert rule is not None
        if self.valueless(one):
            self.no_value(one, self.missing[id(rule)])
            return
        found, doubt = self.explored(lambda low: f.value_of(low.rules[id(rule)]), [rule], True, False)
        verdict = self.verdict(found, doubt, [one])
        self.found.criteria[one.file.id] = verdict
        if verdict == "not decided":
            self.found.reasons[one.file.id] = doubt or "…"
        elif verdict == "never":
            self.fault("unreachable", one, "этому условию никто не может соответствовать", "nobody can meet this")
        elif verdict == "always":
            self.fault(
                "always-true", one, "это условие выполнено всегда: оно ничего не проверяет",
                "this is always met: it checks nothing", "warning",
            )  # fmt: skip
        self.absent(one, rule)

    def no_value(self, one: CompiledCriterion, name: str) -> None:
        """On no day of the version does a parameter or a definition that the rule reads have a value."""
        region = self.book.region
        self.found.criteria[one.file.id], self.found.reasons[one.file.id] = "not decided", name
        self.fault(
            "no-value", one, f"ни на один день этой версии в {region} нет значения «{name}»: правило не даст ответа",
            f'"{name}" has a value on no day of this version in {region}: the rule gives no answer', "warning",
        )  # fmt: skip

    def verdict(self, found: Outcomes, doubt: str | None, criteria: list[CompiledCriterion]) -> Verdict:
        if found.never:
            return "never"
        if found.always:
            return "always"
        if found.both and doubt is None:
            return "sometimes"
        wanted = (True, False)
        seen = shown(self.book, self.measure, self.version, criteria, self.stretches(), wanted)
        return "sometimes" if seen == {True, False} else "not decided"

    def stretches(self) -> list[Stretch]:
        """Where an example is looked for: the newest stretches whose values were all entered."""
        whole = [low.stretch for low in self.lowered if len(low.rules) == len({id(r) for r in self.rules()})]
        return (whole or [low.stretch for low in self.lowered])[:2]

    def absent(self, one: CompiledCriterion, rule: Expression) -> None:
        """A fact that may be absent stands in an operator without a test for null."""
        for low in self.lowered:
            down = low.rules.get(id(rule))
            nullable = (
                [v for name in f.variables_in(down.tree) if (v := low.space.variables[name]).domain.may_be_absent]
                if down
                else []
            )
            if down is None or not nullable or low.space.doubt(f.variables_in(down.tree)) is not None:
                continue
            if None in f.explored(low.space, f.value_of(down), enough=(None,)).seen:
                who = ", ".join(sorted(str(self.called(v.key)) for v in nullable))
                self.fault(
                    "absent", one,
                    f"«{who}» может отсутствовать, и тогда правило не даёт ответа: напишите сначала «… != null and …»",
                    f'"{who}" may be absent, and then the rule gives no answer: write "… != null and …" first',
                )  # fmt: skip
                return

    def called(self, key: object) -> object:
        """The name of a fact behind a variable."""
        if isinstance(key, tuple) and len(key) > 1 and key[0] == "fact" and key[1] in self.book.facts:
            return self.book.facts[key[1]].file.name
        return key[0] if isinstance(key, tuple) else key

    # -- groups, cures ------------------------------------------------------------------------------------------------

    def redundant(self, top: CompiledCriterion) -> None:
        """A member of a group that another member already covers."""
        members = [one for one in top.group if one.rule is not None and self.found.criteria[one.file.id] != "never"]
        told: set[str] = set()
        for one, other in ((a, b) for a in members for b in members if a is not b):
            if other.file.id in told or one.file.id in told:
                continue
            a, b = one.rule, other.rule
            assert a is not None and b is not None
            if self.apart(a, b):
                continue
            if self.never(
                lambda low, a=a, b=b: f.both(f.value_of(low.rules[id(a)]), f.not_true(f.value_of(low.rules[id(b)]))),
                [a, b],
            ):
                told.add(one.file.id)
                self.fault(
                    "redundant", one, f"вариант ничего не добавляет: его покрывает «{other.file.id}»",
                    f'adds nothing: "{other.file.id}" covers it', "warning",
                )  # fmt: skip

    def apart(self, a: Expression, b: Expression) -> bool:
        """Whether two rules read nothing in common: then neither can cover the other."""
        return all(
            not f.variables_in(low.rules[id(a)].tree) & f.variables_in(low.rules[id(b)].tree)
            for low in self.lowered
            if id(a) in low.rules and id(b) in low.rules
        )

    def not_yet(self, one: CompiledCriterion) -> None:
        """A cure that can never be said: whenever it holds, the criterion is met."""
        when = one.not_yet_when
        parts = [part.rule for part in (one.group or (one,))]
        if when is None or any(rule is None for rule in parts):
            return
        needed = [rule for rule in parts if rule is not None]
        never = self.never(
            lambda low: f.both(
                f.is_false(f.one_of([low.rules[id(rule)] for rule in needed])), f.value_of(low.rules[id(when)])
            ),
            [*needed, when],
        )
        if never and self.found.criteria.get(one.file.id) not in ("never", "always"):
            path = (*one.place, "not_yet", "when")
            self.found.faults.append(
                Fault(
                    "not-yet", path, "«пока нет» никогда не будет сказано: так бывает только при выполненном условии",
                    "this is never said: it holds only where the criterion is met", "warning",
                )
            )  # fmt: skip

    # -- the measure --------------------------------------------------------------------------------------------------

    def whole(self) -> None:
        """Whether the criteria can be met together."""
        lacking = [top for top in self.version.criteria if not top.group and self.valueless(top)]
        if lacking:
            self.found.reasons["*"] = self.found.reasons[lacking[0].file.id]
            return
        tops = [top for top in self.version.criteria if self.ruled(top)]
        if "never" in self.found.criteria.values():
            ids = {top.file.id for top in tops if not top.group}
            self.found.measure = "never" if any(self.found.criteria.get(id) == "never" for id in ids) else "not decided"
            if self.found.measure == "never":
                return
        found, doubt = self.together(tops)
        looked = any(all(self.has(low, top) for top in tops) for low in self.lowered)
        if found.never:
            self.found.measure = "never"
            self.clash(tops)
        elif (True in found.seen and doubt is None) or not tops or (looked and self.somebody(tops)):
            self.found.measure = "sometimes"
        else:
            self.found.measure = "not decided"
            self.found.reasons["*"] = doubt or "…"

    def somebody(self, tops: list[CompiledCriterion]) -> bool:
        """Whether the engine itself says yes to some family."""
        return bool(shown(self.book, self.measure, self.version, tops, self.stretches(), (True,)))

    def valueless(self, one: CompiledCriterion) -> bool:
        return one.rule is not None and not any(id(one.rule) in low.rules for low in self.lowered)

    def ruled(self, top: CompiledCriterion) -> bool:
        return any(low.of(top) is not None for low in self.lowered if self.has(low, top))

    def has(self, low: _Lowered, top: CompiledCriterion) -> bool:
        return all(part.rule is None or id(part.rule) in low.rules for part in (top.group or (top,)))

    def together(self, tops: Iterable[CompiledCriterion], *, doubted: bool = False) -> tuple[Outcomes, str | None]:
        tops = list(tops)
        needed = [part.rule for top in tops for part in (top.group or (top,)) if part.rule is not None]
        return self.explored(lambda low: f.all_of([low.of(top) or [] for top in tops]), needed, True, doubted=doubted)

    def clash(self, tops: list[CompiledCriterion]) -> None:
        """Names the smallest set of criteria that cannot be met together: two, or all of them."""
        pair = next((two for two in combinations(tops, 2) if self.together(two, doubted=True)[0].never), None)
        ids = ", ".join(one.file.id for one in (pair or tops))
        place = ("versions", self.version.index, "who", "criteria")
        self.found.faults.append(
            Fault(
                "no-family", place, f"меру никто не может получить: условия исключают друг друга: {ids}",
                f"no family can get this: the criteria exclude one another: {ids}",
            )
        )  # fmt: skip

    def amount(self) -> None:
        """An amount that cannot be worked out although every criterion is met: a fact in it may be absent."""
        amount = self.version.amount
        if amount is None:
            return
        for low in self.lowered:
            down = low.rules.get(id(amount))
            if down is None or not all(self.has(low, top) for top in self.version.criteria):
                continue
            read = f.variables_in(down.tree)
            beside = [g for g in self.beside(low) if f.read_by([g]) & read]
            nullable = [v for name in read if (v := low.space.variables[name]).domain.may_be_absent]
            if not nullable or low.space.doubt(f.read_by([[down], *beside])) is not None:
                continue
            found = f.explored(low.space, f.both(f.all_of(beside), _breaks(down)), enough=(True,))
            if True in found.seen:
                who = ", ".join(sorted(str(self.called(v.key)) for v in nullable))
                self.found.faults.append(
                    Fault(
                        "absent", ("versions", self.version.index, "amount", "rule"),
                        f"«{who}» может отсутствовать, и тогда суммы нет: проверьте его на null здесь или в условии",
                        f'"{who}" may be absent, and then there is no sum: test it for null here or in a criterion',
                    )
                )  # fmt: skip
                return

    def beside(self, low: _Lowered) -> Iterator[list[Expression]]:
        for top in self.version.criteria:
            rules = low.of(top)
            if rules is not None:
                yield rules

    def fault(self, check: str, one: CompiledCriterion, ru: str, en: str, severity: str = "error") -> None:
        text = one.rule.text if one.rule else ""
        self.found.faults.append(
            Fault(check, (*one.place, "rule"), f"{one.file.id}: {ru}", f"{one.file.id}: {en}", severity, text)  # type: ignore[arg-type]
        )


def _breaks(rule: Expression) -> f.Formula:
    """The value of the rule is null."""

    def formula(valued: f.Valued) -> object:
        value = valued(rule)
        if isinstance(value, Unknown):
            return value if value.may_be_absent else False
        return value is None

    return formula
