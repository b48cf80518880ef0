"""What must not outlive a process: a folder that goes with it, or with whoever comes next."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

from ryadom.lake.api import scratch, sweep

SOURCE = Path(__file__).resolve().parents[2] / "src"
CHILD = """
import sys, time
from pathlib import Path
from ryadom.lake.api import scratch
with scratch(Path(sys.argv[1])) as folder:
    (folder / "people").write_text("Орлов Пётр")
    print(folder, flush=True)
    time.sleep(600)
"""


def folders(place: Path) -> list[Path]:
    return [one for one in place.iterdir() if one.is_dir()]


def another(place: Path) -> tuple[subprocess.Popen[str], Path]:
    command = [sys.executable, "-c", CHILD, str(place)]
    child = subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(SOURCE)}, stdout=subprocess.PIPE, text=True)
    assert child.stdout
    return child, Path(child.stdout.readline().strip())


def test_it_is_for_its_owner_only_and_gone_at_the_end(tmp_path) -> None:
    with scratch(tmp_path / "scratch") as folder:
        (folder / "people").write_text("Орлов Пётр")
        assert stat.S_IMODE(folder.stat().st_mode) == stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
    assert not folders(tmp_path / "scratch")


def test_what_a_living_process_holds_is_left_and_what_a_killed_one_left_is_swept(tmp_path) -> None:
    child, folder = another(tmp_path)
    try:
        with scratch(tmp_path) as mine:
            assert sweep(tmp_path) == 0
            assert (folder / "people").exists() and mine.exists()
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert (folder / "people").exists()
    with scratch(tmp_path) as mine:
        assert folders(tmp_path) == [mine]


def test_one_killed_before_it_took_its_lock_is_swept_too(tmp_path) -> None:
    (tmp_path / "bare").mkdir()
    assert sweep(tmp_path) == 1 and not folders(tmp_path)
    assert sweep(tmp_path) == sweep(tmp_path / "nowhere") == 0
