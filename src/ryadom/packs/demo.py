"""The demonstration begins with real practices: installed and active since long ago, so that old applications have
their rules.
"""

from datetime import date, datetime

from django.conf import settings

from ryadom.packs.api import install_library

SINCE = date(2024, 1, 1)


def load(at: datetime) -> None:
    """Install the library and activate it in every region that it brings."""
    install_library(settings.RYADOM.practices, since=SINCE, at=at)
