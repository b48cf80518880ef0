"""For all tests: where nothing may be skipped, a skipped test is a failed one."""

import os

import pytest

SKIP_NOTHING = bool(os.environ.get("RYADOM_SKIP_NOTHING"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if SKIP_NOTHING and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped where nothing may be: {report.longrepr[-1]}"
    return report
