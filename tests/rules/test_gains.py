"""What a question is worth, against the long way round: every question asked, every class of answers told."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from tests.rules.ahead import MORE, families
from tests.rules.conftest import FILES, compiled, written

from ryadom.feel import Cuts, Unknown, cells
from ryadom.rules.answers import _Answering
from ryadom.rules.api import FactRef, FactValue, Family, MeasureAnswer, Outcome, answer, gains
from ryadom.rules.gains import CREDIT
from ryadom.rules.ground import Ground, domain
from ryadom.rules.names import readers_of
from ryadom.rules.questions import askable, cost

SLOWLY = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=15)
ON = date(2026, 1, 20)


@pytest.fixture(scope="module")
def moving(tmp_path_factory):
    return compiled(written(tmp_path_factory.mktemp("gains"), FILES | MORE))


def samples(book, ref: FactRef, value: object) -> list[object]:
    """Answers of one class, as people would give them: its ends, and something between."""
    kind = book.facts.get(ref.key)
    if kind is not None and kind.file.type == "choice":
        return [next(stored for stored, word in kind.by_value.items() if word == value)]
    if not isinstance(value, Unknown):
        return [value]
    if kind is not None and kind.file.type == "date":
        low, high = value.low or date(1950, 1, 1), value.high or date(2030, 1, 1)
        return sorted({low, low + (high - low) / 2, max(low, high - timedelta(days=4000)), high})
    low = value.low if value.low is not None else Decimal(0)
    high = value.high if value.high is not None else low + 1000000
    return [low + Decimal("0.01") * value.low_open, (low + high) // 2, high - Decimal("0.01") * value.high_open]


def known(book, family: Family, on: date, one: MeasureAnswer, ref: FactRef, value: object) -> bool:
    """Whether an answer is known once this is told."""
    told = family.with_fact(ref, FactValue(value))
    found = answer(book, told, on=on, ask=False, measures={one.measure}).measures
    return next(again for again in found if again.id == one.id).outcome is not Outcome.UNKNOWN


def shares(book, family: Family, on: date) -> dict[FactRef, dict[str, float]]:
    """For every question and every answer that waits for it: the share of classes after which it is known."""
    ground = Ground(book, family, on, readers_of(book))
    found: dict[FactRef, dict[str, float]] = {}
    for one in answer(book, family, on=on, ask=False).measures:
        if one.outcome is not Outcome.UNKNOWN:
            continue
        subject = None if one.subject == "family" else family.person(one.subject)
        judged = _Answering(ground, book.measures[one.measure], subject)
        judged.answer()
        for ref in one.missing:
            if not askable(book, family, ref):
                continue
            cuts = Cuts()
            for _, part in judged.criteria:
                if part.cuts is not None and ref in part.missing:
                    cuts.add(part.cuts)
            settled = []
            for value in cells(domain(ground, ref), cuts, ref):
                settled.append(all(known(book, family, on, one, ref, told) for told in samples(book, ref, value)))
            found.setdefault(ref, {})[one.id] = sum(settled) / len(settled)
    return found


@SLOWLY
@given(one=families())
def test_the_gain_is_the_share_of_answers_that_settle_and_the_best_is_asked(moving, one) -> None:
    family, on = one
    truth = shares(moving, family, on)
    mine = {worth.ref: worth for worth in gains(moving, family, on=on)}
    assert mine.keys() == truth.keys()
    best: dict[FactRef, float] = {}
    waits: dict[str, int] = {}
    for by_answer in truth.values():
        for id in by_answer:
            waits[id] = waits.get(id, 0) + 1
    for ref, by_answer in truth.items():
        credit = sum(1 / waits[id] for id in by_answer)
        gain = credit if ref.key == "persons" else sum(by_answer.values())
        assert abs(float(mine[ref].gain) - gain) < 0.006, (ref, mine[ref], by_answer)
        assert set(mine[ref].measures) == by_answer.keys()
        best[ref] = round((gain + CREDIT * credit) / cost(moving, ref), 9)
    asked = answer(moving, family, on=on).next_question
    assert (asked is None) == (not best)
    if asked is not None:
        assert asked.ref == min(best, key=lambda ref: (-best[ref], ref.id))
        assert asked.gain == mine[asked.ref].gain


def test_what_is_worth_more_is_asked_first_and_says_its_worth(book, family) -> None:
    anna = "{id: anna, name: Анна, family-role: applicant, birth-date: 1990-05-01}"
    misha = "{id: misha, name: Миша, family-role: child, birth-date: 2018-02-03, citizen: true}"
    asked = family(f"persons: [{anna}, {misha}]\nincome: [{{from: 2024-12, to: 2025-11, total: 240000}}]\n")
    question = answer(book, asked, on=ON, measures={"child-money"}).next_question
    assert question is not None
    assert (question.ref.id, question.gain) == ("citizen@anna", Decimal("1.0"))


def test_it_is_said_how_much_is_left_and_answering_it_settles_as_much(book, family) -> None:
    asked = family("persons: []\ndwelling: {gas: false}\napplication: {contract-date: null}\n")
    found = answer(book, asked, on=ON, measures={"gas-money"}, ahead=True)
    assert found.left is not None
    assert (found.left.questions, found.left.measures) == (2, 1)
    told = family(
        "persons: []\ndwelling: {gas: false}\napplication: {contract-date: null}\nreceived: {gas-money: true}\n"
    )
    done = answer(book, told, on=ON, measures={"gas-money"}, ahead=True).left
    assert done is not None and done.questions == 0


def test_while_members_may_be_missing_nobody_says_how_much_is_left(book, family) -> None:
    asked = family("persons: []\npersons-complete: false\n")
    assert answer(book, asked, on=ON, ahead=True).left is None


def test_who_does_not_know_one_thing_is_still_asked_what_would_settle_it(book, family) -> None:
    """Gas: the work's price is not known to Anna; that she lives elsewhere would refuse it, so that is asked."""
    asked = family("persons: []\ndwelling: {gas: false}\napplication: {contract-date: null}\n")
    waiting = answer(book, asked, on=ON, measures={"gas-money"})
    unknown = frozenset(waiting.of("gas-money")[0].missing)
    first = waiting.next_question
    assert first is not None
    again = answer(book, asked, on=ON, measures={"gas-money"}, skip=frozenset({first.ref})).next_question
    assert again is not None and again.ref in unknown - {first.ref}
    assert answer(book, asked, on=ON, measures={"gas-money"}, skip=unknown).next_question is None


def test_a_situation_asks_first_what_whoever_knows_their_business_would_ask(book, family) -> None:
    """The child's birth settles most; who knows the measure may ask for it first."""
    anna = "{id: anna, name: Анна, family-role: applicant, birth-date: 1990-05-01}"
    asked = family(f"persons: [{anna}, {{id: misha, name: Миша, family-role: child}}]\n")

    def question(*first: str) -> str:
        found = answer(book, asked, on=ON, measures={"child-money"}, first=first).next_question
        assert found is not None
        return found.ref.id

    assert question() == "birth-date@misha"
    assert question("citizen") == "citizen@anna", "who applies comes before others"
    assert question("citizen", "birth-date") == "citizen@anna"
    assert question("birth-date", "citizen") == "birth-date@misha"
    assert question("gas", "nothing-such") == question(), "what nothing waits for is passed over"
    told = asked.with_fact(FactRef("birth-date", "misha"), FactValue(date(2018, 2, 3)))
    found = answer(book, told, on=ON, measures={"child-money"}, first=("birth-date", "citizen")).next_question
    assert found is not None and found.ref.id == "citizen@anna"
