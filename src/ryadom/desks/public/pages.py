"""The first page, three pages of plain words, the choice of a region."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ryadom.desks.public import place
from ryadom.kit.codes import is_region_code
from ryadom.regions.clock import today
from ryadom.regions.middleware import choose
from ryadom.talk import api as talk
from ryadom.ui import links


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """«Что случилось?» A sentence comes by POST: what a person writes does not belong in an address or a log."""
    region = request.region  # type: ignore[attr-defined]
    on, language = today(region), place.language()
    sentence = request.POST.get("say", "")[: talk.LONGEST_TEXT]
    heard = _heard(region, on, language, sentence, "go-on" in request.POST) if request.method == "POST" else None
    return render(
        request,
        "public/home.html",
        {
            "about": place.region_file(request),
            "situations": [(one, way(situation=one.id)) for one in talk.situations(region, on, language)],
            "sentence": sentence,
            "heard": heard,
            "choices": [(choice, _door(choice)) for choice in heard.choices] if heard else [],
            "empty": request.method == "POST" and not sentence.strip(),
            "begin": way(),
            "chat": chat(),
        },
    )


def _heard(region: str, on: object, language: str, sentence: str, danger_shown: bool) -> talk.Heard | None:
    if not sentence.strip():
        return None
    return talk.hear(region=region, on=on, sentence=sentence, language=language, danger_shown=danger_shown)  # type: ignore[arg-type]


def _door(choice: talk.Choice) -> str:
    """Where a choice leads; nowhere for one that is an answer by itself."""
    return way(**{choice.kind: choice.id}) if choice.kind in ("situation", "measure") else ""


def way(**chosen: str) -> str:
    """The address where the resident's way begins, with what was chosen; the first page where that desk is absent."""
    known = urlencode(chosen) or "anything"
    found = links.find(f"resident:begin:{known}")
    return found.url if found else reverse("public:home")


def chat() -> str:
    """The address of the chat; "" where that desk is absent."""
    found = links.find("chat:open:new")
    return found.url if found else ""


@require_GET
def text(request: HttpRequest, name: str) -> HttpResponse:
    """A page of plain words; each language has its own text, since a translated paragraph is written, not filled in."""
    return render(request, f"public/{place.language()}/{name}.html", {"about": place.region_file(request)})


@require_http_methods(["GET", "HEAD", "POST"])
def region(request: HttpRequest) -> HttpResponse:
    """In which region: the measures, the phone and the calendar follow from it."""
    places = place.places()
    wanted = request.POST.get("region", "")
    if request.method == "POST" and is_region_code(wanted) and any(one.code == wanted for one in places):
        choose(request, wanted)
        return HttpResponseRedirect(reverse("public:home"))
    error = _("Выберите регион из списка.") if request.method == "POST" else ""
    now = request.region  # type: ignore[attr-defined]
    return render(
        request, "public/region.html", {"places": places, "now": now, "error": error}, status=422 if error else 200
    )
