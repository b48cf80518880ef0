"""Backup and restore, rehearsed: everything comes back, or nothing changes."""

import io
import json
import tarfile

import pytest
from django.db import connection

from ryadom.site import archive
from ryadom.site.faults import Fault

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def installation(settings, tmp_path, django_db_blocker):
    settings.MEDIA_ROOT = tmp_path / "files"
    (settings.MEDIA_ROOT / "2026").mkdir(parents=True)
    (settings.MEDIA_ROOT / "2026" / "паспорт.jpg").write_bytes(b"scan of a passport")
    sql("DROP TABLE IF EXISTS rehearsal")
    sql("CREATE TABLE rehearsal (name text, amount numeric(12,2))")
    sql("INSERT INTO rehearsal VALUES ('Ёлкина', 24500.10)")
    yield settings.MEDIA_ROOT
    sql("DROP TABLE IF EXISTS rehearsal")


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else None


def rows():
    return [(name, str(amount)) for name, amount in sql("SELECT name, amount FROM rehearsal")]


def rewrite(source, target, change):
    """The archive once more, with one member changed."""
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for member in old.getmembers():
            data = change(member.name, old.extractfile(member).read())
            if data is not None:
                member.size = len(data)
                new.addfile(member, io.BytesIO(data))
    return target


def test_everything_comes_back(installation, tmp_path):
    told = archive.write(tmp_path / "one.tar")
    assert "1 files" in told
    assert (tmp_path / "one.tar").stat().st_mode & 0o077 == 0
    tables = sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")

    sql("DELETE FROM rehearsal")
    sql("CREATE TABLE newer (x int)")
    (installation / "2026" / "паспорт.jpg").unlink()
    (installation / "later.jpg").write_bytes(b"x")
    archive.read_back(tmp_path / "one.tar", force=True)

    assert rows() == [("Ёлкина", "24500.10")]
    assert sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == tables
    assert (installation / "2026" / "паспорт.jpg").read_bytes() == b"scan of a passport"
    assert not (installation / "later.jpg").exists()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".restore")]


def test_a_restored_installation_can_be_backed_up_and_restored_again(installation, tmp_path):
    archive.write(tmp_path / "one.tar")
    archive.read_back(tmp_path / "one.tar", force=True)
    archive.write(tmp_path / "two.tar")
    archive.read_back(tmp_path / "two.tar", force=True)
    assert rows() == [("Ёлкина", "24500.10")]


def test_data_are_not_replaced_without_force(installation, tmp_path):
    archive.write(tmp_path / "one.tar")
    with pytest.raises(Fault, match="--force"):
        archive.read_back(tmp_path / "one.tar", force=False)


def test_an_archive_is_never_overwritten(installation, tmp_path):
    (tmp_path / "one.tar").write_text("precious")
    with pytest.raises(Fault, match="never overwritten"):
        archive.write(tmp_path / "one.tar")


def spoil(name, data):
    return b"another scan" if name.startswith("files/") else data


def lose_the_manifest(name, data):
    return None if name == "manifest.json" else data


def claim_newer(name, data):
    return json.dumps(json.loads(data) | {"postgres": 99}).encode() if name == "manifest.json" else data


def claim_other_format(name, data):
    return json.dumps(json.loads(data) | {"format": 7}).encode() if name == "manifest.json" else data


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (spoil, "damaged"),
        (lose_the_manifest, "manifest.json is missing"),
        (claim_newer, "cannot be older"),
        (claim_other_format, "format 7"),
    ],
)
def test_a_bad_archive_changes_nothing(installation, tmp_path, change, sentence):
    archive.write(tmp_path / "one.tar")
    bad = rewrite(tmp_path / "one.tar", tmp_path / "bad.tar", change)
    sql("INSERT INTO rehearsal VALUES ('Новая', 1)")
    with pytest.raises(Fault, match=sentence):
        archive.read_back(bad, force=True)
    assert len(rows()) == 2
    assert (installation / "2026" / "паспорт.jpg").exists()


def test_a_file_that_is_no_archive_is_named(installation, tmp_path):
    (tmp_path / "letter.txt").write_text("hello")
    with pytest.raises(Fault, match="not an archive"):
        archive.read_back(tmp_path / "letter.txt", force=True)
    with pytest.raises(Fault, match="missing"):
        archive.read_back(tmp_path / "nothing.tar", force=True)


def test_a_database_that_refuses_half_way_stays_as_it_was(installation, tmp_path, monkeypatch):
    archive.write(tmp_path / "one.tar")
    sql("INSERT INTO rehearsal VALUES ('Новая', 1)")
    monkeypatch.setattr(archive, "EMPTY_THE_DATABASE", archive.EMPTY_THE_DATABASE + "SELECT 1/0;")
    with pytest.raises(Fault, match="psql failed"):
        archive.read_back(tmp_path / "one.tar", force=True)
    assert len(rows()) == 2


def test_a_way_out_of_the_folder_is_refused(installation, tmp_path):
    evil = tmp_path / "evil.tar"
    with tarfile.open(evil, "w") as tar:
        member = tarfile.TarInfo("../outside.txt")
        member.size = 1
        tar.addfile(member, io.BytesIO(b"x"))
    with pytest.raises(Fault, match="not an archive"):
        archive.read_back(evil, force=True)
    assert not (tmp_path.parent / "outside.txt").exists()
