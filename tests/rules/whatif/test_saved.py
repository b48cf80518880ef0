"""The head saves a scenario, shares it, and the methodologist makes the next version of a measure of it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.rules.whatif.test_stories import HIGHER, SHOES

from ryadom.rules import api as rules
from ryadom.rules.models import WhatIf

AT = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
ACT = rules.Act("Постановление Правительства", "77", date(2026, 11, 1), "https://example.org/77", "act")
PAYMENT = "utilities-payment"

pytestmark = pytest.mark.django_db


@pytest.fixture
def boyko(staff):
    return staff("Бойко Раиса", "head")


@pytest.fixture
def lis(staff):
    return staff("Лис Татьяна", "methodologist")


@pytest.fixture
def saved(boyko, tried, morozovy):
    return rules.save_scenario(by=boyko, found=tried(morozovy, parameters=HIGHER, title="Минимум выше"), at=AT)


def test_what_is_saved_says_what_came_out_and_of_what(saved, boyko, quo) -> None:
    assert (saved.title, saved.author_name, saved.shared) == ("Минимум выше", boyko.name, False)
    assert saved.summary["decisions"]["gain"] == 3
    assert (saved.population, saved.lock_before) == ("morozovy", quo.book.lock)
    again = rules.read_saved_scenario(saved, quo)
    assert again.hash == saved.hash
    assert again.parameters == {"прожиточный минимум": {"на душу": Decimal(17736)}}


def test_a_colleague_sees_it_once_it_is_shared(saved, boyko, lis) -> None:
    assert rules.saved_scenarios(by=lis) == ()
    with pytest.raises(rules.NoScenario):
        rules.saved_scenario(by=lis, token=saved.token)
    rules.share_scenario(by=boyko, token=saved.token, shared=True)
    assert [one.token for one in rules.saved_scenarios(by=lis)] == [saved.token]
    with pytest.raises(rules.NotYours):
        rules.withdraw_scenario(by=lis, token=saved.token, at=AT)
    rules.share_scenario(by=boyko, token=saved.token, shared=False)
    assert rules.saved_scenarios(by=lis) == ()


def test_what_is_withdrawn_is_on_no_list_and_still_there(saved, boyko) -> None:
    rules.withdraw_scenario(by=boyko, token=saved.token, at=AT)
    assert rules.saved_scenarios(by=boyko) == ()
    assert WhatIf.objects.in_region("RU-CHE").filter(token=saved.token).exists()


WHO = [
    ("observer", True, True), ("head", True, True), ("methodologist", True, True), ("specialist", False, False),
    ("curator", False, False),
]  # fmt: skip


@pytest.mark.parametrize(("held", "may_save", "may_open"), WHO)
@pytest.mark.parametrize("region", ["RU-CHE", "RU-LIP"])
def test_who_may_do_what_here_and_in_another_region(
    saved, boyko, staff, tried, morozovy, held, may_save, may_open, region
) -> None:
    rules.share_scenario(by=boyko, token=saved.token, shared=True)
    actor = staff("Кто-то", held, region=region)
    here = region == "RU-CHE"
    found = tried(morozovy, parameters=HIGHER)
    if may_save and here:
        assert rules.save_scenario(by=actor, found=found, at=AT).author == actor.account_id
    else:
        with pytest.raises(rules.NotYours):
            rules.save_scenario(by=actor, found=found, at=AT)
    if may_open and here:
        assert rules.saved_scenario(by=actor, token=saved.token).token == saved.token
    else:
        with pytest.raises(rules.NoScenario):
            rules.saved_scenario(by=actor, token=saved.token)


def test_a_list_is_one_query_however_long(saved, boyko, tried, morozovy) -> None:
    with CaptureQueriesContext(
        connection,
    ) as one:
        rules.saved_scenarios(by=boyko)
    for _ in range(2):
        rules.save_scenario(by=boyko, found=tried(morozovy, parameters=HIGHER), at=AT)
    with CaptureQueriesContext(connection) as three:
        assert len(rules.saved_scenarios(by=boyko)) == 3
    assert len(one) == len(three) == 1


def test_two_scenarios_side_by_side(saved, boyko, tried, morozovy) -> None:
    other = rules.save_scenario(by=boyko, found=tried(morozovy, parameters={PAYMENT: 1352}), at=AT)
    two = rules.two_scenarios(by=boyko, first=saved.token, second=other.token)
    assert two.same_ground
    rows = {one.what: (one.first, one.second) for one in two.rows}
    assert rows["decisions.gain"] == (3, 0)
    assert rows["cost.lost"] == (0, 135200 * 12)


def test_on_other_people_numbers_are_not_the_same_ground(saved, boyko, tried, cast) -> None:
    other = rules.save_scenario(by=boyko, found=tried(cast, parameters=HIGHER), at=AT)
    assert not rules.two_scenarios(by=boyko, first=saved.token, second=other.token).same_ground


def test_a_measure_of_a_scenario_becomes_a_draft_that_another_approves(boyko, lis, tried, morozovy, quo) -> None:
    found = tried(morozovy, measures=[{"id": "winter-shoes", "content": yaml.safe_load(SHOES)}])
    kept = rules.save_scenario(by=boyko, found=found, at=AT)
    rules.share_scenario(by=boyko, token=kept.token, shared=True)
    with pytest.raises(rules.NotYours):  # the head approves measures and does not write them
        rules.draft_of_scenario(by=boyko, quo=quo, token=kept.token, measure="winter-shoes", at=AT)
    draft = rules.draft_of_scenario(by=lis, quo=quo, token=kept.token, measure="winter-shoes", at=AT)
    assert (draft.state, draft.measure, draft.starts, draft.act) == ("writing", "winter-shoes", None, None)
    assert draft.content["title"] == "Зимняя обувь школьнику"
    with pytest.raises(rules.NotYours):  # four eyes: who wrote it does not approve it
        rules.approve_draft(by=lis, book=quo.book, draft=draft.token, revision=draft.revision, on=kept.on, at=AT)


def test_a_new_version_of_an_installed_measure_keeps_the_old_ones(boyko, lis, tried, morozovy, quo) -> None:
    content = dict(quo.book.measures["large-family-utilities"].item.document.data)
    last = {key: one for key, one in content["versions"][-1].items() if key not in ("from", "to")}
    trial = {**content, "versions": [{**last, "from": date(2026, 11, 20)}]}
    found = tried(morozovy, measures=[{"id": "large-family-utilities", "content": trial}])
    kept = rules.save_scenario(by=lis, found=found, at=AT)
    draft = rules.draft_of_scenario(by=lis, quo=quo, token=kept.token, measure="large-family-utilities", at=AT)
    assert len(draft.content["versions"]) == len(content["versions"]) + 1


def test_a_number_of_a_scenario_waits_for_its_act_and_for_a_second_person(boyko, lis, read, quo) -> None:
    scenario = read(parameters={PAYMENT: 3000})
    offer = rules.offer_of_scenario(scenario, PAYMENT, starts=date(2027, 1, 1), ends=date(2027, 12, 31), act=ACT)
    entered = rules.enter_value(by=lis, book=quo.book, offer=offer, on=date(2026, 11, 20), at=AT)
    assert entered.verdict == "waiting"
    assert dict(entered.values) == {(): Decimal(3000)}
    with pytest.raises(rules.NotYours):
        rules.approve_value(by=lis, entry=entered.token, at=AT)
    assert rules.approve_value(by=boyko, entry=entered.token, at=AT).counts
    with pytest.raises(rules.NoScenario):
        rules.offer_of_scenario(scenario, "minimum-wage", starts=None, ends=None, act=ACT)


def test_a_scenario_of_another_region_is_not_kept_here(boyko, tried, morozovy) -> None:
    found = tried(morozovy, parameters=HIGHER)
    elsewhere = replace(found, scenario=replace(found.scenario, region="RU-LIP"))
    with pytest.raises(rules.NotYours):
        rules.save_scenario(by=boyko, found=elsewhere, at=AT)
