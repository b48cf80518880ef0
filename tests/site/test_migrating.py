"""A start that is killed between a migration and its record would never start again; here there is no between."""

import pytest
from django.core.management import call_command
from django.core.management.commands import migrate as django_migrate
from django.db import connection, models
from django.db.migrations import Migration
from django.db.migrations.operations import CreateModel
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from ryadom.site import migrating
from ryadom.site.migrating import AtOnce, Migrate


class Killed(Exception):
    pass


@pytest.mark.django_db(transaction=True)
def test_what_is_not_written_down_was_not_done(monkeypatch) -> None:
    migration = Migration("0001_probe", "probe")
    account = models.ForeignKey("people.Account", models.CASCADE, related_name="+")  # its constraint comes last
    migration.operations = [CreateModel("Probe", [("id", models.BigAutoField(primary_key=True)), ("who", account)])]
    executor = AtOnce(connection)

    def killed(self, app, name):
        raise Killed

    monkeypatch.setattr(MigrationRecorder, "record_applied", killed)
    with pytest.raises(Killed):
        executor.apply_migration(executor.loader.project_state(), migration)
    assert "probe_probe" not in connection.introspection.table_names()
    assert isinstance(executor.loader.project_state(), ProjectState)


@pytest.mark.django_db
def test_the_command_does_what_the_usual_one_does_and_leaves_that_as_it_was(capsys) -> None:
    usual = django_migrate.MigrationExecutor
    used = []

    class Watched(AtOnce):
        def __init__(self, *args, **kwargs) -> None:
            used.append(type(self))
            super().__init__(*args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrating, "AtOnce", Watched)
        call_command(Migrate(), interactive=False, verbosity=1, plan=True)
    assert used == [Watched]
    assert "No planned migration operations" in capsys.readouterr().out
    assert django_migrate.MigrationExecutor is usual
