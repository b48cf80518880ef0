"""The tables as a person reads them, and the command as a person calls it."""

from decimal import Decimal
from io import BytesIO

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from tests.rules.runs.conftest import ON

from ryadom.rules.runs.command import run_command
from ryadom.rules.runs.figures import DIMENSIONS, Summary
from ryadom.rules.runs.plain import as_data, from_data
from ryadom.rules.runs.printed import as_markdown, as_workbook
from ryadom.rules.runs.running import run
from ryadom.rules.runs.tables import tables


@pytest.fixture
def summary(kept, book):
    return run(kept(3), book, on=ON, cliffs=None).summary


def test_json_there_and_back(summary) -> None:
    assert from_data(Summary, as_data(summary)) == summary


def test_every_page_and_table_says_that_nobody_lives_there(summary) -> None:
    text = as_markdown(summary)
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert len(headings) == 13
    assert all("условное население" in line for line in headings)
    assert all("imagined population" in line for line in as_markdown(summary, "en").splitlines() if line[:1] == "#")
    for sheet in load_workbook(BytesIO(as_workbook(summary))):
        assert "условное население" in sheet["A1"].value


def test_a_real_population_is_not_called_imagined(kept, book) -> None:
    real = run(kept(3, imagined=False), book, on=ON, cliffs=0).summary
    assert "условное" not in as_markdown(real)
    assert "Обрывы не считали." in as_markdown(real)


def test_the_sheet_holds_exact_numbers(summary) -> None:
    sheet = load_workbook(BytesIO(as_workbook(summary)))["Меры"]
    titles = [cell.value for cell in sheet[3]]
    row = next(row for row in sheet.iter_rows(min_row=4, values_only=True) if row[0] == "Деньги на ребёнка")
    told = dict(zip(titles, row, strict=True))
    assert (told["положено"], Decimal(str(told["сумма: положено"])), told["в год"]) == (4, Decimal(20_000), 240_000)
    assert next(sheet.iter_rows(min_row=6, values_only=True))[titles.index("в месяц")] == "—"


def test_every_row_has_every_column(summary) -> None:
    found = tables(summary)
    assert [one.id for one in found][:5] == ["measures", *DIMENSIONS]
    for table in found:
        assert all(len(row) == len(table.columns) for row in table.rows), table.id


def called(*told: object):
    return CliRunner().invoke(run_command, [str(one) for one in told])


def test_the_command_decides_and_goes_on(kept, library_root, tmp_path) -> None:
    told = ["--population", kept(3).folder, "--on", ON, "--practices", library_root, "--out", tmp_path / "out"]
    first = called(*told, "--workers", 2, "--cliffs", "all")
    assert first.exit_code == 0, first.output
    assert first.output.splitlines()[:4] == [
        "Прогон на 20.01.2026: условное население", "семей 8", "людей 23", "решений 28",
    ]  # fmt: skip
    assert called(*told, "--workers", 1, "--cliffs", "all", "--lang", "en").output.splitlines()[1] == "families 8"
    assert sorted(one.name for one in (tmp_path / "out").glob("summary.*")) == [
        "summary.json", "summary.md", "summary.xlsx",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("how", "lang", "said"),
    [
        (["--measure", "gas-mony"], "ru", "Нет меры «gas-mony»; может быть, «gas-money»?"),
        (["--measure", "gas-mony"], "en", 'There is no measure "gas-mony"; did you mean "gas-money"?'),
        (["--on", "2040-01-01"], "ru", "День 01.01.2040 вне снимка от 20.01.2026"),
        (["--on", "2040-01-01"], "en", "2040-01-01 is out of the snapshot"),
        (["--on", "2026-13-01"], "ru", "2026-13-01"),
        (["--workers", "0"], "ru", "workers"),
        (["--cliffs", "some"], "ru", "cliffs"),
    ],
)
def test_bad_words_end_with_a_sentence_and_make_nothing(kept, library_root, tmp_path, how, lang, said) -> None:
    out = tmp_path / "out"
    told = ["--population", kept(3).folder, "--on", ON, "--practices", library_root, "--out", out, "--lang", lang]
    done = called(*told, *how)
    assert done.exit_code != 0
    assert said in done.output
    assert "Traceback" not in done.output
    assert not out.exists()


def test_no_snapshot_and_a_cut_one_are_named(kept, library_root, tmp_path) -> None:
    told = ["--on", ON, "--practices", library_root, "--out", tmp_path / "out"]
    nothing = called("--population", tmp_path / "nowhere", *told)
    assert (nothing.exit_code, "не целый снимок" in nothing.output) == (1, True)
    snapshot = kept(3)
    file = snapshot.folder / snapshot.manifest.parts[0].families.file
    file.write_bytes(file.read_bytes()[:-20])
    cut = called("--population", snapshot.folder, *told)
    assert (cut.exit_code, "обрезан" in cut.output) == (1, True)
    assert not (tmp_path / "out").exists()


def test_a_region_without_practices_is_named(kept, tmp_path) -> None:
    import shutil

    snapshot = kept(3)
    manifest = snapshot.folder / "snapshot.json"
    manifest.write_text(manifest.read_text().replace('"RU-CHE"', '"RU-TOM"'))
    shutil.rmtree(tmp_path / "out", ignore_errors=True)
    done = called("--population", snapshot.folder, "--on", ON, "--out", tmp_path / "out")
    assert (done.exit_code, "практик для него нет" in done.output) == (1, True)
