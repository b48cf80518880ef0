"""The room alone: its own addresses, so that a broken room above does not hide what is wrong here."""

from types import ModuleType

import pytest
from django.apps import apps
from django.urls import include, path

from ryadom.ui import contact, navigation


@pytest.fixture(autouse=True)
def only_this_room(settings, monkeypatch):
    monkeypatch.setattr(contact, "_providers", [])
    monkeypatch.setattr(navigation, "_items", {})
    monkeypatch.setattr(navigation, "_who", [])
    apps.get_app_config("ui").ready()
    addresses = ModuleType("only_ui")
    addresses.urlpatterns = [
        path("ui/", include("ryadom.ui.urls")),
        path("language/", include("django.conf.urls.i18n")),
    ]
    addresses.handler400 = "ryadom.ui.errors.bad_request"
    addresses.handler403 = "ryadom.ui.errors.forbidden"
    addresses.handler404 = "ryadom.ui.errors.not_found"
    addresses.handler500 = "ryadom.ui.errors.broken"
    settings.ROOT_URLCONF = addresses
