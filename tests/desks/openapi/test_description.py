"""The description is complete, and what the API does is what it says: invented bodies, never a 500."""

import json
from functools import cache

import jsonschema_rs
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from ryadom.site.wsgi import application

from .conftest import CAST, member_of_cast, to_json

ANSWER, MEASURES, FACTS = "/api/v1/answer", "/api/v1/measures", "/api/v1/facts"
MODEST = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def schema(installed):
    """Requests go through the whole site, on the one connection of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield _schema()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@cache
def _schema():
    return schemathesis.openapi.from_wsgi("/api/openapi.json", application)


def test_it_is_openapi_3_1_and_complete(caller) -> None:
    told = caller.get("/api/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert {(path, method) for path, verbs in told["paths"].items() for method in verbs} == {
        (ANSWER, "post"),
        (MEASURES, "get"),
        (FACTS, "get"),
        ("/api/v1/applications", "post"),
        ("/api/v1/applications/{token}", "get"),
        ("/api/v1/applications/{token}/send", "post"),
    }
    for verbs in told["paths"].values():
        for operation in verbs.values():
            assert operation["summary"] and operation["description"]
            assert any(code.startswith("2") for code in operation["responses"])
            for reply in operation["responses"].values():
                assert reply["content"]["application/json"]["schema"]


def test_no_page_of_the_api_asks_a_foreign_host(caller) -> None:
    assert caller.get("/api/docs").status_code == 404


@pytest.mark.parametrize("path", CAST, ids=lambda path: path.stem)
def test_the_answers_to_the_cast_are_as_described(ask, schema, path) -> None:
    member = member_of_cast(path)
    reply = ask({**member["facts"], "on": member["on"]}).json()
    whole = json.loads(json.dumps(schema.raw_schema))
    described = {"$ref": "#/components/schemas/Answer", "components": whole["components"]}
    jsonschema_rs.Draft202012Validator(described).validate(reply)
    body = {"$ref": "#/components/schemas/Question", "components": whole["components"]}
    jsonschema_rs.Draft202012Validator(body).validate(json.loads(to_json(member["facts"])))


# What a fact may be is said by the region's catalogue, not by the schema: a well-shaped body may still be refused.
OUTSIDE = [positive_data_acceptance]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize(("address", "method"), [(ANSWER, "POST"), (MEASURES, "GET"), (FACTS, "GET")])
def test_whatever_comes_the_reply_is_as_described(schema, address, method, mode) -> None:
    operation = schema[address][method]

    @MODEST
    @given(case=operation.as_strategy(generation_mode=mode), here=st.booleans())
    def holds(case, here) -> None:
        if here and isinstance(case.body, dict):
            case.body["region"] = "RU-CHE"
        elif here and isinstance(case.query, dict) and mode is GenerationMode.POSITIVE:
            case.query["region"] = "RU-CHE"
        reply = case.call()
        assert reply.status_code < 500
        # With a real region in it, a body that was wrong in its region alone is right again.
        case.validate_response(reply, excluded_checks=[*OUTSIDE, *([negative_data_rejection] if here else [])])

    holds()


# Values of every kind where the documents of real families have theirs: the reader must judge, never break.
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.decimals(allow_nan=False, allow_infinity=False).map(float),
    st.text(max_size=20),
    st.sampled_from(["2026-02-31", "0001-01-01", "9999-12-31", "2026-01", "said", "{{7*7}}"]),
    st.sampled_from(["\U0001f468\u200d\U0001f469", "\u202eзад"]),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.sampled_from(["value", "source", "about", "from", "to", "total"]), st.integers() | st.text()),
)  # fmt: skip


def places(data, path=()):
    yield path
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from places(value, (*path, key))


def with_value(data, path, value):
    if not path:
        return value
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[path[0]] = with_value(copy[path[0]], path[1:], value)
    return copy


def test_one_odd_value_in_a_real_family_breaks_nothing(ask) -> None:
    family = json.loads(to_json(member_of_cast(next(p for p in CAST if p.stem == "galina"))["facts"]))
    family["records"] = family.get("records", [])[:2]
    family |= {"attested": {"gas-registration/x": True}, "received": {"gas-registration": False}, "on": "2026-11-20"}
    family |= {
        "documents": {"gas-registration/x": "none"},
        "income": [{"from": "2026-01", "to": "2026-03", "total": 5}],
    }
    family["parameters"] = {"МРОТ": 20000}

    @settings(MODEST, max_examples=150)
    @given(path=st.sampled_from([p for p in places(family) if p]), value=ODD)
    def holds(path, value) -> None:
        reply = ask(json.dumps(with_value(family, path, value)).encode())
        assert reply.status_code in (200, 404, 422), reply.content.decode()[:300]

    holds()
