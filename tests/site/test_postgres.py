"""The embedded PostgreSQL: closed to strangers, kind to Cyrillic, never a second set of data by accident."""

import os
import stat
import subprocess

import pytest

from ryadom.site import postgres
from ryadom.site.postgres import EmbeddedPostgres, PostgresFault


@pytest.fixture
def server(open_folder):
    made = EmbeddedPostgres(open_folder / "data", fast=True)
    yield made
    made.stop()


def ask(server, statement):
    return server._sql("ryadom", statement)


@pytest.mark.slow
def test_letters_are_russian_and_people_stay_out_of_the_log(server):
    server.start()
    assert ask(server, "SELECT lower('ЁЖИК'), 'е' < 'я'") == "ёжик|t"
    ask(server, "CREATE TABLE people (snils text PRIMARY KEY)")
    ask(server, "INSERT INTO people VALUES ('112-233-445 95')")
    with pytest.raises(PostgresFault):
        ask(server, "INSERT INTO people VALUES ('112-233-445 95')")
    assert "112-233" not in server.log.read_text()


@pytest.mark.slow
def test_only_its_owner_may_reach_the_socket(server):
    server.start()
    status = server.socket.stat()
    assert stat.S_IMODE(status.st_mode) == 0o700
    assert status.st_uid == (server.owner.uid if server.owner else os.geteuid())


@pytest.mark.slow
def test_a_server_that_runs_is_adopted_and_stopped_by_whoever_comes_later(server):
    server.start()
    ask(server, "CREATE TABLE kept (x int)")
    later = EmbeddedPostgres(server.cluster.parent, fast=True)
    assert later.start() == server.url
    assert ask(later, "SELECT count(*) FROM kept") == "0"
    later.stop()
    assert not server.running()


@pytest.mark.slow
def test_an_open_socket_folder_is_refused(server):
    server.socket.mkdir()
    if server.owner:
        os.chown(server.socket, server.owner.uid, server.owner.gid)
    server.socket.chmod(0o777)
    with pytest.raises(PostgresFault, match="open to other users"):
        server.start()


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_socket_folder_of_another_user_is_refused(server):
    server.socket.mkdir(mode=0o700)
    with pytest.raises(PostgresFault, match="belongs to another user"):
        server.start()


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends PostgreSQL another user")
def test_root_in_a_closed_home_keeps_it_closed(open_folder):
    home = open_folder / "home"
    home.mkdir(mode=0o700)
    server = EmbeddedPostgres(home / "data", fast=True)
    try:
        server.start()
        assert server.cluster.parent == postgres.SHARED_STATE
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
        again = EmbeddedPostgres(home / "data", fast=True)
        assert again.cluster == server.cluster
    finally:
        server.stop()
        subprocess.run(["rm", "-rf", server.cluster, server.socket], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends PostgreSQL another user")
def test_data_that_can_no_longer_be_reached_are_not_made_anew(open_folder):
    home = open_folder / "home"
    (home / "data" / "postgres").mkdir(parents=True)
    home.chmod(0o700)
    with pytest.raises(PostgresFault, match="can no longer reach"):
        EmbeddedPostgres(home / "data")


def test_a_long_path_gets_a_short_socket(tmp_path):
    deep = tmp_path / ("x" * 80) / ("y" * 20)
    folder = postgres._socket_folder(deep)
    assert len(str(folder)) < 60
    assert folder != postgres._socket_folder(deep.with_name("z"))


@pytest.mark.slow
def test_data_of_another_version_are_named(server):
    server.cluster.mkdir()
    (server.cluster / "PG_VERSION").write_text("16\n")
    with pytest.raises(PostgresFault, match="written by PostgreSQL 16"):
        server.start()
