"""What the environment may say, and what each wrong word is told."""

import pytest

from ryadom.site.environment import Environment, EnvironmentFault, database_settings, environment

PRODUCTION = {
    "RYADOM_MODE": "production",
    "RYADOM_SECRET_KEY": "x" * 60,
    "DATABASE_URL": "postgres://ryadom:secret@db/ryadom",
    "RYADOM_HOSTS": "ryadom.example, www.ryadom.example",
}


@pytest.fixture
def say(monkeypatch):
    def told(**variables):
        for name in ("DATABASE_URL", "RYADOM_DATA", "RYADOM_PORT", "RYADOM_SECRET_KEY"):
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return environment.__wrapped__()

    return told


def test_a_trial_needs_nothing(say):
    told = say()
    assert not told.production
    assert told.shows_demo
    assert told.port == 8000
    assert told.data.name == ".data"


def test_production_is_complete(say):
    told = say(**PRODUCTION)
    assert told.production
    assert not told.shows_demo
    assert told.hosts == ["ryadom.example", "www.ryadom.example"]


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("RYADOM_SECRET_KEY", "RYADOM_SECRET_KEY must hold at least 50"),
        ("DATABASE_URL", "DATABASE_URL must name your own PostgreSQL"),
        ("RYADOM_HOSTS", "RYADOM_HOSTS must list"),
    ],
)
def test_production_guesses_nothing(say, missing, sentence):
    with pytest.raises(EnvironmentFault, match=sentence):
        say(**{key: value for key, value in PRODUCTION.items() if key != missing})


def test_production_shows_no_invented_people_and_no_faults(say):
    with pytest.raises(EnvironmentFault, match="RYADOM_DEMO"):
        say(**PRODUCTION, RYADOM_DEMO="1")
    with pytest.raises(EnvironmentFault, match="RYADOM_DEBUG"):
        say(**PRODUCTION, RYADOM_DEBUG="1")


def test_a_wrong_value_is_named_and_a_secret_is_not_repeated(say):
    with pytest.raises(EnvironmentFault, match="RYADOM_PORT") as told:
        say(RYADOM_PORT="99999", RYADOM_SECRET_KEY="topsecret", RYADOM_MODE="production")
    assert "topsecret" not in str(told.value)


def test_an_environment_does_not_change():
    with pytest.raises(ValueError, match="frozen"):
        Environment().port = 1


def test_a_database_address_over_a_socket():
    told = database_settings("postgresql://postgres@/ryadom?host=/some/folder")
    assert (told["HOST"], told["NAME"], told["USER"]) == ("/some/folder", "ryadom", "postgres")


def test_a_database_address_over_the_network():
    told = database_settings("postgres://user:p%40ss@db.example:6432/name?sslmode=verify-full")
    assert (told["HOST"], told["PORT"], told["PASSWORD"]) == ("db.example", "6432", "p@ss")
    assert told["OPTIONS"] == {"sslmode": "verify-full"}


@pytest.mark.parametrize("address", ["mysql://db/name", "sqlite:///file", "postgres://db:port/name", "ryadom"])
def test_any_other_address_is_refused(address):
    with pytest.raises(EnvironmentFault, match="DATABASE_URL"):
        database_settings(address)
