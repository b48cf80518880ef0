"""What the file of a region asks for is what its imagined people come out as."""

import json
from decimal import Decimal

import pytest

from ryadom.rules.imagined.calibration import Counts, rows
from ryadom.rules.imagined.region import cells

PERSONS = 20_000
BOUND = 5  # standard deviations: about one such row in two million by chance alone


@pytest.fixture(scope="module")
def counts(book, region):
    counted = Counts(region)
    for _ in counted.watch(cells(book, region, persons=PERSONS, seed=7)):
        pass
    return counted


def test_every_share_is_reached_within_five_standard_deviations(counts):
    """Members of a family are known together, so their unknowns are as many draws as there are families."""
    found = rows(counts)
    assert len(found) > 300
    for row in found:
        draws = min(row.of, counts.families)
        spread = (row.asked * (1 - row.asked) / draws).sqrt()
        assert abs(row.difference) <= BOUND * spread + Decimal(2) / row.of, row


def test_every_marginal_that_is_drawn_is_judged(counts, region):
    """Nothing of the file goes without a row: what is no share is listed here."""
    judged = {row.path for row in rows(counts)}
    numbers = {"pension.women_from", "pension.men_from", "pension.years_before"}
    assert set(region.marginals) - judged == numbers


def test_estimates_stay_as_rare_as_they_cost(counts, region):
    asked = region["knowing.estimates"].share
    assert counts.estimates <= asked * counts.families + 5 * (asked * counts.families).sqrt() + 1


def test_incomes_come_from_many_kinds(counts):
    people = {kind: number for kind, (number, _) in counts.year.items()}
    assert people["salary"] > people["pension"] > people["child_benefit"] > people["jobless"] > 0


def test_the_report_says_on_top_and_on_each_picture_that_the_people_are_imagined(book, region, tmp_path):
    from ryadom.rules.imagined.making import make

    made = make(book, region, tmp_path / "north", persons=3000, seed=3)
    page = (tmp_path / "north" / "calibration.md").read_text("utf-8")
    assert page.startswith("# Условное население")
    assert "допущение" in page and made.hash in page
    pictures = sorted((tmp_path / "north").glob("calibration-*.svg"))
    assert len(pictures) == 4
    assert all("условное население" in picture.read_text("utf-8") for picture in pictures)
    data = json.loads((tmp_path / "north" / "calibration.json").read_text("utf-8"))
    assert data["imagined"] and data["persons"] == 3000 and data["seed"] == 3
