"""A folder appears whole or not at all."""

import pytest

from ryadom.lake.api import LakeError, appearing


def test_it_stands_under_its_name_only_at_the_end(tmp_path) -> None:
    with appearing(tmp_path / "out") as hidden:
        (hidden / "a").write_text("1")
        assert not (tmp_path / "out").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_two_writers_of_one_name_do_not_mix(tmp_path) -> None:
    with pytest.raises(LakeError, match="здесь уже что-то есть"), appearing(tmp_path / "out") as first:
        (first / "a").write_text("1")
        with appearing(tmp_path / "out") as second:
            (second / "a").write_text("2")
    assert (tmp_path / "out" / "a").read_text() == "2"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
