"""The living person of the region: phone, hours, who answers. Upper rooms know it and register it here.

When nobody registered anything, nothing is shown: a made-up phone is worse than none.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class Contact:
    """``region``: its name for the header. ``phone``: as people know it. ``hours``: «ежедневно с 8 до 20».

    ``who``: who picks up; ``answers``: when a written question is answered; ``url``: another way to a person.
    """

    region: str = ""
    phone: str = ""
    hours: str = ""
    who: str = ""
    answers: str = ""
    url: str = ""


Provider = Callable[[HttpRequest], "Contact | None"]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Providers are asked in the order of registration; the first one that knows wins."""
    if provider not in _providers:
        _providers.append(provider)


def of(request: HttpRequest) -> Contact:
    for provider in _providers:
        found = provider(request)
        if found is not None:
            return found
    return Contact()
