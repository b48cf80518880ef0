"""The words of the desk's menu, by role, and the name of who is at work."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ryadom.desks.curator import may
from ryadom.desks.curator.visit import acting, visit_of
from ryadom.ui import links
from ryadom.ui.links import Link
from ryadom.ui.navigation import Item, Who
from ryadom.ui.panels import Panel


def role_titles() -> dict[str, str]:
    """Roles as staff call them."""
    return {
        "curator": _("куратор"),
        "specialist": _("специалист"),
        "head": _("руководитель"),
        "methodologist": _("методолог"),
        "observer": _("наблюдатель"),
    }


def items(request: HttpRequest) -> Iterable[Item]:
    """Few words, each for those who need it."""
    if not request.user.is_authenticated:
        return
    by = visit_of(request).by
    queue = reverse("curator:home")
    if may.curates(by):
        yield Item(_("Мой день"), reverse("curator:day"), also=_of_the_day())
    if may.runs_curators(by):
        yield Item(_("Семьи"), reverse("curator:families"))
    if may.works(by):
        yield Item(_("Заявления"), queue)
        if not may.curates(by):  # a curator's day holds all of this page
            yield Item(_("Сроки"), reverse("curator:today"))
    if may.enters(by):
        yield Item(_("Помощь на дому"), reverse("curator:care"), under=reverse("curator:care"))
        yield Item(_("Дежурство"), reverse("curator:duty"))
    if may.sees_load(by):
        yield Item(_("Кураторы"), reverse("curator:load"), also=(*_of_the_day(), *_of_the_head()))
    if may.approves(by):
        yield Item(_("Ждут утверждения"), reverse("curator:approvals"), also=(reverse("curator:care"),))
    if may.works(by):
        yield Item(_("Люди"), reverse("curator:search"))
    if may.enters(by):
        yield from _elsewhere("hire:waiting:staff")
    if may.sees_due(by):
        yield Item(_("Положено, а не получают"), reverse("curator:due"))
    if may.confirms(by):
        yield Item(_("Меры и сверка"), reverse("curator:practices"))


def _elsewhere(ref: str) -> Iterable[Item]:
    """A page of staff that another room keeps; nothing where that room is absent."""
    found = links.find(ref)
    if found is not None:
        yield Item(found.title, found.url)


def _of_the_day() -> tuple[str, ...]:
    """Pages that one comes to from the day: conversations, families on their way to another curator, days away."""
    moves = reverse("curator:moves")
    return moves, reverse("curator:away"), f"{moves.removesuffix('moves/')}talks/"


def _of_the_head() -> tuple[str, ...]:
    """Pages that whoever leads opens once a week: they come from «Кураторы», so that the menu stays one line."""
    return tuple(reverse(f"curator:{name}") for name in ("channels", "duty", "outside"))


def who(request: HttpRequest) -> Who | None:
    """The name and the roles of who is at work; nobody for residents."""
    if not request.user.is_authenticated or not hasattr(request, "region"):
        return None
    by = visit_of(request).by
    if not by.is_staff:
        return None
    titles = role_titles()
    roles = ", ".join(title for role, title in titles.items() if role in by.roles)
    return Who(by.name, roles, reverse("curator:home"), reverse("curator:leave"))


def acting_panel(request: HttpRequest, subject: object) -> Panel | None:
    """«Вы действуете за …» above every page that staff open for somebody, the resident's way included."""
    if not request.user.is_authenticated:
        return None
    found = acting(request)
    return Panel("curator/_acting.html", {"acting": found}) if found else None


def enter(key: str) -> Link:
    """The door of everybody who works here: `curator:enter:staff`."""
    return Link(reverse("curator:enter"), _("Вход для сотрудников"))


def person(id: str) -> Link:
    """The file of a person: it asks why it is opened."""
    return Link(reverse("curator:person", args=[id]), _("Дело семьи"))


def claim(token: str) -> Link:
    """Where staff see a claim."""
    return Link(reverse("curator:claim", args=[token]), _("Заявление"))


def parameter(id: str) -> Link:
    """Where a number of the law is entered."""
    return Link(reverse("curator:parameter", args=[id]), _("Число в правилах"))


def value(key: str) -> Link:
    """The form of a value, one of its rows filled in: `parameter:row:value`."""
    id, row, wished = key.split(":")
    query = urlencode({"row": row, "v": wished})
    return Link(f"{reverse('curator:value', args=[id])}?{query}", _("Внести это значение"))
