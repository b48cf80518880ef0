"""Where the chat stands in the menu, and its address for other rooms."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ryadom.ui.links import Link
from ryadom.ui.navigation import Item


def items(request: HttpRequest) -> Iterable[Item]:
    """«Написать»."""
    yield Item(_("Написать"), reverse("chat:open"), under="/chat/")


def opened(key: str) -> Link:
    """The chat's page."""
    return Link(reverse("chat:open"), str(_("Написать нам")))
