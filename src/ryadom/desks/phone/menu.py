"""«Телефон» in the menu of those who answer it, and where a code for a messenger is given."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ryadom.desks.phone import may
from ryadom.people.api import Actor, staff_member
from ryadom.regions.clock import today
from ryadom.ui.links import Link
from ryadom.ui.navigation import Item

_ANSWERS = "answers-phone"


def items(request: HttpRequest) -> Iterable[Item]:
    """«Телефон»."""
    if request.user.is_authenticated and _answers(request):
        yield Item(_("Телефон"), reverse("phone:desk"), under="/staff/phone/")


def _answers(request: HttpRequest) -> bool:
    """Kept in the session for a day, so that the menu of other pages costs no query; the page itself asks anew."""
    region = request.region  # type: ignore[attr-defined]
    account = request.user.pk or 0
    asked = [account, region, today(region).isoformat()]
    kept = request.session.get(_ANSWERS)
    if not isinstance(kept, list) or kept[:-1] != asked:
        found = staff_member(account_id=account, region=region, on=today(region))
        by = Actor(region, found.account_id, found.name, found.roles) if found else Actor(region)
        kept = request.session[_ANSWERS] = [*asked, may.gives_codes(by)]  # who leads comes from a page of theirs
    return bool(kept[-1])


def desk(key: str) -> Link:
    """The desk itself: `phone:desk:staff`."""
    return Link(reverse("phone:desk"), str(_("Телефон")))


def code(person: str) -> Link:
    """Where the code for a messenger is given: `phone:code:<person>`."""
    return Link(reverse("phone:code", args=[person]), str(_("Код для связи")))
