"""Nobody is named in the log, whatever page, fault or job writes it."""

import io
import json
import logging

import pytest
import structlog
from django.core.exceptions import SuspiciousOperation
from django.db import IntegrityError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from ryadom.site import logs

SNILS = "112-233-445 95"
NAME = "Галина Петровна Соколова"
PHONE = "+7 (912) 345-67-89"


def saved(request, who):
    structlog.get_logger("ryadom.somewhere").info("saved", case="17")
    return HttpResponse("ok")


def broken(request):
    raise ValueError(f"bad number {request.POST['snils']} of {request.POST['name']}")


def doubled(request):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE people (snils text PRIMARY KEY)")
        cursor.execute("INSERT INTO people VALUES (%s), (%s)", [request.POST["snils"]] * 2)


def suspicious(request):
    raise SuspiciousOperation(f"strange value {request.POST['name']}")


def careless(request):
    structlog.get_logger("ryadom.careless").info(f"phone is {PHONE}", snils=SNILS)
    return HttpResponse("ok")


urlpatterns = [
    path("saved/<str:who>/", saved),
    path("broken/", broken),
    path("doubled/", doubled),
    path("suspicious/", suspicious),
    path("careless/", careless),
]


@pytest.fixture
def written(settings):
    settings.ROOT_URLCONF = __name__
    logs.configure(json=True)
    handler = next(one for one in logging.getLogger().handlers if one.get_name() == "ryadom")
    handler.stream = io.StringIO()
    yield handler.stream
    logs.configure(json=False)


def lines(written):
    return [json.loads(line) for line in written.getvalue().splitlines()]


def post(address, **options):
    client = Client(raise_request_exception=False, headers={"host": "localhost"}, **options)
    return client.post(address, {"snils": SNILS, "name": NAME, "phone": PHONE})


def assert_nobody_is_named(text):
    for secret in (SNILS, "11223344595", NAME, "Соколова", "%D0%A1", PHONE, "345-67-89"):
        assert secret not in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/saved/Соколова/?name=Соколова", 200),
        ("/broken/", 500),
        ("/doubled/", 500),
        ("/suspicious/", 400),
        ("/careless/", 200),
        ("/unknown/Соколова/?q=112-233-445 95", 404),
    ],
)
def test_what_people_send_does_not_reach_the_log(written, address, status):
    assert post(address).status_code == status
    assert_nobody_is_named(written.getvalue())
    access = [line for line in lines(written) if line["logger"] == "ryadom.access"]
    assert [line["status"] for line in access] == [status]


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_without_naming_anybody(written):
    assert post("/saved/Соколова/", enforce_csrf_checks=True).status_code == 403
    assert_nobody_is_named(written.getvalue())


@pytest.mark.django_db
def test_a_fault_is_told_by_type_and_place(written):
    post("/broken/")
    fault = next(line["fault"] for line in lines(written) if "fault" in line)
    assert fault["type"] == "ValueError"
    assert any(place.endswith(" broken") and "test_logs.py:" in place for place in fault["places"])


@pytest.mark.django_db
def test_a_request_is_told_by_its_route(written):
    post("/saved/Соколова/")
    told = next(line for line in lines(written) if line["logger"] == "ryadom.access")
    assert told["route"] == "/saved/<str:who>/"
    assert told["method"] == "POST"
    assert isinstance(told["ms"], int)
    assert next(line for line in lines(written) if line["event"] == "saved")["request"] == told["request"]


def test_a_job_is_told_without_its_arguments(written):
    job = {"id": 5, "task_name": "papers.print", "task_kwargs": {"name": NAME}, "call_string": f"print({NAME})"}
    logger = logging.getLogger("procrastinate.worker")
    logger.info("Starting job %s", job["call_string"], extra={"action": "start_job", "job": job})
    assert_nobody_is_named(written.getvalue())
    assert lines(written)[0]["task_name"] == "papers.print"


def test_the_web_server_does_not_quote_requests(written):
    logging.getLogger("gunicorn.error").error("Error handling request %s %s", "GET", f"/?name={NAME}")
    assert_nobody_is_named(written.getvalue())
    assert lines(written)[0]["event"] == "Error handling request %s %s"


def test_a_line_that_cannot_be_written_is_not_quoted_either(written, capsys):
    handler = next(one for one in logging.getLogger().handlers if one.get_name() == "ryadom")
    handler.handle(logging.makeLogRecord({"name": "ryadom.bad", "msg": "%d people", "args": (NAME,)}))
    assert_nobody_is_named(written.getvalue() + capsys.readouterr().err)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("call +7 (912) 345-67-89", "call …"),
        ("снилс 11223344595 принят", "снилс … принят"),
        ("2026-11-21T20:40:03Z", "2026-11-21T20:40:03Z"),
        ("case 17 of 1 200", "case 17 of 1 200"),
        ("f1b2c3d4e5f60718293a4b5c6d7e8f90", "f1b2c3d4e5f60718293a4b5c6d7e8f90"),
    ],
)
def test_numbers_of_people_are_masked_and_others_stay(given, kept):
    assert logs.masked_numbers(None, "info", {"event": given})["event"] == kept


def test_the_sample_of_a_double_key_really_quotes(db):
    """Guards the test above: PostgreSQL's own words would have named the person."""
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="112-233"):
        cursor.execute("CREATE TEMP TABLE people (snils text PRIMARY KEY)")
        cursor.execute("INSERT INTO people VALUES (%s), (%s)", [SNILS, SNILS])
