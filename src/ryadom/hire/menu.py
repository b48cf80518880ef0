"""Links that other rooms may show, and what the page of a family shows of this room."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ryadom.hire import queries
from ryadom.ui.links import Link
from ryadom.ui.panels import Panel


def mine(key: str) -> Link:
    """What can be borrowed, and what one has: `hire:mine:all`."""
    return Link(reverse("hire:mine"), str(_("Вещи на время: прокат")))


def waiting(key: str) -> Link:
    """Where staff decide what was asked for: `hire:waiting:staff`."""
    return Link(reverse("hire:waiting"), str(_("Прокат")))


def family_panel(request: HttpRequest, subject: Any) -> Panel | None:
    """What a person of this family asked for or has, on the page of the family."""
    person = subject.person
    found = queries.of_persons(region=person.region, persons=[person.id])
    live = [one for one in found if one.stage in ("asked", "confirmed", "kept", "out")]
    return Panel("hire/_family.html", {"hires": live, "person": person})
