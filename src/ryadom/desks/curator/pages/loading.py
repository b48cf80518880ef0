"""«Загрузка из файла»: give a file, see what it would do, confirm. Nothing is written before the last press."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ryadom.desks.curator import may, reading
from ryadom.desks.curator.visit import Refused, Visit, book_of, page, said_of, staff_page, status_of, visit_of
from ryadom.people import api as people

SHOWN_FAULTS = 200


def count_titles() -> dict[str, str]:
    """What a load counts, in the order in which it is read."""
    return {
        "new": _("Новые люди"),
        "same": _("Уже известны: совпал СНИЛС, ничто не противоречит"),
        "perhaps": _("Возможно, уже известны: внесены отдельно, ответите вы"),
        "contradiction": _("СНИЛС совпал, а другое нет: внесены отдельно, ответите вы"),
        "families": _("Новые семьи"),
        "members": _("Вошли в семьи"),
        "facts": _("Новые сведения"),
        "incomes": _("Доходы по месяцам"),
        "awards": _("Уже полученные меры"),
        "beside_words": _("Не совпали со словами людей: спросите их"),
        "asks": _("Противоречат более надёжному источнику: не записаны"),
        "left_out": _("Строк с ошибками: пропущены"),
    }


def told(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Counts with their words; zeros only of what every load has."""
    shown = {key for key, count in counts.items() if count or key in {"new", "same", "perhaps", "contradiction"}}
    return [(title, counts[key]) for key, title in count_titles().items() if key in shown]


@require_http_methods(["GET", "POST"])
@staff_page(may.enters)
def files(request: HttpRequest) -> HttpResponse:
    """Files that were loaded, and the place to give one."""
    visit = visit_of(request)
    if request.method == "GET":
        return _files(request, visit)
    given = request.FILES.get("file")
    if given is None:
        return _files(request, visit, [_("Выберите файл.")], 422)
    try:
        batch = people.keep_batch(by=visit.by, at=visit.at, name=given.name or "", content=given.read())
    except people.FileFaults as faults:
        return _files(request, visit, list(faults.said(visit.language)), 422)
    except people.Refused as no:
        return _files(request, visit, [said_of(no, visit.language)], status_of(no))
    return redirect("curator:file", batch=batch)


def _files(request: HttpRequest, visit: Visit, errors: list[str] | None = None, status: int = 200) -> HttpResponse:
    lines = [(one, told(one.counts)) for one in people.batches(region=visit.region)]
    sheets = people.sheets()
    return page(request, "curator/files.html", {"lines": lines, "errors": errors or [], "sheets": sheets}, status)


@require_http_methods(["GET"])
@staff_page(may.enters)
def file(request: HttpRequest, batch: UUID) -> HttpResponse:
    """What was loaded, or what would be: counted by doing it and undoing it."""
    visit = visit_of(request)
    return _file(request, visit, people.batch(region=visit.region, id=batch))


def _file(request: HttpRequest, visit: Visit, batch: people.Batch, error: str = "", status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"batch": batch, "counts": told(batch.counts), "asks": asks_of(visit, batch.asks)}
    if batch.state == "waiting":
        context |= _preview(visit, batch.id)
    return page(request, "curator/file.html", {**context, "error": error}, status)


def _preview(visit: Visit, batch: UUID) -> dict[str, Any]:
    """The whole file where it has no faults; else the faults, and what the rest would be."""
    acting = {**visit.acting, "catalogue": reading.catalogue_of(book_of(visit)), "batch_id": batch}
    done, faults = people.preview_batch(**acting)
    rest = None
    if done is None:
        rest, _same = people.preview_batch(**acting, rest=True)
    seen = done or rest
    return {
        "whole": done is not None, "rest": rest is not None, "already": seen.already if seen else None,
        "counts": told(seen.counts) if seen else [], "asks": asks_of(visit, seen.asks if seen else ()),
        "faults": faults[:SHOWN_FAULTS], "faults_total": len(faults),
    }  # fmt: skip


def asks_of(visit: Visit, asks: tuple[Mapping[str, Any], ...]) -> list[dict[str, Any]]:
    """Contradictions with the persons whom they are about."""
    ids = [one["id"] for one in asks[:SHOWN_FAULTS] if one["of"] == "person"]
    names = {str(key): one for key, one in people.persons(region=visit.region, ids=ids).items()} if ids else {}
    return [{**one, "person": names.get(str(one["id"]))} for one in asks[:SHOWN_FAULTS]]


@require_POST
@staff_page(may.enters)
def load(request: HttpRequest, batch: UUID) -> HttpResponse:
    """«Загрузить»: all of it, or the rows without faults where that was asked for."""
    visit = visit_of(request)
    kept = people.batch(region=visit.region, id=batch)
    catalogue = reading.catalogue_of(book_of(visit))
    try:
        done = people.confirm_batch(
            **visit.acting, catalogue=catalogue, batch_id=batch, rest=request.POST.get("rest") == "yes"
        )
    except people.FileFaults:
        return _file(request, visit, kept, _("В файле есть ошибки. Исправьте их или загрузите остальное."), 422)
    except people.NotFound:
        raise
    except Refused as no:
        return _file(request, visit, kept, said_of(no, visit.language), status_of(no))
    return redirect("curator:file", batch=done.batch)


@require_POST
@staff_page(may.enters)
def forget(request: HttpRequest, batch: UUID) -> HttpResponse:
    """«Не загружать»: the file is let go."""
    people.forget_batch(by=visit_of(request).by, batch_id=batch)
    return redirect("curator:files")
