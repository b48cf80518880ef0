"""One population, one hash: whatever the workers, the parts, and whoever pulls the plug in the middle."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from tests.rules.runs.conftest import ON

from ryadom.rules.everyone.deciding import Everyone
from ryadom.rules.runs import running
from ryadom.rules.runs.faults import RunError
from ryadom.rules.runs.partfiles import read_part
from ryadom.rules.runs.running import run
from ryadom.rules.runs.saving import load_summary
from ryadom.rules.snapshots.store import Snapshot, SnapshotError

ROOT = Path(__file__).resolve().parents[3]


def decided_everyone(snapshot, book, **how):
    return run(snapshot, book, on=ON, cliffs=None, **how)


@pytest.fixture
def undisturbed(kept, book):
    return decided_everyone(kept(3), book)


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("most", [1, 3, 100])
def test_workers_and_parts_change_nothing(kept, book, tmp_path, undisturbed, workers, most) -> None:
    done = decided_everyone(kept(most), book, workers=workers, out=tmp_path / "out")
    assert done.hash == undisturbed.hash
    assert done.summary == undisturbed.summary
    assert load_summary(tmp_path / "out") == undisturbed.summary


def test_another_answer_is_another_hash(kept, book, undisturbed) -> None:
    assert run(kept(3), book, on=date(2026, 2, 20), cliffs=None).hash != undisturbed.hash
    assert decided_everyone(kept(3), book, measures=["child-money"]).hash != undisturbed.hash
    dearer = decided_everyone(kept(3), book, parameters={"предел": 79_999})
    assert dearer.hash != undisturbed.hash
    assert dearer.summary.about.parameters == {"предел": 79_999}


def test_the_files_hold_what_was_decided(kept, book, tmp_path) -> None:
    snapshot = kept(3)
    decided_everyone(snapshot, book, out=tmp_path / "out")
    everyone = Everyone(book, on=ON)
    for number in range(snapshot.count):
        again, _ = read_part(tmp_path / "out", number)
        for was, now in zip(everyone.decide(snapshot.part(number)), again, strict=True):
            assert (was.measure, was.version, was.criterion_ids, was.facts) == (
                now.measure, now.version, now.criterion_ids, now.facts,
            )  # fmt: skip
            for name, column in was.columns().items():
                assert np.array_equal(column, now.columns()[name]), (was.measure, name)


def test_a_second_call_reads_and_decides_nothing(kept, book, tmp_path, monkeypatch, undisturbed) -> None:
    decided_everyone(kept(3), book, out=tmp_path / "out")
    monkeypatch.setattr(Everyone, "decide", lambda *_: pytest.fail("decided again"))
    again = decided_everyone(kept(3), book, out=tmp_path / "out")
    assert again.summary == undisturbed.summary


def test_a_lost_summary_is_made_from_the_parts(kept, book, tmp_path, monkeypatch, undisturbed) -> None:
    decided_everyone(kept(3), book, out=tmp_path / "out")
    (tmp_path / "out/summary.json").unlink()
    monkeypatch.setattr(Everyone, "decide", lambda *_: pytest.fail("decided again"))
    again = decided_everyone(kept(3), book, out=tmp_path / "out")
    assert again.summary == undisturbed.summary == load_summary(tmp_path / "out")


def test_a_changed_part_is_decided_anew(kept, book, tmp_path, undisturbed) -> None:
    decided_everyone(kept(3), book, out=tmp_path / "out")
    file = tmp_path / "out/part-00001.parquet"
    whole = file.read_bytes()
    file.write_bytes(whole[:200] + bytes([whole[200] ^ 1]) + whole[201:])
    again = decided_everyone(kept(3), book, out=tmp_path / "out")
    assert (again.hash, file.read_bytes()) == (undisturbed.hash, whole)


KILLED = """
import sys, time
from datetime import date
from pathlib import Path
from ryadom.rules.book import compile_book
from ryadom.packs.api import load_library
from ryadom.rules.runs import partfiles, running
from ryadom.rules.snapshots.store import Snapshot
library, population, out = map(Path, sys.argv[1:])
known = load_library(library)
book = compile_book(known.installed("RU-CHE"), "RU-CHE", known.region("RU-CHE"))
written, sync = [], partfiles.sync

