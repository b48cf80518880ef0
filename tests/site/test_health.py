"""`/healthz` for a watcher: each part is named, nothing is told about anyone."""

import pytest
from django.db import connection, migrations
from django.db.migrations.executor import MigrationExecutor

from ryadom.site import checkup, health


@pytest.fixture
def heartbeat(db):
    def beat(seconds_ago):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_workers")
            statement = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s))"
            cursor.execute(statement, [seconds_ago])

    return beat


def test_all_is_well(client, heartbeat):
    heartbeat(5)
    response = client.get("/healthz", headers={"host": "localhost"})
    assert response.status_code == 200
    assert response.json() == {"healthy": True, "database": "ok", "migrations": "ok", "worker": "ok"}
    assert "no-store" in response["Cache-Control"]


def test_a_silent_worker_is_named(client, heartbeat):
    heartbeat(600)
    response = client.get("/healthz", headers={"host": "localhost"})
    assert response.status_code == 503
    assert response.json()["worker"].startswith("no heartbeat")


def test_missing_migrations_are_named(client, heartbeat, monkeypatch):
    heartbeat(5)
    monkeypatch.setattr(health, "_migrated", set())
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: [(migrations.Migration, False)])
    response = client.get("/healthz", headers={"host": "localhost"})
    assert response.status_code == 503
    assert response.json()["migrations"].startswith("behind")


def test_healthz_only_answers_to_reading(client):
    assert client.post("/healthz", headers={"host": "localhost"}).status_code == 405


def test_the_check_sweeps_what_a_killed_command_left(tmp_path, settings):
    settings.RYADOM = settings.RYADOM.model_copy(update={"data": tmp_path})
    left = tmp_path / "scratch" / "killed"
    left.mkdir(parents=True)
    assert checkup.PARTS["data folder"]() is None
    assert not left.exists()
