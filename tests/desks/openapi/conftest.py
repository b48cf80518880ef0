"""The installed library on one day, and whoever calls."""

import json
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.test import Client

from ryadom.packs.api import install_library, read_documents
from ryadom.regions.clock import frozen

AT = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
ON = date(2026, 11, 20)
CAST = sorted((settings.RYADOM.practices.parent / "demo/cast").glob("*.yaml"))


@pytest.fixture(autouse=True)
def _clock():
    with frozen(AT):
        yield


@pytest.fixture
def installed(db):
    install_library(settings.RYADOM.practices, since=date(2024, 1, 1), at=AT)


@pytest.fixture
def caller() -> Client:
    return Client()


@pytest.fixture
def ask(installed, caller):
    """Post a document as JSON (dates and exact numbers as they are written) and give the reply."""

    def post(data, address="/api/v1/answer", **more):
        body = data if isinstance(data, bytes) else to_json(data)
        return caller.post(address, body, content_type="application/json", **more)

    return post


def to_json(data) -> bytes:
    """YAML data as a caller would write them in JSON: exact numbers stay numbers."""
    return json.dumps(data, ensure_ascii=False, default=_written).encode()


def _written(value):
    if isinstance(value, date):
        return value.isoformat()
    return float(value)  # the cast's sums are short: their nearest float prints as the same decimal


def member_of_cast(path):
    (document,) = read_documents(path.read_text("utf-8"), path.name)
    return document.data
