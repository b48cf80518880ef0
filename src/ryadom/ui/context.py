"""What every page knows: how the reader reads, who answers, the menus, whether this is a demonstration."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property

from ryadom.ui import contact, navigation
from ryadom.ui.language import chosen
from ryadom.ui.reading import Reading


@dataclass(frozen=True, eq=False)
class Surroundings:
    """In templates ``ui``: reading, contact, menu, desk_menu, footer, who, demo, language, here."""

    request: HttpRequest

    @cached_property
    def reading(self) -> Reading:
        return Reading.of(self.request)

    @cached_property
    def contact(self) -> contact.Contact:
        return contact.of(self.request)

    @cached_property
    def menu(self) -> list[navigation.Item]:
        return navigation.items("resident", self.request)

    @cached_property
    def desk_menu(self) -> list[navigation.Item]:
        return navigation.items("desk", self.request)

    @cached_property
    def footer(self) -> list[navigation.Item]:
        return navigation.items("footer", self.request)

    @cached_property
    def who(self) -> navigation.Who | None:
        return navigation.who(self.request)

    @property
    def language(self) -> str:
        return chosen(self.request)

    @property
    def languages(self) -> list[tuple[str, str]]:
        return list(settings.LANGUAGES)

    @property
    def demo(self) -> bool:
        return bool(getattr(settings, "DEMO", False))

    @property
    def here(self) -> str:
        """Where the settings forms return to: this page for a GET, the first page after a POST."""
        return self.request.get_full_path() if self.request.method in ("GET", "HEAD") else self.request.path


def surroundings(request: HttpRequest) -> dict[str, Any]:
    return {"ui": Surroundings(request)}
