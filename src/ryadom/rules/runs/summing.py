"""From counts to tables: the same counts give the same tables, in an order that does not depend on how they came."""

from collections import Counter
from collections.abc import Mapping

from ryadom.packs.api import Text
from ryadom.rules.compiled import Measure, Rulebook
from ryadom.rules.everyone.decided import OUTCOMES, STATES
from ryadom.rules.outcomes import Outcome, State
from ryadom.rules.runs.cliffs import FIELDS, STEP, CliffTally, Sample
from ryadom.rules.runs.costs import a_month, cost_of, counted
from ryadom.rules.runs.counting import Counts
from ryadom.rules.runs.figures import (
    DIMENSIONS,
    About,
    Cliff,
    Cliffs,
    Coverage,
    CriterionStates,
    Figures,
    Group,
    MeasureFigures,
    NeverReached,
    OneQuestion,
    Overlap,
    Summary,
)
from ryadom.rules.runs.tally import MeasureTally

OVERLAPS = 50  # pairs shown, the most frequent first


def summary_of(counts: Counts, book: Rulebook, about: About, sample: Sample | None) -> Summary:
    """All tables. `sample`: which families were decided twice for the cliffs (None: nobody was)."""
    measures = tuple(_measure(counts, book.measures[id]) for id in counts.measures)
    levels: Counter[str] = Counter()
    for one in measures:
        levels.update(dict(one.cost.levels))
    return Summary(
        about,
        counts.hash,
        counts.groups.deciles,
        _coverage(counts, measures),
        measures,
        sum(one.cost.month for one in measures),
        sum(one.cost.year for one in measures),
        tuple(sorted(levels.items())),
        _questions(counts, book),
        None if sample is None else _cliffs(counts.cliffs, book, sample),
        tuple(_never(one) for one in measures if not one.reached),
        _overlaps(counts, book),
    )


def _measure(counts: Counts, measure: Measure) -> MeasureFigures:
    tally = counts.decisions.measures.get(measure.id) or MeasureTally.empty(counts.groups)
    total, file = _figures(tally, 0), measure.file
    return MeasureFigures(
        measure.id,
        file.title,
        file.kind,
        file.period,
        file.decided_by,
        dict(file.funding),
        total,
        _groups(counts, tally),
        cost_of(file, total),
        counts.receivings.of(measure.id, Outcome.ENTITLED),
        counts.receivings.of(measure.id, Outcome.LIKELY),
        _criteria(counts, measure),
    )


def _groups(counts: Counts, tally: MeasureTally) -> Mapping[str, tuple[Group, ...]]:
    """Every dimension's groups in their own order; a group without a subject is left out."""
    found, row = {}, 1
    for dimension in DIMENSIONS:
        keys = counts.groups.keys[dimension]
        rows = range(row, row + len(keys))
        found[dimension] = tuple(
            Group(key, _figures(tally, at)) for key, at in zip(keys, rows, strict=True) if tally.counts[at].any()
        )
        row += len(keys)
    return found


def _figures(tally: MeasureTally, row: int) -> Figures:
    outcomes = {outcome: int(n) for outcome, n in zip(OUTCOMES, tally.counts[row], strict=True)}
    entitled, likely, unknown = (tally.amounts(row, one) for one in (Outcome.ENTITLED, Outcome.LIKELY, Outcome.UNKNOWN))
    return Figures(outcomes, entitled, likely, unknown)


def _criteria(counts: Counts, measure: Measure) -> tuple[CriterionStates, ...]:
    titles = {c.file.id: c.file.title for c, _ in measure.standing}
    found = []
    for version in measure.versions:
        known = titles | {c.file.id: c.file.title for c in version.criteria}
        key = (measure.id, version.index)
        for id, row in zip(counts.decisions.criteria.get(key, ()), counts.decisions.states.get(key, ()), strict=True):
            states = {state: int(n) for state, n in zip(STATES, row, strict=True)}
            found.append(CriterionStates(version.index, id, known[id], states))
    return tuple(found)


