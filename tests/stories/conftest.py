"""The demonstration, loaded once for this folder on the day of its cast; every story is rolled back behind itself."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from ryadom.regions import clock
from ryadom.site import demonstration

from .telling import Somebody

AT = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)  # half past twelve in Chelyabinsk, a Friday


@pytest.fixture(scope="package")
def shown(django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[datetime]:
    """A demonstration that this folder looks at and nobody else: it is taken back at the end."""
    quick = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}
    files = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), override_settings(**quick, MEDIA_ROOT=files, DEMO=True), transaction.atomic():
        demonstration.load(AT)
        yield AT
        transaction.set_rollback(True)


@pytest.fixture
def demo(shown: datetime, db: None) -> Iterator[datetime]:
    """The clock of everybody stands at the day of the demonstration."""
    with clock.frozen(shown):
        yield shown


@pytest.fixture
def visitor(demo: datetime) -> Somebody:
    """Somebody whom nobody knows."""
    return Somebody()


@pytest.fixture
def at_home(demo: datetime) -> Any:
    """One of the cast, signed in: `at_home("galina")`."""
    return lambda login: Somebody().sign_in("/enter/", login)


@pytest.fixture
def at_work(demo: datetime) -> Any:
    """One of the staff, signed in: `at_work("orlova")`."""
    return lambda login: Somebody().sign_in("/staff/enter/", login)
