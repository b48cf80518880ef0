"""`POST /api/v1/answer`: the same answer as the command and the pages; faults named by their place, nothing kept."""

import json

import pytest
import yaml
from click.testing import CliRunner
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ryadom.rules.cli import answer_command

from .conftest import CAST, member_of_cast, to_json

GALINA = {"region": "RU-CHE", "persons": [{"id": "galina", "family-role": "applicant"}]}


@pytest.mark.parametrize("path", CAST, ids=lambda path: path.stem)
def test_the_cast_is_answered_as_by_the_command(ask, tmp_path, path) -> None:
    member = member_of_cast(path)
    facts = tmp_path / "facts.yaml"
    facts.write_text(path.read_text("utf-8").split("\nfacts:\n")[1].split("\nexpect:")[0], "utf-8")
    facts.write_text("\n".join(line[2:] for line in facts.read_text("utf-8").splitlines()), "utf-8")
    told = CliRunner().invoke(answer_command, [str(facts), "--on", str(member["on"]), "--json"])
    assert told.exit_code == 0, told.output

    reply = ask({**member["facts"], "on": member["on"]})

    assert reply.status_code == 200, reply.content.decode()
    assert reply.json() == json.loads(told.stdout)


def test_nothing_known_is_an_answer_with_a_question(ask) -> None:
    reply = ask({"region": "RU-CHE"}).json()
    assert reply["on"] == "2026-11-20"
    assert reply["next_question"]
    assert {m["outcome"] for m in reply["measures"]} & {"unknown"}
    assert "entitled" not in {m["outcome"] for m in reply["measures"]}


def test_only_the_measures_asked_about(ask) -> None:
    reply = ask({**GALINA, "measures": ["gas-registration"]}).json()
    assert {m["measure"] for m in reply["measures"]} == {"gas-registration"}


def test_english_on_request(ask) -> None:
    russian, english = (ask(GALINA, f"/api/v1/answer?language={code}").json() for code in ("ru", "en"))
    assert [m["measure"] for m in russian["measures"]] == [m["measure"] for m in english["measures"]]
    assert russian["measures"][0]["title"] != english["measures"][0]["title"]


def test_empty_is_unknown_and_null_is_absent(ask) -> None:
    def known(pension):
        given = {} if pension is ... else {"birth-date": pension}
        return ask({"region": "RU-CHE", "persons": [{"id": "g", "family-role": "applicant", **given}]})

    assert known("").json() == known(...).json()
    refused = known(None)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["path"] == "/persons/0/birth-date"


def test_a_value_for_a_parameter_wins_and_is_marked(ask) -> None:
    ivanovy = member_of_cast(next(path for path in CAST if path.stem == "ivanovy"))["facts"]
    reply = ask({**ivanovy, "parameters": {"МРОТ": 30000}}).json()
    assert reply["parameters"] == {"МРОТ": 30000}
    assert [m for m in reply["measures"] if m["overridden_parameters"]]


BROKEN = [
    ({"region": "RU-CHE", "persons": [{"id": "g", "birth-date": "2026-02-31"}]}, "/persons/0/birth-date"),
    ({"region": "RU-CHE", "persons": [{"id": "g", "birth-date": "2030-01-01"}]}, "/persons/0/birth-date"),
    ({"region": "RU-CHE", "persons": [{"id": "g", "birth-day": "1990-01-01"}]}, "/persons/0/birth-day"),
    ({"region": "RU-CHE", "persons": [{"name": "Галина"}]}, "/persons/0/id"),
    ({"region": "RU-CHE", "persons": [{"id": "g@"}]}, "/persons/0/id"),
    ({"region": "RU-CHE", "persons": {"id": "g"}}, "/persons"),
    ({"region": "RU-CHE", "person": []}, "/person"),
    ({"persons": []}, "/region"),
    ({"region": "RU-CHE", "persons": [{"id": str(i)} for i in range(21)]}, "/persons"),
    ({"region": "RU-CHE", "on": "2026-13-01"}, "/on"),
    ({"region": "RU-CHE", "on": "0001-01-01"}, "/on"),
    ({"region": "RU-CHE", "measures": ["gas"]}, "/measures/0"),
    ({"region": "RU-CHE", "dwelling": {"gas": "да"}}, "/dwelling/gas"),
    ({"region": "RU-CHE", "family": []}, "/family"),
    ({"region": "RU-CHE", "attested": {"nothing/at-all": True}}, "/attested/nothing~1at-all"),
    ({"region": "RU-CHE", "attested": {"gas-registration/x": "yes"}}, "/attested/gas-registration~1x"),
    ({"region": "RU-CHE", "income": [{"from": "2026-1", "to": "2026-02", "total": 1}]}, "/income/0/from"),
    ({"region": "RU-CHE", "income": [{"from": "2026-01", "to": "2026-02", "total": -1}]}, "/income/0/total"),
    ({"region": "RU-CHE", "income": [{"from": "2026-01", "to": "2026-02", "total": "много"}]}, "/income/0/total"),
    ({"region": "RU-CHE", "records": [{"person": ["g"]}]}, "/records/0/person"),
    ({"region": "RU-CHE", "parameters": {"МРОТ": "много"}}, "/parameters/МРОТ"),
    ({"region": "RU-CHE", "parameters": {"мрот": 1}}, "/parameters/мрот"),
    ({"region": "RU-CHE", "persons": [{"id": "g", "name": "Га\x00лина"}]}, "/persons/0/name"),
]


