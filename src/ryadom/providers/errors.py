"""What may go wrong with a provider, each with a sentence for the person at the screen. Nothing was written."""

from __future__ import annotations

from django.utils.translation import gettext as _


class ProviderError(Exception):
    """The verb was not done; the text is a sentence for the reader."""


class Unknown(ProviderError):
    """There is no such provider in this region."""

    def __init__(self) -> None:
        super().__init__(_("Такого поставщика в реестре региона нет."))


class Already(ProviderError):
    """What is to be entered stands there already."""


class BadPlaces(ProviderError):
    """The number of places cannot be meant."""

    def __init__(self) -> None:
        super().__init__(_("Напишите число мест от 0 до 100 000."))
