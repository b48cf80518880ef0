"""Tables brought up to date so that whoever is killed at any moment can start again."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate as django_migrate
from django.db import transaction
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState


class AtOnce(MigrationExecutor):
    """Django writes a migration with constraints down as done after the transaction that made them. Killed between the
    two, every later start would find its columns there already. Here both are one transaction.
    """

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        if not migration.atomic:
            return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
        with transaction.atomic(using=self.connection.alias):
            return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)


class Migrate(django_migrate.Command):
    """The command of Django, each migration with its record in one transaction."""

    def handle(self, *args: Any, **options: Any) -> None:
        usual = django_migrate.MigrationExecutor  # type: ignore[attr-defined]
        django_migrate.MigrationExecutor = AtOnce  # type: ignore[attr-defined]  # the command takes it from its module
        try:
            super().handle(*args, **options)
        finally:
            django_migrate.MigrationExecutor = usual  # type: ignore[attr-defined]
