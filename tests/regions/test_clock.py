from datetime import UTC, date, datetime
from zoneinfo import ZoneInfoNotFoundError

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured

from ryadom.kit.codes import BadRegionCode
from ryadom.regions import clock, frozen, now, register_zone, today
from ryadom.regions.middleware import RegionMiddleware, choose, default_region, region_of


@pytest.fixture
def zones(monkeypatch):
    monkeypatch.setattr(clock, "_zones", {})
    register_zone("RU-CHE", "Asia/Yekaterinburg")
    register_zone("RU-SAK", "Asia/Sakhalin")


def test_late_in_moscow_it_is_tomorrow_in_the_east(zones):
    with frozen(datetime(2026, 11, 12, 20, 30, tzinfo=UTC)):
        assert today("RU-MOW") == date(2026, 11, 12)
        assert today("RU-CHE") == date(2026, 11, 13)
        assert today("RU-SAK") == date(2026, 11, 13)


def test_a_region_without_a_zone_lives_by_moscow(zones):
    assert clock.zone_of("RU-LIP").key == "Europe/Moscow"


def test_the_frozen_clock_stands_and_nests_and_goes_on():
    before = datetime.now(UTC)
    first, second = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    with frozen(first):
        with frozen(second):
            assert now() == second
        assert now() == first
    assert now() >= before
    with pytest.raises(ValueError, match="time zone"), frozen(datetime(2026, 1, 1)):
        pass


def test_a_wrong_zone_or_region_is_named(zones):
    with pytest.raises(ZoneInfoNotFoundError):
        register_zone("RU-CHE", "Europe/Atlantis")
    with pytest.raises(BadRegionCode):
        register_zone("Челябинск", "Asia/Yekaterinburg")
    with pytest.raises(BadRegionCode):
        today("'; --")


class Account:
    is_authenticated, pk = True, 7


@pytest.fixture
def request_of(rf, settings, monkeypatch):
    settings.RYADOM_REGION = "RU-CHE"
    monkeypatch.setattr("ryadom.regions.middleware._regions_of_account", [])

    def make(user=None, **session):
        request = rf.get("/")
        request.session, request.user = dict(session), user or AnonymousUser()
        return request

    return make


def test_a_visitor_sees_the_default_region_until_another_is_chosen(request_of):
    request = request_of()
    assert region_of(request) == "RU-CHE"
    choose(request, "RU-LIP")
    assert region_of(request) == "RU-LIP"
    request.session["region"] = "чужое"
    assert region_of(request) == "RU-CHE"


def test_staff_see_only_the_regions_they_serve_and_are_asked_once(request_of, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "ryadom.regions.middleware._regions_of_account", [lambda pk: asked.append(pk) or ("RU-LIP", "RU-SAK")]
    )
    request = request_of(Account(), region="RU-MOW")
    assert region_of(request) == "RU-LIP"
    request.session["region"] = "RU-SAK"
    assert region_of(request) == "RU-SAK"
    assert asked == [7]


def test_the_middleware_marks_every_request(request_of):
    seen = []
    RegionMiddleware(lambda request: seen.append(request.region))(request_of())
    assert seen == ["RU-CHE"]


def test_no_region_at_all_is_said_plainly(settings, zones, monkeypatch):
    monkeypatch.delenv("RYADOM_REGION", raising=False)
    settings.RYADOM_REGION = None
    assert default_region() == "RU-CHE"
    monkeypatch.setattr(clock, "_zones", {})
    with pytest.raises(ImproperlyConfigured, match="RYADOM_REGION"):
        default_region()
