"""A practice is a folder of data: what does not fit is a fault with file, line, column and the nearest known key."""

from pathlib import Path

import pytest

from ryadom.packs.api import PracticeErrors, load_library, load_practice

ABOUT = """\
id: north/gas
version: 1.0.0
region: RU-CHE
title: Газ
summary: Помощь с газом.
authors: [{name: Рядом}]
licence: CC0-1.0
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    practice = tmp_path / "north" / "gas"
    (practice / "facts").mkdir(parents=True)
    (practice / "practice.yaml").write_text(ABOUT, encoding="utf-8")
    (practice / "facts" / "gas.yaml").write_text("name: газ в доме\nof: dwelling\ntype: boolean\n", encoding="utf-8")
    return practice


def faults(folder: Path) -> list[str]:
    with pytest.raises(PracticeErrors) as caught:
        load_practice(folder)
    return [str(f) for f in caught.value.findings]


def test_a_sound_practice_is_loaded_with_its_items(folder):
    practice = load_practice(folder)
    assert practice.id == "north/gas"
    assert [item.id for item in practice.of("fact")] == ["gas"]


def test_a_mistyped_key_names_its_line_and_the_nearest_key(folder):
    (folder / "facts" / "gas.yaml").write_text(
        "name: газ в доме\nof: dwelling\ntype: boolean\nquestoin: Есть газ?\n", encoding="utf-8"
    )
    assert faults(folder) == ['north/gas/facts/gas.yaml:4:1: unknown key "questoin"; did you mean "question"?']


def test_a_missing_key_a_wrong_word_and_a_strange_file_are_all_named(folder):
    (folder / "facts" / "gas.yaml").write_text("name: газ в доме\nof: castle\n", encoding="utf-8")
    (folder / "meazures").mkdir()
    said = faults(folder)
    assert any("type" in line and "missing" in line for line in said)
    assert any("2:1" in line and "must be one of" in line for line in said)
    assert any("meazures" in line and "measures" in line for line in said)


def test_the_id_repeats_the_path(folder):
    (folder / "practice.yaml").write_text(ABOUT.replace("north/gas", "south/gas"), encoding="utf-8")
    assert any("north/gas" in line for line in faults(folder))


def test_the_lock_changes_with_any_byte_and_only_then(folder):
    before = load_practice(folder).lock
    assert load_practice(folder).lock == before
    (folder / "facts" / "gas.yaml").write_text("name: газ в доме \nof: dwelling\ntype: boolean\n", encoding="utf-8")
    assert load_practice(folder).lock != before


def test_a_library_asks_for_the_practices_that_others_require(folder):
    (folder / "practice.yaml").write_text(ABOUT + "requires: [russia/core]\n", encoding="utf-8")
    with pytest.raises(PracticeErrors, match="russia/core"):
        load_library(folder.parent.parent)


def test_a_link_out_of_the_folder_is_refused(folder, tmp_path):
    secret = tmp_path / "secret.yaml"
    secret.write_text("name: тайна\nof: person\ntype: text\n", encoding="utf-8")
    (folder / "facts" / "secret.yaml").symlink_to(secret)
    assert any("secret.yaml" in line for line in faults(folder))
