"""What the language says when something is not known: never a silent No, never a silent Yes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from ryadom.feel import Cuts, Maybe, MaybeList, Trace, Unknown, cells, evaluate, is_unknown, parse, settle
from ryadom.feel.unknown import BOOLEANS


def missing(name: str, **known: Any) -> Unknown:
    return Unknown(frozenset({name}), **known)


LEARNS = missing("учится", options=BOOLEANS)
SCOPE: dict[str, Any] = {
    "доход": missing("доход", low=Decimal(0), step=Decimal("0.01")),
    "детей": missing("детей", low=Decimal(3), step=Decimal(1)),
    "учится": LEARNS,
    "супруг": missing("супруг", may_be_absent=True),
    "пол": missing("пол", options=frozenset({"женский", "мужской"})),
    "рождение": missing("рождение", low=dt.date(2010, 1, 1), high=dt.date(2010, 12, 31)),
}


def value(text: str, **more: Any) -> Any:
    return evaluate(parse(text, names=[*SCOPE, *more]), SCOPE | more)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("учится and false", False),
        ("учится or true", True),
        ("null and false", False),
        ("детей >= 3", True),
        ("детей > 2", True),
        ("детей < 3", False),
        ("детей + 1 >= 4", True),
        ("детей * 2 - 1 >= 5", True),
        ("min(детей, 2) = 2", True),
        ("max(доход, 100) >= 100", True),
        ("abs(детей) >= 3", True),
        ("-детей <= -3", True),
        ("round up(детей / 2, 0) >= 2", True),
        ("доход >= 0", True),
        ("доход = -1", False),
        ("доход in [-5..0)", False),
        ("доход between -5 and -1", False),
        ('пол = "средний"', False),
        ('рождение < @"2011-01-01"', True),
        ('рождение + @"P1M" >= @"2010-02-01"', True),
        ("рождение.year = 2010", True),
        ('полных лет(рождение, @"2026-11-21") >= 15', True),
        ('@"2026-11-21" - рождение > @"P15D"', True),
        ("доход = null", False),
        ("if учится then 5 else 5", Decimal(5)),
        ("(if учится then 5 else 7) > 4", True),
        ("count([доход, детей])", Decimal(2)),
        ("сумма([детей, 4]) >= 7", True),
        ("list contains([доход, -1], -1)", True),
        ("доход + null", None),
    ],
)
def test_known_in_spite_of_it(text: str, answer: Any) -> None:
    assert value(text) == answer


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("учится and true", {"учится"}),
        ("учится and null", {"учится"}),
        ("not(учится)", {"учится"}),
        ("учится and доход > 5", {"учится", "доход"}),
        ("доход <= 5", {"доход"}),
        ("детей > 3", {"детей"}),
        ("супруг = null", {"супруг"}),
        ("доход instance of number", {"доход"}),
        ("is(доход, 5)", {"доход"}),
        ('string(доход) = "5"', {"доход"}),
        ("[доход, 5][1] > 3", {"доход"}),
        ("sort([доход, 5]) = [5, 6]", {"доход"}),
        ("if учится then 5 else 7", {"учится"}),
        ("if учится then доход > 5 else доход < 5", {"учится", "доход"}),  # two comparisons of one fact are two
        ("if учится then доход else доход", {"доход"}),
        ("доход.копейки", {"доход"}),
        ("count([1, 2][item > доход])", {"доход"}),
        ("доход in [1..5]", {"доход"}),
        ("count([1, 2, 3][доход])", {"доход"}),
        ("some x in [доход] satisfies x > 5", {"доход"}),
    ],
)
def test_unknown_names_the_facts(text: str, facts: set[str]) -> None:
    answer = value(text)
    assert is_unknown(answer)
    assert answer.facts == facts


def test_an_unknown_cannot_be_asked_for_its_truth() -> None:
    with pytest.raises(TypeError):
        bool(LEARNS)
    with pytest.raises(TypeError):
        bool(MaybeList([], open={"состав"}))


def test_what_may_be_absent_is_unknown_even_within_its_bounds() -> None:
    bounded = missing("алименты", low=Decimal(3), may_be_absent=True)
    assert is_unknown(value("алименты >= 3", алименты=bounded))
    assert value("алименты >= 3", алименты=missing("алименты", low=Decimal(3))) is True


def test_joined_branches_keep_their_bounds() -> None:
    answer = value("if учится then 5000 else доход + 100")
    assert (answer.low, answer.high, answer.facts) == (Decimal(100), None, {"учится", "доход"})


def test_division_by_what_may_be_zero_may_be_absent() -> None:
    assert value("5 / доход").may_be_absent
    assert not value("6 / детей").may_be_absent
    assert value("6 / детей <= 2") is True


# -- lists ------------------------------------------------------------------------------------------------------------

CHILDREN = MaybeList(
    [{"возраст": Decimal(4)}, {"возраст": Decimal(9)}, {"возраст": Decimal(12)}, {"возраст": missing("возраст@4")}],
    open={"состав семьи"},
)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("count(дети[возраст < 18]) >= 3", True),
        ("count(дети) >= 4", True),
        ("some ребёнок in дети satisfies ребёнок.возраст > 10", True),
        ("every ребёнок in дети satisfies ребёнок.возраст > 5", False),
        ("max(дети.возраст) >= 12", True),
        ("list contains(дети.возраст, 9)", True),
        ("9 in дети.возраст", True),
        ("дети = []", False),
    ],
)
def test_three_known_children_settle_it_whatever_the_fourth_is(text: str, answer: bool) -> None:
    assert evaluate(parse(text, names=["дети", "возраст"]), {"дети": CHILDREN}) is answer


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("count(дети[возраст < 18]) >= 4", {"возраст@4", "состав семьи"}),
        ("every ребёнок in дети satisfies ребёнок.возраст < 18", {"возраст@4", "состав семьи"}),
        ("дети[1].возраст > 3", {"возраст@4", "состав семьи"}),
        ("сумма(дети.возраст) > 20", {"возраст@4", "состав семьи"}),
    ],
)
def test_more_children_may_change_it(text: str, facts: set[str]) -> None:
    answer = evaluate(parse(text, names=["дети", "возраст"]), {"дети": CHILDREN})
    assert is_unknown(answer)
    assert answer.facts <= facts


def test_a_filter_marks_members_in_maybe_and_out() -> None:
    scope = {
        "дети": [
            {"n": Decimal(1), "a": Decimal(4)},
            {"n": Decimal(2), "a": missing("a@2")},
            {"n": Decimal(3), "a": Decimal(20)},
        ]
    }
    kept = evaluate(parse("дети[a < 18].n"), scope)
    assert isinstance(kept, MaybeList)
    assert [item.value if isinstance(item, Maybe) else item for item in kept.items] == [1, 2]
    assert kept.certain == [1]
    assert kept.facts == {"a@2"}


# -- settling ---------------------------------------------------------------------------------------------------------


def settled(text: str, **unknowns: Unknown) -> Any:
    expr = parse(text, names=unknowns)
    return settle(lambda facts, cuts: evaluate(expr, facts, cuts=cuts), unknowns)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("a or not(a)", True),
        ("a and not(a)", False),
        ("if x > 5 then x > 3 else true", True),
        ("x < 5 or x >= 5", True),
        ("3 * x > 10 and x < 3.3", False),
        ("m / 3 > 1 or m <= 3", True),
        ('s in ("а", "б") or s != "а"', True),
        ("round half up(x / 3, 2) >= 2 or round half up(x / 3, 2) < 2", True),
        ("x in [1..5] or x < 1 or x > 5", True),
        ('s = "а" or s = "б" or not(s in ("а", "б"))', True),
        ('полных лет(b, @"2026-11-21") < 18 and полных лет(b, @"2026-11-20") >= 18', False),
        ('b + @"P1M" > @"2026-02-28" or b <= @"2026-01-31"', True),
        ('начало месяца(b, -1) = @"2026-01-01" and b > @"2026-02-28"', False),
        ("p = null or p > 3 or p <= 3", True),
    ],
)
def test_what_all_completions_share_is_known(text: str, answer: bool) -> None:
    unknowns = {
        "a": missing("a", options=BOOLEANS), "x": missing("x"), "s": missing("s"), "b": missing("b"),
        "p": missing("p", may_be_absent=True), "m": missing("m", step=Decimal("0.01")),
    }  # fmt: skip
    result = settled(text, **unknowns)
    assert (result.known, result.outcome, result.facts) == (True, answer, frozenset())


def test_only_facts_that_can_matter_are_left() -> None:
    result = settled("(a or not(a)) and c", a=missing("a", options=BOOLEANS), c=missing("c", options=BOOLEANS))
    assert not result.known
    assert result.facts == {"c"}


def test_a_spent_budget_leaves_it_unknown() -> None:
    names = [f"x{number}" for number in range(12)]
    text = " and ".join(names) + " and not(" + " and ".join(names) + ")"
    expr = parse(text)
    unknowns = {name: missing(name, options=BOOLEANS) for name in names}
    result = settle(lambda facts, cuts: evaluate(expr, facts, cuts=cuts), unknowns, budget=5)
    assert not result.known
    assert result.evaluations <= 6
    assert settle(lambda facts, cuts: evaluate(expr, facts, cuts=cuts), unknowns).outcome is False


def test_the_search_may_stop_at_the_first_disagreement() -> None:
    expr = parse("x > 5 and y > 5")
    unknowns = {"x": missing("x"), "y": missing("y")}
    result = settle(lambda facts, cuts: evaluate(expr, facts, cuts=cuts), unknowns, exact_facts=False)
    assert (result.known, result.facts) == (False, {"x", "y"})


def test_outcomes_may_be_anything_with_a_predicate() -> None:
    expr = parse("возраст >= 18", names=["возраст"])

    def outcome(facts: Any, cuts: Cuts) -> str:
        answer = evaluate(expr, facts, cuts=cuts)
        return "не хватает сведений" if is_unknown(answer) else "нет"

    result = settle(outcome, {"возраст": missing("возраст")}, is_unknown=lambda o: o == "не хватает сведений")
    assert (result.known, result.outcome) == (True, "нет")


def test_cells_are_cut_at_the_thresholds_and_cover_the_whole_line() -> None:
    cuts = Cuts()
    evaluate(
        parse("доход * 2 < 10 or доход = 7", names=["доход"]), {"доход": missing("доход", low=Decimal(0))}, cuts=cuts
    )
    below, middle, seven, above = cells(missing("доход", low=Decimal(0)), cuts)
    assert (below.low, below.high) == (0, Decimal("4.999999999999999999999999999999999"))
    assert (middle.low, middle.high, middle.high_open) == (5, 7, True)
    assert seven == 7
    assert (above.low, above.low_open, above.high) == (7, True, None)


def test_the_trace_of_an_unknown_comparison_shows_what_is_missing() -> None:
    trace = Trace()
    evaluate(parse("доход <= 5000", names=["доход"]), SCOPE, trace=trace)
    assert trace.compared[0].left_value.facts == {"доход"}
    assert is_unknown(trace.compared[0].result)


def test_a_function_of_the_caller_sees_unknown_only_if_it_says_so() -> None:
    def blind(x: Any) -> Any:
        raise AssertionError("called with an Unknown")

    def seeing(x: Any) -> Any:
        return is_unknown(x)

    seeing.sees_unknown = True  # type: ignore[attr-defined]
    scope = {"f": blind, "g": seeing, "x": missing("x")}
    assert evaluate(parse("f(x)"), scope).facts == {"x"}
    assert evaluate(parse("g(x)"), scope) is True
