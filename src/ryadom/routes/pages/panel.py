"""The paths of a family on its page at the desk: what is open, awaited and late, and the buttons of who helps."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from ryadom.people.api import File
from ryadom.routes import may, telling
from ryadom.routes.library import routes
from ryadom.routes.pages.visit import Visit, visit_of
from ryadom.routes.queries import RouteView, of_persons
from ryadom.rules.api import rulebook
from ryadom.ui.panels import Panel

SHOWN = ("open", "waits")


def family_paths(request: HttpRequest, file: File) -> Panel | None:
    """For the page of a family, which has asked permission and left its line; nothing where nobody walks a path and
    the reader may begin none.
    """
    region, visit = file.person.region, visit_of(request)
    members = [one.person for one in file.family.members] if file.family else [file.person]
    found = of_persons(region=region, persons=[one.id for one in members], book=rulebook(region, visit.on), on=visit.on)
    may_help = bool(may.helps(visit.by))
    if not found and not may_help:
        return None
    names = {one.id: one.short_name for one in members}
    known = sorted(routes(region, visit.on).values(), key=lambda one: one.file.title.ru)
    return Panel(
        "routes/_family.html",
        {
            "paths": [_path(way, names.get(way.person, ""), visit) for way in found],
            "may_help": may_help,
            "back": request.path,
            "begin": [(one.id, one.file.title.said(visit.language)) for one in known] if may_help else [],
            "members": [(one.id, one.short_name) for one in members],
        },
    )


def _path(way: RouteView, name: str, visit: Visit) -> dict[str, Any]:
    lines = [telling.line(one, way.file, visit.on, visit.language) for one in way.steps]
    return {
        "token": way.token, "title": way.file.title.said(visit.language), "name": name, "counted": way.counted,
        "asked": way.asked, "steps": [one for one in lines if one["state"] in SHOWN],
        "ahead": [one for one in lines if one["state"] == "ahead"],
        "skipped": [one for one in lines if one["state"] == "skipped"],
        "done": [one for one in lines if one["state"] == "done"],
        "over": sum(one["state"] in ("done", "skipped") for one in lines),
    }  # fmt: skip
