"""The words of the desk's menu and the name of who is at work. They cost nothing on pages of other desks."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ryadom.desks.provider.visit import Visit, visit_of
from ryadom.providers import api as providers
from ryadom.regions.clock import known_regions
from ryadom.ui.links import Link
from ryadom.ui.navigation import Item, Who


def items(request: HttpRequest) -> Iterable[Item]:
    """«Сегодня», «Заказы», «Люди», «Прокат», «Месяц», «Места и люди»."""
    if _at_work(request) is None:
        return
    yield Item(_("Сегодня"), reverse("provider:today"), also=(f"{reverse('provider:today')}visits/",))
    yield Item(_("Заказы"), reverse("provider:orders"))
    yield Item(_("Люди"), reverse("provider:people"))
    yield Item(_("Прокат"), reverse("provider:hire"))
    yield Item(_("Месяц"), reverse("provider:month"))
    yield Item(_("Места и сотрудники"), reverse("provider:places"))


def who(request: HttpRequest) -> Who | None:
    """Who works here, at which provider."""
    visit = _at_work(request)
    if visit is None:
        return None
    return Who(visit.by.name, visit.provider.title, reverse("provider:today"), reverse("provider:leave"))


def _at_work(request: HttpRequest) -> Visit | None:
    if not request.path.startswith(reverse("provider:today")) or not request.user.is_authenticated:
        return None
    return visit_of(request)


def home(account: str) -> Link | None:
    """`provider:home:<account>`: this desk, for an account that works at a provider of any region here."""
    if not account.isdigit() or not providers.regions_of(account_id=int(account), known=known_regions()):
        return None
    return Link(reverse("provider:today"), _("Рабочее место поставщика"))
