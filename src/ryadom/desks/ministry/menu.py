"""«Регион» stands in the menu of those who may see numbers."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ryadom.desks.ministry.may import see_region
from ryadom.people.api import Actor, staff_member
from ryadom.regions.clock import today
from ryadom.ui.navigation import Item

_KEPT = "_actor"
_SEES = "sees-region"


def actor_of(request: HttpRequest) -> Actor:
    """Who of staff asks, in the region of the request; asked once per request, one query."""
    if not hasattr(request, _KEPT):
        region = request.region  # type: ignore[attr-defined]
        id = request.user.pk
        staff = None if id is None else staff_member(account_id=id, region=region, on=today(region))
        by = Actor(region, staff.account_id, staff.name, staff.roles) if staff else Actor(region)
        setattr(request, _KEPT, by)
    found: Actor = getattr(request, _KEPT)
    return found


def items(request: HttpRequest) -> Iterable[Item]:
    """The region's page, for observers, heads and methodologists."""
    if request.user.is_authenticated and _sees(request):
        yield Item(_("Регион"), reverse("ministry:region"), under="/region/")


def _sees(request: HttpRequest) -> bool:
    """Kept in the session for a day, so that the menu of other pages costs no query; the page itself asks anew."""
    region = request.region  # type: ignore[attr-defined]
    asked = [request.user.pk, region, today(region).isoformat()]
    kept = request.session.get(_SEES)
    if not isinstance(kept, list) or kept[:-1] != asked:
        kept = request.session[_SEES] = [*asked, see_region(actor_of(request))]
    return bool(kept[-1])
