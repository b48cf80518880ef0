"""For all tests: where nothing may be skipped, a skipped test is a failed one."""

import os

import pytest
from hypothesis import HealthCheck, settings

# A property holds on a busy machine too: speed is measured by `make bench`, never by a test.
settings.register_profile("ryadom", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ryadom")

SKIP_NOTHING = bool(os.environ.get("RYADOM_SKIP_NOTHING"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if SKIP_NOTHING and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped where nothing may be: {report.longrepr[-1]}"
    return report
