"""Addresses of the first page and of what stands around it."""

from django.urls import path

from ryadom.desks.public import pages, status

app_name = "public"
urlpatterns = [
    path("", pages.home, name="home"),
    path("about/", pages.text, {"name": "about"}, name="about"),
    path("accessibility/", pages.text, {"name": "accessibility"}, name="accessibility"),
    path("privacy/", pages.text, {"name": "privacy"}, name="privacy"),
    path("status/", status.status, name="status"),
    path("region-choice/", pages.region, name="region"),
]
