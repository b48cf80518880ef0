"""What stands in the resident's menu: few words."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from ryadom.ui.links import Link
from ryadom.ui.navigation import Item


def items(request: HttpRequest) -> Iterable[Item]:
    """Few words for everybody; one's own data for who is known, else the way in. Hire stands under help at home."""
    yield Item(_("Что мне положено"), reverse("resident:begin"), under="/help/")
    yield Item(_("Мой путь"), reverse("resident:ways"), under="/ways/")
    yield Item(_("Мои заявления"), reverse("resident:claims"), under="/claims/")
    yield Item(_("Помощь на дому"), reverse("resident:care"), under="/care/", also=("/hire/",))
    if request.user.is_authenticated:
        yield Item(_("Мои данные"), reverse("resident:me"))
    else:
        yield Item(_("Войти"), reverse("resident:enter"))


def begin(chosen: str) -> Link:
    """Where the way begins: `situation=birth`, `measure=...` or `anything`."""
    address = reverse("resident:begin")
    return Link(f"{address}?{chosen}" if "=" in chosen else address, str(_("Что мне положено")))


def way(token: str) -> Link:
    """One's own path: `resident:way:<token>`."""
    return Link(reverse("resident:way", args=[token]), str(_("Мой путь")))


def route(id: str) -> Link:
    """A path before it is chosen: `resident:route:birth`."""
    return Link(reverse("resident:way-ahead", args=[id]), str(_("Шаги по порядку")))


def results(token: str) -> Link:
    """The results of one conversation."""
    return Link(reverse("resident:results", args=[token]), str(_("Что вам положено")))


def enter(onward: str) -> Link:
    """Where one signs in; afterwards one is back at `onward`."""
    return Link(f"{reverse('resident:enter')}?{urlencode({'next': onward})}", str(_("Войти")))
