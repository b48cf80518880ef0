# ruff: noqa: E501  A family stands on one line: broken in pieces it is no longer seen whole.
"""Anna Ivanova asks: every outcome, and no Unknown that turns into a silent No or Yes."""

from datetime import date
from decimal import Decimal

from ryadom.rules.api import Outcome, answer

ANNA = "{id: anna, name: Анна, family-role: applicant, birth-date: 1990-05-01, citizen: true}"
MISHA = "{id: misha, name: Миша, family-role: child, birth-date: 2018-02-03, citizen: true}"
INCOME = "income: [{from: 2024-12, to: 2025-11, total: 240000}]\n"
KNOWN = f"persons: [{ANNA}, {MISHA}]\n{INCOME}"


def test_anna_is_entitled_with_her_own_numbers(told):
    found = told(KNOWN)["child-money@misha"]
    assert found.outcome is Outcome.ENTITLED
    assert found.amount.value == Decimal("5000.00")
    income = next(c for c in found.criteria if c.id == "income")
    assert [(c.left_value, c.op, c.right_value) for c in income.compared] == [
        (Decimal("10000.00"), "<=", Decimal(12000))
    ]


def test_the_limit_itself_is_within_and_a_kopeck_more_is_not(told):
    at = told(KNOWN.replace("240000", "288000"))["child-money@misha"]
    above = told(KNOWN.replace("240000", "288000.12"))["child-money@misha"]
    assert (at.outcome, above.outcome) == (Outcome.ENTITLED, Outcome.NOT_ENTITLED)


def test_a_missing_income_is_unknown_and_named(told):
    found = told(f"persons: [{ANNA}, {MISHA}]\n")["child-money@misha"]
    assert found.outcome is Outcome.UNKNOWN
    assert [ref.id for ref in found.missing] == ["income:2024-12..2025-11"]
    assert found.amount.value == Decimal("5000.00"), "the sum does not depend on it"


def test_a_surely_unmet_criterion_wins_over_unknown(told):
    found = told(f"persons: [{ANNA}, {MISHA.replace('2018', '2001')}]\n")["child-money@misha"]
    assert found.outcome is Outcome.NOT_ENTITLED
    assert found.amount is None


def test_every_child_has_an_answer_of_its_own(told):
    found = told(f"persons: [{ANNA}, {MISHA}, {MISHA.replace('misha', 'olya').replace('2018', '2005')}]\n{INCOME}")
    assert {k: v.outcome for k, v in found.items() if k.startswith("child-money")} == {
        "child-money@misha": Outcome.ENTITLED,
        "child-money@olya": Outcome.NOT_ENTITLED,
    }


def test_an_estimate_is_at_most_likely_and_near_the_limit_it_asks(told):
    far = told(KNOWN.replace("total: 240000", "total: 120000, about: true"))["child-money@misha"]
    near = told(KNOWN.replace("total: 240000", "total: 280000, about: true"))["child-money@misha"]
    assert far.outcome is Outcome.LIKELY
    assert near.outcome is Outcome.UNKNOWN


def test_a_total_for_another_window_is_at_most_likely(told):
    found = told(KNOWN.replace("from: 2024-12, to: 2025-11", "from: 2025-01, to: 2025-12"))["child-money@misha"]
    assert found.outcome is Outcome.LIKELY


def test_records_count_only_where_they_are_complete(told):
    rows = "records: [{person: anna, month: 2025-01, kind: salary, amount: 100000}]\n"
    covered = told(f"persons: [{ANNA}, {MISHA}]\n{rows}records-cover: {{from: 2024-12, to: 2025-11}}\n")[
        "child-money@misha"
    ]
    partly = told(f"persons: [{ANNA}, {MISHA}]\n{rows}records-cover: {{from: 2025-01, to: 2025-11}}\n")[
        "child-money@misha"
    ]
    assert covered.outcome is Outcome.ENTITLED
    assert partly.outcome is Outcome.UNKNOWN


def test_a_parameter_past_its_end_fails_and_is_never_carried_forward(told):
    found = told(KNOWN.replace("from: 2024-12, to: 2025-11", "from: 2025-12, to: 2026-11"), on=date(2027, 1, 20))[
        "child-money@misha"
    ]
    assert found.outcome is Outcome.FAILED
    assert "минимум" in next(c.broken.ru for c in found.criteria if c.broken)


def test_an_incomplete_list_of_categories_is_never_a_silent_no(told):
    found = told(
        "persons: []\ndwelling: {gas: false}\napplication: {contract-date: null}\nreceived: {gas-money: false}\nattested: {gas-money/works: true}\n"
    )
    assert found["gas-money"].outcome is Outcome.UNKNOWN
    assert next(c for c in found["gas-money"].criteria if c.id == "category").state == "unknown"


def test_three_known_minors_settle_a_large_family_whatever_the_fourth_is(told):
    child = "{{id: c{0}, name: c{0}, family-role: child, birth-date: 2018-01-01}}"
    children = ", ".join(child.format(i) for i in range(3))
    text = f"persons: [{ANNA}, {children}]\npersons-complete: false\ndwelling: {{gas: false}}\napplication: {{contract-date: null}}\nreceived: {{gas-money: false}}\n"
    found = told(text)["gas-money"]
    assert next(c for c in found.criteria if c.id == "category").state == "met"
    assert [ref.id for ref in found.missing] == ["attested:gas-money/works"]


