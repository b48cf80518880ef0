"""The made-up town says what it was made for, and its people are decided alike at once and one by one."""

from __future__ import annotations

from datetime import date

import pytest
from tests.rules.everyone.proof import mutants
from tests.rules.everyone.proof.batches import Batch, book_of
from tests.rules.everyone.proof.comparing import differences
from tests.rules.everyone.proof.town import MANY, TOWN, WIDE
from tests.rules.everyone.proof.townspeople import ivanova, morozovy, nobody, petrovy, townspeople

from ryadom.rules.everyone.decided import OUTCOMES
from ryadom.rules.everyone.deciding import Everyone
from ryadom.rules.everyone.reading import MOST_BITS, Reads
from ryadom.rules.outcomes import Outcome
from ryadom.rules.snapshots.families import part_of

BATCHES = list(townspeople())
ON = date(2026, 11, 20)


@pytest.mark.parametrize("one", BATCHES, ids=[one.name for one in BATCHES])
def test_the_townspeople_are_decided_alike(one: Batch) -> None:
    """But for one rule: of a composition that hangs on an unknown birthday one family is less sure than columns are."""
    found = differences(mutants.by_columns(one), mutants.by_rows(one))
    unknown = OUTCOMES.index(Outcome.UNKNOWN)
    assert [
        other for other in found if (other.measure, other.what, other.rows) != ("new-income", "outcome", unknown)
    ] == []
    assert len(found) < 5


def test_decisions_come_in_the_order_of_the_part() -> None:
    assert all(mutants._in_order(part) for one in BATCHES for part in mutants.by_columns(one))


def test_what_the_morozovs_do_not_have_is_no_and_not_unknown() -> None:
    """A paper known not to be there, something attested that is not so, money known not to have been received."""
    (found,) = decided("papers-of-family", [morozovy(ON)])
    assert [int(found.state(at)[0]) for at in range(len(found.criterion_ids))] == [4, 4, 0]
    assert found.is_outcome(Outcome.NOT_ENTITLED).all()


def test_an_orphan_who_may_not_be_known_is_left_to_one_family() -> None:
    people = Everyone(book_of(TOWN), on=ON, measures=["orphan"])
    (found,) = people.decide(part_of(book_of(TOWN), [ivanova(ON), petrovy(ON)]))
    assert people.reasons == {"orphan": "сирота, not known and perhaps absent"} and found.by_row.all()


def test_a_measure_asks_as_many_facts_as_a_mask_holds_and_no_more() -> None:
    book = book_of(WIDE)
    just, many = (Reads(book).of_measure(book.measures[name]) for name in ("just", "many"))
    assert len(just) == MOST_BITS == MANY + 2 and len(many) == MOST_BITS + 4
    assert Everyone(book, on=ON).reasons == {"many": "reads too many facts"}


def test_of_nobody_nothing_is_refused() -> None:
    found = Everyone(book_of(TOWN), on=ON).decide(part_of(book_of(TOWN), nobody()))
    assert found and all(one.by_row.all() for one in found)


def decided(measure: str, families):
    return Everyone(book_of(TOWN), on=ON, measures=[measure]).decide(part_of(book_of(TOWN), families))
