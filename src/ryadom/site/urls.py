"""The addresses of the whole site: each room adds one line to `ROOMS`; a room without pages yet is passed over."""

from django.conf.urls.i18n import urlpatterns as language_patterns
from django.urls import URLPattern, URLResolver, include, path

from ryadom.site.health import healthz
from ryadom.site.rooms import has_module

# Where each room's pages hang.
ROOMS = [
    ("", "ryadom.desks.public.urls"),
    ("", "ryadom.desks.resident.urls"),
    ("chat/", "ryadom.desks.chat.urls"),
    ("staff/phone/", "ryadom.desks.phone.urls"),
    ("staff/", "ryadom.desks.curator.urls"),
    ("provider/", "ryadom.desks.provider.urls"),
    ("region/", "ryadom.desks.ministry.urls"),
    ("api/", "ryadom.desks.openapi.urls"),
    ("ui/", "ryadom.ui.urls"),
    ("account/", "ryadom.people.pages.urls"),
    ("papers/", "ryadom.papers.pages.urls"),
    ("cases/", "ryadom.cases.pages.urls"),
    ("measures/", "ryadom.measures.pages.urls"),
    ("hire/", "ryadom.hire.pages.urls"),
    ("paths/", "ryadom.routes.pages.urls"),
    ("voice/", "ryadom.voice.pages.urls"),
    ("talk/", "ryadom.talk.pages.urls"),
    ("channels/", "ryadom.channels.pages.urls"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("language/", include(language_patterns)),
    *(path(prefix, include(module)) for prefix, module in ROOMS if has_module(module)),
]

handler400 = "ryadom.ui.errors.bad_request"
handler403 = "ryadom.ui.errors.forbidden"
handler404 = "ryadom.ui.errors.not_found"
handler500 = "ryadom.ui.errors.broken"
