"""Addresses of paths. A path is named by its token; nothing personal stands in an address."""

from django.urls import path

from ryadom.routes.pages import sheet, staff

app_name = "routes"
urlpatterns = [
    path("begin/", staff.begin, name="begin"),
    path("<uuid:way>/sheet/", sheet.sheet, name="sheet"),
    path("<uuid:way>/step/", staff.step, name="step"),
]