def test_a_contract_signed_before_the_application_is_a_refusal_and_none_is_fine(told):
    base = "persons: []\ndwelling: {gas: false}\napplication: {contract-date: %s}\n"
    assert next(c for c in told(base % "2026-01-10")["gas-money"].criteria if c.id == "order").state == "not_met"
    assert next(c for c in told(base % "null")["gas-money"].criteria if c.id == "order").state == "met"


def test_what_a_person_says_of_an_attested_criterion_is_likely_and_what_staff_confirm_is_met(told):
    said = told("persons: []\nattested: {gas-money/works: true}\n")["gas-money"]
    seen = told("persons: []\nattested: {gas-money/works: {value: true, source: staff}}\n")["gas-money"]
    assert next(c for c in said.criteria if c.id == "works").state == "likely"
    assert next(c for c in seen.criteria if c.id == "works").state == "met"


def test_a_measure_that_is_over_says_when(told):
    assert told("persons: []\n")["old-money"].outcome is Outcome.CLOSED
    assert told("persons: []\n")["old-money"].closed_on == date(2022, 8, 31)


def test_an_unknown_amount_does_not_change_the_outcome_and_names_what_is_missing(told):
    child = "{{id: c{0}, name: c{0}, family-role: child, birth-date: 2018-01-01}}"
    children = ", ".join(child.format(i) for i in range(3))
    found = told(
        f"persons: [{ANNA}, {children}]\ndwelling: {{gas: false}}\napplication: {{contract-date: null}}\n"
        "received: {gas-money: false}\nattested: {gas-money/works: {value: true, source: staff}}\n"
    )["gas-money"]
    assert found.outcome is Outcome.ENTITLED
    assert found.amount.value is None
    assert (found.amount.low, found.amount.high) == (Decimal("0.00"), Decimal("100000.00"))
    assert [r.id for r in found.amount.missing] == ["cost"]


def test_nothing_known_grants_nothing_and_refuses_nothing(told):
    found = told("")
    assert {a.outcome for a in found.values()} <= {Outcome.UNKNOWN, Outcome.CLOSED}


def test_a_child_nobody_named_is_not_the_applicant(told):
    found = told(f"persons: [{ANNA}]\npersons-complete: false\n{INCOME}")["child-money"]
    assert found.outcome is Outcome.UNKNOWN
    assert "persons" in [ref.id for ref in found.missing]


def test_without_children_there_is_no_answer_for_a_child(told):
    assert not [id for id in told(f"persons: [{ANNA}]\n{INCOME}") if id.startswith("child-money")]


def test_the_next_question_is_one_that_can_change_an_answer(book, family):
    asked = []
    known = family(
        f"persons: [{{id: anna, name: Анна, family-role: applicant}}, {{id: misha, name: Миша, family-role: child}}]\n{INCOME}"
    )
    for _ in range(10):
        found = answer(book, known, on=date(2026, 1, 20), measures={"child-money"})
        if found.next_question is None:
            break
        asked.append(found.next_question.ref.id)
        from ryadom.rules.api import FactValue

        value = date(2018, 2, 3) if found.next_question.type == "date" else True
        known = known.with_fact(found.next_question.ref, FactValue(value))
    assert sorted(asked) == ["birth-date@misha", "citizen@anna", "citizen@misha"]
    assert found.of("child-money")[0].outcome is Outcome.ENTITLED


def test_a_question_is_not_asked_where_the_answer_is_no_already(book, family):
    known = family(
        "persons: [{id: anna, name: Анна, family-role: applicant, citizen: false}, {id: misha, name: Миша, family-role: child}]\n"
    )
    assert answer(book, known, on=date(2026, 1, 20), measures={"child-money"}).next_question is None


def test_what_is_said_and_what_is_proved_are_kept_apart(told):
    said = told(KNOWN)["child-money@misha"]
    proved = told(f"source: register\n{KNOWN}")["child-money@misha"]
    assert (said.proved, proved.proved) == (False, True)
    assert not proved.grantable, "the weakest link is a value read in the press"
    assert proved.verified == "press"


def test_an_override_is_marked_in_the_answer(told):
    found = told(KNOWN + "parameters: {минимум: {взрослые: 9000, дети: 8000}}\n")["child-money@misha"]
    assert found.outcome is Outcome.NOT_ENTITLED
    assert found.overridden == ("минимум",)


BORN = """\
title: При рождении
short: При рождении
summary: Один раз.
decided_by: region
for: child
situations: [birth]
kind: money
period: once
sources: [{id: page, title: страница, date: 2026-01-10, verified: official_page}]
versions:
  - from: 2021-01-01
    reference: дата рождения
    acts: []
    who: {criteria: [{id: recent, title: Родился недавно, rule: 'дата >= @"2024-01-01"', unmet: Нет., source: page}]}
"""


def test_a_reference_date_not_known_is_named_for_each_child_apart(book_with, family):
    book = book_with({"measures/born.yaml": BORN})
    two = "persons: [{id: misha, name: Миша, family-role: child}, {id: olya, name: Оля, family-role: child}]\n"
    found = {one.id: one for one in answer(book, family(two), on=date(2026, 1, 20), measures={"born"}).measures}
    assert [ref.id for ref in found["born@misha"].missing] == ["birth-date@misha"]
    assert [ref.id for ref in found["born@olya"].missing] == ["birth-date@olya"]
