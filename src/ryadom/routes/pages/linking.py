"""Where the sheet of a path stands, for rooms that lead to it by reference: `routes:sheet:<token>`."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ryadom.ui.links import Link


def sheet(token: str) -> Link:
    """The page for paper."""
    return Link(reverse("routes:sheet", args=[token]), _("Напечатать лист с собой"))
