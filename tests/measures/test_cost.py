"""A page of thirty costs what a page of one costs."""

import pytest

from ryadom.cases import api as cases
from ryadom.measures import api as measures

from .conftest import CHE, ON, WHEN

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 30])
def test_lists(rows, person, fact, resident, nina, ivan, sent, book, django_assert_num_queries):
    claims, persons = [], []
    for number in range(rows):
        who = person(f"Орлов{number}", "Пётр")
        fact(who, "lives-here", True)
        persons.append(who.pk)
        claims.append(sent(resident(who), who, "certificate"))
        cases.take(by=nina, case=claims[-1].case.token, **WHEN)
        measures.decide_refuse(
            by=nina,
            claim=claims[-1].token,
            book=book,
            ground="criteria",
            criteria=("lives-here",),
            reason="Уехал",
            **WHEN,
        )
    tokens = [claim.token for claim in claims]
    with django_assert_num_queries(2):  # claims with their cases and persons, names of staff
        assert len(measures.many(region=CHE, tokens=tokens)) == rows
    with django_assert_num_queries(2):
        assert len(measures.of_persons(region=CHE, persons=persons)) == rows
    with django_assert_num_queries(2):
        assert len(measures.of_cases(region=CHE, cases_=[claim.case.token for claim in claims])) == rows
    with django_assert_num_queries(2):
        assert len(measures.waiting_for_head(by=ivan)) == rows
    for claim in claims:
        measures.approve(by=ivan, claim=claim.token, book=book, **WHEN)
    with django_assert_num_queries(1):
        assert len(measures.decisions(region=CHE, tokens=tokens)) == rows
    with django_assert_num_queries(1):
        assert len(measures.awards_of_claims(region=CHE, tokens=tokens)) == rows
    with django_assert_num_queries(3):  # the claim with its case, names of staff, history
        assert measures.timeline(by=nina, token=tokens[0], on=ON).steps
    with django_assert_num_queries(5):  # and requests, decisions; its papers come with the claim
        assert measures.dossier(by=nina, token=tokens[0], on=ON).decision
