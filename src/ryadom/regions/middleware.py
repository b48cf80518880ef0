"""Which region a request is about: what was chosen in the session, else where the staff serve, else the default."""

import os
from collections.abc import Callable, Iterable

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from ryadom.kit.codes import is_region_code, region_code
from ryadom.regions.clock import known_regions, zone_of

CHOSEN = "region"
SERVED = "regions-of-account"

RegionsOfAccount = Callable[[int], Iterable[str]]
_regions_of_account: list[RegionsOfAccount] = []


def register_account_regions(ask: RegionsOfAccount) -> None:
    """An upper room tells in which regions an account serves (account id -> region codes, the usual one first)."""
    _regions_of_account[:] = [ask]


def choose(request: HttpRequest, code: str) -> None:
    """Remember the region for this session. Raises BadRegionCode."""
    request.session[CHOSEN] = region_code(code)


def default_region() -> str:
    """The installation's own region: RYADOM_REGION in settings or environment, else the first whose practices stand.

    Raises ImproperlyConfigured when there is none, or the code has not the shape of one.
    """
    code = getattr(settings, "RYADOM_REGION", None) or os.environ.get("RYADOM_REGION")
    code = code or next(iter(known_regions()), None)
    if not is_region_code(code):
        raise ImproperlyConfigured("RYADOM_REGION must be a region code such as RU-CHE")
    return str(code)


def region_of(request: HttpRequest) -> str:
    """The region of a request. Staff see only regions they serve; permission is checked by each action anyway."""
    chosen = _session(request).get(CHOSEN)
    served = _served(request)
    if served:
        return str(chosen) if chosen in served else served[0]
    return str(chosen) if is_region_code(chosen) else default_region()


def _served(request: HttpRequest) -> list[str]:
    """Asked once after signing in and then kept in the session, so that a page costs no query for it."""
    account = getattr(request, "user", None)
    if not _regions_of_account or account is None or not account.is_authenticated:
        return []
    known = _session(request).get(SERVED)
    if not isinstance(known, dict) or known.get("account") != account.pk:
        known = {"account": account.pk, "regions": list(_regions_of_account[0](account.pk))}
        request.session[SERVED] = known
    return list(known["regions"])


def _session(request: HttpRequest) -> dict[str, object]:
    return getattr(request, "session", None) or {}  # type: ignore[return-value]


class RegionMiddleware:
    """Puts `request.region`. Stands after sessions and authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.region = region_of(request)  # type: ignore[attr-defined]
        # Moments are shown on the region's own clock, on every page.
        with timezone.override(zone_of(request.region)):  # type: ignore[attr-defined]
            return self.get_response(request)
