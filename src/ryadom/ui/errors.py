"""Pages for what went wrong: what happened, whether anything was lost, what to do, a way to a person.

The site names these functions as its handlers; the middleware gives the same face to answers that Django makes
without one (405, 413, 429 and any plain-text 4xx).
"""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.template import loader
from django.utils.translation import gettext_lazy as _

KNOWN: Final = (400, 403, 404, 405, 413, 422, 429, 500)
NEVER_SHOWN: Final = {"csrfmiddlewaretoken", "password", "password1", "password2", "old_password", "code", "next"}
LONGEST_SHOWN: Final = 4000

TOLD: Final = {
    400: (_("Мы не поняли этот запрос"), _("Вернитесь на предыдущую страницу и попробуйте ещё раз.")),
    403: (
        _("Эта страница вам не открыта"),
        _("Войдите под своим именем. Если вы уже вошли, спросите у того, кто ведёт ваше дело."),
    ),
    404: (
        _("Такой страницы нет"),
        _("Проверьте адрес или начните с первой страницы. Если вы пришли по ссылке, она устарела."),
    ),
    405: (_("Сюда нельзя прийти этим путём"), _("Вернитесь на предыдущую страницу и нажмите кнопку на ней.")),
    413: (_("Файл или текст слишком большой"), _("Уменьшите фото или пришлите файлы по одному.")),
    422: (_("Мы не смогли принять эти ответы"), _("Вернитесь назад и проверьте, что написано.")),
    429: (_("Слишком много попыток подряд"), _("Подождите минуту и попробуйте ещё раз.")),
    500: (_("У нас что-то сломалось"), _("Мы записали, что произошло. Попробуйте ещё раз через несколько минут.")),
}


def page(request: HttpRequest, status: int, **more: Any) -> HttpResponse:
    """The page of one status; an unknown one looks like 400 and keeps its number."""
    title, advice = TOLD[status if status in TOLD else (500 if status >= 500 else 400)]
    context = {"status": status, "title": title, "advice": advice, **more}
    return _even_if_broken(request, context)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    return page(request, 500)


def too_large(request: HttpRequest) -> HttpResponse:
    limit = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) // 1_048_576
    return page(request, 413, limit=limit, kept=True)


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that waited too long: what was typed stays on the page and can be copied back."""
    typed = _typed(request)
    context = {
        "status": 403,
        "title": _("Страница ждала слишком долго"),
        "advice": _("Откройте её ещё раз и отправьте ответы. Мы ничего не записали и не отправили."),
        "typed": typed,
        "again": request.path if request.method == "POST" else "",
    }
    return _even_if_broken(request, context)


class CalmErrors:
    """Gives our face to bare answers with an error status when a browser asked for a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code not in KNOWN or not self._bare(response) or not _wants_page(request):
            return response
        calm = page(request, response.status_code)
        for name in ("Allow", "Retry-After"):
            if name in response:
                calm[name] = response[name]
        return calm

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return too_large(request) if isinstance(exception, RequestDataTooBig) else None

    @staticmethod
    def _bare(response: HttpResponse) -> bool:
        return not response.streaming and len(response.content) < 200 and b"<html" not in response.content


def _wants_page(request: HttpRequest) -> bool:
    return "text/html" in request.headers.get("Accept", "") and not request.headers.get("HX-Request")


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What the person wrote, without secrets; hidden machine values are of no use to them."""
    try:
        data: QueryDict = request.POST
    except (RequestDataTooBig, MultiPartParserError, OSError):
        return []
    pairs = ((name, value) for name, values in data.lists() for value in values if name not in NEVER_SHOWN)
    return [(name, value[:LONGEST_SHOWN]) for name, value in pairs if value.strip()]


def _even_if_broken(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """A page about a fault must not need what may be at fault: when the layout fails, a bare page is sent."""
    try:
        html = loader.render_to_string("ui/error.html", context, request)
    except Exception:
        html = loader.render_to_string("ui/error_bare.html", context)
    return HttpResponse(html, status=context["status"])
