"""A step in the reader's words, for the sheet that is carried and for the staff's panel."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from .kinds import RouteFile
from .walking import StepView
from .words import agency


def line(one: StepView, file: RouteFile, on: date, language: str) -> dict[str, Any]:
    """Nothing is decided here: the state, who, when, what to bring, what it waits for and what it opens."""
    step = one.step
    titles = {other.title.ru: other.title.said(language) for other in file.steps}
    return {
        "id": step.id, "state": str(one.state), "title": step.title.said(language), "stage": one.stage,
        "perhaps": step.perhaps.said(language) if one.perhaps and step.perhaps else "",
        "who": "" if step.who == "you" else agency(step.who),
        "channel": step.channel.said(language) if step.channel else "",
        "needs": [need.said(language) for need in step.needs], "until": one.until, "number": one.number, "on": one.on,
        "deadline": one.deadline, "planned": one.planned, "words": one.words, "by": one.who, "by_fact": one.by_fact,
        "overdue": one.overdue(on), "late": late_words(one.overdue(on)),
        "after": [titles.get(title, title) for title in one.after],
        "opens": [titles.get(title, title) for title in one.opens],
    }  # fmt: skip


def late_words(kind: str) -> str:
    """What is late, in words; "" for nothing."""
    return {
        "answer": _("ответ опаздывает"), "deadline": _("срок прошёл"), "day": _("назначенный день прошёл"),
    }.get(kind, "")  # fmt: skip


def stages(lines: Iterable[dict[str, Any]]) -> list[tuple[int, list[dict[str, Any]]]]:
    """Lines by stage, those that are for this family: what stands together may be done side by side."""
    found: dict[int, list[dict[str, Any]]] = {}
    for one in lines:
        if one["state"] != "not_yours":
            found.setdefault(one["stage"], []).append(one)
    return [(number, found[stage]) for number, stage in enumerate(sorted(found), 1)]
