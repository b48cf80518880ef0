"""What went wrong, as the API says it: faults of a body by their place, refusals with a name and a sentence."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any, cast

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from ryadom.cases import api as cases
from ryadom.desks.openapi.documents import Fault, PlacedFinding, pointer
from ryadom.measures import api as measures
from ryadom.packs.api import PracticeErrors
from ryadom.people import api as people


class Faulty(Exception):
    """A body with faults: every one of them at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"{len(self.faults)} faults")


class TooLarge(Exception):
    """A body over the limit; it was not read."""


class UnknownRegion(Exception):
    """No practice is active there."""


STATUS: dict[type[Exception], tuple[int, str]] = {
    measures.Missing: (404, "not_found"),
    measures.Forbidden: (403, "not_allowed"),
    measures.NotIdentified: (403, "not_identified"),
    measures.AlreadyOpen: (409, "already_open"),
    measures.AlreadyDecided: (409, "already_decided"),
    measures.Stale: (409, "stale"),
    measures.ClaimError: (409, "not_possible"),
    measures.NotPossible: (409, "not_possible"),
    cases.CaseError: (409, "not_possible"),
    people.NotAllowed: (403, "not_allowed"),
    people.NotFound: (404, "not_found"),
    people.Refused: (409, "not_possible"),
}
SAID = {
    "missing": ("здесь не хватает значения", "a value is missing here"),
    "extra_forbidden": ("неизвестный ключ", "unknown key"),
    "list_type": ("здесь нужен список", "a list is needed here"),
    "dict_type": ("здесь нужны ключи и значения", "keys and values are needed here"),
    "model_attributes_type": ("здесь нужны ключи и значения", "keys and values are needed here"),
    "model_type": ("здесь нужны ключи и значения", "keys and values are needed here"),
    "bool_type": ("нужно true или false", "true or false is needed"),
    "string_type": ("нужен текст", "a text is needed"),
    "string_too_long": ("текст слишком длинный", "the text is too long"),
    "too_long": ("слишком много пунктов", "too many items"),
    "string_pattern_mismatch": ("так это не пишется", "it is not written like this"),
    "date_from_datetime_parsing": ("нужна дата, как 2026-01-31", "a date like 2026-01-31 is needed"),
    "date_parsing": ("нужна дата, как 2026-01-31", "a date like 2026-01-31 is needed"),
    "date_type": ("нужна дата, как 2026-01-31", "a date like 2026-01-31 is needed"),
    "uuid_parsing": ("нужен UUID", "a UUID is needed"),
    "uuid_type": ("нужен UUID", "a UUID is needed"),
}
OTHER = ("здесь нужно другое значение", "another value is needed here")


def register(api: NinjaAPI) -> None:
    """Give every fault its answer. What nobody foresaw goes to the site's own page for 500."""
    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        Faulty: lambda request, fault: faulty(fault.faults),
        PracticeErrors: lambda request, fault: faulty(map(_placed, fault.findings)),
        ValidationError: _misshapen,
        HttpError: _of_the_frame,
        UnknownRegion: lambda request, fault: unknown_region(),
        TooLarge: lambda request, fault: too_large(),
        RequestDataTooBig: lambda request, fault: too_large(),
        Http404: lambda request, fault: refusal(404, "not_found", str(measures.Missing())),
        **dict.fromkeys(STATUS, _refused),
        Exception: _unforeseen,
    }
    for kind, handle in handlers.items():
        api.add_exception_handler(kind, cast(Any, handle))


def faulty(faults: Iterable[Fault]) -> JsonResponse:
    """422 with every fault."""
    return JsonResponse({"errors": [asdict(one) for one in faults]}, status=422, json_dumps_params=SPOKEN)


def refusal(status: int, error: str, message: str) -> JsonResponse:
    """A refusal: a name for programs, a sentence for people."""
    return JsonResponse({"error": error, "message": message}, status=status, json_dumps_params=SPOKEN)


def too_large() -> JsonResponse:
    return refusal(413, "too_large", _("Слишком много данных: не больше 1 МБ в одном запросе."))


def unknown_region() -> JsonResponse:
    return refusal(404, "unknown_region", _("Для этого региона нет практик."))


SPOKEN = {"ensure_ascii": False}


def _placed(finding: Any) -> Fault:
    path = finding.path if isinstance(finding, PlacedFinding) else ""
    return Fault(path, finding.ru, finding.en)


def _refused(request: HttpRequest, fault: Exception) -> HttpResponse:
    status, error = next(found for kind in type(fault).__mro__ if (found := STATUS.get(kind)))
    return refusal(status, error, str(fault))


def _of_the_frame(request: HttpRequest, fault: HttpError) -> HttpResponse:
    """What django-ninja itself refuses: no session, no CSRF token, a body that cannot be read."""
    cause = fault.__cause__
    if isinstance(cause, TooLarge | RequestDataTooBig):
        return too_large()
    if isinstance(cause, Faulty):
        return faulty(cause.faults)
    if fault.status_code == 401:
        return refusal(401, "not_signed_in", _("Сначала войдите."))
    if fault.status_code == 403:
        return refusal(403, "no_csrf_token", _("Нет знака защиты формы: пришлите X-CSRFToken."))
    return refusal(fault.status_code, "bad_request", _("Мы не поняли этот запрос."))


def _misshapen(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    """The faults of a shape, each once, placed at the nearest value that the body really has."""
    body = getattr(request, "json_document", None)
    found: dict[str, Fault] = {}
    for error in fault.errors:
        path = place(body, error["loc"], missing=error["type"] == "missing")
        ru, en = SAID.get(error["type"], OTHER)
        found.setdefault(path, Fault(path, ru, en))
    return faulty(found.values())


def place(body: Any, loc: Iterable[Any], *, missing: bool) -> str:
    """JSON Pointer of an error: the frame's own names (the argument, the arm of a union) are no part of the body."""
    where, *rest = loc
    if where != "body":
        return pointer(("?" + str(rest[-1] if rest else where),))
    path: list[str | int] = []
    steps = rest[1:]
    for i, step in enumerate(steps):
        held = isinstance(body, dict) and step in body
        if held or (isinstance(body, list) and isinstance(step, int) and step < len(body)):
            path.append(step)
            body = body[step]
        elif missing and i == len(steps) - 1:
            path.append(step)
    return pointer(tuple(path))


def _unforeseen(request: HttpRequest, fault: Exception) -> HttpResponse:
    raise fault