def _coverage(counts: Counts, measures: tuple[MeasureFigures, ...]) -> Coverage:
    know = counts.knowing
    answers = sum(one.total.subjects for one in measures)
    unknown = sum(one.total.outcomes[Outcome.UNKNOWN] for one in measures)
    return Coverage(know.families, know.persons, know.open, know.with_income, answers, unknown, know.facts())


def _questions(counts: Counts, book: Rulebook) -> tuple[OneQuestion, ...]:
    """The facts that settle most by themselves first, then those that most answers wait for, then by key."""
    needs = counts.needs
    found = [
        OneQuestion(
            fact,
            label_of(book, fact),
            needs.families[fact],
            needs.persons[fact],
            answers,
            sum(needs.alone.get(fact, Counter()).values()),
            tuple(sorted(needs.alone.get(fact, Counter()).items(), key=lambda one: (-one[1], one[0]))),
        )
        for fact, answers in needs.answers.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.alone, -one.answers, one.fact)))


def label_of(book: Rulebook, fact: str) -> Text:
    """What a fact is called in a table."""
    if kind := book.facts.get(fact):
        label: Text | None = kind.file.label
        return label or Text(ru=kind.file.name)
    prefix, _, about = fact.partition(":")
    measure, _, criterion = about.partition("/")
    if prefix == "received" and measure in book.measures:
        title = book.measures[measure].file.title
        return Text(ru=f"Получено раньше: {title.ru}", en=f"Received before: {title.said('en')}")
    if prefix == "income":
        return Text(ru=f"Доход за {about.replace('..', ' — ')}", en=f"Income of {about.replace('..', ' to ')}")
    return _title(book, measure, criterion) or Text(ru=fact)


def _title(book: Rulebook, measure: str, criterion: str) -> Text | None:
    """The condition that a person or a paper decides; it may stand in a group."""
    if measure not in book.measures:
        return None
    for version in book.measures[measure].versions:
        for one in version.criteria:
            for found in (one, *one.group):
                if found.file.id == criterion:
                    return found.file.title
    return None


def _cliffs(tally: CliffTally, book: Rulebook, sample: Sample) -> Cliffs:
    """The measure with the deepest monthly loss first."""
    rows = []
    for measure, numbers in tally.measures.items():
        found, file = dict(zip(FIELDS, numbers, strict=True)), book.measures[measure].file
        month = a_month(file, found["loss"]) if counted(file) else 0
        rows.append(Cliff(measure, **found, loss_month=month))
    rows.sort(key=lambda one: (-one.loss_month, -one.loss, -one.no_sum, one.measure))
    return Cliffs(STEP, tally.families, sample.of, sample.seed, tally.skipped, tuple(rows))


def _never(measure: MeasureFigures) -> NeverReached:
    stopped = [(one.states[State.NOT_MET] + one.states[State.NOT_YET], one) for one in measure.criteria]
    most, worst = max(stopped, key=lambda one: one[0], default=(0, None))
    if worst is None or not most:
        return NeverReached(measure.measure, measure.total.subjects, None, None, 0)
    return NeverReached(measure.measure, measure.total.subjects, worst.criterion, worst.title, most)


def _overlaps(counts: Counts, book: Rulebook) -> tuple[Overlap, ...]:
    """Pairs that meet in a family, the most received first, then the most often due."""
    both, receiving, ids = counts.receivings.entitled, counts.receivings.receiving, counts.measures
    found = [
        Overlap(ids[a], ids[b], int(both[a, b]), int(receiving[a, b]), apart(book, ids[a], ids[b]))
        for a in range(len(ids))
        for b in range(a + 1, len(ids))
        if both[a, b] or receiving[a, b]
    ]
    return tuple(sorted(found, key=lambda one: (-one.receiving, -one.entitled, one.first, one.second))[:OVERLAPS])


def apart(book: Rulebook, first: str, second: str) -> bool | None:
    """Paid from different budgets; None where a file does not say from which."""
    one, other = (book.measures[id].file.funding for id in (first, second))
    return one != other if one and other else None
