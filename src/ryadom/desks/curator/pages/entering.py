"""Signing in and out of staff: login and password, a pause after wrong tries, calm words."""

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from ryadom.desks.curator import may, tries
from ryadom.desks.curator.forms import EnterForm
from ryadom.desks.curator.visit import visit_of
from ryadom.regions.clock import now
from ryadom.ui import links
from ryadom.ui.figures import counted


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Login and password; afterwards the page that was wanted."""
    onward = _onward(request)
    if request.method == "GET":
        if request.user.is_authenticated and may.serves(visit_of(request).by):
            return redirect(onward)
        return _page(request, EnterForm(), onward)
    form = EnterForm(request.POST)
    if not form.is_valid():
        return _page(request, form, onward, 422)
    return _tried(request, form, onward)


def _tried(request: HttpRequest, form: EnterForm, onward: str) -> HttpResponse:
    name, at = form.cleaned_data["login"], now()
    if minutes := tries.minutes_to_wait(name, at):
        form.add_error(None, _told_to_wait(minutes))
        return _page(request, form, onward, 429)
    account = authenticate(request, username=name, password=form.cleaned_data["password"])
    if account is None:
        tries.note_wrong(name, at)
        form.add_error(None, _("Логин или пароль не подошли. Проверьте раскладку клавиатуры и попробуйте ещё раз."))
        return _page(request, form, onward, 422)
    tries.forget(name)
    login(request, account)
    return redirect(_desk_of(account.pk) if onward == reverse("curator:home") else onward)


def _desk_of(account: int) -> str:
    """The desk of who signed in: a provider's for who works there, this one for all others."""
    found = links.find(f"provider:home:{account}")
    return found.url if found else reverse("curator:home")


def _told_to_wait(minutes: int) -> str:
    wait = counted(minutes, _("минуту/минуты/минут"))
    return _("Было пять неверных попыток. Подождите %(wait)s или спросите администратора.") % {"wait": wait}


def _page(request: HttpRequest, form: EnterForm, onward: str, status: int = 200) -> HttpResponse:
    return render(request, "curator/enter.html", {"form": form, "next": onward}, status=status)


def _onward(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe and wanted.startswith("/") else reverse("curator:home")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out: what was searched and why files were opened is forgotten with the session."""
    logout(request)
    return redirect("curator:enter")
