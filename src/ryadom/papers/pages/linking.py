"""Where a file of a paper is shown: the reference `papers:part:<token>/<number>` as an address."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from ryadom.ui.links import Link


def part(key: str) -> Link | None:
    """The address of one file; whether the reader may see it is asked there."""
    token, _slash, number = key.partition("/")
    try:
        url = reverse("papers:file", args=[token, int(number or 0)])
    except (NoReverseMatch, ValueError):
        return None
    return Link(url, _("Документ, файл %(number)s") % {"number": int(number or 0) + 1})
