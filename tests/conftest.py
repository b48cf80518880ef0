"""For all tests: where nothing may be skipped, a skipped test is a failed one; a test leaves no row behind; the long
ones begin; a second database is shown only what speaks with it.
"""

import os

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings
from tests.turns import by_turns

# A property holds on a busy machine too: speed is measured by `make bench`, never by a test.
settings.register_profile("ryadom", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ryadom")

SKIP_NOTHING = bool(os.environ.get("RYADOM_SKIP_NOTHING"))
ON_DATABASE_ONLY = bool(os.environ.get("RYADOM_ON_DATABASE_ONLY"))
ON_DATABASE = {"db", "transactional_db", "django_db_setup"}


def pytest_collection_modifyitems(config, items):
    """What takes minutes in one piece begins first, so that no worker is left alone with it at the end; the rest keeps
    its order, and neighbours share what is made for a folder. A second database is shown, by turns, a third of the
    files, and of them only what speaks with it: the rest has nothing new to prove.
    """
    if ON_DATABASE_ONLY:
        speaking = [one for one in items if one.get_closest_marker("django_db") or ON_DATABASE & {*one.fixturenames}]
        files = sorted({one.path for one in speaking})
        turn = set(by_turns(files, -(-len(files) // 3) or 1))
        mine = {one for one in speaking if one.path in turn}
        config.hook.pytest_deselected(items=[one for one in items if one not in mine])
        items[:] = [one for one in items if one in mine]
    long = {one.path for one in items if one.get_closest_marker("slow") or one.get_closest_marker("long")}
    items.sort(key=lambda one: one.path not in long)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if SKIP_NOTHING and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped where nothing may be: {report.longrepr[-1]}"
    return report


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """What a test committed past its own transaction (from another thread, say) fails some other test on another day,
    when a worker runs the two in another order: so it is an error here, at once.
    """
    with django_db_blocker.unblock():
        before = _rows()
    yield
    with django_db_blocker.unblock():
        after = _rows()
    left = {table: count - before[table] for table, count in after.items() if count > before.get(table, 0)}
    assert not left, f"tests of this session left rows in the database: {left}"


def _rows():
    with connection.cursor() as cursor:
        # The queue of jobs is not Django's to empty: tests that work it have a real worker, and look at their own jobs.
        tables = [one for one in connection.introspection.table_names(cursor) if not one.startswith("procrastinate_")]
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', count(*) FROM \"{table}\"" for table in tables))
        return dict(cursor.fetchall())
