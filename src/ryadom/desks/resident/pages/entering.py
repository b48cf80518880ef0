"""How a person becomes known: a one-time code that the office gave. Leaving forgets the session."""

from secrets import token_urlsafe

from django.conf import settings
from django.contrib.auth import authenticate, get_user_model, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ryadom.desks.resident.visit import Visit, owner_of, visit_of
from ryadom.people import api as people
from ryadom.talk import api as talk

BACKEND = "django.contrib.auth.backends.ModelBackend"


@sensitive_post_parameters("code", "password")
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """One box for the code; after it the person is where they were."""
    visit = visit_of(request)
    onward = _onward(request)
    if request.method == "GET":
        return render(request, "resident/enter.html", {"next": onward})
    try:
        if settings.DEMO and "login" in request.POST:
            _enter_shown(request, visit)
        else:
            _enter(request, visit)
    except (people.CodeRefused, people.Refused) as refused:
        return render(request, "resident/enter.html", {"next": onward, "error": str(refused)}, status=422)
    return redirect(onward or "resident:claims")


def _enter(request: HttpRequest, visit: Visit) -> None:
    """A new login for this code, unless somebody is signed in already. A refused code leaves no login behind."""
    known = owner_of(request).account_id
    account_id = known or people.open_account(login=f"resident-{token_urlsafe(12)}", password=None)
    try:
        by = people.actor(account_id=account_id, region=visit.region, on=visit.on)
        people.use_login_code(by=by, at=visit.at, code=request.POST.get("code", ""))
    except (people.CodeRefused, people.Refused):
        if known is None:
            get_user_model().objects.filter(pk=account_id).delete()
        raise
    if known is None:
        login(request, get_user_model().objects.get(pk=account_id), backend=BACKEND)
        talk.adopt(region=visit.region, visitor=visit.owner, account_id=account_id, at=visit.at)


def _enter_shown(request: HttpRequest, visit: Visit) -> None:
    """Only in the demonstration: one of the invented residents comes in by the login that `make run` printed."""
    typed = {name: request.POST.get(name, "")[:150] for name in ("login", "password")}
    account = authenticate(request, username=typed["login"], password=typed["password"])
    if account is None or people.regions_served(account_id=account.pk):
        raise people.Refused("wrong", _("Логин или пароль не подошёл. Они напечатаны при запуске показа."))
    login(request, account)
    talk.adopt(region=visit.region, visitor=visit.owner, account_id=account.pk, at=visit.at)


def _onward(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/") else ""


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out: the next visitor of this computer sees nothing."""
    logout(request)
    return redirect("/")


@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """What we know of the person who is here: who read the file, consents, for whom they may act."""
    visit = visit_of(request)
    if not request.user.is_authenticated:
        return redirect("resident:enter")
    by = people.actor(account_id=owner_of(request).account_id, region=visit.region, on=visit.on)
    if by.person_id is None:
        return render(request, "resident/me.html", {"person": None})
    person = people.person(region=visit.region, id=by.person_id)
    context = {
        "person": person,
        "identified": by.at_least("identified"),
        "readings": people.readings_of(region=visit.region, person_id=by.person_id, limit=50),
        "consents": people.consents_of(region=visit.region, person_id=by.person_id),
        "represented": people.represents(region=visit.region, representative_id=by.person_id, on=visit.on),
    }
    return render(request, "resident/me.html", context)
