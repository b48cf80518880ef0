"""`ryadom understand` for other programs: one document a line, whatever stands in the file."""

import json

import pytest
from click.testing import CliRunner

from ryadom.talk import cli
from ryadom.talk.hearing.ear import Ear
from ryadom.talk.hearing.shapes import Topic

KEYS = ["text", "situations", "set_aside", "facts", "crisis", "scope", "repaired"]
EAR = Ear((Topic("job_loss", "Потеря работы", ("меня уволили", "работы нет", "сократили на заводе")),))


@pytest.fixture(autouse=True)
def _small(monkeypatch) -> None:
    monkeypatch.setattr(cli, "_ear", lambda practices, region: EAR)


def told(tmp_path, raw: bytes):
    (tmp_path / "lines.txt").write_bytes(raw)
    return CliRunner().invoke(cli.understand_command, ["--file", str(tmp_path / "lines.txt")])


def test_each_line_gives_one_document(tmp_path) -> None:
    lines = ["меня уволили", "", "😀😀", "hello world", "а" * 4000, "слово " * 700, "мне 67\u2028лет"]
    found = told(tmp_path, "\n".join(lines).encode())
    read = [json.loads(line) for line in found.output.splitlines()]
    assert [one["text"] for one in read] == lines and all(list(one) == KEYS for one in read)
    assert read[0]["situations"][0]["topic"] == "job_loss" and read[1]["situations"] == []


def test_lines_of_windows_and_a_mark_at_the_beginning_are_no_words(tmp_path) -> None:
    found = told(tmp_path, "\ufeffмне 67 лет\r\nменя уволили\r\n".encode())
    assert [json.loads(line)["text"] for line in found.output.splitlines()] == ["мне 67 лет", "меня уволили"]


def test_an_empty_file_gives_nothing(tmp_path) -> None:
    assert (told(tmp_path, b"").output, told(tmp_path, b"").exit_code) == ("", 0)


def test_another_encoding_gets_a_clear_sentence(tmp_path) -> None:
    found = told(tmp_path, "привет\nменя уволили".encode("cp1251"))
    assert found.exit_code == 1 and "строка 1" in found.output and "cp1251" in found.output


@pytest.mark.parametrize("raw", [b"\x00\x01\x02", b"\x89PNG\r\n\x1a\n\x00\x00", b"\xff\xfe\x3c\x04"])
def test_what_is_no_text_gets_a_clear_sentence(tmp_path, raw: bytes) -> None:
    found = told(tmp_path, raw)
    assert found.exit_code == 1 and found.output.startswith("Error: ") and "Traceback" not in found.output


def test_one_text_of_the_command_line_is_the_same_document() -> None:
    found = CliRunner().invoke(cli.understand_command, ["меня уволили", "--json"])
    assert list(json.loads(found.output)) == KEYS
    told_in_words = CliRunner().invoke(cli.understand_command, ["меня уволили"]).output
    assert "job_loss" in told_in_words
