"""The command on a snapshot of the cast: tables on the screen and in files, faults in sentences."""

import json
from datetime import date

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from pypdf import PdfReader

from ryadom.rules.snapshots.store import About, SnapshotWriter
from ryadom.rules.whatif.command import whatif_command

SCENARIO = """\
title: "=Коммунальные вдвое ниже"
on: 2026-11-20
parameters: {выплата многодетной семье на коммунальные: 1352}
"""


@pytest.fixture(scope="module")
def population(quo, part, tmp_path_factory):
    folder = tmp_path_factory.mktemp("population") / "cast"
    with SnapshotWriter(folder, About("RU-CHE", date(2026, 11, 20), True, 7, "каст"), quo.book) as writer:
        for one in part.split(5):
            writer.add(one)
    return folder


@pytest.fixture
def run(population, tmp_path):
    def call(text, *more):
        (tmp_path / "s.yaml").write_text(text, "utf-8")
        return CliRunner().invoke(whatif_command, [str(tmp_path / "s.yaml"), "--population", str(population), *more])

    return call


def test_everything_made_from_an_imagined_population_says_so(run, tmp_path) -> None:
    out = tmp_path / "out"
    done = run(SCENARIO, "--out", str(out), "--cliffs", "0")
    assert done.exit_code == 0, done.output
    assert "условное население" in done.output.splitlines()[0]
    data = json.loads((out / "comparison.json").read_text("utf-8"))
    assert data["said"] == "условное население"
    assert data["decisions"]["lose"] > 0
    assert data["provenance"]["scenario"] == data["scenario"]["hash"]
    sheets = load_workbook(out / "comparison.xlsx")
    assert all(sheet["A2"].value == "условное население" for sheet in sheets)
    assert all(sheet["A1"].data_type == "s" for sheet in sheets)
    text = "".join(page.extract_text() for page in PdfReader(out / "comparison.pdf").pages)
    assert "условное население" in text
    assert "условное население" in (out / "district.svg").read_text("utf-8") if (out / "district.svg").exists() else 1
    assert "условное население" in (out / "measures.svg").read_text("utf-8")


def test_the_table_of_a_file_adds_up_to_the_summary(run, tmp_path) -> None:
    out = tmp_path / "out"
    run(SCENARIO, "--out", str(out), "--cliffs", "0")
    data = json.loads((out / "comparison.json").read_text("utf-8"))
    for shares in data["tables"].values():
        assert sum(one["families"]["lose"] for one in shares) == data["families"]["lose"]
        assert sum(one["cost"]["lost"] for one in shares) == data["cost"]["lost"]
        assert sum(sum(one["families"].values()) for one in shares) == sum(data["families"].values())


def test_the_same_scenario_gives_the_same_document(run) -> None:
    first, again = (run(SCENARIO, "--json", "--cliffs", "0").output for _ in range(2))
    assert json.loads(first) == json.loads(again)


def test_a_fault_is_a_sentence_with_a_line(run, tmp_path) -> None:
    done = run("title: Т\non: 2026-11-20\nparameters: {МРОТ: -5}\n", "--out", str(tmp_path / "out"))
    assert done.exit_code == 1
    assert "s.yaml:3:14: «МРОТ» не бывает меньше нуля" in done.output
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_there_is_not_written_over(run, tmp_path) -> None:
    (tmp_path / "out").mkdir()
    done = run(SCENARIO, "--out", str(tmp_path / "out"), "--cliffs", "0")
    assert done.exit_code == 1
    assert "уже есть" in done.output


def test_no_population_is_a_sentence(tmp_path) -> None:
    (tmp_path / "s.yaml").write_text(SCENARIO, "utf-8")
    done = CliRunner().invoke(whatif_command, [str(tmp_path / "s.yaml"), "--population", str(tmp_path / "none")])
    assert done.exit_code == 1
    assert "Traceback" not in done.output