def stop_in_the_second(path):
    if path.suffix == ".partial":
        written.append(path)
    if len(written) == 2:
        print("in the middle", flush=True)
        time.sleep(600)
    sync(path)

partfiles.sync = stop_in_the_second
running.run(Snapshot(population, book), book, on=date(2026, 1, 20), cliffs=None, out=out)
"""


def test_a_killed_run_leaves_nothing_that_looks_whole_and_goes_on(
    kept, book, library_root, tmp_path, monkeypatch, undisturbed
) -> None:
    snapshot, out = kept(3), tmp_path / "out"
    told = [sys.executable, "-c", KILLED, str(library_root), str(snapshot.folder), str(out)]
    seen = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen(told, stdout=subprocess.PIPE, text=True, env=seen) as child:
        assert child.stdout and child.stdout.readline() == "in the middle\n"
        with pytest.raises(RunError, match="другой процесс"):
            decided_everyone(snapshot, book, out=out)
        child.send_signal(signal.SIGKILL)
    journal = json.loads((out / "run.json").read_text())
    visible = sorted(one.name for one in out.iterdir() if not one.name.startswith("."))
    assert (journal["complete"], journal["hash"], list(journal["parts"])) == (False, None, ["0"])
    assert visible == ["part-00000.parquet", "run.json"]
    assert (out / ".part-00001.parquet.partial").exists()

    numbers = []
    decide = Everyone.decide
    monkeypatch.setattr(Everyone, "decide", lambda self, part: numbers.append(part.families) or decide(self, part))
    done = decided_everyone(snapshot, book, out=out)
    assert numbers == [3, 3, 2, 2]  # the second and the third part, each twice for the cliffs
    assert done.summary == undisturbed.summary
    assert json.loads((out / "run.json").read_text())["complete"] is True
    assert not list(out.glob(".*.partial"))


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_a_killed_worker_stops_the_run_with_a_sentence_and_the_same_call_goes_on(
    kept, book, tmp_path, monkeypatch, undisturbed, lost
) -> None:
    snapshot, out, decide, here = kept(3), tmp_path / "out", Everyone.decide, os.getpid()
    heads = [snapshot.part(number).persons for number in range(snapshot.count)]

    def killed(self, part):
        if part.persons == heads[lost] and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return decide(self, part)

    monkeypatch.setattr(Everyone, "decide", killed)
    with pytest.raises(RunError, match=f"часть {lost}, прерван сигналом 9") as stopped:
        decided_everyone(snapshot, book, out=out, workers=2)
    assert f"part {lost} was ended by signal 9" in stopped.value.en
    assert not multiprocessing.active_children()
    journal = json.loads((out / "run.json").read_text())
    assert (journal["complete"], str(lost) in journal["parts"]) == (False, False)
    assert not (out / "summary.json").exists()
    monkeypatch.setattr(Everyone, "decide", decide)
    done = decided_everyone(snapshot, book, out=out, workers=2)
    assert done.summary == undisturbed.summary
    assert not list(out.glob(".*.partial"))


def test_a_fault_in_a_worker_is_the_same_fault(kept, book, tmp_path, monkeypatch) -> None:
    class Odd(Exception):
        def __init__(self, one, two) -> None:
            super().__init__("said otherwise than it was made")

    for fault, wanted, said in (
        (SnapshotError("файл изменён", "changed"), SnapshotError, "файл изменён"),
        (ZeroDivisionError("by nothing"), ZeroDivisionError, "by nothing"),
        (Odd(1, 2), RuntimeError, "said otherwise"),
    ):
        monkeypatch.setattr(Everyone, "decide", lambda *_, fault=fault: (_ for _ in ()).throw(fault))
        with pytest.raises(wanted, match=said):
            decided_everyone(kept(3), book, out=tmp_path / "out", workers=2)
        assert not multiprocessing.active_children()


def test_a_worker_does_not_outlive_a_killed_run(kept, library_root, book, tmp_path, undisturbed) -> None:
    snapshot, out = kept(3), tmp_path / "out"
    script = KILLED.replace("out=out)", "out=out, workers=2)").replace("len(written) == 2", "len(written) == 1")
    told = [sys.executable, "-c", script, str(library_root), str(snapshot.folder), str(out)]
    seen = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen(told, stdout=subprocess.PIPE, text=True, env=seen) as child:
        assert child.stdout and child.stdout.readline().startswith("in the middle")
        child.send_signal(signal.SIGKILL)
        child.stdout.read()  # ends when the last who could write is gone: both workers may have written at once
    assert decided_everyone(snapshot, book, out=out).summary == undisturbed.summary


def test_a_part_that_breaks_stops_the_run_before_it_looks_whole(kept, book, tmp_path, undisturbed) -> None:
    snapshot, out = kept(3), tmp_path / "out"
    file = snapshot.folder / snapshot.manifest.parts[1].persons.file
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))  # of the same length: seen only when it is read
    with pytest.raises(SnapshotError, match="изменён"):
        decided_everyone(Snapshot(snapshot.folder, book), book, out=out)
    assert not (out / "summary.json").exists()
    assert json.loads((out / "run.json").read_text())["complete"] is False
    file.write_bytes(whole)
    assert decided_everyone(Snapshot(snapshot.folder, book), book, out=out).hash == undisturbed.hash


def test_what_does_not_fit_is_refused_before_anything_is_made(kept, book, tmp_path) -> None:
    snapshot, out = kept(3), tmp_path / "out"
    for how, said, en in (
        ({"measures": ["child-mony"]}, "может быть, «child-money»", 'did you mean "child-money"'),
        ({"on": date(2036, 1, 20)}, "вне снимка от 20.01.2026", "is out of the snapshot of 2026-01-20"),
        ({"on": date(2020, 1, 20)}, "можно от 19.01.2025 до", "a day from 2025-01-19"),
    ):
        with pytest.raises(RunError) as refused:
            run(snapshot, book, **{"on": ON, "out": out, **how})
        assert said in refused.value.ru
        assert en in refused.value.en
    assert not out.exists()


def test_a_folder_of_another_run_stays_as_it_is(kept, book, tmp_path) -> None:
    snapshot, out = kept(3), tmp_path / "out"
    decided_everyone(snapshot, book, out=out)
    before = {one.name: one.read_bytes() for one in out.iterdir()}
    for how, named in (
        ({"on": date(2026, 1, 21)}, "on: 2026-01-20, а сейчас 2026-01-21"),
        ({"measures": ["gas-money"]}, "measures"),
        ({"parameters": {"предел": 5}}, "parameters"),
        ({"cliffs": 2}, "cliffs"),
    ):
        with pytest.raises(RunError, match=named):
            run(snapshot, book, **{"on": ON, "cliffs": None, "out": out, **how})
    with pytest.raises(RunError, match="imagined: true, а сейчас false"):
        decided_everyone(kept(3, imagined=False, name="other"), book, out=out)
    assert before == {one.name: one.read_bytes() for one in out.iterdir()}


def test_a_folder_that_is_no_run_is_left_alone(kept, book, tmp_path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/note.txt").write_text("письмо")
    with pytest.raises(RunError, match="это не прогон"):
        decided_everyone(kept(3), book, out=tmp_path / "letters")
    (tmp_path / "letters/run.json").write_text("{")
    with pytest.raises(RunError, match="журнал прогона испорчен"):
        decided_everyone(kept(3), book, out=tmp_path / "letters")
    assert (tmp_path / "letters/note.txt").read_text() == "письмо"


def test_progress_counts_every_family_once(kept, book) -> None:
    seen: list[int] = []
    decided_everyone(kept(3), book, progress=seen.append, workers=2)
    assert sum(seen) == 8


def test_the_numbers_of_a_part_go_on_where_the_last_one_stopped(kept) -> None:
    assert running.firsts(kept(3)) == [(0, 0), (3, 7), (6, 21)]
