"""What an Ear learnt lies on disk: the next process hears the same to the last bit, and trusts no damaged file."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ryadom.talk.hearing import keeping
from ryadom.talk.hearing.ear import Ear
from ryadom.talk.hearing.shapes import Topic
from ryadom.talk.hearing.vocabulary import places, table

TOPICS = (
    Topic("birth", "Родился ребёнок", ("выплаты на новорожденного", "жду ребенка", "родился сын")),
    Topic("job_loss", "Потеря работы", ("меня уволили", "встать на биржу", "работы нет")),
    Topic("out_of_scope", "Не наше", ("какая завтра погода", "закажи пиццу")),
)
SYNONYMS = [["родить", "родиться", "новорождённый"], ["работа", "место"]]
SAID = ("меня уволили, жду ребёнка", "rjulf hf,jnf", "пгода", "сын родился у Галины", "")


def ear(folder, topics=TOPICS):
    return Ear(topics, SYNONYMS, folder=folder)


def heard(one):
    """Everything that is heard, the shares to the last bit."""
    found = [one.hear(text) for text in SAID]
    return [(h, {topic: share.hex() for topic, share in h.scores.items()}) for h in found]


def test_the_next_ear_hears_the_same_to_the_last_bit(tmp_path, monkeypatch):
    taught = heard(ear(None))
    assert heard(ear(tmp_path)) == taught
    monkeypatch.setattr(Ear, "_learnt", lambda self, synonyms: pytest.fail("learnt twice"))
    assert heard(ear(tmp_path)) == taught


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="абвгдежиноркуыья Ёab1-,", max_size=120))
def test_whatever_is_said_memory_and_disk_hear_alike(tmp_path, text):
    from_memory, from_disk = ear(None).hear(text), ear(tmp_path).hear(text)
    assert (from_disk, from_disk.scores) == (from_memory, from_memory.scores)


def test_another_process_with_another_seed_of_hashes_hears_the_same(tmp_path):
    told = "from tests.talk.hearing.test_keeping import *; print(heard(ear(None)), heard(ear(Path(sys.argv[1]))))"
    checkout = str(Path(__file__).parents[3])
    answers = [
        subprocess.run(
            [sys.executable, "-c", told, str(tmp_path)],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": f"{checkout}/src:{checkout}"},
            capture_output=True, check=True,
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert answers[0] == answers[1] != b""


@pytest.mark.parametrize("place", [0, 20, 50, 70, 300, -400, -1])
def test_a_damaged_file_is_learnt_anew(tmp_path, place):
    taught = heard(ear(tmp_path))
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    spoilt = bytearray(whole)
    spoilt[place] ^= 0x55
    file.write_bytes(spoilt)
    assert heard(ear(tmp_path)) == taught
    assert file.read_bytes() == whole


@pytest.mark.parametrize("left", [0, 5, 44, 50, 1000])
def test_a_file_cut_short_is_learnt_anew(tmp_path, left):
    taught = heard(ear(tmp_path))
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:left])
    assert heard(ear(tmp_path)) == taught
    assert file.read_bytes() == whole


def test_no_object_is_ever_read_from_a_file(tmp_path):
    path = tmp_path / "one.ear"
    keeping._write(path, {"names": np.array([1, 2])})
    assert keeping._read(path)["names"].tolist() == [1, 2]
    keeping._write(path, {"names": np.zeros(2, dtype="M8[s]")})  # signed rightly, but no kind of ours
    assert keeping._read(path) is None


def test_other_phrases_and_another_learner_are_another_file(tmp_path, monkeypatch):
    ear(tmp_path)
    ear(tmp_path, TOPICS[:2])
    assert len(list(tmp_path.iterdir())) == 2
    monkeypatch.setattr(keeping, "_learner", lambda: ("another source",))
    ear(tmp_path)
    assert len(list(tmp_path.iterdir())) == 3


def test_the_pages_are_shared_and_cannot_be_written(tmp_path):
    ear(tmp_path)
    mapped = ear(tmp_path)._by_letters._weights
    assert not mapped.flags.writeable
    assert str(tmp_path) in Path("/proc/self/maps").read_text()


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path):
    (tmp_path / "file").touch()
    assert heard(ear(tmp_path / "file" / "ears")) == heard(ear(None))


def test_what_nobody_uses_goes_and_what_is_used_stays(tmp_path):
    def old(name, days):
        (tmp_path / name).touch()
        then = (tmp_path / "young.ear").stat().st_mtime - days * 86_400
        os.utime(tmp_path / name, (then, then))

    (tmp_path / "young.ear").touch()
    old("half.part", 31)
    old("ancient.ear", 31)
    old("of-last-week.ear", 7)
    (tmp_path / "not-ours.txt").touch()
    ear(tmp_path)
    left = {path.name for path in tmp_path.iterdir()}
    assert {"young.ear", "of-last-week.ear", "not-ours.txt"} < left and len(left) == 4
    for number in range(keeping.KEPT + 3):
        old(f"{number}.ear", number / 100)
    ear(tmp_path, TOPICS[1:])
    assert len(list(tmp_path.glob("*.ear"))) == keeping.KEPT


def test_a_word_longer_than_any_learnt_is_not_taken_for_its_beginning():
    names = table(["работа", "газ"])
    assert places(names, ["газ", "газопровод", "работа", "работать", "", "я"]).tolist() == [0, -1, 1, -1, -1, -1]
    assert places(table([]), ["газ", ""]).tolist() == [-1, -1]
    assert places(names, []).tolist() == []
