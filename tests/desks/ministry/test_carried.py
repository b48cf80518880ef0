"""What the board kept in a table of its own is carried into the saved scenarios of the rules, key by key."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ryadom.people.models import Account
from ryadom.rules.api import Families, Moved, SavedScenario
from ryadom.rules.models import WhatIf
from ryadom.rules.parameters import Keys
from ryadom.rules.whatif.saving import view
from ryadom.rules.whatif.scenario import Scenario, TrialNumber

CHE, ON = "RU-CHE", date(2026, 11, 12)
AT = datetime(2026, 11, 12, 6, 30, tzinfo=UTC)
FOUND = {
    "families": [3, 0, 6, 1], "money": 3_600_000, "broken": ["camp"], "levels": [["region", 3_600_000]],
    "measures": [["large-family-utilities", 3, 3, 9_734_400, 13_334_400]],
    "groups": {"decile": [["1", [1, 0, 0, 0], 1_200_000]]},
}  # fmt: skip
BEFORE, AFTER = [("ministry", "0001_start")], [("ministry", "0002_scenarios_are_of_the_rules")]


@pytest.fixture
def old_table(transactional_db):
    """The board's own table as it was, and back to the newest at the end."""
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    yield executor.loader.project_state(BEFORE).apps.get_model("ministry", "Scenario")
    MigrationExecutor(connection).migrate(AFTER)


def carried() -> SavedScenario:
    MigrationExecutor(connection).migrate(AFTER)
    return view(WhatIf.objects.in_region(CHE).get())


@pytest.mark.parametrize(
    "keys", [(), (("группа", "дети"),), (("район", "север"), ("группа", "дети"))], ids=["one", "keyed", "two keys"]
)
def test_a_row_becomes_the_scenario_that_it_was(old_table, keys: Keys) -> None:
    savin, token = Account.objects.create(login="savin"), uuid4()
    old_table.objects.create(
        region=CHE, token=token, title="Больше", parameter="payment", keys=keys, value=Decimal("3704.500000"),
        before=Decimal("2704.000000"), found=FOUND, on=ON, lock="a" * 64, snapshot="b" * 64, imagined=True,
        author_id=savin.pk, author_name="Игорь Савин", at=AT, shared=True, proposed_at=AT,
    )  # fmt: skip
    found = carried()
    assert (found.token, found.title, found.region, found.on, found.at) == (token, "Больше", CHE, ON, AT)
    assert (found.author, found.author_name, found.shared, found.proposed_at) == (savin.pk, "Игорь Савин", True, AT)
    assert (found.lock_before, found.lock_after, found.population, found.imagined) == (*["a" * 64] * 2, "b" * 64, True)
    number = TrialNumber("payment", "payment", keys, Decimal(2704), Decimal("3704.5"))
    assert found.hash == Scenario("Больше", CHE, ON, (number,)).hash
    trial = found.trial
    assert trial and trial.moved == Moved("payment", keys, Decimal("3704.5")) and trial.before == 2704
    assert trial.effect.families == Families(3, 0, 6, 1) and trial.effect.money == 3_600_000
    assert trial.effect.measures[0].more == 3_600_000 and trial.effect.broken == ("camp",)
    assert trial.effect.groups["decile"][0].families.gain == 1


def test_an_empty_table_goes_quietly(old_table) -> None:
    MigrationExecutor(connection).migrate(AFTER)
    assert not WhatIf.objects.in_region(CHE).exists()
    assert "ministry_scenario" not in connection.introspection.table_names()