@pytest.mark.parametrize(("data", "path"), BROKEN, ids=[path for _, path in BROKEN])
def test_a_fault_is_named_by_its_place_in_both_languages(ask, data, path) -> None:
    reply = ask(data)
    assert reply.status_code == 422, reply.content.decode()[:300]
    errors = {one["path"]: one for one in reply.json()["errors"]}
    assert path in errors
    assert errors[path]["ru"] and errors[path]["en"]


def test_two_faults_are_told_at_once(ask) -> None:
    reply = ask({"region": "RU-CHE", "dwelling": {"gas": "да"}, "family": {"nobody": 1}})
    assert {"/dwelling/gas", "/family/nobody"} <= {one["path"] for one in reply.json()["errors"]}


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (b"{", ""),
        (b"\xff\xfe", ""),
        (b"[" * 100_000, ""),
        (b'{"region": "RU-CHE", "region": "RU-LIP"}', "/region"),
        (b'{"region": "RU-CHE", "parameters": {"a": NaN}}', "/parameters/a"),
        (b'{"region": "RU-CHE", "parameters": {"a": 1e400000}}', "/parameters/a"),
        (b'{"region": "RU-CHE", "parameters": {"a": 10000000000000000000000000000000000}}', "/parameters/a"),
        (b'{"region": "\\ud800"}', "/region"),
    ],
)  # fmt: skip
def test_what_is_no_document_is_told_so(ask, body, path) -> None:
    reply = ask(body)
    assert reply.status_code == 422
    assert reply.json()["errors"][0]["path"] == path


@pytest.mark.parametrize("region", ["RU-XYZ", "Челябинск", "RU-KYA", "../../etc", "{{7*7}}", "' OR 1=1 --"])
def test_a_region_without_practices_is_not_found(ask, caller, region) -> None:
    assert ask({"region": region}).status_code == 404
    assert caller.get("/api/v1/measures", {"region": region[:20]}).status_code == 404


@pytest.mark.parametrize("size", [1_000_001, 10_000_000])
def test_too_much_is_refused_unread(ask, size) -> None:
    reply = ask(b'{"region": "RU-CHE", "story": "' + b"x" * size + b'"}')
    assert reply.status_code == 413
    assert reply.json()["error"] == "too_large"


def test_numbers_stay_exact(ask) -> None:
    body = b'{"region": "RU-CHE", "parameters": {"\xd0\x9c\xd0\xa0\xd0\x9e\xd0\xa2": 0.10000000000000000001}}'
    assert ask(body).json()["parameters"] == {"МРОТ": "0.10000000000000000001"}


def test_nothing_is_written_and_nobody_is_remembered(ask, caller, caplog) -> None:
    ask(GALINA)
    with (
        CaptureQueriesContext(
            connection,
        ) as queries,
        caplog.at_level("DEBUG"),
    ):
        reply = ask({**GALINA, "persons": [{"id": "galina", "name": "Галина Соколова", "family-role": "applicant"}]})
    assert reply.status_code == 200
    assert not caller.cookies
    assert [q["sql"] for q in queries if not q["sql"].lstrip("(").startswith("SELECT")] == []
    assert len(queries) <= 2
    assert "Галина" not in caplog.text


def test_the_cast_survives_the_way_through_json() -> None:
    for path in CAST:
        facts = member_of_cast(path)["facts"]
        assert json.loads(to_json(facts))["region"] == yaml.safe_load(path.read_text("utf-8"))["facts"]["region"]
